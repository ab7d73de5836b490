"""Who sits with whom: topics, groups, seats, and what is asked of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.concept.models import Meeting
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField
from underrose.participation.models import Participant
from underrose.programme.models.days import Room, Session


class Topic(Row):
    """What a group of a round may talk about; participants rank the topics of a round on their own page."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="topics")
    title = models.CharField(_("topic"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "topic"
        ordering = ("position", "key")

    def __str__(self) -> str:
        return self.title


class TopicWish(Row):
    """How a participant ranks a topic: 1 is dearest."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="wishes")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="topic_wishes")
    rank = models.PositiveSmallIntegerField(_("rank"))

    class Meta:
        db_table = "topic_wish"
        constraints = [
            models.UniqueConstraint(fields=["institution", "topic", "participant"], name="topic_wish_once")
        ]

    def __str__(self) -> str:
        return f"wish {self.key}"


class Group(Row):
    """A breakout group of one round, or a table of a meal."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField(_("group"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="groups")
    # Code of a language: only those who speak it sit here. Blank is any.
    language = models.CharField(_("language"), max_length=12, blank=True)
    # Codes of languages it is interpreted into: who speaks one of them can follow, and sit here.
    interpreted = models.JSONField(_("interpreted into"), default=list)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="groups")
    smallest = models.PositiveSmallIntegerField(_("at least"))
    largest = models.PositiveSmallIntegerField(_("at most"))
    # Nobody asked for a size: the two above are what was even then, and whoever comes or leaves is shared out anew.
    is_even = models.BooleanField(default=False)
    # A seal of what its door list said when it was last made, so that after a repair only what changed is printed anew.
    door_list = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "breakout_group"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "session", "number"], name="group_number")
        ]

    def __str__(self) -> str:
        return self.name or str(self.number)


class Seat(Row):
    """Somebody's place in a group of a round. Kept 24 months, so that the next meeting knows who has met."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="seats")
    # Put there by hand: whatever is computed anew leaves it where it is.
    is_pinned = models.BooleanField(_("stays"), default=False)
    # Where they sat before the latest computation: what changed is shown, and can be taken back.
    former = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "seat"
        constraints = [
            models.UniqueConstraint(fields=["institution", "session", "participant"], name="seat_in_round")
        ]

    def __str__(self) -> str:
        return f"seat {self.key}"


class Company(models.TextChoices):
    apart = "apart", _("never in one group")
    together = "together", _("always in one group")


class Pairing(Row):
    """Two who are never, or always, to sit in one group. Why is not asked."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="pairings")
    one = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    other = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    company = models.CharField(_("company"), max_length=8, choices=Company)

    class Meta:
        db_table = "pairing"
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "one", "other"], name="pairing_once"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="pairing_lower_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"pairing {self.key}"


class AllocationState(models.TextChoices):
    none = "none", _("Not computed yet")
    waiting = "waiting", _("Waits to be computed")
    running = "running", _("Being computed")
    done = "done", _("Computed")
    stopped = "stopped", _("Stopped: the best so far is kept")
    impossible = "impossible", _("Cannot be met")
    failed = "failed", _("Could not be computed")


class Allocation(Row):
    """How the groups of a meeting are computed, and how far that is. All breakout rounds are computed as one plan."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="allocation")
    # Features of the brief by which groups are mixed, each with how far it may give: {"region": 0, "sector": 1}.
    attributes = models.JSONField(default=dict)
    # What groups without a language of their own are held in. Blank: of them nobody is asked what they speak.
    language = models.CharField(_("groups are held in"), max_length=12, blank=True)
    mixes_meals = models.BooleanField(_("table plans for meals"), default=False)
    counts_earlier = models.BooleanField(
        _("who met at an earlier meeting counts as having met"), default=True
    )
    counts_body = models.BooleanField(_("who works for one body counts as having met"), default=True)
    # Each guest reads their own group on their own page; nobody does until the team says so.
    is_shown_to_guests = models.BooleanField(default=False)
    seed = models.PositiveIntegerField(default=1)
    moves = models.PositiveBigIntegerField(default=0)
    state = models.CharField(_("state"), max_length=10, choices=AllocationState, default=AllocationState.none)
    # Of the budget, in per cent; while it runs.
    progress = models.PositiveSmallIntegerField(default=0)
    is_asked_to_stop = models.BooleanField(default=False)
    # Numbers only: what the check counted, and what could not be met by number of group and round.
    report = models.JSONField(default=dict)
    # Of the room when it was computed; when the room has changed since, the page says so.
    room_revision = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)
    computed_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "allocation"

    def __str__(self) -> str:
        return f"allocation {self.key}"


class Introduction(Row):
    """A participant who would like to be introduced to others: by which themes, and in what words of their own.

    Whether an introduction was taken up stands nowhere.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="introduction")
    # Keys of themes, not rows of their own: a table of rows would number who came when.
    themes = models.JSONField(default=list)
    words = SealedTextField(_("what you work on"), null=True, default=None)

    class Meta:
        db_table = "introduction"

    def __str__(self) -> str:
        return f"introduction {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.participant.meeting_id), "people"
