"""The rule of a room on a card: one sheet each, both sides alike, every language in its own direction."""

from datetime import date

import pytest

from underrose.methods.documents import glyphs
from underrose.methods.documents.rule_cards import RuleCard, RuleWords, rule_cards_pdf
from underrose.methods.documents.tests import seen

DAY = date(2026, 11, 22)
ENGLISH = RuleWords("en", "Chatham House Rule", "Use what you hear. Tell nobody who said it.")
FRENCH = RuleWords("fr", "Règle de Chatham House", "Faites usage de ce que vous entendez.")
ARABIC = RuleWords("ar", "قاعدة تشاتام هاوس", "لكم أن تستعملوا ما تسمعون.")


def made(*cards: RuleCard, **facts) -> bytes:
    return rule_cards_pdf(cards, title="Rule", dated=DAY, **facts)


@pytest.mark.parametrize(
    "words", [(ENGLISH,), (ENGLISH, ARABIC), (FRENCH, ENGLISH, ARABIC), (ARABIC, ENGLISH)]
)
def test_card_is_tagged_and_says_every_language_twice(words) -> None:
    raw = made(RuleCard(words))
    assert seen.is_tagged_and_nameless(raw, "20261122") == []
    assert len(seen.pages(raw)) == 1
    latin = [one for one in words if one.language != "ar"]
    assert [seen.text(raw).count(one.name) for one in latin] == [2] * len(latin)


def test_each_card_has_a_sheet_of_its_own_in_landscape() -> None:
    raw = made(RuleCard((ENGLISH,)), RuleCard((FRENCH, ENGLISH)))
    assert len(seen.pages(raw)) == 2
    assert sorted(seen.sheet(raw)) == [595, 842]
    assert sorted(seen.sheet(made(RuleCard((ENGLISH,)), page_size="us-letter"))) == [612, 792]


def test_long_rule_becomes_smaller_and_stays_on_its_sheet() -> None:
    long = RuleWords("en", "A name of many words " * 4, "You may use what you hear in this room. " * 14)
    raw = made(RuleCard((long, ENGLISH, ARABIC)))
    assert len(seen.pages(raw)) == 1
    assert seen.text(raw).count("You may use what you hear in this room.") == 28


@pytest.mark.parametrize("words", [(), (ENGLISH, FRENCH, ARABIC, ENGLISH)])
def test_card_has_between_one_and_three_languages(words) -> None:
    with pytest.raises(ValueError, match="one language at least"):
        made(RuleCard(words))


def test_letter_that_no_font_has_is_refused_with_its_place() -> None:
    with pytest.raises(glyphs.MissingGlyphs, match="card 2, en, the sentence"):
        made(RuleCard((ENGLISH,)), RuleCard((RuleWords("en", "Rule", "ᚠᚢᚦ"),)))


def test_words_that_look_like_marks_are_printed_as_words() -> None:
    words = RuleWords("en", "#set text(red)", "Use *what* you hear $x$ [here].")
    assert "#set text(red)" in seen.text(made(RuleCard((words,))))
