"""Instances as files, in and out: the JSON of `roundtable-v1`, and pools as CSV, one line for each person.

JSON holds `n`, `rounds`, `groups`, `size` [smallest, largest], `attributes` {name: one value for each person},
`must_apart` [[one, other]…] and `facilitators` {group: person}, who sit in their group in every round; `labels` may name
people. Other keys are left alone. A pool has a header, a first column that names people, and a column for each attribute.
Files come from anywhere: each refusal names the place and what to do.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NoReturn

from underrose.methods.allocation.breakouts.checking import MOST_PEOPLE, checked
from underrose.methods.allocation.breakouts.explanation import explain
from underrose.methods.allocation.breakouts.feasibility import Conflict
from underrose.methods.allocation.breakouts.problem import (
    Attribute,
    Group,
    Pair,
    Pin,
    Problem,
    Round,
    even_sizes,
    pair,
)
from underrose.methods.allocation.breakouts.solving import Plan
from underrose.methods.allocation.breakouts.verification import groups_of

MOST_BYTES = 20_000_000
_MOST_LETTERS = 200
_SEPARATORS = ",;\t"


class UnreadableInstance(ValueError):
    """A sentence that names the place and the remedy."""


def read_instance(given: bytes, *, groups: int | None = None, rounds: int | None = None) -> Problem:
    """An instance in JSON, or a pool in CSV for so many groups and rounds.

    Raises UnreadableInstance, whatever the bytes are. Time and memory O(bytes).
    """
    if len(given) > MOST_BYTES:
        _refuse(
            f"The file has {len(given):,} bytes; at most {MOST_BYTES:,} are read. Leave out what is not needed."
        )
    try:
        text = given.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        _refuse(f"Byte {error.start} is not UTF-8. Save the file as UTF-8.")
    if not text:
        _refuse("The file is empty. Give an instance in JSON, or a list of people in CSV.")
    if text[0] in "{[":
        if groups is not None or rounds is not None:
            _refuse("An instance in JSON says itself how many groups and rounds there are. Leave both out.")
        return _well_formed(_of_json(text))
    if groups is None or rounds is None:
        _refuse("A list of people does not say how many groups and rounds there are. Give both.")
    return _well_formed(_of_csv(text, groups, rounds))


def _well_formed(problem: Problem) -> Problem:
    try:
        return checked(problem)
    except ValueError as malformed:
        raise UnreadableInstance(f"The instance does not fit together: {malformed}.") from malformed


def _refuse(sentence: str) -> NoReturn:
    raise UnreadableInstance(sentence)


# --- JSON ---------------------------------------------------------------------------------------------


def _of_json(text: str) -> Problem:
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        _refuse(f"Line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}). Mend it there.")
    except RecursionError:
        _refuse("The JSON is nested too deeply to be an instance.")
    except UnreadableInstance:
        raise
    except ValueError as error:
        _refuse(f"A number in the JSON cannot be read ({error}).")
    if not isinstance(found, dict):
        _refuse("The JSON is a list; an instance is one object with n, rounds, groups and size.")
    people = _number(found, "n", MOST_PEOPLE)
    rounds = _number(found, "rounds", 100)
    groups = _number(found, "groups", people)
    sizes = _list(found, "size", 2)
    smallest, largest = (_whole(one, f"size[{at}]", 0, MOST_PEOPLE) for at, one in enumerate(sizes))
    tables = tuple(Group(str(at + 1), smallest, largest) for at in range(groups))
    return Problem(
        labels=_labels(found, people),
        rounds=tuple(Round(str(at + 1), tables) for at in range(rounds)),
        attributes=_attributes(_object(found, "attributes"), people),
        apart=_apart(_list(found, "must_apart") if "must_apart" in found else [], people),
        pins=_pins(_object(found, "facilitators"), people, groups, rounds),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            _refuse(f"{_short(name)} stands twice in one object of the JSON. Remove one.")
        found[name] = value
    return found


def _no_number(name: str) -> NoReturn:
    _refuse(f"{name} is no number of people. Write a whole number.")


def _short(found: object) -> str:
    """What was found, short enough for a sentence."""
    said = repr(found)
    return said if len(said) <= 60 else said[:57] + "..."  # noqa: PLR2004 - a line


def _whole(found: object, place: str, least: int, most: int) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or not least <= found <= most:
        _refuse(f"{place} is {_short(found)}. Write a whole number from {least} to {most}.")
    return found


def _number(found: dict[str, Any], name: str, most: int) -> int:
    if name not in found:
        _refuse(f"{name} is missing. Write a whole number from 1 to {most}.")
    return _whole(found[name], name, 1, most)


def _list(found: dict[str, Any], name: str, many: int | None = None) -> list[Any]:
    asked = "a list" if many is None else f"a list of {many}"
    if name not in found:
        _refuse(f"{name} is missing. Write {asked}.")
    value = found[name]
    if not isinstance(value, list) or (many is not None and len(value) != many):
        _refuse(f"{name} is {_short(value)}. Write {asked}.")
    return value


def _object(found: dict[str, Any], name: str) -> dict[str, Any]:
    value = found.get(name, {})
    if not isinstance(value, dict):
        _refuse(f"{name} is {_short(value)}. Write an object.")
    return value


def _text(found: object, place: str) -> str:
    if not isinstance(found, str) or len(found) > _MOST_LETTERS:
        _refuse(f"{place} is {_short(found)}. Write at most {_MOST_LETTERS} letters.")
    # Marks of direction and joining belong to names of many scripts; these signs to none.
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in found):
        _refuse(f"{place} is {_short(found)}. Leave out line breaks and control signs.")
    return found


def _labels(found: dict[str, Any], people: int) -> tuple[str, ...]:
    if "labels" not in found:
        return tuple(str(one) for one in range(people))
    labels = _list(found, "labels", people)
    return _different([_text(one, f"labels[{at}]") for at, one in enumerate(labels)], "labels[{}]", 0)


def _different(names: Sequence[str], place: str, first: int) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for at, name in enumerate(names, first):
        if not name.strip():
            _refuse(f"{place.format(at)} is empty. Name everybody.")
        if name in seen:
            _refuse(
                f"{place.format(at)}: {_short(name)} is the name of {place.format(seen[name])} already. "
                "Give each person a name of their own."
            )
        seen[name] = at
    return tuple(names)


def _attributes(found: dict[str, Any], people: int) -> tuple[Attribute, ...]:
    attributes = []
    for name, values in found.items():
        place = f"attributes[{_short(_text(name, 'The name of an attribute'))}]"
        if not isinstance(values, list) or len(values) != people:
            many = f"{len(values)} values" if isinstance(values, list) else _short(values)
            _refuse(f"{place} has {many} for {people} people. Write a list with one for each.")
        own = (_text(value, f"{place}[{at}]") for at, value in enumerate(values))
        attributes.append(Attribute(name, tuple((value,) if value else () for value in own)))
    return tuple(attributes)


def _apart(found: list[Any], people: int) -> frozenset[Pair]:
    pairs = set()
    for at, both in enumerate(found):
        place = f"must_apart[{at}]"
        if not isinstance(both, list) or len(both) != 2:  # noqa: PLR2004 - a pair
            _refuse(f"{place} is {_short(both)}. Write two people.")
        one, other = (_whole(person, place, 0, people - 1) for person in both)
        if one == other:
            _refuse(f"{place} names person {one} twice. Write two people.")
        pairs.add(pair(one, other))
    return frozenset(pairs)


def _pins(found: dict[str, Any], people: int, groups: int, rounds: int) -> tuple[Pin, ...]:
    seats: dict[int, int] = {}
    for name, person in found.items():
        place = f"facilitators[{_short(name)}]"
        group = int(name) if name.isascii() and name.isdigit() and len(name) < 6 else -1  # noqa: PLR2004 - digits
        if not 0 <= group < groups:
            _refuse(f"{place} is no group. Write a group from 0 to {groups - 1}.")
        one = _whole(person, place, 0, people - 1)
        if one in seats:
            _refuse(f"{place}: person {one} has group {seats[one]} already. Give each group somebody else.")
        seats[one] = group
    return tuple(Pin(number, one, group) for number in range(rounds) for one, group in seats.items())


# --- CSV ----------------------------------------------------------------------------------------------


def _of_csv(text: str, groups: int, rounds: int) -> Problem:
    first = text.splitlines()[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        _refuse(f"The file is not CSV ({error}). Save it as CSV with a header.")
    filled = [row for row in read if any(cell.strip() for cell in row)]
    if not filled:
        _refuse("Every line of the file is empty. Give a header, then a line for each person.")
    head, *rows = filled
    names = _different([_text(cell, f"Column {at}") for at, cell in enumerate(head, 1)], "Column {}", 1)
    if not 0 < len(rows) <= MOST_PEOPLE:
        _refuse(f"There are {len(rows)} people below the header; there must be 1 to {MOST_PEOPLE}.")
    for at, row in enumerate(rows, 2):
        if len(row) != len(names):
            _refuse(f"Row {at} has {len(row)} cells, the header has {len(names)}. Give each column a cell.")
        for cell, name in zip(row, names, strict=True):
            _text(cell, f"Row {at}, column {_short(name)},")
    people = len(rows)
    _whole(groups, "The number of groups", 1, people)
    _whole(rounds, "The number of rounds", 1, 100)
    sizes = even_sizes(people, groups)
    tables = tuple(Group(str(at + 1), sizes[-1], sizes[0]) for at in range(groups))
    columns = list(zip(*rows, strict=True))
    return Problem(
        labels=_different([cell.strip() for cell in columns[0]], "Row {}, column 1", 2),
        rounds=tuple(Round(str(at + 1), tables) for at in range(rounds)),
        attributes=tuple(
            Attribute(name, tuple((cell.strip(),) if cell.strip() else () for cell in column))
            for name, column in zip(names[1:], columns[1:], strict=True)
        ),
    )


# --- out ----------------------------------------------------------------------------------------------


def plan_as_json(problem: Problem, plan: Plan) -> dict[str, Any]:
    """A plan with its report. `seats` holds the group of every person for each round, from 0, -1 for absent."""
    found = explain(problem, plan.seats)
    report = found.report
    return {
        "seed": plan.seed,
        "moves": plan.moves,
        "tried": plan.tried,
        "is_complete": plan.is_complete,
        "people": list(problem.labels),
        "seats": [list(row) for row in plan.seats],
        "rounds": [
            {
                "name": round_.name,
                "groups": [
                    {"name": group.name, "people": [problem.labels[one] for one in members.get(at, ())]}
                    for at, group in enumerate(round_.groups)
                ],
            }
            for number, round_ in enumerate(problem.rounds)
            for members in [groups_of(plan.seats, number)]
        ],
        "report": {
            "is_valid": report.is_valid,
            "is_proven": report.is_proven,
            "violations": [{**asdict(one), "rule": one.rule.value} for one in report.violations],
            "off_quota": report.off_quota,
            "deviations": [asdict(one) for one in report.deviations],
            "encounters": report.encounters,
            "distinct": report.distinct,
            "bounds": asdict(report.bounds),
            "rounds_shared": list(report.rounds_shared),
            "disappointment": report.disappointment,
            "repeats": [{**asdict(one), "why": one.why.value} for one in found.repeats],
            "worst_off": [problem.labels[one] for one in found.worst_off],
        },
    }


def conflicts_as_json(conflicts: Sequence[Conflict]) -> list[dict[str, Any]]:
    """What cannot be met; people, rounds and groups as numbers from 0."""
    return [
        {
            **asdict(one),
            "cause": one.cause.value,
            "demands": [{**asdict(demand), "rule": demand.rule.value} for demand in one.demands],
        }
        for one in conflicts
    ]
