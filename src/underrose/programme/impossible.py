"""What cannot be met, found before anything is computed, and said by the smallest set of demands that conflict."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from underrose.methods.allocation.breakouts.demands import Room, room_of
from underrose.methods.allocation.breakouts.feasibility import (
    Cause,
    Conflict,
    feasibility,
    quick_conflicts,
)
from underrose.methods.allocation.breakouts.problem import Problem
from underrose.methods.allocation.breakouts.verification import Rule
from underrose.programme.models import Task
from underrose.programme.sentences import BETWEEN_PEOPLE, Speaker, language_name

SMALL = 150
"""Up to so many people a page may ask for the proof; for more it tells what can be counted."""
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


def counted(problem: Problem) -> tuple[Conflict, ...]:
    """Those that can be counted, at once; equal rounds are asked once."""
    kinds: dict[Room, list[int]] = {}
    for number, round_ in enumerate(problem.rounds):
        if round_.held is None:
            kinds.setdefault(room_of(problem, number), []).append(number)
    return tuple(
        replace(one, rounds=tuple(numbers))
        for found, numbers in kinds.items()
        for one in quick_conflicts(found)
    )


def proven(problem: Problem) -> tuple[Conflict, ...]:
    """All of them; those that need a proof take seconds."""
    return feasibility(problem).conflicts


def told(problem: Problem) -> tuple[Conflict, ...]:
    """For a page."""
    return proven(problem) if len(problem) <= SMALL else counted(problem)


def conflicts(speaker: Speaker, found: Iterable[Conflict]) -> list[str]:
    """Why it cannot be met, by the smallest set of demands that conflict."""
    said = []
    for one in found:
        is_secret = one.cause in _SECRET or any(demand.rule in BETWEEN_PEOPLE for demand in one.demands)
        if is_secret and not speaker.may_know_pairs:
            words = _(
                "Who is to sit apart or together cannot be met. The programme director or the project manager sees who."
            )
        else:
            words = _conflict(speaker, one)
        if words not in said:
            said.append(words)
    return said


def _conflict(speaker: Speaker, one: Conflict) -> str:
    number = one.rounds[0] if one.rounds else 0
    demand = one.demands[0] if one.demands else None
    groups = [demand.group for demand in one.demands if demand.group >= 0]
    duty = next((demand for demand in one.demands if demand.rule is Rule.duty), None)
    told = {
        "rounds": ", ".join(_("“%(round)s”") % {"round": speaker.round(each)} for each in one.rounds),
        "names": speaker.names(one.people),
        "count": len(one.people),
        "groups": len(speaker.numbered.groups[number]) if one.rounds else 0,
        "group": speaker.group(number, groups[0]) if groups and one.rounds else "",
        "present": len(speaker.numbered.problem.present(number)) if one.rounds else 0,
        "task": Task(duty.name).label.lower() if duty else "",
        "language": language_name(demand.name) if demand and demand.rule is Rule.language else "",
    }
    return _WHY[one.cause]() % told


_WHY = {
    Cause.too_few_people: lambda: _(
        "%(rounds)s: the smallest sizes of %(groups)s groups need more people than the %(present)s who are there."
    ),
    Cause.too_many_people: lambda: _(
        "%(rounds)s: the largest sizes of %(groups)s groups do not seat the %(present)s people who are there."
    ),
    Cause.no_language: lambda: _("%(rounds)s: every group has a language, and none is known of %(names)s."),
    Cause.pin_language: lambda: _(
        "%(rounds)s: %(names)s is set down for %(group)s, whose language is not known of them."
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
    Cause.pinned_apart: lambda: _(
        "%(rounds)s: %(names)s are set down for the same group, and are to be kept apart."
    ),
    Cause.pinned_together: lambda: _(
        "%(rounds)s: %(names)s are set down for different groups, and are to sit together."
    ),
    Cause.together_apart: lambda: _("%(names)s are to sit together, and are to be kept apart."),
    Cause.together_too_many: lambda: _(
        "%(rounds)s: %(names)s are to sit together, and no group is large enough."
    ),
    Cause.all_apart: lambda: _(
        "%(rounds)s: %(names)s are all to be kept apart from each other, and there are only %(groups)s groups."
    ),
    Cause.apart_from_all: lambda: _(
        "%(rounds)s: %(names)s is to be kept apart from so many that no group can be filled around them."
    ),
    Cause.contradiction: lambda: _(
        "%(rounds)s: what is asked for %(names)s cannot all hold at once; leave out one of these demands."
    ),
}
