"""Waves of invitations, the letters that go out with them, and the answers."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField
from underrose.participation.models.candidates import Candidate
from underrose.people.models import INVITING


class Wave(Row):
    """Those invited together: proposed by the method, changed by the organiser, then prepared as letters."""

    class State(models.TextChoices):
        proposed = "proposed", _("Proposed")
        prepared = "prepared", _("Letters prepared")
        dropped = "dropped", _("Dropped")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField(_("wave"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.proposed)
    # So that the same question gives the same answer: the seed and budget of the search.
    seed = models.PositiveIntegerField(default=1)
    waves_left = models.PositiveSmallIntegerField(_("waves still to come"), default=1)
    # The forecast it was proposed with, in totals; no person stands in it.
    forecast = models.JSONField(default=dict)
    made_on = models.DateField(_("made on"))
    candidates = models.ManyToManyField(Candidate, through="participation.WavePlace", related_name="waves")

    class Meta:
        db_table = "wave"
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["institution", "meeting", "number"], name="wave_once")]

    def __str__(self) -> str:
        return str(self.number)


class WavePlace(Row):
    """That a candidate belongs to a wave, and whether a person put them there."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="places")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="wave_places")
    is_chosen_by_hand = models.BooleanField(default=False)

    class Meta:
        db_table = "wave_place"
        constraints = [
            models.UniqueConstraint(fields=["institution", "wave", "candidate"], name="wave_place_once")
        ]

    def __str__(self) -> str:
        return f"wave place {self.key}"


class Letter(Row):
    """The words of one kind of letter in one language; letter, mail, PDF and Word are made from it."""

    class Kind(models.TextChoices):
        invitation = "invitation", _("Invitation")
        reminder = "reminder", _("Reminder")
        confirmation = "confirmation", _("Confirmation of a place")
        reserve = "reserve", _("On the reserve")
        place_found = "place_found", _("A place has come free")
        regret = "regret", _("Thanks for an answer")
        withdrawal = "withdrawal", _("Invitation withdrawn")
        joining = "joining", _("Joining instructions")
        moved = "moved", _("Other dates or another place")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="letters")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    language = models.CharField(_("language"), max_length=12, default="en")
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("words"))
    signatory_name = models.CharField(_("signed by"), max_length=200, blank=True)
    signatory_title = models.CharField(_("title of the signatory"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "letter"
        ordering = ("kind", "language")
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "kind", "language"], name="letter_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"


class InvitationState(models.TextChoices):
    """Where an invitation stands. `ANSWERS_FROM` says from where it may be answered."""

    prepared = "prepared", _("Prepared")
    sent = "sent", _("Waits for an answer")
    tentative = "tentative", _("Not sure yet")
    accepted = "accepted", _("Accepted")
    declined = "declined", _("Declined")
    withdrawn = "withdrawn", _("Withdrawn")


_OPEN = frozenset(
    {InvitationState.tentative, InvitationState.accepted, InvitationState.declined, InvitationState.withdrawn}
)
INVITATION_MOVES: dict[InvitationState, frozenset[InvitationState]] = {
    InvitationState.prepared: _OPEN | {InvitationState.sent},
    InvitationState.sent: _OPEN,
    # An answer may be changed, and for a day taken back as if it had not been given.
    InvitationState.tentative: _OPEN | {InvitationState.sent},
    InvitationState.accepted: _OPEN | {InvitationState.sent},
    InvitationState.declined: _OPEN | {InvitationState.sent},
    InvitationState.withdrawn: frozenset({InvitationState.prepared}),
}


class Channel(models.TextChoices):
    page = "page", _("on the personal page")
    telephone = "telephone", _("by telephone")
    mail = "mail", _("by mail")
    in_person = "in_person", _("in person")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, holder: Holder) -> "InvitationQuerySet":
        """A team's own; by a personal link, the one it was sent for."""
        if holder.link is not None:
            return self.filter(key=holder.link.subject, meeting__code=holder.link.meeting_code)
        return self.filter(meeting__code__in=holder.codes_within(*INVITING))

    def awaiting_reply(self) -> "InvitationQuerySet":
        return self.filter(state__in=[InvitationState.sent, InvitationState.tentative])


class Invitation(Row):
    """One person is asked to come. Days are kept, never the time of an answer."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="invitation")
    wave = models.ForeignKey(Wave, models.SET_NULL, null=True, blank=True, related_name="invitations")
    # Runs through the meeting: the last part of the letter's reference number.
    number = models.PositiveIntegerField(_("number"))
    state = models.CharField(
        _("state"), max_length=9, choices=InvitationState, default=InvitationState.prepared
    )
    language = models.CharField(_("language"), max_length=12, default="en")
    reply_by = models.DateField(_("reply by"), null=True, blank=True)
    prepared_on = models.DateField(_("prepared on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    channel = models.CharField(_("answered"), max_length=9, choices=Channel, blank=True)
    # What it was before the last answer, so that the answer can be taken back until the end of the next day.
    was = models.CharField(max_length=9, choices=InvitationState, blank=True)
    reason = SealedTextField(_("reason"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_on = models.DateField(_("reminded on"), null=True, blank=True)
    # The letter that carries it; its state in the outbox is the truth about its delivery.
    mail_cause = models.CharField(max_length=200, blank=True)
    # The SEQUENCE of time and place that the guest was last told of.
    told_of = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=1)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        db_table = "invitation"
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "number"], name="invitation_number")
        ]
        indexes = [models.Index(fields=["institution", "meeting", "state"], name="invitation_by_state")]

    def __str__(self) -> str:
        return f"invitation {self.number}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "people"

    def may_become(self, state: InvitationState) -> bool:
        return state in INVITATION_MOVES[InvitationState(self.state)]

    def is_late(self, today: date) -> bool:
        waits = self.state in {InvitationState.sent, InvitationState.tentative}
        return waits and self.reply_by is not None and self.reply_by < today


class Substitute(Row):
    """Somebody a guest proposes in their own place. They become a candidate, who needs to be cleared."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="substitutes")
    name = SealedTextField(_("name"))
    mail = SealedTextField(_("mail"))
    words = SealedTextField(_("words"))
    proposed_on = models.DateField(_("proposed on"))
    candidate = models.ForeignKey(Candidate, models.SET_NULL, null=True, blank=True, related_name="+")
    is_dealt_with = models.BooleanField(_("dealt with"), default=False)

    class Meta:
        db_table = "substitute"
        ordering = ("-proposed_on", "key")

    def __str__(self) -> str:
        return f"substitute {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.invitation.meeting_id), "people"
