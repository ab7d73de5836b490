"""Whole numbers as an address or a hidden field says them: whatever else stands there is no fault of the house."""

LONGEST = 9
"""Digits: what is longer counts nothing of ours, would not fit a column, and Python would not read it."""


def whole(words: str, *, otherwise: int = 0) -> int:
    """The number from 0 on that these words are; `otherwise` where they are none."""
    is_number = words.isascii() and words.isdecimal() and len(words) <= LONGEST
    return int(words) if is_number else otherwise
