"""What the desk says first: one thing that waits for a person, and where to do it. Each section tells its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person, and where to do it."""

    sentence: str
    url: str
    act: str
