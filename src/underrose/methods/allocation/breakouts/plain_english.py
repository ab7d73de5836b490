"""Plain English for a plan of groups and for what cannot be met. Sections that translate make their own sentences."""

from collections.abc import Iterator
from math import comb

from underrose.methods.allocation.breakouts.demands import Demand
from underrose.methods.allocation.breakouts.explanation import Explanation
from underrose.methods.allocation.breakouts.feasibility import Conflict
from underrose.methods.allocation.breakouts.problem import Problem
from underrose.methods.allocation.breakouts.verification import Rule, Violation

_LONGEST = 12


def conflict_sentence(problem: Problem, conflict: Conflict) -> str:
    """The set of demands of which not all can be met, and the remedy."""
    rounds = ", ".join(problem.rounds[number].name for number in conflict.rounds)
    demands = _listed(
        tuple(_demand(problem, demand, conflict.rounds[0]) for demand in conflict.demands), "; "
    )
    begin = f"Round {rounds}" if len(conflict.rounds) == 1 else f"Rounds {rounds}"
    if len(conflict.demands) == 1:
        return f"{begin}: this cannot be met: {demands}. Change it."
    rest = ", and none of them can be spared" if conflict.is_smallest else ""
    return f"{begin}: these cannot all be met{rest}: {demands}. Give up one of them."


def _listed(said: tuple[str, ...], between: str = ", ") -> str:
    more = len(said) - _LONGEST
    return between.join(said[:_LONGEST]) + (f"{between}and {more} more" if more > 0 else "")


def _names(problem: Problem, people: tuple[int, ...]) -> str:
    return _listed(tuple(problem.labels[one] for one in people))


def _demand(problem: Problem, demand: Demand, number: int) -> str:
    groups = problem.rounds[number].groups
    match demand.rule:
        case Rule.size:
            sizes = _listed(tuple(sorted({f"{group.smallest} to {group.largest}" for group in groups})))
            return f"{len(groups)} groups of {sizes} for {len(problem.present(number))} people"
        case Rule.apart:
            return f"{_names(problem, demand.people)} apart"
        case Rule.together:
            return f"{_names(problem, demand.people)} together"
        case Rule.duty:
            most = "" if demand.most is None else f" and at most {demand.most}"
            return f"at least {demand.least}{most} of {len(demand.people)} as {demand.name} in each group"
        case Rule.pin:
            return f"{_names(problem, demand.people)} in group {groups[demand.group].name}"
        case _:
            return f"only who speaks {demand.name} in group {groups[demand.group].name}"


def plan_sentences(problem: Problem, found: Explanation) -> Iterator[str]:
    """What is to be said of a plan, the broken rules first."""
    report, bound = found.report, found.report.bounds
    for violation in report.violations:
        yield _violation(problem, violation)
    if report.is_valid:
        yield "All rules hold."
    off = report.off_quota
    yield (
        "Every group is as mixed as arithmetic allows."
        if not off
        else f"{off} seats are outside of an even mix."
    )
    met = f"{report.distinct} of {comb(len(problem), 2)} pairs meet; at most {bound.distinct} can"
    again = len(found.repeats)
    if report.encounters == bound.encounters:
        yield f"{met}. {again} pairs meet again, and no plan can do better than that: proven optimal."
    else:
        yield f"{met}. {again} pairs meet again: {report.encounters} repeats, and no plan has fewer than {bound.encounters}."
    if report.disappointment:
        yield f"{len(found.disappointed)} wishes are not met."


def _violation(problem: Problem, violation: Violation) -> str:
    groups = problem.rounds[violation.round].groups
    group = f", group {groups[violation.group].name}" if violation.group >= 0 else ""
    name = f" ({violation.name})" if violation.name else ""
    people = f": {_names(problem, violation.people)}" if violation.people else ""
    return f"Round {problem.rounds[violation.round].name}{group}: the rule {violation.rule.value!r}{name} is broken{people}."
