"""Nominations as the team sees them, and as the organisation sees its own."""

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.context import gazetteer
from underrose.kit.mail import states_of
from underrose.kit.models import OutboxMail, Tone
from underrose.kit.templatetags.kit import day, days
from underrose.participation import named as words
from underrose.participation import taken_up
from underrose.participation.actions.nominations import named_by
from underrose.participation.models import Candidate, Nomination
from underrose.participation.rules import nominations as rules


def rows(meeting: Meeting, today: date) -> list[dict[str, Any]]:
    """Each request with how many were named, whether it is open, and what became of its letter."""
    found = list(
        meeting.nominations.select_related("organisation", "meeting").annotate(named=Count("candidates"))
    )
    told = letters(meeting, "nomination:")
    return [
        {
            "nomination": one,
            "is_open": rules.is_open(one, today),
            "letter": told.get(str(one.key), ""),
            "until": day(one.open_until),
        }
        for one in found
    ]


def letters(meeting: Meeting, prefix: str) -> dict[str, str]:
    """What became of the latest letter of each cause, by the key in it."""
    found = OutboxMail.objects.filter(meeting_code=meeting.code, cause__startswith=prefix)
    causes = list(found.order_by("queued_on").values_list("cause", flat=True))
    states = states_of(causes)
    return {cause.split(":")[1]: str(states[cause].state.label) for cause in causes if cause in states}


def own(nomination: Nomination, today: date) -> dict[str, Any]:
    """What the organisation sees: its own words and nobody else's.

    On a page that was closed it sees none, nor how many: a row less than it wrote would tell who became protected.
    """
    found = [] if nomination.is_closed else named_by(nomination)
    is_open = rules.is_open(nomination, today)
    left = max(0, nomination.places - sum(not one.is_taken_back for one in found))
    beyond = taken_up.among(found) if is_open else set()
    return {
        "nomination": nomination,
        "meeting_named": _meeting_named(nomination.meeting),
        "is_open": is_open,
        "closed": "" if is_open else rules.may_change_names(nomination, today),
        "left": left,
        "restated": _handed_over()
        if nomination.is_closed
        else _restated(sum(not one.is_taken_back for one in found)),
        "room": _room(left, nomination),
        "named": [_line(one, is_own=is_open and one.key not in beyond, is_open=is_open) for one in found],
    }


def _meeting_named(meeting: Meeting) -> str:
    """The meeting and its days, as its letter named them; of one whose letters say nothing the page says nothing either."""
    if meeting.is_undisclosed or meeting.mail_tone == Tone.QUIET:
        return ""
    return ", ".join(part for part in (meeting.title, days(meeting.start_on, meeting.end_on)) if part)


def _line(candidate: Candidate, *, is_own: bool, is_open: bool) -> dict[str, Any]:
    said = words.of(candidate)
    names = gazetteer.load()
    return {
        "key": candidate.key,
        "said": said,
        "country": names.name(said.country) if said and said.country else "",
        "may_change": is_own,
        "may_take_back": is_open and not candidate.is_taken_back,
        "is_taken_back": candidate.is_taken_back,
    }


def _handed_over() -> str:
    return _("Whom you have named is with our team.")


def _restated(number: int) -> str:
    if not number:
        return _("You have named nobody yet.")
    return ngettext("You have named %(count)s person.", "You have named %(count)s people.", number) % {
        "count": number
    }


def _room(left: int, nomination: Nomination) -> str:
    sentence = ngettext(
        "You can name %(count)s more person until %(day)s.",
        "You can name %(count)s more people until %(day)s.",
        left,
    )
    return sentence % {"count": left, "day": day(nomination.open_until)} if left else ""
