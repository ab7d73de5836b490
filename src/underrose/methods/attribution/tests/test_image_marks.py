"""The marks of images are tried only where one may begin: nothing is lost by it."""

import pytest

from underrose.methods.attribution.images import MARK, marks

_TEXTS = [
    "it resembles a clock, amounted to the end, amounts to his defeat, likened to an oven, compared with her boat",
    "she spoke of drains, talk of rust, a kind of fog, a sort of sieve, little more than paint, nothing but dust",
    "the image of a kettle, his theory about stains, a joke on us, the word for rain, an expression with teeth",
    "it is a laundromat, this was an oven, that is a mill, they are sponges, they were gates, so-called friends",
    "known as ferries, called the sieve, described as an anchor, termed luck, dubbed a kite, nicknamed the owl",
]


@pytest.mark.parametrize(
    "text", [*_TEXTS, "exit is a door, recalled it, a_called b, they are a kind of a sort of it is a"]
)
def test_the_marks_are_those_of_the_pattern(text: str) -> None:
    assert [mark.span() for mark in marks(text)] == [mark.span() for mark in MARK.finditer(text)]


def test_each_kind_of_mark_is_found() -> None:
    assert [len(list(marks(text))) for text in _TEXTS] == [5, 6, 5, 6, 6]
