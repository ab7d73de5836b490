"""Pages of candidates: who gets in, what is searched and chosen, what leaves as a file, what they cost."""

import io
import zipfile

import pytest
from django.urls import reverse

from underrose.access.roles import Role
from underrose.participation.actions import candidates
from underrose.participation.models import Candidate, Conflict, Constituency, Participant, Stage
from underrose.people.actions import sealing

from .listed import TODAY, a_brief, a_candidate, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db
PAGES = ["candidates", "add_candidates", "conflicts"]


def _url(name, *more):
    return reverse(name, args=["AB12", *more])


def _manager():
    return browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))


def _told():
    return {"by": colleague(), "today": TODAY}


def _names(html):
    return [part.split("</bdi>")[0] for part in html.split('/"><bdi>')[1:]]


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_those_who_invite(name):
    a_brief(a_meeting())
    assert _manager().get(_url(name)).status_code == 200
    for role in (Role.PARTNER, Role.RAPPORTEUR, Role.POLICY_TEAM):
        assert browser_of(colleague(role, "AB12")).get(_url(name)).status_code == 404


def test_list_is_searched_chosen_and_sorted():
    meeting = a_meeting()
    a_brief(meeting)
    a_candidate(meeting, a_person("Ada Fjord", country="NOR", sector="business"), stage=Stage.proposed)
    a_candidate(meeting, a_person("Ben Okoth", country="KEN", organisation="Delta Watch"))
    browser, url = _manager(), _url("candidates")
    assert _names(browser.get(url).content.decode()) == ["Ada Fjord", "Ben Okoth"]
    found = {
        "?q=delta": ["Ben Okoth"],
        "?q=FJÖRD": ["Ada Fjord"],
        "?stage=proposed": ["Ada Fjord"],
        "?country=KEN": ["Ben Okoth"],
        f"?constituency={group(meeting.brief, 'kenya').key}": ["Ben Okoth"],
        f"?nowhere={meeting.brief.axes.get(feature='sector').key}": ["Ben Okoth"],
        "?sort=-name": ["Ben Okoth", "Ada Fjord"],
        "?page=all": ["Ada Fjord", "Ben Okoth"],
        "?stage=nonsense&constituency=nonsense": ["Ada Fjord", "Ben Okoth"],
    }
    assert {query: _names(browser.get(url + query).content.decode()) for query in found} == found
    assert "No candidate fits these words." in browser.get(url + "?q=nobody").content.decode()


def test_columns_are_chosen():
    a_candidate(a_meeting())
    html = _manager().get(_url("candidates") + "?column=capacity&column=listed").content.decode()
    assert "Participant" in html
    assert "22 November 2026" in html
    assert "On the long list</span>" not in html


def test_protected_person_stands_by_the_other_name_everywhere():
    meeting = a_meeting()
    a_brief(meeting)
    person = a_person("CANARY Fjord", country="NOR", organisation="CANARY Works", mail="canary@x.example")
    one = a_candidate(meeting, sealing.seal(person, alias="Heron", **_told()))
    browser = _manager()
    for url in (
        _url("candidates"),
        _url("candidates") + "?q=canary",
        _url("candidate", one.key),
        _url("candidates_export", "csv"),
        _url("composition"),
        _url("conflicts"),
        _url("brief"),
    ):
        assert "canary" not in browser.get(url).getvalue().decode().casefold().replace(
            "?q=canary", ""
        ).replace('value="canary"', "")
    assert "Heron" in browser.get(_url("candidates")).content.decode()


def test_files_hold_the_list_as_it_is_chosen():
    meeting = a_meeting()
    a_brief(meeting)
    one = a_candidate(meeting, a_person("=Ada Fjord", country="NOR", sector="business"))
    candidates.write(one, revision=1, why="CANARY", is_must_have=True, **_told())
    a_candidate(meeting, a_person("Ben Okoth"), stage=Stage.proposed)
    browser = _manager()
    csv = browser.get(_url("candidates_export", "csv") + "?stage=long_list").getvalue().decode("utf-8-sig")
    assert "CANARY" not in csv
    assert csv.splitlines()[1].startswith("'=Ada Fjord,,,,Norway,Business,,River states; Norway; Business,")
    assert len(csv.splitlines()) == 2
    book = zipfile.ZipFile(io.BytesIO(browser.get(_url("candidates_export", "xlsx")).getvalue()))
    words = book.read("xl/worksheets/sheet1.xml").decode()
    assert "=Ada Fjord" in words
    assert "CANARY" not in words


def test_export_needs_a_fresh_sign_in():
    a_candidate(a_meeting())
    browser = _manager()
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": 1}]
    session.save()
    assert browser.get(_url("candidates_export", "csv")).status_code == 302


def test_many_are_moved_at_once_and_refusals_told():
    meeting = a_meeting()
    one, other = a_candidate(meeting), a_candidate(meeting, a_person("Ben Okoth"), stage=Stage.cleared)
    chosen = {"selected": [str(one.key), str(other.key)], "act": "long_list"}
    browser = _manager()
    html = browser.post(_url("candidates_act"), {**chosen, "act": "proposed"}, follow=True).content.decode()
    assert "2 candidates: Proposed." in html
    html = browser.post(_url("candidates_act"), {**chosen, "act": "cleared"}, follow=True).content.decode()
    assert "No partner was asked about" in html
    html = browser.post(_url("candidates_act"), {**chosen, "act": "must"}, follow=True).content.decode()
    assert "2 candidates changed." in html
    html = browser.post(_url("candidates_act"), {"act": "must"}, follow=True).content.decode()
    assert "Tick at least one candidate first." in html
    html = browser.post(_url("candidates_act"), {**chosen, "act": "nonsense"}, follow=True).content.decode()
    assert "Tick at least one candidate first." in html
    assert browser.post(_url("candidates_act"), {"selected": "nonsense", "act": "must"}).status_code == 404


def test_candidates_of_another_meeting_are_not_moved():
    a_meeting()
    foreign = a_candidate(a_meeting("ZZ99"))
    _manager().post(_url("candidates_act"), {"selected": str(foreign.key), "act": "proposed"})
    assert Candidate.objects.get().stage == Stage.long_list


def test_placing_again_tells_who_stands_nowhere():
    meeting = a_meeting()
    one = a_candidate(meeting, a_person(country="NOR"))
    a_brief(meeting)
    chosen = {"selected": str(one.key), "act": "place"}
    html = _manager().post(_url("candidates_act"), chosen, follow=True).content.decode()
    assert "On “Sector” 1 person could not be placed: Ada Fjord." in html
    assert one.constituencies.count() == 2


def test_people_are_added_by_ticking_and_all_that_were_found():
    meeting = a_meeting()
    ada, ben = a_person("Ada Fjord"), a_person("Ben Okoth", organisation="Delta Watch")
    a_person("Cy Delta", organisation="Delta Watch")
    browser, url = _manager(), _url("add_candidates")
    html = browser.post(url, {"selected": str(ada.key)}, follow=True).content.decode()
    assert "1 person is now on the long list. Nothing was sent." in html
    html = browser.get(url).content.decode()
    assert "Ada Fjord" not in html
    assert "Add all 2 people found" in html
    browser.post(url + "?q=delta+watch", {"everybody": "yes"})
    assert meeting.candidates.count() == 3
    assert "Tick at least one person first." in browser.post(url, {}, follow=True).content.decode()
    assert ben.candidates.count() == 1


def test_people_are_found_by_the_day_they_came():
    a_meeting()
    a_person("Ada Fjord")
    browser, url = _manager(), _url("add_candidates")
    assert "Ada Fjord" in browser.get(url + "?since=2026-11-22").content.decode()
    assert "Nobody fits these words" in browser.get(url + "?since=2026-11-23").content.decode()
    assert "Ada Fjord" in browser.get(url + "?since=nonsense").content.decode()


def test_candidate_page_saves_and_refuses_an_older_one():
    meeting = a_meeting()
    brief = a_brief(meeting)
    one = a_candidate(meeting)
    browser, url = _manager(), _url("candidate", one.key)
    axis = [axis.feature for axis in brief.axes.all()].index("sector")
    sent = {
        "revision": "1",
        "capacity": "speaker",
        f"axis_{axis}": [str(group(brief, "business").key)],
        "why": "W",
    }
    assert browser.post(url, sent).status_code == 302
    found = Candidate.objects.get()
    assert (found.capacity, [str(group) for group in found.constituencies.all()]) == ("speaker", ["Business"])
    html = browser.post(url, {**sent, "why": "Other words"}).content.decode()
    assert "A colleague has changed this candidate" in html
    assert "Other words" in html
    assert 'name="revision" value="2"' in html


def test_candidate_is_moved_and_removed_from_the_page():
    one = a_candidate(a_meeting())
    browser = _manager()
    assert "Candidate" in browser.get(_url("candidates")).content.decode()
    browser.post(_url("move_candidate", one.key), {"stage": "proposed"})
    assert Candidate.objects.get().stage == Stage.proposed
    browser.post(_url("move_candidate", one.key), {"stage": "nonsense"})
    assert Candidate.objects.get().stage == Stage.proposed
    Participant.objects.create(meeting=one.meeting, person=one.person, since=TODAY)
    html = browser.post(_url("remove_candidate", one.key), follow=True).content.decode()
    assert "has a place, and stays on the list" in html
    Participant.objects.all().delete()
    browser.post(_url("remove_candidate", one.key))
    assert not Candidate.objects.exists()


def test_two_are_kept_apart_from_the_page():
    meeting = a_meeting()
    one, other = a_candidate(meeting), a_candidate(meeting, a_person("Ben Okoth"))
    browser, url = _manager(), _url("conflicts")
    assert "Draw the brief first." in browser.get(url).content.decode()
    a_brief(meeting)
    sent = {"one": str(one.key), "other": str(other.key), "reason": "An old case"}
    assert browser.post(url, sent).status_code == 302
    html = browser.post(url, sent).content.decode()
    assert "known already" in html
    assert "An old case" in html
    browser.post(_url("remove_conflict", Conflict.objects.get().key))
    assert not Conflict.objects.exists()


def test_composition_is_drawn_with_words_and_numbers():
    meeting = a_meeting()
    a_brief(meeting)
    Constituency.objects.filter(value="business").update(minimum=1, maximum=3, minimum_flexible=0)
    one = a_candidate(meeting, a_person(country="NOR", sector="business"), stage=Stage.invited)
    Participant.objects.create(meeting=meeting, person=one.person, since=TODAY)
    html = _manager().get(_url("composition")).content.decode()
    assert "Business: 1 confirmed, 0 likely, 1 invited in all; 1 to 3" in html
    assert '<circle class="confirmed" cx="6" cy="9" r="4"/>' in html
    assert "style=" not in html


def test_partner_sees_the_composition_in_totals_and_no_name():
    meeting = a_meeting()
    a_brief(meeting)
    a_candidate(meeting, a_person("CANARY Fjord", country="NOR"))
    browser = browser_of(colleague(Role.PARTNER, "AB12"))
    html = browser.get(_url("composition")).content.decode()
    assert "Norway" in html
    assert "CANARY" not in html
    assert _url("candidates") + '"' not in html
    rapporteur = browser_of(colleague(Role.RAPPORTEUR, "AB12"))
    assert rapporteur.get(_url("composition")).status_code == 404


def test_composition_before_the_brief_says_what_belongs_there():
    a_meeting()
    assert "Nothing to compare yet" in _manager().get(_url("composition")).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_for_any_number(rows, django_assert_num_queries):
    meeting = a_meeting()
    brief = a_brief(meeting)
    for number in range(rows):
        one = a_candidate(meeting, a_person(f"Guest {number}", country="NOR", sector="business"))
        other = a_candidate(
            meeting, a_person(f"Other {number}", country="NOR", organisation=f"House {number}")
        )
        candidates.keep_apart(brief, one, other, reason="", **_told())
        a_person(f"Known {number}", country="KEN", organisation=f"Place {number}")
    browser = _manager()
    browser.get(_url("candidates"))
    with django_assert_num_queries(18):
        assert browser.get(_url("candidates")).status_code == 200
    with django_assert_num_queries(10):
        assert browser.get(_url("add_candidates")).status_code == 200
    with django_assert_num_queries(8):
        assert browser.get(_url("conflicts")).status_code == 200
    with django_assert_num_queries(12):
        assert browser.get(_url("composition")).status_code == 200
    with django_assert_num_queries(8):
        assert browser.get(_url("candidates_export", "csv")).status_code == 200
