"""The list of those invited: what became of the letter, what they answered, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.kit import mail
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.tables import Column
from underrose.kit.templatetags.kit import day
from underrose.participation.actions.correspondence import key_of
from underrose.participation.logistics import filed_as
from underrose.participation.models import Invitation, InvitationState, Letter
from underrose.people import posts, search_words
from underrose.people.models import HistoryLine

MARKS = {
    InvitationState.prepared: "held",
    InvitationState.sent: "plain",
    InvitationState.tentative: "held",
    InvitationState.accepted: "done",
    InvitationState.declined: "plain",
    InvitationState.withdrawn: "plain",
}
LATE, NOT_ARRIVED = "late", "not_arrived"
AWAITED = (InvitationState.sent, InvitationState.tentative)
# Letters that leave when somebody has read them once more.
HELD = (
    Letter.Kind.invitation,
    Letter.Kind.confirmation,
    Letter.Kind.joining,
    Letter.Kind.moved,
    Letter.Kind.withdrawal,
)
UNDELIVERED = frozenset({MailState.BOUNCED, MailState.REFUSED})
SORTS = {
    "name": ("candidate__person__family_name", "candidate__person__full_name"),
    "state": ("state", "number"),
    "reply": ("reply_by", "number"),
    "number": ("number",),
}


@dataclass(frozen=True)
class Line:
    """One invited person as a row shows them: sealed people by alias, whatever the column."""

    invitation: Invitation
    post: str
    delivery: mail.Delivery | None
    is_late: bool

    @property
    def name(self) -> str:
        return str(self.invitation.candidate.person.full_name)

    @property
    def state(self) -> str:
        return str(InvitationState(self.invitation.state).label)

    @property
    def mark(self) -> str:
        return "warning" if self.is_late else MARKS[InvitationState(self.invitation.state)]

    @property
    def delivered(self) -> str:
        """The truth about the letter: what the worker did with it and what the other side said."""
        if self.delivery is None:
            return _("No letter is kept") if self.invitation.mail_cause else _("No letter")
        code = f" ({self.delivery.answer})" if self.delivery.answer else ""
        return f"{self.delivery.state.label}{code}"

    @property
    def delivery_mark(self) -> str:
        if self.delivery is None:
            return "plain"
        if self.delivery.state in UNDELIVERED:
            return "warning"
        return {MailState.HELD: "held", MailState.SENT: "done"}.get(self.delivery.state, "plain")

    @property
    def answered(self) -> str:
        """On which day, and how it reached us. The time is kept nowhere."""
        found = self.invitation
        if found.answered_on is None:
            return ""
        how = found.get_channel_display()
        return f"{day(found.answered_on)}, {how}" if how else str(day(found.answered_on))


@dataclass(frozen=True)
class Asked:
    """What a colleague wants to see of the list."""

    state: str = ""
    wave: int | None = None
    words: str = ""
    sort: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.state or self.wave or self.words)


def found(meeting: Meeting, asked: Asked, today: date) -> QuerySet[Invitation]:
    """Those who fit, in the order asked for."""
    rows = Invitation.objects.filter(meeting=meeting).select_related("candidate__person", "wave")
    if asked.state == LATE:
        rows = rows.filter(state__in=AWAITED, reply_by__lt=today)
    elif asked.state == NOT_ARRIVED:
        rows = rows.filter(pk__in=undelivered(meeting))
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.wave:
        rows = rows.filter(wave__number=asked.wave)
    # Looked for among those invited alone, not among everybody the house knows.
    for word in search_words.folded(asked.words).split():
        rows = rows.filter(candidate__person__search_words__contains=word)
    rows = rows.annotate(
        is_corrected=Exists(_corrections(meeting).filter(person=OuterRef("candidate__person")))
    )
    sort = asked.sort
    order = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return rows.order_by(*(f"-{field}" if sort.startswith("-") else field for field in order), "key")


def waiting(meeting: Meeting) -> QuerySet[OutboxMail]:
    """Letters that wait to be read once more: invitations, joining instructions, withdrawals."""
    of_ours = Q()
    for kind in HELD:
        of_ours |= Q(cause__startswith=f"{kind}:")
    return OutboxMail.objects.filter(of_ours, meeting_code=meeting.code, state=MailState.HELD)


def late(meeting: Meeting, today: date) -> QuerySet[Invitation]:
    return Invitation.objects.filter(meeting=meeting, state__in=AWAITED, reply_by__lt=today)


def numbers(meeting: Meeting, **rows: QuerySet[Any, Any]) -> dict[str, int]:
    """How many there are of each kind of rows, in one question."""
    count = Func("pk", function="COUNT", output_field=IntegerField())
    counts = [Subquery(found.order_by().annotate(counted=count).values("counted")) for found in rows.values()]
    return dict(zip(rows, Meeting.objects.values_list(*counts).get(pk=meeting.pk), strict=True))


def by_family_name(leaving: mail.Leaving) -> list[tuple[OutboxMail, str]]:
    """What would go out, with names as pages may say them, in the order of a list of guests."""
    keys = {one.pk: key_of(one) for one in leaving.mails}
    found = Invitation.objects.filter(key__in=set(keys.values())).select_related("candidate__person")
    filed = {one.key: filed_as(one.candidate.person) for one in found}
    rows = zip(leaving.mails, leaving.names, strict=True)
    return sorted(rows, key=lambda row: filed.get(keys[row[0].pk], row[1].casefold()))


def letters_to(invitation: Invitation) -> list[OutboxMail]:
    """The newest first. Only days are kept, so within one the letter comes first that answers the latest word."""
    found = OutboxMail.objects.filter(
        meeting_code=invitation.meeting.code, cause__contains=f":{invitation.key}:"
    )
    return sorted(found.defer("body"), key=_age, reverse=True)


def corrected(invitation: Invitation) -> HistoryLine | None:
    """That the guest put right what was known of them, and on which day last. What they changed is told nowhere."""
    found = _corrections(invitation.meeting).filter(person=invitation.candidate.person_id)
    return found.order_by("-happened_on").first()


def _corrections(meeting: Meeting) -> QuerySet[HistoryLine]:
    return HistoryLine.objects.filter(meeting_code=meeting.code, kind=HistoryLine.Kind.revised)


def _age(letter: OutboxMail) -> tuple[date, bool, int]:
    turn = letter.cause.rpartition(":")[2]
    return letter.queued_on, not letter.is_finished, int(turn) if turn.isdecimal() else 0


def undelivered(meeting: Meeting) -> QuerySet[Invitation]:
    """Those whose letter came back, or was refused by the other side, and who have not answered."""
    lost = OutboxMail.objects.filter(meeting_code=meeting.code, state__in=UNDELIVERED).values("cause")
    return Invitation.objects.filter(meeting=meeting, state__in=AWAITED, mail_cause__in=lost)


def lines(rows: Iterable[Invitation], today: date) -> list[Line]:
    """The rows of one page, with posts and the state of their letters in three questions however many there are."""
    page = list(rows)
    delivered = mail.states_of(row.mail_cause for row in page if row.mail_cause)
    held = posts.current([row.candidate.person for row in page], today)
    return [
        Line(
            invitation=row,
            post=_post(held.get(row.candidate.person_id)),
            delivery=delivered.get(row.mail_cause),
            is_late=row.is_late(today),
        )
        for row in page
    ]


COLUMNS = (
    Column("Number", lambda line: line.invitation.number),
    Column("Name", lambda line: line.name),
    Column("Position", lambda line: line.post),
    Column("Wave", lambda line: line.invitation.wave.number if line.invitation.wave else None),
    Column("State", lambda line: line.state),
    Column("Letter", lambda line: line.delivered),
    Column("Reply by", lambda line: line.invitation.reply_by),
    Column("Answered on", lambda line: line.invitation.answered_on),
    Column("Answered", lambda line: line.invitation.get_channel_display()),
    Column("Reminders", lambda line: line.invitation.reminders),
)


def _post(held: "posts.PostLine | None") -> str:
    if held is None:
        return ""
    return ", ".join(part for part in (held.title, held.organisation) if part)


def keys(given: Iterable[str]) -> list[UUID]:
    """What was ticked; anything that is no key is left out."""
    read = []
    for one in given:
        try:
            read.append(UUID(one))
        except ValueError:
            continue
    return read


def heads(sort: str) -> list[dict[str, str]]:
    """The heads that sort, and how the list is sorted now."""
    labels = {"name": _("Name"), "state": _("State"), "reply": _("Reply by")}
    order = "descending" if sort.startswith("-") else "ascending"
    chosen = sort.removeprefix("-")
    return [
        {"name": name, "label": label, "sorted": order if name == chosen else ""}
        for name, label in labels.items()
    ]


def figures(meeting: Meeting, today: date) -> list[dict[str, object]]:
    """What matters now, in one question. Every letter that waits is counted: an invitation, and what follows it."""
    every = Invitation.objects.filter(meeting=meeting)
    counted = numbers(
        meeting,
        held=waiting(meeting),
        awaited=every.filter(state__in=AWAITED),
        late=late(meeting, today),
        accepted=every.filter(state=InvitationState.accepted),
    )
    labels = (
        ("awaited", _("have not answered")),
        ("late", _("are late with an answer")),
        ("accepted", _("have accepted")),
    )
    held = counted["held"]
    letters = [(held, ngettext("letter waits for you", "letters wait for you", held))]
    told = [*letters, *((counted[name], label) for name, label in labels)]
    return [{"number": number, "label": label} for number, label in told if number][:3]
