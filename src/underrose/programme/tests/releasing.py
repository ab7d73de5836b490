"""A meeting with a draft and guests who can be written to, for the tests of versions."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from underrose.access import links
from underrose.access.roles import Role
from underrose.concept.actions.versions import keep_as_announced
from underrose.concept.models import Meeting, State
from underrose.kit.models import OutboxMail
from underrose.participation.models import Candidate, Invitation, InvitationState, Participant
from underrose.participation.tests.becoming import reachable
from underrose.programme import versions
from underrose.programme.actions import releasing
from underrose.programme.models import ProgrammeVersion
from underrose.programme.tests.planning import TODAY, a_guest, a_meeting, colleague


def announced(code: str = "AB12", **particulars: Any) -> Meeting:
    """A meeting with a public page."""
    meeting = a_meeting(code, **particulars)
    meeting.published = keep_as_announced(
        meeting, by=colleague(Role.PROGRAMME_DIRECTOR, code), reason="", today=TODAY
    )
    meeting.state = State.announced
    meeting.save()
    return meeting


def invited(meeting: Meeting, name: str = "Ama Okoro", **facts: Any) -> Participant:
    """A guest with a place, an address and a personal page."""
    mail = facts.pop("mail", f"{name.split(maxsplit=1)[0].lower()}@guest.example")
    do_not_contact = facts.pop("do_not_contact", False)
    guest = a_guest(meeting, name, **facts)
    if mail:
        reachable(guest, mail)
    if do_not_contact:
        guest.person.do_not_contact = True
        guest.person.save()
    candidate = Candidate.objects.create(
        meeting=meeting, person=guest.person, why="", listed_on=TODAY, stage="invited"
    )
    number = Invitation.objects.filter(meeting=meeting).count() + 1
    guest.invitation = Invitation.objects.create(
        meeting=meeting,
        candidate=candidate,
        number=number,
        prepared_on=TODAY,
        state=InvitationState.accepted,
    )
    guest.save()
    return guest


def release(
    meeting: Meeting,
    *,
    tell: list[Participant] | None = None,
    is_in_public: bool = True,
    note: str = "",
    today: dt.date = TODAY,
) -> ProgrammeVersion:
    coming = versions.coming(meeting)
    wanted = coming.concerned.keys() if tell is None else {one.key for one in tell}
    choice = releasing.Choice(tell=wanted, is_in_public=is_in_public, note=note)
    return releasing.release(meeting, by=colleague(), basis=coming.basis, choice=choice, today=today)


def letters() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(cause__startswith="programme:"))


def told() -> set[str]:
    return {letter.addressee for letter in letters() if letter.state == "held"}


def opened(guest: Participant) -> tuple[Client, str]:
    """A browser that has opened the guest's own page, and its address."""
    now = timezone.now()
    _link, token = links.issue(
        "invitation", guest.invitation_id, guest.meeting.code, now, dt.timedelta(days=400)
    )
    client, page = Client(), f"/invitations/{token}/"
    client.post(page, {"door": "open", "once": "a-device-of-mine"})
    return client, page
