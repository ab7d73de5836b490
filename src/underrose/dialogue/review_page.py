"""What is shown when the points of a sealed session are read before they leave: each with its state, and what is left to do."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from underrose.access.holders import Holder
from underrose.access.models import Account
from underrose.access.second_factor import with_their_proof
from underrose.dialogue import checked_page, guard, note_page, rules
from underrose.dialogue.actions import releasing
from underrose.dialogue.actions.releasing import basis_of
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.guard import Checked
from underrose.dialogue.models import WHOLE, Note, NoteState, Point, PointState, Promise, Release
from underrose.dialogue.note_page import Place
from underrose.methods.attribution.agreement import overclaims
from underrose.methods.names import fold

STATES = {PointState.taken: "held", PointState.cleared: "done", PointState.withheld: "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """One point in the list."""

    row: dict[str, Any]
    words: str
    """The wording that would leave, or the one that was taken."""
    word: str
    state: str
    is_twin: bool = False
    """Whether another point that may leave says the same."""
    found: tuple[checked_page.Line, ...] = ()
    """What the guard finds in the wording that would leave, for whoever reads it as the second."""


def of(place: Place, holder: Holder) -> dict[str, Any]:
    """The points of a note by state: what is still to be read comes first. Four questions, and one reading of the room."""
    points = list(standing(place.note))
    order = {state: number for number, state in enumerate(STATES)}
    points.sort(key=lambda one: (order[PointState(one.state)], one.kind, one.pk))
    counts = Counter(point.state for point in points)
    asked, basis = Release.objects.filter(note=place.note).first(), basis_of(points)
    said = Counter(fold(point.words) for point in points if point.state != PointState.withheld)
    closed = rules.lets_points_out(place.note)
    found, without_findings = _read(place, points, closed)
    return {
        "place": place,
        "note": place.note,
        "meeting": place.meeting,
        "lines": [_line(place, point, found.get(subject_of(point.pk)), said) for point in points],
        "without_findings": without_findings,
        "counts": {state.value: counts.get(state.value, 0) for state in PointState},
        "left_as_it_is": sum(len(one.dismissed) for one in found.values()),
        "found_open": sum(len(one.open) for one in found.values()),
        "basis": basis,
        "is_asked": asked is not None and asked.basis == basis,
        "is_mine": asked is not None and releasing.was_asked_by(asked, holder),
        "needs_second": rules.needs_second_person(place.note),
        **_second_readers(place, holder),
        "closed": closed,
        "promise": Promise.objects.filter(meeting_code=place.meeting.code).first() if closed else None,
        "names_somebody": rules.NAMES_SOMEBODY,
        "names_nobody": rules.names_nobody(place.note),
    }


def _second_readers(place: Place, holder: Holder) -> dict[str, list[str]]:
    """Who may release after this colleague: programme directors and rapporteurs of the meeting. By name, those without a proof apart."""
    is_asked = place.note.state == NoteState.sealed and not rules.lets_points_out(place.note)
    if not is_asked or not rules.needs_second_person(place.note):
        return {}
    held = {"grants__role__in": [role.value for role in WHOLE], "grants__meeting_code": place.meeting.code}
    others = Account.objects.active().filter(**held).exclude(pk=holder.account.pk if holder.account else None)
    rows = with_their_proof(others.distinct()).order_by("name", "email")
    told = list(rows.values_list("name", "email", "may_prove_it"))
    return {
        "second_readers": [name or email for name, email, proves in told if proves],
        "without_proof": [name or email for name, email, proves in told if not proves],
    }


def together(place: Place) -> dict[str, Any]:
    """The points that are to be read and in which nothing was found, each in full; of two that say the same, one has a tick."""
    points = [one for one in standing(place.note) if one.state == PointState.taken]
    told = {fold(one.words) for one in standing(place.note) if one.state == PointState.cleared}
    lines = []
    for one in _without_findings(place, points):
        lines.append(
            {
                "row": note_page.row(place, one),
                "words": str(one.words),
                "read": as_read(one),
                "is_twin": fold(one.words) in told,
            }
        )
        told.add(fold(one.words))
    return {"lines": lines, "number": len(lines), "others": len(points) - len(lines)}


def as_read(point: Point) -> str:
    """A point in one revision: another wording is another thing to read."""
    return f"{point.pk}.{point.revision}"


def twins(note: Note, point: Point) -> list[Point]:
    """Other points of these notes that say the same and may still leave: notes that came twice, or two who wrote it down."""
    words = fold(point.words)
    return [
        one
        for one in standing(note)
        if one.pk != point.pk and one.state != PointState.withheld and fold(one.words) == words
    ]


def _without_findings(place: Place, points: Sequence[Point]) -> list[Point]:
    words = _to_look_at(points)
    found = guard.look_at_points(place.meeting, words, regimes=place.note.regimes)
    return [one for one in points if _is_without_finding(found.get(subject_of(one.pk)))]


def _is_without_finding(found: Checked | None) -> bool:
    return found is not None and not found.findings


def _to_look_at(points: Iterable[Point]) -> dict[str, str]:
    """Words by subject, without those that claim more than was noted: they are for somebody to reword."""
    return {
        subject_of(one.pk): str(one.words)
        for one in points
        if not overclaims(str(one.words), one.agreement, one.voices, words=str)
    }


def standing(note: Note) -> Iterable[Point]:
    return Point.objects.filter(note=note).standing().select_related("note").order_by("key")


def next_to_read(note: Note, after: Point) -> Point | None:
    """The point that is to be read after this one, in the order of keys and round again."""
    left = [one for one in standing(note) if one.state == PointState.taken and one.pk != after.pk]
    return next((one for one in left if one.pk > after.pk), left[0] if left else None)


def _read(place: Place, points: Sequence[Point], closed: str) -> tuple[dict[str, Checked], int]:
    """What the guard finds in the wordings that would leave, for the room as it is now, and in how many that wait it finds nothing.

    What has left is decided.
    """
    if place.note.state == NoteState.released:
        return {}, 0
    leaving = {subject_of(one.pk): str(one.cleared) for one in points if one.state == PointState.cleared}
    is_counted = place.note.state == NoteState.sealed and not closed
    waiting = _to_look_at(one for one in points if is_counted and one.state == PointState.taken)
    found = guard.look_at_points(place.meeting, leaving | waiting, regimes=place.note.regimes)
    number = sum(_is_without_finding(found[subject]) for subject in waiting)
    return {subject: found[subject] for subject in leaving}, number


def _line(place: Place, point: Point, found: Checked | None, said: Mapping[str, int]) -> Line:
    state, words = PointState(point.state), str(point.cleared or point.words)
    return Line(
        row=note_page.row(place, point),
        words=words,
        word=str(state.label),
        state=STATES[state],
        is_twin=state != PointState.withheld and said[fold(point.words)] > 1,
        found=checked_page.of(found, words).lines if found else (),
    )
