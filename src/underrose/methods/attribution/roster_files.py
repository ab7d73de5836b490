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
_BOM = b"\xef\xbb\xbf"
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
    is_json = path.suffix.lower() == ".json"
    if room and not is_json:
        raise Unreadable(f"The roster {path.name} has no rooms: leave out #{room}.")
    roster = from_json(raw, room) if is_json else from_list(raw, path.name)
    if not any(person.name or person.native for person in roster.people):
        raise Unreadable(f"The roster {path.name} names nobody.")
    return roster


def from_json(raw: bytes, room: str = "") -> Roster:
    """A list of people, or rooms with a list each. What a person may have stands in `docs/how-to/check-a-text.md`."""
    try:
        found = json.loads(raw.removeprefix(_BOM))
    except (ValueError, RecursionError) as error:
        raise Unreadable("The roster is not JSON, or is damaged.") from error
    people = _people(found, room)
    if not isinstance(people, list) or not all(isinstance(one, dict) for one in people):
        raise Unreadable("The roster is no list of people.")
    fields = _fields_of_keys(people)
    return Roster(tuple(_person(number, _from_keys(one, fields)) for number, one in enumerate(people)))


def _people(found: Any, room: str) -> Any:
    """The list of the room that was asked for. A single room need not be named."""
    if isinstance(found, list):
        if room:
            raise Unreadable(f"The roster has no rooms: leave out #{room}.")
        return found
    if not isinstance(found, dict):
        return None
    rooms = found.get("rooms", found)
    if not isinstance(rooms, dict):
        return None
    if not room and len(rooms) == 1:
        room = next(iter(rooms))
    if room not in rooms:
        raise Unreadable(f"The roster has rooms; name one of them behind #: {', '.join(map(str, rooms))}.")
    kept = rooms[room]
    return kept.get("people", []) if isinstance(kept, dict) else kept


def _fields_of_keys(people: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What the keys of people stand for: words of the guard's own, or headings as people write them."""
    keys = list(dict.fromkeys(key for one in people for key in one))
    headings = [key.replace("_", " ") for key in keys]
    rows = [[str(one[key]) if isinstance(one.get(key), str) else "" for key in keys] for one in people]
    fields = _fields(headings, rows)
    own = _SINGLE | _LISTS | {"counts"}
    return {key: key if key in own else field for key, field in zip(keys, fields, strict=True)}


def _fields(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    guesses = propose_mapping(headings, rows).guesses
    return [
        _OWN.get(fold(guess.header)) or (_FIELDS.get(guess.field, "") if guess.field else "")
        for guess in guesses
    ]


def from_list(raw: bytes, name: str) -> Roster:
    """A workbook (.xlsx) or separated list, read in the guarded process of `contacts.reading`."""
    table = read_list(raw, name)
    rows = [row.cells for row in table.rows]
    fields = _fields(table.headers, rows)
    return Roster(
        tuple(
            _person(number, _gathered(zip(fields, table.headers, row, strict=False)))
            for number, row in enumerate(rows)
            if any(row)
        )
    )


def _from_keys(raw: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, list[str]]:
    """Values under the guard's own words or others for them; what is known under neither is an axis of the meeting."""
    cells: list[tuple[str, str, str]] = []
    for key, value in raw.items():
        if isinstance(value, dict):
            inner = {part: _OWN.get(fold(str(part).replace("_", " ")), "") for part in value}
            under = dict.fromkeys(value, "") if key == "facts" else inner
            cells += [(under[part], str(part), text) for part, one in value.items() for text in _texts(one)]
        else:
            cells += [(fields[key], str(key), text) for text in _texts(value)]
    return _gathered(cells)


def _texts(value: Any) -> list[str]:
    """A value or a list of them, as text."""
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in values if one not in (None, "") and not isinstance(one, dict | list)]


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
