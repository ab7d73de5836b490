"""A guest lost a telephone: the team makes every device a stranger, whichever of the guest's letters it opened."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from underrose.access import links
from underrose.access.models import BoundDevice, LinkCode, RecordEntry
from underrose.access.roles import Role
from underrose.participation.actions import invitations
from underrose.participation.actions.correspondence import page_address
from underrose.participation.models import Invitation
from underrose.participation.tests.asked import sent
from underrose.participation.tests.furnished import TODAY, browser_of, colleague, furnished, manager

pytestmark = pytest.mark.django_db


def path_of(invitation: Invitation) -> str:
    """Where one more letter leads."""
    return "/" + page_address(invitation, timezone.localdate()).split("/", 3)[3]


def guest_at(path: str) -> Client:
    client = Client()
    client.post(path, {"door": "open"})
    return client


def forget(invitation: Invitation, client: Client, **said: str) -> Any:
    address = reverse("forget_devices", args=[invitation.meeting.code, invitation.key])
    return client.post(address, said, follow=True)


def may_see(client: Client, path: str) -> bool:
    return "Ama Okoro" in client.get(path).content.decode()


def test_every_device_of_a_guest_becomes_a_stranger_on_every_letter() -> None:
    invitation = sent(furnished())
    first, second = path_of(invitation), path_of(invitation)
    lost, finder = guest_at(first), Client()
    assert [may_see(lost, path) for path in (first, second)] == [True, True]
    page = forget(invitation, browser_of(manager())).content.decode()
    assert "Every device is a stranger now" in page
    finder.post(second, {"door": "open"})
    seen = [may_see(client, path) for client in (lost, finder) for path in (first, second)]
    assert [seen, BoundDevice.objects.count()] == [[False] * 4, 0]
    line = RecordEntry.objects.filter(noun="devices").get()
    assert [line.verb, line.noun, line.subject, line.meeting_code] == [
        "forgot",
        "devices",
        invitation.key,
        invitation.meeting.code,
    ]


def test_owner_comes_back_with_a_code_by_telephone_on_any_letter() -> None:
    invitation = sent(furnished())
    path, other = path_of(invitation), path_of(invitation)
    owner, desk = guest_at(path), browser_of(manager())
    forget(invitation, desk)
    page = desk.post(
        reverse("read_out_code", args=[invitation.meeting.code, invitation.key])
    ).content.decode()
    digits = re.sub(r"\D", "", re.findall(r"\b\d{4}\s?\d{4}\b", page)[0])
    owner.post(other, {"door": "code", "code": digits})
    assert [may_see(owner, one) for one in (path, other)] == [True, True]


def test_code_on_its_way_to_a_lost_telephone_opens_nothing() -> None:
    invitation = sent(furnished())
    path = path_of(invitation)
    guest_at(path).post(path, {"door": "leave"})
    Client().post(path, {"door": "send"})
    assert LinkCode.objects.count() == 1
    forget(invitation, browser_of(manager()))
    assert LinkCode.objects.count() == 0


def test_pressed_twice_it_is_done_once_and_other_guests_stay_known() -> None:
    meeting = furnished()
    ours, theirs = sent(meeting), sent(meeting, "Béla Nagy")
    guest_at(path_of(ours))
    path = path_of(theirs)
    other, desk = guest_at(path), browser_of(manager())
    for _ in range(2):
        forget(ours, desk, once="z" * 22)
    assert [BoundDevice.objects.count(), "Béla Nagy" in other.get(path).content.decode()] == [1, True]
    assert RecordEntry.objects.filter(verb="forgot", noun="devices").count() == 1


def test_nothing_to_forget_where_no_address_is_open() -> None:
    invitation = sent(furnished())
    invitations.withdraw(invitation, by=manager(), today=TODAY, is_told=False)
    page = forget(invitation, browser_of(manager())).content.decode()
    assert "No address of this guest is open" in page
    assert RecordEntry.objects.filter(verb="forgot").count() == 0


def test_colleagues_who_do_not_invite_and_old_sign_ins_are_refused() -> None:
    invitation = sent(furnished())
    guest_at(path_of(invitation))
    assert forget(invitation, browser_of(colleague(Role.RAPPORTEUR))).status_code == 404
    address = reverse("forget_devices", args=[invitation.meeting.code, invitation.key])
    assert [Client().post(address).status_code, BoundDevice.objects.count()] == [401, 1]
    assert links.current("invitation", invitation.key, timezone.now() + dt.timedelta(days=1)) is not None


def test_button_says_what_follows_on_the_page_of_the_invitation() -> None:
    invitation = sent(furnished())
    address = reverse("invitation_page", args=[invitation.meeting.code, invitation.key])
    page = browser_of(manager()).get(address).content.decode()
    assert "Make every device a stranger" in page
    assert "The guest needs a new code to come back." in page
