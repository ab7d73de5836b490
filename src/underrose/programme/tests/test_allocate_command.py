import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

INSTANCE = {"n": 12, "rounds": 3, "groups": 4, "size": [3, 3], "attributes": {"x": ["a", "b"] * 6}}


@pytest.fixture
def instance(tmp_path):
    def written(**changed: object):
        file = tmp_path / "instance.json"
        file.write_text(json.dumps({**INSTANCE, **changed}))
        return file

    return written


def _allocate(*asked: object, **options: object) -> str:
    said = io.StringIO()
    call_command("allocate", *map(str, asked), stdout=said, stderr=io.StringIO(), **options)
    return said.getvalue()


def test_the_groups_and_their_quality_are_said_in_sentences(instance):
    said = _allocate(instance(), moves=50_000)
    lines = said.splitlines()
    assert lines[0] == "Round 1"
    assert sum(line.startswith("  Group") for line in lines) == 12
    assert "All rules hold." in lines
    assert any(line.endswith("no plan can do better than that: proven optimal.") for line in lines)


def test_the_same_seed_prints_the_same_object(instance):
    file = instance(n=13, size=[3, 4], attributes={})
    one, again, other = (_allocate(file, "--json", seed=seed, moves=20_000) for seed in (5, 5, 6))
    assert one == again
    found = json.loads(one)
    assert (found["seed"], found["moves"]) == (5, 20_000)
    assert found["report"]["is_valid"]
    assert found["seats"] != json.loads(other)["seats"]


def test_a_slack_loosens_the_mix(instance):
    file = instance(n=9, groups=3, rounds=4, attributes={"x": list("aaabbbccc")})
    tight, loose = (
        json.loads(_allocate(file, "--json", moves=100_000, slack=slack))["report"] for slack in (0, 1)
    )
    assert (tight["encounters"], loose["encounters"]) == (9, 0)


def test_a_list_of_people_in_any_script_needs_two_numbers(tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("ID,x\nليلى,a\nBo,b\nZoë,a\nDee,b\n")
    said = _allocate(file, groups=2, rounds=1, moves=5_000)
    assert "ليلى" in said
    with pytest.raises(CommandError, match=r"people.csv: A list of people does not say .* Give both\.$"):
        _allocate(file)


def test_what_cannot_be_met_ends_with_3_and_the_smallest_set(instance):
    file = instance(must_apart=[[one, other] for one in range(5) for other in range(one)])
    said = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("allocate", str(file), stdout=said)
    assert ended.value.code == 3
    assert said.getvalue().startswith(
        "Rounds 1, 2, 3: these cannot all be met, and none of them can be spared: 0, 1 apart; 0, 2 apart;"
    )
    with pytest.raises(SystemExit):
        call_command("allocate", str(file), "--json", stdout=(said := io.StringIO()))
    assert json.loads(said.getvalue())["conflicts"][0]["cause"] == "all_apart"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(b"", "The file is empty"), (b"{", "is not JSON"), (b"\xff", "not UTF-8"), (b'{"n": 0}', "n is 0")],
)
def test_a_file_that_is_no_instance_is_named_in_a_sentence(tmp_path, words, sentence):
    file = tmp_path / "hostile"
    file.write_bytes(words)
    with pytest.raises(CommandError, match=f"hostile: .*{sentence}"):
        _allocate(file)


def test_a_file_that_is_not_there_and_numbers_that_are_none(tmp_path, instance):
    with pytest.raises(CommandError, match="gone cannot be opened: No such file or directory"):
        _allocate(tmp_path / "gone")
    with pytest.raises(CommandError, match="--moves must be 1 or more"):
        _allocate(instance(), moves=0)


def test_ctrl_c_keeps_the_best_plan_so_far(instance):
    """A search that would take an hour is stopped once it says how far it is; the plan is printed all the same."""
    file = instance(n=30, groups=5, rounds=5, size=[6, 6], attributes={})
    ours, theirs = pty.openpty()
    running = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "underrose", "allocate", str(file), "--json", "--moves", str(10**11)],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ | {"TERM": "dumb"},
    )
    try:
        told = _read_until(ours, b"moves tried")
        running.send_signal(signal.SIGINT)
        printed, _none = running.communicate(timeout=60)
        told += _read_until(ours, b"best plan so far")
    finally:
        running.kill()
        os.close(ours)
        os.close(theirs)
    assert running.returncode == 130
    found = json.loads(printed)
    assert not found["is_complete"]
    assert found["report"]["is_valid"]
    assert 0 < found["tried"] < 10**11


def _read_until(terminal: int, words: bytes) -> bytes:
    told, until = b"", time.monotonic() + 60
    while words not in told and time.monotonic() < until:
        if select.select([terminal], [], [], 1)[0]:
            told += os.read(terminal, 4096)
    assert words in told
    return told
