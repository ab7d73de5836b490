"""Targets and pools in and out as tables: `feature,value,min,max,min_flex,max_flex`, the columns of the sortition
community, and the open layout `attr,value,lower,upper` with `id, attributes..., p_accept`.

What is valid is kept; each fault names its line and what to do. Rows of a spreadsheet can be given as they are.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from underrose.methods.allocation.composition import Candidate, Category, Target, Unworkable

COLUMNS = ("feature", "value", "min", "max", "min_flex", "max_flex")
CROSS = " × "

_TARGET_NAMES = {
    "feature": ("feature", "attr", "attribute", "category"),
    "value": ("value", "name", "feature"),
    "min": ("min", "lower", "minimum"),
    "max": ("max", "upper", "maximum"),
    "min_flex": ("min_flex", "minimum_flexible"),
    "max_flex": ("max_flex", "maximum_flexible"),
    "weight": ("weight",),
}
_KEY_NAMES = ("id", "key", "nationbuilder_id")
_CHANCE_NAMES = ("p_accept", "chance")
_BODY_NAMES = ("body", "organisation")
_LARGEST = 1_000_000

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that was left out, counted as the spreadsheet counts (the header is line 1), and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class TargetsRead:
    targets: tuple[Target, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class PoolRead:
    candidates: tuple[Candidate, ...]
    faults: tuple[Fault, ...]


def read_targets(given: bytes | str | Rows) -> TargetsRead:
    """Targets from CSV (comma, semicolon or tab; UTF-8 or Windows) or from rows, the header first.

    A crossing is written "gender × region" beside "woman × Asia". Flexible bounds may be missing or empty.
    """
    rows = _rows(given)
    if not rows:
        return TargetsRead(
            (), (Fault(1, "The file of targets is empty; its first line must name the columns."),)
        )
    columns, fault = _target_columns(_names(rows[0]))
    if fault is not None:
        return TargetsRead((), (fault,))
    targets: dict[frozenset[Category], Target] = {}
    faults = []
    for line, row in _filled(rows):
        try:
            target = _target({name: _cell(row, column) for name, column in columns.items()}, line)
        except Unworkable as refused:
            faults.append(Fault(line, f"{refused} The line was left out."))
            continue
        if target.categories in targets:
            faults.append(
                Fault(line, f"Line {line}: {target.label} stands above already; remove one of the two.")
            )
            continue
        targets[target.categories] = target
    return TargetsRead(tuple(targets.values()), tuple(faults))


def write_targets(targets: Iterable[Target]) -> str:
    """CSV with the columns of the sortition community; what `read_targets` reads back, but for weights that are 1."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(target_rows(targets))
    return written.getvalue()


def target_rows(targets: Iterable[Target]) -> list[list[str]]:
    """The same as rows, for a spreadsheet; a column of weights only where one is not 1."""
    targets = tuple(targets)
    weighs = any(target.weight != 1 for target in targets)
    rows = [[*COLUMNS, *(["weight"] if weighs else [])]]
    for target in targets:
        crossed = [Category(target.feature, target.value), *sorted(target.crossed_with)]
        numbers = (target.minimum, target.maximum, target.minimum_flexible, target.maximum_flexible)
        rows.append(
            [
                CROSS.join(each.feature for each in crossed),
                CROSS.join(each.value for each in crossed),
                *("" if number is None else str(number) for number in numbers),
                *([f"{target.weight:g}"] if weighs else []),
            ]
        )
    return rows


def read_pool(given: bytes | str | Rows) -> PoolRead:
    """Candidates from CSV or rows: `id`, a column for each feature, and perhaps `p_accept` and `body`."""
    rows = _rows(given)
    if not rows:
        return PoolRead(
            (), (Fault(1, "The file of candidates is empty; its first line must name the columns."),)
        )
    names = _names(rows[0])
    key, chance, body = (_first(names, known) for known in (_KEY_NAMES, _CHANCE_NAMES, _BODY_NAMES))
    if key is None:
        return PoolRead(
            (), (Fault(1, "No column is called id; name the column that tells the candidates apart."),)
        )
    features = [
        (index, _words(name))
        for index, name in enumerate(rows[0])
        if index not in {key, chance, body} and _words(name)
    ]
    candidates: dict[str, Candidate] = {}
    faults = []
    for line, row in _filled(rows):
        categories = frozenset(
            Category(name, _cell(row, index)) for index, name in features if _cell(row, index)
        )
        try:
            candidate = Candidate(
                _key(_cell(row, key), line, candidates),
                categories,
                _chance(_cell(row, chance), line),
                _cell(row, body),
            )
        except Unworkable as refused:
            faults.append(Fault(line, f"{refused} The line was left out."))
            continue
        candidates[candidate.key] = candidate
    return PoolRead(tuple(candidates.values()), tuple(faults))


def _rows(given: bytes | str | Rows) -> list[Sequence[object]]:
    if not isinstance(given, bytes | str):
        return list(given)
    text = (_decoded(given) if isinstance(given, bytes) else given).removeprefix("\ufeff")
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Unworkable("This is not a table of text; save the sheet as CSV and choose that file.") from None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _filled(rows: list[Sequence[object]]) -> list[tuple[int, Sequence[object]]]:
    return [(line, row) for line, row in enumerate(rows[1:], start=2) if any(_words(cell) for cell in row)]


def _target_columns(names: list[str]) -> tuple[dict[str, int | None], Fault | None]:
    columns: dict[str, int | None] = {}
    for wanted, known in _TARGET_NAMES.items():
        taken = {*columns.values()} - {None}
        columns[wanted] = _first(names, known, without=taken)
    if "category" in names and "feature" in names and "value" not in names:
        # The older files of the community call the feature "category" and its value "feature".
        columns["feature"], columns["value"] = names.index("category"), names.index("feature")
    for wanted in ("feature", "value", "min", "max"):
        if columns[wanted] is None:
            return {}, Fault(
                1, f"No column is called {wanted}; the first line must read {','.join(COLUMNS)}."
            )
    return columns, None


def _target(cells: dict[str, str], line: int) -> Target:
    features, values = (
        [part.strip() for part in cells[name].split(CROSS.strip())] for name in ("feature", "value")
    )
    if len(features) != len(values):
        raise Unworkable(f"Line {line}: a crossing of {len(features)} features needs as many values.")
    if not all(features) or not all(values):
        raise Unworkable(f"Line {line}: the feature or its value is empty; fill in both.")
    crossed = [Category(feature, value) for feature, value in zip(features, values, strict=True)]
    if len(set(crossed)) < len(crossed):
        raise Unworkable(f"Line {line}: a crossing names {features[0]}: {values[0]} twice; once is enough.")
    try:
        return Target(
            features[0],
            values[0],
            _number(cells["min"], line, "min") or 0,
            _number(cells["max"], line, "max"),
            _number(cells["min_flex"], line, "min_flex"),
            _number(cells["max_flex"], line, "max_flex"),
            _weight(cells["weight"], line),
            frozenset(crossed[1:]),
        )
    except Unworkable as refused:
        said = str(refused)
        raise Unworkable(said if said.startswith("Line ") else f"Line {line}: {said}") from None


def _number(text: str, line: int, name: str) -> int | None:
    return None if not text else int(_parsed(text, line, name, _whole))


def _weight(text: str, line: int) -> float:
    return 1.0 if not text else _parsed(text, line, "weight", float)


def _chance(text: str, line: int) -> float:
    chance = 0.5 if not text else _parsed(text, line, "p_accept", float)
    if not 0 <= chance <= 1:
        raise Unworkable(f"Line {line}: p_accept is {text}; write a number between 0 and 1.")
    return chance


def _whole(text: str) -> float:
    number = float(text)
    if number != int(number) or not 0 <= number <= _LARGEST:
        raise ValueError
    return number


def _parsed(text: str, line: int, name: str, read: Callable[[str], float]) -> float:
    try:
        return read(text.replace(",", "."))
    except (ValueError, OverflowError):
        kind = "a whole number" if read is _whole else "a number"
        raise Unworkable(f"Line {line}: {name} is “{text[:40]}”; write {kind}.") from None


def _key(key: str, line: int, above: dict[str, Candidate]) -> str:
    if not key:
        raise Unworkable(f"Line {line}: the id is empty; give every candidate one.")
    if key in above:
        raise Unworkable(
            f"Line {line}: the id {key[:40]} stands above already; give every candidate their own."
        )
    return key


def _names(row: Sequence[object]) -> list[str]:
    return [_words(cell).lower().replace(" ", "_") for cell in row]


def _first(names: list[str], known: Sequence[str], without: set[int | None] | None = None) -> int | None:
    for name in known:
        if name in names and names.index(name) not in (without or set()):
            return names.index(name)
    return None


def _cell(row: Sequence[object], column: int | None) -> str:
    return "" if column is None or column >= len(row) else _words(row[column])


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())
