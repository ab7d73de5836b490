import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.passages import passage, passages


def _sentences(text):
    return [text[start:end] for start, end in passage(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. S. Perera said no. Others agreed.", ["Dr. S. Perera said no.", "Others agreed."]),
        ("See No. 5 of the list. It ended.", ["See No. 5 of the list.", "It ended."]),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        ("He asked “why?” Then he left.", ["He asked “why?”", "Then he left."]),
        ("He asked why? and then left.", ["He asked why?", "and then left."]),
        ("A title\n\nA sentence.", ["A title", "A sentence."]),
        ("- one\n- two", ["- one", "- two"]),
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("وصل الوفد. ثم غادر؟ نعم", ["وصل الوفد.", "ثم غادر؟", "نعم"]),
        ("One wraps\nover lines. Two.", ["One wraps\nover lines.", "Two."]),
        ("It cost 3.5 per cent.", ["It cost 3.5 per cent."]),
        ("", []),
    ],
)
def test_sentences_of_text(text, expected):
    assert _sentences(text) == expected


def test_sentences_without_end_come_in_pieces():
    text = "one and another, " * 400
    spans = passage(text).sentences
    assert max(end - start for start, end in spans) <= 1200
    assert " ".join(text[start:end] for start, end in spans) == text.strip()


def test_words_of_a_passage():
    words = passage("Jean-Pierre’s «É»").words
    assert [(word.folded, word.is_capital, word.start, word.end) for word in words] == [
        ("jean", True, 0, 4),
        ("pierre", True, 5, 11),
        ("s", False, 12, 13),
        ("e", True, 15, 16),
    ]


def test_words_of_scripts_with_vowel_signs():
    assert [word.folded for word in passage("नेहा शर्मा ने कहा").words] == ["नेहा", "शर्मा", "ने", "कहा"]


def test_plain_has_the_places_of_the_folded_text():
    made = passage("O’Brien, A.\n\nNext")
    assert made.plain == "o brien  a  next"
    assert len(made.plain) == len(made.folded)


def test_sentence_and_paragraph_of_a_place():
    text = "One. Two.\n\nThree."
    made = passage(text)
    assert made.sentence_of(6) == (5, 9)
    assert made.paragraph_of(13) == (11, 17)
    assert made.paragraph_of(2) == (0, 9)


def test_passage_shows_nothing_of_itself():
    made = passage("Amina Otieno")
    assert "Amina" not in repr(made)
    with pytest.raises(TypeError):
        pickle.dumps(made)


def test_passages_of_a_long_text_end_at_empty_lines():
    text = "A sentence of some length.\n\n" * 100
    parts = list(passages([text], 300))
    assert all(part.text.endswith("\n\n") for _, part in parts)
    assert len(parts) > 5


@given(st.lists(st.text(st.sampled_from("ab .\n"), max_size=40), max_size=12), st.integers(4, 40))
@settings(max_examples=200, deadline=None)
def test_passages_put_together_are_the_text(pieces, size):
    text = "".join(pieces)
    parts = list(passages(pieces, size))
    assert "".join(part.text for _, part in parts) == text
    assert all(text[at : at + len(part.text)] == part.text for at, part in parts)


@given(st.text(st.sampled_from("Aab.! \n?-"), max_size=60))
@settings(max_examples=200, deadline=None)
def test_sentences_hold_every_letter_once(text):
    spans = passage(text).sentences
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert kept.split() == text.split() or "".join(kept.split()) == "".join(text.split())
