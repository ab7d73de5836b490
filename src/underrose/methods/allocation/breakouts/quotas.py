"""How many of a value an even spread puts in each group."""


def band(people: int, groups: int, slack: int = 0) -> tuple[int, int]:
    """The fewest and the most: the whole numbers around people / groups, loosened by `slack` each way, never under 0."""
    return max(0, people // groups - slack), -(-people // groups) + slack
