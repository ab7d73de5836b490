"""From a composition and settings to the arrays the search works on."""

from dataclasses import dataclass, replace

import numpy as np

from underrose.methods.allocation.attendance import Moments
from underrose.methods.allocation.composition import IN_PLAY, Composition, Standing, Target, Unworkable
from underrose.methods.allocation.deviation import Bounds, bounds
from underrose.methods.allocation.incidence import conflict_table, incidence, seats
from underrose.methods.allocation.scenarios import (
    Assumptions,
    Floats,
    Indices,
    covariances,
    draw,
    reply_chances,
)
from underrose.methods.allocation.search import Problem

_EARLY = 0.05
"""Part of the tolerated chance that each wave but the last may use up."""
_REGRET = 2.0
"""What a surplus seat costs beside a missing one while later waves can still fill the missing one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to choose. With the seed and the number of steps a plan can be repeated exactly, on any machine.

    `waves_left` counts this wave. Unless `accepts_risk`, the last wave never has more invitations open than seats
    free. `empty_seat` is what a seat left empty costs beside a missing one, so that the room fills.
    """

    waves_left: int = 1
    accepts_risk: bool = False
    chance_over_cap: float = 0.05
    seed: int = 1
    steps: int = 200
    scenarios: int = 256
    empty_seat: float = 0.05

    def __post_init__(self) -> None:
        if self.waves_left < 1:
            raise Unworkable("There is no wave left; say how many waves of invitations you plan, 1 or more.")
        if not 0 <= self.chance_over_cap < 1:
            raise Unworkable("The tolerated chance of too many people must be at least 0 and under 1.")
        if min(self.steps, self.scenarios) < 1:
            raise Unworkable("The search needs at least one step and one scenario.")

    @property
    def early(self) -> bool:
        return self.waves_left > 1

    @property
    def allowed(self) -> float:
        """The part of the tolerated chance that this wave may use up."""
        return self.chance_over_cap * (_EARLY if self.early else 1.0)

    @property
    def regret(self) -> float:
        return _REGRET if self.early else 1.0


def problem(
    composition: Composition, assumptions: Assumptions, settings: Settings
) -> tuple[Indices, Problem]:
    """Where those stand who could be invited now (rows of the composition), and the problem over them."""
    standings = [each.standing for each in composition.candidates]
    fixed = np.array([row for row, each in enumerate(standings) if each in IN_PLAY], dtype=np.intp)
    conflicts = conflict_table(composition)
    eligible = np.array(
        [
            row
            for row, each in enumerate(standings)
            if each is Standing.not_invited and not conflicts[row, fixed].any()
        ],
        dtype=np.intp,
    )
    rows = np.concatenate([fixed, eligible])
    attends = draw(composition, assumptions, rows, count=settings.scenarios, seed=settings.seed + 1_000_003)
    counting, wanted = _with_the_room(composition, settings.empty_seat, settings.regret)
    head = seats(composition)
    mean = head * reply_chances(composition, assumptions) * (1 - assumptions.drop_out)
    third = mean * (1 - mean) * (1 - 2 * mean)
    covariance = covariances(composition, assumptions) * np.outer(head, head)
    locked = np.array([composition.candidates[row].is_must_have for row in eligible], dtype=np.bool_)
    return eligible, Problem(
        attends=attends[len(fixed) :],
        incidence=counting[:, eligible],
        bounds=wanted,
        fixed_counts=counting[:, fixed] @ attends[: len(fixed)],
        seats=head[eligible],
        mean=mean[eligible],
        third=third[eligible],
        covariance=covariance[np.ix_(eligible, eligible)],
        beside_fixed=covariance[np.ix_(eligible, fixed)].sum(axis=1),
        fixed=Moments(
            float(mean[fixed].sum()),
            float(covariance[np.ix_(fixed, fixed)].sum()),
            float(third[fixed].sum()),
            float(head[fixed].sum()),
        ),
        excludes=conflicts[np.ix_(eligible, eligible)],
        is_locked=locked,
        cap=composition.cap,
        room=_room(composition, settings, int(head[eligible][locked].sum())),
    )


def _with_the_room(composition: Composition, empty_seat: float, regret: float) -> tuple[Floats, Bounds]:
    """Incidence and bounds with one row more: the room itself, which should be full."""
    counting, targets = incidence(composition), composition.targets
    if empty_seat > 0:
        targets = (*targets, Target("room", "full", composition.cap, weight=empty_seat))
        counting = np.vstack([counting, seats(composition)])
    return counting, replace(bounds(targets), regret=regret)


def _room(composition: Composition, settings: Settings, must_haves: int) -> int | None:
    if settings.waves_left > 1 or settings.accepts_risk:
        return None
    room = composition.free_seats - composition.waiting
    if must_haves > max(room, 0):
        raise Unworkable(
            f"{must_haves} must-haves are still to be invited and {max(room, 0)} seats are left for them; "
            "accept the risk, raise the cap or wait for open invitations to be answered."
        )
    return max(room, 0)
