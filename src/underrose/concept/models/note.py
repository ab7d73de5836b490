"""The parts of a concept note. All of them belong to one meeting and keep the order of the paper."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.concept import audiences
from underrose.concept.models.meetings import Meeting
from underrose.kit.models import Row


class SectionKind(models.TextChoices):
    """The headings a concept note is known by; any other heading is "other" and just as welcome."""

    summary = "summary", _("Summary")
    context = "context", _("Context and key policy issues")
    format = "format", _("Format and objectives")  # type: ignore[assignment]  # the word of the note, not the method
    participation = "participation", _("Who should participate?")
    outcomes = "outcomes", _("Outcomes")
    evaluation = "evaluation", _("Monitoring and evaluation")
    communications = "communications", _("Communications")
    enquiries = "enquiries", _("Enquiries")
    other = "other", _("Other")


class PartOfNote(Row):
    meeting = models.ForeignKey(Meeting, models.CASCADE)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "key")


class Section(PartOfNote):
    """A headed part of the note. Its words are Markdown: footnotes as [^1], documents as [@A/RES/70/262]."""

    kind = models.CharField(_("kind"), max_length=16, choices=SectionKind, default=SectionKind.other)
    heading = models.CharField(_("heading"), max_length=200)
    body = models.TextField(_("words"), blank=True)
    audience = models.CharField(_("who may read it"), max_length=12, choices=audiences.CHOICES)
    public_wording = models.TextField(
        _("wording on the public page"), blank=True, help_text=_("Leave empty to show the words of the note.")
    )
    revision = models.PositiveIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    class Meta(PartOfNote.Meta):
        db_table = "section"
        default_related_name = "sections"

    def __str__(self) -> str:
        return self.heading


class LineOfNote(PartOfNote):
    """One line of a short list."""

    words = models.CharField(_("words"), max_length=500)

    class Meta(PartOfNote.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.words


class Objective(LineOfNote):
    class Meta(LineOfNote.Meta):
        db_table = "objective"
        default_related_name = "objectives"
        abstract = False


class Theme(LineOfNote):
    class Meta(LineOfNote.Meta):
        db_table = "theme"
        default_related_name = "themes"
        abstract = False


class Lens(LineOfNote):
    """A theme that cuts across all sessions."""

    class Meta(LineOfNote.Meta):
        db_table = "lens"
        default_related_name = "lenses"
        abstract = False


class Partner(PartOfNote):
    """An institution that carries the meeting with us."""

    class Role(models.TextChoices):
        partnership = "partnership", _("In partnership with")
        host = "host", _("Co-host")
        funder = "funder", _("With the support of")
        knowledge = "knowledge", _("Knowledge partner")

    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.partnership)
    country = models.CharField(_("country"), max_length=3, blank=True, help_text=_("Three-letter code."))
    website = models.URLField(_("website"), blank=True)

    class Meta(PartOfNote.Meta):
        db_table = "partner"
        default_related_name = "partners"

    def __str__(self) -> str:
        return self.name


class Contact(PartOfNote):
    """Who to write to, by role. Printed on the note; on the public page only when switched so."""

    role = models.CharField(_("role"), max_length=120)
    name = models.CharField(_("name"), max_length=200, blank=True)
    telephone = models.CharField(_("telephone"), max_length=60, blank=True)
    mail = models.EmailField(_("mail"), blank=True)

    class Meta(PartOfNote.Meta):
        db_table = "contact"
        default_related_name = "contacts"

    def __str__(self) -> str:
        return f"{self.role}: {self.name}"


class Footnote(PartOfNote):
    """A note at the foot of the page, called by [^number] in the words of a section."""

    number = models.CharField(_("number"), max_length=8)
    text = models.TextField(_("text"))

    class Meta(PartOfNote.Meta):
        db_table = "footnote"
        default_related_name = "footnotes"
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "number"], name="footnote_number")
        ]

    def __str__(self) -> str:
        return self.number


class Quotation(PartOfNote):
    """Public words of a public speaker, with what it takes to check them."""

    words = models.TextField(_("words"))
    speaker = models.CharField(_("speaker"), max_length=200)
    place = models.CharField(_("place or occasion"), max_length=200, blank=True)
    said_on = models.CharField(_("day or year"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_verified = models.BooleanField(_("checked against the source"), default=False)

    class Meta(PartOfNote.Meta):
        db_table = "quotation"
        default_related_name = "quotations"

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words[:40]}"
