"""A table of notes: where its head row names the columns, each other row is a point with what they say of it."""

from dataclasses import dataclass

from underrose.dialogue import line_marks
from underrose.dialogue.models import Agreement, Kind
from underrose.kit.text import plain
from underrose.methods.names import fold

WORDS, KIND, THEME, AGREEMENT = "words", "kind", "theme", "agreement"
LEFT_OUT = frozenset({"speaker", "hour"})
"""Columns that lead to somebody or to a moment. Numbers of rows are passed over as well, and are nothing to tell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, as its columns name it. Blank where there is no such column."""

    words: str
    kind: Kind | None = None
    theme: str = ""
    agreement: str = ""
    hours: int = 0
    """Cells with nothing but an hour, which no column names: left out too."""


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]
    left_out: tuple[str, ...] = ()
    """Heads of columns that were not read, as they are written."""


def read(rows: tuple[tuple[str, ...], ...]) -> Table:
    """The points of a table. Without a head row that is known each row is one run of words."""
    written = [[plain(cell) for cell in row] for row in rows]
    columns = _columns(written[0]) if written else ()
    if not columns:
        return Table(tuple(map(_without_head, written)))
    left_out = (head for head, column in zip(written[0], columns, strict=True) if column in LEFT_OUT)
    return Table(tuple(_row(row, columns) for row in written[1:]), tuple(left_out))


def _without_head(row: list[str]) -> Row:
    """One run of words; a kind in the first cell says of what kind they are."""
    kind = line_marks.kind_of_word(row[0]) if len(row) > 1 and _joined(row[1:]) else None
    words, hours = _said(row[1:] if kind else row)
    return Row(words, kind, hours=hours)


def _columns(head: list[str]) -> tuple[str, ...]:
    """What each column holds, where the row names it: two that are known, or the one of what was said."""
    known = {words: name for name, said in line_marks.of_lines()["columns"].items() for words in said}
    found = [known.get(fold(cell), "") for cell in head]
    named = {name for name in found if name}
    if any(cell.strip() and not name for cell, name in zip(head, found, strict=True)):
        is_head = WORDS in named and len(named) > 1
    else:
        is_head = len(named) > 1 or named == {WORDS}
    if not is_head or not named & {WORDS, KIND, THEME, AGREEMENT}:
        return ()
    return tuple(found) if WORDS in named else tuple(name or WORDS for name in found)


def _row(row: list[str], columns: tuple[str, ...]) -> Row:
    cells: dict[str, list[str]] = {}
    for cell, column in zip(row, columns, strict=False):
        # A column that is not known belongs to what was said: nothing is dropped without a word.
        cells.setdefault(column or WORDS, []).append(cell)
    words, hours = _said(cells.pop(WORDS, []))
    said = {name: _joined(found) for name, found in cells.items()}
    kind = line_marks.kind_of_word(said.get(KIND, ""))
    agreement = agreement_of(said.get(AGREEMENT, ""))
    return Row(words, kind, said.get(THEME, ""), agreement, hours)


def _said(cells: list[str]) -> tuple[str, int]:
    """One run of words, and the number of cells with nothing but an hour. Behind a speaker stands a colon, by which a speaker is told."""
    kept = [cell for cell in cells if not line_marks.is_hour(cell)]
    first, *others = [cell for cell in kept if cell.strip()] or [""]
    # One word with a capital may be any word in a first column; initials and full names are not.
    if others and line_marks.leads_to_somebody(first, has_colon=first.isupper()):
        return f"{first}: {_joined(others)}", len(cells) - len(kept)
    return _joined(kept), len(cells) - len(kept)


def agreement_of(words: str) -> str:
    """A word of agreement in the language of the page, or in one of four; blank for any other."""
    folded = fold(words)
    labels = {fold(str(one.label)): one.value for one in Agreement}
    others = {said: name for name, words_ in line_marks.of_lines()["agreements"].items() for said in words_}
    return str((others | labels).get(folded, ""))


def _joined(cells: list[str]) -> str:
    return " · ".join(cell for cell in cells if cell.strip())
