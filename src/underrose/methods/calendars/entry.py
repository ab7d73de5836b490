"""What stands in somebody's calendar, as values."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_ADDRESS = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")


class UnknownZone(ValueError):
    """A time zone nobody's calendar would know."""


@dataclass(frozen=True, slots=True)
class House:
    """The organiser of every entry: the house, never the person who sends it."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attendee:
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry for one person. `uid` and `sequence` are kept by whoever asks: the same entry, the same uid for ever."""

    uid: str
    """Stable and without meaning, "4f0c…@house.example"."""
    sequence: int
    """Raised for a new time or place, and for nothing else."""
    stamped_on: date
    """The day this version was made; the hour is nobody's business."""
    starts: date | datetime
    """A day for an entry over whole days, else a moment as the clock at the place shows it."""
    ends: date | datetime
    """The last day, or the moment of the end."""
    summary: str
    zone: str = ""
    """Of the place, "Europe/Zurich"; needed for moments."""
    location: str = ""
    url: str = ""
    neutral_summary: str = ""
    """For a sensitive meeting: these words stand in place of the title, and place and address stay out."""
    language: str = "en"
    """In which title and place are written, or the neutral words in their stead; not that of whoever reads them."""

    def __post_init__(self) -> None:
        if isinstance(self.starts, datetime) is not isinstance(self.ends, datetime):
            raise ValueError(
                "A calendar entry begins and ends either on days or at hours, not on one of each."
            )
        if self.starts > self.ends:
            raise ValueError("A calendar entry cannot end before it begins.")
        if self.sequence < 0:
            raise ValueError("The sequence of a calendar entry is never below nought.")
        if self.is_timed:
            _zone(self.zone)

    @property
    def is_timed(self) -> bool:
        return isinstance(self.starts, datetime)

    @property
    def is_neutral(self) -> bool:
        return bool(words(self.neutral_summary))

    def span(self) -> tuple[date | datetime, date | datetime]:
        """Begin and end as a calendar counts them: the day after the last one, or two moments with their zone."""
        if isinstance(self.starts, datetime) and isinstance(self.ends, datetime):
            zone = _zone(self.zone)
            return self.starts.replace(tzinfo=zone), self.ends.replace(tzinfo=zone)
        return self.starts, self.ends + timedelta(days=1)


def words(text: str) -> str:
    """One line without control characters or marks that nobody sees but a program could trip over."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    return unicodedata.normalize("NFC", " ".join(kept.split()))


def mail_address(address: str) -> str:
    if not _ADDRESS.fullmatch(address):
        raise ValueError("A calendar entry needs a mail address such as name@house.example.")
    return f"mailto:{address}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError) as error:
        raise UnknownZone(
            f"“{name}” is not the name of a time zone. Please write one such as “Europe/Zurich”."
        ) from error
