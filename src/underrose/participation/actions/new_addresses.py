"""What follows for personal pages when letters to a guest go to another address from now on."""

from datetime import date

from underrose.access import devices
from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.participation.models import Invitation, InvitationState
from underrose.people.actions.persons import when_address_changes
from underrose.people.models import Person


@when_address_changes("invitations")
def nobody_is_known_from_before(person: Person, by: Holder, today: date) -> None:
    """Whoever read the old address may have opened the page first: every device brings a code, and codes go to the new one.

    A letter that has not left was read by nobody; the first who opens its page is let in as ever.
    """
    found = Invitation.objects.filter(candidate__person=person).exclude(state=InvitationState.prepared)
    for invitation in found.select_related("meeting").order_by("key"):
        devices.forget_everybody("invitation", invitation.key)
        record(by, "changed", "address", invitation.key, invitation.meeting.code, today)
