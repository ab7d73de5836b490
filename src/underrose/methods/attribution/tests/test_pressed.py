"""Every wording of every finding is pressed: the sentence still reads, is another one, and nothing is found in its place."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.merging import DESCRIPTIONS, FRAMES, NAMES
from underrose.methods.attribution.parsing import reads_right
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.roster_files import from_json
from underrose.methods.attribution.values import Finding, Fix, Leak, Policy, Way

_DATA = Path(__file__).parents[5] / "tests" / "data" / "attribution"
_PRESSED = Path(__file__).parent / "pressed.txt"
_PEOPLE = NAMES | DESCRIPTIONS | FRAMES | {Leak.third_party}
_BROKEN = re.compile(
    r"\b(?:the|an?|one|our|former) (?:(?:former|young|deputy|senior|\w+ian|\w+ese|\w+ish) ){0,3}(?:an?|one|some) (?:participant|person)\b"
    r"|\b(?:the|an?|one|some) (?:the|an?|one|some)\b"
    r"|\bparticipants?(?: from (?:the )?[A-Z]\w+)? (?:of|circle|silence|wise)\b|\bthem (?:was|were) \w+ed\b|  |\s[,.;]",
    re.IGNORECASE,
)


@cache
def _guards() -> dict[str, Guard]:
    """Of the rooms of the sets that are worked through; `held` is looked at by nobody."""
    found = {}
    for folder in (_DATA, _DATA / "second", _DATA / "third"):
        raw = (folder / "rosters.json").read_bytes()
        rooms = json.loads(raw)
        for name in rooms:
            found[name] = Guard(from_json(raw, name), Policy(), key=b"pressed")
    return found


def _sentences() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in _PRESSED.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[1]) for row in rows if len(row) > 1]


def _offered(room: str, text: str) -> Iterator[tuple[Finding, Fix, str]]:
    for one in _guards()[room].scan(text, points=()):
        for fix in one.fixes:
            yield one, fix, text[: fix.start] + fix.wording + text[fix.end :]


def _left(room: str, text: str, one: Finding, fix: Fix, made: str) -> list[str]:
    """What is found where the wording stands, and was not found of somebody else before."""
    guard = _guards()[room]
    before = {
        (other.leak, text[other.start : other.end])
        for other in guard.scan(text, points=())
        if other.end <= one.start or one.end <= other.start
    }
    words = fix.shown.partition(" … ")[0] if " … " in fix.shown else fix.wording
    start = fix.start + max(0, fix.wording.find(words))
    end = min(start + len(words), passage(made).sentence_of(start)[1])
    return [
        made[other.start : other.end]
        for other in guard.scan(made, points=())
        if other.leak in _PEOPLE
        and (other.leak, made[other.start : other.end]) not in before
        and other.start < end
        and start < other.end
    ]


@pytest.mark.parametrize(("room", "text"), _sentences())
def test_every_wording_pressed_reads_differs_and_closes(room, text):
    assert list(_guards()[room].scan(text, points=())), "nothing was found to be reworded"
    for one, fix, made in _offered(room, text):
        if fix.way is Way.sentence:
            continue
        assert made != text
        assert not _BROKEN.search(made), made
        assert not _left(room, text, one, fix, made), made
        assert fix.k is None or fix.k >= Policy().enough


def _passages() -> list[tuple[str, str]]:
    found = []
    for folder in (_DATA, _DATA / "second", _DATA / "third"):
        for line in (folder / "passages.jsonl").read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            if one["kind"] in {"quasi", "direct"} and one["expect_flag"]:
                found.append((one["event"], one["text"]))
    return found


@given(st.sampled_from(_passages()))
@settings(max_examples=80, deadline=None)
def test_every_wording_of_a_passage_pressed_reads_differs_and_closes(given_passage):
    room, text = given_passage
    for one, fix, made in _offered(room, text):
        if fix.way is Way.sentence:
            continue
        assert made != text
        if fix.way is Way.say and not _BROKEN.search(text):
            assert not _BROKEN.search(made), made
        if fix.way is Way.say and fix.k is not None:
            assert not _left(room, text, one, fix, made), made


def test_nearly_every_sentence_keeps_a_wording_that_is_not_silence():
    bare = [
        text
        for room, text in _sentences()
        for one in _guards()[room].scan(text, points=())
        if all(fix.way is Way.sentence for fix in one.fixes)
    ]
    assert len(bare) <= 3, bare


def test_the_whole_phrase_is_replaced():
    for room, text, made in (
        ("LM", "The Zambian deputy director promised money.", "A participant promised money."),
        ("LM", "A former presiding judge of a court was late.", "A participant was late."),
        ("LM", "The elder from the Sittaung circle told it.", "A participant told it."),
        ("GD", "A soldier from France whose unit was moved in May wept.", "A participant wept."),
    ):
        assert made in [pressed for _, _, pressed in _offered(room, text)], text


def test_the_number_beside_a_wording_is_that_of_the_whole_sentence():
    said = "A magistrate described how her tribunal had hidden the witnesses."
    by_wording = {made: fix.k for _, fix, made in _offered("LM", said) if fix.way is Way.say}
    whole = by_wording["A participant described how their tribunal had hidden the witnesses."]
    assert whole is not None
    assert whole < 20
    said = "Ambassador Haddad reminded us that Beirut had paid."
    offered = [made for _, _, made in _offered("LM", said)]
    assert "A participant reminded us that Beirut had paid." in offered
    assert not any("from government" in made or "Middle East" in made for made in offered)


def test_a_state_that_acts_in_the_next_sentence_is_counted_too():
    said = [made for _, _, made in _offered("LM", "The Canadian senior counsel said: “Ottawa will pay.”")]
    assert "A participant said: “Ottawa will pay.”" in said


def test_what_is_somebodys_own_is_said_in_general_words_where_few_have_one():
    said = [made for _, _, made in _offered("GD", "The Norwegian ambassador said that her ministry slept.")]
    assert "A participant from Western Europe said that their organisation slept." in said


@pytest.mark.parametrize(
    ("before", "after", "wording"),
    [
        ("The Ukrainian minister left.", "The Ukrainian a participant left.", "a participant"),
        ("The elder circle told it.", "A participant circle told it.", "A participant"),
        ("A judge of a court wept.", "A participant of a court wept.", "A participant"),
        ("An official exchanged words.", "An official.", "An official"),
        ("A man who was killed asked.", "A person was killed asked.", "A person"),
        ("The judge left.", "The a judge left.", "a judge"),
    ],
)
def test_what_is_no_sentence_does_not_read_right(before, after, wording):
    at = after.index(wording)
    assert not reads_right(before, after, at, at + len(wording))


def test_wordings_are_chosen_once_and_when_looked_at():
    (found,) = _guards()["LM"].scan("The Canadian senior counsel promised money.", points=())
    again = _guards()["LM"].scan("Nobody slept.\n\nThe Canadian senior counsel promised money.", points=())
    assert list(found.fixes) == list(found.fixes)
    assert [fix.wording for fix in found.fixes] == [fix.wording for fix in again.findings[0].fixes]
