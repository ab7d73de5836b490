"""The word of partners: verbs, the page without an account, and the desk."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access.models import BoundDevice, BoundPage
from underrose.access.roles import Role
from underrose.concept.actions import approvals, note
from underrose.concept.models import Meeting, Partner
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation.actions import candidates, clearances
from underrose.participation.actions.clearances import Recipient, Word
from underrose.participation.models import Candidate, Clearance, ClearanceRound, ClearanceState, Stage
from underrose.people.actions import sealing

from .listed import NOW, TODAY, a_brief, a_candidate, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def _address():
    body = OutboxMail.objects.filter(state="held").latest("queued_on").body
    return re.findall(r"/(?:links|clearances)/\S+", body)[0]


def _opened(address):
    """The first device, on which the button was pressed."""
    client = Client()
    assert client.post(address, {"door": "open"}).status_code == 303
    return client


def _url(name, *more):
    return reverse(name, args=["AB12", *more])


def _manager():
    return browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))


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
    address = _address()
    client = _opened(address)
    html = client.get(address).content.decode()
    assert "Ada Fjord" in html
    assert "Engineer, Fjord Works, Norway" in html
    assert "Would stand for: River states, Norway, Business" in html
    assert Clearance.objects.get().state == "asked"
    key = Clearance.objects.get().key
    refused = client.post(address, {f"{key}-state": "vetoed"}).content.decode()
    assert "Please say in a few words why you do not agree to Ada Fjord." in refused
    # One of the choices is to say nothing, and the label of the reason says when it is needed.
    assert refused.count("(optional)") == 0
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
    html = _opened(_address()).get(_address()).content.decode()
    assert "CANARY" not in html
    assert "Norway" not in html
    assert "Heron" in html
    assert "Would stand for" not in html


def test_what_a_protected_person_stands_for_is_not_shown_where_names_are_not():
    meeting = a_meeting()
    brief = a_brief(meeting)
    person = sealing.seal(a_person("CANARY Fjord"), alias="Heron", **_told())
    one = a_candidate(meeting, person, stage=Stage.proposed)
    candidates.write(one, revision=1, constituencies=[group(brief, "business")], **_told())
    _round(meeting, one, shows_names=False)
    html = _opened(_address()).get(_address()).content.decode()
    assert "Candidate 1" in html
    assert "Business" not in html
    assert "Would stand for" not in html


def test_nothing_on_a_list_without_names_tells_which_of_them_is_protected():
    """Each section of the page is the same but for its number and the keys of its fields."""
    meeting = a_meeting()
    brief = a_brief(meeting)
    person = sealing.seal(a_person("CANARY Fjord"), alias="Heron", **_told())
    hidden = a_candidate(meeting, person, stage=Stage.proposed)
    candidates.write(hidden, revision=1, constituencies=[group(brief, "business")], **_told())
    others = [_proposed(meeting, f"Ada {name}", country="NOR") for name in ("Moss", "Reed")]
    _round(meeting, hidden, *others, shows_names=False)
    html = _opened(_address()).get(_address()).content.decode()
    sections = re.findall(r"<section><h2>.*?</section>", html, re.DOTALL)
    keys = [str(key) for key in Clearance.objects.values_list("key", flat=True)]
    plain = {re.sub("|".join(keys), "key", re.sub(r"Candidate \d", "Candidate", one)) for one in sections}
    assert (len(sections), len(plain)) == (3, 1)
    assert ("Would stand for" in html, "it is not said what each of them would stand for" in html) == (
        False,
        True,
    )


def test_somebody_without_a_mark_is_not_told_from_a_protected_person():
    meeting = a_meeting()
    a_brief(meeting)
    _round(meeting, _proposed(meeting, country="NOR"), _proposed(meeting, "Ada Reed"), shows_names=False)
    html = _opened(_address()).get(_address()).content.decode()
    assert ("Would stand for" in html, "it is not said what each of them would stand for" in html) == (
        False,
        True,
    )


def test_round_without_names_shows_what_each_would_stand_for():
    meeting = a_meeting()
    a_brief(meeting)
    _round(meeting, _proposed(meeting, country="NOR", organisation="Fjord Works"), shows_names=False)
    html = _opened(_address()).get(_address()).content.decode()
    assert "Ada" not in html
    assert "Fjord Works" not in html
    assert "Candidate 1" in html
    assert "River states, Norway" in html


def test_address_of_a_round_opens_no_note_and_the_other_way_round():
    meeting = a_meeting()
    partner = _partner(meeting)
    _round(meeting, _proposed(meeting), partner=partner)
    of_round = _address()
    OutboxMail.objects.all().delete()
    approvals.ask(partner, by=colleague(), name="Yara", mail_address="y@norrvind.example", now=NOW)
    of_note = _address()
    client = Client()
    wrong = [of_round.replace("clearances", "links"), of_note.replace("links", "clearances")]
    gone = [*wrong, "/clearances/c" + "x" * 43 + "/", "/clearances/nonsense/"]
    found = [client.get(wrong[0] + "note.pdf"), *(client.get(address) for address in gone)]
    found += [client.post(address, {"door": "open"}) for address in gone]
    assert {(one.status_code, b"no longer opens anything" in one.content) for one in found} == {(404, True)}
    assert [BoundDevice.objects.count(), BoundPage.objects.count()] == [0, 0]
    assert [_opened(address).get(address).status_code for address in (of_round, of_note)] == [200, 200]


def test_letter_that_is_passed_on_shows_nobody_and_the_code_goes_to_its_owner():
    meeting = a_meeting()
    one = _proposed(meeting)
    _round(meeting, one)
    address, other = _address(), Client()
    key = Clearance.objects.get().key
    pages = [other.get(address)]
    client = _opened(address)
    pages += [other.get(address), other.post(address, {f"{key}-state": "cleared"})]
    told = ("Ada Fjord", "AB12", "Norrvind", meeting.title)
    assert [[word in page.content.decode() for word in told] for page in pages] == [[False] * 4] * 3
    assert [Clearance.objects.get().state, _stage(one)] == ["asked", Stage.proposed]
    page = client.get(address).content.decode()
    assert ["Ada Fjord" in page, 'name="door" value="leave"' in page] == [True, True]
    assert re.findall("<title>(.*?)</title>", page) == ["A page for you"]
    other.post(address, {"door": "send"})
    code = OutboxMail.objects.exclude(cause__startswith="clearance:").get()
    assert [code.recipient, "AB12" in code.subject + code.body] == ["yara@norrvind.example", False]
    found = re.findall(r"\b\d{6}\b", code.body)[0]
    assert other.post(address, {"door": "code", "code": found}).status_code == 303
    assert "Ada Fjord" in other.get(address).content.decode()


@pytest.mark.parametrize(("tone", "is_lasting"), [("full", True), ("quiet", False)])
def test_device_is_remembered_until_the_window_closes_where_the_tone_is_quiet(tone, is_lasting):
    meeting = a_meeting()
    Meeting.objects.filter(pk=meeting.pk).update(mail_tone=tone)
    _round(meeting, _proposed(meeting))
    address = _address()
    (cookie,) = Client().post(address, {"door": "open"}).cookies.values()
    assert [cookie["path"], bool(cookie["max-age"])] == ["/clearances/", is_lasting]


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


@pytest.mark.parametrize("rows", [1, 3])
def test_clearances_cost_the_same_for_any_number(rows, django_assert_num_queries):
    meeting = a_meeting()
    for number in range(rows):
        one = _proposed(meeting, f"Proposed {number}")
        _says(_round(meeting, one, partner=_partner(meeting, f"Partner {number}")), one, "vetoed", "No")
    browser = _manager()
    browser.get(_url("clearances"))
    with django_assert_num_queries(16):
        assert browser.get(_url("clearances")).status_code == 200


def test_only_those_to_whom_the_partner_has_not_agreed_are_ticked_at_first():
    meeting = a_meeting()
    new, agreed = _proposed(meeting), _proposed(meeting, "Ben Okoth")
    partner = _partner(meeting)
    _says(_round(meeting, agreed, partner=partner), agreed, "cleared")
    browser, url = _manager(), _url("ask_partner", partner.key)

    def ticked(query):
        html = browser.get(url + query).content.decode()
        boxes = re.findall(r'<input type="checkbox" name="candidates"[^>]*>', html)
        return [re.findall(r'value="([^"]+)"', box)[0] for box in boxes if " checked" in box]

    assert _stage(agreed) == Stage.cleared
    assert ticked("") == [str(new.key)]
    assert ticked("?tick=none") == []
    assert sorted(ticked("?tick=all")) == sorted([str(new.key), str(agreed.key)])


def test_a_page_sent_without_an_answer_says_so_and_a_reason_says_when_it_is_needed():
    meeting = a_meeting()
    one = _proposed(meeting)
    _round(meeting, one)
    address = _address()
    browser = _opened(address)
    html = browser.get(address).content.decode()
    label = re.findall(r"<label[^>]*-reason[^>]*>.*?</label>", html, re.DOTALL)[0]
    assert ("Reason, needed if you do not agree" in label, "optional" in label) == (True, False)
    row = Clearance.objects.get()
    html = browser.post(address, {f"{row.key}-state": "asked", f"{row.key}-reason": ""}).content.decode()
    assert "You have given no answer yet. Please choose one for at least one person." in html
    assert Clearance.objects.get().answered_on is None
