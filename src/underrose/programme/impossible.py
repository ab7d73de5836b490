"""What cannot be met, found before anything is computed, and said by the smallest set of demands that conflict."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.methods.allocation.breakouts.demands import Demand, room_of
from underrose.methods.allocation.breakouts.feasibility import (
    Cause,
    Conflict,
    feasibility,
    quick_conflicts,
)
from underrose.methods.allocation.breakouts.problem import Problem
from underrose.methods.allocation.breakouts.verification import Rule
from underrose.programme.models import Task
from underrose.programme.sentences import BETWEEN_PEOPLE, Speaker, both, languages_in_words, listed, sizes

SMALL = 300
"""Up to so many people a page may ask for the proof; for more it tells what can be counted."""
_ANSWERED: deque[tuple[Problem, tuple[Conflict, ...]]] = deque(maxlen=16)
"""The latest answers, in numbers and in this process alone: a row would outlive the list of who is kept apart."""
_SECRET = frozenset(
    {
        Cause.pinned_apart,
        Cause.pinned_together,
        Cause.together_apart,
        Cause.together_too_many,
        Cause.all_apart,
        Cause.apart_from_all,
    }
)


def proven(problem: Problem) -> tuple[Conflict, ...]:
    """All of them; in a large room, those that need a proof take seconds."""
    return tuple(_no_chair(problem)) or feasibility(problem).conflicts


def told(problem: Problem) -> tuple[Conflict, ...]:
    """For a page. The proof is sought once for each state of the demands, however often the page is looked at."""
    if len(problem) > SMALL:
        return proven(problem) if _can_be_counted(problem) else tuple(_no_chair(problem))
    asked = replace(problem, labels=tuple(map(str, range(len(problem)))), in_hand=None)
    for known, found in tuple(_ANSWERED):
        if known == asked:
            return found
    found = proven(problem)
    _ANSWERED.appendleft((asked, found))
    return found


def _can_be_counted(problem: Problem) -> bool:
    rooms = {room_of(problem, number) for number, one in enumerate(problem.rounds) if one.held is None}
    return any(True for room in rooms for _one in quick_conflicts(room))


def _no_chair(problem: Problem) -> Iterator[Conflict]:
    """More people who can follow nowhere else than there are seats in the groups they can follow."""
    found: dict[tuple[tuple[Demand, ...], tuple[int, ...]], list[int]] = {}
    for number, round_ in enumerate(problem.rounds):
        if round_.held is not None or not any(one.language for one in round_.groups):
            continue
        room = room_of(problem, number)
        lost: dict[tuple[Demand, ...], list[int]] = {}
        for one in room.people:
            shut = (demand for demand in room.asked(Rule.language) if demand.name not in problem.speaks[one])
            lost.setdefault(tuple(shut), []).append(one)
        for closed, people in lost.items():
            if 0 < len(closed) < len(room.groups) and len(people) > _seats(problem, number, closed):
                found.setdefault(((*room.asked(Rule.size), *closed), tuple(people)), []).append(number)
    for (demands, who), rounds in found.items():
        yield Conflict(Cause.contradiction, demands, who, tuple(rounds))


def _seats(problem: Problem, number: int, closed: Iterable[Demand]) -> int:
    """In the groups that are open, while all others get their smallest size."""
    shut = {one.group for one in closed}
    groups = problem.rounds[number].groups
    largest = sum(one.largest for place, one in enumerate(groups) if place not in shut)
    smallest = sum(one.smallest for place, one in enumerate(groups) if place in shut)
    return min(largest, len(problem.present(number)) - smallest)


def conflicts(speaker: Speaker, found: Iterable[Conflict]) -> list[str]:
    """Why it cannot be met, by the smallest set of demands that conflict."""
    said: dict[str, None] = {}
    for one in found:
        is_secret = one.cause in _SECRET or any(demand.rule in BETWEEN_PEOPLE for demand in one.demands)
        if is_secret and not speaker.may_know_pairs:
            words = _(
                "Who is to sit apart or together cannot be met. The programme director or the project manager sees who."
            )
            said[words] = None
        elif one.cause is Cause.no_language:
            said.update(dict.fromkeys(_nobody_interprets(speaker, one)))
        else:
            said[_conflict(speaker, one)] = None
    return list(said)


def _conflict(speaker: Speaker, one: Conflict) -> str:
    if one.cause not in _WHY:
        return _too_few_chairs(speaker, one) or _all_at_once(speaker, one)
    number = one.rounds[0]
    groups = [demand.group for demand in one.demands if demand.group >= 0]
    duty = next((demand for demand in one.demands if demand.rule is Rule.duty), None)
    return _WHY[one.cause]() % {
        "rounds": _rounds(speaker, one),
        "names": speaker.names(one.people),
        "count": len(one.people),
        "groups": len(speaker.numbered.groups[number]),
        "group": speaker.group(number, groups[0]) if groups else "",
        "present": len(speaker.numbered.problem.present(number)),
        "task": Task(duty.name).label.lower() if duty else "",
    }


def _rounds(speaker: Speaker, one: Conflict) -> str:
    if len(one.rounds) > 1 and one.rounds == speaker.numbered.to_come:
        return _("Every round")
    return listed([_("“%(round)s”") % {"round": speaker.round(each)} for each in one.rounds])


def _nobody_interprets(speaker: Speaker, one: Conflict) -> list[str]:
    """A sentence for each language of those who can follow no group."""
    by_language: dict[tuple[str, ...], list[int]] = {}
    for person in one.people:
        by_language.setdefault(tuple(sorted(speaker.numbered.people[person].languages)), []).append(person)
    said = []
    for codes, people in sorted(by_language.items()):
        told = {
            "rounds": _rounds(speaker, one),
            "languages": languages_in_words(codes),
            "names": speaker.names(people),
        }
        if codes:
            words = _(
                "%(rounds)s: nobody interprets into %(languages)s, and no group is held in it. "
                "No other language is known of %(names)s."
            )
        else:
            words = _("%(rounds)s: every group has a language, and none is known of %(names)s.")
        said.append(words % told)
    return said


def _too_few_chairs(speaker: Speaker, one: Conflict) -> str:
    """Where sizes and languages alone conflict, since those who can follow nowhere else are more than the seats there."""
    shut = [demand for demand in one.demands if demand.rule is Rule.language]
    if not shut or len(shut) + 1 != len(one.demands):
        return ""
    problem, number = speaker.numbered.problem, one.rounds[0]
    speaks = {person: problem.speaks[person] for person in problem.present(number)}
    lost = [person for person, words in speaks.items() if not any(demand.name in words for demand in shut)]
    seats, closed = _seats(problem, number, shut), {demand.group for demand in shut}
    if len(lost) <= seats:
        return ""
    words = ngettext(
        "%(rounds)s: %(count)s people can follow nowhere but in %(open)s, with %(seats)s seat at most: %(names)s.",
        "%(rounds)s: %(count)s people can follow nowhere but in %(open)s, with %(seats)s seats at most: %(names)s.",
        seats,
    )
    groups = range(len(problem.rounds[number].groups))
    return words % {
        "rounds": _rounds(speaker, one),
        "count": len(lost),
        "names": speaker.names(lost),
        "open": both([speaker.group(number, at) for at in groups if at not in closed]),
        "seats": seats,
    }


def _all_at_once(speaker: Speaker, one: Conflict) -> str:
    """Every demand of the set by its name."""
    said = [_asked(speaker, one.rounds[0], demand) for demand in one.demands]
    return _("%(rounds)s: all of this cannot hold at once: %(demands)s.") % {
        "rounds": _rounds(speaker, one),
        "demands": _("; ").join(said),
    }


def _asked(speaker: Speaker, number: int, demand: Demand) -> str:
    """One thing that is asked, in words."""
    numbered = speaker.numbered
    groups = numbered.problem.rounds[number].groups
    told = {
        "names": speaker.names(demand.people),
        "group": speaker.group(number, demand.group) if demand.group >= 0 else "",
        "groups": len(groups),
        "sizes": sizes(min(one.smallest for one in groups), max(one.largest for one in groups)),
        "present": len(numbered.problem.present(number)),
    }
    if demand.rule is Rule.duty:
        told["task"] = Task(demand.name).label.lower()
    if demand.rule is Rule.language:
        told["languages"] = languages_in_words(numbered.languages(number, demand.group))
    return _ASKED[demand.rule]() % told


_ASKED = {
    Rule.size: lambda: _("%(groups)s groups of %(sizes)s for %(present)s people"),
    Rule.apart: lambda: _("%(names)s are kept apart"),
    Rule.together: lambda: _("%(names)s sit together"),
    Rule.duty: lambda: _("every group has its share of those with the task %(task)s: %(names)s"),
    Rule.pin: lambda: _("%(names)s is set down for %(group)s"),
    Rule.language: lambda: _("%(group)s can be followed in %(languages)s alone"),
}


_WHY = {
    Cause.too_few_people: lambda: _(
        "%(rounds)s: the smallest sizes of %(groups)s groups need more people than the %(present)s who are there."
    ),
    Cause.too_many_people: lambda: _(
        "%(rounds)s: the largest sizes of %(groups)s groups do not seat the %(present)s people who are there."
    ),
    Cause.too_few_speakers: lambda: _(
        "%(rounds)s: too few people speak the language of %(group)s. Known of %(count)s: %(names)s."
    ),
    Cause.too_many_pins: lambda: _(
        "%(rounds)s: more people are set down for %(group)s than it has seats: %(names)s."
    ),
    Cause.duty_too_few: lambda: _(
        "%(rounds)s: every one of %(groups)s groups needs somebody for one task, %(task)s, and only %(count)s are there: %(names)s."
    ),
    Cause.duty_too_many: lambda: _(
        "%(rounds)s: more people have the task %(task)s than the groups may have: %(names)s."
    ),
    Cause.together_too_many: lambda: _(
        "%(rounds)s: %(names)s are to sit together, and no group is large enough."
    ),
    Cause.all_apart: lambda: _(
        "%(rounds)s: %(names)s are all to be kept apart from each other, and there are only %(groups)s groups."
    ),
    Cause.apart_from_all: lambda: _(
        "%(rounds)s: %(names)s is to be kept apart from so many that no group can be filled around them."
    ),
}
"""Causes with a sentence of their own; of others every demand is named."""
