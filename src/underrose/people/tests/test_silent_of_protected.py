"""What pages say of protected people to those who do not need to know them: the alias, and nothing that tells them apart."""

import datetime as dt

import pytest
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.people import listing
from underrose.people.actions import persons, sealing
from underrose.people.listing import Asked
from underrose.people.models import Person

from .conftest import AMARA, CODE, TODAY


@pytest.fixture
def willow(introduced, inviting):
    """Amara, for whom the meeting of `inviting` needs to know."""
    sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    return Person.objects.get()


def _lines():
    return list(RecordEntry.objects.order_by("position").values_list("verb", "noun", "meeting_code"))


def _said(**said):
    rows = {
        f"{name}-{what}_FORMS": "0"
        for name in ("posts", "contacts", "forms")
        for what in ("TOTAL", "INITIAL")
    }
    return rows | {"revision": "0", "full_name": "x", "meeting_code": CODE} | said


@pytest.mark.parametrize("code", ["NONSENSE", "", "CD34"])
def test_an_edit_for_a_meeting_that_needs_not_know_neither_shows_nor_saves(
    willow, inviting, browser_of, code
):
    before, revision = _lines(), willow.revision
    for number in ("0", str(revision)):
        answer = browser_of(inviting).post(
            reverse("edit_protected", args=[willow.key]), _said(meeting_code=code, revision=number)
        )
        assert (answer.status_code, answer.content) == (302, b"")
    willow.refresh_from_db()
    assert (_lines(), willow.revision) == (before, revision)


def test_an_edit_that_a_colleague_overtook_shows_theirs_with_a_line_in_the_record(
    willow, inviting, browser_of
):
    before = len(_lines())
    page = browser_of(inviting).post(reverse("edit_protected", args=[willow.key]), _said())
    assert AMARA.full_name in page.content.decode()
    assert _lines()[before:] == [("opened", "sealed person", CODE)]


def test_since_when_a_protected_person_stands_in_the_list_is_neither_shown_nor_sorted_by(
    introduced, inviting, browser_of
):
    keys = [introduced(full_name=name, mails=()).key for name in ("Ada A", "Canary Q", "Zoe Z")]
    for day, key in enumerate(keys, 1):
        Person.objects.filter(key=key).update(introduced_on=dt.date(2026, 11, day))
    sealing.seal(Person.objects.get(key=keys[1]), by=inviting, alias="Heron", today=TODAY)
    for sort in ("introduced", "-introduced"):
        asked = Asked(sort=sort, columns=("introduced",))
        assert [one.full_name for one in listing.found(inviting, asked, TODAY)][-1] == "Heron"
        page = browser_of(inviting).get(reverse("people"), {"column": "introduced", "sort": sort})
        assert ("1 November 2026" in page.content.decode(), "2 November 2026" in page.content.decode()) == (
            True,
            False,
        )


def test_whether_a_protected_person_may_be_written_to_is_told_to_those_who_need_to_know(
    willow, inviting, colleague, browser_of
):
    stranger = colleague(Role.PROJECT_MANAGER, "CD34")
    persons.set_do_not_contact(willow, is_set=True, by=inviting, today=TODAY)
    persons.say_consent(
        willow, purpose="circulation", is_given=True, by=inviting, today=TODAY - dt.timedelta(days=99)
    )
    assert list(listing.found(inviting, Asked(standing="closed"), TODAY)) == []
    shown = reverse("person", args=[willow.key])
    theirs, ours = (browser_of(one).get(shown).content.decode() for one in (stranger, inviting))
    for words in ("Do not contact", "What they agreed to", "15 August 2026"):
        assert (words in theirs, words in ours) == (False, True)
