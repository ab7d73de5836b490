from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.third_parties.candidates import candidates
from underrose.methods.attribution.third_parties.mentions import (
    CANDIDATES,
    NETS,
    WORDS,
    Models,
    averaged,
    decide,
    joined,
    mentions,
)
from underrose.methods.attribution.third_parties.reading import read
from underrose.methods.attribution.third_parties.wordlists import HERE

# Invented: no such case, person or town.
CASE = """PROCEDURE

The case originated in an application (no. 99871/07) against the Republic of Norland lodged with the Court by a Norland
national, Mr Ivo Pellandine (“the applicant”), on 3 March 2007. He was represented by Ms O. Varsk, a lawyer practising in Quellin.

THE FACTS

The applicant was born in 1961 and lives in Tarvik. On 12 May 2004 the Tarvik District Court dismissed his action.

On 1 June 2005 the Court of Appeal upheld the judgment. The applicant had claimed EUR 4,350 from the bank.
"""


def test_names_numbers_dates_and_sums_are_found():
    found = {CASE[one.start : one.end] for one in mentions(CASE)}
    assert {"99871/07", "Mr Ivo Pellandine", "3 March 2007", "1961", "12 May 2004", "EUR 4,350"} <= found


def test_the_law_and_the_court_are_left():
    text = " ".join(CASE[one.start : one.end] for one in mentions(CASE))
    assert "PROCEDURE" not in text
    assert "judgment" not in text


def test_mentions_follow_each_other():
    found = mentions(CASE)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.probability <= 1 + 1e-9 for one in found)


def test_models_are_small():
    files = [HERE / name for name in (WORDS, CANDIDATES, NETS)]
    assert sum(file.stat().st_size for file in files) <= 5_000_000


def test_no_text_has_no_mentions():
    assert mentions("") == []
    assert mentions("\n\n") == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("aAzZ 0123/.,-\n€Éİß（“”'§"), max_size=120))
def test_any_text_is_read(text):
    document = read(text, {})
    assert all(0 <= one.start < one.end <= len(text) for one in document.spans)
    assert all(one.end <= other.start for one, other in pairwise(document.spans))
    covered = "".join(token.text for line in document.lines for token in line.tokens)
    assert covered == "".join(text.split())


def test_a_string_gets_one_probability_wherever_it_stands():
    document = read("Tarvik lay by the sea.\nThey left Tarvik in June.", {})
    scores = [[float(place) / 10 for place, _ in enumerate(line.tokens)] for line in document.lines]
    means = joined(document, scores, [0.0] * len(document.spans), 0.5)
    first, second = (
        next(score for token, score in zip(line.tokens, row, strict=True) if token.text == "Tarvik")
        for line, row in zip(document.lines, means, strict=True)
    )
    assert first == second == (0.0 + 0.1) / 2  # half of the means 0 and 0.2


def test_small_words_at_the_ends_are_left():
    document = read("The Court of Tarvik, and others", {})
    everything = [[1.0] * len(line.tokens) for line in document.lines]
    found = decide(document, everything, 0.5)
    assert [document.text[one.start : one.end] for one in found] == ["Court of Tarvik, and others"]


def test_models_may_be_any_function():
    made = Models(lambda rows: [0.0] * len(rows), lambda rows: [1.0] * len(rows), 1.0, 0.5)
    found = made.mentions(read("Mr Ivo Pellandine came on 3 March 2007.", {}))
    assert [one[:2] for one in found] == [(0, 17), (26, 38)]


def test_several_models_are_one_with_the_mean_of_their_probabilities():
    made = averaged(lambda rows: [0.0] * len(rows), lambda rows: [0.5] * len(rows))
    assert made([["b"], ["b"]]) == [0.25, 0.25]
    assert made([]) == []


def test_kinds_of_candidates():
    text = "On 3 May 2001 Mr J. Smith paid EUR 500 (10%) under Article 8 § 2, no. 12345/99, after ten years in New Quellin."
    found = [(one.kind, text[one.start : one.end]) for one in candidates(text)]
    assert found == [
        ("date", "3 May 2001"),
        ("person", "Mr J. Smith"),
        ("sum", "EUR 500"),
        ("share", "10%"),
        ("law", "Article 8 § 2"),
        ("file", "12345/99"),
        ("span", "ten years"),
        ("name", "New Quellin"),
    ]
