"""A programme for print and for Word: days, hours in a column of their own, and what happens at each. Words come in translated."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from underrose.methods.documents import marks


@dataclass(frozen=True, slots=True)
class Slot:
    """Something between two hours. `markdown` is what it is about, `lines` are pairs such as ("Chair", "Ama Okoro")."""

    begins: str
    ends: str
    title: str
    kind: str = ""
    place: str = ""
    markdown: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    asides: tuple[str, ...] = ()
    """Theme, lenses, a regime of its own, groups: one short line each."""
    is_pause: bool = False
    """A meal or time kept free: one quiet line."""

    @property
    def hours(self) -> str:
        return f"{self.begins}–{self.ends}"


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    heading: str
    title: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class ProgrammePaper:
    kind: str
    title: str
    reference: str
    facts: tuple[str, ...]
    """Dates, place, the regime: one line."""
    note: str
    """What every reader must know: "Postponed." or "Draft, not released"."""
    days: tuple[ProgrammeDay, ...]
    dated: date
    foot: str = ""
    edition: str = ""
    language: str = "en"
    page_size: str = "a4"
    labels: dict[str, str] = field(default_factory=dict)
    """Translated furniture: "page", "of", "hours", "session", "place", "empty"."""


def title(paper: ProgrammePaper) -> str:
    return marks.plain(paper.title) or marks.plain(paper.kind) or marks.plain(paper.reference) or "–"


def head(paper: ProgrammePaper) -> str:
    """The running head from the second page on."""
    return marks.shortened(title(paper))


def placed(paper: ProgrammePaper) -> Iterator[tuple[str, str]]:
    """Every text with the place where a person finds it again."""
    for name in ("kind", "title", "reference", "note", "foot", "edition"):
        yield f"the {name}", getattr(paper, name)
    yield from (("the head", fact) for fact in paper.facts)
    yield from (("the labels", label) for label in paper.labels.values())
    for day in paper.days:
        yield "the name of a day", day.heading + day.title
        for slot in day.slots:
            place = f"“{slot.title}”"
            yield place, slot.title + slot.kind + slot.place + slot.begins + slot.ends
            yield from ((place, line) for line in slot.markdown.splitlines())
            yield from ((place, name + words) for name, words in slot.lines)
            yield from ((place, words) for words in slot.asides)
