"""How much may be done for one answer. Counted in steps of about a microsecond, so that the same list always gets the same answer."""

MOST = 1_350_000
"""Steps of one search: about a second and a half."""


class Effort:
    """What is left of it."""

    def __init__(self, most: int = MOST) -> None:
        self.left = most

    @property
    def is_spent(self) -> bool:
        """Whether something was left undone."""
        return self.left < 0

    def spend(self, steps: int) -> None:
        """Count something that is about to be done."""
        self.left -= steps
