"""From a list that was taken in to the candidates of a meeting."""

import datetime as dt

import pytest
from django.urls import reverse

from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.people.models import Brought, ContactImport, Person

from .listed import TODAY, a_candidate, a_meeting, a_person, browser_of, colleague

pytestmark = pytest.mark.django_db
LINK = "/desk/meetings/AB12/participation/candidates/add/?brought="


def _finished_page(holder, state="done"):
    imported = ContactImport.objects.create(
        account=holder.account, file_name="people.csv", original=b"Name\nAda", taken_on=TODAY, state=state
    )
    page = browser_of(holder).get(reverse("import_progress", args=[imported.key]))
    return page.content.decode()


def test_finished_list_leads_to_the_meetings_the_colleague_invites_to():
    a_meeting()
    a_meeting("CD34")
    manager = colleague(Role.PROJECT_MANAGER, "AB12")
    page = _finished_page(manager)
    assert ("Put them on the long list of" in page, LINK in page, "CD34" in page) == (True, True, False)
    assert LINK not in _finished_page(manager, "running")


def test_finished_list_leads_to_no_meeting_that_is_over_or_cancelled():
    a_meeting()
    manager = colleague(Role.PROJECT_MANAGER, "AB12")
    past = {"start_on": dt.date(2020, 1, 1), "end_on": dt.date(2020, 1, 2)}
    for said in (past, {"state": "cancelled", "end_on": dt.date(2099, 1, 1)}):
        Meeting.objects.filter(code="AB12").update(**said)
        assert "Put them on the long list of" not in _finished_page(manager)


def test_days_are_offered_with_the_number_who_could_be_added():
    a_candidate(a_meeting(), a_person("Ada Fjord"))
    early = a_person("Ben Okoth")
    for name in ("Chi Nwosu", "Dua Rey"):
        a_person(name)
    Person.objects.filter(key=early.key).update(introduced_on=dt.date(2026, 11, 1))
    page = browser_of(colleague(Role.PROJECT_MANAGER, "AB12")).get(reverse("add_candidates", args=["AB12"]))
    assert page.context["days"] == [(TODAY, 2), (dt.date(2026, 11, 1), 1)]
    assert "Sunday 22 November 2026 · 2 people" in page.content.decode()


def test_people_of_a_list_are_put_on_the_long_list_together():
    meeting = a_meeting()
    manager = colleague(Role.PROJECT_MANAGER, "AB12")
    imported = ContactImport.objects.create(
        account=manager.account, file_name="people.csv", original=b"Name\nAda", taken_on=TODAY, state="done"
    )
    listed = [a_person("Ada Fjord"), a_person("Ben Okoth")]
    a_person("Chi Nwosu")
    for person in listed:
        Brought.objects.create(imported=imported, person=person)
    browser = browser_of(manager)
    page = browser.get(f"{LINK}{imported.key}")
    assert [line["person"].full_name for line in page.context["lines"]] == ["Ada Fjord", "Ben Okoth"]
    browser.post(f"{LINK}{imported.key}", {"everybody": "yes", "once": page.context["once_key"]})
    assert set(meeting.candidates.values_list("person", flat=True)) == {person.key for person in listed}
    stranger = browser_of(colleague(Role.PROGRAMME_DIRECTOR, "AB12"))
    assert stranger.get(f"{LINK}{imported.key}").context["lines"] == []
