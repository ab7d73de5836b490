"""Who should be in the room: the brief of a meeting, its constituencies, and what is asked of each."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.asked import Question
from underrose.kit.models import Row


class BriefQuerySet(models.QuerySet["Brief"]):
    def visible_to(self, holder: Holder) -> "BriefQuerySet":
        return self.filter(meeting__in=Meeting.objects.visible_to(holder))

    def locked(self, meeting_key: UUID) -> "Brief":
        """The brief, with nobody else taking a place until this transaction ends."""
        return _LOCKED.only(meeting_key)


class Brief(Row):
    """How many people, of which constituencies, and what the organiser expects of replies."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="brief")
    # The paragraph of the note as it stood when the constituencies were drawn from it.
    paragraph = models.TextField(_("words of the note"), blank=True)
    cap = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    counts_speakers = models.BooleanField(_("speakers count towards the places"), default=True)
    # Assumptions of the organiser, in per cent; shown as such and never as a score of a person.
    expected_acceptance = models.PositiveSmallIntegerField(_("expected to accept (%)"), default=60)
    expected_drop_out = models.PositiveSmallIntegerField(_("expected to drop out late (%)"), default=5)
    accepted_risk = models.PositiveSmallIntegerField(
        _("accepted risk of more than the places (%)"), default=5
    )
    reply_within_days = models.PositiveSmallIntegerField(_("days to reply"), default=14)
    # Raised by everything that changes who is in the room.
    revision = models.PositiveIntegerField(default=1)
    # Raised by every edit of the brief, so that two colleagues do not overwrite each other.
    edition = models.PositiveIntegerField(default=1)

    objects = BriefQuerySet.as_manager()

    class Meta:
        db_table = "brief"

    def __str__(self) -> str:
        return f"brief {self.key}"


_LOCKED = Question(
    lambda key: (
        Brief.objects.select_for_update(of=("self",)).select_related("meeting__venue").filter(meeting=key)
    ),
    UUID,
)


class Axis(Row):
    """One way of looking at the room: sector, region, duty station, gender, perspective."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="axes")
    feature = models.SlugField(_("name in files"), max_length=60)
    label = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "axis"
        ordering = ("position", "key")
        constraints = [models.UniqueConstraint(fields=["institution", "brief", "feature"], name="axis_once")]

    def __str__(self) -> str:
        return self.label


class Target(models.Model):
    """How many of them there should be. Blank is not asked; the flexible bounds say how far a bound may give."""

    minimum = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    maximum = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    minimum_flexible = models.PositiveSmallIntegerField(_("at the very least"), null=True, blank=True)
    maximum_flexible = models.PositiveSmallIntegerField(_("at the very most"), null=True, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)

    class Meta:
        abstract = True

    @property
    def is_asked(self) -> bool:
        return self.minimum is not None or self.maximum is not None


class Constituency(Row, Target):
    """A group of people the note names, on one axis, with what is asked of it."""

    axis = models.ForeignKey(Axis, models.CASCADE, related_name="constituencies")
    value = models.SlugField(_("name in files"), max_length=80, allow_unicode=True)
    label = models.CharField(_("name"), max_length=200)
    # The words of the note it comes from; blank if a person added it.
    as_written = models.CharField(_("as the note says it"), max_length=300, blank=True)
    # Codes of countries and regions that belong to it, so that candidates can be placed by where they speak for.
    areas = models.JSONField(default=list, blank=True)
    # The same by the sector and duty station of their post, and by gender. Blank says nothing about it.
    sectors = models.JSONField(default=list, blank=True)
    duty_stations = models.JSONField(default=list, blank=True)
    genders = models.JSONField(default=list, blank=True)
    is_open = models.BooleanField(_("not limited to those named"), default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "constituency"
        ordering = ("position", "key")
        constraints = [
            models.UniqueConstraint(fields=["institution", "axis", "value"], name="constituency_once")
        ]

    def __str__(self) -> str:
        return self.label


class Crossing(Row, Target):
    """Those who belong to two constituencies at once, for instance women among the defenders."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="crossings")
    one = models.ForeignKey(Constituency, models.CASCADE, related_name="+")
    other = models.ForeignKey(Constituency, models.CASCADE, related_name="+")

    class Meta:
        db_table = "crossing"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "brief", "one", "other"], name="crossing_once")
        ]

    def __str__(self) -> str:
        return f"{self.one} × {self.other}"
