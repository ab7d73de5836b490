import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.allocation.breakouts.explanation import explain
from underrose.methods.allocation.breakouts.feasibility import feasibility
from underrose.methods.allocation.breakouts.instance_file import (
    MOST_BYTES,
    UnreadableInstance,
    conflicts_as_json,
    plan_as_json,
    read_instance,
)
from underrose.methods.allocation.breakouts.plain_english import conflict_sentence, plan_sentences
from underrose.methods.allocation.breakouts.problem import Attribute, Duty, Group, Pin, Round
from underrose.methods.allocation.breakouts.solving import solve

from .making import plain, problems

INSTANCE = {
    "generator": "by hand",
    "n": 6,
    "rounds": 2,
    "groups": 3,
    "size": [2, 2],
    "attributes": {"sector": ["a", "a", "b", "b", "", "c"]},
    "must_apart": [[3, 1]],
    "facilitators": {"0": 5, "2": 4},
}


def _bytes(**changed: object) -> bytes:
    whole = {name: value for name, value in {**INSTANCE, **changed}.items() if value != "gone"}
    return json.dumps(whole).encode()


def test_an_instance_is_read():
    problem = read_instance(_bytes())
    assert problem.labels == ("0", "1", "2", "3", "4", "5")
    assert problem.rounds == tuple(
        Round(name, tuple(Group(str(at), 2, 2) for at in (1, 2, 3))) for name in ("1", "2")
    )
    assert problem.attributes == (Attribute("sector", (("a",), ("a",), ("b",), ("b",), (), ("c",))),)
    assert problem.apart == {(1, 3)}
    assert problem.pins == (Pin(0, 5, 0), Pin(0, 4, 2), Pin(1, 5, 0), Pin(1, 4, 2))


def test_names_in_any_script_are_read():
    names = ["ليلى", "می‌خواهم", "Zoë", "李", "Ñ", "Ana \u200fبن"]
    assert read_instance(_bytes(labels=names)).labels == tuple(names)


@pytest.mark.parametrize(
    ("given_bytes", "sentence"),
    [
        (b"", "The file is empty. Give an instance in JSON, or a list"),
        (b" \n\t", "The file is empty."),
        (b"\xff\xfe{", "Byte 0 is not UTF-8. Save the file as UTF-8."),
        (b"{" + b" " * MOST_BYTES, "The file has 20,000,001 bytes; at most 20,000,000 are read."),
        (
            b'{"n": 1,\n "rounds" 2}',
            r"Line 2, column 11: this is not JSON \(Expecting ':' delimiter\). Mend it there.",
        ),
        (b"[" * 100_000, "The JSON is nested too deeply to be an instance."),
        (b"[]", "The JSON is a list; an instance is one object with n, rounds, groups and size."),
        (b'{"n": 1, "n": 2}', "'n' stands twice in one object of the JSON. Remove one."),
        (b'{"n": NaN}', "NaN is no number of people. Write a whole number."),
        (b'{"n": ' + b"9" * 5_000 + b"}", "A number in the JSON cannot be read"),
        (_bytes(n="gone"), "n is missing. Write a whole number from 1 to 10000."),
        (_bytes(n=0), "n is 0. Write a whole number from 1 to 10000."),
        (_bytes(n=True), "n is True. Write a whole number"),
        (_bytes(n=6.0), "n is 6.0. Write a whole number"),
        (_bytes(n=10**9), "n is 1000000000. Write a whole number from 1 to 10000."),
        (_bytes(rounds=0), "rounds is 0. Write a whole number from 1 to 100."),
        (_bytes(groups=7), "groups is 7. Write a whole number from 1 to 6."),
        (_bytes(size=3), "size is 3. Write a list of 2."),
        (_bytes(size=[2]), r"size is \[2\]. Write a list of 2."),
        (_bytes(size=["2", 2]), r"size\[0\] is '2'. Write a whole number from 0 to 10000."),
        (
            _bytes(size=[3, 2]),
            "The instance does not fit together: round 0, group 0: its smallest size 3 is over",
        ),
        (_bytes(attributes=[]), r"attributes is \[\]. Write an object."),
        (
            _bytes(attributes={"x": ["a"]}),
            r"attributes\['x'\] has 1 values for 6 people. Write a list with one",
        ),
        (_bytes(attributes={"x": None}), r"attributes\['x'\] has None for 6 people"),
        (_bytes(attributes={"x": [1] * 6}), r"attributes\['x'\]\[0\] is 1. Write at most 200 letters."),
        (
            _bytes(attributes={"x": ["a" * 201] * 6}),
            r"attributes\['x'\]\[0\] is 'aaa.*\.\.\.\. Write at most 200",
        ),
        (_bytes(must_apart={}), r"must_apart is \{\}. Write a list."),
        (_bytes(must_apart=[[0, 6]]), r"must_apart\[0\] is 6. Write a whole number from 0 to 5."),
        (_bytes(must_apart=[[0, 1], [2]]), r"must_apart\[1\] is \[2\]. Write two people."),
        (_bytes(must_apart=[[2, 2]]), r"must_apart\[0\] names person 2 twice. Write two people."),
        (_bytes(facilitators={"3": 0}), r"facilitators\['3'\] is no group. Write a group from 0 to 2."),
        (_bytes(facilitators={"²": 0}), r"facilitators\['²'\] is no group."),
        (_bytes(facilitators={"0": -1}), r"facilitators\['0'\] is -1. Write a whole number from 0 to 5."),
        (
            _bytes(facilitators={"0": 1, "1": 1}),
            r"facilitators\['1'\]: person 1 has group 0 already. Give each group",
        ),
        (_bytes(labels=["a"]), r"labels is \['a'\]. Write a list of 6."),
        (
            _bytes(labels=["a", "b", "c", "d", "e", "b"]),
            r"labels\[5\]: 'b' is the name of labels\[1\] already.",
        ),
        (_bytes(labels=["a", "b", "c", "d", "e", " "]), r"labels\[5\] is empty. Name everybody."),
        (
            _bytes(labels=["a", "b", "c", "d", "e", "\ud800"]),
            r"labels\[5\] is '\\ud800'. Leave out line breaks",
        ),
        (_bytes(labels=["a", "b", "c", "d", "e", "f\n"]), r"labels\[5\] is 'f\\n'. Leave out line breaks"),
    ],
)
def test_what_is_no_instance_is_refused_with_place_and_remedy(given_bytes, sentence):
    with pytest.raises(UnreadableInstance, match=f"^{sentence}"):
        read_instance(given_bytes)


def test_a_name_that_stands_twice_among_very_many_is_found_at_once():
    names = [*map(str, range(60_000)), "59999"]
    written = "{" + ", ".join(f'"{name}": 1' for name in names) + "}"
    before = time.process_time()
    with pytest.raises(UnreadableInstance, match="'59999' stands twice"):
        read_instance(written.encode())
    assert (
        time.process_time() - before < 5
    )  # half a minute and more where all names are looked through for each


def test_a_list_of_people_is_read():
    given_bytes = "\ufeffID;gender;region\nليلى;f;mena\n\nBo;m;\n Cleo ;f;asia\nDee;;asia\n".encode()
    problem = read_instance(given_bytes, groups=3, rounds=2)
    assert problem.labels == ("ليلى", "Bo", "Cleo", "Dee")
    assert problem.attributes == (
        Attribute("gender", (("f",), ("m",), ("f",), ())),
        Attribute("region", (("mena",), (), ("asia",), ("asia",))),
    )
    assert {(group.smallest, group.largest) for round_ in problem.rounds for group in round_.groups} == {
        (1, 2)
    }
    assert (len(problem.rounds), len(problem.rounds[0].groups)) == (2, 3)


@pytest.mark.parametrize(
    ("text", "asked", "sentence"),
    [
        ("id,x\na,1\n", {}, "A list of people does not say how many groups and rounds there are. Give both."),
        (
            "{}",
            {"groups": 2, "rounds": 1},
            "An instance in JSON says itself how many groups and rounds there are.",
        ),
        (";\n;;", {"groups": 1, "rounds": 1}, "Every line of the file is empty."),
        ("id,x\n", {"groups": 1, "rounds": 1}, "There are 0 people below the header"),
        (
            "id,x\na,1\nb\n",
            {"groups": 1, "rounds": 1},
            "Row 3 has 1 cells, the header has 2. Give each column",
        ),
        (
            "id,x\na,1\na,2\n",
            {"groups": 1, "rounds": 1},
            "Row 3, column 1: 'a' is the name of Row 2, column 1 already",
        ),
        ("id,x\n,1\n", {"groups": 1, "rounds": 1}, "Row 2, column 1 is empty. Name everybody."),
        ("id,x,x\na,1,2\n", {"groups": 1, "rounds": 1}, "Column 3: 'x' is the name of Column 2 already."),
        ("id,\na,1\n", {"groups": 1, "rounds": 1}, "Column 2 is empty."),
        (
            "id,x\na,1\n",
            {"groups": 2, "rounds": 1},
            "The number of groups is 2. Write a whole number from 1 to 1.",
        ),
        ("id,x\na,1\n", {"groups": 1, "rounds": 0}, "The number of rounds is 0."),
        (
            'id,x\n"a,1\n',
            {"groups": 1, "rounds": 1},
            r"The file is not CSV \(unexpected end of data\). Save it as",
        ),
        (
            "id,x\na,\x00\n",
            {"groups": 1, "rounds": 1},
            r"Row 2, column 'x', is '\\x00'. Leave out line breaks",
        ),
    ],
)
def test_what_is_no_list_of_people_is_refused(text, asked, sentence):
    with pytest.raises(UnreadableInstance, match=f"^{sentence}"):
        read_instance(text.encode(), **asked)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 12) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from([*INSTANCE, "labels"]), JSON, max_size=3))
def test_any_json_is_an_instance_or_is_refused_in_a_sentence(changed):
    try:
        problem = read_instance(_bytes(**changed))
    except UnreadableInstance as refused:
        assert str(refused).endswith((".", ")."))  # noqa: PT017 - the other way out is below
    else:
        assert len(problem) == 6
        feasibility(problem)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.none() | st.integers(-1, 3), st.none() | st.integers(-1, 3))
def test_any_bytes_are_an_instance_or_are_refused(given_bytes, groups, rounds):
    try:
        read_instance(given_bytes, groups=groups, rounds=rounds)
    except UnreadableInstance as refused:
        assert str(refused)  # noqa: PT017 - the other way out is a problem


@settings(max_examples=30, deadline=None)
@given(problems())
def test_a_plan_is_written_with_all_that_is_said_of_it(problem):
    plan = solve(problem, seed=1, moves=2_000)
    found = json.loads(json.dumps(plan_as_json(problem, plan)))
    assert tuple(tuple(row) for row in found["seats"]) == plan.seats
    assert found["report"]["encounters"] == plan.report.encounters
    assert found["report"]["bounds"]["encounters"] == plan.report.bounds.encounters
    assert len(found["report"]["violations"]) == len(plan.report.violations)
    for row, round_ in zip(plan.seats, found["rounds"], strict=True):
        for at, group in enumerate(round_["groups"]):
            assert group["people"] == [problem.labels[one] for one, seat in enumerate(row) if seat == at]
    said = list(plan_sentences(problem, explain(problem, plan.seats)))
    assert ("All rules hold." in said) is plan.report.is_valid
    assert any("proven optimal" in one for one in said) is (
        plan.report.encounters == plan.report.bounds.encounters
    )


def test_what_cannot_be_met_is_written_and_said():
    problem = plain(6, 2, 2, duties=(Duty("facilitator", frozenset({3})),), pins=(Pin(1, 3, 0),))
    conflicts = feasibility(problem).conflicts
    found = json.loads(json.dumps(conflicts_as_json(conflicts)))
    assert found[0]["cause"] == "duty_too_few"
    assert found[0]["rounds"] == [0]
    assert found[0]["demands"][0]["people"] == [3]
    assert conflict_sentence(problem, conflicts[0]) == (
        "Round 0: this cannot be met: at least 1 of 1 as facilitator in each group. Change it."
    )


def test_a_long_set_of_demands_is_cut_and_counted():
    problem = plain(16, 1, 1, pins=(Pin(0, 0, 0),), together=(frozenset({0, 1}),), apart=frozenset({(0, 1)}))
    sentence = conflict_sentence(problem, feasibility(problem).conflicts[0])
    assert sentence == "Round 0: this cannot be met: P0, P1 apart. Change it."
    star = plain(30, 2, 2, apart=frozenset((0, one) for one in range(1, 30)))
    sentence = conflict_sentence(star, feasibility(star).conflicts[0])
    assert sentence.startswith(
        "Rounds 0, 1: these cannot all be met, and none of them can be spared: "
        "2 groups of 15 to 15 for 30 people; P0, P1 apart; "
    )
    assert sentence.endswith("P0, P11 apart; and 5 more. Give up one of them.")
