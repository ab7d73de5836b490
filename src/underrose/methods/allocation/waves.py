"""The next wave of invitations: whom to invite now, so that the room comes out as the brief wants it.

Minimises expected missing and surplus seats over a few hundred common scenarios, subject to P(more come than may sit)
staying under what the organiser tolerates; the choice is then checked on other scenarios and the tolerance narrowed
until it holds there too. While more waves follow, a wave looks ahead: a missing seat can still be filled, a surplus
one cannot be taken back, so early waves use up only a small part of the tolerated chance.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from underrose.methods.allocation.composition import Composition
from underrose.methods.allocation.forecast import FORECASTS, Forecast, evaluate
from underrose.methods.allocation.one_thread import on_one_thread
from underrose.methods.allocation.problem import Settings, problem
from underrose.methods.allocation.scenarios import Assumptions, Flags
from underrose.methods.allocation.search import Problem, State, climb

_ROUNDS = 5
"""Times the tolerance inside the search may be narrowed or widened."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search stands: steps done, of how many, and the missing and surplus seats of the best so far."""

    step: int
    steps: int
    best: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposed wave: keys in the order of the candidates, what it leads to, and how it was found."""

    invite: tuple[str, ...]
    forecast: Forecast
    settings: Settings
    assumptions: Assumptions
    steps_taken: int
    is_cap_held: bool
    """False only where those in play already, with the must-haves, are too many."""
    was_stopped: bool


@dataclass
class _Clock:
    """Counts steps, tells of progress and listens for a stop."""

    steps: int
    progress: Callable[[Progress], None] | None
    is_stopped: Callable[[], bool] | None
    taken: int = 0
    was_stopped: bool = field(default=False)

    def until(self, limit: int) -> Callable[[float], bool]:
        def go_on(best: float) -> bool:
            self.was_stopped = self.was_stopped or (self.is_stopped is not None and self.is_stopped())
            if self.was_stopped or self.taken >= limit:
                return False
            self.taken += 1
            if self.progress is not None:
                self.progress(Progress(self.taken, self.steps, best))
            return True

        return go_on


@on_one_thread
def propose_wave(
    composition: Composition,
    assumptions: Assumptions | None = None,
    settings: Settings | None = None,
    *,
    progress: Callable[[Progress], None] | None = None,
    is_stopped: Callable[[], bool] | None = None,
) -> Plan:
    """The next wave from any state; asked again after every reply, it plans anew with what is known then.

    `is_stopped` is asked at every step; when it says yes, the best choice so far is kept. Raises Unworkable when
    must-haves alone break the rule for the last wave. About 0.4 s for 160 candidates, 24 targets and 200 steps; time
    O(steps·(targets·scenarios·candidates + scenarios·Σ chosen·others of each target)).
    """
    assumptions, settings = assumptions or Assumptions(), settings or Settings()
    eligible, arrays = problem(composition, assumptions, settings)
    clock = _Clock(settings.steps, progress, is_stopped)
    keys = [composition.candidates[row].key for row in eligible]

    def forecast(chosen: Flags) -> Forecast:
        names = [keys[index] for index in np.flatnonzero(chosen)]
        return evaluate(composition, names, assumptions, seed=settings.seed)

    chosen, found = _search(arrays, settings, clock, forecast)
    return Plan(
        invite=tuple(keys[index] for index in np.flatnonzero(chosen)),
        forecast=found,
        settings=settings,
        assumptions=assumptions,
        steps_taken=clock.taken,
        is_cap_held=found.chance_over_cap <= settings.chance_over_cap,
        was_stopped=clock.was_stopped,
    )


def _search(
    problem: Problem, settings: Settings, clock: _Clock, forecast: Callable[[Flags], Forecast]
) -> tuple[Flags, Forecast]:
    """Search, check on other scenarios, narrow or widen the tolerance, and search on from there."""
    allowed = settings.allowed
    limit = max(0.0, allowed - np.sqrt(allowed * (1 - allowed) / FORECASTS))
    rng = np.random.default_rng([settings.seed, 2])
    tolerance, chosen = limit, problem.is_locked.copy()
    held: tuple[float, Flags, Forecast] | None = None
    for turn in range(_ROUNDS):
        steps = settings.steps * (turn + _ROUNDS) // (2 * _ROUNDS - 1)
        chosen, _ = climb(problem, chosen, tolerance=tolerance, rng=rng, go_on=clock.until(steps))
        found = forecast(chosen)
        value = State(problem, chosen).value(1.0)
        is_held = found.chance_over_cap <= limit
        if is_held and (held is None or value < held[0]):
            held = (value, chosen, found)
        tolerance *= _correction(found.chance_over_cap, limit)
    return (held[1], held[2]) if held else _shrink(problem, chosen, limit, forecast)


def _correction(observed: float, limit: float) -> float:
    """How much to widen or narrow the tolerance of the search by, after seeing what it really led to."""
    return float(np.clip(limit / max(observed, 1e-4), 0.3, 1.5))


def _shrink(
    problem: Problem, chosen: Flags, limit: float, forecast: Callable[[Flags], Forecast]
) -> tuple[Flags, Forecast]:
    """Take back whom it costs least to leave out, until the cap holds or only must-haves are left."""
    chosen, found = chosen.copy(), forecast(chosen)
    while found.chance_over_cap > limit and (chosen & ~problem.is_locked).any():
        left = np.flatnonzero(chosen & ~problem.is_locked)
        without = [State(problem, chosen & (np.arange(len(chosen)) != index)).value(1.0) for index in left]
        chosen[left[int(np.argmin(without))]] = False
        found = forecast(chosen)
    return chosen, found
