"""Reads many files one after another in one process with the limits of the real one, for the tests and the bench.

    python reading_in_turn.py FROM built|mutated COUNT PATH...

prints a line for each: number, outcome, processor seconds, the sentence. If it dies, whoever started it knows at which.
"""

import json
import resource
import sys
import time


def main(start: int, kind: str, count: int, paths: list[str]) -> None:
    sys.path += paths
    from underrose.methods.documents.intake import Unreadable
    from underrose.methods.documents.readers.child import MEMORY
    from underrose.methods.documents.readers.inside import read_here
    from underrose.methods.documents.tests import hostile

    chosen = list(hostile.built() if kind == "built" else hostile.mutated(count))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY + 400 * 1024 * 1024,) * 2)
    for number, (_, raw, name) in enumerate(chosen):
        if number < start:
            continue
        before = time.process_time()
        try:
            read_here(raw, name)
            outcome, sentence = "read", ""
        except Unreadable as refusal:
            outcome, sentence = "refused", refusal.sentence
        except (MemoryError, RecursionError) as error:
            outcome, sentence = "stopped", type(error).__name__
        except Exception as error:  # noqa: BLE001 # whatever else comes is what the test looks for
            outcome, sentence = "crash", f"{type(error).__name__}: {error}"
        print(json.dumps([number, outcome, round(time.process_time() - before, 2), sentence]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:])
