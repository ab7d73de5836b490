"""Who is missing from the room, as values from which one sentence can be made."""

from dataclasses import dataclass

from underrose.methods.allocation.composition import IN_PLAY, Composition, Standing, Target
from underrose.methods.allocation.incidence import counts_to
from underrose.methods.allocation.scenarios import Assumptions, reply_chances


@dataclass(frozen=True, slots=True)
class TargetStanding:
    """One target today: seats confirmed, likely (open ones by their chance) and at most, and who could still be asked.

    `missing` are likely seats under the minimum, `surplus` over the maximum, both rounded to whole seats.
    """

    target: Target
    confirmed: int
    likely: float
    invited: int
    still_to_ask: int
    missing: int
    surplus: int


def standing(composition: Composition, assumptions: Assumptions | None = None) -> tuple[TargetStanding, ...]:
    """Every target as it stands, in the order given. Time O(targets·candidates)."""
    chances = reply_chances(composition, assumptions or Assumptions())
    stays = 1 - (assumptions.drop_out if assumptions else 0.0)
    found = []
    for target in composition.targets:
        counting = [
            (each, chance)
            for each, chance in zip(composition.candidates, chances, strict=True)
            if counts_to(each, target)
        ]
        likely = float(sum(chance for each, chance in counting if each.standing in IN_PLAY)) * stays
        found.append(
            TargetStanding(
                target=target,
                confirmed=sum(each.standing is Standing.accepted for each, _ in counting),
                likely=likely,
                invited=sum(each.standing in IN_PLAY for each, _ in counting),
                still_to_ask=sum(each.standing is Standing.not_invited for each, _ in counting),
                missing=max(0, round(target.minimum - likely)),
                surplus=0 if target.maximum is None else max(0, round(likely - target.maximum)),
            )
        )
    return tuple(found)


def missing(composition: Composition, assumptions: Assumptions | None = None) -> tuple[TargetStanding, ...]:
    """The targets with missing seats, the heaviest first (weight times seats, then the order given)."""
    short = [each for each in standing(composition, assumptions) if each.missing]
    return tuple(sorted(short, key=lambda each: -each.target.weight * each.missing))
