"""Words out of a file, cut to what a sentence about them can hold."""

_LONGEST = 120


def shortened(words: str) -> str:
    """Words for a sentence; a sign says where they were cut."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
