"""Candidates: listed from the people the house knows, placed, described, moved from stage to stage, kept apart."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation import placing
from underrose.participation.models import (
    Brief,
    Candidate,
    Conflict,
    Constituency,
    Nomination,
    Stage,
    Standing,
)
from underrose.participation.rules import candidates as rules
from underrose.people import posts
from underrose.people.actions import persons as people
from underrose.people.models import Person


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Those who stand for nothing on one axis, by the name pages show; the key of the axis leads to all of them."""

    axis: str
    names: tuple[str, ...]
    key: UUID


@dataclass(frozen=True, slots=True)
class Listed:
    """What came of adding people: those who are new, how many were there already, who is left out and why."""

    candidates: tuple[Candidate, ...]
    already: int
    refusals: tuple[str, ...]
    unplaced: tuple[Unplaced, ...]


@transaction.atomic
def add(
    meeting: Meeting,
    persons: Iterable[Person],
    *,
    by: Holder,
    today: date,
    nomination: Nomination | None = None,
    substitute_for: Candidate | None = None,
) -> Listed:
    """People become candidates on the long list and are placed where their post says; nothing is sent to anybody."""
    require(rules.may_list(meeting))
    given = {person.key: person for person in persons}
    known = set(meeting.candidates.filter(person__in=given).values_list("person_id", flat=True))
    refusals, rows = [], []
    for person in given.values():
        if person.key in known:
            continue
        refusal = rules.may_be_listed(person, meeting, by)
        if refusal:
            refusals.append(refusal)
            continue
        rows.append(
            Candidate(
                meeting=meeting,
                person=person,
                nomination=nomination,
                substitute_for=substitute_for,
                why="",
                listed_on=today,
            )
        )
    Candidate.objects.bulk_create(rows)
    for person in (row.person for row in rows if row.person.is_sealed):
        people.let_know(person, meeting_code=meeting.code)
    unplaced = place(meeting, rows, today=today)
    if rows:
        record(by, "listed", "candidates", meeting.key, meeting.code, today)
    return Listed(tuple(rows), len(known), tuple(refusals), unplaced)


@transaction.atomic
def place(meeting: Meeting, candidates: Sequence[Candidate], *, today: date) -> tuple[Unplaced, ...]:
    """Put each where their post, area and gender say, or words of it leave no doubt, beside where they stand already. Protected people are left to people."""
    brief = Brief.objects.filter(meeting=meeting).first()
    if brief is None or not candidates:
        return ()
    held = posts.current([one.person for one in candidates], today)
    axes = list(brief.axes.prefetch_related("constituencies"))
    standing = set(
        Standing.objects.filter(candidate__in=[one.key for one in candidates]).values_list(
            "candidate_id", "constituency_id"
        )
    )
    new = []
    for one in candidates:
        if one.person.is_sealed:
            continue
        signs = placing.signs_of(one.person, held.get(one.person_id))
        for axis in axes:
            there = [group for group in axis.constituencies.all() if (one.key, group.key) in standing]
            for group in placing.on(axis, signs, there):
                if group not in there:
                    new.append(Standing(candidate=one, constituency=group))
                    standing.add((one.key, group.key))
    Standing.objects.bulk_create(new)
    _changed(meeting)
    return tuple(
        Unplaced(axis.label, names, axis.key)
        for axis in axes
        if (names := _nowhere(candidates, {group.key for group in axis.constituencies.all()}, standing))
    )


@transaction.atomic
def place_in(candidates: Iterable[Candidate], constituency: Constituency, *, by: Holder, today: date) -> int:
    """Say of many that they stand for a constituency, protected people too. How many did not stand for it before."""
    found = _of_brief(candidates, constituency)
    known = set(constituency.standings.filter(candidate__in=found).values_list("candidate_id", flat=True))
    new = [one for one in found if one.key not in known]
    Standing.objects.bulk_create([Standing(candidate=one, constituency=constituency) for one in new])
    _replaced(new, constituency, by=by, today=today)
    return len(new)


@transaction.atomic
def take_out_of(
    candidates: Iterable[Candidate], constituency: Constituency, *, by: Holder, today: date
) -> int:
    """Say of many that they do not stand for a constituency. How many stood for it before."""
    found = _of_brief(candidates, constituency)
    there = set(constituency.standings.filter(candidate__in=found).values_list("candidate_id", flat=True))
    constituency.standings.filter(candidate__in=there).delete()
    _replaced([one for one in found if one.key in there], constituency, by=by, today=today)
    return len(there)


def _of_brief(candidates: Iterable[Candidate], constituency: Constituency) -> list[Candidate]:
    """Locked, and only those of the meeting whose brief names the constituency."""
    found = Candidate.objects.select_for_update(of=("self",)).filter(key__in=[one.key for one in candidates])
    return list(
        found.filter(meeting__brief__axes=constituency.axis_id).order_by("key").defer("why", "named_as")
    )


def _replaced(changed: list[Candidate], constituency: Constituency, *, by: Holder, today: date) -> None:
    if not changed:
        return
    Candidate.objects.filter(key__in=[one.key for one in changed]).update(
        is_taken_back=False, revision=F("revision") + 1
    )
    meeting = constituency.axis.brief.meeting
    _changed(meeting)
    record(by, "placed", "candidates", meeting.key, meeting.code, today)


def _nowhere(candidates: Sequence[Candidate], groups: set[Any], standing: set[Any]) -> tuple[str, ...]:
    return tuple(
        str(one.person) for one in candidates if not any((one.key, group) in standing for group in groups)
    )


@transaction.atomic
def write(
    candidate: Candidate,
    *,
    by: Holder,
    revision: int,
    today: date,
    constituencies: Collection[Constituency] | None = None,
    **facts: Any,
) -> Candidate:
    """What the team says of a candidate: capacity, must-have, why, and what they stand for."""
    locked = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("meeting", "person")
        .get(key=candidate.key)
    )
    require(rules.may_edit(locked, revision))
    require(rules.may_change_capacity(locked, facts.get("capacity", locked.capacity)))
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.revision += 1
    locked.is_taken_back = False  # whoever writes here has read it
    locked.save(update_fields=[*facts, "is_taken_back", "revision"])
    if constituencies is not None:
        _stand_for(locked, {one.key for one in constituencies})
    _changed(locked.meeting)
    record(by, "revised", "candidate", locked.key, locked.meeting.code, today)
    return locked


def _stand_for(candidate: Candidate, wanted: set[Any]) -> None:
    here = set(
        Constituency.objects.filter(axis__brief__meeting=candidate.meeting_id).values_list("key", flat=True)
    )
    had = set(candidate.standings.values_list("constituency_id", flat=True))
    candidate.standings.exclude(constituency__in=wanted).delete()
    Standing.objects.bulk_create(
        [Standing(candidate=candidate, constituency_id=key) for key in (wanted & here) - had]
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """How many took the step, and why the others did not: one sentence for each reason, with how many more it holds for."""

    done: int
    refusals: tuple[str, ...]


@transaction.atomic
def move(candidates: Iterable[Candidate], stage: Stage, *, by: Holder, today: date) -> Moved:
    """Propose, clear, set aside or take back many at once; each is told for itself."""
    keys = [one.key for one in candidates]
    found = (
        Candidate.objects.select_for_update(of=("self",))
        .filter(key__in=keys)
        .select_related("meeting", "person")
        .prefetch_related("clearances__round__partner")
        .defer("why", "named_as")
    )
    done, refusals = [], []
    for one in found:
        refusal = rules.may_move(one, stage, by)
        if refusal:
            refusals.append((one, refusal))
        else:
            done.append(one)
    Candidate.objects.filter(key__in=[one.key for one in done]).update(
        stage=stage, is_taken_back=False, revision=F("revision") + 1
    )
    for meeting in {one.meeting for one in done}:
        record(by, _VERBS.get(stage, "moved"), "candidates", meeting.key, meeting.code, today)
    return Moved(len(done), in_one_sentence_each(refusals))


def in_one_sentence_each(refusals: Sequence[tuple[Candidate, str]]) -> tuple[str, ...]:
    """What is refused to many for one reason is said once, of the first of them and with the number of the others."""
    alike: dict[str, list[str]] = {}
    for candidate, sentence in refusals:
        alike.setdefault(sentence.replace(str(candidate.person), "", 1), []).append(sentence)
    return tuple(_with_others(sentences[0], len(sentences) - 1) for sentences in alike.values())


def _with_others(sentence: str, others: int) -> str:
    more = ngettext("The same holds for %(count)s more.", "The same holds for %(count)s more.", others)
    return f"{sentence} {more % {'count': others}}" if others else sentence


_VERBS = {Stage.proposed: "proposed", Stage.cleared: "cleared", Stage.set_aside: "set aside"}


@transaction.atomic
def remove(candidate: Candidate, *, by: Holder, today: date) -> None:
    """Off the list altogether, with what was said of them here. The person stays in the address book."""
    found = Candidate.objects.select_for_update(of=("self",)).select_related("meeting", "person")
    locked = found.get(key=candidate.key)
    require(rules.may_be_removed(locked))
    meeting, key = locked.meeting, locked.key
    locked.delete()
    _changed(meeting)
    record(by, "removed", "candidate", key, meeting.code, today)


@transaction.atomic
def set_must_have(candidates: Iterable[Candidate], *, is_must_have: bool, by: Holder, today: date) -> int:
    found = list(candidates)
    keys = [one.key for one in found if one.is_must_have != is_must_have]
    Candidate.objects.filter(key__in=keys).update(is_must_have=is_must_have, revision=F("revision") + 1)
    for meeting in {one.meeting for one in found if one.key in keys}:
        record(by, "revised", "candidates", meeting.key, meeting.code, today)
    return len(keys)


@transaction.atomic
def keep_apart(
    brief: Brief, one: Candidate, other: Candidate, *, by: Holder, today: date, reason: str
) -> Conflict:
    """Only one of the two can be in the room. The reason is for the team alone."""
    require(rules.may_be_apart(one, other))
    first, second = sorted((one, other), key=lambda candidate: candidate.key)
    conflict = Conflict.objects.create(brief=brief, one=first, other=second, reason=reason)
    record(by, "kept apart", "candidates", conflict.key, brief.meeting.code, today)
    return conflict


@transaction.atomic
def let_meet(conflict: Conflict, *, by: Holder, today: date) -> None:
    """The two may both be in the room again."""
    record(by, "let meet", "candidates", conflict.key, conflict.brief.meeting.code, today)
    conflict.delete()


def _changed(meeting: Meeting) -> None:
    Brief.objects.filter(meeting=meeting).update(revision=F("revision") + 1)
