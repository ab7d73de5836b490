"""Reading who is in the room from a file: a workbook, a comma-separated list, or JSON with one list per room.

Columns are known by their headings (`contacts.headers`, nine languages); headings of the guard's own are in
`roster_files.toml`. A file that cannot be read, or names nobody, raises `Unreadable` with a sentence.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from underrose.methods.attribution.forms import apart
from underrose.methods.attribution.values import Person, Roster
from underrose.methods.contacts.headers import Field, propose_mapping
from underrose.methods.contacts.reading import read as read_list
from underrose.methods.documents.intake import Unreadable
from underrose.methods.names import fold

_TABLE = tomllib.loads((Path(__file__).parent / "roster_files.toml").read_text(encoding="utf-8"))
_OWN = {fold(word): field for field, words in _TABLE["headings"].items() for word in words}
_GENDERS = {fold(word): letter for letter, words in _TABLE["genders"].items() for word in words}
_NO = frozenset(map(fold, _TABLE["no"]))
_SEVERAL = re.compile(r"\s*[;\n|]\s*")
_FIELDS = {
    Field.full_name: "name", Field.given_name: "given", Field.family_name: "family", Field.native_name: "native",
    Field.honorific: "honorific", Field.gender: "gender", Field.country: "countries", Field.region: "regions",
    Field.sector: "sectors", Field.position: "posts", Field.organisation: "bodies", Field.languages: "languages",
    Field.email: "mails", Field.telephone: "telephones", Field.mobile: "telephones",
}  # fmt: skip
_SINGLE = frozenset({"name", "given", "family", "honorific", "gender"})
_LISTS = frozenset(
    {"native", "other_names", "countries", "regions", "roles", "sectors", "posts", "bodies", "works_on", "languages"}
    | {"mails", "telephones", "handles"}
)  # fmt: skip


def read_roster(path: Path, room: str = "") -> Roster:
    """Everybody of a file. `room` names one list of a JSON file that has several; names and extension choose the reader."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"The roster {path.name} cannot be opened.") from error
    roster = from_json(raw, room) if path.suffix.lower() == ".json" else from_list(raw, path.name)
    if not any(person.name or person.native for person in roster.people):
        raise Unreadable(f"The roster {path.name} names nobody.")
    return roster


def from_json(raw: bytes, room: str = "") -> Roster:
    """A list of people, or rooms with a list each. What a person may have stands in `docs/how-to/check-a-text.md`."""
    try:
        found = json.loads(raw)
    except ValueError as error:
        raise Unreadable("The roster is not JSON, or is damaged.") from error
    if isinstance(found, dict):
        found = found.get("rooms", found)
        if not room and len(found) == 1:
            room = next(iter(found))
        if room not in found:
            raise Unreadable(
                f"The roster has rooms; name one of them behind #: {', '.join(map(str, found))}."
            )
        found = found[room]
    if isinstance(found, dict):
        found = found.get("people", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable("The roster is no list of people.")
    return Roster(tuple(_person(number, _from_keys(one)) for number, one in enumerate(found)))


def from_list(raw: bytes, name: str) -> Roster:
    """A workbook (.xlsx) or separated list, read in the guarded process of `contacts.reading`."""
    table = read_list(raw, name)
    rows = [row.cells for row in table.rows]
    guesses = propose_mapping(table.headers, rows).guesses
    fields = [
        _OWN.get(fold(guess.header)) or (_FIELDS.get(guess.field, "") if guess.field else "")
        for guess in guesses
    ]
    return Roster(
        tuple(
            _person(number, _gathered(zip(fields, table.headers, row, strict=False)))
            for number, row in enumerate(rows)
            if any(row)
        )
    )


def _from_keys(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Values under the guard's own words or others for them; what is known under neither is an axis of the meeting."""
    cells: list[tuple[str, str, str]] = []
    for key, value in raw.items():
        field = key if key in _SINGLE | _LISTS | {"counts"} else _OWN.get(fold(key.replace("_", " ")), "")
        facts = value.items() if key == "facts" and isinstance(value, dict) else [(key, value)]
        for heading, one in facts:
            values = one if isinstance(one, list | tuple) else [one]
            cells += [(field, str(heading), str(cell)) for cell in values if cell not in (None, "")]
    return _gathered(cells)


def _gathered(cells: Iterable[tuple[str, str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, heading, cell in cells:
        if field == "ignored" or not cell.strip():
            continue
        parts = _SEVERAL.split(cell.strip()) if field in _LISTS else [cell.strip()]
        found.setdefault(field or f"facts:{heading.strip().casefold()}", []).extend(filter(None, parts))
    return found


def _person(number: int, found: Mapping[str, Sequence[str]]) -> Person:
    """One person; a name nobody parted is parted here."""
    single: dict[str, Any] = {field: found[field][0] for field in _SINGLE if field in found}
    name = single.pop("name", "") or f"{single.get('given', '')} {single.get('family', '')}".strip()
    if name and not single.get("family"):
        given, family = apart(name)
        single["given"], single["family"] = single.get("given") or given, family
    gender = _GENDERS.get(fold(single.pop("gender", "")), "")
    facts = {
        key.removeprefix("facts:"): tuple(values) for key, values in found.items() if key.startswith("facts:")
    }
    lists: dict[str, Any] = {field: tuple(dict.fromkeys(found[field])) for field in _LISTS if field in found}
    counts = fold(found.get("counts", [""])[0]) not in _NO
    return Person(key=str(number), name=name, gender=gender, facts=facts, counts=counts, **single, **lists)
