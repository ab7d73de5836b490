"""What might happen: common scenarios of who comes, drawn once and used for every comparison.

Replies within one body are alike by a common shock: each member follows, with probability √r, the body's own draw
instead of their own. So two members with the same chance have correlation r exactly, as in a beta-binomial, and every
moment is known in closed form (Marshall and Olkin, "Families of multivariate distributions", JASA 83, 1988).
Each row is stratified over the scenarios (McKay, Beckman and Conover, "A comparison of three methods", Technometrics
21, 1979), so that even a few hundred scenarios carry every chance almost exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from underrose.methods.allocation.composition import Composition, Standing, Unworkable

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]

_ANSWERED = frozenset({Standing.accepted, Standing.declined, Standing.withdrawn})
_ERRORS = 41
_RARE = 1e-3


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the organiser takes for granted, to be shown beside every forecast; all between 0 and 1.

    `drop_out`: that somebody who accepted does not come after all. `tentative`: that somebody who said "perhaps" comes
    round. `within_body`: correlation of replies within one body. `spread`: how far all chances together may be off,
    upwards or downwards, evenly; the replies that have come narrow it (see `shared_error`).
    """

    drop_out: float = 0.0
    tentative: float = 0.5
    within_body: float = 0.0
    spread: float = 0.0

    def __post_init__(self) -> None:
        for name in ("drop_out", "tentative", "within_body", "spread"):
            if not 0 <= getattr(self, name) <= 1:
                raise Unworkable(f"The assumption {name} is {getattr(self, name)}; give one between 0 and 1.")


@dataclass(frozen=True, slots=True)
class SharedError:
    """By how much all chances are off together: possible values (m,) and what is believed of each, adding up to 1."""

    values: Floats
    beliefs: Floats

    @property
    def mean(self) -> float:
        return float(self.values @ self.beliefs)

    @property
    def variance(self) -> float:
        return float((self.values - self.mean) ** 2 @ self.beliefs)

    def at(self, levels: Floats) -> Floats:
        """The values at these levels (0 to 1) of the belief, of their shape."""
        reached = np.searchsorted(np.cumsum(self.beliefs), levels)
        return self.values[np.minimum(reached, len(self.values) - 1)]


def shared_error(composition: Composition, assumptions: Assumptions) -> SharedError:
    """What the replies that have come say about all chances together, by Bayes' rule on a grid.

    Before any reply every error up to the spread is as likely as every other. When more accept than the chances
    promised, those not asked yet are taken to be readier too.
    """
    if assumptions.spread == 0:
        return SharedError(np.zeros(1), np.ones(1))
    values = np.linspace(-assumptions.spread, assumptions.spread, _ERRORS)
    belief = np.zeros(_ERRORS)
    for each in composition.candidates:
        # Who withdrew had accepted before.
        if each.standing in _ANSWERED and 0 < each.chance < 1:
            chances = np.clip(each.chance + values, _RARE, 1 - _RARE)
            belief += np.log(1 - chances if each.standing is Standing.declined else chances)
    likelihood = np.exp(belief - belief.max())
    return SharedError(values, likelihood / likelihood.sum())


def reply_chances(composition: Composition, assumptions: Assumptions) -> Floats:
    """For each candidate (n,) the chance of a yes, given where they stand and, if not invited, that they will be."""
    chances = _stated_chances(composition, assumptions)
    uncertain = (chances > 0) & (chances < 1)
    return np.where(uncertain, np.clip(chances + shared_error(composition, assumptions).mean, 0, 1), chances)


def draw(
    composition: Composition, assumptions: Assumptions, rows: Indices, *, count: int, seed: int
) -> Floats:
    """Who comes in each scenario: (len(rows), count) of 0.0 and 1.0, for the candidates at `rows`.

    The same arguments give the same scenarios. Time O(rows · count · log count).
    """
    chances = _stated_chances(composition, assumptions)[rows]
    uncertain = (chances > 0) & (chances < 1)
    rng = np.random.default_rng(seed)
    shift = shared_error(composition, assumptions).at(_strata(rng, 1, count)[0])
    levels = _strata(rng, len(rows), count)
    _share_shocks(levels, _bodies(composition, rows), assumptions.within_body, rng)
    accepts = np.clip(chances[:, None] + np.outer(uncertain, shift), 0, 1)
    return (levels < accepts * (1 - assumptions.drop_out)).astype(np.float64)


def covariances(composition: Composition, assumptions: Assumptions) -> Floats:
    """Covariance of coming between all candidates, (n, n); exact but for chances pushed beyond 0 or 1 by the spread."""
    replies = reply_chances(composition, assumptions)
    stays = 1 - assumptions.drop_out
    comes = replies * stays
    uncertain = ((replies > 0) & (replies < 1)).astype(np.float64)
    found = np.outer(uncertain, uncertain) * stays**2 * shared_error(composition, assumptions).variance
    for members in _bodies(composition, np.arange(len(comes))):
        chances = comes[members]
        block = np.minimum(chances[:, None], chances[None, :]) - np.outer(chances, chances)
        found[np.ix_(members, members)] += assumptions.within_body * block
    np.fill_diagonal(found, comes * (1 - comes))
    return found


def _stated_chances(composition: Composition, assumptions: Assumptions) -> Floats:
    certain = {
        Standing.accepted: 1.0,
        Standing.tentative: assumptions.tentative,
        Standing.declined: 0.0,
        Standing.withdrawn: 0.0,
    }
    return np.array(
        [certain.get(each.standing, each.chance) for each in composition.candidates], dtype=np.float64
    )


def _strata(rng: np.random.Generator, rows: int, count: int) -> Floats:
    """Uniform numbers (rows, count): in each row exactly one in every interval of width 1/count, in random order."""
    order = rng.permuted(np.tile(np.arange(count, dtype=np.float64), (rows, 1)), axis=1)
    return (order + rng.random((rows, count))) / count


def _share_shocks(
    levels: Floats, bodies: list[Indices], correlation: float, rng: np.random.Generator
) -> None:
    if correlation == 0:
        return
    for members in bodies:
        common = _strata(rng, 1, levels.shape[1])
        follows = _strata(rng, len(members), levels.shape[1]) < np.sqrt(correlation)
        levels[members] = np.where(follows, common, levels[members])


def _bodies(composition: Composition, rows: Indices) -> list[Indices]:
    """Positions within `rows` of the members of each body that has at least two; nobody shares the empty body."""
    found: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        body = composition.candidates[row].body
        if body:
            found.setdefault(body, []).append(position)
    return [np.array(members, dtype=np.intp) for members in found.values() if len(members) > 1]
