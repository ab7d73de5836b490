"""The time zone of a venue is said with the particulars of a meeting, and corrected there."""

import pytest
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept import public_pages
from underrose.concept.forms.meetings import Particulars
from underrose.concept.models import Meeting, Venue

pytestmark = pytest.mark.django_db


def _saved(browser, **said):
    page = browser.get(reverse("particulars", args=["AB12"]))
    form: Particulars = page.context["form"]
    stands = {name: form[name].value() for name in form.fields}
    sent = {name: "" if value is None else value for name, value in stands.items() if value is not False}
    return browser.post(reverse("particulars", args=["AB12"]), sent | said)


def test_a_new_venue_is_entered_with_its_town_and_time_zone(written, colleague, browser_of):
    browser = browser_of(colleague(Role.POLICY_TEAM))
    said = {"venue": "Heron House", "town": "Larkmoor", "time_zone": "Africa/Nairobi"}
    assert _saved(browser, **said).status_code == 302
    venue = Meeting.objects.get(code="AB12").venue
    assert (venue.name, venue.town, venue.time_zone) == ("Heron House", "Larkmoor", "Africa/Nairobi")


def test_the_time_zone_of_a_known_venue_is_corrected_there(written, colleague, browser_of):
    browser = browser_of(colleague(Role.POLICY_TEAM))
    _saved(browser, venue="Heron House", town="Larkmoor")
    assert Meeting.objects.get(code="AB12").venue.time_zone == "UTC"
    _saved(browser, time_zone="Asia/Amman")
    assert [one.time_zone for one in Venue.objects.filter(name="Heron House")] == ["Asia/Amman"]
    assert RecordEntry.objects.filter(verb="corrected", noun="venue", meeting_code="AB12").count() == 1


def test_going_to_another_house_does_not_carry_the_clock_of_the_first(written, colleague, browser_of):
    browser = browser_of(colleague(Role.POLICY_TEAM))
    Venue.objects.create(name="Delta Hall", town="Accra", time_zone="Africa/Accra")
    _saved(browser, venue="Heron House", town="Larkmoor", time_zone="Asia/Amman")
    _saved(browser, venue="Delta Hall", town="Accra")
    assert Meeting.objects.get(code="AB12").venue.time_zone == "Africa/Accra"


def test_a_house_nobody_knew_does_not_get_the_clock_of_the_first(written, colleague, browser_of):
    browser = browser_of(colleague(Role.POLICY_TEAM))
    _saved(browser, venue="Heron House", town="Larkmoor", time_zone="Asia/Amman")
    _saved(browser, venue="Delta Hall", town="Accra")
    assert Meeting.objects.get(code="AB12").venue.time_zone == "UTC"


def test_pages_kept_ready_are_made_anew_with_the_right_clock(
    written, colleague, browser_of, django_capture_on_commit_callbacks
):
    browser = browser_of(colleague(Role.POLICY_TEAM))
    _saved(browser, venue="Heron House", town="Larkmoor")
    before = public_pages.stamp().stat().st_size if public_pages.stamp().exists() else 0
    Meeting.objects.update(published=None)
    with django_capture_on_commit_callbacks(execute=True):
        _saved(browser, time_zone="Asia/Amman")
    assert public_pages.stamp().stat().st_size > before


def test_a_time_zone_nobody_knows_is_refused_in_a_sentence(written, colleague, browser_of):
    answer = _saved(browser_of(colleague(Role.POLICY_TEAM)), time_zone="Middle/Earth")
    assert "This is no time zone we know. Write it as Europe/Zurich." in answer.content.decode()
