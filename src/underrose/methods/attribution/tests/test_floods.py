"""Inputs that repeat one thing very often cost no more than in proportion to their length. Work is counted, never timed."""

import random
import sys
from types import FrameType
from typing import Any

import pytest

from underrose.methods.attribution import exact, pronouns
from underrose.methods.attribution import passages as parted
from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.folding import folded
from underrose.methods.attribution.frames import sources
from underrose.methods.attribution.frames.evidence import evidence
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.known import Known
from underrose.methods.attribution.outline import order_of, tau
from underrose.methods.attribution.passages import passage, passages
from underrose.methods.attribution.values import Person, Roster
from underrose.methods.attribution.verbatim import Verbatim

ROSTER = Roster(
    (
        Person(key="0", name="Amina Otieno", given="Amina", family="Otieno", countries=("Kenya",), mails=("amina@rivers.example",)),
        Person(key="1", name="Bram van der Berg", given="Bram", family="van der Berg", countries=("Netherlands",), roles=("judge",)),
        Person(key="2", name="May Day", given="May", family="Day", telephones=("+999 123 45 67",), handles=("@mayday",)),
        Person(key="3", name="Kim", native=("김",), family="Kim"),
    )
)  # fmt: skip
FLOODS = [
    "[", "(", '"', "“", "'", "@", "1", "\u0301", "e\u0301\u0302\u0303", "a", "A", "\u202e", "\u200b", "\n", "\n\n", ", ", "Aa", "Aa ", "Mr ",
    "Mr. ", "Amina Otieno ", "Amina Otieno, ", "Otieno said. ", ".", ". ", "!", "…", "-", "- ", "[1]", "a [1] ", "[^1]", "\n[^1]: A/73/890 ",
    "a@", "a@b.", "1. ", "van der ", "the judge ", "in May 2019 ", "his ", "(a", "“ab” A/73/890. ", "김", "\u1100", "王", "ا", "а", "https://", "A/RES/",
    "second session Otieno ", "Die der und nicht ", "«", "\t", "\u2029", "\0",
]  # fmt: skip
SMALL, TIMES = 1_600, 4


CHANCE = random.Random(7)  # noqa: S311 # always the same draws


def _different(count: int) -> list[str]:
    """Words that share no beginning."""
    return [f"{chr(97 + number // 26)}{chr(97 + number % 26)}qzxyk" for number in range(count)]


def _flood(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def _work(run: Any) -> int:
    """How many functions, of Python or of C, were entered."""
    count = 0

    def called(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.fixture(scope="module")
def guard():
    made = Guard(ROSTER, key=b"test")
    made.scan(
        "Amina Otieno, a judge from Kenya, said on 3 May 2019 (A/73/890) that she agreed. Les gens ne sont pas là."
    )
    return made


@pytest.mark.parametrize("piece", FLOODS)
def test_work_grows_with_the_length_alone(guard, piece):
    small, large = _flood(piece, SMALL), _flood(piece, TIMES * SMALL)
    guard.scan(_flood(piece, SMALL // 2))
    first = _work(lambda: guard.scan(small, (), [small]))
    second = _work(lambda: guard.scan(large, (), [large]))
    assert second < 1.5 * TIMES * first + 5_000


@pytest.mark.parametrize("mark", [".", "!", "?", "…", "؟", "।"])
def test_a_run_of_full_stops_is_entered_at_its_beginning_alone(mark):
    text = mark * 50
    assert parted._END.match(f"{text} A", 0)
    assert not any(
        parted._END.match(text + "a", at) or parted._END.match(f"{text} A", at) for at in range(1, 50)
    )


def test_words_of_a_mention_have_an_end():
    forms, text = ExactForms(ROSTER), passage("Amina " * 400)
    words, _ = forms._seen(text)
    assert max(one.words for one in exact._mentions(text, words)) < 20
    assert len(forms.find(passage("Bram van der Berg said so."))) == 1


def test_footnote_is_read_once_however_often_a_text_leads_to_it(monkeypatch):
    read = []
    monkeypatch.setattr(sources, "evidence", lambda text, *place: read.append(text) or evidence(text, *place))
    note = "Report of the Secretary-General, A/73/890."
    text = passage("The Secretary-General said so in 2019.[^1]\n\n" * 60 + f"[^1]: {note}")
    assert list(sources.public(text, {"1": note}))
    assert read.count(note) == 1


def test_pronouns_are_looked_for_near_a_name_alone():
    start, end = pronouns._window(passage("Amina Otieno. " + "She said so. " * 2_000), (0, 12), ())
    assert end - start < 2_000


def test_text_in_one_piece_and_in_many_has_the_same_parts():
    text = "".join(
        f"Sentence {number} of a long text. " + "\n\n" * (number % 40 == 0) for number in range(9_000)
    )
    whole = [(at, part.text) for at, part in passages([text])]
    assert "".join(part for _, part in whole) == text
    assert [at for at, _ in whole] == [
        sum(len(part) for _, part in whole[:place]) for place in range(len(whole))
    ]
    assert [
        (at, part.text) for at, part in passages(text[at : at + 700] for at in range(0, len(text), 700))
    ] == whole


def test_programme_of_many_sessions_costs_in_proportion():
    words = _different(240)
    sessions = [f"session on {word}" for word in words]

    def ordered(count: int) -> None:
        assert order_of(passage("\n\n".join(words[:count])), sessions[:count], CHANCE).follows

    assert _work(lambda: ordered(240)) < 1.5 * TIMES * _work(lambda: ordered(60))


def test_order_of_many_sessions_is_told_from_chance():
    words = _different(100)
    sessions = [f"session on {word}" for word in words]
    mixed = CHANCE.sample(words, k=len(words))
    assert order_of(passage("\n\n".join(words)), sessions, CHANCE).chance < 1e-6
    assert not order_of(passage("\n\n".join(reversed(words))), sessions, CHANCE).follows
    assert order_of(passage("\n\n".join(mixed)), sessions, CHANCE).chance > 0.05


def test_tau_counts_ties():
    assert tau([1, 2, 3]) == 1
    assert tau([3, 2, 1]) == -1
    assert tau([1, 1, 2]) == pytest.approx(2 / 6**0.5)
    assert tau([1, 1]) == 0


def test_published_list_and_points_of_one_name_cost_in_proportion():
    forms = ExactForms(ROSTER)
    for piece in ("Amina Otieno\n\n", "van der ", "second session Otieno "):
        first = _work(lambda piece=piece: Known(forms, [_flood(piece, SMALL)]))
        assert (
            _work(lambda piece=piece: Known(forms, [_flood(piece, TIMES * SMALL)]))
            < 1.5 * TIMES * first + 5_000
        )
        small = _work(lambda piece=piece: Verbatim([_flood(piece, SMALL)], b"k"))
        assert (
            _work(lambda piece=piece: Verbatim([_flood(piece, TIMES * SMALL)], b"k"))
            < 1.5 * TIMES * small + 5_000
        )


def test_long_text_is_folded_in_parts_alone(guard, monkeypatch):
    sizes = []
    monkeypatch.setattr(parted, "folded", lambda text: sizes.append(len(text)) or folded(text))
    guard.scan("a\u200b" * 100_000)
    assert max(sizes) <= parted.PART
