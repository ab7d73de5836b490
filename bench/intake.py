"""Files from outside: 2,000 mutated ones, the hostile ones through the real door, and what a sound one costs."""

import argparse
import resource
import statistics
import tempfile
import time
from pathlib import Path

from table import Table
from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.tests import hostile, hostile_by_chance, hostile_pdf
from underrose.methods.documents.tests.reading_in_turn import laid_out, outcomes

MUTATED = 2_000
SAMPLED = 200


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=None, help="a folder to work in; a temporary one if left out"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    table = Table("Files from outside")
    with tempfile.TemporaryDirectory(dir=given.data) as folder:
        laid_out(hostile_by_chance.mutated(MUTATED), Path(folder))
        found = outcomes(Path(folder))
    crashes = sum(outcome == "crash" for _, outcome, _, _ in found)
    slowest = max(seconds for _, _, seconds, _ in found)
    table.at_least("mutated files tried", len(found), MUTATED, "files")
    table.at_most("mutated files that crash a reader", crashes, 0, "files")
    table.at_most("mutated files that end the process", sum(row[1] == "stopped" for row in found), 0, "files")
    table.at_most("slowest mutated file", slowest, 5, "s CPU")
    through_the_door(table)
    sound(table)
    table.finish(as_json=given.json)


def through_the_door(table: Table) -> None:
    """The built files and some mutated ones, each in a process of its own."""
    files = [*hostile.built(), *hostile_by_chance.mutated(SAMPLED, seed=7)]
    other, spent = 0, [0.0]
    for _, raw, name in files:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        try:
            reading.read(raw, name)
        except Unreadable:
            pass
        except Exception:  # noqa: BLE001 # anything else is what is counted
            other += 1
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    table.at_least("hostile files through the door", len(files), 400, "files")
    table.at_most("neither read nor refused", other, 0, "files")
    table.at_most("most processor time", max(spent), 5.2, "s CPU")
    table.at_most("most memory", peak, 600, "MB")


def sound(table: Table) -> None:
    small = {
        "txt": b"Rivers\n\nA note.\n", "md": b"# Rivers\n\nA note.\n", "docx": hostile.docx(),
        "pdf": hostile_pdf.pdf(hostile_pdf.CATALOG, hostile_pdf.PAGES, hostile_pdf.PAGE, hostile_pdf.stream(hostile_pdf.SAID), hostile_pdf.FONT),
    }  # fmt: skip
    for ending, raw in small.items():
        times = []
        for _ in range(11):
            start = time.perf_counter()
            reading.read(raw, f"note.{ending}")
            times.append((time.perf_counter() - start) * 1000)
        table.at_most(
            f"smallest {ending}, start of the process included", statistics.median(times), 250, "ms"
        )


if __name__ == "__main__":
    main()
