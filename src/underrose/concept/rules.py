"""Who may do what to a concept note, and when. Each answer is empty or the sentence that refuses."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from underrose.concept import concept_note
from underrose.concept.models import Approval, Footnote, Meeting, State
from underrose.concept.models.versions import ApprovalState
from underrose.methods import disclosure

CODE = r"[A-Za-z0-9][A-Za-z0-9._-]{1,38}"


def may_use_code(code: str) -> str:
    """A reference is an address for ever, so it is given once."""
    if Meeting.objects.filter(code__iexact=code).exists():
        return _("There is a meeting with the reference %(code)s already. Choose another reference.") % {
            "code": code
        }
    return ""


YEARS = range(1900, 3000)
"""From there nothing that is counted from a meeting leaves the calendar."""


def may_hold_on(start_on: date | None, end_on: date | None) -> str:
    if start_on and end_on and end_on < start_on:
        return _("The last day is before the first day. Please check the two dates.")
    if any(day.year not in YEARS for day in (start_on, end_on) if day):
        return _("A meeting lies between the years 1900 and 2999. Please check the two dates.")
    return ""


def may_be_edited(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. Its note can be read and cloned, and is no longer changed.")
    return ""


def may_be_numbered(part: Any) -> str:
    """A number calls one footnote."""
    if not isinstance(part, Footnote):
        return ""
    others = Footnote.objects.filter(meeting=part.meeting, number=part.number).exclude(key=part.key)
    if others.exists():
        return _("There is a footnote %(number)s already. Choose another number.") % {"number": part.number}
    return ""


def may_announce(meeting: Meeting) -> str:
    """Public from then on, so what the public needs to read must be there."""
    if not meeting.may_become(State.announced):
        return _("A cancelled meeting cannot be announced. Clone it to plan it anew.")
    if meeting.is_undisclosed or _fact_stays_inside(meeting):
        return _("Nobody outside is to know of this meeting, so it is never announced.")
    if meeting.start_on is None or meeting.end_on is None:
        return _("Before it is announced the meeting needs its first and last day.")
    summary = concept_note.of(meeting).section("summary")
    if summary is None or not (summary.body.strip() or summary.public_wording.strip()):
        return _("Before it is announced the note needs a summary.")
    return ""


def _fact_stays_inside(meeting: Meeting) -> bool:
    fact = disclosure.may(disclosure.Disclosure.fact, regimes=[disclosure.Regime(meeting.regime)])
    return fact.is_allowed is False


def may_change_regime(meeting: Meeting, regime: str) -> str:
    """What was promised to people who may have relied on it is tightened, never loosened."""
    before, after = disclosure.Regime(meeting.regime), disclosure.Regime(regime)
    fact = disclosure.may(disclosure.Disclosure.fact, regimes=[after])
    if meeting.published_id is not None and fact.is_allowed is False:
        return _("This meeting has a public page, so it can no longer become one that nobody knows of.")
    if meeting.published_id is None or disclosure.may_change(before, after):
        return ""
    return _("This meeting was announced under a stricter regime. What was promised is not loosened.")


def may_write_in_tone(meeting: Meeting, particulars: Mapping[str, Any]) -> str:
    """Letters about a meeting that nobody is to know of say nothing of it."""
    tone = particulars.get("mail_tone", meeting.mail_tone)
    regime = disclosure.Regime(particulars.get("regime", meeting.regime))
    fact = disclosure.may(disclosure.Disclosure.fact, regimes=[regime])
    if tone != "quiet" and (meeting.is_undisclosed or fact.is_allowed is False):
        return _(
            "Letters about this meeting are quiet: nobody is to learn of it from an envelope. Choose the quiet tone."
        )
    return ""


def may_change_dates(meeting: Meeting, particulars: Mapping[str, Any]) -> str:
    """Once people have read the dates they are moved, with everything that hangs on them, not retyped."""
    wanted = [particulars.get(name, getattr(meeting, name)) for name in ("start_on", "end_on")]
    if meeting.published_id is not None and wanted != [meeting.start_on, meeting.end_on]:
        return _(
            "These dates are public. Change them with “Move to other dates”, which shows what follows. Nothing was saved."
        )
    return ""


def may_postpone(meeting: Meeting) -> str:
    if not meeting.may_become(State.postponed):
        return _("Only an announced meeting can be postponed. The dates of a draft can simply be changed.")
    return ""


def may_cancel(meeting: Meeting) -> str:
    if not meeting.may_become(State.cancelled):
        return _("This meeting was cancelled before. Nothing was changed.")
    return ""


def may_move(meeting: Meeting, start_on: date, end_on: date) -> str:
    refusal = may_be_edited(meeting) or may_hold_on(start_on, end_on)
    if refusal:
        return refusal
    if (meeting.start_on, meeting.end_on) == (start_on, end_on):
        return _("These are the dates the meeting has already. Nothing was changed.")
    return ""


def may_answer(approval: Approval) -> str:
    """A partner may think again until the note is announced; a withdrawn question is not answered."""
    if approval.state == ApprovalState.withdrawn:
        return _("This version of the note is no longer open for approval. Nothing was recorded.")
    if approval.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was recorded.")
    return ""


def outstanding(meeting: Meeting) -> list[Approval]:
    """Approvals asked for and not given, in the order they were asked."""
    return [
        approval
        for approval in meeting.approvals.select_related("partner", "version")
        if approval.state in {ApprovalState.asked, ApprovalState.changes_asked}
    ]
