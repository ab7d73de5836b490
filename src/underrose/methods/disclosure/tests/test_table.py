"""The table, cell by cell, against the one that was agreed."""

import copy
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from underrose.methods.disclosure import TABLE, Disclosure, Letter, Overlay, Regime, may
from underrose.methods.disclosure import table as table_module

AGREED = """
| Regime | Content | Speaker's name | Speaker's body | Others' names | List to participants | List in public | Fact of the meeting | Country or sector label on a view | Verbatim without name | Live posts | Recording |
| on the record | Y | Y | Y | C | Y | C | Y | Y | Y | Y | F |
| Chatham House Rule | Y | N | N | N | F | N | Y | k | Q | Q | N |
| off the record, non-attributable | Y | N | N | N | Y | N | Y | k | Q | T | N |
| the Rule, and no country named | Y | N | N | N | F | N | Y | N | Q | Q | N |
| the Rule, with an opt-out list | Y | C | C | L | Y | L | Y | k | Q | Q | N |
| presentations of a mixed event | Y | Y | Y | C | Y | C | Y | Y | Y | Y | Y |
| private and confidential | S | N | N | N | F | N | F | N | N | N | N |
| undisclosed meeting | N | N | N | N | N | N | N | N | N | N | N |
| protected person | = | N | N | N | alias | N | = | N | C | N | N |
| credit on request | = | C | C | = | = | = | = | = | C | = | = |
"""
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in AGREED.strip().splitlines()]
HEADS = LINES[0][1:]
CELLS = [(row[0], head, letter) for row in LINES[1:] for head, letter in zip(HEADS, row[1:], strict=True)]
ROWS: dict[str, Regime | Overlay] = {TABLE.labels[code]: code for code in (*Regime, *Overlay)}
KINDS = {label: kind for kind, label in TABLE.kinds.items()}


@pytest.mark.parametrize(("row", "head", "letter"), CELLS)
def test_cell_as_agreed(row: str, head: str, letter: str) -> None:
    code, kind = ROWS[row], KINDS[head]
    if isinstance(code, Regime):
        assert may(kind, regimes=[code]).letters == (Letter(letter),)
    else:
        assert TABLE.overlays[code].get(kind, "=") == letter


def test_the_table_is_whole() -> None:
    assert len(CELLS) == 110
    assert [TABLE.labels[regime] for regime in Regime] == [row[0] for row in LINES[1:9]]
    assert list(TABLE.kinds.values()) == HEADS
    assert list(TABLE.kinds) == list(Disclosure)
    assert list(TABLE.letters) == list(Letter)


def test_version_day_default_and_k() -> None:
    assert (TABLE.version, TABLE.day) == (1, date(2026, 11, 22))
    assert TABLE.default is Regime.off_the_record
    assert (TABLE.k, TABLE.k_floor) == (5, 3)
    assert TABLE.rule.endswith(".")


def _file() -> dict[str, Any]:
    return tomllib.loads((Path(table_module.__file__).parent / "regimes.toml").read_text("utf-8"))


def test_the_file_reads_to_the_table() -> None:
    assert table_module.read(_file()) == TABLE


@pytest.mark.parametrize("part", ["kinds", "letters", "regimes", "overlays"])
def test_a_missing_entry_is_refused(part: str) -> None:
    broken = copy.deepcopy(_file())
    broken[part].popitem()
    with pytest.raises(ValueError, match=r"lacks|zip"):
        table_module.read(broken)


def test_an_unknown_letter_is_refused() -> None:
    broken = _file()
    broken["regimes"]["private"]["cells"][0] = "X"
    with pytest.raises(ValueError, match="'X' is not a valid Letter"):
        table_module.read(broken)


def test_a_regime_that_leaves_a_cell_open_is_refused() -> None:
    broken = _file()
    broken["regimes"]["private"]["cells"][0] = "="
    with pytest.raises(ValueError, match="every kind of disclosure itself"):
        table_module.read(broken)
