"""The meeting itself, where it takes place, and the series it belongs to."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.audiences import Audience, default_audience
from underrose.kit.models import Row, institution_key


class State(models.TextChoices):
    """Where a meeting stands with the outside world. `MOVES` says what may follow what."""

    draft = "draft", _("Draft")
    announced = "announced", _("Announced")
    postponed = "postponed", _("Postponed")
    cancelled = "cancelled", _("Cancelled")


MOVES: dict[State, frozenset[State]] = {
    State.draft: frozenset({State.announced, State.cancelled}),
    State.announced: frozenset({State.announced, State.postponed, State.cancelled}),
    State.postponed: frozenset({State.announced, State.cancelled}),
    State.cancelled: frozenset(),
}


class Mode(models.TextChoices):
    in_person = "in_person", _("In person")
    hybrid = "hybrid", _("Hybrid")
    online = "online", _("Online")


class Series(Row):
    """Meetings that follow one another under one name."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address"), max_length=80)
    purpose = models.TextField(_("purpose"), blank=True)

    class Meta:
        db_table = "series"
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["institution", "slug"], name="series_slug")]

    def __str__(self) -> str:
        return self.name


class Venue(Row):
    """A house where meetings are held."""

    name = models.CharField(_("name"), max_length=200)
    address = models.TextField(_("address"), blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=3, blank=True, help_text=_("Three-letter code."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")

    class Meta:
        db_table = "venue"
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "name", "town"], name="venue_name_in_town")
        ]

    def __str__(self) -> str:
        return self.name


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, holder: Holder) -> "MeetingQuerySet":
        """Those a holder may know of: the team's own, the one a link speaks of, for the public those announced."""
        if holder.account is not None:
            # The institution is named because the index begins with it.
            return self.filter(institution=institution_key(), code__in=holder.codes_within())
        if holder.link is not None:
            return self.filter(code=holder.link.meeting_code)
        return self.published()

    def published(self) -> "MeetingQuerySet":
        """Those with a public page."""
        return self.filter(published__isnull=False, is_undisclosed=False)

    def coming(self, today: date) -> "MeetingQuerySet":
        return self.filter(end_on__gte=today).order_by("start_on", "code")


class Meeting(Row):
    """One meeting, from the first idea on. The words of its note stand in its sections."""

    code = models.CharField(_("reference"), max_length=40)
    kind = models.CharField(_("kind of paper"), max_length=60, default="Concept note")
    title = models.CharField(_("title"), max_length=300)
    start_on = models.DateField(_("first day"), null=True, blank=True)
    end_on = models.DateField(_("last day"), null=True, blank=True)
    venue = models.ForeignKey(
        Venue, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("venue")
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.in_person)
    cap = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    regime = models.CharField(_("disclosure regime"), max_length=40, default="off_the_record")
    is_invitation_only = models.BooleanField(_("invitation only"), default=True)
    is_undisclosed = models.BooleanField(_("undisclosed meeting"), default=False)
    mail_tone = models.CharField(
        _("mail tone"), max_length=5, choices=[("full", _("Full")), ("quiet", _("Quiet"))], default="full"
    )
    language = models.CharField(_("language of the note"), max_length=10, default="en")
    follow_up_from_months = models.PositiveSmallIntegerField(
        _("follow-up from (months)"), null=True, blank=True
    )
    follow_up_to_months = models.PositiveSmallIntegerField(
        _("follow-up until (months)"), null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.draft)
    state_words = models.CharField(_("words on the public page about a change"), max_length=300, blank=True)
    calendar_sequence = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    field_audiences = models.JSONField(default=dict)
    public_wordings = models.JSONField(default=dict)
    published = models.ForeignKey(
        "concept.Version", models.PROTECT, null=True, blank=True, related_name="published_for"
    )
    opened_on = models.DateField(_("opened on"))

    objects = MeetingQuerySet.as_manager()

    class Meta:
        db_table = "meeting"
        ordering = ("-start_on", "code")
        constraints = [models.UniqueConstraint(fields=["institution", "code"], name="meeting_code")]
        indexes = [models.Index(fields=["institution", "-start_on", "code"], name="meeting_by_date")]

    def __str__(self) -> str:
        return f"{self.title} ({self.code})"

    def audience_of(self, field: str) -> Audience:
        """Who may read this field; the switch a person set, else the house's default."""
        chosen: dict[str, Any] = self.field_audiences
        return Audience(chosen.get(field, default_audience(field)))

    def may_become(self, state: State) -> bool:
        return state in MOVES[State(self.state)]


class Edition(Row):
    """One meeting's place in its series; earlier ones may be named without having been held here."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="editions")
    ordinal = models.PositiveSmallIntegerField(_("edition"))
    meeting = models.OneToOneField(Meeting, models.CASCADE, null=True, blank=True, related_name="edition")
    title = models.CharField(_("title"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    class Meta:
        db_table = "edition"
        ordering = ("series", "-ordinal")
        constraints = [
            models.UniqueConstraint(fields=["institution", "series", "ordinal"], name="edition_ordinal")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.ordinal}"
