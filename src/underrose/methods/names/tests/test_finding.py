import random
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.names import ALIKE, Pair, Reason, Someone, against, compared, digits, pairs, sharing
from underrose.methods.names.blocking import CROWD, MOST_KEYS, keys, keys_of
from underrose.methods.names.searching import Search
from underrose.methods.names.someone import known


def test_pairs_across_scripts_spellings_and_order():
    people = [
        Someone("a", ("Рашид Хусейнов",)),
        Someone("b", ("HUSEYNOV Rashid",)),
        Someone("c", ("Ada Lind",)),
        Someone("d", ("Müller Jürgen", "")),
        Someone("e", ("Juergen Mueller",)),
    ]
    assert [(pair.one, pair.other) for pair in pairs(people)] == [("d", "e"), ("a", "b")]


def test_address_and_telephone_are_strong_but_never_alone():
    one = Someone("a", ("Ada Lind",), ("office@x.example",), ("+44 1632 960001",), "House")
    assert (
        compared(one, Someone("b", ("Omar Farouq",), ("Office@x.example",), ("01632 960001",))).score == 0.0
    )
    assert (
        compared(one, Someone("c", ("A. Lindt",), ("office@x.example",), ("01632 960001",), "house")).score
        > 0.95
    )
    assert compared(one, Someone("d", (), ("office@x.example",))).score == 0.7
    assert compared(Someone("e", ()), Someone("f", ())).score == 0.0


def test_reasons_name_what_is_the_same():
    one = Someone("a", ("Ada Lind",), ("a@x.example",), ("+44 1632 960001",), "House")
    found = compared(one, Someone("b", ("Ada Lind",), ("a@x.example",), ("+44 1632 960001",), "House"))
    assert found.reasons == (Reason.same, Reason.email, Reason.telephone, Reason.organisation)
    far = compared(one, Someone("c", ("Omar Farouq",), organisation="House"))
    assert (far.score, far.reasons) == (0.0, (Reason.organisation,))


def test_against_compares_two_lists_and_nobody_within_one():
    here = [Someone("a", ("Ada Lind",)), Someone("b", ("Ada Lind",))]
    assert against(here, [Someone("z", ("Lind, Ada",))]).found == (
        Pair("a", "z", 1.0, (Reason.same,)),
        Pair("b", "z", 1.0, (Reason.same,)),
    )
    assert against(here, [Someone("z", ("Axel Lind",))]).found == ()
    assert against(here, [Someone("z", ("Omar Farouq",), ("a@x.example",))]).found == ()


def test_crowd_with_one_name_is_compared_with_its_first():
    people = [Someone(str(number), ("Ada Lind",)) for number in range(CROWD + 5)]
    found = pairs(people)
    assert (len(found), {pair.one for pair in found}, found.is_cut) == (CROWD + 4, {"0"}, False)


def test_crowd_with_one_name_is_compared_within_each_house():
    houses = {7: "House", 30: "house", 41: "Other house", 44: "Other house"}
    people = [
        Someone(str(number), ("Ada Lind",), organisation=houses.get(number, ""))
        for number in range(CROWD + 5)
    ]
    backed = {(pair.one, pair.other) for pair in pairs(people) if Reason.organisation in pair.reasons}
    assert backed == {("7", "30"), ("41", "44")}


def test_crowd_with_two_names_is_compared_with_its_first():
    people = [Someone(str(number), ("Ada Lind" if number % 2 else "Ada Lindh",)) for number in range(50)]
    found = pairs(people, most=None)
    assert len(found) == 300 + 300 + 25
    assert {"0"} == {pair.one for pair in found if pair.score < 1}


def test_crowd_with_one_address_is_compared_by_name_too():
    people = [
        Someone(str(number), (f"{word} {word}",), ("office@x.example",))
        for number, word in enumerate(f"{one}a{two}o" for one in "bdgklmnp" for two in "rstvz")
    ]
    people += [
        Someone("x", ("Ada Lind",), ("office@x.example",)),
        Someone("y", ("Ada Lyndt",), ("office@x.example",)),
    ]
    assert ("x", "y") in {(pair.one, pair.other) for pair in pairs(people)}
    assert {("x", "y")} == {
        (pair.one, pair.other) for pair in against(people[:-1], people[-1:]) if pair.one == "x"
    }


def test_crowd_of_two_lists_is_compared_with_the_first_of_each():
    here = [Someone(f"a{number}", ("Ada Lind",)) for number in range(CROWD)]
    there = [Someone(f"b{number}", ("Ada Lind",)) for number in range(3)]
    found = [(pair.one, pair.other) for pair in against(here, there)]
    assert len(found) == len(set(found)) == CROWD + 2
    assert {one for one, _ in found} == {one.key for one in here}
    assert {other for _, other in found} == {one.key for one in there}


def test_crowd_of_many_names_is_compared_with_those_that_sound_nearest():
    rng = random.Random(3)  # noqa: S311 # the same people every time
    words = ["".join(rng.choices("aeiou", k=3)) + "lind" + rng.choice("aeiou") for _ in range(90)]
    people = [Someone(str(number), (f"Mohamed {word}",)) for number, word in enumerate(dict.fromkeys(words))]
    people += [Someone("x", ("Mohamed Lindqvist",)), Someone("y", ("Lindkvist Mohamed",))]
    assert ("x", "y") in {(pair.one, pair.other) for pair in pairs(people)}


def test_likeliest_are_told_and_the_rest_is_said_to_be_cut():
    people = [Someone(str(number), ("Ada Lind",)) for number in range(30)]
    people += [
        Someone("x", ("Omar Faruk",), ("o@x.example",)),
        Someone("y", ("Umar Farouq",), ("o@x.example",)),
    ]
    found = pairs(people, most=3)
    assert (found.is_cut, len(found), pairs(people).is_cut) == (True, 3, False)
    assert found.found[-1] == Pair("x", "y", found.found[-1].score, found.found[-1].reasons)
    assert [pair.score for pair in found] == sorted((pair.score for pair in found), reverse=True)
    assert (len(pairs(people, most=None)), pairs(people, most=None).is_cut) == (436, False)


WORDS = ["Ada", "Eva", "Olga", "Ivan", "Omar", "Umar", "Li", "A.", "Lind", "Lindt", "Petrov", "Petrova", "Al-Hassan", "van der Berg",
         "Vandenberg", "Jean-Pierre", "Jeanpierre", "J.-P.", "Farouq", "Na", "Müller", "Mueller", "王伟", "Wang Wei", "محمد", "Mohamed",
         "Хусейнов", "Huseynov", "Dr", "bin", ",", "."]  # fmt: skip
PEOPLE = st.lists(
    st.builds(
        Someone,
        key=st.uuids().map(str),
        names=st.lists(st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join), max_size=2).map(tuple),
        emails=st.lists(st.sampled_from(["a@x.example", "b@x.example"]), max_size=1).map(tuple),
        telephones=st.lists(st.sampled_from(["+44 1632 960001", "01632 960002"]), max_size=1).map(tuple),
        organisation=st.sampled_from(["", "House", "Other house"]),
    ),
    max_size=9,
    unique_by=lambda one: one.key,
)


def meet(one, other):
    mine, theirs = known(one), known(other)
    return bool(
        keys_of(mine.names) & keys_of(theirs.names)
        or mine.emails & theirs.emails
        or mine.telephones & theirs.telephones
    )


def share(one, other):
    mine, theirs = known(one), known(other)
    return bool(
        mine.emails & theirs.emails
        or mine.telephones & theirs.telephones
        or (mine.organisation and mine.organisation == theirs.organisation)
    )


def in_order(found):
    return sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other))


def twin(two_by_two, threshold):
    """Everybody with everybody who shares a key, an address or a number."""
    judged = ((one, other, compared(one, other)) for one, other in two_by_two if meet(one, other))
    return in_order(
        Pair(one.key, other.key, found.score, found.reasons)
        for one, other, found in judged
        if found.score >= threshold
    )


@given(PEOPLE, st.sampled_from([0.6, 0.8, ALIKE, 0.95]))
def test_pairs_are_those_of_comparing_everybody_with_everybody(people, threshold):
    assert list(pairs(people, threshold)) == twin(combinations(people, 2), threshold)


@given(PEOPLE, PEOPLE, st.sampled_from([0.6, ALIKE]))
def test_pairs_of_two_lists_are_those_of_comparing_each_with_each(here, there, threshold):
    assert list(against(here, there, threshold)) == twin(product(here, there), threshold)


@given(PEOPLE, PEOPLE, st.sampled_from([0.0, 0.6, ALIKE]))
def test_those_who_share_something_are_those_of_comparing_each_with_each(here, there, threshold):
    every = ((one, other, compared(one, other)) for one, other in product(here, there) if share(one, other))
    told = [Pair(one.key, other.key, found.score, found.reasons) for one, other, found in every]
    assert list(sharing(here, there, threshold)) == in_order(one for one in told if one.score >= threshold)


def test_nobody_of_a_crowd_with_one_address_is_missed():
    rng = random.Random(1)  # noqa: S311 # the same people every time
    words = ["".join(rng.choice("nm") + rng.choice("aeiou") for _ in range(3)) for _ in range(63)]
    people = [
        Someone(str(at), (f"Amara {word}",), ("office@rivers.example",)) for at, word in enumerate(words)
    ]
    here, there = people[:60], people[60:]
    every = {
        (one.key, other.key) for one, other in product(here, there) if compared(one, other).score >= ALIKE
    }
    assert {(pair.one, pair.other) for pair in against(here, there)} < every
    assert {(pair.one, pair.other) for pair in sharing(here, there)} == every


@pytest.mark.parametrize("steps", [4, 40, 400, 4_000])
def test_search_ends_when_the_effort_is_spent_and_what_was_found_is_right(steps):
    rng = random.Random(5)  # noqa: S311 # the same people every time
    people = [
        known(
            Someone(str(number), (f"{rng.choice(WORDS)} {rng.choice(WORDS)}",), (f"{number % 20}@x.example",))
        )
        for number in range(60)
    ]
    search, whole = Search(people, ALIKE, steps=steps), Search(people, ALIKE)
    found, everything = search.run(), whole.run()
    assert (search.is_cut, whole.is_cut) == (True, False)
    assert found.items() <= everything.items()


def test_digits_compare_the_end_of_a_number():
    assert digits("+44 (0) 1632 960001") == digits("01632 960001") == "32960001"
    assert digits("123") == ""


def test_keys_of_a_name_are_64_at_most_and_none_of_nothing():
    assert keys("...") == frozenset()
    words = [f"{one}a{two}o{three}i" for one, two, three in combinations("bdgklmnrst", 3)]
    names = tuple(" ".join(words[at : at + 60 : 10]) for at in range(5))
    assert len(keys_of(known(Someone("a", names)).names)) == MOST_KEYS
