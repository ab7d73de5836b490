"""The room of a meeting: its sessions and groups, what is missing before notes are taken there, and how many stand."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import AskedFor, Holder, asked_for
from underrose.concept.models import Meeting
from underrose.dialogue import note_page
from underrose.dialogue.models import WHOLE, Note, NoteState
from underrose.dialogue.release import were_destroyed
from underrose.methods.disclosure import TABLE, Regime
from underrose.programme import announcements
from underrose.programme.announcements import Standing
from underrose.programme.models import Group, Kind, Session


@dataclass(frozen=True)
class Line:
    """A session or group as the list shows it."""

    session: Session
    group: Group | None
    note: Note | None
    standing: Standing
    points: int
    is_far: bool = False
    """The session is days away: whoever begins its notes is asked once more."""
    is_over: bool = False
    """What was said was destroyed: nothing begins here any more."""
    groups: int = 0
    """How many groups this line stands for, where all of them wait for the same."""

    @property
    def title(self) -> str:
        """As the list names it, below its session."""
        if self.groups:
            return ngettext("%(number)d group", "%(number)d groups", self.groups) % {"number": self.groups}
        return note_page.group_title(self.group) if self.group else self.session.title

    @property
    def name(self) -> str:
        """As it is called alone: every round has a group 1."""
        if self.group and not self.groups:
            return _("%(group)s, %(round)s") % {"group": self.title, "round": self.session.title}
        return self.session.title

    @property
    def key(self) -> tuple[str, str]:
        """Of its session and, where it is one, of the group."""
        return str(self.session.pk), str(self.group.pk) if self.group else ""

    @property
    def word(self) -> str:
        """How it stands, in one or two words."""
        if self.note is not None:
            return str(NoteState(self.note.state).label)
        if self.is_over:
            return _("Closed")
        if self.standing.announcement is None or not self.standing.is_current:
            return _("Not announced")
        return _("Ready") if self.standing.is_accepted else _("Not accepted yet")

    @property
    def state(self) -> str:
        """The mark beside the word."""
        if self.note is not None:
            return "held" if self.note.is_open else "done"
        return "plain" if self.standing.is_accepted or self.is_over else "warning"

    @property
    def shows_number(self) -> bool:
        """Of released notes only what was withheld still stands; that there is nothing left need not be said."""
        return self.note is not None and (self.note.state != NoteState.released or self.points > 0)

    @property
    def may_begin(self) -> bool:
        return self.note is None and self.standing.is_accepted and not self.is_over


def of(meeting: Meeting, holder: Holder, today: date) -> dict[str, Any]:
    """The days with their sessions, and the figures that matter now; a constant number of questions."""
    notes = {(note.session, note.group): note for note in Note.objects.visible_to(holder, meeting.code)}
    is_whole = holder.may(*WHOLE, meeting_code=meeting.code)
    asked = AskedFor() if is_whole else asked_for(holder, meeting.code)
    sessions = [one for one in _sessions(meeting) if _talks(one, notes)]
    standing = announcements.standing(meeting, sessions)
    counted = note_page.counted(notes.values())
    every = [line for one in sessions for line in _lines(one, notes, standing[one.pk], counted, today)]
    is_over = were_destroyed(meeting)
    lines = [replace(line, is_over=is_over) for line in every if is_whole or asked.holds(*line.key)]
    return {
        "meeting": meeting,
        "days": [
            {"day": day, "sessions": list(_by_session(rows, meeting))}
            for day, rows in groupby(lines, key=lambda line: line.session.day)
        ],
        **Counter(note.state for note in notes.values()),
        "points": sum(counted.values()),
        "lost": _lost(notes, lines),
        "were_destroyed": is_over,
        "is_whole": is_whole,
    }


def _sessions(meeting: Meeting) -> Iterable[Session]:
    return Session.objects.of(meeting).select_related("day").prefetch_related("groups")


def _talks(session: Session, notes: Mapping[tuple[str, str], Note]) -> bool:
    """At a meal and in the margins nobody takes notes, unless somebody began to."""
    return session.kind in announcements.TALKING or any(key == str(session.pk) for key, _group in notes)


def _lines(
    session: Session,
    notes: Mapping[tuple[str, str], Note],
    standing: Standing,
    counted: Mapping[UUID, int],
    today: date,
) -> Iterator[Line]:
    """The whole session where it has no groups or somebody began its notes, then its groups."""
    key, groups = str(session.pk), list(session.groups.all())
    groups = groups if session.kind == Kind.breakout else []
    is_far = announcements.is_far(session, today)
    for group in [None, *groups]:
        note = notes.get((key, str(group.pk) if group else ""))
        if group is not None or note is not None or not groups:
            yield Line(session, group, note, standing, counted.get(note.pk, 0) if note else 0, is_far)


def _by_session(lines: Iterable[Line], meeting: Meeting) -> Iterator[dict[str, Any]]:
    for session, rows in groupby(lines, key=lambda line: line.session):
        regimes = [_(TABLE.labels[Regime(one)]) for one in announcements.regimes_of(meeting, session)]
        yield {"session": session, "regime": regimes[-1] if regimes else "", "lines": _together(list(rows))}


def _together(lines: list[Line]) -> list[Line]:
    """Groups of a round whose regime is missing all wait for the same one thing: said once."""
    if len(lines) == 1 or any(line.note or line.may_begin for line in lines):
        return lines
    return [replace(lines[0], groups=len(lines))]


def _lost(notes: Mapping[tuple[str, str], Note], lines: Iterable[Line]) -> list[Note]:
    """Notes of sessions and groups that were taken out of the programme: they stay to be sealed and released."""
    known = {line.key for line in lines}
    return [note for key, note in notes.items() if key not in known]
