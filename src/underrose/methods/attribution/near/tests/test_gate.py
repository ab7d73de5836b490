"""What is a person, and what only looks like one."""

import pytest

from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.gate_words import gate_words

PEOPLE = (
    "[Grace] said that the text was long.",
    "In reply to [Grace], nobody spoke.",
    "[Win] asked for the floor.",
    "[Mark]'s proposal was kept.",
    "The chair thanked [Hope] warmly.",
    "Dr [Rose] left early.",
    "We heard from [Faith], who had come by train.",
    "According to [Bill], it was late.",
    "[May] replied.",
    "[Jordan] explained the figures.",
    "[Frank] and Anna agreed.",
    "[Otieno] left.",
    "The paper in which [Lina] disagrees is lost.",
    "[Patience] first gave an example.",
)
NOBODY = (
    "[Grace] under pressure was the theme.",
    "[May] 2019 was cold.",
    "In [May] they met.",
    "The [Bill] was amended twice.",
    "[Will] they come?",
    "A [Frank] exchange of views.",
    "The [Ford] Foundation paid.",
    "The [Wilson] Center is closed.",
    "[King]'s College replied.",
    "The [Carter] administration had tried.",
    "They met in [Geneva] again.",
    "In [Jordan] it rained.",
    "[Rich] countries should pay.",
    "[Faith] in the process was low.",
    "The Clean Air [Bill] was tabled.",
    "Lake [Victoria] is shrinking.",
    "a matter of [hope] alone",
    "[Young] people asked for more.",
    "Any Tom, Dick and [Harry] can look it up.",
    "[Pandora]'s box was opened.",
)


def _likelihood(marked: str, evidence: float) -> float:
    start, end = marked.index("["), marked.index("]") - 1
    return gate.likelihood(marked.replace("[", "").replace("]", ""), start, end, evidence)


@pytest.mark.parametrize("marked", PEOPLE)
def test_given_name_of_somebody_who_acts_is_a_person(marked: str) -> None:
    assert _likelihood(marked, gate.GIVEN) > 0.5


@pytest.mark.parametrize("marked", NOBODY)
def test_word_that_only_looks_like_a_name_is_nobody(marked: str) -> None:
    assert _likelihood(marked, gate.GIVEN) < 0.5


def test_whole_name_is_a_person_unless_something_is_called_after_it() -> None:
    assert _likelihood("[May Wilson] is absent.", gate.FULL) > 0.9
    assert _likelihood("The [Woodrow Wilson] Center is closed.", gate.FULL) < 0.5


def test_title_decides_alone() -> None:
    assert _likelihood("Ambassador [Bush] is late.", gate.NEAR) > 0.9
    assert gate.is_titled("Ambassador Bush", 11)
    assert not gate.is_titled("The ambassador's Bush", 17)


def test_name_in_another_script_is_a_person() -> None:
    assert _likelihood("Затем [Надежда] ушла.", gate.GIVEN) > 0.9


def test_gate_at_the_ends_of_a_text_never_raises() -> None:
    assert gate.likelihood("Otieno", 0, 6, gate.SURNAME) > 0.5
    assert 0 <= gate.likelihood("", 0, 0, gate.SURNAME) <= 1


def test_word_of_english_is_known_in_its_forms() -> None:
    words = gate_words()
    assert words.count("policy") > 0
    assert words.count("policies") > 0
    assert words.count("otieno") == 0


def test_other_language_is_judged_by_the_name_alone() -> None:
    assert (
        _likelihood(
            "Danach hat Ministerin [Otieno] die Sitzung mit einer langen Rede eröffnet.", gate.SURNAME
        )
        > 0.5
    )
    assert (
        _likelihood("Selon [Grace], les États ont une obligation claire dans ce domaine.", gate.GIVEN) > 0.5
    )
    assert _likelihood("la [grace] est une vertu que les gens aiment.", gate.GIVEN) < 0.5
