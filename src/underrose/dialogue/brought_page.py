"""What the page of brought notes shows before anything is taken: each point with what may be chosen, and what the guard says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import uuid4

from django.http import QueryDict

from underrose.dialogue import checked_page, guard, rules
from underrose.dialogue.actions.capture import Taken
from underrose.dialogue.brought import Proposal
from underrose.dialogue.models import Agreement, Kind, Point, Voices
from underrose.dialogue.note_page import Place
from underrose.methods.names import fold

MOST = 300
"""Points of one file: more than any session brings."""
APART = "|"
"""Between the id of a point and the wording that is taken over in it."""
SUBJECT = "brought "
STOOD = "stood"
"""In place of the mark of a finding: the words as they stood before a wording was taken over."""
CHOSEN = ("kind", "theme", "agreement", "voices", "lens")


class Sign(StrEnum):
    """Why a point is shown without a tick."""

    heading = "heading"
    double = "double"
    """The notes hold it already."""
    twin = "twin"
    """It stands further up on the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A point as it stands on the page."""

    id: str
    kind: str
    words: str
    theme: str = ""
    agreement: str = ""
    voices: str = ""
    lens: str = ""
    is_ticked: bool = True
    sign: str = ""
    """Why it came without a tick, one of `Sign`, or blank."""
    before: str = ""
    """Its words before a wording was taken over."""

    def taken(self, themes: Iterable[str], lenses: Iterable[str]) -> Taken:
        return Taken(
            id=self.id,
            kind=self.kind,
            words=self.words,
            theme=self.theme if self.theme in themes else "",
            agreement=self.agreement,
            voices=self.voices,
            lens=self.lens if self.lens in lenses else "",
        )


def read(place: Place, found: Iterable[Proposal]) -> list[Line]:
    """The points of a file as they are first shown: without a tick are headings, and what the notes or a line above hold already."""
    held = {
        fold(one.words) for one in Point.objects.filter(note=place.note).standing().select_related("note")
    }
    lines, ticked = list[Line](), set[str]()
    for one in found:
        words = fold(one.words)
        is_twin = Sign.twin if words in ticked else ""
        sign = Sign.heading if one.is_heading else Sign.double if words in held else is_twin
        if not sign:  # a heading comes without a tick: a line in its words would be lost with it
            ticked.add(words)
        lines.append(
            Line(
                uuid4().hex,
                one.kind.value,
                one.words,
                one.theme,
                one.agreement,
                is_ticked=not sign,
                sign=sign,
            )
        )
    return lines


def sent(said: QueryDict) -> list[Line]:
    """The points of the page as they came back, those without a tick with them."""
    return [_line(said, drawn) for drawn in dict.fromkeys(said.getlist("id")[:MOST])]


def for_all(lines: Iterable[Line], said: QueryDict) -> list[Line]:
    """What was chosen above the list, for every point that is ticked; what was left blank there changes nothing."""
    chosen = {name: value for name in CHOSEN if (value := said.get(f"all-{name}"))}
    return [replace(line, is_ticked=True, **chosen) if line.is_ticked else line for line in lines]


def with_wording(place: Place, lines: Iterable[Line], pressed: str) -> list[Line]:
    """One wording that the guard offers, taken over in its point; a press on what is no longer there changes nothing."""
    drawn, _apart, value = pressed.partition(APART)
    mark, _dot, number = value.rpartition(".")
    return [_reworded(place, line, mark, number) if line.id == drawn else line for line in lines]


def letters(words: Iterable[str]) -> int:
    """How many the guard reads in these points."""
    return sum(min(len(one), rules.LONGEST) for one in words)


def of(place: Place, lines: Iterable[Line], refused: Mapping[str, str] | None = None) -> dict[str, Any]:
    """For the page, or for what it still shows after some were taken. The room is read once."""
    shown = [line for line in lines if not refused or line.id in refused]
    return _shown(place, shown, _looked_at(place, shown), refused or {})


def unread(
    place: Place, lines: Iterable[Line], refusal: str, refused: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """The same where the guard does not read them now, and why: nothing is called clean, and no word is lost."""
    shown = [line for line in lines if not refused or line.id in refused]
    return _shown(place, shown, {}, refused or {}) | {"refusal": refusal}


def _shown(
    place: Place, lines: Sequence[Line], looked: Mapping[str, checked_page.Page], refused: Mapping[str, str]
) -> dict[str, Any]:
    rows = [
        {"line": line, "found": looked.get(line.id), "sentence": refused.get(line.id, "")} for line in lines
    ]
    signs = Counter(line.sign for line in lines)
    return {
        "place": place,
        "meeting": place.meeting,
        "note": place.note,
        "rows": rows,
        "number": len(rows) - signs[Sign.heading],
        "doubles": signs[Sign.double],
        "twins": signs[Sign.twin],
        "headings": signs[Sign.heading],
        "with_findings": sum(1 for one in looked.values() if one.open_number),
        "kinds": Kind.choices,
        "themes": [(key, f"{at}. {words}") for at, (key, words) in enumerate(place.themes, 1)],
        "lenses": place.lenses,
        "agreements": Agreement.choices,
        "voices": Voices.choices,
    }


def _line(said: QueryDict, drawn: str) -> Line:
    def value(name: str) -> str:
        return said.get(f"{name}-{drawn}") or ""

    words, before = (value(name).replace("\r\n", "\n") for name in ("words", "before"))
    sign = value("sign") if value("sign") in set(Sign) else ""
    chosen = {name: value(name) for name in CHOSEN}
    return Line(id=drawn, words=words, is_ticked=bool(value("take")), sign=sign, before=before, **chosen)


def _reworded(place: Place, line: Line, mark: str, number: str) -> Line:
    if mark == STOOD:
        return replace(line, words=line.before or line.words, before="")
    if not number.isdecimal():
        return line
    words = line.words[: rules.LONGEST]
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    said = checked_page.with_fix(checked, words, mark, int(number[:4]))
    return line if said is None else _changed(line, said + line.words[rules.LONGEST :])


def _changed(line: Line, words: str) -> Line:
    """With other words; those that stood first are kept until the point is taken, however many wordings follow."""
    return replace(line, words=words, before=line.before or line.words) if words != line.words else line


def _looked_at(place: Place, lines: Iterable[Line]) -> dict[str, checked_page.Page]:
    words = {line.id: line.words[: rules.LONGEST] for line in lines}
    told = {SUBJECT + drawn: said for drawn, said in words.items()}
    checked = guard.look_at_points(place.meeting, told, regimes=place.note.regimes)
    return {drawn: checked_page.of(checked[SUBJECT + drawn], said) for drawn, said in words.items()}
