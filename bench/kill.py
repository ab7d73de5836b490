"""Kill -9 ten thousand times, and count what was lost: `./run bench kill [--kills N] [--whole N] [--json]`.

The tests kill three hundred children and ten whole processes. Ten thousand take about half an hour on two cores, and
each whole process about two seconds more. With UNDERROSE_DATABASE_URL the database is killed too.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from table import Table

HARNESS = Path(__file__).resolve().parent.parent / "tests" / "kill" / "harness.py"
NONE = ("lost", "unsent", "strange", "doubled", "missing_in_backup", "backup_faults")
NONE_WHOLE = (*NONE, "answered_lost", "answered_doubled", "answered_amiss")


def counted(*asked: str, folder: str | None) -> dict[str, Any]:
    """One run of the harness, in a house of its own."""
    with tempfile.TemporaryDirectory(prefix="underrose-bench-", dir=folder) as home:
        ended = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(HARNESS), *asked],
            env={**os.environ, "UNDERROSE_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    count: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return count


def told(table: Table, title: str, count: dict[str, Any], kills: int, none: tuple[str, ...]) -> None:
    table.at_least(f"{title} killed", count["kills"], kills, "kills")
    table.at_least(f"{title}: letters acknowledged", count["acknowledged"], kills / 4, "letters")
    for name in none:
        table.at_most(f"{title}: {name.replace('_', ' ')}", count[name], 0, "")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print the table for programs")
    parser.add_argument("--data", help="the folder in which the scratch houses stand")
    parser.add_argument("--kills", type=int, default=10_000, help="children to kill (10,000: half an hour)")
    parser.add_argument("--whole", type=int, default=30, help="whole processes to kill (30: about a minute)")
    parser.add_argument("--seed", default="1", help="other chance, other moments")
    asked = parser.parse_args()
    table = Table("kill")
    if asked.kills:
        count = counted("--kills", str(asked.kills), "--seed", asked.seed, folder=asked.data)
        told(table, "children", count, asked.kills, NONE)
    if asked.whole:
        count = counted("--whole", "--kills", str(asked.whole), "--seed", asked.seed, folder=asked.data)
        told(table, "whole processes", count, asked.whole, NONE_WHOLE)
        table.at_least("forms answered", count["answered"], asked.whole, "forms")
    table.finish(as_json=asked.json)


if __name__ == "__main__":
    main()
