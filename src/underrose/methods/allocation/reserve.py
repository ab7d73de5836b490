"""The order of the reserve: whom to ask next when somebody declines, so that the gap they leave is filled."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from underrose.methods.allocation.composition import Composition, Standing, Target
from underrose.methods.allocation.deviation import bounds
from underrose.methods.allocation.incidence import conflict_table, incidence, rows_in_play, seats
from underrose.methods.allocation.one_thread import on_one_thread
from underrose.methods.allocation.scenarios import Assumptions, draw, reply_chances

_SCENARIOS = 1024


@dataclass(frozen=True, slots=True)
class ReservePlace:
    """One candidate of the reserve. `repairs` are expected seats gained if they come; `chance` that they would.

    `fills` are the targets at which a seat is more likely missing than not and to which they count.
    `fits_cap` is that a seat is free for them.
    """

    key: str
    repairs: float
    chance: float
    fills: tuple[Target, ...]
    fits_cap: bool


@on_one_thread
def reserve_order(
    composition: Composition,
    assumptions: Assumptions | None = None,
    *,
    among: Collection[str] | None = None,
    seed: int = 1,
) -> tuple[ReservePlace, ...]:
    """Everybody not yet invited (or only those `among` keys), the best replacement first.

    Ordered by what is gained on the average, chance of coming included; equal gains by chance, then by key. Who is in
    conflict with somebody in play is left out. The order is for one seat: ask again when somebody has answered.
    Raises Unworkable for a key that is no candidate. Time O(targets·candidates·scenarios).
    """
    assumptions = assumptions or Assumptions()
    wanted = None if among is None else set(among)
    rows_in_play(composition, wanted or ())
    fixed = rows_in_play(composition, ())
    clash = conflict_table(composition)[:, fixed].sum(axis=1)
    free = [
        row
        for row, each in enumerate(composition.candidates)
        if each.standing is Standing.not_invited
        and clash[row] == 0
        and (wanted is None or each.key in wanted)
    ]
    attends = draw(composition, assumptions, fixed, count=_SCENARIOS, seed=seed)
    who, scale = incidence(composition), bounds(composition.targets)
    counts = who[:, fixed] @ attends
    gains = (scale.cost(counts) - scale.cost(counts + 1)).mean(axis=1)
    is_short = np.asarray((counts < scale.minimum).mean(axis=1) > 1 / 2)
    has_seat = bool((seats(composition)[fixed] @ attends).mean() + 1 <= composition.cap)
    chances = reply_chances(composition, assumptions) * (1 - assumptions.drop_out)
    places = [
        ReservePlace(
            key=composition.candidates[row].key,
            repairs=float(gains @ who[:, row]),
            chance=float(chances[row]),
            fills=tuple(composition.targets[at] for at in np.flatnonzero(is_short & (who[:, row] > 0))),
            fits_cap=has_seat or not composition.candidates[row].counts_to_cap,
        )
        for row in free
    ]
    return tuple(sorted(places, key=lambda place: (-place.repairs * place.chance, -place.chance, place.key)))
