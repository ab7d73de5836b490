"""Asking organisations for names, and partners for their word. Each answer is empty or the sentence that refuses."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting, Partner, State
from underrose.context.folding import fold
from underrose.kit.templatetags.kit import day
from underrose.participation.models import Candidate, Clearance, ClearanceRound, Nomination, Stage
from underrose.participation.named import Named
from underrose.people.models import Organisation

MOST_PLACES = 50


def may_ask_for_names(meeting: Meeting, organisation: Organisation, open_until: date, today: date) -> str:
    """One page at a time for each organisation, and time enough to fill it in."""
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nobody was asked.")
    if refusal := may_be_open_until(meeting, open_until, today):
        return refusal
    asked = meeting.nominations.filter(
        organisation=organisation, is_closed=False, open_until__gte=today
    ).first()
    if asked is not None:
        return _(
            "%(organisation)s is asked already, until %(day)s. Change that request, or close it first."
        ) % {
            "organisation": organisation,
            "day": day(asked.open_until),
        }
    return ""


def may_be_open_until(meeting: Meeting, open_until: date, today: date) -> str:
    if open_until < today:
        return _("The last day to name people is over already. Choose a later one.")
    if meeting.start_on is not None and open_until >= meeting.start_on:
        return _("People are named before the meeting begins. Choose an earlier day.")
    return ""


def may_have_places(places: int, named: int) -> str:
    if places >= named:
        return ""
    sentence = ngettext(
        "%(named)s person is named already, so there cannot be %(places)s places. Nothing was changed.",
        "%(named)s people are named already, so there cannot be %(places)s places. Nothing was changed.",
        named,
    )
    return sentence % {"named": named, "places": places}


def is_open(nomination: Nomination, today: date) -> bool:
    return not may_change_names(nomination, today)


def may_change_names(nomination: Nomination, today: date) -> str:
    if nomination.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was recorded.")
    if nomination.is_closed:
        return _(
            "Names are no longer taken here. Nothing was recorded; if something should change, please write to us."
        )
    if today > nomination.open_until:
        return _(
            "Names were taken until %(day)s. Nothing was recorded; if something should change, please write to us."
        ) % {"day": day(nomination.open_until)}
    return ""


def may_name(nomination: Nomination, facts: Named, others: Iterable[Named], free: int, today: date) -> str:
    """As many as there are places, each person once."""
    if refusal := may_change_names(nomination, today):
        return refusal
    if free <= 0:
        sentence = ngettext(
            "There is %(places)s place, and it is taken. Change the person you have named, or take the name back.",
            "There are %(places)s places, and all are taken. Change one of those you have named, or take a name back.",
            nomination.places,
        )
        return sentence % {"places": nomination.places}
    return is_once(facts, others)


def is_once(facts: Named, others: Iterable[Named]) -> str:
    for other in others:
        has_same_mail = facts.mail and facts.mail.casefold() == other.mail.casefold()
        if has_same_mail or fold(facts.full_name) == fold(other.full_name):
            return _("You have named %(name)s already. Nothing was added.") % {"name": other.full_name}
    return ""


def may_change_named(nomination: Nomination, *, is_taken_up: bool, today: date) -> str:
    """What the organisation wrote is its own to change, until the team has taken it up."""
    if refusal := may_change_names(nomination, today):
        return refusal
    if is_taken_up:
        return _(
            "The team is working with this name already, so it can no longer be changed here. Please write to us."
        )
    return ""


def may_take_back(candidate: Candidate, today: date) -> str:
    """Once is enough; the team has seen it, or will."""
    assert candidate.nomination is not None
    if refusal := may_change_names(candidate.nomination, today):
        return refusal
    if candidate.is_taken_back:
        return _("You have taken this name back already. Nothing was changed.")
    return ""


def may_ask_partner(partner: Partner) -> str:
    if partner.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nobody was asked.")
    return ""


def may_be_shown(candidate: Candidate) -> str:
    """A partner is asked about those who are proposed."""
    if candidate.stage not in {Stage.proposed, Stage.cleared}:
        return _("%(name)s stands at “%(stage)s”, so no partner is asked. Propose them first.") % {
            "name": candidate.person,
            "stage": candidate.get_stage_display(),
        }
    return ""


def may_say(round_: ClearanceRound) -> str:
    if round_.is_closed:
        return _(
            "Answers are no longer taken here. Nothing was recorded; if something should change, please write to us."
        )
    if round_.meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nothing was recorded.")
    return ""


def may_still_say(clearance: Clearance) -> str:
    """Once somebody is invited, a partner's word comes too late for this page."""
    if clearance.candidate.stage == Stage.invited:
        return _("An invitation has been prepared already. To change your answer, please write to us.")
    return ""
