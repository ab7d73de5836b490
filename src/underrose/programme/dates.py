"""Whether the days of the draft stand on the dates of the meeting, and where they would stand if they followed it.

Each day remembers the first day of the meeting it was counted from. Where the meeting has moved since, the day stayed
behind, and it can follow by as many days. Days of which nobody knows it stayed behind if none of them is on a date of the
meeting.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.kit.templatetags.kit import day as written
from underrose.kit.templatetags.kit import days as written_range
from underrose.programme.outline import Day, Outline

LONGEST = 31
"""Of a longer meeting nobody is told which of its dates are empty."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One day of the draft, where it stands and where it would stand."""

    key: UUID
    on: date
    to: date
    title: str
    sessions: int
    is_outside: bool
    """Of the meeting's dates, where it would stand."""

    @property
    def moves(self) -> bool:
        return self.on != self.to


@dataclass(frozen=True, slots=True)
class Shift:
    """The days as they would stand."""

    days: tuple[Placed, ...]
    is_due: bool
    """The meeting has moved since days were placed."""
    empty: tuple[date, ...]
    """Dates of the meeting on which no day would stand."""
    basis: str
    """Differs as soon as somebody moves a day or the meeting."""

    @property
    def moving(self) -> tuple[Placed, ...]:
        return tuple(day for day in self.days if day.moves)

    @property
    def outside(self) -> tuple[Placed, ...]:
        return tuple(day for day in self.days if day.is_outside)

    @property
    def first(self) -> date | None:
        return min((day.to for day in self.moving or self.days), default=None)

    @property
    def later(self) -> int | None:
        """By how many days all that move do so; nothing where they differ."""
        found = {(day.to - day.on).days for day in self.moving}
        return found.pop() if len(found) == 1 else None

    @property
    def clashes(self) -> tuple[date, ...]:
        """Dates on which two days would stand."""
        taken = [day.to for day in self.days]
        return tuple(sorted({on for on in taken if taken.count(on) > 1}))


def of(draft: Outline, first: date | None = None) -> Shift:
    """As the meeting moved, or so that those who move begin on `first`."""
    follow = _following(draft)
    to = follow or {day.key: day.on for day in draft.days}
    if first is not None and to:
        again = first - min(to.values())
        to = {key: _later(on, again) for key, on in to.items()}
    placed = tuple(_placed(draft, day, to.get(day.key, day.on)) for day in draft.days)
    return Shift(
        days=placed,
        is_due=bool(follow),
        empty=tuple(_empty(draft, {day.to for day in placed})),
        basis=_basis(draft),
    )


def _following(draft: Outline) -> dict[UUID, date]:
    """By key, where those that stayed behind would stand."""
    start = draft.start_on
    if start is None:
        return {}
    found = {
        day.key: _later(day.on, start - day.counted_from)
        for day in draft.days
        if day.counted_from is not None and day.counted_from != start
    }
    unknown = [day for day in draft.days if day.counted_from is None]
    if unknown and not any(_is_within(draft, day.on) for day in unknown):
        by = start - min(day.on for day in unknown)
        found |= {day.key: _later(day.on, by) for day in unknown}
    return found


def _later(on: date, by: timedelta) -> date:
    """At the end of the calendar it goes no further."""
    try:
        return on + by
    except OverflowError:
        return date.max if by.days > 0 else date.min


def _is_within(draft: Outline, on: date) -> bool:
    if draft.start_on is None or draft.end_on is None:
        return True
    return draft.start_on <= on <= draft.end_on


def _placed(draft: Outline, day: Day, to: date) -> Placed:
    return Placed(day.key, day.on, to, day.title, len(day.sessions), not _is_within(draft, to))


def _empty(draft: Outline, taken: set[date]) -> Iterator[date]:
    if draft.start_on is None or draft.end_on is None or (draft.end_on - draft.start_on).days >= LONGEST:
        return
    for number in range((draft.end_on - draft.start_on).days + 1):
        on = draft.start_on + timedelta(days=number)
        if on not in taken:
            yield on


def _basis(draft: Outline) -> str:
    told = [f"{draft.start_on} {draft.end_on}", *(f"{day.key} {day.on}" for day in draft.days)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]


# --- in words -------------------------------------------------------------------------------------


def now(draft: Outline) -> str:
    """Where meeting and programme stand."""
    ons = [day.on for day in draft.days]
    return _("The meeting is on %(meeting)s. The programme stands on %(programme)s.") % {
        "meeting": written_range(draft.start_on, draft.end_on),
        "programme": written_range(min(ons), max(ons)),
    }


def act(shift: Shift) -> str:
    """What the button does."""
    later, number = shift.later, len(shift.moving)
    if later is None or number < len(shift.days):
        sentence = ngettext("Move one day to the new dates", "Move %(count)s days to the new dates", number)
        return sentence % {"count": number}
    if later > 0:
        sentence = ngettext("Move all days one day later", "Move all days %(count)s days later", later)
    else:
        sentence = ngettext("Move all days one day earlier", "Move all days %(count)s days earlier", -later)
    return sentence % {"count": abs(later)}


def follows(shift: Shift, waiting: int) -> list[str]:
    """What comes of it, before anything is moved. `waiting`: how many said when they are there on days that move."""
    said = [_("Sessions, tasks and groups come along, and all hours stay.")]
    said += [_outside(day) for day in shift.outside if day.sessions]
    if shift.empty:
        on = _("; ").join(written(day) for day in shift.empty)
        said.append(_("No day of the programme would stand on: %(days)s.") % {"days": on})
    if waiting:
        sentence = ngettext(
            "One person said when they are there on days that move. Ask them anew.",
            "%(count)s people said when they are there on days that move. Ask them anew.",
            waiting,
        )
        said.append(sentence % {"count": waiting})
    return said


def _outside(day: Placed) -> str:
    sentence = ngettext(
        "%(day)s would be outside the dates of the meeting, with one session. It stays until you move or remove it.",
        "%(day)s would be outside the dates of the meeting, with %(count)s sessions. They stay until you move or remove them.",
        day.sessions,
    )
    return sentence % {"day": written(day.to), "count": day.sessions}


def clash(shift: Shift) -> str:
    """Why it cannot be done; blank where it can."""
    if not shift.clashes:
        return ""
    on = _("; ").join(written(day) for day in shift.clashes)
    return _(
        "Two days of the programme would stand on one date: %(days)s. Move the sessions of one of them to another day and "
        "remove it, or choose another first day. Nothing was moved."
    ) % {"days": on}
