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

    def __init__(self, title: str, *, as_json: bool = False) -> None:
        self.title = title
        self.as_json = as_json
        self.rows: list[Row] = []

    def row(self, name: str, value: float, bar: str, unit: str, is_met: bool) -> None:  # noqa: FBT001 - a column
        self.rows.append(Row(name, round(value, 3), bar, unit, is_met))

    def finish(self) -> NoReturn:
        short = [row for row in self.rows if not row.is_met]
        if self.as_json:
            print(json.dumps({"bench": self.title, "rows": [asdict(row) for row in self.rows]}, indent=2))
        else:
            self._print()
        sys.exit(1 if short else 0)

    def _print(self) -> None:
        lines = [("row", "value", "bar", "unit", "")]
        lines += [
            (r.name, f"{r.value:g}", r.bar, r.unit, "" if r.is_met else "falls short") for r in self.rows
        ]
        widths = [max(len(line[column]) for line in lines) for column in range(5)]
        for name, value, bar, unit, remark in lines:
            print(
                f"{name:<{widths[0]}}  {value:>{widths[1]}}  {bar:>{widths[2]}}  {unit:<{widths[3]}}  {remark}".rstrip()
            )
