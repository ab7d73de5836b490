"""Lists of names in the words of a standard, one after the other."""


def listed(names: str) -> frozenset[str]:
    """The names in a text, parted by spaces."""
    return frozenset(names.split())
