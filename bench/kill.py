"""Ten thousand kills: `./run bench kill [--kills N]`. Takes about half an hour; the tests do three hundred."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from table import Table

HARNESS = Path(__file__).resolve().parent.parent / "tests" / "kill" / "harness.py"
NONE = ("lost", "unsent", "strange", "doubled", "missing_in_backup", "backup_faults")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data")
    parser.add_argument("--kills", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="underrose-bench-") as home:
        ended = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, str(HARNESS), "--kills", str(asked.kills)],
            env={**os.environ, "UNDERROSE_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    count = json.loads(ended.stdout.splitlines()[-1])
    table = Table("kill")
    table.at_least("processes killed", count["kills"], asked.kills, "kills")
    table.at_least("letters acknowledged", count["acknowledged"], asked.kills / 4, "letters")
    for name in NONE:
        table.at_most(name.replace("_", " "), count[name], 0, "")
    table.finish(as_json=asked.json)


if __name__ == "__main__":
    main()
