"""A wording stands for the whole phrase of whoever was found, and for nobody beside them."""

import pytest

from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.whole_phrases import whole


@pytest.mark.parametrize(
    ("text", "found", "phrase"),
    [
        (
            "The Zambian deputy director of mines spoke.",
            "deputy director",
            "The Zambian deputy director of mines",
        ),
        (
            "A former colleague of the Kenyan judge fled.",
            "A former colleague of the Kenyan judge",
            "the Kenyan judge",
        ),
        (
            "Two students of an envoy from Chad wrote.",
            "Two students of an envoy from Chad",
            "an envoy from Chad",
        ),
        (
            "A member of staff of the Kenyan judge fled.",
            "A member of staff of the Kenyan judge",
            "the Kenyan judge",
        ),
        ("A judge of the high court spoke.", "A judge", "A judge of the high court"),
    ],
)
def test_phrase_of_whoever_was_found(text: str, found: str, phrase: str) -> None:
    start = text.index(found)
    first, last = whole(passage(text), start, start + len(found))
    assert text[first:last] == phrase
