"""What the pages of regimes show: session by session what was announced, what was accepted, and what is missing."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from underrose.concept.models import Meeting
from underrose.kit.templatetags.kit import day as written
from underrose.participation import room
from underrose.participation.actions import lists
from underrose.participation.models import GUESTS, Participant
from underrose.programme import announcements, regime_words
from underrose.programme.announcements import Standing, regimes_of
from underrose.programme.models import Acceptance, Announcement, Session
from underrose.programme.rules import regimes as rules
from underrose.programme.rules.days import label


@dataclass(frozen=True, slots=True)
class Line:
    """One session with its regime, in words."""

    key: UUID
    title: str
    kind: str
    kind_label: str
    on: date
    begins: time
    ends: time
    rule: str
    beside: str
    """Where the session is marked with a rule that the meeting's stricter one covers: what it is marked with."""
    word: str
    state: str
    announced: str
    accepted: str
    missing: str
    basis: str
    announcement: UUID | None
    is_waiting: bool
    """To be announced, or announced anew."""
    may_room_accept: bool
    is_far: bool
    """The session is days away: whoever notes it as accepted by the room is asked once more."""
    may_take_room_back: bool
    may_take_back: bool


def of(meeting: Meeting, today: date) -> dict[str, Any]:
    """Every plenary and breakout round, by day; a constant number of questions."""
    sessions = list(announcements.talking(meeting))
    stands = announcements.standing(meeting, sessions)
    lines = [line(meeting, one, stands[one.pk], today) for one in sessions]
    waiting = [one for one in sessions if not stands[one.pk].is_current]
    by_day = groupby(zip(sessions, lines, strict=True), key=lambda pair: pair[0].day)
    shares = lists.shares_list(meeting)
    told = {
        regime_words.holding(regimes): regime_words.told(regimes, shares_list=shares)
        for regimes in (regimes_of(meeting, one) for one in sessions)
    }
    rules_told = list(told.values()) or [regime_words.told([meeting.regime], shares_list=shares)]
    return {
        "days": [{"day": day, "lines": [one for _session, one in rows]} for day, rows in by_day],
        "rules": rules_told,
        "asides": regime_words.explained(rules_told),
        "waiting": [one.pk for one in waiting],
        "basis": announcements.basis(meeting, waiting),
        "refusal": rules.may_be_held(meeting),
        "sentence": sentence(stands.values()),
        "guests": _guests(meeting).count(),
    }


def line(meeting: Meeting, session: Session, stands: Standing, today: date) -> Line:
    word, state = _state(stands)
    regimes, row = regimes_of(meeting, session), stands.announcement
    held = regime_words.holding(regimes)
    is_held = not rules.may_be_held(meeting)
    return Line(
        key=session.pk,
        title=session.title,
        kind=session.kind,
        kind_label=str(session.get_kind_display()),
        on=session.day.on,
        begins=session.begins,
        ends=session.ends,
        rule=regime_words.name(regimes),
        beside=label(session.regime) if session.regime and session.regime not in held else "",
        word=word,
        state=state,
        announced=_announced(row, session) if row else "",
        accepted=_accepted(stands) if stands.is_current else "",
        missing=missing(stands) if is_held else "",
        basis=announcements.basis(meeting, [session]),
        announcement=row.pk if row else None,
        is_waiting=not stands.is_current and is_held,
        may_room_accept=not rules.may_room_accept(meeting, stands, str(row.pk) if row else ""),
        is_far=announcements.is_far(session, today),
        may_take_room_back=stands.is_current and not rules.may_take_room_back(stands, today),
        may_take_back=not rules.may_take_back(stands, today),
    )


def _state(stands: Standing) -> tuple[str, str]:
    """A word, and the mark beside it."""
    if stands.announcement is None:
        return _("Not announced"), "plain"
    if not stands.is_current:
        return _("Changed since"), "warning"
    return (
        (pgettext("regime", "Accepted"), "done")
        if stands.is_accepted
        else (pgettext("regime", "Announced"), "held")
    )


def _announced(row: Announcement, session: Session) -> str:
    """On which day; and, where it was so, that the session was over by then."""
    said = written(row.announced_on)
    if row.announced_on > session.day.on:
        return _("%(day)s, after the session") % {"day": said}
    return str(said)


def _accepted(stands: Standing) -> str:
    """By whom, never who: the room, and how many guests on their own page."""
    row, parts = stands.announcement, []
    if row is not None and row.accepted_by_room_on is not None:
        parts.append(_("by the room on %(day)s") % {"day": written(row.accepted_by_room_on)})
    if stands.accepted:
        sentence = ngettext(
            "by one guest on their own page", "by %(count)s guests on their own pages", stands.accepted
        )
        parts.append(sentence % {"count": stands.accepted})
    return _("; ").join(parts)


def missing(stands: Standing) -> str:
    """What has to happen before notes are taken; blank once nothing has to."""
    if stands.announcement is None:
        return _("To be announced.")
    if not stands.is_current:
        before = regime_words.name(stands.announcement.regimes)
        return _("It was announced as “%(before)s”. What holds now has to be announced anew.") % {
            "before": before
        }
    if not stands.is_accepted:
        return _(
            "To be accepted: by every guest on their own page, or by the room when the chair has read it out."
        )
    return ""


def sentence(stands: Collection[Standing]) -> str:
    """How far it is, in one sentence; blank where no session has a regime to announce."""
    if not stands:
        return ""
    ready = sum(one.is_accepted for one in stands)
    if ready == len(stands):
        return _("The regime of every session was announced and accepted.")
    said = ngettext(
        "Of %(all)s session, the regime of %(ready)s was announced and accepted.",
        "Of %(all)s sessions, the regime of %(ready)s was announced and accepted.",
        len(stands),
    )
    return said % {"all": len(stands), "ready": ready}


def in_one_sentence(meeting: Meeting) -> str:
    """For the page of the programme; two questions."""
    return sentence(announcements.standing(meeting, announcements.talking(meeting)).values())


def of_draft(session: Session, today: date) -> Line | None:
    """For the page of a session; nothing for a meal, or for what was removed."""
    if session.is_removed or session.kind not in announcements.TALKING:
        return None
    meeting: Meeting = session.day.meeting
    return line(meeting, session, announcements.standing(meeting, [session])[session.pk], today)


def one_of(meeting: Meeting, session: Session, today: date) -> dict[str, Any]:
    """One session: its rule cell by cell, and everything that was announced of it."""
    stands = announcements.standing(meeting, [session])[session.pk]
    regimes = regimes_of(meeting, session)
    rows = Announcement.objects.filter(session=session).annotate(by_guests=Count("acceptances"))
    return {
        "line": line(meeting, session, stands, today),
        "told": regime_words.told(regimes, shares_list=lists.shares_list(meeting)),
        "former": [
            {
                "number": row.number,
                "rule": regime_words.name(row.regimes),
                "version": row.policy_version,
                "announced": _announced(row, session),
                "accepted": _accepted(Standing(row, is_current=True, accepted=row.by_guests)),
            }
            for row in rows.order_by("-number")
        ],
        "guests": _guests(meeting).count(),
        "refusal": rules.may_be_held(meeting),
        "is_ready": stands.is_current and stands.is_accepted and not rules.may_be_held(meeting),
    }


def _guests(meeting: Meeting) -> Any:
    return Participant.objects.filter(meeting=meeting).confirmed().guests()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A guest as the desk calls them, and of how many rules they have accepted how many."""

    label: str
    accepted: int


def not_accepted(meeting: Meeting) -> dict[str, Any]:
    """Guests with a place who have not accepted all that holds, by name or other name; a constant number of questions.

    Where the room accepted, it accepted for everybody: nobody is waited for there.
    """
    stands = announcements.standing(meeting, list(announcements.talking(meeting)))
    announced, current = len(_current(stands)), _awaited(stands)
    rows = Acceptance.objects.filter(announcement__in=current).values_list("participant", flat=True)
    accepted, called = Counter(rows), room.called(meeting)
    guests = [one for one in called.values() if one.is_here and one.capacity in GUESTS]
    waiting = [
        Waiting(one.label, accepted[one.participant])
        for one in guests
        if accepted[one.participant] < len(current)
    ]
    by_room = announced - len(current)
    return {
        "announced": announced,
        "awaited": len(current),
        "by_room": by_room,
        "guests": len(guests),
        "waiting": waiting,
    }


def _current(stands: Mapping[UUID, Standing]) -> list[UUID]:
    return [one.announcement.pk for one in stands.values() if one.is_current and one.announcement is not None]


def _awaited(stands: Mapping[UUID, Standing]) -> list[UUID]:
    """What is accepted by nobody but guests one by one."""
    by_room = {
        one.announcement.pk
        for one in stands.values()
        if one.announcement and one.announcement.accepted_by_room_on
    }
    return [key for key in _current(stands) if key not in by_room]
