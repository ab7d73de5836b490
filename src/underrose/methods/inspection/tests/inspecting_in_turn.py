"""Looks into many files one after another in one process with the memory of the real one, and makes a copy of each.

    python inspecting_in_turn.py FOLDER START PATH...

prints a line for each file: number, outcome, processor seconds, the sentence. If it dies, its starter knows at which.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

Outcome = tuple[int, str, float, str]


def outcomes(folder: Path) -> list[Outcome]:
    """What became of every file; where the process dies, the next ones go on in another."""
    from underrose.methods.inspection import Unreadable, clean_copy

    files = sorted(folder.iterdir())
    found: list[Outcome] = []
    while len(found) < len(files):
        order = [sys.executable, __file__, str(folder), str(len(found)), *sys.path]
        done = subprocess.run(order, capture_output=True, text=True, check=False)  # noqa: S603 # our own module
        found += [tuple(json.loads(line)) for line in done.stdout.splitlines()]
        if len(found) < len(files):
            file = files[len(found)]
            try:
                clean_copy(file.read_bytes(), file.name)
                found.append((len(found), "copied", 0.0, ""))
            except Unreadable as refusal:
                found.append((len(found), "stopped", 0.0, refusal.sentence))
    return found


def _one_by_one(folder: Path, start: int) -> None:
    from underrose.methods.documents.intake import Unreadable
    from underrose.methods.documents.readers.child import MEMORY
    from underrose.methods.inspection.inside import answer

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number, file in enumerate(sorted(folder.iterdir())):
        if number < start:
            continue
        raw, before = file.read_bytes(), time.process_time()
        # What a library does in its own code can only be stopped from outside: this process dies, and another goes on.
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(before) + 8, hard))
        try:
            looked = answer({"do": "inspect"}, raw, file.name, lambda: None)
            outcome, sentence = "looked", looked["blocked"]
            if not sentence:
                answer({"do": "copy", "keep_insertions": True}, raw, file.name, lambda: None)
                outcome = "copied"
        except Unreadable as refusal:
            outcome, sentence = "refused", refusal.sentence
        except (MemoryError, RecursionError):
            return
        except Exception as error:  # noqa: BLE001 # whatever else comes is what the test looks for
            outcome, sentence = "crash", f"{type(error).__name__}: {error}"
        print(json.dumps([number, outcome, round(time.process_time() - before, 3), sentence]), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.path += sys.argv[3:]
    _one_by_one(Path(sys.argv[1]), int(sys.argv[2]))
