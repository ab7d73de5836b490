"""Names from organisations and the word of partners: verbs, and the pages without an account."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access.models import Link
from underrose.access.roles import Role
from underrose.concept.actions import approvals, note
from underrose.concept.models import Partner
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation import named
from underrose.participation.actions import candidates, clearances, nominations
from underrose.participation.actions.clearances import Recipient, Word
from underrose.participation.models import (
    Candidate,
    Clearance,
    ClearanceRound,
    ClearanceState,
    Nomination,
    Stage,
)
from underrose.participation.named import Named
from underrose.people.actions import persons, sealing
from underrose.people.models import Organisation, Person

from .listed import NOW, TODAY, a_brief, a_candidate, a_meeting, a_person, browser_of, colleague, group

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
    with pytest.raises(Refused, match="working with this name already"):
        nominations.take_back(one, **_told())


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
    assert "This field is required." in empty
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


def test_page_that_is_closed_shows_what_was_written():
    asked = _asked()
    client, address = _guest()
    client.post(address, WHO)
    nominations.close(asked, **_told())
    html = client.get(address).content.decode()
    assert "Names are no longer taken here." in html
    assert "Lan Phạm" in html
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
    assert "A person you named; the particulars are no longer shown here." in html
    assert asked.candidates.count() == 1


# --- clearance ------------------------------------------------------------------------------------


def _partner(meeting, name="Norrvind Foundation"):
    return note.write_part(Partner(meeting=meeting), by=colleague(), today=TODAY, name=name)


def _round(meeting, *people, shows_names=True, partner=None):
    to = Recipient("Yara Voss", "yara@norrvind.example", shows_names)
    asked = clearances.ask(partner or _partner(meeting), people, to, by=colleague(), now=NOW)
    assert asked.round is not None
    return asked.round


def _proposed(meeting, name="Ada Fjord", **post):
    return a_candidate(meeting, a_person(name, **post), stage=Stage.proposed)


def _says(round_, candidate, state, reason=""):
    row = Clearance.objects.get(round=round_, candidate=candidate)
    return clearances.say(round_, {row.key: Word(ClearanceState(state), reason)}, **_told())


def _stage(candidate):
    return Candidate.objects.get(key=candidate.key).stage


def test_partner_is_asked_about_those_who_are_proposed():
    meeting = a_meeting()
    one, other = _proposed(meeting), a_candidate(meeting, a_person("Ben Okoth"))
    to = Recipient("Yara Voss", "yara@norrvind.example")
    asked = clearances.ask(_partner(meeting), [one, other], to, by=colleague(), now=NOW)
    assert (asked.number, len(asked.refusals)) == (1, 1)
    assert "Propose them first" in asked.refusals[0]
    assert OutboxMail.objects.get().state == "held"
    nobody = clearances.ask(_partner(meeting, "Other"), [other], to, by=colleague(), now=NOW)
    assert (nobody.round, ClearanceRound.objects.count()) == (None, 1)


def test_cleared_when_every_partner_that_was_asked_agrees():
    meeting = a_meeting()
    one = _proposed(meeting)
    first, second = _round(meeting, one), _round(meeting, one, partner=_partner(meeting, "Other"))
    _says(first, one, "cleared")
    assert _stage(one) == Stage.proposed
    assert "Other has not said yet" in candidates.move([one], Stage.cleared, **_told()).refusals[0]
    _says(second, one, "cleared")
    assert _stage(one) == Stage.cleared


def test_veto_holds_back_until_it_is_taken_back():
    meeting = a_meeting()
    one = _proposed(meeting)
    round_ = _round(meeting, one)
    assert _says(round_, one, "vetoed", "CANARY reason").vetoed == 1
    assert _stage(one) == Stage.vetoed
    _says(round_, one, "cleared")
    assert _stage(one) == Stage.cleared
    _says(round_, one, "asked")
    assert _stage(one) == Stage.proposed


def test_veto_of_one_partner_weighs_more_than_the_yes_of_another():
    meeting = a_meeting()
    one = _proposed(meeting)
    first, second = _round(meeting, one), _round(meeting, one, partner=_partner(meeting, "Other"))
    _says(first, one, "vetoed", "No")
    _says(second, one, "cleared")
    assert _stage(one) == Stage.vetoed
    candidates.move([one], Stage.proposed, **_told())
    assert "does not clear" in candidates.move([one], Stage.cleared, **_told()).refusals[0]


def test_asking_again_replaces_the_earlier_question():
    meeting = a_meeting()
    one, partner = _proposed(meeting), _partner(meeting)
    _says(_round(meeting, one, partner=partner), one, "cleared")
    _round(meeting, one, partner=partner)
    assert (_stage(one), Clearance.objects.get().state) == (Stage.proposed, "asked")


def test_closed_round_takes_no_word_and_holds_nobody_up():
    meeting = a_meeting()
    one = _proposed(meeting)
    round_ = _round(meeting, one)
    clearances.close(round_, **_told())
    with pytest.raises(Refused, match="no longer taken here"):
        _says(round_, one, "cleared")
    with pytest.raises(Refused):
        clearances.close(round_, **_told())
    assert OutboxMail.objects.get().state == "cancelled"
    assert candidates.move([one], Stage.cleared, **_told()).done == 1


def test_word_that_comes_after_the_invitation_is_refused():
    meeting = a_meeting()
    one = _proposed(meeting)
    round_ = _round(meeting, one)
    Candidate.objects.update(stage=Stage.invited)
    said = _says(round_, one, "vetoed", "Too late")
    assert (said.vetoed, len(said.refusals), _stage(one)) == (0, 1, Stage.invited)


def test_partner_page_shows_names_as_agreed_and_answers_in_words():
    meeting = a_meeting()
    a_brief(meeting)
    one = _proposed(meeting, country="NOR", sector="business", title="Engineer", organisation="Fjord Works")
    _round(meeting, one)
    client, address = Client(), _address()
    html = client.get(address).content.decode()
    assert "Ada Fjord" in html
    assert "Engineer, Fjord Works, Norway" in html
    assert "Would stand for: River states, Norway, Business" in html
    assert Clearance.objects.get().state == "asked"
    key = Clearance.objects.get().key
    refused = client.post(address, {f"{key}-state": "vetoed"}).content.decode()
    assert "Please say in a few words why." in refused
    assert client.post(address, {f"{key}-state": "vetoed", f"{key}-reason": "An old case"}).status_code == 303
    assert "do not agree to 1" in client.get(address).content.decode()
    assert _stage(one) == Stage.vetoed


def test_protected_person_is_shown_to_a_partner_by_the_other_name_alone():
    meeting = a_meeting()
    brief = a_brief(meeting)
    person = a_person("CANARY Fjord", country="NOR", sector="business", organisation="CANARY Works")
    one = a_candidate(meeting, sealing.seal(person, alias="Heron", **_told()), stage=Stage.proposed)
    candidates.write(one, revision=1, constituencies=[group(brief, "business")], **_told())
    _round(meeting, one)
    html = Client().get(_address()).content.decode()
    assert "CANARY" not in html
    assert "Norway" not in html
    assert "Heron" in html
    assert "Would stand for: Business" in html


def test_round_without_names_shows_what_each_would_stand_for():
    meeting = a_meeting()
    a_brief(meeting)
    _round(meeting, _proposed(meeting, country="NOR", organisation="Fjord Works"), shows_names=False)
    html = Client().get(_address()).content.decode()
    assert "Ada" not in html
    assert "Fjord Works" not in html
    assert "Candidate 1" in html
    assert "River states, Norway" in html


def test_address_of_a_round_opens_no_note_and_the_other_way_round():
    meeting = a_meeting()
    partner = _partner(meeting)
    _round(meeting, _proposed(meeting), partner=partner)
    of_round = _address()
    assert Client().get(of_round.removesuffix("candidates/")).status_code == 404
    OutboxMail.objects.all().delete()
    approvals.ask(partner, by=colleague(), name="Yara", mail_address="y@norrvind.example", now=NOW)
    of_note = _address()
    assert Client().get(of_note).status_code == 200
    assert Client().get(of_note + "candidates/").status_code == 404


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


def test_partner_is_asked_from_the_desk():
    meeting = a_meeting()
    partner, one = _partner(meeting), _proposed(meeting)
    browser = _manager()
    sent = {"name": "Yara", "mail": "y@x.example", "shows_names": "on", "candidates": [str(one.key)]}
    assert browser.post(_url("ask_partner", partner.key), sent).status_code == 302
    _says(ClearanceRound.objects.get(), one, "vetoed", "An old case")
    html = browser.get(_url("clearances")).content.decode()
    assert "An old case" in html
    assert "An old case" in browser.get(_url("candidate", one.key)).content.decode()
    browser.post(_url("close_clearance", ClearanceRound.objects.get().key))
    assert ClearanceRound.objects.get().is_closed


@pytest.mark.parametrize("name", ["nominations", "clearances", "ask_for_names"])
def test_partners_and_rapporteurs_find_none_of_these_pages(name):
    a_meeting()
    for role in (Role.PARTNER, Role.RAPPORTEUR):
        assert browser_of(colleague(role, "AB12")).get(_url(name)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_nominations_and_clearances_cost_the_same_for_any_number(rows, django_assert_num_queries):
    meeting = a_meeting()
    for number in range(rows):
        asked = nominations.ask(
            meeting, f"House {number}", by=colleague(), now=NOW, name="N", mail="n@x.example", places=2,
            open_until=UNTIL, words="",
        )  # fmt: skip
        nominations.name_person(asked, Named(f"Guest {number}", mail=f"{number}@x.example"), **_told())
        one = _proposed(meeting, f"Proposed {number}")
        round_ = _round(meeting, one, partner=_partner(meeting, f"Partner {number}"))
        _says(round_, one, "vetoed", "No")
    browser = _manager()
    browser.get(_url("nominations"))
    with django_assert_num_queries(9):
        assert browser.get(_url("nominations")).status_code == 200
    with django_assert_num_queries(16):
        assert browser.get(_url("clearances")).status_code == 200
