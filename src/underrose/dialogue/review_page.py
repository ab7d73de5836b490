"""What is shown when the points of a sealed session are read before they leave: each with its state, and what is left to do."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from underrose.dialogue import note_page, rules
from underrose.dialogue.actions.releasing import basis_of
from underrose.dialogue.models import Note, Point, PointState, Release
from underrose.dialogue.note_page import Place

STATES = {PointState.taken: "held", PointState.cleared: "done", PointState.withheld: "plain"}


@dataclass(frozen=True, slots=True)
class Line:
    """One point in the list."""

    row: dict[str, Any]
    words: str
    """The wording that would leave, or the one that was taken."""
    word: str
    state: str


def of(place: Place) -> dict[str, Any]:
    """The points of a note by state: what is still to be read comes first. Three questions."""
    points = list(standing(place.note))
    order = {state: number for number, state in enumerate(STATES)}
    points.sort(key=lambda one: (order[PointState(one.state)], one.kind, one.pk))
    counts = Counter(point.state for point in points)
    asked = Release.objects.filter(note=place.note).first()
    return {
        "place": place,
        "note": place.note,
        "meeting": place.meeting,
        "lines": [_line(place, point) for point in points],
        "counts": {state.value: counts.get(state.value, 0) for state in PointState},
        "is_asked": asked is not None and asked.basis == basis_of(points),
        "needs_second": rules.needs_second_person(place.note),
        "closed": rules.lets_points_out(place.note),
    }


def standing(note: Note) -> Iterable[Point]:
    return Point.objects.filter(note=note).standing().select_related("note").order_by("key")


def next_to_read(note: Note, after: Point) -> Point | None:
    """The point that is to be read after this one, in the order of keys and round again."""
    left = [one for one in standing(note) if one.state == PointState.taken and one.pk != after.pk]
    return next((one for one in left if one.pk > after.pk), left[0] if left else None)


def _line(place: Place, point: Point) -> Line:
    state = PointState(point.state)
    return Line(
        note_page.row(place, point), str(point.cleared or point.words), str(state.label), STATES[state]
    )
