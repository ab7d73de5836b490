"""The table every bench prints: row, value, bar, unit. A row that falls short makes the bench exit with 1."""

import json
import sys
from dataclasses import asdict, dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    value: float
    bar: str
    unit: str
    is_met: bool


class Table:
    """Rows are printed at the end, for people or (as_json) for programs."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: list[Row] = []

    def row(self, name: str, value: float, bar: str, unit: str, is_met: bool) -> None:  # noqa: FBT001 - a column
        self.rows.append(Row(name, round(value, 3), bar, unit, is_met))

    def at_most(self, name: str, value: float, bar: float, unit: str) -> None:
        self.row(name, value, f"<= {bar:g}", unit, value <= bar)

    def at_least(self, name: str, value: float, bar: float, unit: str) -> None:
        self.row(name, value, f">= {bar:g}", unit, value >= bar)

    def finish(self, *, as_json: bool = False) -> NoReturn:
        """Print the table and end the program: 0 when every row meets its bar, else 1."""
        if as_json:
            print(json.dumps({"bench": self.title, "rows": [asdict(row) for row in self.rows]}, indent=2))
        else:
            self._print()
        sys.exit(0 if all(row.is_met for row in self.rows) else 1)

    def _print(self) -> None:
        lines = [("row", "value", "bar", "unit", "")]
        lines += [
            (r.name, f"{r.value:g}", r.bar, r.unit, "" if r.is_met else "falls short") for r in self.rows
        ]
        wide = [max(len(line[column]) for line in lines) for column in range(4)]
        for name, value, bar, unit, remark in lines:
            line = f"{name:<{wide[0]}}  {value:>{wide[1]}}  {bar:>{wide[2]}}  {unit:<{wide[3]}}  {remark}"
            print(line.rstrip())
