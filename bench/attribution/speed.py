"""How fast the guard looks, on one processor core: fold and forms, all layers at 55 and at 5,000 people, memory.

The text is the data's own sentences again and again; people of large rooms are put together from the names of all rooms.
"""

import gc
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from attribution.figures import passages, rooms
from table import Table
from underrose.methods.attribution import passages as parts
from underrose.methods.attribution.exact import ExactForms
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Person, Roster

LONG = 10_000_000
_MEMORY = """
import resource, sys
sys.path[:0] = {path!r}
from pathlib import Path
from attribution.speed import stream_once
stream_once(Path({folder!r}))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def measure(folder: Path, table: Table) -> None:
    """Rows for speed and memory. Processor time, so that what else runs on the machine changes little."""
    every = rooms(folder)
    roster = next(iter(every.values()))
    text = "\n\n".join(one["text"] for one in passages(folder))
    size = len(text.encode()) / 1e6
    exact = ExactForms(roster)
    spent = _best(lambda: [exact.find(part) for _, part in parts.passages([text])])
    table.at_least("speed: fold and forms, 55 people", size / spent, 5, "MB/s")
    _whole(table, Guard(roster, key=b"bench"), text, 0.3, len(roster))
    everybody = [person for one in every.values() for person in one.people]
    table.at_most(
        "build: forms of 500 people", 1000 * _best(lambda: ExactForms(crowd(everybody, 500))), 100, "ms"
    )
    begun = time.process_time()
    large = Guard(crowd(everybody, 5000), key=b"bench")
    table.at_most("build: the whole guard of 5,000 people", time.process_time() - begun, 60, "s")
    _whole(table, large, text[: len(text) // 4], 0.1, 5000)
    del large
    gc.collect()
    _paragraphs(table, Guard(roster, key=b"bench"), [one["text"] for one in passages(folder)])
    program = _MEMORY.format(path=sys.path, folder=str(folder))
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 # ourselves
    table.at_most("memory: 10 MB of text at 55 people, the whole process", int(told.stdout) / 1024, 300, "MB")


def _whole(table: Table, guard: Guard, text: str, bar: float, people: int) -> None:
    size = len(text.encode()) / 1e6
    spent = _best(lambda: guard.scan(text), rounds=2)
    table.at_least(f"speed: the whole guard, {people:,} people", size / spent, bar, "MB/s")
    tried = _best(lambda: _with_wordings(guard, text), rounds=1)
    table.at_least(f"speed: and every wording of every finding, {people:,} people", size / tried, bar, "MB/s")


def _with_wordings(guard: Guard, text: str) -> int:
    """A wording is put into its sentence and read again by all layers when somebody looks at it, and not before."""
    return sum(len(tuple(one.fixes)) for one in guard.scan(text).findings)


def _paragraphs(table: Table, guard: Guard, texts: list[str]) -> None:
    times = []
    for text in texts:
        begun = time.process_time()
        _with_wordings(guard, text)
        times.append(time.process_time() - begun)
    times.sort()
    table.at_most(
        "paragraph, with every wording: 99 of 100 take", 1000 * times[int(0.99 * len(times))], 20, "ms"
    )


def stream_once(folder: Path) -> None:
    """10 MB of text through the guard, in pieces; run in a process of its own to see what it takes."""
    roster = next(iter(rooms(folder).values()))
    texts = [one["text"] for one in passages(folder) if not one["expect_flag"]]

    def pieces() -> Iterable[str]:
        size = 0
        while size < LONG:
            for text in texts:
                size += len(text)
                yield f"{text}\n\n"

    Guard(roster, key=b"bench").scan_stream(pieces())


def crowd(people: list[Person], count: int) -> Roster:
    """A large room: given names, family names and posts of the data's people, newly put together."""
    rng = random.Random(11)
    made = []
    for number in range(count):
        one, other, third = (rng.choice(people) for _ in range(3))
        given, family = one.given, other.family
        local = f"{given}.{family}.{number}".casefold().replace(" ", "")
        made.append(
            replace(
                third,
                key=str(number),
                name=f"{given} {family}",
                given=given,
                family=family,
                native=other.native,
                mails=(f"{local}@example.org",),
                telephones=(f"+999 {rng.randrange(10**7):07}",),
                handles=(f"@{local}",),
            )
        )
    return Roster(tuple(made))


def _best(run: Callable[[], object], rounds: int = 3) -> float:
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        times.append(time.process_time() - begun)
    return min(times)
