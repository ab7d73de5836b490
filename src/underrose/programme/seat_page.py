"""What is shown of seats: one person's companions, what a computation changed, what a repair costs, the list as a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.kit.tables import Column
from underrose.methods.allocation.breakouts.problem import ABSENT
from underrose.methods.allocation.breakouts.verification import groups_of
from underrose.participation.room import Called, Sitter
from underrose.programme import group_page, matrix, seated, sentences, table_words
from underrose.programme.models import Allocation, Group, Pairing, Session


@dataclass(frozen=True, slots=True)
class Companions:
    """One round of one person."""

    session: Session
    number: int
    group: str
    topic: str
    room: str
    seat: Group | None
    is_pinned: bool
    is_held: bool
    is_absent: bool
    people: tuple[tuple[UUID, str, bool], ...]
    """Key, name, and whether they sat together in an earlier round."""

    @property
    def title(self) -> str:
        """Of the round, within a sentence."""
        return sentences.own(self.session.title)


def companions(page: group_page.Seen, person: int) -> list[Companions]:
    """Whom somebody meets, round by round."""
    numbered, met, lines = page.numbered, set[int](), []
    for number, session in enumerate(numbered.rounds):
        at = numbered.seats[number][person]
        group = numbered.groups[number][at] if at != ABSENT else None
        those = [one for one in groups_of(numbered.seats, number).get(at, ()) if one != person]
        place = (group.room if group else None) or session.room
        lines.append(
            Companions(
                session=session,
                number=number,
                group=page.speaker.group(number, at) if group else "",
                topic=group.topic.title if group and group.topic else "",
                room=place.name if place else "",
                seat=group,
                is_pinned=(number, person) in numbered.pinned,
                is_held=numbered.problem.rounds[number].held is not None,
                is_absent=person in numbered.problem.rounds[number].absent,
                people=tuple(
                    (numbered.people[one].participant, numbered.people[one].label, one in met)
                    for one in those
                ),
            )
        )
        met.update(those)
    return lines


def meets(lines: Sequence[Companions], people: int) -> str:
    """In how many others somebody's rounds end."""
    others = {key for one in lines for key, _label, _again in one.people}
    again = {key for one in lines for key, _label, is_again in one.people if is_again}
    if people < 2:  # noqa: PLR2004 - a meeting takes two
        return _("Nobody else is in the room.")
    if again:
        words = ngettext(
            "Meets %(count)s of %(others)s others, %(again)s of them more than once.",
            "Meets %(count)s of %(others)s others, %(again)s of them more than once.",
            len(again),
        )
    else:
        words = _("Meets %(count)s of %(others)s others, nobody twice.")
    return words % {"count": len(others), "others": people - 1, "again": len(again)}


@dataclass(frozen=True, slots=True)
class Change:
    participant: UUID
    label: str
    round: str
    before: str
    after: str


def changes(page: group_page.Seen) -> tuple[list[Change], list[str]]:
    """Who sits elsewhere since the latest computation, and the groups whose lists are printed anew."""
    rows = group_page.changed_seats(page.meeting).select_related("session", "group", "former")
    labels = {one.participant: one.label for one in page.numbered.people}
    found: list[Change] = []
    touched: dict[str, dict[int, str]] = {}
    for row in rows.order_by("session__day__on", "session__begins", "group__number", "key"):
        if row.participant_id not in labels:
            continue
        before, after = sentences.group_name(row.former), sentences.group_name(row.group)
        found.append(Change(row.participant_id, labels[row.participant_id], row.session.title, before, after))
        for number, name in ((row.former.number, before), (row.group.number, after)):
            touched.setdefault(row.session.title, {})[number] = name
    lists = [_doors(title, [names[number] for number in sorted(names)]) for title, names in touched.items()]
    return sorted(found, key=lambda one: (one.round, one.before)), lists


def doors(found: seated.Seated) -> list[str]:
    """The door lists that hang and no longer say the truth: also where somebody stays away and nobody else moved."""
    return [
        _doors(one.title, [table_words.called(one, table) for table in one.changed])
        for one in found.rounds
        if one.changed
    ]


def _doors(title: str, names: Sequence[str]) -> str:
    return _("“%(round)s”: %(groups)s") % {
        "round": sentences.own(title),
        "groups": sentences.listed([sentences.own(one) for one in names]),
    }


@dataclass(frozen=True, slots=True)
class Point:
    """A repair that can be taken: how many seats change, and what comes of it."""

    changes: int
    act: str
    words: str
    is_first: bool
    """The fewest changes there are."""


def points(allocation: Allocation) -> list[Point]:
    """What so many changes would do. To leave all as it is takes no button."""
    curve = allocation.report.get("curve", ())
    first = next((one["changes"] for one in curve if one["changes"]), 0)
    return [
        Point(one["changes"], _act(one["changes"]), _point(one), one["changes"] == first) for one in curve
    ]


def _act(changes: int) -> str:
    if not changes:
        return _("As it is now")
    words = ngettext("Change %(count)s seat", "Change %(count)s seats", changes)
    return words % {"count": changes}


def _point(one: Mapping[str, int]) -> str:
    again = ngettext(
        "%(count)s pair meets more than once", "%(count)s pairs meet more than once", one["again"]
    ) % {"count": one["again"]}
    broken = (
        ngettext("%(count)s rule is broken", "%(count)s rules are broken", one["violations"])
        % {"count": one["violations"]}
        if one["violations"]
        else _("all that must hold holds")
    )
    off = (
        ngettext(
            "groups are less mixed than asked by %(count)s person",
            "groups are less mixed than asked by %(count)s people",
            one["off_quota"],
        )
        % {"count": one["off_quota"]}
        if one["off_quota"]
        else _("groups are as mixed as asked")
    )
    return _("; ").join((again, broken, off))


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A row of the list as a file."""

    round: str
    group: str
    topic: str
    room: str
    name: str
    is_pinned: bool


def seat_lines(page: group_page.Seen) -> Iterable[SeatLine]:
    numbered = page.numbered
    for number, session in enumerate(numbered.rounds):
        for at, people in groups_of(numbered.seats, number).items():
            group = numbered.groups[number][at]
            place = group.room or session.room
            for person in people:
                yield SeatLine(
                    session.title,
                    sentences.group_name(group),
                    group.topic.title if group.topic else "",
                    place.name if place else "",
                    numbered.people[person].label,
                    (number, person) in numbered.pinned,
                )


def columns() -> list[Column]:
    return [
        Column(_("Round"), lambda one: one.round),
        Column(_("Group"), lambda one: one.group),
        Column(_("Topic"), lambda one: one.topic),
        Column(_("Room"), lambda one: one.room),
        Column(_("Name"), lambda one: one.name),
        Column(_("Stays"), lambda one: _("yes") if one.is_pinned else ""),
    ]


@dataclass(frozen=True, slots=True)
class Pair:
    key: UUID
    one: str
    other: str
    company: str


def pairs(meeting: Meeting, called: Mapping[UUID, Called]) -> list[Pair]:
    """Who sits apart or together, by name or alias."""
    rows = Pairing.objects.filter(meeting=meeting)
    found = [
        Pair(
            row.key,
            min(called[row.one_id].label, called[row.other_id].label),
            max(called[row.one_id].label, called[row.other_id].label),
            row.get_company_display(),
        )
        for row in rows
        if row.one_id in called and row.other_id in called
    ]
    return sorted(found, key=lambda one: (one.one, one.other))


@dataclass(frozen=True, slots=True)
class EncounterLine:
    number: int
    participant: UUID
    label: str
    meets: int
    by_round: tuple[int, ...]
    again: str


def encounter_lines(page: group_page.Seen, lines: Iterable[matrix.Line]) -> list[EncounterLine]:
    """The table behind the drawing."""
    return [
        EncounterLine(
            one.number,
            page.numbered.people[one.person].participant,
            page.speaker.name(one.person),
            one.meets,
            one.by_round,
            sentences.listed([page.speaker.name(other) for other in one.again]),
        )
        for one in lines
    ]


TICKED_AT_ONCE = 200
"""People in one list of boxes; of more, those are shown whom a search finds."""


def is_large(page: group_page.Seen) -> bool:
    return len(page.numbered.people) > TICKED_AT_ONCE


def to_tick(page: group_page.Seen, query: str) -> list[Sitter]:
    """Who may be missing: everybody, or of a large room whom a search finds."""
    words = query.casefold().split()
    if is_large(page) and not words:
        return []
    those = [one for one in page.numbered.people if all(word in one.label.casefold() for word in words)]
    return those[:TICKED_AT_ONCE]
