"""The labels are right by a count over the roster, and what is kept is what was written."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from data.attribution import check

AT_LEAST = {
    "direct": 70,
    "quasi": 60,
    "negative": 50,
    "legit_public": 20,
    "public_unsourced": 10,
    "third_party": 20,
    "general_talk": 10,
    "verbatim": 10,
    "other_language": 12,
    "long": 8,
}
SAME_RUN = 8


@pytest.fixture(scope="module")
def rooms() -> dict[str, check.Room]:
    return check.rosters(check.HERE)


@pytest.fixture(scope="module")
def records() -> list[check.Record]:
    return check.passages(check.HERE)


@pytest.fixture(scope="module")
def everything() -> list[check.Record]:
    return [record for folder in check.SETS for record in check.passages(folder)]


@pytest.mark.parametrize("folder", check.SETS, ids=lambda folder: folder.name)
def test_every_label_is_right(folder: Path) -> None:
    rooms = check.rosters(folder)
    wrong = [(r["id"], fault) for r in check.passages(folder) for fault in check.faults(r, rooms[r["event"]])]
    assert wrong == []


@pytest.mark.parametrize("folder", check.SETS, ids=lambda folder: folder.name)
def test_what_is_kept_is_what_was_written(folder: Path) -> None:
    assert (folder / "passages.jsonl").read_text("utf-8") == check.written(check.passages(folder))
    assert (folder / "rosters.json").read_text("utf-8") == check.kept(check.rosters(folder))


def test_every_kind_is_there(records: list[check.Record], everything: list[check.Record]) -> None:
    found = Counter(record["kind"] for record in records)
    assert {kind for kind, least in AT_LEAST.items() if found[kind] < least} == set()
    assert {record["kind"] for record in everything} == AT_LEAST.keys()


def test_what_must_pass_says_nothing(everything: list[check.Record]) -> None:
    records = everything
    clean = {"negative", "legit_public", "general_talk"}
    assert [r["id"] for r in records if r["kind"] in clean and (r["spans"] or r["expect_flag"])] == []
    assert [r["id"] for r in records if r["kind"] == "legit_public" and not r.get("public")] == []


def test_quasi_identifiers_lie_on_both_sides_of_enough(records: list[check.Record]) -> None:
    flags = Counter(record["expect_flag"] for record in records if record["kind"] == "quasi")
    assert 0.4 <= flags[True] / flags.total() <= 0.6


def test_points_are_repeated_in_words_of_theirs(everything: list[check.Record]) -> None:
    for record in everything:
        if record["kind"] == "verbatim":
            (point,) = record["points"]
            said = set(check.tokens(point["text"]))
            for span in record["spans"]:
                assert span["participants"] == [point["participant"]]
                words = check.tokens(span["text"])
                assert sum(word in said for word in words) >= len(words) * 0.6


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = check.tokens(text)
    yield from zip(*(words[i:] for i in range(SAME_RUN)), strict=False)


def test_no_two_passages_share_their_wording(everything: list[check.Record]) -> None:
    said: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for place, record in enumerate(everything):
        for run in runs(record["text"]):
            said[run].add(place)
    assert [run for run, places in said.items() if len(places) > 1] == []


def test_rosters_hold_who_is_hard_to_tell(rooms: dict[str, check.Room]) -> None:
    assert {name: len(people) for name, people in rooms.items()} == {"LM": 55, "HB": 24}
    for people in rooms.values():
        assert len({person["id"] for person in people}) == len(people)
        assert [n for n in Counter(p["name"] for p in people).values() if n > 1] == [2]
        assert any(not person["counts"] for person in people)
        assert any(not person["family"] for person in people)


def planted(record: check.Record, key: str, value: Any) -> check.Record:
    wrong = deepcopy(record)
    wrong["spans"][0][key] = value
    return wrong


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("direct", "start", 0),
        ("direct", "participants", ["LM-P02"]),
        ("direct", "k", 3),
        ("direct", "variant", "email"),
        ("quasi", "participants", ["LM-P01", "LM-P02"]),
        ("quasi", "constraints", {"role": "judge"}),
    ],
)
def test_a_wrong_label_is_found(
    kind: str, key: str, value: Any, rooms: dict[str, check.Room], records: list[check.Record]
) -> None:
    record = next(
        r for r in records if r["kind"] == kind and r["spans"][0]["start"] > 0 and r["event"] == "LM"
    )
    assert list(check.faults(record, rooms["LM"])) == []
    assert list(check.faults(planted(record, key, value), rooms["LM"])) != []


def test_who_is_not_known_counts_as_possible() -> None:
    people = [{"id": "a", "counts": True, "role": "judge"}, {"id": "b", "counts": True, "role": None}]
    people += [{"id": "c", "counts": True, "role": "lawyer"}, {"id": "d", "counts": False, "role": "judge"}]
    assert check.who(people, {"role": "judge"}) == ["a", "b"]
    assert check.who(people, {"role": "judge"}, unknown=False) == ["a"]
    assert check.who(people, {"not_role": ["judge", "lawyer"]}) == ["b"]


def test_marks_become_offsets(rooms: dict[str, check.Room]) -> None:
    text = "So [[a judge|Q1|role=judge]] said; [[she|Q2|gender=F|>0]] left, [[he|~]] stayed."
    record = check.converted("LM", "quasi", text, rooms["LM"])
    assert record["text"] == "So a judge said; she left, he stayed."
    assert [(s["start"], s["end"], s["k"]) for s in record["spans"]] == [(3, 10, 3), (17, 20, 2)]
    assert record["spans"][1]["constraints"] == {"role": "judge", "gender": "F"}
    assert record["neutral"] == [{"start": 27, "end": 29, "text": "he"}]
    assert record["expect_flag"]
