"""What is cheap and stands before what costs much loses nothing of it."""

import random
import re
from itertools import combinations

import pytest

from underrose.methods.attribution import contacts
from underrose.methods.attribution.folding import folded
from underrose.methods.attribution.frames import lexicon as frames
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.lexicon import Firsts, longest, of_everybody
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.values import Person, Roster


def test_a_first_word_alone_means_what_the_search_for_phrases_finds() -> None:
    tables = (of_everybody().by_first,)
    firsts = Firsts(tables)
    for word in tables[0]:
        length, entries = longest(tables, [word], 0, lambda *_: False)
        kinds = 0
        for entry in entries:
            kinds |= entry.kinds
        assert (firsts[word].length, firsts[word].kinds) == (length, kinds), word


def test_a_word_of_no_table_is_not_kept() -> None:
    firsts = Firsts((of_everybody().by_first,))
    assert not firsts["stojkovski"].kinds
    assert "stojkovski" not in firsts


def test_a_code_among_odd_letters_is_read_by_its_own_capitals() -> None:
    reader = Reader(Index(Roster((Person(key="1", name="A"),))))
    one = passage("Stra\u00dfe  and a dele\u00adgate, MX, mx.")
    codes = [token.senses for token in reader.tokens(one, 0, len(one.folded)) if token.text == "mx"]
    assert len(codes) == 2
    assert codes[0]
    assert not codes[1]


@pytest.mark.parametrize(
    "text", ["plain words", "Stra\u00dfe", "a\u00add b", "two  blanks", "a\u00dfb  c\u00add", "\ufb01n"]
)
def test_a_shift_leads_where_the_map_does(text: str) -> None:
    made = folded(text)
    for start, end in combinations(range(len(made.text) + 1), 2):
        shift = made.shift(start, end)
        assert shift is None or made.original(start, end) == (start + shift, end + shift)
    assert (folded("plain words").shift(0, 11), folded("a  b c").shift(2, 5)) == (0, 1)


def test_cues_of_a_choice_are_one_for_each() -> None:
    assert frames.cues([r"(?:[A-Z]\w+ ){1,3}(?:Times|Post)"]) == ("Post", "Times")
    assert frames.cues([r"\w+"]) == ("",)
    assert "" not in (*frames.PRESS_CUES, *frames.FORUM_CUES, *frames.INSTRUMENT_CUES)


def test_a_telephone_begins_where_a_plainer_pattern_says() -> None:
    plainer = re.compile(contacts._TELEPHONE.pattern.replace(contacts._FIRST_DIGIT, r"(?<![\w.])\(?\+?\d"))
    assert plainer.pattern != contacts._TELEPHONE.pattern
    rng = random.Random(1)  # noqa: S311 # the same texts each time
    for _ in range(2_000):
        said = "".join(rng.choice("0123456789+(). a-") for _ in range(24))
        found, expected = contacts._TELEPHONE.finditer(said), plainer.finditer(said)
        assert [one.span() for one in found] == [one.span() for one in expected], said
