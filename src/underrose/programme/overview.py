"""Where the programme of a meeting stands, for the desk's one page."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.programme import dates, outline, programme_page, warnings
from underrose.programme.models import PLANNING, READING, ProgrammeVersion, Session


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for a person, and where to do it."""

    sentence: str
    url: str
    act: str


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
    """For those who plan: what cannot work as it stands."""
    if not holder.may(*PLANNING, meeting_code=meeting.code):
        return []
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
