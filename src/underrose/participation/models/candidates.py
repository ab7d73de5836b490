"""Who might be invited, who named them, and what partners say about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting, Partner
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField
from underrose.participation.models.briefs import Brief, Constituency
from underrose.people.models import INVITING, Organisation, Person


class Capacity(models.TextChoices):
    """What somebody is in the room for. Staff, interpreters and security take no place."""

    participant = "participant", _("Participant")
    speaker = "speaker", _("Speaker")
    staff = "staff", _("Staff")
    interpreter = "interpreter", _("Interpreter")
    security = "security", _("Security")


GUESTS = (Capacity.participant, Capacity.speaker)


class Stage(models.TextChoices):
    """How far a candidate has come. `MOVES` says what may follow what."""

    long_list = "long_list", _("On the long list")
    proposed = "proposed", _("Proposed")
    cleared = "cleared", _("Cleared")
    invited = "invited", _("Invited")
    vetoed = "vetoed", _("Not cleared")
    set_aside = "set_aside", _("Set aside")


MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.long_list: frozenset({Stage.proposed, Stage.set_aside}),
    Stage.proposed: frozenset({Stage.long_list, Stage.cleared, Stage.vetoed, Stage.set_aside}),
    Stage.cleared: frozenset({Stage.proposed, Stage.invited, Stage.vetoed, Stage.set_aside}),
    Stage.invited: frozenset({Stage.cleared}),
    Stage.vetoed: frozenset({Stage.proposed, Stage.set_aside}),
    Stage.set_aside: frozenset({Stage.long_list}),
}


class Nomination(Row):
    """An organisation is asked to name people for a number of places, on a page of its own."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="nominations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="nominations")
    places = models.PositiveSmallIntegerField(_("places"))
    name = SealedTextField(_("name"))
    mail = SealedTextField(_("mail"))
    words = SealedTextField(_("words to them"))
    asked_on = models.DateField(_("asked on"))
    open_until = models.DateField(_("open until"))
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        db_table = "nomination"
        ordering = ("-asked_on", "key")

    def __str__(self) -> str:
        return f"nomination {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "people"


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, holder: Holder) -> "CandidateQuerySet":
        """Those of meetings on which the colleague invites, without what waits for a merge to be undone."""
        return self.filter(meeting__code__in=holder.codes_within(*INVITING), person__merged_into__isnull=True)

    def standing(self) -> "CandidateQuerySet":
        """Those who may still be invited, or are."""
        return self.exclude(stage__in=[Stage.vetoed, Stage.set_aside])


class Candidate(Row):
    """A person for one meeting: which constituencies they would stand for, and how far they have come."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="candidates")
    person = models.ForeignKey(Person, models.CASCADE, related_name="candidates")
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.long_list)
    capacity = models.CharField(_("capacity"), max_length=11, choices=Capacity, default=Capacity.participant)
    constituencies = models.ManyToManyField(
        Constituency, through="participation.Standing", related_name="candidates"
    )
    is_must_have = models.BooleanField(_("must be there"), default=False)
    # The organiser's own assumption where the general one does not fit; blank is the general one.
    expected_acceptance = models.PositiveSmallIntegerField(_("expected to accept (%)"), null=True, blank=True)
    nomination = models.ForeignKey(
        Nomination, models.SET_NULL, null=True, blank=True, related_name="candidates"
    )
    # What the organisation wrote of them, as JSON: it sees its own words again and nothing the team has added.
    named_as = SealedTextField(_("as named"), null=True, blank=True, default=None)
    # The organisation took the name back when the team had begun to work with it; a colleague has not seen it yet.
    is_taken_back = models.BooleanField(_("name taken back"), default=False)
    # Whose place they would take, when a guest who cannot come named them.
    substitute_for = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="substitutes"
    )
    why = SealedTextField(_("why this person"))
    listed_on = models.DateField(_("listed on"))
    revision = models.PositiveIntegerField(default=1)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        db_table = "candidate"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "person"], name="candidate_once")
        ]
        indexes = [models.Index(fields=["institution", "meeting", "stage"], name="candidate_by_stage")]

    def __str__(self) -> str:
        return f"candidate {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "people"

    def may_become(self, stage: Stage) -> bool:
        return stage in MOVES[Stage(self.stage)]


class Standing(Row):
    """That a candidate stands for a constituency."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="standings")
    constituency = models.ForeignKey(Constituency, models.CASCADE, related_name="standings")

    class Meta:
        db_table = "standing"
        constraints = [
            models.UniqueConstraint(fields=["institution", "candidate", "constituency"], name="standing_once")
        ]

    def __str__(self) -> str:
        return f"standing {self.key}"


class Conflict(Row):
    """Two candidates of whom only one can be in the room."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="conflicts")
    one = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="+")
    reason = SealedTextField(_("reason"))

    class Meta:
        db_table = "conflict"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "brief", "one", "other"], name="conflict_once")
        ]

    def __str__(self) -> str:
        return f"conflict {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.brief.meeting_id), "people"


class ClearanceRound(Row):
    """A partner is shown proposed candidates on a page of its own and says to whom it agrees."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="clearance_rounds")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="clearance_rounds")
    name = SealedTextField(_("name"))
    mail = SealedTextField(_("mail"))
    # Names as agreed, or only what they would stand for.
    shows_names = models.BooleanField(_("shows names"), default=True)
    asked_on = models.DateField(_("asked on"))
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        db_table = "clearance_round"
        ordering = ("-asked_on", "key")

    def __str__(self) -> str:
        return f"clearance round {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "people"


class ClearanceState(models.TextChoices):
    asked = "asked", _("Asked")
    cleared = "cleared", _("Cleared")
    vetoed = "vetoed", _("Not cleared")


class Clearance(Row):
    """A partner's word on one candidate, with its reason."""

    round = models.ForeignKey(ClearanceRound, models.CASCADE, related_name="clearances")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="clearances")
    state = models.CharField(_("state"), max_length=7, choices=ClearanceState, default=ClearanceState.asked)
    reason = SealedTextField(_("reason"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    class Meta:
        db_table = "clearance"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "round", "candidate"], name="clearance_once")
        ]

    def __str__(self) -> str:
        return f"clearance {self.state}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.round.meeting_id), "people"
