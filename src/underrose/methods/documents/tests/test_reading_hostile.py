import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.readers.child import MEMORY, SECONDS
from underrose.methods.documents.tests import hostile

HERE = Path(__file__).parent
SENTENCE = re.compile(r"[A-Z][^\n]+\. Nothing was stored\. (?:Please|If) [^\n]+\.")
DOORS = """
import os, resource, socket, sys
sys.path[:0] = sys.argv[1:]
from underrose.methods.documents.readers import child
child.limit()
child.close_doors()
tries = {
    "socket": socket.socket,
    "open": lambda: open("/etc/passwd"),
    "fork": os.fork,
    "start": lambda: os.execv(sys.executable, ["python"]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "raise the bound": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (99, 99)),
    "memory": lambda: bytearray(700 * 1024 * 1024),
}
for what, attempt in tries.items():
    try:
        attempt()
    except (OSError, ValueError, MemoryError):
        print(what, "refused", flush=True)
    else:
        print(what, "OPEN", flush=True)
"""


def outcomes(kind: str, count: int) -> list[tuple[int, str, float, str]]:
    """Every file in turn; where the process dies, that file goes the real way and the next ones on."""
    found: list[tuple[int, str, float, str]] = []
    total = count or sum(1 for _ in hostile.built())
    while len(found) < total:
        order = [
            sys.executable,
            str(HERE / "reading_in_turn.py"),
            str(len(found)),
            kind,
            str(count),
            *sys.path,
        ]
        done = subprocess.run(order, capture_output=True, text=True, timeout=300, check=False)
        found += [tuple(json.loads(line)) for line in done.stdout.splitlines()]
        if len(found) < total:
            found.append((len(found), "died", 0.0, refusal(*file(kind, count, len(found)))))
    return found


def file(kind: str, count: int, number: int) -> tuple[bytes, str]:
    files = hostile.built() if kind == "built" else hostile.mutated(count)
    _, raw, name = next(found for at, found in enumerate(files) if at == number)
    return raw, name


def refusal(raw: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        reading.read(raw, name)
    return caught.value.sentence


def test_hostile_files_are_many_and_each_tries_something_else() -> None:
    names = [what for what, _, _ in hostile.built()]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("kind", "count"), [("built", 0), ("mutated", 200)])
def test_hostile_file_is_read_or_refused_with_a_sentence(kind: str, count: int) -> None:
    found = outcomes(kind, count)
    assert [row for row in found if row[1] == "crash"] == []
    assert [row for row in found if row[1] in {"refused", "died"} and not SENTENCE.fullmatch(row[3])] == []
    assert [row[0] for row in found] == list(range(len(found)))


def test_hostile_file_in_a_process_of_its_own_stays_within_time_and_memory() -> None:
    chosen = [*list(hostile.built())[::8], *hostile.mutated(20)]
    slow = []
    for what, raw, name in chosen:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        try:
            reading.read(raw, name)
        except Unreadable as refused:
            assert SENTENCE.fullmatch(refused.sentence), what
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if spent > SECONDS + 0.5 or time.monotonic() - start > 2 * reading.SECONDS:
            slow.append((what, spent))
    assert slow == []


def test_process_that_reads_can_neither_open_nor_call_nor_start_anything() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DOORS, *sys.path], capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:-1] == [
        "socket refused", "open refused", "fork refused", "start refused", "kill refused", "raise the bound refused", "memory refused",
    ], done.stderr  # fmt: skip
    assert MEMORY == 600 * 1024 * 1024
