"""Imports do not see the ORM: every statement of every test is asked which section wrote it, and by which door it came.

People and participation are read from dialogue and outcomes through `participation.room` alone, the tables of dialogue
by everybody else through the doors of dialogue alone. `tests/house/test_walls.py` says so of the pages of the room.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "underrose"
GROUND = {"access", "kit", "methods"}
PEOPLE = {"people", "participation"}
ROOM = "participation.room"
NOT_AROUND_THE_ROOM = {"dialogue", "outcomes"}
# What else dialogue may ask that looks at guests, and why.
OF_THE_PROGRAMME = {
    "programme.announcements": "how many guests there are and how many accepted; it names nobody",
    "programme.outline": "who has which task in which session, as the programme says it; words, and no rows of people",
    "programme.naming": "by what name the programme shows them; words, and no rows of people",
}
# The frame of every page is filled by pages, which may look at people, also where a page of the room is in it.
FRAME = "pages"
DOORS_OF_DIALOGUE = {"dialogue.guard", "dialogue.release", "dialogue.overview", "dialogue.demonstration"}
# From here outwards it is no longer the code of a section that asks, but whoever called it: Django, a command, a test.
ENTRANCES = ("/django/core/handlers/", "/django/core/management/", "/tests/")
OF_A_TABLE = re.compile(r'\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+"?(\w+)"?', re.IGNORECASE)
Heard = list[tuple[frozenset[str], tuple[str, ...]]]


@cache
def owners() -> dict[str, str]:
    """Section by table."""
    from django.apps import apps

    return {
        model._meta.db_table: model._meta.app_label
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("underrose.")
    }


@lru_cache(maxsize=8192)
def behind_a_wall(sql: str) -> frozenset[str]:
    """The sections whose tables a statement names, of those that stand behind a wall."""
    return frozenset(owners().get(name, "") for name in OF_A_TABLE.findall(sql)) & {"dialogue", *PEOPLE}


@cache
def place_of(filename: str) -> str:
    """`dialogue.views.room` for a file of the product, "" for all others, "-" where nobody's code begins."""
    if any(entrance in filename for entrance in ENTRANCES):
        return "-"
    path = Path(filename)
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts) if path.is_relative_to(PACKAGE) else ""


def callers(frame: FrameType | None) -> Iterator[str]:
    """The modules of the product that led to a statement, the nearest first."""
    while frame is not None:
        place = place_of(frame.f_code.co_filename)
        if place == "-":
            return
        if place:
            yield place
        frame = frame.f_back


def wrong(sections: frozenset[str], places: tuple[str, ...]) -> str:
    """Empty, or why a statement that names tables of these sections must not come from here."""
    if "dialogue" in sections and (why := _around_the_doors(places)):
        return why
    return _around_the_room(places) if sections & PEOPLE else ""


def _around_the_room(places: tuple[str, ...]) -> str:
    for place in places:
        section = place.partition(".")[0]
        if place == ROOM or place in OF_THE_PROGRAMME or section == FRAME:
            return ""
        if section in NOT_AROUND_THE_ROOM:
            return f"{place} looks at people other than through {ROOM}"
    return ""


def _around_the_doors(places: tuple[str, ...]) -> str:
    for place in places:
        section = place.partition(".")[0]
        if place in DOORS_OF_DIALOGUE:
            return ""
        if section != "dialogue" and section not in GROUND:
            return f"{place} looks into the room other than through a door of dialogue"
    return ""


class Watch:
    """What was asked of tables behind a wall: all of it while somebody listens, and always what was wrong."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.heard: Heard | None = None

    def look(self, sql: Any) -> None:
        sections = behind_a_wall(sql) if isinstance(sql, str) else frozenset()
        if not sections:
            return
        places = tuple(callers(sys._getframe(2)))
        if self.heard is not None:
            self.heard.append((sections, places))
        if why := wrong(sections, places):
            self.wrong.append(f"{why}: {' < '.join(places)}: {sql[:200]}")


WATCH = Watch()


@contextmanager
def listening() -> Iterator[Heard]:
    """Whose tables were asked for within, and by which modules."""
    WATCH.heard = heard = []
    try:
        yield heard
    finally:
        WATCH.heard = None


@pytest.fixture(scope="session", autouse=True)
def watched_statements() -> Iterator[None]:
    """On every connection of every thread."""
    from django.db.backends.utils import CursorWrapper

    given = CursorWrapper._execute_with_wrappers

    def looked_at(self: Any, sql: Any, params: Any, many: Any, executor: Any) -> Any:
        WATCH.look(sql)
        return given(self, sql, params, many, executor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(CursorWrapper, "_execute_with_wrappers", looked_at)
        yield


@pytest.fixture(autouse=True)
def no_way_around_a_door() -> Iterator[None]:
    """Fails the test in which a statement came around one."""
    WATCH.wrong.clear()
    yield
    found = sorted(set(WATCH.wrong))
    WATCH.wrong.clear()
    assert found == []
