"""How far a candidate may come, and who says so. Each answer is empty or the sentence that refuses."""

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.concept.models import Meeting, State
from underrose.participation.models import (
    Candidate,
    Clearance,
    ClearanceState,
    Conflict,
    Invitation,
    Participant,
    Place,
    Stage,
)
from underrose.people.models import Person
from underrose.people.rules import codes_that_may_open


def may_list(meeting: Meeting) -> str:
    if meeting.state == State.cancelled:
        return _("This meeting was cancelled. Nobody was added to its candidates.")
    return ""


def may_be_listed(person: Person, meeting: Meeting, by: Holder) -> str:
    """Listing a protected person lets the meeting know who it is, so only somebody who may know can do it."""
    if person.merged_into_id is not None or person.is_forgotten:
        return _("%(name)s is no longer among the people, and was not added.") % {"name": person}
    is_known = not person.is_sealed or person.needs_to_know.filter(meeting_code=meeting.code).exists()
    if is_known or by.may(Role.PROGRAMME_DIRECTOR) or codes_that_may_open(person, by):
        return ""
    return _(
        "%(name)s is a protected person whom no meeting of yours knows, and was not added. Ask a colleague who invites to "
        "a meeting that does to let yours know."
    ) % {"name": person}


def may_edit(candidate: Candidate, revision: int) -> str:
    if candidate.revision != revision:
        return _(
            "A colleague has changed this candidate since you opened the page. Nothing was saved, and what you wrote is "
            "kept here. Look at the candidate in another window, then save again."
        )
    return ""


def may_move(candidate: Candidate, stage: Stage, by: Holder) -> str:
    """A step by hand. Nobody becomes invited by hand: that is what waves and letters do."""
    told = {"name": candidate.person, "stage": candidate.get_stage_display()}
    if candidate.stage == stage:
        return _("%(name)s stands at “%(stage)s” already.") % told
    if stage == Stage.invited:
        return _("%(name)s is invited by preparing a letter, not by hand. Nothing was changed.") % told
    if candidate.stage == Stage.invited:
        return _("%(name)s is invited. Withdraw the invitation first.") % told
    if not candidate.may_become(stage):
        wanted = {**told, "wanted": stage.label}
        if stage == Stage.cleared:
            return _("%(name)s stands at “%(stage)s”. Propose them first, then they can be cleared.") % wanted
        return (
            _("%(name)s stands at “%(stage)s”, from where “%(wanted)s” is no next step. Nothing was changed.")
            % wanted
        )
    return may_clear(candidate, by) if stage == Stage.cleared else ""


def may_clear(candidate: Candidate, by: Holder) -> str:
    """Every partner that was asked must agree; where none was asked, the programme director clears."""
    asked = [one for one in candidate.clearances.all() if not _is_past(one)]
    if any(one.state == ClearanceState.vetoed for one in asked):
        return _("A partner does not clear %(name)s. Talk to the partner, and ask again.") % {
            "name": candidate.person
        }
    waiting = [one for one in asked if one.state == ClearanceState.asked]
    if waiting:
        return _("%(partner)s has not said yet whether it clears %(name)s.") % {
            "partner": waiting[0].round.partner,
            "name": candidate.person,
        }
    if (
        not asked
        and not by.may(Role.PROGRAMME_DIRECTOR, meeting_code=candidate.meeting.code)
        and not by.may(Role.PROGRAMME_DIRECTOR)
    ):
        return _(
            "No partner was asked about %(name)s, so the programme director clears. Ask a partner, or the director."
        ) % {"name": candidate.person}
    return ""


def _is_past(clearance: Clearance) -> bool:
    """A question that was closed without an answer holds nobody up."""
    return clearance.round.is_closed and clearance.state == ClearanceState.asked


def may_be_removed(candidate: Candidate) -> str:
    """Whoever was invited stays on the list, so that it is known who was asked."""
    if Invitation.objects.filter(candidate=candidate).exists():
        return _(
            "%(name)s was invited, and stays on the list. Withdraw the invitation, or set them aside."
        ) % {"name": candidate.person}
    held = Participant.objects.filter(meeting=candidate.meeting_id, person=candidate.person_id)
    if held.exclude(place=Place.withdrawn).exists():
        return _("%(name)s has a place, and stays on the list.") % {"name": candidate.person}
    return ""


def may_be_apart(one: Candidate, other: Candidate) -> str:
    if one.key == other.key:
        return _("Choose two different candidates.")
    if one.meeting_id != other.meeting_id:
        return _("These two are candidates of different meetings. Nothing was changed.")
    for found in Conflict.objects.filter(brief__meeting=one.meeting_id).defer("reason"):
        if {found.one_id, found.other_id} == {one.key, other.key}:
            return _("It is known already that these two cannot both be there.")
    return ""


def may_change_capacity(candidate: Candidate, capacity: str) -> str:
    held = Participant.objects.filter(meeting=candidate.meeting_id, person=candidate.person_id)
    if capacity != candidate.capacity and held.exclude(place=Place.withdrawn).exists():
        return _("%(name)s has a place already. Change the capacity among the participants.") % {
            "name": candidate.person
        }
    return ""
