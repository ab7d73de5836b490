"""Where the programme of a meeting stands, for the desk's one page."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.concept.models import Meeting, State
from underrose.kit.needs import Need
from underrose.programme import announcements, dates, outline, programme_page, warnings
from underrose.programme.models import PLANNING, READING, ProgrammeVersion, Session
from underrose.programme.rules import regimes as rules

AHEAD = timedelta(days=7)
"""So long before a session its regime stands among what somebody has to do."""


def stage(meeting: Meeting, holder: Holder) -> dict[str, str] | None:
    """The stage in the line of the meeting, for those who may read the draft."""
    if not holder.may(*READING, meeting_code=meeting.code):
        return None
    number = Session.objects.of(meeting).count()
    version = ProgrammeVersion.objects.filter(meeting=meeting).values_list("number", flat=True).first()
    state, due = "later", _("not begun")
    if number:
        sessions = ngettext("%(count)s session", "%(count)s sessions", number) % {"count": number}
        state, due = "now", sessions
    if version:
        state, due = "done", _("version %(number)s released") % {"number": version}
    address = reverse("programme", args=[meeting.code])
    return {"label": _("Programme"), "url": address, "state": state, "due": due}


def needs(meeting: Meeting, holder: Holder, today: date) -> list[Need]:
    """For those who plan: regimes that people must know in the coming days, and what cannot work as it stands."""
    if not holder.may(*PLANNING, meeting_code=meeting.code):
        return []
    return [*_regimes(meeting, today), *_programme(meeting, today)]


def needs_of_all(holder: Holder, today: date) -> list[Need]:
    """Across the meetings this person plans: sessions of the coming week whose regime nobody was told. Two questions."""
    if not holder.may_anywhere(*PLANNING):
        return []
    soon = Session.objects.filter(
        kind__in=announcements.TALKING,
        is_removed=False,
        day__on__gte=today,
        day__on__lt=today + AHEAD,
        day__meeting__code__in=holder.codes_within(*PLANNING),
    ).exclude(day__meeting__state=State.cancelled)
    found = announcements.waiting(soon.select_related("day__meeting").order_by("day__meeting__code"))
    return [
        _to_announce(meeting, list(sessions))
        for meeting, sessions in groupby(found, key=lambda one: one.day.meeting)
    ]


def _to_announce(meeting: Meeting, sessions: Sequence[Session]) -> Need:
    sentence = ngettext(
        "The regime of one session of %(code)s in the coming week is not announced.",
        "The regimes of %(count)s sessions of %(code)s in the coming week are not announced.",
        len(sessions),
    )
    told = {"count": len(sessions), "code": meeting.code}
    return Need(sentence % told, _page_of(meeting, sessions), _("Announce it"))


def _regimes(meeting: Meeting, today: date) -> Iterator[Need]:
    """What is not announced in time is announced to nobody; and until it is accepted no notes can be taken."""
    if rules.may_be_held(meeting):
        return
    soon = list(announcements.talking(meeting).filter(day__on__gte=today, day__on__lt=today + AHEAD))
    stands = announcements.standing(meeting, soon) if soon else {}
    if missing := [one for one in soon if not stands[one.pk].is_current]:
        yield _to_announce(meeting, missing)
    waiting = [one for one in soon if one.day.on == today and stands[one.pk].is_current]
    if waiting := [one for one in waiting if not stands[one.pk].is_accepted]:
        sentence = ngettext(
            "The regime of one session of today is announced and not accepted yet.",
            "The regimes of %(count)s sessions of today are announced and not accepted yet.",
            len(waiting),
        )
        yield Need(sentence % {"count": len(waiting)}, _page_of(meeting, waiting), _("See who has to"))


def _page_of(meeting: Meeting, sessions: Sequence[Session]) -> str:
    if len(sessions) == 1:
        return reverse("regime", args=[meeting.code, sessions[0].pk])
    return reverse("regimes", args=[meeting.code])


def _programme(meeting: Meeting, today: date) -> list[Need]:
    address = reverse("programme", args=[meeting.code])
    draft = outline.of(meeting)
    if not draft.days:
        return []
    found = [_stayed_behind(draft, address)] if dates.of(draft).is_due else []
    remarks = warnings.of(draft, programme_page.circumstances(meeting, today))
    pressing = sum(remark.is_pressing for remark in remarks)
    if not pressing:
        return found
    sentence = ngettext(
        "One thing in the programme cannot work as it stands.",
        "%(count)s things in the programme cannot work as they stand.",
        pressing,
    )
    return [*found, Need(sentence % {"count": pressing}, f"{address}#remarks", _("Look at it"))]


def _stayed_behind(draft: outline.Outline, address: str) -> Need:
    return Need(
        _("The days of the programme do not stand on the meeting’s dates. %(now)s")
        % {"now": dates.now(draft)},
        address,
        _("Move the days"),
    )
