"""Words of points are kept as one sees them: the signs of one keyboard are those of every other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.dialogue.plain_words import clean


@pytest.mark.parametrize(
    ("laptop", "telephone", "kept"),
    [
        (
            "\"I said 'no',\" she said - don't...",
            "“I said ‘no’,” she said – don’t…",
            "“I said ‘no’,” she said – don’t…",
        ),
        ("wells -- and roads", "wells — and roads", "wells – and roads"),
        ("wells---and roads", "wells—and roads", "wells – and roads"),
        ("Israel-Lebanon, 2020-2024", "Israel–Lebanon, 2020–2024", "Israel-Lebanon, 2020-2024"),
        ("- first\n* second", "– first\n• second", "- first\n- second"),
        ('("yes")', "(„yes“)", "(“yes”)"),
        ("the '90s, 5'10\"", "the ’90s, 5′10″", "the ’90s, 5’10”"),
        ("O'Neil's", "O`Neil´s", "O’Neil’s"),
        ('צה"ל', "צה”ל", 'צה"ל'),
        ("«mot»", "«mot»", "«mot»"),
        ("-5 degrees, well-known", "-5 degrees, well‑known", "-5 degrees, well-known"),
        ("-----", "-----", "-----"),
        ("wait....", "wait....", "wait...."),
        ("no --", "no —", "no –"),
    ],
)
def test_signs_do_not_tell_whose_keyboard_it_was(laptop: str, telephone: str, kept: str) -> None:
    assert [clean(laptop), clean(telephone), clean(kept)] == [kept] * 3


@given(st.text(alphabet="ab1 '\"`’‘“”„´′″-–—‑.…(\n•*é", max_size=40))
def test_what_was_cleaned_stays_as_it_is(words: str) -> None:
    once = clean(words)
    assert clean(once) == once
    assert not set(once) & set("'`„´′″—‑\u2010\u2011\u2015")
