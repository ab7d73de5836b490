"""Names to wear and names to stand on a table.

Badges of 90 × 55 mm, ten to a sheet, to cut or to fold; tent cards on a sheet folded once, the name on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from underrose.methods.documents import glyphs, marks, typesetting
from underrose.methods.documents.typesetting import Tree

_WORD = 22  # letters


class Shown(StrEnum):
    """What a person chose to have on the card."""

    whole = "whole"
    role_only = "role_only"
    first_name_only = "first_name_only"


@dataclass(frozen=True, slots=True)
class NameCard:
    name: str
    native: str = ""
    """The name in its own script."""
    role: str = ""
    organisation: str = ""
    first_name: str = ""
    shown: Shown = Shown.whole
    capacity: str = ""
    """A word in the corner, "Speaker" or "Interpreter"."""


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What all cards share. The title names the file, the heading stands small on each card."""

    title: str
    dated: date
    heading: str = ""
    language: str = "en"
    page_size: str = "a4"
    has_crop_marks: bool = True
    is_folded: bool = False
    """Badges only: both sides of a fold, four to a sheet."""


def badges_pdf(cards: Sequence[NameCard], sheet: CardSheet) -> bytes:
    """The badges as a tagged PDF. A letter our fonts do not have is refused, with the badge it stands on."""
    return _made("badge", cards, sheet)


def tent_cards_pdf(cards: Sequence[NameCard], sheet: CardSheet) -> bytes:
    """The tent cards, one to a sheet in landscape, to be folded along the marks."""
    return _made("tent", cards, sheet)


def with_fallback(cards: Sequence[NameCard]) -> tuple[tuple[NameCard, ...], tuple[str, ...]]:
    """The cards that can be set, and a sentence for each native line left off because no font of ours has its letters."""
    kept, said = [], []
    for number, card in enumerate(cards, start=1):
        lacking = glyphs.missing(marks.plain(card.native))
        kept.append(replace(card, native="") if lacking else card)
        if lacking:
            said.append(
                f"Card {number}: our fonts have no form for “{lacking[0]}” in the name as its own script has it. "
                "The card shows the name in Latin letters alone."
            )
    return tuple(kept), tuple(said)


def _made(kind: str, cards: Sequence[NameCard], sheet: CardSheet) -> bytes:
    shown = [_lines(card) for card in cards]
    glyphs.require_placed(_placed(kind, shown, sheet))
    tree = {
        "kind": kind,
        "title": marks.plain(sheet.title) or "–",
        "heading": marks.plain(sheet.heading),
        "cards": shown,
        "voice": typesetting.voice(sheet.language),
        "size": sheet.page_size,
        "has_crop_marks": sheet.has_crop_marks,
        "is_folded": sheet.is_folded and kind == "badge",
        "dated": [sheet.dated.year, sheet.dated.month, sheet.dated.day],
    }
    return typesetting.compiled("cards.typ", tree)


def _placed(kind: str, shown: Sequence[Tree], sheet: CardSheet) -> Iterator[tuple[str, str]]:
    called = {"badge": "badge", "tent": "tent card"}[kind]
    yield "the title", marks.plain(sheet.title)
    yield "the heading", marks.plain(sheet.heading)
    for number, card in enumerate(shown, start=1):
        yield from ((f"{called} {number}, {line}", words) for line, words in card.items())


def _lines(card: NameCard) -> Tree:
    """What may be read on the card, and nothing else of the person."""
    role, organisation = _line(card.role), _line(card.organisation)
    match card.shown:
        case Shown.role_only:
            lines = {"name": role or organisation, "native": "", "role": "", "organisation": ""}
        case Shown.first_name_only:
            first = _line(card.first_name) or _line(card.name).split(" ")[0]
            lines = {"name": first, "native": "", "role": "", "organisation": ""}
        case _:
            native = _line(card.native)
            lines = {
                "name": _line(card.name) or native,
                "native": native if native != _line(card.name) and card.name else "",
                "role": role,
                "organisation": organisation,
            }
    return {**lines, "capacity": _line(card.capacity)}


def _line(text: str) -> str:
    return typesetting.giving_way(marks.plain(text), _WORD)
