"""What happens when and where: days, rooms, sessions, and who does what in them. All times are those of the venue."""

from datetime import date, time

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept.audiences import CHOICES, Audience
from underrose.concept.models import Lens, Meeting, Theme
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField
from underrose.participation.models import Participant

PLANNING = (Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM, Role.PROJECT_MANAGER)
"""Who may change the programme."""
READING = (*PLANNING, Role.RAPPORTEUR, Role.COMMUNICATIONS, Role.MONITORING_AND_EVALUATION)
"""Who may read the draft, with names as the desk shows them."""


class Kind(models.TextChoices):
    plenary = "plenary", _("Plenary")
    breakout = "breakout", _("Breakout round")
    meal = "meal", _("Meal")
    margin = "margin", _("Time in the margins")


class Task(models.TextChoices):
    """What somebody does in a session."""

    chair = "chair", _("Chair")
    opener = "opener", _("Opener")
    speaker = "speaker", _("Speaker")
    facilitator = "facilitator", _("Facilitator")
    rapporteur = "rapporteur", _("Rapporteur")
    note_taker = "note_taker", _("Note-taker")


class Room(Row):
    """A room of the venue, as this meeting uses it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=120)
    capacity = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    access = models.CharField(
        _("access"), max_length=300, blank=True, help_text=_("Step-free, hearing loop, which floor.")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "room"
        ordering = ("position", "name", "key")
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "name"], name="room_name_in_meeting")
        ]

    def __str__(self) -> str:
        return self.name


class Day(Row):
    """One day of a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="days")
    on = models.DateField(_("date"))
    title = models.CharField(_("title"), max_length=200, blank=True)
    # The first day of the meeting when this one was placed: where the meeting moves, the day is known to stay behind.
    counted_from = models.DateField(null=True, default=None)

    class Meta:
        db_table = "day"
        ordering = ("on",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "on"], name="day_of_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, holder: Holder) -> "SessionQuerySet":
        return self.filter(day__meeting__code__in=holder.codes_within(*READING))

    def of(self, meeting: Meeting) -> "SessionQuerySet":
        """Those of the draft, in the order of the days."""
        return self.filter(day__meeting=meeting, is_removed=False)

    def breakouts(self) -> "SessionQuerySet":
        return self.filter(kind=Kind.breakout, is_removed=False)


class Session(Row):
    """Something between two hours of a day: a plenary, a round of breakout groups, a meal, or time kept free."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.plenary)
    title = models.CharField(_("title"), max_length=300)
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    words = models.TextField(_("what it is about"), blank=True)
    audience = models.CharField(
        _("who may read what it is about"), max_length=12, choices=CHOICES, default=Audience.participants
    )
    public_title = models.CharField(
        _("title on the public page"),
        max_length=300,
        blank=True,
        help_text=_("Leave empty to show the title."),
    )
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    theme = models.ForeignKey(
        Theme, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("theme")
    )
    lenses = models.ManyToManyField(
        Lens, through="SessionLens", blank=True, related_name="sessions", verbose_name=_("lenses")
    )
    # Blank is the regime of the meeting; methods.disclosure says what is stricter.
    regime = models.CharField(_("disclosure regime"), max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)
    is_removed = models.BooleanField(default=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        db_table = "planned_session"
        ordering = ("day__on", "begins", "ends", "key")
        indexes = [models.Index(fields=["institution", "day", "begins"], name="session_of_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> tuple[date, time, time]:
        return self.day.on, self.begins, self.ends


class SessionLens(Row):
    """That a session looks through a lens of the note."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    lens = models.ForeignKey(Lens, models.CASCADE, related_name="+")

    class Meta:
        db_table = "session_lens"
        constraints = [
            models.UniqueConstraint(fields=["institution", "session", "lens"], name="session_lens_once")
        ]

    def __str__(self) -> str:
        return f"lens {self.lens_id}"


class Assignment(Row):
    """Somebody's task in a session: one of those in the room, or a name that is not settled yet."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="assignments")
    group = models.ForeignKey(
        "programme.Group", models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    task = models.CharField(_("task"), max_length=11, choices=Task)
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="assignments"
    )
    # Of somebody who is not in the room yet, or does not sit in it; sealed like all names.
    name = SealedTextField(_("name"), null=True, default=None)
    is_confirmed = models.BooleanField(_("has agreed"), default=False)
    is_public = models.BooleanField(_("may be named on the public page"), default=False)
    briefing = SealedTextField(_("what they should know"), null=True, default=None)
    position = models.PositiveSmallIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "assignment"
        ordering = ("position", "key")
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "session", "task", "participant", "group"],
                name="assignment_once",
                nulls_distinct=False,
                condition=models.Q(participant__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"assignment {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.session.day.meeting_id), "people"


class Availability(Row):
    """When somebody is there on a day; no row is the whole day."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="availabilities")
    day = models.ForeignKey(Day, models.CASCADE, related_name="availabilities")
    is_absent = models.BooleanField(_("not there this day"), default=False)
    arrives = models.TimeField(_("there from"), null=True, blank=True)
    leaves = models.TimeField(_("there until"), null=True, blank=True)

    class Meta:
        db_table = "availability"
        constraints = [
            models.UniqueConstraint(fields=["institution", "participant", "day"], name="availability_of_day")
        ]

    def __str__(self) -> str:
        return f"availability {self.key}"

    def covers(self, begins: time, ends: time) -> bool:
        """Whether they are there from the beginning to the end."""
        if self.is_absent or (self.arrives is not None and self.arrives > begins):
            return False
        return self.leaves is None or self.leaves >= ends
