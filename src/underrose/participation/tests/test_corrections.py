"""What a guest puts right on their own page, and what the desk learns of it."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from underrose.participation.models import Invitation
from underrose.participation.tests.asked import page_of, person, protected, sent
from underrose.participation.tests.furnished import browser_of, furnished, manager
from underrose.people.models import HistoryLine

pytestmark = pytest.mark.django_db


NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def opened(invitation: Invitation) -> tuple[Client, str]:
    """A telephone on which the guest has pressed the button."""
    client, page = Client(), page_of(invitation)
    once = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())[1]
    answer = client.post(page, {"door": "open", "once": once})
    assert (answer.status_code, answer["Location"]) == (303, page)
    return client, page


def post(client: Client, page: str, **said):
    once = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())
    return client.post(page, {**({"once": once[1]} if once else {}), **said})


def told(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_correcting_my_name() -> None:
    client, page = opened(sent(furnished()))
    said = {
        "full_name": "Ama N. Okoro",
        "native_name": "",
        "telephone": "+44 1632 960123",
        "position": "Judge",
    }
    assert post(client, f"{page}details/", **said, salutation="Dear Judge Okoro").status_code == 303
    person = Invitation.objects.get().candidate.person
    assert (person.full_name, person.posts.get().title) == ("Ama N. Okoro", "Judge")
    assert "Dear Judge Okoro" in told(client, page)


PARTICULARS = {
    "full_name": "Ama Okoro", "given_name": "Ama", "family_name": "Okoro",
    "native_name": "", "telephone": "", "position": "", "salutation": "",
}  # fmt: skip


def test_how_letters_begin_is_kept_in_the_language_of_the_letters() -> None:
    # No letter was written in Russian, so hers come in English.
    client, page = opened(sent(furnished(), person(languages=("ru", "fr"))))
    assert (
        post(client, f"{page}details/", **PARTICULARS | {"salutation": "Dear Judge Okoro"}).status_code == 303
    )
    found = Invitation.objects.get().candidate.person.forms_of_address.get()
    assert (found.language, found.salutation) == ("en", "Dear Judge Okoro")
    assert "Dear Judge Okoro" in told(client, page)
    assert 'value="Dear Judge Okoro"' in told(client, f"{page}details/")


def test_the_parts_of_a_name_are_asked_for_when_the_name_is_another() -> None:
    who = person("Ama Okoro", given_name="Ama", family_name="Okoro")
    client, page = opened(sent(furnished(), who))
    asked = post(client, f"{page}details/", **PARTICULARS | {"full_name": "Ama Mensah"})
    assert "This is no longer in your full name." in asked.content.decode()
    assert Invitation.objects.get().candidate.person.full_name == "Ama Okoro"
    said = PARTICULARS | {"full_name": "Ama Mensah", "family_name": "Mensah"}
    assert post(client, f"{page}details/", **said).status_code == 303
    found = Invitation.objects.get().candidate.person
    assert (found.full_name, found.given_name, found.family_name) == ("Ama Mensah", "Ama", "Mensah")


def test_the_desk_is_told_that_a_guest_corrected_something_and_not_what() -> None:
    invitation = sent(furnished())
    client, page = opened(invitation)
    desk = browser_of(manager())
    of_the_invitation = reverse("invitation_page", args=["AB12", invitation.key])
    of_the_person = reverse("person", args=[invitation.candidate.person_id])
    post(client, f"{page}details/", **PARTICULARS | {"given_name": "", "family_name": ""})
    assert "Corrected by the guest" not in desk.get(of_the_invitation).content.decode()
    post(client, f"{page}details/", **PARTICULARS | {"position": "Judge"})
    assert "Corrected by the guest, Sunday 22 November 2026." in desk.get(of_the_invitation).content.decode()
    assert "Sunday 22 November 2026: Corrected by the guest, AB12" in desk.get(of_the_person).content.decode()
    line = HistoryLine.objects.get(kind="revised")
    assert {field.name for field in line._meta.fields} == {
        "key", "institution", "person", "kind", "meeting_code", "happened_on",
    }  # fmt: skip


def test_a_protected_person_corrects_what_stays_sealed() -> None:
    client, page = opened(sent(furnished(), protected()))
    said = {
        "full_name": "Canary Q. Feather",
        "native_name": "",
        "telephone": "",
        "position": "",
        "salutation": "",
    }
    assert post(client, f"{page}details/", **said).status_code == 303
    person = Invitation.objects.get().candidate.person
    assert person.full_name == "Rowan"
    assert "Canary Q. Feather" in told(client, f"{page}held/")


def test_the_list_marks_whom_a_guest_corrected() -> None:
    meeting = furnished()
    client, page = opened(sent(meeting))
    sent(meeting, "Béla Nagy")
    desk, address = browser_of(manager()), reverse("invitations", args=["AB12"])
    assert "corrected by the guest" not in desk.get(address).content.decode()
    post(client, f"{page}details/", **PARTICULARS | {"position": "Judge"})
    [marked] = [row for row in desk.get(address).content.decode().split("<tr>") if "corrected by" in row]
    assert "Ama Okoro" in marked
