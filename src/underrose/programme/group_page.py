"""What the pages of groups show: rounds, tables, one person's companions, what changed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.kit.numbers import whole
from underrose.methods.allocation.breakouts.explanation import Explanation, explain
from underrose.methods.allocation.breakouts.problem import ABSENT
from underrose.methods.allocation.breakouts.verification import Report, groups_of
from underrose.participation import room
from underrose.programme import (
    attendance,
    impossible,
    in_numbers,
    mixing_words,
    repeat_words,
    sentences,
    trade_off,
    wish_words,
)
from underrose.programme.actions.groups import of_meeting
from underrose.programme.in_numbers import DUTIES, Numbered
from underrose.programme.models import Allocation, AllocationState, Assignment, Group, Seat, Session, Task
from underrose.programme.rules import groups as rules
from underrose.programme.sentences import Speaker

SHOWN = 12
"""Sentences of one kind before the rest is only counted."""
FOUND = 30
AT_A_TIME = 100
"""Groups of a round on one page."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything a page of groups begins with."""

    meeting: Meeting
    allocation: Allocation
    numbered: Numbered
    speaker: Speaker
    why: Explanation | None
    """Of the seats as they stand; nothing as long as nobody has one."""
    now: datetime

    @property
    def report(self) -> Report | None:
        return self.why.report if self.why else None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at a table."""

    participant: UUID
    label: str
    tasks: str
    is_pinned: bool
    again: int
    """How many at this table they have sat with before."""


@dataclass(frozen=True, slots=True)
class Table:
    group: Group
    name: str
    language: str
    people: tuple[Sitting, ...]
    others: str
    """Who has a task here and takes no seat."""
    mixture: tuple[str, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundLine:
    session: Session
    number: int
    groups: int
    sizes: str
    seated: int
    unseated: int
    is_held: bool


def seen(meeting: Meeting, holder: Holder, now: datetime) -> Seen:
    allocation = of_meeting(meeting)
    numbered = in_numbers.of(allocation, now)
    may_know = holder.may(*rules.PAIRING, meeting_code=meeting.code)
    why = explain(numbered.problem, numbered.seats) if numbered.is_seated else None
    return Seen(meeting, allocation, numbered, Speaker(numbered, may_know), why, now)


def overview(page: Seen, query: str) -> dict[str, Any]:
    """The state of the groups, what is to be said of them, and the rounds."""
    numbered = page.numbered
    return {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "is_busy": rules.is_busy(page.allocation),
        "people": len(numbered.people),
        "expected": attendance.expected(numbered),
        "rounds": rounds(page),
        "kept": sum(number in numbered.to_come for number, _person in numbered.pinned),
        "quality": quality(page) if not _missing(page) else [],
        "broken": shortened(_broken(page)),
        "mixing": shortened(_mixing(page)),
        "loosened": mixing_words.loosened(page.speaker, page.allocation.report.get("loosened", {})),
        "wishes": wish_words.not_met(page.speaker, page.why.disappointed) if page.why else [],
        "disappointed": len({one.person for one in page.why.disappointed if one.better}) if page.why else 0,
        "conflicts": _conflicts(page),
        "is_too_large": len(numbered.people) > impossible.SMALL,
        "trade_off": trade_off.in_a_sentence(choices(page)),
        "has_changed": _has_changed(page),
        "unseated": _missing(page),
        "query": query,
        "found": found(page, query),
        "has_rounds": in_numbers.rounds_of(page.meeting, with_meals=True).exists(),
        "has_changes": changed_seats(page.meeting).exists(),
        "curve": page.allocation.report.get("curve", ()),
        "is_impossible": page.allocation.state == AllocationState.impossible,
    }


def _missing(page: Seen) -> int:
    return page.numbered.unseated if page.numbered.is_seated else 0


def _has_changed(page: Seen) -> bool:
    """Somebody came or left since the groups were computed."""
    is_computed = page.allocation.computed_on is not None
    return is_computed and page.allocation.room_revision != room.revision(page.meeting)


def _broken(page: Seen) -> list[str]:
    return sentences.violations(page.speaker, page.report.violations) if page.report else []


def _conflicts(page: Seen) -> list[str]:
    if page.allocation.state != AllocationState.impossible:
        return []
    return impossible.conflicts(page.speaker, impossible.told(page.numbered.problem))


def _mixing(page: Seen) -> list[str]:
    """What is not as evenly spread as was asked, and what cannot be, round by round."""
    return mixing_words.of_rounds(page.speaker, page.why.uneven) if page.why else []


def quality(page: Seen) -> list[str]:
    """Who meets whom over all rounds, how far that is from the best there can be, and why some meet again."""
    if page.why is None or len(page.numbered.people) < 2:  # noqa: PLR2004 - a meeting takes two
        return []
    return [
        *sentences.quality(page.numbered, page.why.report),
        *repeat_words.reasons(page.speaker, page.why.repeats),
    ]


def shortened(words: Sequence[str]) -> dict[str, Any]:
    return {"first": words[:SHOWN], "rest": words[SHOWN:], "count": len(words)}


def choices(page: Seen) -> list[trade_off.Choice]:
    """Where all rounds have as many groups, and groups of even sizes are what was asked for: of others it would not be true."""
    rounds = page.numbered.problem.rounds
    numbers = {len(one.groups) for one in rounds}
    if len(numbers) != 1 or not page.numbered.people:
        return []
    here, people = numbers.pop(), attendance.at_once(page.numbered)
    least, most = people // here, -(-people // here)
    if any(one.smallest > least or one.largest < most for each in rounds for one in each.groups):
        return []
    always = attendance.always(page.numbered)
    return trade_off.choices(people, len(rounds), here, always=always)


def rounds(page: Seen) -> list[RoundLine]:
    numbered = page.numbered
    lines = []
    for number, session in enumerate(numbered.rounds):
        sizes = Counter(group for group in numbered.seats[number] if group != ABSENT)
        there = numbered.problem.present(number)
        lines.append(
            RoundLine(
                session,
                number,
                len(numbered.groups[number]),
                sentences.sizes(min(sizes.values()), max(sizes.values())) if sizes else "",
                sum(sizes.values()),
                sum(numbered.seats[number][person] == ABSENT for person in there),
                numbered.problem.rounds[number].held is not None,
            )
        )
    return lines


def found(page: Seen, query: str) -> list[dict[str, Any]]:
    """Whom a search finds, with their group in every round."""
    words = query.casefold().split()
    if not words:
        return []
    those = [
        number
        for number, one in enumerate(page.numbered.people)
        if all(word in one.label.casefold() for word in words)
    ]
    return [
        {
            "participant": page.numbered.people[number].participant,
            "label": page.numbered.people[number].label,
            "groups": [_place(page.speaker, at, row[number]) for at, row in enumerate(page.numbered.seats)],
        }
        for number in those[:FOUND]
    ]


def _place(speaker: Speaker, number: int, group: int) -> str:
    return speaker.group(number, group) if group != ABSENT else "–"


def tables(page: Seen, number: int) -> list[Table]:
    """One round: who sits where, how mixed each group is, and what is to be said of it."""
    numbered = page.numbered
    there = groups_of(numbered.seats, number)
    again = _again(page, number)
    mixture = _mixture(page, number)
    tasks, others = _tasks(page, number)
    remarks = _remarks(page, number)
    return [
        Table(
            group=group,
            name=sentences.group_name(group),
            language=sentences.language_of(group, numbered.held_in),
            people=tuple(
                Sitting(
                    participant=numbered.people[person].participant,
                    label=numbered.people[person].label,
                    tasks=tasks.get(numbered.people[person].participant, ""),
                    is_pinned=(number, person) in numbered.pinned,
                    again=again[person],
                )
                for person in there.get(at, ())
            ),
            others=others.get(group.key, ""),
            mixture=tuple(mixture.get(at, ())),
            remarks=tuple(remarks.get(at, ())),
        )
        for at, group in enumerate(numbered.groups[number])
    ]


def _tasks(page: Seen, number: int) -> tuple[Mapping[UUID, str], Mapping[UUID, str]]:
    """By guest, what they do in this round; by group, who does something there without a seat."""
    rows = Assignment.objects.filter(session=page.numbered.rounds[number].key, task__in=DUTIES)
    seated = {one.participant for one in page.numbered.people}
    called = room.called(page.meeting)
    own: dict[UUID, list[str]] = {}
    others: dict[UUID, list[str]] = {}
    for row in rows.filter(participant__isnull=False).only("task", "participant", "group", "session"):
        if row.participant_id is None:
            continue
        task = str(Task(row.task).label)
        if row.participant_id in seated:
            own.setdefault(row.participant_id, []).append(task)
        elif row.group_id is not None and row.participant_id in called:
            words = _("%(task)s: %(name)s") % {
                "task": task,
                "name": sentences.own(called[row.participant_id].label),
            }
            others.setdefault(row.group_id, []).append(words)
    return (
        {key: sentences.listed(words) for key, words in own.items()},
        {key: _("; ").join(words) for key, words in others.items()},
    )


def part(groups: int, wanted: str) -> tuple[range, list[range]]:
    """Which groups of a round stand on one page, and all such pages; a single one where all fit."""
    parts = [
        range(first, min(first + AT_A_TIME, groups + 1)) for first in range(1, max(groups, 1) + 1, AT_A_TIME)
    ]
    chosen = whole(wanted, otherwise=1)
    return next((one for one in parts if chosen in one), parts[0]), parts


def _again(page: Seen, number: int) -> "Counter[int]":
    """By person, how many at their table of this round they sat with in an earlier one."""
    found = page.why.repeats if page.why else ()
    return Counter(
        one for pair in found if number in pair.rounds and pair.rounds[0] < number for one in pair.people
    )


def _mixture(page: Seen, number: int) -> Mapping[int, Sequence[str]]:
    """Business 1 · Government 3, for each feature by which groups are mixed."""
    found: dict[int, list[str]] = {}
    for one in page.why.compositions if page.why else ():
        if one.round != number:
            continue
        counts = {(name, value): count for name, value, count in one.counts if count}
        for feature in page.numbered.features:
            parts = [
                f"{sentences.own(label)} {counts[feature.name, value]}"
                for value, label in feature.values.items()
                if (feature.name, value) in counts
            ]
            if parts:
                told = {"feature": sentences.own(feature.label), "parts": " · ".join(parts)}
                found.setdefault(one.group, []).append(_("%(feature)s: %(parts)s") % told)
    return found


def _remarks(page: Seen, number: int) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    broken = page.report.violations if page.report else ()
    for one in sentences.readable(page.speaker, broken):
        if one.round == number and one.group >= 0:
            found.setdefault(one.group, []).extend(sentences.violations(page.speaker, [one]))
    for off in page.why.uneven if page.why else ():
        if off.round == number and (off.is_off or off.is_arithmetic):
            found.setdefault(off.group, []).append(mixing_words.here(page.speaker, off))
    return found


def unseated(page: Seen, number: int) -> list[tuple[UUID, str]]:
    """Who is there and has no seat in this round."""
    numbered = page.numbered
    return [
        (numbered.people[person].participant, numbered.people[person].label)
        for person in numbered.problem.present(number)
        if numbered.seats[number][person] == ABSENT
    ]


def changed_seats(meeting: Meeting) -> Any:
    rows = Seat.objects.filter(session__day__meeting=meeting, session__is_removed=False, former__isnull=False)
    return rows.exclude(former=F("group"))
