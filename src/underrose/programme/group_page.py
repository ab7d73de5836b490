"""What the pages of groups show: rounds, tables, one person's companions, what changed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.methods.allocation.breakouts.problem import ABSENT
from underrose.methods.allocation.breakouts.verification import Report, groups_of, verify
from underrose.participation import room
from underrose.programme import impossible, in_numbers, matrix, sentences, trade_off, wish_words
from underrose.programme.actions.groups import of_meeting
from underrose.programme.in_numbers import DUTIES, Numbered
from underrose.programme.models import Allocation, AllocationState, Assignment, Group, Seat, Session, Task
from underrose.programme.rules import groups as rules
from underrose.programme.sentences import Speaker

SHOWN = 12
"""Sentences of one kind before the rest is only counted."""
FOUND = 30


@dataclass(frozen=True, slots=True)
class Seen:
    """Everything a page of groups begins with."""

    meeting: Meeting
    allocation: Allocation
    numbered: Numbered
    speaker: Speaker
    report: Report | None
    """Of the seats as they stand; nothing as long as nobody has one."""
    now: datetime


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
    report = verify(numbered.problem, numbered.seats) if numbered.is_seated else None
    return Seen(meeting, allocation, numbered, Speaker(numbered, may_know), report, now)


def overview(page: Seen, query: str) -> dict[str, Any]:
    """The state of the groups, what is to be said of them, and the rounds."""
    numbered, report = page.numbered, page.report
    return {
        "meeting": page.meeting,
        "allocation": page.allocation,
        "is_busy": rules.is_busy(page.allocation),
        "people": len(numbered.people),
        "rounds": rounds(page),
        "quality": sentences.quality(numbered, report) if report and not _missing(page) else [],
        "broken": shortened(_broken(page)),
        "mixing": shortened(_mixing(page)),
        "wishes": wish_words.not_met(page.speaker) if page.report else [],
        "conflicts": _conflicts(page),
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
    if page.report is None:
        return []
    said = []
    for number in page.numbered.to_come:
        words = [
            sentences.deviation(page.speaker, one) for one in page.report.deviations if one.round == number
        ]
        words += [sentences.lack(page.speaker, one) for one in sentences.lacks(page.numbered, number)]
        said += [
            _("“%(round)s”: %(words)s") % {"round": page.speaker.round(number), "words": one} for one in words
        ]
    return said


def shortened(words: Sequence[str]) -> dict[str, Any]:
    return {"first": words[:SHOWN], "rest": words[SHOWN:], "count": len(words)}


def choices(page: Seen) -> list[trade_off.Choice]:
    """For the rounds that have as many groups as most have."""
    counts = Counter(len(row) for row in page.numbered.groups)
    if not counts or not page.numbered.people:
        return []
    ((here, rounds_of_it),) = counts.most_common(1)
    return trade_off.choices(len(page.numbered.people), rounds_of_it, here)


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
    earlier = matrix.first_shared(numbered, number)
    tasks, others = _tasks(page, number)
    remarks = _remarks(page, number)
    return [
        Table(
            group=group,
            name=sentences.group_name(group),
            language=sentences.language_name(group.language) if group.language else "",
            people=tuple(
                Sitting(
                    participant=numbered.people[person].participant,
                    label=numbered.people[person].label,
                    tasks=tasks.get(numbered.people[person].participant, ""),
                    is_pinned=(number, person) in numbered.pinned,
                    again=sum(
                        (min(person, other), max(person, other)) in earlier
                        for other in there.get(at, ())
                        if other != person
                    ),
                )
                for person in there.get(at, ())
            ),
            others=others.get(group.key, ""),
            mixture=tuple(_mixture(page, there.get(at, ()))),
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
            words = _("%(task)s: %(name)s") % {"task": task, "name": called[row.participant_id].label}
            others.setdefault(row.group_id, []).append(words)
    return (
        {key: ", ".join(words) for key, words in own.items()},
        {key: "; ".join(words) for key, words in others.items()},
    )


def _mixture(page: Seen, people: Iterable[int]) -> Iterable[str]:
    """Business 1 · Government 3, for each feature by which groups are mixed."""
    those = list(people)
    for attribute in page.numbered.problem.attributes:
        counts = Counter(value for person in those for value in attribute.values[person])
        feature = next((one for one in page.numbered.features if one.name == attribute.name), None)
        if counts and feature is not None:
            parts = [f"{feature.values[value]} {counts[value]}" for value in feature.values if counts[value]]
            yield _("%(feature)s: %(parts)s") % {"feature": feature.label, "parts": " · ".join(parts)}


def _remarks(page: Seen, number: int) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for one in page.report.violations if page.report else ():
        if one.round == number and one.group >= 0:
            found.setdefault(one.group, []).extend(sentences.violations(page.speaker, [one]))
    for off in page.report.deviations if page.report else ():
        if off.round == number:
            found.setdefault(off.group, []).append(sentences.deviation(page.speaker, off))
    for lack in sentences.lacks(page.numbered, number):
        for group in lack.without:
            found.setdefault(group, []).append(sentences.lack_here(page.speaker, lack))
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
