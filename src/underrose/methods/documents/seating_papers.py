"""Papers of who sits where: lists for doors, cards to carry, sheets for facilitators, plans of tables.

All words come in: names as they may be read, everything translated. Nothing is worded here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from underrose.methods.documents import glyphs, marks, typesetting
from underrose.methods.documents.typesetting import Tree

_ISOLATED = "\u2068{}\u2069"
"""A name keeps its own direction, and its dot at its end, in a list that runs the other way."""
_WORD = 20
"""A longer word may be broken; it would not stand in its column."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What all sheets of one file share. The title names the file, the heading stands small on each sheet."""

    title: str
    dated: date
    heading: str = ""
    foot: str = ""
    language: str = "en"
    page_size: str = "a4"
    labels: Mapping[str, str] = field(default_factory=dict)
    """Translated furniture, each template its own."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a list: in its own script besides, and what the person does, if that may be read."""

    name: str
    native: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class DoorList:
    """What hangs on the door of one group."""

    group: str
    title: str = ""
    round: str = ""
    where: str = ""
    when: str = ""
    people: tuple[Named, ...] = ()
    further: str = ""
    """That there are more, never who."""


@dataclass(frozen=True, slots=True)
class CardLine:
    when: str
    what: str
    group: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class PersonalCard:
    """What one person carries: their groups of all rounds."""

    name: str
    native: str = ""
    lines: tuple[CardLine, ...] = ()


@dataclass(frozen=True, slots=True)
class FacilitatorSheet:
    """What whoever leads a group holds in their hands."""

    group: str
    title: str = ""
    round: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    people: tuple[Named, ...] = ()
    further: str = ""
    times: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    rule_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Who sits at which table of a meal: by name, to be found, and by table, to be laid."""

    title: str
    when: str = ""
    where: str = ""
    by_name: tuple[tuple[Named, str], ...] = ()
    by_table: tuple[tuple[str, tuple[Named, ...], str], ...] = ()
    """Table, who sits there, and that there are more."""
    further: str = ""


def door_lists_pdf(lists: Sequence[DoorList], frame: Frame) -> bytes:
    """One sheet for each door, to be read from two steps away. A letter our fonts do not have is refused with its place."""
    return _made("door", [_door(one) for one in lists], frame)


def personal_cards_pdf(cards: Sequence[PersonalCard], frame: Frame) -> bytes:
    """Several to a sheet with marks to cut along: eight with few lines, four or two with many."""
    return _made("card", [_card(one) for one in cards], frame)


def facilitator_sheets_pdf(sheets: Sequence[FacilitatorSheet], frame: Frame) -> bytes:
    """One sheet for each group, with room to write."""
    return _made("facilitator", [_facilitator(one) for one in sheets], frame)


def table_plan_pdf(plan: TablePlan, frame: Frame) -> bytes:
    """Two lists of one meal, each beginning on a sheet of its own."""
    return _made("tables", [_plan(plan)], frame)


def _made(kind: str, sheets: list[Tree], frame: Frame) -> bytes:
    tree: Tree = {
        "kind": kind,
        "title": marks.plain(frame.title) or "–",
        "heading": _line(frame.heading),
        "foot": _line(frame.foot),
        "labels": {key: _line(words) for key, words in frame.labels.items()},
        "sheets": sheets,
        "voice": typesetting.voice(frame.language),
        "size": frame.page_size,
        "dated": [frame.dated.year, frame.dated.month, frame.dated.day],
    }
    glyphs.require_placed(_placed(sheets, tree))
    return typesetting.compiled("seating.typ", tree, is_rtl=typesetting.direction(frame.language) == "rtl")


def _placed(sheets: Sequence[Tree], tree: Tree) -> Iterator[tuple[str, str]]:
    yield "the title", tree["title"]
    yield "the heading", tree["heading"] + tree["foot"] + "".join(tree["labels"].values())
    for number, sheet in enumerate(sheets, start=1):
        for text in typesetting.texts(sheet):
            yield f"sheet {number}", text


def _door(one: DoorList) -> Tree:
    return {
        **{
            name: _line(getattr(one, name))
            for name in ("group", "title", "round", "where", "when", "further")
        },
        "people": [_named(person) for person in one.people],
    }


def _card(one: PersonalCard) -> Tree:
    lines = [
        {name: _line(getattr(line, name)) for name in ("when", "what", "group", "where")}
        for line in one.lines
    ]
    return {**_named(Named(one.name, one.native)), "lines": lines}


def _facilitator(one: FacilitatorSheet) -> Tree:
    names = ("group", "title", "round", "further", "rule", "rule_words", "note")
    return {
        **{name: _line(getattr(one, name)) for name in names},
        "facts": [[_line(name), _line(value)] for name, value in one.facts],
        "people": [_named(person) for person in one.people],
        "times": [[_line(hour), _line(words)] for hour, words in one.times],
    }


def _plan(one: TablePlan) -> Tree:
    return {
        **{name: _line(getattr(one, name)) for name in ("title", "when", "where", "further")},
        "by_name": [{**_named(person), "table": _line(table)} for person, table in one.by_name],
        "by_table": [
            {
                "table": _line(table),
                "people": [_named(person) for person in people],
                "further": _line(further),
            }
            for table, people, further in one.by_table
        ],
    }


def _named(person: Named) -> Tree:
    """A name in a script that our fonts do not have is left off: the Latin one stands there anyway."""
    name, native = _line(person.name), _line(person.native)
    shown = native if native != name and not glyphs.missing(native) else ""
    return {
        "name": _isolated(name or native or "–"),
        "native": _isolated(shown if name else ""),
        "about": _isolated(_line(person.about)),
    }


def _isolated(words: str) -> str:
    return _ISOLATED.format(words) if words else ""


def _line(text: str) -> str:
    return typesetting.giving_way(marks.plain(text), _WORD)
