"""The plain shape of a text: what every reader returns and every writer takes.

Words inside a block are inline Markdown: emphasis, links and footnote references (`[^1]`); nothing else.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    heading = "heading"
    paragraph = "paragraph"
    item = "item"
    quote = "quote"
    table = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text. `level` is the depth of a heading or of a list item, from 1."""

    kind: Kind
    text: str
    level: int = 1
    is_ordered: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    place: str = ""
    """Where a person finds it again: "line 12", "page 2", "paragraph 9"."""


@dataclass(frozen=True, slots=True)
class Footnote:
    number: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that stand beside the text and were not carried over: the sentence that says so, and all of the words.

    Where `methods.inspection` lists the words of such places, as comments, they are not here a second time.
    """

    sentence: str
    words: str = ""
    place: str = ""
    """Where the words stand, if that is known: the guard reads them under it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, in reading order, with its footnotes apart and what the reader could not carry over."""

    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    format: str = "text"
    left_out: tuple[str, ...] = ()
    """Sentences for a person, one for each thing that was found and not carried over (a picture, a comment)."""
    aside: tuple[Aside, ...] = ()
    """Those sentences of `left_out` whose words are known; what the others are about was read by nobody."""
    pictures: str = ""
    """The sentence of `left_out` on pictures, which `methods.inspection.drawn` draws for a person to look at."""
    drawings: str = ""
    """The one on charts and shapes, which are not drawn there."""
    is_guessed: bool = False
    """Whether the letters themselves were guessed: accented ones may be others, and names with them."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A headed part of a paper; `markdown` may hold lists, quotations, tables, links, `[^n]`."""

    heading: str
    markdown: str


@dataclass(frozen=True, slots=True)
class PaperContact:
    role: str
    name: str
    telephone: str
    mail: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What goes to print or to Word: a concept note now, a programme or a report later."""

    kind: str
    """The words above the title, "Concept note"."""
    title: str
    reference: str
    when: str
    """The dates in words, "Wednesday 15 – Friday 17 January 2020"."""
    place: str
    organiser: str
    passages: tuple[Passage, ...]
    footnotes: tuple[Footnote, ...] = ()
    contacts: tuple[PaperContact, ...] = ()
    contacts_heading: str = ""
    partners: tuple[str, ...] = ()
    language: str = "en"
    direction: str = "ltr"
    page_size: str = "a4"
    """"a4" or "us-letter"."""
    dated: date | None = None
    """The day the paper carries in its properties; never a time."""
    labels: dict[str, str] = field(default_factory=dict)
    """Translated furniture: "page", "of", "telephone", "mail", "notes", "summary"."""
