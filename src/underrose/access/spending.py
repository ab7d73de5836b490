"""How much of something that comes back evenly a colleague has used, in the memory of this process alone.

Nothing is written: what a file could tell of it would be an hour at which somebody did something. So each process of the
house has its own measure, which is what keeps each of them free for the others.
"""

import threading
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(slots=True)
class Spending:
    """At most `most` at once, of which all comes back within `seconds`. Times are those of one clock that never goes back."""

    most: int
    seconds: float
    _used: dict[UUID, tuple[float, float]] = field(default_factory=dict)
    """How much somebody had used, and when that was reckoned."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, whose: UUID, amount: float, *, at: float) -> float:
        """Use an amount. Where it is not there, nothing is used, and the answer is in how many seconds it will be."""
        with self._lock:
            used = self._left_of(whose, at)
            # Whoever used nothing yet may have it in any case: of what is larger than all there is, nobody ever got any.
            if used and used + amount > self.most:
                return min(used, used + amount - self.most) * self.seconds / self.most
            self._keep(whose, used + amount, at)
        return 0.0

    def add(self, whose: UUID, amount: float, *, at: float) -> None:
        """What turned out to be used besides; it is asked of nobody, and the next one waits for it."""
        with self._lock:
            self._keep(whose, self._left_of(whose, at) + amount, at)

    def _left_of(self, whose: UUID, at: float) -> float:
        used, then = self._used.get(whose, (0.0, at))
        return max(0.0, used - (at - then) * self.most / self.seconds)

    def _keep(self, whose: UUID, used: float, at: float) -> None:
        self._used[whose] = used, at
        for other in [one for one in self._used if not self._left_of(one, at)]:
            del self._used[other]
