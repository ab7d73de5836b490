"""What the pages of a session's notes show: what may be chosen, and the points as they stand."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from underrose.concept.models import Lens, Meeting, Theme
from underrose.dialogue.models import Agreement, Kind, Note, Point, Voices
from underrose.methods.disclosure import TABLE, Regime
from underrose.methods.names import fold
from underrose.programme.models import Group, Session

ON_A_PAGE = 55
MOST_FOUND = 200
LETTERS = {
    Kind.issue: "i",
    Kind.insight: "n",
    Kind.good_practice: "g",
    Kind.disagreement: "d",
    Kind.recommendation: "r",
    Kind.proposed_action: "a",
    Kind.question: "q",
}
"""With an exclamation mark after it, the letter begins a line of that kind."""


@dataclass(frozen=True)
class Place:
    """The session or group whose notes these are, as its pages name it."""

    meeting: Meeting
    note: Note
    session: Session | None
    group: Group | None

    @classmethod
    def of(cls, meeting: Meeting, note: Note) -> "Place":
        """A session that was taken out of the programme since is still found by its key."""
        session = Session.objects.filter(day__meeting=meeting, pk=note.session).select_related("day").first()
        group = Group.objects.filter(session=session, pk=note.group).first() if note.group else None
        return cls(meeting, note, session, group)

    @property
    def title(self) -> str:
        return self.session.title if self.session else _("A session that is no longer in the programme")

    @property
    def group_title(self) -> str:
        return group_title(self.group) if self.group else ""

    @cached_property
    def themes(self) -> list[tuple[str, str]]:
        return _lines(Theme.objects.filter(meeting=self.meeting))

    @cached_property
    def lenses(self) -> list[tuple[str, str]]:
        return _lines(Lens.objects.filter(meeting=self.meeting))

    @property
    def regimes(self) -> list[str]:
        return [_(TABLE.labels[Regime(one)]) for one in self.note.regimes]


def group_title(group: Group) -> str:
    """As people call it."""
    title = _("Group %(number)s") % {"number": group.number}
    return f"{title}: {group.name}" if group.name else title


def which(place: Place) -> str:
    """Which session and group, by number alone: for a page that stays on a device, where no title must be read."""
    if place.session is None:
        return ""
    alike = list(Session.objects.of(place.meeting).filter(kind=place.session.kind))
    if place.session not in alike:  # taken out of the programme since
        return ""
    at = alike.index(place.session) + 1
    told = _("%(kind)s %(number)s") % {"kind": place.session.get_kind_display(), "number": at}
    if place.group is None:
        return told
    group = _("Group %(number)s") % {"number": place.group.number}
    return f"{told} · {group}"


def by_number(lines: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, str(at)) for at, (key, _words) in enumerate(lines, 1)]


def _lines(rows: Iterable[Theme | Lens]) -> list[tuple[str, str]]:
    return [(str(row.pk), row.words) for row in rows]


@dataclass(frozen=True)
class Shown:
    """Which points a reader asked for."""

    kind: str = ""
    query: str = ""
    page: str = ""

    @classmethod
    def asked(cls, asked: Any) -> "Shown":
        kind = asked.get("show", "")
        return cls(
            kind if kind in Kind.values else "", asked.get("q", "").strip()[:200], asked.get("page", "")
        )


def kinds() -> list[dict[str, str]]:
    """The kinds in their order, each with the letter that chooses it."""
    return [{"value": kind.value, "label": str(kind.label), "letter": LETTERS[kind]} for kind in Kind]


def points(place: Place, shown: Shown) -> dict[str, Any]:
    """The list below the line: a page of standing points, or those that say what is searched; those struck apart."""
    # Before the rows are read: of a point that comes in between, the page then does not say that it has seen it.
    seen = mark(place.note)
    found = Point.objects.filter(note=place.note).select_related("note").order_by("pk")
    standing = found.standing().filter(**({"kind": shown.kind} if shown.kind else {}))
    page = (
        _searched(standing, shown.query)
        if shown.query
        else Paginator(standing, ON_A_PAGE).get_page(shown.page)
    )
    struck = [] if shown.query or shown.kind else list(found.filter(is_struck=True)[:MOST_FOUND])
    return {
        "place": place,
        "note": place.note,
        "meeting": place.meeting,
        "shown": shown,
        "page": page,
        "rows": [row(place, one) for one in page.object_list],
        "struck": [row(place, one) for one in struck],
        "tabs": _tabs(place.note, shown),
        "mark": seen,
        "state": "held" if place.note.is_open else "done",
    }


def _searched(standing: Any, query: str) -> Page[Point]:
    wanted = fold(query).split()
    found = [one for one in standing if all(word in fold(one.words) for word in wanted)]
    return Paginator(found, MOST_FOUND).get_page(1)


def row(place: Place, point: Point) -> dict[str, Any]:
    """A point in the words of its note."""
    said = (
        dict(place.themes).get(point.theme, ""),
        in_full("agreement", str(Agreement(point.agreement).label)) if point.agreement else "",
        in_full("voices", str(Voices(point.voices).label)) if point.voices else "",
        in_full("lens", words) if (words := dict(place.lenses).get(point.lens, "")) else "",
    )
    return {"point": point, "kind": Kind(point.kind).label, "about": [one for one in said if one]}


def in_full(name: str, words: str) -> str:
    """Beside a point, where no label stands above: "Some" alone says nothing."""
    if name == "agreement":
        return _("Agreement: %(band)s") % {"band": words}
    if name == "voices":
        return _("Voices: %(band)s") % {"band": words}
    return _("Lens: %(words)s") % {"words": words}


def _tabs(note: Note, shown: Shown) -> list[dict[str, Any]]:
    counted = Point.objects.filter(note=note).standing().values_list("kind").annotate(Count("pk"))
    numbers = dict(counted)
    every = {"value": "", "label": _("All"), "number": sum(numbers.values()), "is_here": not shown.kind}
    return [every] + [
        {
            "value": kind.value,
            "label": kind.label,
            "number": numbers.get(kind.value, 0),
            "is_here": shown.kind == kind,
        }
        for kind in Kind
        if kind.value in numbers or shown.kind == kind
    ]


def mark(note: Note) -> str:
    """Another one as soon as any point is other than it was. It tells nothing of their words."""
    rows = Point.objects.filter(note=note).order_by("pk").values_list("pk", "revision")
    told = "|".join(f"{key}:{revision}" for key, revision in rows) + note.state
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def printed(place: Place) -> Iterator[dict[str, Any]]:
    """All standing points by kind, for paper."""
    found = Point.objects.filter(note=place.note).standing().select_related("note").order_by("pk")
    rows = [row(place, one) for one in found]
    for kind in Kind:
        if of_kind := [one for one in rows if one["point"].kind == kind]:
            yield {"label": kind.label, "rows": of_kind}


def counted(notes: Iterable[Note]) -> dict[Any, int]:
    """How many points stand in each of these notes, in one question."""
    asked = Note.objects.filter(pk__in=[note.pk for note in notes])
    return dict(
        asked.annotate(number=Count("points", filter=Q(points__is_struck=False))).values_list("pk", "number")
    )
