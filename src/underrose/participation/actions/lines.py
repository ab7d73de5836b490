"""What a line of the record says of an act of a guest: that it was done, on which day, and not by whom."""

from uuid import UUID

from underrose.access.holders import Holder
from underrose.kit.models import Row


def told_of(by: Holder, row: Row) -> UUID | None:
    """The key of what a colleague acted on. Of what a guest does on their own page it would name the guest."""
    return row.key if by.account is not None else None
