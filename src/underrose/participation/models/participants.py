"""Who is in the room, what they need, and how their names may appear."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField
from underrose.participation.models.candidates import GUESTS, Capacity
from underrose.participation.models.invitations import Invitation
from underrose.people.models import INVITING, Person

# Travel, rooms, diet, visas: the project manager's alone.
LOGISTICS = (Role.PROJECT_MANAGER,)


class Place(models.TextChoices):
    confirmed = "confirmed", _("Confirmed")
    reserve = "reserve", _("On the reserve")
    withdrawn = "withdrawn", _("Not coming")


class Listing(models.TextChoices):
    """How a name may stand in a list."""

    by_name = "by_name", _("With my name and organisation")
    by_role = "by_role", _("With my role only")
    by_alias = "by_alias", _("Under another name")
    nowhere = "nowhere", _("Not at all")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def visible_to(self, holder: Holder) -> "ParticipantQuerySet":
        """A team's own; by a personal link, the guest it was sent to."""
        if holder.link is not None:
            return self.filter(invitation=holder.link.subject, meeting__code=holder.link.meeting_code)
        return self.filter(meeting__code__in=holder.codes_within(*INVITING))

    def with_logistics_for(self, holder: Holder) -> "ParticipantQuerySet":
        """Those whose travel, diet and needs a colleague may see."""
        return self.filter(meeting__code__in=holder.codes_within(*LOGISTICS))

    def confirmed(self) -> "ParticipantQuerySet":
        return self.filter(place=Place.confirmed)

    def guests(self) -> "ParticipantQuerySet":
        """Without staff, interpreters and security."""
        return self.filter(capacity__in=GUESTS)

    def taking_places(self, *, counts_speakers: bool) -> "ParticipantQuerySet":
        """Those who count towards the cap."""
        counted = GUESTS if counts_speakers else (Capacity.participant,)
        return self.confirmed().filter(capacity__in=counted)

    def on_reserve(self) -> "ParticipantQuerySet":
        """In the order in which they came; the order in which places are filled is computed."""
        return self.filter(place=Place.reserve).order_by("reserve_position", "key")


class Participant(Row):
    """Somebody with a place in the room, or on its reserve."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE, related_name="participations")
    invitation = models.OneToOneField(
        Invitation, models.SET_NULL, null=True, blank=True, related_name="participant"
    )
    capacity = models.CharField(_("capacity"), max_length=11, choices=Capacity, default=Capacity.participant)
    place = models.CharField(_("place"), max_length=9, choices=Place, default=Place.confirmed)
    reserve_position = models.PositiveIntegerField(null=True, blank=True)
    listed_to_participants = models.CharField(
        _("in the list for participants"), max_length=8, choices=Listing, default=Listing.by_name
    )
    listed_in_public = models.CharField(
        _("in public"), max_length=8, choices=Listing, default=Listing.nowhere
    )
    # A guest's own words on how to appear may name them.
    alias = SealedTextField(_("name to appear under"), null=True, blank=True, default=str)
    role_words = SealedTextField(_("role as it may appear"), null=True, blank=True, default=str)
    # Whether a person said how they wish to be listed; until then no list names them.
    has_said_how_listed = models.BooleanField(default=False)
    attended = models.BooleanField(_("attended"), null=True, blank=True)
    # Raised by every entry taken back, so that one sent anew is taken for newer.
    calendar_sequence = models.PositiveIntegerField(default=0)
    # The SEQUENCE of the entry the guest has; blank if none stands in their calendar.
    calendar_sent = models.PositiveIntegerField(null=True, blank=True)
    since = models.DateField(_("since"))
    revision = models.PositiveIntegerField(default=1)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        db_table = "participant"
        ordering = ("key",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "person"], name="participant_once")
        ]
        indexes = [models.Index(fields=["institution", "meeting", "place"], name="participant_by_place")]

    def __str__(self) -> str:
        return f"participant {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "people"


class Needs(Row):
    """Travel, room, diet, access, visa and costs of one guest: sealed as a whole under the key of logistics."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="needs")
    content = SealedTextField()
    updated_on = models.DateField(_("updated on"))
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "needs"

    def __str__(self) -> str:
        return f"needs {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return str(self.participant.meeting_id), "logistics"


class VisaLetterQuerySet(models.QuerySet["VisaLetter"]):
    def visible_to(self, holder: Holder) -> "VisaLetterQuerySet":
        return self.filter(meeting__code__in=holder.codes_within(*LOGISTICS))

    def told(self) -> "VisaLetterQuerySet":
        """Each with `has_passport`, whether one is still kept; none is opened for it."""
        is_kept = models.ExpressionWrapper(models.Q(passport__isnull=False), models.BooleanField())
        return self.annotate(has_passport=is_kept).defer("passport")


class VisaLetter(Row):
    """A letter for a consulate: its serial in the register stays, the passport goes when it has been used."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="visa_letters")
    participant = models.ForeignKey(Participant, models.SET_NULL, null=True, related_name="visa_letters")
    serial = models.PositiveIntegerField(_("serial number"))
    signatory = models.CharField(_("signed by"), max_length=200)
    passport = SealedTextField(_("passport"), null=True, blank=True)
    asked_on = models.DateField(_("asked on"))
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    # The passport goes when the letter was sent, and on this day at the latest.
    passport_until = models.DateField(_("passport kept until"))

    objects = VisaLetterQuerySet.as_manager()

    class Meta:
        db_table = "visa_letter"
        ordering = ("serial",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "serial"], name="visa_letter_serial")
        ]

    def __str__(self) -> str:
        return str(self.serial)

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "logistics"


class ListCopy(Row):
    """A numbered copy of the list of participants, and who was given it."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="list_copies")
    number = models.PositiveIntegerField(_("copy"))
    recipient = SealedTextField(_("given to"))
    # A partner's copy bears only those who stand in the list by name.
    is_for_partner = models.BooleanField(_("for a partner"), default=False)
    made_on = models.DateField(_("made on"))

    class Meta:
        db_table = "list_copy"
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting", "number"], name="list_copy_number")
        ]

    def __str__(self) -> str:
        return str(self.number)

    def sealed_by(self) -> tuple[str, str]:
        return str(self.meeting_id), "logistics"
