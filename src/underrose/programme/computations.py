"""The door to the worker that computes groups: for pages of this section, and for the demonstration."""

from uuid import UUID

from underrose.kit import work
from underrose.programme.tasks import allocate


def enqueue(key: UUID) -> None:
    """Have it computed what was asked for last, by the key of the allocation."""
    work.enqueue(allocate, key)
