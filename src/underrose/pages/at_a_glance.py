"""What the desk says first about a meeting: where it stands, what needs somebody, the figures of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access import overview as access
from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept import checks, concept_note, paper
from underrose.concept.audiences import Audience
from underrose.concept.models import Approval, Meeting, State
from underrose.concept.models.versions import ApprovalState
from underrose.dialogue import overview as dialogue
from underrose.kit.models import MailState, OutboxMail, ReceivedMail
from underrose.kit.needs import Need
from underrose.kit.tables import Column
from underrose.kit.templatetags.kit import days
from underrose.participation import overview
from underrose.participation.models import Brief, Participant
from underrose.people.models import INVITING
from underrose.programme import overview as programme


@dataclass(frozen=True, slots=True)
class Announced:
    meeting: Meeting
    note: concept_note.ConceptNote
    when: str
    place: str


def announced(meetings: Iterable[Meeting]) -> list[Announced]:
    """Each meeting as it was announced, in the words meant for the public."""
    found = []
    for meeting in meetings:
        assert meeting.published is not None
        note = concept_note.from_json(meeting.published.content).for_reader(Audience.public)
        found.append(Announced(meeting, note, paper.when(note), paper.place(note)))
    return found


LISTED = ("code", "title", "start_on", "end_on", "state", "venue__name")


def listed(found: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows of a list of meetings, from the few columns it shows: a long list is drawn often."""
    words = {state.value: str(state.label) for state in State}
    return [
        {
            "url": reverse("desk_meeting", args=[row["code"]]),
            "code": row["code"],
            "title": row["title"],
            "when": days(row["start_on"], row["end_on"]),
            "venue": row["venue__name"] or "",
            "state": words[row["state"]],
        }
        for row in found
    ]


COLUMNS = (
    Column("Reference", lambda row: row["code"]),
    Column("Title", lambda row: row["title"]),
    Column("First day", lambda row: row["start_on"]),
    Column("Last day", lambda row: row["end_on"]),
    Column("Venue", lambda row: row["venue__name"]),
    Column("State", lambda row: str(State(row["state"]).label)),
)


def columns(sort: str) -> list[dict[str, str]]:
    """The heads of the list: each sorts by itself, and a second time the other way round."""
    labels = {
        "title": _("Meeting"),
        "reference": _("Reference"),
        "dates": _("Dates"),
        "venue": _("Venue"),
        "state": _("State"),
    }
    order = "descending" if sort.startswith("-") else "ascending"
    chosen = sort.removeprefix("-")
    return [
        {"name": name, "label": label, "sorted": order if name == chosen else ""}
        for name, label in labels.items()
    ]


def needs_of_all(holder: Holder, today: date) -> list[Need]:
    """Across all meetings of a person: what must be said or ends in the coming days, and approvals not yet given."""
    return [
        *access.needs_of_all(holder),
        *programme.needs_of_all(holder, today),
        *dialogue.needs_of_all(holder, today),
        *_asked_of_all(holder),
    ]


def _asked_of_all(holder: Holder) -> list[Need]:
    writing = holder.codes_within(Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM)
    asked_for_changes = (
        Approval.objects.filter(meeting__code__in=writing, state=ApprovalState.changes_asked)
        .select_related("partner", "meeting")
        .order_by("meeting__code")[:10]
    )
    return [
        Need(
            _("%(partner)s asks for changes to %(code)s.")
            % {"partner": approval.partner.name, "code": approval.meeting.code},
            reverse("approvals", args=[approval.meeting.code]),
            _("Read what they say"),
        )
        for approval in asked_for_changes
    ]


def of(meeting: Meeting, holder: Holder, today: date) -> dict[str, Any]:
    note = concept_note.of(meeting)
    found = checks.findings(note)
    approvals = list(meeting.approvals.select_related("partner"))
    return {
        "meeting": meeting,
        "when": paper.when(note),
        "place": paper.place(note),
        "stages": [
            *_stages(meeting),
            *_room(meeting, holder),
            *_programme(meeting, holder),
            *_talk(meeting, holder),
        ],
        "needs": [
            *access.needs(meeting.code, holder),
            *_inviting(meeting, holder, today),
            *programme.needs(meeting, holder, today),
            *dialogue.needs(meeting, holder, today),
            *_needs(meeting, note, holder, len(found), approvals),
        ],
        "figures": _figures(meeting, note, today, len(found)),
    }


def _stages(meeting: Meeting) -> list[dict[str, str]]:
    """The first stage, which everybody may read; the others join the line with their sections."""
    words = {
        State.draft: ("now", _("being written")),
        State.announced: ("done", _("announced")),
        State.postponed: ("held", _("postponed")),
        State.cancelled: ("held", _("cancelled")),
    }
    state, due = words[State(meeting.state)]
    return [
        {"label": _("Concept"), "url": reverse("concept", args=[meeting.code]), "state": state, "due": due}
    ]


def _room(meeting: Meeting, holder: Holder) -> list[dict[str, str]]:
    """Who should participate: how many of the places are taken, for those who invite."""
    if not holder.may(*INVITING, meeting_code=meeting.code):
        return []
    brief = Brief.objects.filter(meeting=meeting).first()
    taken = Participant.objects.filter(meeting=meeting).confirmed().guests().count()
    state, due = (
        ("later", _("not begun")) if brief is None else ("now", _("%(count)s in the room") % {"count": taken})
    )
    if brief is not None and brief.cap is not None and taken >= brief.cap:
        state = "done"
    address = reverse("participation", args=[meeting.code])
    return [{"label": _("Participation"), "url": address, "state": state, "due": due}]


def _inviting(meeting: Meeting, holder: Holder, today: date) -> list[Need]:
    """What waits for those who invite: letters, late answers, free places."""
    if not holder.may(*INVITING, meeting_code=meeting.code):
        return []
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None:
        return []
    return [*_answers(meeting), *overview.needs(meeting, brief, today)]


def _programme(meeting: Meeting, holder: Holder) -> list[dict[str, str]]:
    stage = programme.stage(meeting, holder)
    return [stage] if stage else []


def _talk(meeting: Meeting, holder: Holder) -> list[dict[str, str]]:
    stage = dialogue.stage(meeting, holder)
    return [stage] if stage else []


def _answers(meeting: Meeting) -> list[Need]:
    """What people wrote back to our letters; nobody else reads it."""
    waiting = ReceivedMail.objects.replies().filter(meeting_code=meeting.code, dealt_with_on__isnull=True)
    number = waiting.count()
    if not number:
        return []
    sentence = ngettext("One answer came by mail.", "%(count)s answers came by mail.", number)
    return [Need(sentence % {"count": number}, reverse("outbox_replies"), _("Read it"))]


def _needs(
    meeting: Meeting, note: concept_note.ConceptNote, holder: Holder, findings: int, approvals: list[Approval]
) -> list[Need]:
    """What waits for those who write and sign off, the words of others first."""
    if not holder.may(Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM, meeting_code=meeting.code):
        return []
    found = [*_asked_for(meeting, approvals), *_letters(meeting, holder), *_unwritten(meeting, note)]
    if findings:
        found.append(_remarks(meeting, findings))
    if meeting.state == State.draft and not _unwritten(meeting, note):
        found.append(
            Need(
                _("The note can be announced."),
                reverse("announce", args=[meeting.code]),
                _("See what follows"),
            )
        )
    return found


def _asked_for(meeting: Meeting, approvals: list[Approval]) -> list[Need]:
    return [
        Need(
            _("%(partner)s asks for changes.") % {"partner": approval.partner.name},
            reverse("approvals", args=[meeting.code]),
            _("Read what they say"),
        )
        for approval in approvals
        if approval.state == ApprovalState.changes_asked
    ]


def _letters(meeting: Meeting, holder: Holder) -> list[Need]:
    held = OutboxMail.objects.filter(meeting_code=meeting.code, state=MailState.HELD).count()
    if not held or not holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=meeting.code):
        return []
    sentence = ngettext("One letter waits to be sent.", "%(count)s letters wait to be sent.", held)
    address = f"{reverse('outbox')}?state={MailState.HELD}&meeting={meeting.code}"
    return [Need(sentence % {"count": held}, address, _("Read and send"))]


def _unwritten(meeting: Meeting, note: concept_note.ConceptNote) -> list[Need]:
    found = []
    if meeting.start_on is None:
        address = reverse("particulars", args=[meeting.code])
        found.append(Need(_("The meeting has no dates yet."), address, _("Set the dates")))
    empty = sum(1 for one in note.sections if not one.body.strip() and one.kind != "enquiries")
    if empty:
        sentence = ngettext("One section has no words yet.", "%(count)s sections have no words yet.", empty)
        address = reverse("concept", args=[meeting.code])
        found.append(Need(sentence % {"count": empty}, address, _("Go on writing")))
    return found


def _remarks(meeting: Meeting, findings: int) -> Need:
    sentence = ngettext(
        "A careful reading found one thing to look at.",
        "A careful reading found %(count)s things to look at.",
        findings,
    )
    address = reverse("concept", args=[meeting.code]) + "#findings"
    return Need(sentence % {"count": findings}, address, _("Look at them"))


def _figures(
    meeting: Meeting, note: concept_note.ConceptNote, today: date, findings: int
) -> list[dict[str, Any]]:
    words = sum(len(section.body.split()) for section in note.sections)
    figures: list[dict[str, Any]] = [
        {"number": words, "label": _("words in the note")},
        {"number": findings, "label": _("things to look at")},
    ]
    if meeting.start_on and meeting.start_on >= today:
        figures.insert(0, {"number": (meeting.start_on - today).days, "label": _("days until it begins")})
    elif meeting.cap:
        figures.insert(0, {"number": meeting.cap, "label": _("places")})
    return figures
