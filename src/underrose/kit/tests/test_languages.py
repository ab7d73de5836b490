"""Days and words come in one language."""

import pytest

from underrose.kit.languages import offered


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("en", "en"),
        ("en-gb", "en"),
        ("ar", "ar"),
        ("ar-lb", "ar"),
        ("uk", "en"),
        ("", "en"),
        ("x" * 600, "en"),
        ("<i>", "en"),
    ],
)
def test_language_is_one_whose_words_the_house_has(asked: str, given: str) -> None:
    assert offered(asked) == given
