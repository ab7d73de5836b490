"""Names from organisations and the word of partners: verbs, and the pages without an account."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access.models import Link
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import named
from underrose.participation.actions import candidates, nominations
from underrose.participation.models import (
    Candidate,
    Nomination,
    Stage,
)
from underrose.participation.named import Named
from underrose.people.actions import persons, sealing
from underrose.people.models import Organisation, Person

from .listed import NOW, TODAY, a_brief, a_meeting, browser_of, colleague, group

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 12, 20)


def _asked(meeting=None, **facts):
    facts = {
        "name": "Yara Voss",
        "mail": "yara@norrvind.example",
        "places": 2,
        "open_until": UNTIL,
        "words": "Somebody who knows the delta",
        **facts,
    }
    return nominations.ask(meeting or a_meeting(), "Norrvind Foundation", by=colleague(), now=NOW, **facts)


def _told():
    return {"by": colleague(), "today": TODAY}


def _address():
    body = OutboxMail.objects.filter(state="held").latest("queued_on").body
    return "/links/" + body.split("/links/")[1].split()[0].rstrip("/") + "/"


def _guest():
    """A browser that has pressed the button on the doorstep."""
    client, address = Client(), _address()
    client.post(address, {"door": "open", "once": "x" * 22})
    return client, address


WHO = {"full_name": "Lan Phạm", "mail": "lan@delta.example", "country": "VNM", "organisation": "Delta Watch"}


# --- asking ---------------------------------------------------------------------------------------


def test_asking_holds_one_letter_and_adds_the_organisation():
    asked = _asked()
    letter = OutboxMail.objects.get()
    assert (letter.state, letter.recipient) == ("held", "yara@norrvind.example")
    assert "named up to 2 people by Sunday 20 December 2026" in letter.body
    assert "Somebody who knows the delta" in letter.body
    assert asked.organisation == Organisation.objects.get(name="Norrvind Foundation")


def test_organisation_is_asked_once_at_a_time():
    meeting = a_meeting()
    _asked(meeting)
    with pytest.raises(Refused, match="is asked already, until Sunday 20 December 2026"):
        _asked(meeting)
    assert Nomination.objects.count() == 1


def test_last_day_lies_between_today_and_the_meeting():
    meeting = a_meeting()
    with pytest.raises(Refused, match="over already"):
        _asked(meeting, open_until=dt.date(2026, 11, 21))
    with pytest.raises(Refused, match="before the meeting begins"):
        _asked(meeting, open_until=dt.date(2027, 3, 3))


def test_new_letter_closes_the_address_before():
    asked = _asked()
    nominations.ask_again(asked, by=colleague(), now=NOW)
    assert Link.objects.filter(revoked_at__isnull=True).count() == 1
    assert OutboxMail.objects.filter(state="held").count() == 1


def test_places_are_never_fewer_than_those_named():
    asked = _asked()
    for name in ("Lan Phạm", "Ben Okoth"):
        nominations.name_person(asked, Named(name, mail=f"{name[0]}@x.example"), **_told())
    with pytest.raises(Refused, match="2 people are named already"):
        nominations.revise(asked, places=1, open_until=UNTIL, **_told())
    assert nominations.revise(asked, places=3, open_until=UNTIL, **_told()).places == 3


# --- naming ---------------------------------------------------------------------------------------


def test_named_person_joins_the_long_list_where_the_post_says():
    meeting = a_meeting()
    a_brief(meeting)
    asked = _asked(meeting)
    one = nominations.name_person(asked, Named("Lan Phạm", country="VNM", mail="lan@x.example"), **_told())
    assert (one.stage, one.nomination, str(one.person)) == (Stage.long_list, asked, "Lan Phạm")
    assert group(meeting.brief, "viet-nam").candidates.get() == one


def test_more_than_the_places_and_the_same_twice_are_refused():
    asked = _asked()
    nominations.name_person(asked, Named("Lan Phạm", mail="lan@x.example"), **_told())
    with pytest.raises(Refused, match="named Lan Phạm already"):
        nominations.name_person(asked, Named("LAN PHAM", mail="other@x.example"), **_told())
    with pytest.raises(Refused, match="named Lan Phạm already"):
        nominations.name_person(asked, Named("Someone Else", mail="LAN@x.example"), **_told())
    nominations.name_person(asked, Named("Ben Okoth", mail="ben@x.example"), **_told())
    with pytest.raises(Refused, match="There are 2 places, and all are taken"):
        nominations.name_person(asked, Named("Third One", mail="3@x.example"), **_told())
    assert Candidate.objects.count() == 2


def test_names_are_taken_until_the_last_day_and_not_after_closing():
    asked = _asked()
    with pytest.raises(Refused, match="taken until Sunday 20 December 2026"):
        nominations.name_person(asked, Named("Lan"), by=colleague(), today=dt.date(2026, 12, 21))
    nominations.close(asked, **_told())
    with pytest.raises(Refused, match="no longer taken here"):
        nominations.name_person(asked, Named("Lan"), **_told())
    nominations.revise(asked, places=2, open_until=UNTIL, **_told())
    nominations.name_person(asked, Named("Lan"), **_told())


def test_organisation_changes_its_words_until_the_team_takes_them_up():
    meeting = a_meeting()
    a_brief(meeting)
    one = nominations.name_person(_asked(meeting), Named("Lan", country="VNM", mail="l@x.example"), **_told())
    nominations.change_named(one, Named("Lan Phạm", country="KEN", mail="l@x.example"), **_told())
    one = Candidate.objects.select_related("person").get()
    assert (str(one.person), one.person.posts.get().country) == ("Lan Phạm", "KEN")
    assert not group(meeting.brief, "viet-nam").candidates.exists()
    candidates.move([one], Stage.proposed, **_told())
    with pytest.raises(Refused, match="working with this name already"):
        nominations.change_named(one, Named("X"), **_told())
    nominations.take_back(one, **_told())
    assert Candidate.objects.get().stage == Stage.set_aside


def test_what_the_team_wrote_is_not_overwritten():
    one = nominations.name_person(_asked(), Named("Lan", mail="l@x.example"), **_told())
    facts = named.as_particulars(Named("Dr Lan Phạm", mail="private@x.example"))
    persons.revise(one.person, facts=facts, revision=1, **_told())
    with pytest.raises(Refused, match="working with this name already"):
        nominations.change_named(Candidate.objects.get(), Named("Lan P", mail="l@x.example"), **_told())
    assert named.of(Candidate.objects.get()).full_name == "Lan"


def test_name_that_is_taken_back_leaves_nothing():
    asked = _asked()
    one = nominations.name_person(asked, Named("Lan Phạm", mail="lan@x.example"), **_told())
    nominations.take_back(one, **_told())
    assert not Candidate.objects.exists()
    assert not Person.objects.filter(full_name="Lan Phạm").exists()


# --- the organisation's page ----------------------------------------------------------------------


def test_opening_the_page_changes_nothing_and_tells_nothing():
    _asked()
    html = Client().get(_address()).content.decode()
    assert "<title>A page for you</title>" in html
    assert "Norrvind" not in html
    assert not Candidate.objects.exists()


def test_page_takes_names_restates_them_and_refuses_in_words():
    _asked()
    client, address = _guest()
    html = client.get(address).content.decode()
    assert "You have named nobody yet." in html
    assert "You can name 2 more people until Sunday 20 December 2026." in html
    assert client.post(address, WHO).status_code == 303
    html = client.get(address).content.decode()
    assert "You have named 1 person." in html
    assert "Lan Phạm" in html
    assert "Viet Nam" in html
    again = client.post(address, WHO).content.decode()
    assert "You have named Lan Phạm already. Nothing was added." in again
    assert 'value="lan@delta.example"' in again
    empty = client.post(address, {}).content.decode()
    assert "is empty. Please fill it in." in empty
    assert Candidate.objects.count() == 1


def test_page_changes_and_takes_back():
    _asked()
    client, address = _guest()
    client.post(address, WHO)
    key = Candidate.objects.get().key
    assert 'value="Lan Phạm"' in client.get(f"{address}{key}/").content.decode()
    assert client.post(f"{address}{key}/", {**WHO, "full_name": "Lan Phạm Thị"}).status_code == 303
    assert Person.objects.filter(full_name="Lan Phạm Thị").exists()
    assert client.post(f"{address}{key}/take-back/").status_code == 303
    assert not Candidate.objects.exists()


def test_page_that_is_closed_shows_no_name():
    asked = _asked()
    client, address = _guest()
    client.post(address, WHO)
    nominations.close(asked, **_told())
    html = client.get(address).content.decode()
    assert "Names are no longer taken here." in html
    assert "Whom you have named is with our team." in html
    assert "Lan Phạm" not in html
    key = Candidate.objects.get().key
    assert "no longer taken here" in client.post(f"{address}{key}/take-back/").content.decode()
    assert Candidate.objects.exists()


def test_organisation_sees_its_own_alone():
    meeting = a_meeting()
    other = nominations.ask(
        meeting, "Other House", by=colleague(), now=NOW, name="O", mail="o@other.example", places=1,
        open_until=UNTIL, words="",
    )  # fmt: skip
    foreign = nominations.name_person(other, Named("CANARY Person", mail="c@x.example"), **_told())
    OutboxMail.objects.all().delete()
    _asked(meeting)
    client, address = _guest()
    assert "CANARY" not in client.get(address).content.decode()
    assert client.get(f"{address}{foreign.key}/").status_code == 404
    assert client.post(f"{address}{foreign.key}/take-back/").status_code == 404
    assert Candidate.objects.count() == 1


def test_somebody_who_becomes_protected_is_no_longer_shown():
    asked = _asked()
    client, address = _guest()
    client.post(address, WHO)
    sealing.seal(Candidate.objects.get().person, alias="Heron", **_told())
    html = client.get(address).content.decode()
    assert "Phạm" not in html
    assert "Heron" not in html
    assert "Whom you have named is with our team." in html
    assert asked.candidates.count() == 0


# --- the desk -------------------------------------------------------------------------------------


def _url(name, *more):
    return reverse(name, args=["AB12", *more])


def _manager():
    return browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))


def test_organisation_is_asked_from_the_desk():
    a_meeting()
    browser = _manager()
    sent = {
        "organisation": "Norrvind Foundation",
        "name": "Yara Voss",
        "mail": "yara@norrvind.example",
        "places": "2",
        "open_until": "2027-01-20",
    }
    assert browser.post(_url("ask_for_names"), sent).status_code == 302
    assert "is asked already" in browser.post(_url("ask_for_names"), sent).content.decode()
    html = browser.get(_url("nominations")).content.decode()
    assert "0 of 2" in html
    assert "Letter: Waits for you" in html
    key = Nomination.objects.get().key
    assert browser.get(_url("revise_nomination", key)).status_code == 200
    browser.post(_url("ask_for_names_again", key))
    browser.post(_url("close_nomination", key))
    assert Nomination.objects.get().is_closed
    browser.post(_url("revise_nomination", key), {"places": "3", "open_until": "2027-01-22"})
    assert (Nomination.objects.get().is_closed, Nomination.objects.get().places) == (False, 3)


@pytest.mark.parametrize("name", ["nominations", "clearances", "ask_for_names"])
def test_partners_and_rapporteurs_find_none_of_these_pages(name):
    a_meeting()
    for role in (Role.PARTNER, Role.RAPPORTEUR):
        assert browser_of(colleague(role, "AB12")).get(_url(name)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_nominations_cost_the_same_for_any_number(rows, django_assert_num_queries):
    meeting = a_meeting()
    facts = {"name": "N", "mail": "n@x.example", "places": 2, "open_until": UNTIL, "words": ""}
    for number in range(rows):
        asked = nominations.ask(meeting, f"House {number}", by=colleague(), now=NOW, **facts)
        nominations.name_person(asked, Named(f"Guest {number}", mail=f"{number}@x.example"), **_told())
    browser = _manager()
    browser.get(_url("nominations"))
    with django_assert_num_queries(9):
        assert browser.get(_url("nominations")).status_code == 200
