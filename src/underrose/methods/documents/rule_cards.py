"""The rule of a room on a card that stands on the table: one to a sheet, folded once, the same on both sides.

One language in large letters and, below it, up to two others side by side, each in its own direction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from underrose.methods.documents import glyphs, marks, typesetting
from underrose.methods.documents.typesetting import Tree

_WORD = 26  # letters
MOST = 3
"""Languages on one card: with a fourth none could be read from two steps away."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The rule in one language: what it is called, and what it asks for in one or two sentences."""

    language: str
    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RuleCard:
    """The first language stands large, the others below it."""

    words: tuple[RuleWords, ...]


def rule_cards_pdf(
    cards: Sequence[RuleCard], *, title: str, dated: date, language: str = "en", page_size: str = "a4"
) -> bytes:
    """The cards as a tagged PDF, one to a sheet in landscape, to be folded along the marks.

    Each card has between one and three languages, else `ValueError`; a letter our fonts do not have is refused with the
    card it stands on (`glyphs.MissingGlyphs`). The day is the one the file carries in its properties.
    """
    if any(not 1 <= len(card.words) <= MOST for card in cards):
        raise ValueError(f"A card has one language at least, and {MOST} at most.")
    glyphs.require_placed(_placed(cards, title))
    tree = {
        "title": marks.plain(title) or "–",
        "cards": [[_face(words) for words in card.words] for card in cards],
        "voice": typesetting.voice(language),
        "size": page_size,
        "dated": [dated.year, dated.month, dated.day],
    }
    return typesetting.compiled("rule_card.typ", tree)


def _placed(cards: Sequence[RuleCard], title: str) -> Iterator[tuple[str, str]]:
    yield "the title", marks.plain(title)
    for number, card in enumerate(cards, start=1):
        for words in card.words:
            yield f"card {number}, {words.language}, the name", marks.plain(words.name)
            yield f"card {number}, {words.language}, the sentence", marks.plain(words.sentence)


def _face(words: RuleWords) -> Tree:
    return {
        "name": typesetting.giving_way(marks.plain(words.name), _WORD),
        "sentence": typesetting.giving_way(marks.plain(words.sentence), _WORD),
        "voice": typesetting.voice(words.language),
    }
