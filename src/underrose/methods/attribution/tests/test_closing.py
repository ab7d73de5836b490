"""Whatever wording any layer offers closes its finding: taken over, nothing of the kind is found there any more."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import DESCRIPTIONS, FRAMES, NAMES
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Finding, Fix, Leak, Policy, Roster, Way

from .room import room
from .test_wordings import _DESCRIBED, _NAMED, _taken_over, _told, rosters

_SENTENCES = Path(__file__).parent.parent / "third_parties" / "tests" / "sentences.csv"
_PASSAGES = Path(__file__).parents[5] / "tests" / "data" / "attribution"
_FAMILIES = (NAMES, DESCRIPTIONS, FRAMES, {Leak.third_party})
_ABSENT = (
    "Her cousin, detained in Minsk since May, was denied visits.",
    "The widow of a miner shot at the gate spoke to {name}.",
    "{name} said that his own grandson was taken last year.",
    "A source inside the ministry had copied the list for {title} {family}.",
    "One of the boys shot at the checkpoint lives in {country}.",
    "A {role} from {country} told of a girl of twelve sold in the port.",
    "The only surgeon left in the valley was arrested in June, said {name}.",
)
_CONTACTS = (
    "Write to {name} at post@room.example or call +254 712 345 678.",
    "{title} {family} (post@room.example) said that wells run dry.",
)


def _open(guard: Guard, one: Finding, fix: Fix, text: str) -> list[str]:
    """What is still found of the kind where the wording stands, of too few people."""
    made = _taken_over(text, fix)
    end = fix.start + len(fix.wording)
    if fix.way is Way.say:
        # What is said of the same person in later sentences, whose pronouns the wording takes along, is a finding of its own.
        end = min(end, passage(made).sentence_of(fix.start)[1])
    kinds = next(some for some in _FAMILIES if one.leak in some)
    return [
        made[left.start : left.end]
        for left in guard.scan(made, points=())
        if left.leak in kinds
        and left.leak is not Leak.experience
        and left.start < end
        and fix.start < left.end
        and (left.k is None or left.k < guard.policy.enough)
    ]


def _offered(guard: Guard, text: str) -> list[tuple[Finding, Fix]]:
    return [
        (one, fix)
        for one in guard.scan(text, points=())
        for fix in one.fixes
        if fix.way is not Way.sentence and (fix.k is None or fix.k >= guard.policy.enough)
    ]


@given(rosters(), st.integers(0, 29), st.sampled_from(_NAMED + _DESCRIBED + _ABSENT + _CONTACTS))
@settings(max_examples=200, deadline=None)
def test_every_wording_of_every_layer_closes_its_finding(roster: Roster, who: int, frame: str) -> None:
    guard = Guard(roster, Policy(), key=b"test")
    text = _told(frame, roster.people[who])
    for one, fix in _offered(guard, text):
        assert not _open(guard, one, fix, text), (text, _taken_over(text, fix))


def _of_absent() -> list[str]:
    with _SENTENCES.open(encoding="utf-8", newline="") as file:
        told = [row["sentence"] for row in csv.DictReader(file) if row["is_third_party"] == "yes"]
    for name in ("passages.jsonl", "second/passages.jsonl", "third/passages.jsonl"):
        with (_PASSAGES / name).open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in lines]
        told += [one["text"] for one in read if one["kind"] == "third_party" and one["expect_flag"]]
    return told


def test_somebody_absent_is_always_offered_a_wording_that_closes():
    """Each keeps its sentence in some form; only leaving it out was left for half of them once."""
    guard = Guard(room(), key=b"test")
    bare = []
    for text in _of_absent():
        for one in guard.scan(text, points=()):
            if one.leak is not Leak.third_party:
                continue
            fixes = [fix for fix in one.fixes if fix.way is not Way.sentence]
            assert not any(_open(guard, one, fix, text) for fix in fixes), text
            if not fixes:
                bare.append(text)
    assert bare == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "The son of a former attorney general had been followed home.",
            "A person close to them had been followed",
        ),
        (
            "A boy of eleven who lost both hands to a mine now attends a school near the capital.",
            "The case of a person outside",
        ),
        (
            "A survivor of the school bombing, now nineteen, is studying law in Lyon.",
            "A person affected by the school",
        ),
        (
            "My aunt was the first woman to testify before the truth commission.",
            "The case of a person outside",
        ),
        ("- “My aunt was the first woman to testify,” she said.", "- The case of a person outside"),
    ],
)
def test_wording_takes_the_whole_of_the_person(text, made):
    guard = Guard(room(), key=b"test")
    said = [_taken_over(text, fix) for one in guard.scan(text, points=()) for fix in one.fixes]
    assert any(one.startswith(made) for one in said), said


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        (
            "Her brother-in-law, a customs officer at the northern crossing, passed on the manifests.",
            "officer crossing",
        ),
        (
            "An insider at the central bank warned them two days before the accounts were frozen.",
            "them the accounts",
        ),
        ("Their contact in the coast guard confirmed the number of bodies.", "matter guard"),
        (
            "The midwife arrested at the southern checkpoint with three litres has not been charged.",
            "arrested checkpoint",
        ),
    ],
)
def test_no_wording_leaves_half_of_a_place(text, broken):
    guard = Guard(room(), key=b"test")
    said = [_taken_over(text, fix) for one in guard.scan(text, points=()) for fix in one.fixes]
    assert said
    assert not any(broken in one for one in said)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A girl of twelve sold in the port wrote to the diplomat from Ghana.",
            [
                ("A girl of twelve sold in the port wrote to the diplomat from Ghana", "T1"),
                ("the diplomat from Ghana", "Q1"),
            ],
        ),
        (
            "His cousin was shot in May, said the diplomat from Ghana.",
            [
                ("His cousin was shot in May, said the diplomat from Ghana", "T1"),
                ("the diplomat from Ghana", "Q1"),
            ],
        ),
    ],
    ids=["beside", "within"],
)
def test_somebody_absent_and_somebody_present_are_both_told(text, told):
    found = Guard(room(), key=b"test").scan(text, points=())
    assert [(text[one.start : one.end], one.leak.value) for one in found] == told


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("As a diplomat from Ghana, I have seen it.", "I have seen it."),
        ("Being a diplomat from Ghana, we saw it.", "We saw it."),
        ("Speaking as the only diplomat from Ghana, I disagree.", "I disagree."),
        ("When I negotiated the annex, nobody listened.", "Nobody listened."),
        ("I work as a diplomat for Ghana.", "I am a participant."),
        ("We journalists from Japan know it.", "We know it."),
        ("I am the only journalist from Japan.", "I am a participant."),
        ("I was the girl of twelve sold in the port.", "I was somebody affected by this."),
    ],
)
def test_who_speaks_of_themselves_is_offered_words_that_say_less(text, made):
    guard = Guard(room(), key=b"test")
    found = guard.scan(text, points=())
    said = [_taken_over(text, fix) for one in found for fix in one.fixes if fix.way is not Way.sentence]
    assert made in said
    assert not guard.scan(made, points=())
