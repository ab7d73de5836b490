"""What is held about a person because they were invited, for the one file that tells everything."""

from typing import Any

from django.utils.translation import gettext as _

from underrose.participation.models import Invitation, Participant
from underrose.people import held
from underrose.people.models import Person


@held.part("invitations")
def of_invitations(person: Person, tells: held.Tells) -> dict[str, Any]:
    """Invitations with their answers and reasons, places, and how the name may appear."""
    rows = (
        Invitation.objects.filter(candidate__person=person).select_related("meeting").order_by("prepared_on")
    )
    places = Participant.objects.filter(person=person).select_related("meeting").order_by("since")
    return {
        _("Invitations"): [_asked(row) for row in rows if tells(row.meeting.code)],
        _("Places"): [_seated(row) for row in places if tells(row.meeting.code)],
    }


def _asked(row: Invitation) -> str:
    said = [row.meeting.code, str(row.get_state_display()), str(row.prepared_on)]
    if row.answered_on:
        said.append(f"{row.answered_on} {row.get_channel_display()}".strip())
    if row.reason:
        said.append(row.reason)
    return ", ".join(said)


def _seated(row: Participant) -> str:
    said = [row.meeting.code, str(row.get_place_display()), str(row.get_capacity_display())]
    if row.has_said_how_listed:
        said += [str(row.get_listed_to_participants_display()), str(row.get_listed_in_public_display())]
        said += [words for words in (row.alias, row.role_words) if words]
    return ", ".join(said)
