"""The cues of experiences are tried only where one may begin: nothing is lost by it."""

import pytest

from underrose.methods.attribution.quasi.experience import CUES, cues_in

_TEXTS = [
    "when i was there, because i fled, (as i quietly chaired it) and since we negotiated",
    "we still have served; i personally led, we myself once stood, i alone signed",
    "my years as a judge, her long career in the north, their own first term as heads",
    "my own village, our old textile union, his own court, their own small clinic",
    "she recalls crossing, remembered about leaving, a relived burning, recounting how i ran",
    "telling us how she had fled, tells how he was arrested, told of having lost it, told of her own",
    "i was the first officer at the port; i was a nurse in the camp; i'm the only one; i am the last",
    "the account of being there, alone in this room, years of mapping the coast",
    "twenty-five years as a clerk, in 1,200 years on the bench, 7 years behind the desk",
    "having once lived, a delegate who had once drafted it, someone, who was arrested, the one who fled",
    "thei was, a_when i was, mali we had, 3i was the first",
    "wei have, we we have led, i i fled, as as i was, when when i had",
]


@pytest.mark.parametrize("text", _TEXTS)
def test_the_cues_are_those_of_the_pattern(text: str) -> None:
    assert [one.span() for one in cues_in(text)] == [one.span() for one in CUES.finditer(text)]


def test_each_text_but_the_odd_ones_has_cues() -> None:
    assert all(list(cues_in(text)) for text in _TEXTS[:10])
