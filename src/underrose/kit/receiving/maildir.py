"""A folder into which a mail server puts messages, one file each."""

import logging
import os
from collections import Counter
from datetime import date
from pathlib import Path

from underrose.kit import work
from underrose.kit.receiving import actions
from underrose.kit.receiving import message as reading
from underrose.kit.receiving.actions import Outcome
from underrose.kit.refusals import Refused

log = logging.getLogger("underrose.mail")
AS_SEEN = ":2,S"
AS_NEW = ":2,"


def empty(folder: Path, *, today: date, keeps: bool = False) -> Counter[Outcome]:
    """Take every new message. One that was understood is removed, or kept as read; any other is left for a person."""
    new, seen = folder / "new", folder / "cur"
    if not new.is_dir() or not seen.is_dir():
        raise Refused(f"{folder} is no Maildir: it has no folders new and cur. Nothing was taken.")
    counted: Counter[Outcome] = Counter()
    for file in sorted(new.iterdir()):
        if file.is_symlink() or not file.is_file():
            continue
        outcome = _taken(file, today)
        counted[outcome] += 1
        if outcome.is_taken and not keeps:
            file.unlink(missing_ok=True)
        else:
            mark = AS_SEEN if outcome.is_taken else AS_NEW
            os.replace(file, seen / (file.name.partition(":")[0] + mark))  # noqa: PTH105 - the rename of the Maildir
    return counted


def _taken(file: Path, today: date) -> Outcome:
    with file.open("rb") as stream:
        raw = reading.bounded(stream)
    return safely(raw, today=today)


def safely(raw: bytes, *, today: date, to: str = "") -> Outcome:
    """A message that nobody foresaw is left for a person; the database being away is no fault of the message."""
    try:
        return actions.take(raw, today=today, to=to)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, MemoryError) as fault:
        log.warning("A message could not be read: %s at %s", type(fault).__name__, work.place(fault))
        return Outcome.UNREADABLE_HERE
