"""The attribution guard: one table for each of its tasks. `--only` measures some of them, `--data` names the open data.

./run bench guard --data DIR [--only names,speed] [--json] [--presidio PYTHON]
"""

import argparse
import importlib
import importlib.util
import sys
from pathlib import Path

from table import Table

TASKS = {
    "names": "direct mentions, with the guard's near forms",
    "drawn": "people of 65 countries, and summaries that name none of them",
    "pairs": "romanisation pairs",
    "constraints": "k from text",
    "frames": "public attribution, and who speaks",
    "verbatim": "copied words",
    "third_parties": "third parties and quasi-identifiers in judgments",
    "files": "what files carry",
    "fixes": "wordings offered",
    "own": "the project's own labelled passages",
    "speed": "speed and memory",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", type=Path, default=Path("tests/data/attribution"), help="folder of the open data"
    )
    parser.add_argument("--only", default="", help=f"comma-separated: {', '.join(TASKS)}")
    parser.add_argument(
        "--presidio", default="", help="a Python that has presidio-analyzer, for its baseline"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    if not given.data.is_dir():
        sys.exit(f"There is no folder {given.data}. Name the open data with --data.")
    chosen = [name.strip() for name in given.only.split(",") if name.strip()] or list(TASKS)
    if unknown := [name for name in chosen if name not in TASKS]:
        sys.exit(f"There is no task {', '.join(unknown)}. There is: {', '.join(TASKS)}.")
    table = Table("The attribution guard")
    for name in chosen:
        if importlib.util.find_spec(f"attribution.{name}") is None:
            print(f"{name}: {TASKS[name]}: not there yet, nothing measured", file=sys.stderr)
            continue
        importlib.import_module(f"attribution.{name}").measure(given.data, table)
    if "names" in chosen:
        importlib.import_module("attribution.presidio").measure(given.data, table, given.presidio)
    table.finish(as_json=given.json)


if __name__ == "__main__":
    main()
