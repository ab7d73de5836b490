"""What the pages of the draft show: days by their hours, remarks with the way to them, who is there when."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.methods.names import fold
from underrose.participation import room
from underrose.participation.models import Participant
from underrose.programme import dates, outline, regime_page, warnings
from underrose.programme.models import Availability, Day, Kind, Session, Task
from underrose.programme.outline import Assigned, Outline
from underrose.programme.rules.days import label
from underrose.programme.warnings import Circumstances, Remark


def circumstances(meeting: Meeting, today: date) -> Circumstances:
    """What a remark needs to know besides the draft: a constant number of questions."""
    said = Availability.objects.filter(day__meeting=meeting)
    return Circumstances(
        confirmed=Participant.objects.filter(meeting=meeting).confirmed().guests().count(),
        themes=tuple(meeting.themes.values_list("key", "words")),
        lenses=tuple(meeting.lenses.values_list("key", "words")),
        partners=tuple(meeting.partners.values_list("name", flat=True)),
        bodies=room.bodies(meeting, today),
        hours={(row.participant_id, row.day_id): row for row in said},
    )


SEARCHED_FROM = 12
"""A programme with fewer sessions is seen at a glance."""


def of(meeting: Meeting, today: date, query: str = "") -> dict[str, Any]:
    """The whole draft with its remarks, or of its sessions those that say what is searched."""
    draft = outline.of(meeting)
    known = circumstances(meeting, today)
    remarks = warnings.of(draft, known)
    return {
        "regimes_sentence": regime_page.in_one_sentence(meeting),
        "outline": draft,
        "days": [_day(day, remarks) for day in draft.days],
        **_searched(draft, query),
        "sentence": state(draft, remarks),
        "findings": findings(meeting, draft, remarks),
        "dates": stayed_behind(draft, known),
        "removed": list(Session.objects.filter(day__meeting=meeting, is_removed=True).select_related("day")),
    }


def _searched(draft: Outline, query: str) -> dict[str, Any]:
    """Which sessions are shown; all of them where nothing is searched."""
    every = list(draft.sessions())
    words = fold(query).split()
    shown = {one.key for one in every if all(word in _said_of(one) for word in words)}
    return {
        "query": query.strip(),
        "shown": shown,
        "is_searched": len(every) >= SEARCHED_FROM or bool(words),
        "found": _("%(count)s of %(all)s sessions") % {"count": len(shown), "all": len(every)}
        if words
        else "",
    }


def _said_of(one: outline.Session) -> str:
    """Everything a page says of a session, to look for words in."""
    lenses = (words for _key, words in one.lenses)
    people = (f"{who.label} {who.task.label}" for who in one.assignments)
    parts = (
        one.title,
        one.public_title,
        one.words,
        one.kind.label,
        one.room_name,
        one.theme_words,
        *lenses,
        *people,
    )
    return fold("\n".join(map(str, parts)))


def stayed_behind(draft: Outline, known: Circumstances) -> dict[str, Any]:
    """What to do about days that stayed behind when the meeting moved; otherwise dates on which no day stands."""
    shift = dates.of(draft)
    if not shift.is_due:
        return {"empty": shift.empty} if shift.empty and draft.days else {}
    moving = {day.key for day in shift.moving}
    waiting = {who for who, day in known.hours if day in moving}
    return {
        "now": dates.now(draft),
        "act": dates.act(shift),
        "clash": dates.clash(shift),
        "follows": dates.follows(shift, len(waiting)),
        "basis": shift.basis,
    }


def said_hours(shift: dates.Shift) -> int:
    """How many people said when they are there on days that move."""
    there = Availability.objects.filter(day__in=[day.key for day in shift.moving])
    return there.values("participant").distinct().count()


def _day(day: outline.Day, remarks: Iterable[Remark]) -> dict[str, Any]:
    pressing: dict[UUID, list[str]] = {}
    for remark in remarks:
        if remark.session and remark.is_pressing:
            pressing.setdefault(remark.session, []).append(remark.sentence)
    last = len(day.sessions) - 1
    return {
        "day": day,
        "sessions": [
            {
                "session": one,
                "minutes": lasts(one),
                "tasks": tasks(one.assignments),
                "regime": label(one.regime) if one.has_own_regime else "",
                "pressing": pressing.get(one.key, []),
                "is_first": place == 0,
                "is_last": place == last,
            }
            for place, one in enumerate(day.sessions)
        ],
    }


HOUR = 60


def lasts(one: outline.Session) -> str:
    """How long, as people say it."""
    minutes = (one.ends.hour - one.begins.hour) * HOUR + one.ends.minute - one.begins.minute
    if minutes <= 0:
        return ""
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s") % {"hours": hours, "minutes": f"{rest:02}"}


def tasks(assignments: Iterable[Assigned]) -> list[dict[str, Any]]:
    """Those with one task together, in the order of the tasks; who leads a group stands with the group."""
    gathered: dict[Task, list[Assigned]] = {}
    for one in assignments:
        gathered.setdefault(one.task, []).append(one)
    return [{"task": task.label, "people": people} for task, people in gathered.items()]


def state(draft: Outline, remarks: Iterable[Remark]) -> str:
    """One sentence on where the draft stands."""
    if not draft.days:
        return ""
    number = sum(len(day.sessions) for day in draft.days)
    days = ngettext("%(count)s day", "%(count)s days", len(draft.days)) % {"count": len(draft.days)}
    sessions = ngettext("%(count)s session", "%(count)s sessions", number) % {"count": number}
    pressing = sum(remark.is_pressing for remark in remarks)
    said = _("%(days)s, %(sessions)s.") % {"days": days, "sessions": sessions}
    if not pressing:
        return said
    sentence = ngettext(
        "One thing cannot work as it stands.", "%(count)s things cannot work as they stand.", pressing
    )
    return _("%(one)s %(other)s") % {"one": said, "other": sentence % {"count": pressing}}


def findings(meeting: Meeting, draft: Outline, remarks: Iterable[Remark]) -> list[dict[str, str]]:
    """Remarks for the panel, each with the way to where it can be mended."""
    titles = {one.key: one.title for one in draft.sessions()}
    return [
        {
            "message": remark.sentence,
            "remedy": remark.remedy,
            "place": titles.get(remark.session, "") if remark.session else _("The whole programme"),
            "url": reverse("session", args=[meeting.code, remark.session]) if remark.session else "",
            "kind": _("cannot work as it stands") if remark.is_pressing else _("for thought"),
            "state": "warning" if remark.is_pressing else "held",
        }
        for remark in remarks
    ]


def people(meeting: Meeting, also: UUID | None = None) -> list[tuple[str, str]]:
    """Whom a task can be given to: everybody with a confirmed place, and whoever has the task now."""
    return [
        (str(key), one.label)
        for key, one in room.called(meeting).items()
        if one.is_here or (also is not None and key == also)
    ]


def groups(session: Session) -> list[tuple[str, str]]:
    return [(str(one.key), str(one)) for one in session.groups.all()]


def availability(meeting: Meeting) -> dict[str, Any]:
    """Everybody in the room by day: the whole day unless something else was said."""
    days = list(meeting.days.all())
    said = {
        (row.participant_id, row.day_id): row for row in Availability.objects.filter(day__meeting=meeting)
    }
    return {
        "days": days,
        "rows": [
            {
                "participant": key,
                "label": one.label,
                "cells": [_there(said.get((key, day.key))) for day in days],
            }
            for key, one in room.called(meeting).items()
            if one.is_here
        ],
    }


def _there(said: Availability | None) -> dict[str, str]:
    if said is None:
        return {"words": _("whole day"), "state": "plain"}
    if said.is_absent:
        return {"words": _("not there"), "state": "held"}
    hours = {"arrives": said.arrives, "leaves": said.leaves}
    told = {name: f"{hour:%H:%M}" for name, hour in hours.items() if hour is not None}
    if len(told) > 1:
        return {"words": _("%(arrives)s to %(leaves)s") % told, "state": "held"}
    words = _("from %(arrives)s") if "arrives" in told else _("until %(leaves)s")
    return {"words": words % told, "state": "held"}


def initial_availability(participant: Participant, days: Iterable[Day]) -> dict[str, Any]:
    said = {row.day_id: row for row in Availability.objects.filter(participant=participant)}
    found: dict[str, Any] = {}
    for day in days:
        row = said.get(day.key)
        if row is not None:
            found |= {
                f"absent_{day.key}": row.is_absent,
                f"arrives_{day.key}": row.arrives,
                f"leaves_{day.key}": row.leaves,
            }
    return found


def rooms(meeting: Meeting) -> dict[str, Any]:
    """Each with how many sessions stand in it; and by kind, how many stand in none though they stand in one room."""
    found = list(Session.objects.of(meeting).values_list("room_id", "kind"))
    used = Counter(room for room, _kind in found)
    homeless = Counter(kind for room, kind in found if room is None)
    return {
        "rows": [{"room": one, "sessions": used[one.key]} for one in meeting.rooms.all()],
        "homeless": [
            (kind.value, _("%(kind)s (%(count)s)") % {"kind": kind.label, "count": homeless[kind]})
            for kind in (Kind.plenary, Kind.meal, Kind.margin)
            if homeless[kind]
        ],
    }
