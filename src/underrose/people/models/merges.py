"""Two rows that were one person, made one, and how to undo it; lists of people that came as files."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.models import Account
from underrose.kit.models import Row
from underrose.kit.sealed import SealedBytesField, SealedTextField
from underrose.people.models.persons import Person


class Merge(Row):
    """What was moved from one person to another, kept so that it can be moved back for thirty days."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    absorbed = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Which rows were moved, and what the kept person said before, as JSON.
    moved = SealedTextField()
    merged_on = models.DateField(_("merged on"))
    undone_on = models.DateField(_("undone on"), null=True, blank=True)

    class Meta:
        db_table = "merge"
        ordering = ("-merged_on", "key")

    def __str__(self) -> str:
        return f"merge {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return "people", "people"


class NotTheSame(Row):
    """Two people who look like one and are not: they are not offered again."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")

    class Meta:
        db_table = "not_the_same"
        constraints = [
            models.UniqueConstraint(fields=["institution", "one", "other"], name="not_the_same_once")
        ]

    def __str__(self) -> str:
        return f"not the same {self.key}"


class ContactImport(Row):
    """A list of people that came as a file: how its columns are read, and how far it has been taken in."""

    class State(models.TextChoices):
        read = "read", _("Being looked at")
        queued = "queued", _("Waits to be taken in")
        running = "running", _("Being taken in")
        done = "done", _("Taken in")
        stopped = "stopped", _("Stopped")

    OVER = (State.done, State.stopped)
    """Whoever is to come from it has come."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    file_name = SealedTextField(_("file name"))
    original = SealedBytesField(_("file"))
    mapping = models.JSONField(default=dict)
    blanks_erase = models.BooleanField(_("blank cells erase what is known"), default=False)
    meeting_code = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.read)
    rows_done = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    taken_on = models.DateField(_("taken on"))

    class Meta:
        db_table = "contact_import"
        ordering = ("-taken_on", "key")

    def __str__(self) -> str:
        return f"list {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return "people", "files"


class Brought(Row):
    """That a list brought a person, new or known already: gone with the list, and at once from whoever becomes protected."""

    imported = models.ForeignKey(ContactImport, models.CASCADE, related_name="brought")
    person = models.ForeignKey(Person, models.CASCADE, related_name="brought_by")

    class Meta:
        db_table = "brought"
        constraints = [
            models.UniqueConstraint(fields=["institution", "imported", "person"], name="brought_once")
        ]

    def __str__(self) -> str:
        return f"brought {self.key}"
