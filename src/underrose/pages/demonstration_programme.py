"""The programme of the demonstration: days, rooms, tasks, a version that was released, and changes that wait since."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from underrose.concept.models import Lens, Meeting
from underrose.pages import demonstration_groups
from underrose.participation.models import Participant
from underrose.programme import versions
from underrose.programme.actions import assignments, availability, days, releasing, rooms, sessions, skeleton
from underrose.programme.actions.availability import There
from underrose.programme.models import Assignment, Kind, Room, Session, Task

if TYPE_CHECKING:
    from underrose.pages.demonstration_room import Room as Furnishing

Told = Mapping[str, Any]
_AS_THEY_STAND = ("title", "words", "begins", "ends")


def furnish(room: "Furnishing", guests: Mapping[str, Participant], folder: Path) -> None:
    """Laid out, released, changed since; then the groups are asked for, which the worker computes."""
    told = tomllib.loads((folder / "programme.toml").read_text(encoding="utf-8"))
    draft = _Draft(room, guests, room.day(told["laid_out"]))
    draft.lay_out(told)
    demonstration_groups.furnish(room, guests, told, draft.today)
    _release(room, told)
    later = _Draft(room, guests, room.day(told["released"] - 1))
    for one in told["changed"]:
        later.write(later.named(one["title"]), one)
    demonstration_groups.ask(room)


@dataclass(frozen=True, slots=True)
class _Draft:
    """Sessions as the lists tell them, by a colleague and on a day."""

    room: "Furnishing"
    guests: Mapping[str, Participant]
    today: date

    @property
    def _act(self) -> dict[str, Any]:
        return {"by": self.room.manager, "today": self.today}

    @property
    def _meeting(self) -> Meeting:
        return self.room.meeting

    def lay_out(self, told: Told) -> None:
        skeleton.draw_skeleton(self._meeting, **self._act)
        for one in told["rooms"]:
            rooms.write(Room(meeting=self._meeting), **self._act, **one)
        for day, planned in zip(self._meeting.days.all(), told["days"], strict=True):
            days.write(day, on=day.on, title=planned["title"], **self._act)
            rows = Session.objects.of(self._meeting).filter(day=day).select_related("day__meeting")
            for session, words in zip(rows, planned["sessions"], strict=True):
                self.write(session, words)
        self._give_groups(told["in_groups"])
        for one in told["there"]:
            self._say_there(one)

    def named(self, title: str) -> Session:
        found = Session.objects.of(self._meeting).select_related("day__meeting")
        return found.filter(title=title).latest("day__on")

    def write(self, session: Session, told: Told) -> None:
        """What the list says of it, and who has a task in it."""
        if set(told) - {"tasks"}:
            sessions.write(session, revision=session.revision, **self._facts(session, told), **self._act)
        for one in told.get("tasks", ()):
            self._give(session, one)

    def _facts(self, session: Session, told: Told) -> dict[str, Any]:
        facts = {name: getattr(session, name) for name in sessions.FACTS}
        facts |= {name: told[name] for name in _AS_THEY_STAND if name in told}
        if "room" in told:
            facts["room"] = Room.objects.get(meeting=self._meeting, name=told["room"])
        if "theme" in told:
            facts["theme"] = self._meeting.themes.all()[told["theme"] - 1]
        lenses = Lens.objects.filter(meeting=self._meeting, words__in=told.get("lenses", ()))
        return {**facts, "lenses": lenses if "lenses" in told else session.lenses.all()}

    def _give(self, session: Session, told: Told) -> None:
        who = {"name": told["name"]} if "name" in told else {"participant": self.guests[told["key"]]}
        assignments.write(
            Assignment(session=session),
            revision=0,
            task=Task(told["task"]),
            is_confirmed=True,
            is_public=told.get("is_public", False),
            briefing=told.get("briefing"),
            **who,
            **self._act,
        )

    def _say_there(self, told: Told) -> None:
        found = list(self._meeting.days.all())
        there = [
            There(found[one["day"]], one.get("is_absent", False), one.get("arrives"), one.get("leaves"))
            for one in told["days"]
        ]
        guest = self.guests[told["key"]]
        availability.say(guest, there, **self._act)

    def _give_groups(self, told: Told) -> None:
        for session in Session.objects.of(self._meeting).filter(kind=Kind.breakout):
            for one in _in_groups(told):
                self._give(session, one)


def _in_groups(told: Told) -> Iterator[Told]:
    for task in (Task.facilitator, Task.note_taker):
        briefing = {"briefing": told["briefing"]} if task == Task.facilitator else {}
        yield from ({"task": task, "key": key, **briefing} for key in told[task])


def _release(room: "Furnishing", told: Told) -> None:
    """Guests were told on the telephone: no letter waits."""
    choice = releasing.Choice(is_in_public=told["is_in_public"], note=told["note"])
    basis = versions.coming(room.meeting).basis
    releasing.release(
        room.meeting, by=room.manager, basis=basis, choice=choice, today=room.day(told["released"])
    )
