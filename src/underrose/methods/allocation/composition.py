"""Who may be invited, what the room should look like, and how many may sit in it: frozen values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Unworkable(ValueError):
    """What was given cannot be worked with; its text is one sentence that says why and what to do."""


@dataclass(frozen=True, slots=True, order=True)
class Category:
    """One value of one feature: `Category("region", "Asia")`."""

    feature: str
    value: str


class Standing(StrEnum):
    """Where a candidate stands. Declined and withdrawn candidates are out of play."""

    not_invited = "not_invited"
    open = "open"
    tentative = "tentative"
    accepted = "accepted"
    declined = "declined"
    withdrawn = "withdrawn"


IN_PLAY = frozenset({Standing.open, Standing.tentative, Standing.accepted})
OUT_OF_PLAY = frozenset({Standing.declined, Standing.withdrawn})


@dataclass(frozen=True, slots=True)
class Target:
    """How many seats a category, or a crossing of several, should have.

    `maximum=None` is no upper bound. The flexible bounds say how far the organiser would go if the targets cannot all
    be met: as far as needed when left out, not at all when equal to the bound itself. `crossed_with` makes a crossing:
    a candidate counts who has all its categories. `weight` is what one missing seat costs beside one of another target.
    Raises Unworkable where the bounds contradict each other.
    """

    feature: str
    value: str
    minimum: int = 0
    maximum: int | None = None
    minimum_flexible: int | None = None
    maximum_flexible: int | None = None
    weight: float = 1.0
    crossed_with: frozenset[Category] = frozenset()

    def __post_init__(self) -> None:
        if self.minimum < 0:
            raise Unworkable(f"The minimum for {self.label} is {self.minimum}; it must be 0 or more.")
        if self.maximum is not None and self.maximum < self.minimum:
            raise Unworkable(
                f"The minimum for {self.label} is {self.minimum} and its maximum {self.maximum}; "
                "lower the one or raise the other."
            )
        if not 0 <= self.floor <= self.minimum:
            raise Unworkable(
                f"The flexible minimum for {self.label} must lie between 0 and its minimum, {self.minimum}."
            )
        if self.ceiling is not None and (self.maximum is None or self.ceiling < self.maximum):
            raise Unworkable(f"The flexible maximum for {self.label} must not lie under its maximum.")
        if not 0 < self.weight < float("inf"):
            raise Unworkable(f"The weight of {self.label} must be more than 0; leave the target out instead.")

    @property
    def categories(self) -> frozenset[Category]:
        return self.crossed_with | {Category(self.feature, self.value)}

    @property
    def label(self) -> str:
        """For people: "region: Asia", or "gender: woman × region: Asia" for a crossing."""
        crossed = (f"{category.feature}: {category.value}" for category in sorted(self.crossed_with))
        return " × ".join((f"{self.feature}: {self.value}", *crossed))

    @property
    def floor(self) -> int:
        """The least the organiser would put up with."""
        return 0 if self.minimum_flexible is None else self.minimum_flexible

    @property
    def ceiling(self) -> int | None:
        """The most the organiser would put up with; None is no limit."""
        return self.maximum_flexible


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who may be invited, by key. The chance is an assumption about a category, never a score of a person.

    `chance`: that an invitation is accepted, 0 to 1. `body`: whom the person works for; replies from one body may be
    alike. Who does not count to the cap (staff, interpreters) still counts to the targets of the categories given.
    """

    key: str
    categories: frozenset[Category] = frozenset()
    chance: float = 0.5
    body: str = ""
    is_must_have: bool = False
    standing: Standing = Standing.not_invited
    counts_to_cap: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 1:
            raise Unworkable(
                f"The chance of candidate {self.key} is {self.chance}; give one between 0 and 1."
            )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two candidates of whom not both may be in the room."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Composition:
    """Everything a wave is chosen from. Raises Unworkable where the parts do not fit together."""

    candidates: tuple[Candidate, ...]
    targets: tuple[Target, ...]
    cap: int
    conflicts: tuple[Conflict, ...] = ()

    def __post_init__(self) -> None:
        if self.cap < 0:
            raise Unworkable(f"The cap is {self.cap}; it must be 0 or more.")
        _require_once((candidate.key for candidate in self.candidates), "Candidate")
        _require_once((_identity(target) for target in self.targets), "The target")
        by_key = {candidate.key: candidate for candidate in self.candidates}
        for conflict in self.conflicts:
            _require_sound(conflict, by_key)

    @property
    def accepted(self) -> int:
        """Seats taken by those who accepted and count to the cap."""
        return self._seats(Standing.accepted)

    @property
    def waiting(self) -> int:
        """Invitations still open or answered tentatively, of those who count to the cap."""
        return self._seats(Standing.open) + self._seats(Standing.tentative)

    @property
    def free_seats(self) -> int:
        return max(0, self.cap - self.accepted)

    def _seats(self, standing: Standing) -> int:
        return sum(each.counts_to_cap and each.standing is standing for each in self.candidates)


def _identity(target: Target) -> str:
    return " × ".join(f"{each.feature}: {each.value}" for each in sorted(target.categories))


def _require_once(names: Iterable[str], kind: str) -> None:
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise Unworkable(f"{kind} {twice[0]} is listed twice; remove one of the two.")


def _require_sound(conflict: Conflict, by_key: dict[str, Candidate]) -> None:
    if conflict.first == conflict.second:
        raise Unworkable(
            f"Candidate {conflict.first} cannot be in conflict with themselves; remove the line."
        )
    for key in (conflict.first, conflict.second):
        if key not in by_key:
            raise Unworkable(
                f"A conflict names {key}, who is not a candidate; add them or remove the conflict."
            )
    pair = (by_key[conflict.first], by_key[conflict.second])
    if all(each.is_must_have and each.standing not in OUT_OF_PLAY for each in pair):
        raise Unworkable(
            f"{conflict.first} and {conflict.second} must both come and must not both come; "
            "take back one of the two."
        )
