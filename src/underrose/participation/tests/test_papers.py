"""Letters on paper bear real names: those of protected people are opened by hand, with a line in the record, or not at all."""

import datetime as dt

import pypdfium2
import pytest
import time_machine
from django.test import Client

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.participation.actions import correspondence
from underrose.participation.models import Invitation, Wave
from underrose.participation.tests.asked import Form, prepared, protected
from underrose.participation.tests.furnished import TODAY, browser_of, colleague, furnished, manager
from underrose.participation.tests.test_invitations import address
from underrose.people.actions import persons

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def _read(answer) -> str:
    pages = pypdfium2.PdfDocument(answer.content)
    return "".join(page.get_textpage().get_text_range() for page in pages)


def _to_a_protected_person(meeting, *, is_known=True) -> Invitation:
    found = prepared(meeting, protected())
    if is_known:
        persons.let_know(found.candidate.person, meeting_code=meeting.code)
    return found


def _stale() -> Client:
    """Signed in an hour ago."""
    with time_machine.travel(NOON - dt.timedelta(hours=1), tick=False):
        return browser_of(manager())


def _openings():
    rows = RecordEntry.objects.filter(verb="opened", noun="sealed person")
    return list(rows.values_list("subject", "meeting_code"))


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_a_protected_persons_letter_is_not_had_by_its_address(suffix):
    invitation = _to_a_protected_person(furnished())
    answer = browser_of(manager()).get(address("invitation_paper", invitation.key, suffix), follow=True)
    html = answer.content.decode()
    assert "It was not made" in html
    assert "Quillfeather" not in html
    assert address("open_invitation_paper", invitation.key, suffix) in html
    assert _openings() == []


def test_opening_a_protected_persons_letter_stands_in_the_record():
    invitation = _to_a_protected_person(furnished())
    answer = browser_of(manager()).post(address("open_invitation_paper", invitation.key, "pdf"))
    assert "Quillfeather" in _read(answer)
    assert answer["Cache-Control"] == "no-store"
    assert _openings() == [(invitation.candidate.person_id, "AB12")]


def test_opening_needs_a_fresh_sign_in_and_a_button():
    invitation = _to_a_protected_person(furnished())
    where = address("open_invitation_paper", invitation.key, "pdf")
    assert browser_of(manager()).get(where).status_code == 405
    answer = _stale().post(where)
    assert answer.status_code == 401
    assert b"Quillfeather" not in answer.content
    assert _openings() == []


def test_a_meeting_that_need_not_know_opens_no_letter():
    invitation = _to_a_protected_person(furnished(), is_known=False)
    where = address("open_invitation_paper", invitation.key, "pdf")
    answer = browser_of(manager()).post(where, follow=True)
    assert "does not need to know" in answer.content.decode()
    assert _openings() == []
    elsewhere = browser_of(colleague(Role.PROJECT_MANAGER, "CD34"))
    assert elsewhere.post(where).status_code == 404


def test_letters_of_a_wave_leave_protected_people_out_and_say_how_many():
    meeting = furnished()
    wave = Wave.objects.create(meeting=meeting, number=1, made_on=TODAY)
    rows = [prepared(meeting, "Ama Okoro"), _to_a_protected_person(meeting)]
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(wave=wave)
    desk = browser_of(manager())
    paper = _read(desk.get(address("wave_papers", 1)))
    assert "Okoro" in paper
    assert "Quillfeather" not in paper
    html = desk.get(address("invitations")).content.decode()
    assert "One letter is for a protected person and is not in the file" in html
    assert _openings() == []


def test_a_wave_of_protected_people_alone_makes_no_file():
    meeting = furnished()
    wave = Wave.objects.create(meeting=meeting, number=1, made_on=TODAY)
    Invitation.objects.filter(pk=_to_a_protected_person(meeting).pk).update(wave=wave)
    html = browser_of(manager()).get(address("wave_papers", 1), follow=True).content.decode()
    assert "no letter in this wave that could go into one file" in html
    assert "One letter is for a protected person" in html


@pytest.mark.parametrize("tone", ["full", "quiet"])
def test_the_team_reads_no_real_name_in_a_letter_to_a_protected_person(tone):
    meeting = furnished(mail_tone=tone)
    form = Form("en", "Her Excellency Canary Quillfeather", "Dear Madam Quillfeather")
    invitation = prepared(meeting, protected(forms=(form,)))
    assert correspondence.tone(meeting, invitation.candidate.person) == "quiet"
    letters = list(OutboxMail.objects.filter(cause__contains=str(invitation.key)))
    assert len(letters) == 1
    html = browser_of(manager()).get(address("letter_preview", letters[0].pk)).content.decode()
    assert "quillfeather" not in html.casefold()
