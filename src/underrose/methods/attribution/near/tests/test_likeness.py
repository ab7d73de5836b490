"""Writings of one name, and names that only look alike."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.near import ALIKE, ALIKE_NATIVE, alike
from underrose.methods.attribution.near.characters import alike_surnames, japanese, wade_giles
from underrose.methods.attribution.near.edits import FAR, both_ways, cost, distance, letters, path
from underrose.methods.attribution.near.lattice import lattices, native_fold, script_of

LATIN = (
    ("Mohammed", "Muhamad"),
    ("Yusuf", "Youssef"),
    ("Kuznetsov", "Kouznetsov"),
    ("Novotny", "Novotná"),
    ("Horák", "Horáková"),
    ("Chen", "Chan"),
    ("Huang", "Wong"),
    ("Zhang", "Cheung"),
    ("Xu", "Hsu"),
    ("Park", "Pak"),
    ("Jeong", "Chung"),
    ("Papadopoulos", "Papadopoulou"),
    ("Zhou", "Chou"),
    ("O'Brien", "Brien"),
    ("Aliyev", "Aliev"),
)
NATIVE = (
    ("Кузнецов", "Kuznetsov"),
    ("Иванова", "Ivanov"),
    ("Шевченко", "Shevchenko"),
    ("Παπαδόπουλος", "Papadopoulos"),
    ("Հակոբյան", "Hakobyan"),
    ("ბერიძე", "Beridze"),
    ("محمد", "Mohammed"),
    ("حسين", "Hussein"),
    ("لوی", "Levi"),
    ("משה", "Moshe"),
    ("शर्मा", "Sharma"),
    ("王", "Wang"),
    ("陳", "Chan"),
    ("김", "Kim"),
    ("박", "Park"),
    ("田中", "Tanaka"),
    ("山崎", "Yamazaki"),
    ("さくら", "Sakura"),
    ("สมชาย", "Somchai"),
)
APART = (("Otieno", "Okello"), ("Wilson", "Nelson"), ("Garcia", "Garnier"), ("Chan", "Chang"), ("Kim", "Tam"))
NAMES = tuple({name for pair in LATIN for name in pair})


@pytest.mark.parametrize(("one", "other"), LATIN)
def test_writings_of_one_name_are_alike(one: str, other: str) -> None:
    assert alike(one, other) >= ALIKE
    assert alike(other, one) == alike(one, other)


@pytest.mark.parametrize(("native", "latin"), NATIVE)
def test_native_name_is_alike_its_romanisation(native: str, latin: str) -> None:
    assert alike(native, latin, native=True) >= ALIKE_NATIVE
    assert alike(latin, native, native=True) == alike(native, latin, native=True)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) < ALIKE


def test_native_names_are_alike_only_if_the_same() -> None:
    assert alike("Ива́нов", "ИВАНОВ", native=True) == 1
    assert alike("Иванов", "Петров", native=True) == 0
    assert alike("Ivanov", "Ivanov", native=True) == 1
    assert alike("Иванов", "…", native=True) == 0
    assert alike("", "Ivanov") == 0


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="abdeghiklmnorstuwyz", min_size=1, max_size=9),
    st.text(alphabet="abdeghiklmnorstuwyz", min_size=1, max_size=9),
)
def test_cost_is_symmetric_and_nothing_only_for_the_same(one: str, other: str) -> None:
    assert cost(one, other) == pytest.approx(cost(other, one))
    assert (cost(one, other) == 0) == (one == other)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_path_costs_what_distance_says(one: str, other: str) -> None:
    groups = both_ways({("zh", "ch"): 0.3, ("ou", "u"): 0.2})
    fixed = {
        "vowel": 0.75,
        "vowel lost": 0.7,
        "consonant": 1.3,
        "consonant lost": 1.2,
        "breath": 0.4,
        "doubled": 0.15,
        "mixed": 1.6,
    }
    price = distance(letters(one), letters(other), groups)
    learned = {"ch|zh": 0.3, "ou|u": 0.2}
    steps = path(letters(one), letters(other), groups)
    if price < FAR:
        assert sum(fixed.get(step, learned.get(step, 0.0)) for step in steps) == pytest.approx(price)


def test_distance_is_the_least_of_all_ways_for_short_words() -> None:
    """A slow twin: every way to cut both words, tried."""
    groups = both_ways({("zh", "ch"): 0.3, ("u", "oo"): 0.2, ("a$", "$"): 0.25})
    rng = random.Random(3)  # noqa: S311 # the same words every time
    for _ in range(60):
        one = "".join(rng.choices("zhcuoa", k=rng.randint(1, 3)))
        other = "".join(rng.choices("zhcuoa", k=rng.randint(1, 3)))
        slow = _slowly(f"^{one}$", f"^{other}$", groups)
        assert distance(one, other, groups) == pytest.approx(slow) or slow > 3.5


def _slowly(here: str, there: str, groups: dict[str, dict[str, float]], before: str = "^^") -> float:
    if not here and not there:
        return 0.0
    ways = []
    if here[:1] and here[:1] == there[:1]:
        ways.append(_slowly(here[1:], there[1:], groups, here[0] + there[0]))
    elif here[:1].isalpha() and there[:1].isalpha():
        vowels = {one in "aeiouy" for one in (here[0], there[0])}
        price = 1.6 if len(vowels) > 1 else 0.75 if vowels == {True} else 1.3
        ways.append(price + _slowly(here[1:], there[1:], groups, here[0] + there[0]))
    if here[:1].isalpha():
        ways.append(_alone(here[0], before[0]) + _slowly(here[1:], there, groups, here[0] + before[1]))
    if there[:1].isalpha():
        ways.append(_alone(there[0], before[1]) + _slowly(here, there[1:], groups, before[0] + there[0]))
    for letters_here, row in groups.items():
        if here.startswith(letters_here):
            for letters_there, price in row.items():
                if there.startswith(letters_there) and (letters_here or letters_there):
                    last = ((before[0] + letters_here)[-1], (before[1] + letters_there)[-1])
                    ways.append(
                        price
                        + _slowly(
                            here[len(letters_here) :], there[len(letters_there) :], groups, "".join(last)
                        )
                    )
    return min(ways, default=99.0)


def _alone(letter: str, before: str) -> float:
    return 0.15 if letter == before else 0.4 if letter == "h" else 0.7 if letter in "aeiouy" else 1.2


def test_surnames_of_one_character_share_it() -> None:
    assert alike_surnames("wong", "huang") > 0.2
    assert alike_surnames("wong", "chan") == 0
    assert alike_surnames("otieno", "huang") == 0


def test_wade_giles_follows_pinyin() -> None:
    assert wade_giles("zhang") == ("chang",)
    assert wade_giles("xu") == ("hsu",)
    assert wade_giles("wang") == ()
    assert wade_giles("jiang") == ("chiang",)


def test_japanese_name_is_parted_with_voiced_and_doubled_characters() -> None:
    assert any("zaki" in part.split() for way in japanese("山崎") for part in way)
    assert alike("佐々木", "Sasaki", native=True) >= ALIKE_NATIVE
    assert japanese("々") == ()


def test_lattice_of_no_script_is_empty() -> None:
    assert lattices("Otieno") == ()
    assert script_of("Otieno") == ""
    assert script_of("Отиено") == "cyrillic"
    assert native_fold("Ива́нов-Петров") == "ивановпетров"
    assert alike("Ива!но1в", "Ivanov", native=True) > 0.5
