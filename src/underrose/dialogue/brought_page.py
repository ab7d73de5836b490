"""What the page of brought notes shows before anything is taken: each point with what may be chosen, and what the guard says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from underrose.dialogue import checked_page, guard, line_marks, rules
from underrose.dialogue.actions.capture import Taken
from underrose.dialogue.line_marks import Head
from underrose.dialogue.models import Agreement, Kind, Voices
from underrose.dialogue.note_page import Place

MOST = 300
"""Points of one file: more than any session brings."""
APART = "|"
"""Between the id of a point and the wording that is taken over in it."""
SUBJECT = "brought "
CHOSEN = ("kind", "theme", "agreement", "voices", "lens")


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


def of(place: Place, lines: Iterable[Line], refused: Mapping[str, str] | None = None) -> dict[str, Any]:
    """For the page. The room is read once."""
    shown = [line for line in lines if not refused or line.id in refused]
    looked = _looked_at(place, shown)
    told = {line.id: _told(line, looked[line.id]) for line in shown}
    rows = [
        {
            "line": line,
            "found": looked[line.id],
            "told": told[line.id],
            "sentence": (refused or {}).get(line.id, ""),
        }
        for line in shown
    ]
    return {
        "place": place,
        "meeting": place.meeting,
        "note": place.note,
        "rows": rows,
        "with_findings": sum(1 for drawn, one in looked.items() if one.open_number or told[drawn]),
        "kinds": Kind.choices,
        "themes": [(key, f"{at}. {words}") for at, (key, words) in enumerate(place.themes, 1)],
        "lenses": place.lenses,
        "agreements": Agreement.choices,
        "voices": Voices.choices,
    }


def _line(said: QueryDict, drawn: str) -> Line:
    def value(name: str) -> str:
        return said.get(f"{name}-{drawn}") or ""

    words = value("words").replace("\r\n", "\n")
    chosen = {name: value(name) for name in CHOSEN}
    return Line(id=drawn, words=words, is_ticked=bool(value("take")), **chosen)


def _told(line: Line, looked: checked_page.Page) -> list[dict[str, str]]:
    """What leads to a moment or to whoever spoke: the hour, and what stands before a colon where the guard has not found it."""
    found = [one.quoted for one in looked.lines]
    said = {
        Head.hour: _(
            "This looks like an hour. No exact time of a point is kept, so leave it out if it tells when this was said."
        ),
        Head.label: _(
            "This stands before the words as the name of whoever speaks does. Leave it out if it leads to somebody."
        ),
    }
    return [
        {"quoted": one.quoted, "sentence": said[one.head], "press": f"{line.id}{APART}{one.head}.0"}
        for one in line_marks.told(line.words[: rules.LONGEST])
        if not any(one.quoted in quoted or quoted in one.quoted for quoted in found)
    ]


def _reworded(place: Place, line: Line, mark: str, number: str) -> Line:
    if mark in set(Head):
        left = (one.without for one in line_marks.told(line.words) if one.head == mark)
        return replace(line, words=next(left, line.words))
    if not number.isdecimal():
        return line
    words = line.words[: rules.LONGEST]
    checked = guard.look_at_point(place.meeting, words, regimes=place.note.regimes)
    said = checked_page.with_fix(checked, words, mark, int(number[:4]))
    return line if said is None else replace(line, words=said + line.words[rules.LONGEST :])


def _looked_at(place: Place, lines: Iterable[Line]) -> dict[str, checked_page.Page]:
    words = {line.id: line.words[: rules.LONGEST] for line in lines}
    told = {SUBJECT + drawn: said for drawn, said in words.items()}
    checked = guard.look_at_points(place.meeting, told, regimes=place.note.regimes)
    return {drawn: checked_page.of(checked[SUBJECT + drawn], said) for drawn, said in words.items()}
