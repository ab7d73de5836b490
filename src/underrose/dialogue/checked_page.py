"""What the guard found, as a page shows it: the text with its places marked, and each finding with what to do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from underrose.dialogue.guard import Checked, Fix, Shown

AROUND = 40
"""Letters to both sides of a place in a long text, so that it can be found again."""
MOST = 200
"""Findings on one page; whoever has more begins with those."""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, numbered as in the text."""

    number: int
    found: Shown
    quoted: str
    before: str
    after: str
    fixes: tuple[tuple[int, Fix], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text; `number` is that of the finding it is marked for, 0 for none."""

    words: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...]
    not_applied: tuple[str, ...]
    open_number: int
    more: int = 0


def of(checked: Checked, text: str) -> Page:
    """Findings by their place in the text."""
    found = sorted(checked.findings, key=lambda one: (one.start, -one.end))
    shown = found[:MOST]
    lines = tuple(_line(number, one, text) for number, one in enumerate(shown, 1))
    return Page(
        lines=lines,
        pieces=tuple(_pieces(shown, text)),
        not_applied=checked.not_applied,
        open_number=len(checked.open),
        more=len(found) - len(shown),
    )


def with_fix(checked: Checked, text: str, mark: str, place: int) -> str | None:
    """The text with one wording taken over; None where finding or wording is no longer there."""
    found = next((one for one in checked.findings if one.mark == mark), None)
    if found is None or not 0 <= place < len(found.fixes):
        return None
    fix = found.fixes[place]
    return text[: fix.start] + fix.wording + text[fix.end :]


def _line(number: int, found: Shown, text: str) -> Line:
    before = text[max(0, found.start - AROUND) : found.start]
    after = text[found.end : found.end + AROUND]
    return Line(
        number=number,
        found=found,
        quoted=text[found.start : found.end],
        before=_from_a_word(before.rpartition("\n")[2], is_cut=found.start > AROUND),
        after=_to_a_word(after.partition("\n")[0], is_cut=len(after) == AROUND),
        fixes=tuple(enumerate(found.fixes)),
    )


def _from_a_word(before: str, *, is_cut: bool) -> str:
    """Beginning with a whole word, where the excerpt was cut."""
    return before.partition(" ")[2] if is_cut and len(before) == AROUND else before


def _to_a_word(after: str, *, is_cut: bool) -> str:
    return after.rpartition(" ")[0] if is_cut and len(after) == AROUND else after


def _pieces(found: Sequence[Shown], text: str) -> Iterator[Piece]:
    """Overlapping places are marked once, for the first of them."""
    at = 0
    for number, one in enumerate(found, 1):
        if one.start < at or one.end <= one.start:
            continue
        if one.start > at:
            yield Piece(text[at : one.start])
        yield Piece(text[one.start : one.end], number)
        at = one.end
    if at < len(text):
        yield Piece(text[at:])
