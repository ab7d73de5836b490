"""The delegate list: who comes, in the columns that were agreed, alphabetically or by group."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from underrose.methods.documents.sheets import Column, Sheet, Table


class Shown(StrEnum):
    """A column of the list, in the order in which they stand."""

    name = "name"
    native = "native"
    position = "position"
    organisation = "organisation"
    country = "country"


@dataclass(frozen=True, slots=True)
class Listed:
    """One person as the list may show them. What was not agreed to is left empty by whoever asks."""

    name: str
    native: str = ""
    position: str = ""
    organisation: str = ""
    country: str = ""
    group: str = ""
    sorted_as: str = ""
    """What the name is filed under, the family name first; empty: the name as it stands."""


def people_list(
    sheet: Sheet,
    people: Sequence[Listed],
    *,
    labels: dict[Shown, str],
    number: str = "",
    groups: Sequence[str] = (),
    empty: str = "",
) -> Sheet:
    """The sheet with the list after what it holds. Columns are those with a label; a column empty for all is left out.

    With `groups` the people stand under them in that order, then under any other group, numbered through;
    without, in one alphabetical list. With `number` as a label the rows are numbered.
    """
    columns = [one for one in Shown if one in labels and any(getattr(person, one) for person in people)]
    heads = tuple(Column(labels[one]) for one in columns)
    heads = (Column(number, "end", is_narrow=True), *heads) if number else heads
    ordered = sorted(people, key=lambda person: filed(person.sorted_as or person.name))
    tables, count = [], 0
    for group in _groups(people, groups):
        members = [person for person in ordered if not groups or person.group == group]
        rows = []
        for person in members:
            count += 1
            cells = tuple(getattr(person, one) for one in columns)
            rows.append((str(count), *cells) if number else cells)
        tables.append(Table(heads, tuple(rows), heading=group))
    if not people:
        tables = [Table((), (), empty=empty)]
    return replace(sheet, blocks=(*sheet.blocks, *tables))


def filed(name: str) -> str:
    """Under what a name is looked for: without case, accents and leading marks."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.translate(_FILED).strip(" -‘’'\"“”ʿʾʻ")


_FILED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def _groups(people: Sequence[Listed], groups: Sequence[str]) -> list[str]:
    if not groups:
        return [""]
    there = {person.group: None for person in people}
    return [group for group in dict.fromkeys((*groups, *there)) if group in there]
