"""What a concept note says, once it has been read: plain values, each with the place it comes from.

Nothing here is corrected. Words are kept as written; what they were taken to mean stands beside them.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from underrose.methods.documents.model import Block


class SectionKind(StrEnum):
    """The headings a note may promise; every other heading is kept as `other`."""

    summary = "summary"
    context = "context"
    form = "format"
    """How the meeting is held and what it is for."""
    participation = "participation"
    outcomes = "outcomes"
    evaluation = "evaluation"
    communications = "communications"
    enquiries = "enquiries"
    other = "other"


@dataclass(frozen=True, slots=True)
class Found:
    """One fact with the words it was taken from. Empty, and false, when the note does not state it."""

    value: str = ""
    sentence: str = ""
    place: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the note. `heading` is as written; it is empty for an opening without a heading."""

    heading: str
    kind: SectionKind
    markdown: str
    place: str = ""
    blocks: tuple[Block, ...] = ()
    """Every block of the part, its heading included: nothing of the document is lost."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the note: `text` in plain words, `raw` with its links and footnote references."""

    text: str
    raw: str
    place: str
    kind: SectionKind = SectionKind.other


@dataclass(frozen=True, slots=True)
class Dates:
    """A day or a run of days as the note writes it. Weekdays count from Monday, 0; None when not stated."""

    as_written: str
    start: date | None
    end: date | None
    start_weekday: int | None = None
    end_weekday: int | None = None
    is_ambiguous: bool = False
    """Written in figures alone, so that the day and the month could change places."""
    impossible: str = ""
    """The words that name a day no calendar has ("31 February 2025")."""
    lacks_year: bool = False
    begins_at: int = 0
    """Where the words stand in their sentence."""
    sentence: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class AreaNamed:
    """A country or region as the note writes it, and what it was taken for. `code` is empty when unknown."""

    as_written: str
    code: str = ""
    name: str = ""
    standing: str = ""
    valid_to: date | None = None

    @property
    def is_region(self) -> bool:
        return self.standing == "region"


@dataclass(frozen=True, slots=True)
class FootnoteRead:
    number: str
    text: str
    place: str = ""
    areas: tuple[AreaNamed, ...] = ()
    """The names, in order, when the footnote is a list of countries; otherwise nothing."""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    ordinal: int | None
    sentence: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    name: str
    code: str = ""
    """The country or territory it speaks for, if its name says so."""
    sentence: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Cap:
    number: int
    sentence: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Whom the note wants in the room, one group at a time, in its own words."""

    as_written: str
    name: str
    kind: str
    areas: tuple[AreaNamed, ...] = ()
    places: tuple[str, ...] = ()
    is_open: bool = False
    """The names given are examples, not the whole list."""
    place: str = ""


@dataclass(frozen=True, slots=True)
class QuotationRead:
    """Public words with a named speaker. `occasion` is where they were said, in the note's words."""

    words: str
    speaker: str
    role: str = ""
    occasion: str = ""
    year: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class ContactRead:
    role: str
    name: str
    telephone: str
    """In the form that can be dialled from anywhere."""
    mail: str
    telephone_as_written: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """When the note promises to ask again, counted in calendar months from the last day."""

    first_months: int
    last_months: int
    starts: date | None
    ends: date | None
    sentence: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something the note seems to promise; a person decides. `words` are those of the sentence."""

    kind: str
    value: str
    words: str
    sentence: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class NoteReading:
    """All that was understood of one note, and all that was not."""

    title: Found
    reference: Found
    dates: Dates | None
    venue: Found
    summary: str
    sections: tuple[Section, ...]
    title_blocks: tuple[Block, ...]
    not_understood: tuple[Block, ...]
    footnotes: tuple[FootnoteRead, ...]
    sentences: tuple[Sentence, ...]
    dates_named: tuple[Dates, ...]
    """Every day named anywhere in the note, the meeting's own included."""
    series: Series | None
    partners: tuple[Partner, ...]
    objectives: tuple[str, ...]
    lenses: tuple[str, ...]
    themes: tuple[str, ...]
    caps: tuple[Cap, ...]
    groups: tuple[Group, ...]
    quotations: tuple[QuotationRead, ...]
    citations: tuple[str, ...]
    contacts: tuple[ContactRead, ...]
    follow_up: FollowUp | None
    proposals: tuple[Proposal, ...]
    is_plausible: bool
    reason: str
    """One sentence: why this reads as a concept note, or why it does not."""
    left_out: tuple[str, ...] = ()

    @property
    def cap(self) -> int | None:
        return self.caps[0].number if self.caps else None

    def proposed(self, kind: str) -> tuple[str, ...]:
        """The values proposed for one kind, each once, in the order of the note."""
        return tuple(dict.fromkeys(one.value for one in self.proposals if one.kind == kind))


@dataclass(frozen=True, slots=True)
class Finding:
    """What a careful colleague would say. An offer adds something useful; a finding asks for a correction."""

    kind: str
    place: str
    message: str
    remedy: str
    offer: bool = False
    offered: tuple[str, ...] = ()
