"""Plain English for the values of this folder. Sections that translate make their own sentences from the same values."""

from collections.abc import Iterable

from underrose.methods.allocation.composition import Target
from underrose.methods.allocation.feasibility import Feasibility, Reason, Relaxation
from underrose.methods.allocation.who_is_missing import TargetStanding

_AT_MOST = 3


def relaxation_sentence(relaxation: Relaxation) -> str:
    """What gives way, by how much and why."""
    return f"{_what(relaxation)} {_why(relaxation)}"


def feasibility_sentences(found: Feasibility) -> tuple[str, ...]:
    """One sentence that all can be met, or one for each bound that gives way."""
    if found.can_be_met:
        return ("All targets can be met.",)
    said = [relaxation_sentence(each) for each in found.relaxations]
    if found.unfilled:
        said.insert(0, f"There is nobody for {_seats(found.unfilled)} of the room.")
    if found.cap_raised:
        said.insert(0, f"Those who must come need {_seats(found.cap_raised)} more than there are.")
    return tuple(said)


def missing_sentence(missing: Iterable[TargetStanding], *, at_most: int = _AT_MOST) -> str:
    """Who is missing, in one sentence: the heaviest first, the rest as a number."""
    short = tuple(missing)
    if not short:
        return "Nobody is missing."
    named = [f"{each.missing} for {each.target.label}" for each in short[:at_most]]
    rest = len(short) - len(named)
    if rest:
        named.append(f"and in {rest} more {'target' if rest == 1 else 'targets'}")
    return f"Missing: {', '.join(named)}."


def _what(relaxation: Relaxation) -> str:
    target = relaxation.target
    if relaxation.lowered:
        said = f"Lower the minimum for {target.label} from {target.minimum} to {target.minimum - relaxation.lowered}"
    else:
        maximum = target.maximum or 0
        said = f"Raise the maximum for {target.label} from {maximum} to {maximum + relaxation.raised}"
    return said + (":" if relaxation.is_within_flexible else ", beyond its flexible bound:")


def _why(relaxation: Relaxation) -> str:
    target = relaxation.target
    match relaxation.reason:
        case Reason.too_few_candidates:
            if not relaxation.available:
                return f"there is no candidate for {_seats(target.minimum)}."
            return f"only {_people(relaxation.available)} for {_seats(target.minimum)}."
        case Reason.too_many_settled:
            return f"{_people(relaxation.settled)} must come or have accepted."
        case Reason.exceeds_cap:
            return "there are not enough seats in the room beside those who must come."
        case _:
            seats = " and the number of seats" if relaxation.needs_cap else ""
            if not relaxation.contradicts:
                return f"it cannot be held beside those who may not both come{seats}."
            return f"it cannot be held together with {_labels(relaxation.contradicts)}{seats}."


def _labels(targets: tuple[Target, ...]) -> str:
    *first, last = (target.label for target in targets)
    return f"{', '.join(first)} and {last}" if first else last


def _people(number: int) -> str:
    return f"{number} candidate" if number == 1 else f"{number} candidates"


def _seats(number: int) -> str:
    return f"{number} seat" if number == 1 else f"{number} seats"
