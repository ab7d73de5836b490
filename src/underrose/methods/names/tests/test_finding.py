import random

from underrose.methods.names import Pair, Reason, Someone, against, compared, digits, pairs
from underrose.methods.names.finding import CROWD


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
    assert against(here, [Someone("z", ("Lind, Ada",))]) == (
        Pair("a", "z", 1.0, (Reason.same,)),
        Pair("b", "z", 1.0, (Reason.same,)),
    )
    assert against(here, [Someone("z", ("Axel Lind",))]) == ()
    assert against(here, [Someone("z", ("Omar Farouq",), ("a@x.example",))]) == ()


def test_crowd_with_one_name_is_compared_with_its_first():
    people = [Someone(str(number), ("Ada Lind",)) for number in range(CROWD + 5)]
    assert len(pairs(people)) == CROWD + 4


def test_pairs_are_those_of_comparing_everybody_with_everybody():
    rng = random.Random(5)  # noqa: S311 # the same people every time
    givens, families = (
        ["Ada", "Eva", "Olga", "Ivan", "Omar", "Li"],
        ["Lind", "Lindt", "Petrov", "Petrova", "Farouq", "Na", "Nowak"],
    )
    people = [
        Someone(
            str(number),
            (f"{rng.choice(givens)} {rng.choice(families)}",),
            (f"{rng.randrange(20)}@x.example",),
        )
        for number in range(45)
    ]
    slow = {
        (one.key, other.key)
        for at, one in enumerate(people)
        for other in people[at + 1 :]
        if compared(one, other).score >= 0.85
    }
    assert {(pair.one, pair.other) for pair in pairs(people)} == slow


def test_digits_compare_the_end_of_a_number():
    assert digits("+44 (0) 1632 960001") == digits("01632 960001") == "32960001"
    assert digits("123") == ""
