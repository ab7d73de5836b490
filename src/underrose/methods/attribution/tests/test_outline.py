from functools import partial
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.attribution import outline
from underrose.methods.attribution.outline import order_of, tau, thanks
from underrose.methods.attribution.passages import passage

RNG = partial(Random, 1)
PROGRAMME = (
    "Land registers and customary titles (Dr Rao)",
    "Early warning in river basins (Ms Silva)",
    "Courts, judges and witnesses under threat (Mr Okoro)",
    "Water, wells and herding routes (Dr Lind)",
    "Schools in camps and the teachers who stay (Ms Haddad)",
)
TOLD = (
    "Customary titles were seldom on any register, and land was sold twice.",
    "Warning came late in most river basins. Gauges were silent.",
    "Judges felt threatened; witnesses stayed away from courts.",
    "Herding routes crossed wells that had run dry of water.",
    "Teachers taught in camps without pay, and schools went on.",
)


def order(paragraphs, sessions=PROGRAMME):
    return order_of(passage("\n\n".join(paragraphs)), sessions, RNG())


def test_text_in_the_order_of_the_programme_follows_it():
    seen = order(TOLD)
    assert seen.follows
    assert seen.correlation == 1
    assert seen.chance == pytest.approx(1 / 120)
    assert seen.matched == tuple((place, place) for place in range(5))


def test_text_by_theme_does_not_follow():
    assert not order([TOLD[place] for place in (3, 0, 4, 2, 1)]).follows


def test_reversed_text_does_not_follow():
    assert order(TOLD[::-1]).correlation == -1
    assert not order(TOLD[::-1]).follows


def test_too_few_sessions_tell_nothing():
    assert not order(TOLD[:3], PROGRAMME[:3]).follows
    assert not order((), PROGRAMME).follows
    assert not order(TOLD, ()).follows


def test_session_like_no_paragraph_counts_for_nothing():
    seen = order(TOLD, (*PROGRAMME, "Zzz"))
    assert len(seen.matched) == 5


def test_long_programme_is_tested_by_drawing():
    words = [f"topic{letter}{letter}" for letter in "abcdefghijkl"]
    words = [word[5:] * 4 for word in words]
    seen = order([f"{word} was told." for word in words], words)
    assert len(seen.matched) == 12
    assert seen.follows


@given(st.lists(st.integers(0, 6), max_size=6))
def test_chance_drawn_comes_near_to_chance_counted(places):
    counted = outline._chance(places, RNG())
    risen = tau(places)
    orders = list(permutations(places))
    assert counted == sum(tau(one) >= risen for one in orders) / len(orders)
    kept, outline._EXACT = outline._EXACT, -1
    try:
        assert outline._chance(places, RNG()) == pytest.approx(counted, abs=0.06)
    finally:
        outline._EXACT = kept


@given(st.lists(st.integers(0, 9), max_size=8))
def test_tau_is_that_of_signs(places):
    signs = [(b > a) - (b < a) for at, a in enumerate(places) for b in places[at + 1 :]]
    given_order = len(signs)
    uneven = sum(sign != 0 for sign in signs)
    slow = sum(signs) / (given_order * uneven) ** 0.5 if uneven else 0
    assert tau(places) == pytest.approx(slow)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We thank Grace Otieno, Arun Rao and Maria de Silva for their time.", 3),
        ("The rapporteur is grateful to Grace Otieno (Land Trust) and Dr Arun Rao.", 2),
        ("Our thanks go to the speakers: Grace Otieno; Arun Rao.", 2),
        ("Acknowledgements\n\n- Grace Otieno\n- Arun Rao\n- Maria Silva\n", 3),
        ("With gratitude to Grace Otieno, Arun Rao.", 2),
    ],
)
def test_list_of_thanks_is_found(text, names):
    (found,) = thanks(passage(text))
    assert found.names == names
    assert text[found.start :].startswith("Grace Otieno")


@pytest.mark.parametrize(
    "text",
    [
        "We thank everybody who came.",
        "Thanks to the rain, the harvest held.",
        "Grace Otieno, Arun Rao and Maria Silva wrote the register.",
        "We thank Grace Otieno for her time.",
    ],
)
def test_no_list_of_thanks_is_no_finding(text):
    assert thanks(passage(text)) == ()


NAMES = st.lists(
    st.sampled_from(["Grace Otieno", "Arun Rao", "Maria Silva", "Li Wei"]), min_size=1, max_size=6
)


@given(
    st.sampled_from(["", "We thank ", "Thanks to ", "They met "]),
    NAMES,
    st.sampled_from([", ", " and ", "; "]),
)
def test_lists_of_thanks_are_those_with_thanks_and_two_names(cue, names, mark):
    text = f"{cue}{mark.join(names)}."
    expected = [len(names)] if cue.lower().startswith(("we thank", "thanks")) and len(names) > 1 else []
    assert [one.names for one in thanks(passage(text))] == expected
