"""What a note was at a moment that mattered, who was asked about it, and notes that came as files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.models import Account
from underrose.concept.models.meetings import Meeting
from underrose.concept.models.note import Partner
from underrose.kit.models import Row
from underrose.kit.sealed import SealedBytesField, SealedTextField


class Version(Row):
    """The whole note as it stood, kept so that it can be compared, restored and published."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    reason = models.CharField(_("what this version is for"), max_length=200, blank=True)
    kept_on = models.DateField(_("kept on"))
    content = models.JSONField()

    class Meta:
        db_table = "version"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "number"], name="version_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class ApprovalState(models.TextChoices):
    asked = "asked", _("Asked")
    approved = "approved", _("Approved")
    changes_asked = "changes_asked", _("Changes asked for")
    withdrawn = "withdrawn", _("Withdrawn")


class Approval(Row):
    """A partner's answer to a version of the note, given on a personal page."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="approvals")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="approvals")
    version = models.ForeignKey(Version, models.PROTECT, related_name="approvals")
    name = SealedTextField(_("name"))
    mail = SealedTextField(_("mail"))
    state = models.CharField(_("state"), max_length=14, choices=ApprovalState, default=ApprovalState.asked)
    comment = SealedTextField(_("comment"))
    asked_on = models.DateField(_("asked on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_anonymous = models.BooleanField(_("the person is forgotten"), default=False)

    class Meta:
        db_table = "approval"
        ordering = ("-asked_on", "key")

    def __str__(self) -> str:
        return f"{self.partner} {self.state}"

    def sealed_by(self) -> tuple[str, str]:
        return (str(self.meeting_id), "mail")


class ImportedNote(Row):
    """A note that came as a file: what was read, until a person has looked at it. Goes after thirty days."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = SealedTextField(_("file name"))
    original = SealedBytesField(_("file"))
    document = SealedTextField(_("what was read"))
    page = SealedTextField(_("public page beside it"))
    taken_on = models.DateField(_("taken on"))
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="imports")

    class Meta:
        db_table = "imported_note"
        ordering = ("-taken_on", "key")

    def __str__(self) -> str:
        return str(self.name)

    def sealed_by(self) -> tuple[str, str]:
        return ("house", "files")
