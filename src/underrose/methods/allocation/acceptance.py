"""How likely an invitation is accepted, by category: what the organiser expects, corrected by replies.

A Beta-Binomial for each category: the organiser's expectation counts as so many replies, and every reply moves it. The
overall rate is estimated first, and categories the organiser says nothing about start from it, so that a category with
three replies is not believed as one with three hundred (shrinkage; Gelman et al., "Bayesian Data Analysis", 3rd ed.,
2013, chapter 5). It is always an assumption about a category: nobody's own history enters, and two people of the same
categories have the same chance.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from underrose.methods.allocation.composition import Category, Unworkable

_GRID = 2001


@dataclass(frozen=True, slots=True)
class Prior:
    """What the organiser expects. `overall` acceptance, `by_category` where it differs, and how many replies that
    expectation is worth (`weight`): the larger, the longer it takes replies to change it.
    """

    overall: float = 0.5
    weight: float = 8.0
    by_category: Mapping[Category, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 < self.weight < float("inf"):
            raise Unworkable("The expectation must be worth more than 0 replies.")
        for chance in (self.overall, *self.by_category.values()):
            if not 0 <= chance <= 1:
                raise Unworkable(f"An expected acceptance is {chance}; give one between 0 and 1.")


@dataclass(frozen=True, slots=True)
class Replies:
    """Past replies of people of a category, or of everybody: how many said yes, out of how many who answered."""

    yes: int
    answered: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.answered:
            raise Unworkable(
                f"{self.yes} of {self.answered} replies cannot have been a yes; check the two numbers."
            )


@dataclass(frozen=True, slots=True)
class Estimate:
    """A chance and the span in which it lies in eight cases out of ten; `answered` replies stand behind it."""

    chance: float
    p10: float
    p90: float
    answered: int


class Acceptance:
    """Chances by category. Build it once from prior and replies, then ask for each candidate."""

    def __init__(
        self,
        prior: Prior | None = None,
        replies: Mapping[Category, Replies] | None = None,
        everybody: Replies | None = None,
    ) -> None:
        self.prior = prior or Prior()
        self.replies = dict(replies or {})
        everybody = everybody or Replies(0, 0)
        self.overall = _estimate(self.prior.overall, self.prior.weight, everybody)

    def of(self, category: Category) -> Estimate:
        """For one category alone."""
        start = self.prior.by_category.get(category, self.overall.chance)
        return _estimate(start, self.prior.weight, self.replies.get(category, Replies(0, 0)))

    def chance(self, categories: Iterable[Category]) -> float:
        """For a candidate: the mean over the categories something is known about, each weighing as many replies as it
        rests on. Without any, the overall rate.
        """
        known = sorted(
            each for each in set(categories) if each in self.replies or each in self.prior.by_category
        )
        if not known:
            return self.overall.chance
        weights = [self.prior.weight + self._answered(each) for each in known]
        return float(np.average([self.of(each).chance for each in known], weights=weights))

    def _answered(self, category: Category) -> int:
        return self.replies[category].answered if category in self.replies else 0


def counted(answers: Iterable[tuple[Iterable[Category], bool]]) -> tuple[dict[Category, Replies], Replies]:
    """Replies by category and of everybody, from (categories of who answered, whether it was a yes)."""
    yes: dict[Category, int] = {}
    answered: dict[Category, int] = {}
    total, total_yes = 0, 0
    for categories, is_yes in answers:
        total, total_yes = total + 1, total_yes + is_yes
        for category in set(categories):
            answered[category] = answered.get(category, 0) + 1
            yes[category] = yes.get(category, 0) + is_yes
    return {each: Replies(yes[each], answered[each]) for each in answered}, Replies(total_yes, total)


def _estimate(expected: float, weight: float, replies: Replies) -> Estimate:
    a = expected * weight + replies.yes
    b = (1 - expected) * weight + replies.answered - replies.yes
    p10, p90 = _quantiles(a, b)
    return Estimate(a / (a + b), p10, p90, replies.answered)


def _quantiles(a: float, b: float) -> tuple[float, float]:
    """The 10 % and 90 % points of Beta(a, b), by summing its density over a grid (within 0.001)."""
    if a <= 0 or b <= 0:
        sure = 0.0 if a <= 0 else 1.0
        return sure, sure
    middles = (np.arange(_GRID) + 0.5) / _GRID
    density = (a - 1) * np.log(middles) + (b - 1) * np.log1p(-middles)
    mass = np.cumsum(np.exp(density - density.max()))
    low, high = np.searchsorted(mass, [0.1 * mass[-1], 0.9 * mass[-1]])
    return float(middles[low]), float(middles[high])
