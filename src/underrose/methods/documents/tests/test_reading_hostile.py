import re
import resource
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.readers.child import MEMORY, SECONDS
from underrose.methods.documents.tests import hostile, hostile_by_chance
from underrose.methods.documents.tests.reading_in_turn import laid_out, outcomes

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


@cache
def built() -> tuple[hostile.Hostile, ...]:
    return tuple(hostile.built())


def test_hostile_files_are_many_and_each_tries_something_else() -> None:
    names = [what for what, _, _ in built()]
    assert len(names) >= 200
    assert len(set(names)) == len(names)


def test_hostile_file_is_read_or_refused_with_a_sentence(tmp_path: Path) -> None:
    files = laid_out([*built(), *hostile_by_chance.mutated(200)], tmp_path)
    found = outcomes(tmp_path)
    assert [row for row in found if row[1] == "crash"] == []
    assert [row for row in found if row[1] != "read" and not SENTENCE.fullmatch(row[3])] == []
    assert [row[0] for row in found] == list(range(len(files)))


def test_hostile_file_in_a_process_of_its_own_stays_within_time_and_memory() -> None:
    chosen = [*built()[::9], *hostile_by_chance.mutated(20)]
    slow = []
    sentences = {}
    for what, raw, name in chosen:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        try:
            reading.read(raw, name)
        except Unreadable as refused:
            sentences[what] = refused.sentence
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        if spent > SECONDS + 0.5 or time.monotonic() - start > 2 * reading.SECONDS:
            slow.append((what, spent))
    assert slow == []
    assert [what for what, said in sentences.items() if not SENTENCE.fullmatch(said)] == []


def test_process_that_reads_can_neither_open_nor_call_nor_start_anything() -> None:
    order = [sys.executable, "-c", DOORS, *sys.path]
    done = subprocess.run(order, capture_output=True, text=True, check=False)  # noqa: S603 # our own words
    assert done.stdout.split("\n")[:-1] == [
        "socket refused", "open refused", "fork refused", "start refused", "kill refused", "raise the bound refused", "memory refused",
    ], done.stderr  # fmt: skip
    assert MEMORY == 600 * 1024 * 1024
