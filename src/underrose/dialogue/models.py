"""What was said in the room, without who said it.

Nothing here holds a foreign key out of this database, an account, or a time of day; sessions are named by their key.
"""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder, asked_for
from underrose.access.roles import Role
from underrose.kit.models import Row
from underrose.kit.sealed import SealedTextField

WHOLE = (Role.PROGRAMME_DIRECTOR, Role.RAPPORTEUR)
"""Who takes and reads the notes of every session of their meeting."""
ASKED = (Role.POLICY_TEAM, Role.NOTE_TAKER)
"""Who does so only for the sessions and groups they were asked for."""
TAKING = (*WHOLE, *ASKED)
OF_A_POINT = "point "
"""How the subject of a finding begins that is about a point; its key follows."""
BLOCK, FILLING = 256, b"\x00"


class EvenTextField(SealedTextField):
    """Words that are filled up before they are closed, so that their length tells little of which they are."""

    def _to_bytes(self, plain: Any) -> bytes:
        words = super()._to_bytes(plain)
        return words + FILLING * (-len(words) % BLOCK)

    def _from_bytes(self, plain: bytes) -> str:
        return super()._from_bytes(plain.rstrip(FILLING))


class Kind(models.TextChoices):
    issue = "issue", _("Issue")
    insight = "insight", _("Insight")
    good_practice = "good_practice", _("Good practice")
    disagreement = "disagreement", _("Disagreement")
    recommendation = "recommendation", _("Recommendation")
    proposed_action = "proposed_action", _("Proposed action")
    question = "question", _("Question")


class Agreement(models.TextChoices):
    """How far the room agreed; `methods.attribution.agreement` says what each word claims."""

    consensus = "consensus", _("Consensus")
    broad = "broad", _("Broad agreement")
    substantial = "substantial", _("Substantial")
    some = "some", _("Some")
    minority = "minority", _("Minority")
    single = "single", _("Single voice")
    contested = "contested", _("Contested")
    untested = "untested", _("Raised, not discussed")


class Voices(models.TextChoices):
    """How many said so, as a rough band. Never who."""

    one = "one", _("One voice")
    two = "two", _("Two voices")
    few = "few", _("Three or four")
    many = "many", _("Five or more")
    most = "most", _("More than half of those who spoke")
    room = "room", _("The whole room was asked")


class NoteState(models.TextChoices):
    open = "open", _("Open")
    sealed = "sealed", _("Sealed")
    released = "released", _("Released")


class PointState(models.TextChoices):
    taken = "taken", _("To be read")
    cleared = "cleared", _("Cleared")
    withheld = "withheld", _("Withheld")


class NoteQuerySet(models.QuerySet["Note"]):
    def of(self, code: str) -> "NoteQuerySet":
        return self.filter(meeting_code=code)

    def visible_to(self, holder: Holder, code: str) -> "NoteQuerySet":
        """The notes of one meeting that a colleague may take and read."""
        found = self.of(code)
        if holder.may(*WHOLE, meeting_code=code):
            return found
        if holder.may(*ASKED, meeting_code=code):
            asked = asked_for(holder, code)
            alone = [group for _session, group in asked.groups]
            return found.filter(models.Q(session__in=asked.sessions) | models.Q(group__in=alone))
        return found.none()


class Note(Row):
    """The notes of one session, or of one of its groups: open while the room talks, then sealed."""

    meeting_code = models.CharField(max_length=40)
    # The key of the meeting: under it stands the key that opens the words.
    scope = models.CharField(max_length=36)
    session = models.CharField(max_length=36)
    group = models.CharField(max_length=36, blank=True, default="")
    # The regimes that were in force when the first point could be taken; what is tightened later is added, not replaced.
    regimes = models.JSONField(default=list)
    policy_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=NoteState, default=NoteState.open)
    # Points travel and wait closed to this key, so that a lost telephone holds nothing anybody can open.
    public_key = models.CharField(max_length=100, default="")
    # In hexadecimal: rows of a table with bytes are kept as files are, and would have a number.
    key_in_words = SealedTextField(null=True, default=None)

    objects: ClassVar[models.Manager["Note"]] = NoteQuerySet.as_manager()

    class Meta:
        db_table = "note"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "meeting_code", "session", "group"], name="note_of_session_once"
            )
        ]

    def __str__(self) -> str:
        return f"note {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "words"

    @property
    def is_open(self) -> bool:
        return self.state == NoteState.open

    @property
    def private_key(self) -> bytes:
        """What opens the points that pages hand in."""
        return bytes.fromhex(str(self.key_in_words))


class PointQuerySet(models.QuerySet["Point"]):
    def standing(self) -> "PointQuerySet":
        return self.filter(is_struck=False)


class Point(Row):
    """One thing that was said. By whom, by whom it was written down and when stands nowhere."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="points")
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.issue)
    # Key of a theme and of a lens of the note; blank is none.
    theme = models.CharField(_("theme"), max_length=36, blank=True, default="")
    lens = models.CharField(_("lens"), max_length=36, blank=True, default="")
    agreement = models.CharField(_("agreement"), max_length=11, choices=Agreement, blank=True, default="")
    voices = models.CharField(_("voices"), max_length=4, choices=Voices, blank=True, default="")
    words = EvenTextField(_("what was said"))
    # The wording that leaves, once somebody cleared it; until then there is none.
    cleared = EvenTextField(null=True, default=None)
    state = models.CharField(max_length=8, choices=PointState, default=PointState.taken)
    is_struck = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)

    objects: ClassVar[models.Manager["Point"]] = PointQuerySet.as_manager()

    class Meta:
        db_table = "point"
        indexes = [models.Index(fields=["note", "is_struck"], name="point_of_note")]

    def __str__(self) -> str:
        return f"point {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.note.scope, "words"


class Arrival(Row):
    """That a point sent by a device has arrived, as a keyed digest: sent again, it is known and not taken twice.

    It leads to no point: those get other keys when the session is sealed.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="arrivals")
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "arrival"
        constraints = [models.UniqueConstraint(fields=["institution", "note", "digest"], name="arrival_once")]

    def __str__(self) -> str:
        return f"arrival {self.key}"


class FindingState(models.TextChoices):
    open = "open", _("Open")
    dismissed = "dismissed", _("Dismissed")


class Finding(Row):
    """What the guard found in a text, and what a person decided. Whom it could mean is never kept: it is computed anew."""

    meeting_code = models.CharField(max_length=40)
    scope = models.CharField(max_length=36)
    # What was read: "point" and its key, or the name another section gives its text.
    subject = models.CharField(max_length=80)
    leak = models.CharField(max_length=2)
    k = models.PositiveSmallIntegerField(null=True, default=None)
    # A keyed digest of the sentence and of what was found in it.
    mark = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=FindingState, default=FindingState.open)
    reason = SealedTextField(null=True, default=None)

    class Meta:
        db_table = "finding"
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "meeting_code", "subject", "mark"], name="finding_once"
            )
        ]

    def __str__(self) -> str:
        return f"finding {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        # Reasons quote words of the room, and go with them; those for reports and newsletters come after its end.
        return self.scope, "words" if self.subject.startswith(OF_A_POINT) else "people"


class Release(Row):
    """That somebody read the cleared points of a note and lets them out; the second person makes it so."""

    note = models.OneToOneField(Note, models.CASCADE, related_name="asked_release")
    # Who asked, as a keyed digest: it tells the second person from the first, and nothing to whoever has the file.
    asked_by = models.CharField(max_length=64)
    # What was read, as a digest of keys and revisions: what changed since must be read again.
    basis = models.CharField(max_length=64)

    class Meta:
        db_table = "release"

    def __str__(self) -> str:
        return f"release {self.key}"


class ReleasedPoint(Row):
    """A point as it left the room: no session, no order, and a key of its own.

    Its regime stands nowhere: where one session alone had it, it would be the name of that session.
    """

    meeting_code = models.CharField(max_length=40)
    scope = models.CharField(max_length=36)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    theme = models.CharField(_("theme"), max_length=36, blank=True, default="")
    lens = models.CharField(_("lens"), max_length=36, blank=True, default="")
    agreement = models.CharField(_("agreement"), max_length=11, choices=Agreement, blank=True, default="")
    voices = models.CharField(_("voices"), max_length=4, choices=Voices, blank=True, default="")
    words = EvenTextField(_("what was said"))

    class Meta:
        db_table = "released_point"
        indexes = [models.Index(fields=["institution", "meeting_code"], name="released_of_meeting")]

    def __str__(self) -> str:
        return f"released point {self.key}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "words"


class Promise(Row):
    """Until when the words of a meeting are kept, as was promised to those who spoke. It may be put off once."""

    meeting_code = models.CharField(max_length=40)
    scope = models.CharField(max_length=36)
    destroy_on = models.DateField()
    was_extended = models.BooleanField(default=False)
    reason = SealedTextField(null=True, default=None)
    # How many points that had left were taken back: a number, and nothing of which.
    taken_back = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "promise"
        constraints = [models.UniqueConstraint(fields=["institution", "meeting_code"], name="promise_once")]

    def __str__(self) -> str:
        return f"promise {self.meeting_code}"

    def sealed_by(self) -> tuple[str, str]:
        return self.scope, "words"

    def days_left(self, today: date) -> int:
        return (self.destroy_on - today).days


class Certificate(Row):
    """That the words of a meeting were destroyed: how many of what, on which day. It holds none of them."""

    meeting_code = models.CharField(max_length=40)
    scope = models.CharField(max_length=36)
    destroyed_on = models.DateField()
    promised_on = models.DateField()
    # The last day on which a key was destroyed that had been put back after all.
    again_on = models.DateField(null=True, default=None)
    # Numbers alone: {"notes": 6, "points": 0, "released_points": 48, ...}.
    counts = models.JSONField(default=dict)

    class Meta:
        db_table = "certificate"
        constraints = [
            models.UniqueConstraint(fields=["institution", "meeting_code"], name="certificate_once")
        ]

    def __str__(self) -> str:
        return f"certificate {self.meeting_code}"

    @property
    def reference(self) -> str:
        """As it stands on paper, and as the command that checks it says it."""
        return f"{self.meeting_code}-{self.pk.hex[:8].upper()}"


class Residue(Row):
    """That the files still hold what has gone, or the order in which it came: they are to be written anew.

    Laid down in the transaction that deletes, so that neither a reader nor a crash lets it be forgotten.
    """

    class Meta:
        db_table = "residue"

    def __str__(self) -> str:
        return f"residue {self.key}"
