"""How far a room is from its targets: missing and surplus seats, weighted."""

from dataclasses import dataclass

import numpy as np

from underrose.methods.allocation.composition import Target
from underrose.methods.allocation.scenarios import Floats


@dataclass(frozen=True, slots=True)
class Bounds:
    """The targets as columns (targets, 1), to be laid over counts (targets, scenarios)."""

    minimum: Floats
    maximum: Floats
    weight: Floats
    regret: float = 1.0
    """What a surplus seat costs beside a missing one: more than 1 while a missing one can still be filled."""

    def missing(self, counts: Floats) -> Floats:
        return self.weight * np.maximum(self.minimum - counts, 0)

    def surplus(self, counts: Floats) -> Floats:
        return self.weight * np.maximum(counts - self.maximum, 0)

    def cost(self, counts: Floats) -> Floats:
        """Weighted missing and surplus seats, of the shape of `counts`."""
        return self.missing(counts) + self.regret * self.surplus(counts)


def bounds(targets: tuple[Target, ...]) -> Bounds:
    def column(values: list[float]) -> Floats:
        return np.array(values, dtype=np.float64).reshape(-1, 1)

    return Bounds(
        column([target.minimum for target in targets]),
        column([np.inf if target.maximum is None else target.maximum for target in targets]),
        column([target.weight for target in targets]),
    )
