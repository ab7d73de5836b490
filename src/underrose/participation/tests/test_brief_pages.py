"""Pages of the brief: who gets in, what stands there, what comes of a form, and what they cost."""

import re

import pytest
from django.urls import reverse

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.participation.models import Axis, Brief, Constituency, Crossing

from .listed import a_brief, a_candidate, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db
PAGES = [
    "brief",
    "assumptions",
    "targets",
    "targets_as_file",
    "targets_from_file",
    "add_axis",
    "add_crossing",
]


def _url(name, *more):
    return reverse(name, args=["AB12", *more])


def _manager():
    return browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_for_those_who_invite(name):
    a_brief(a_meeting())
    assert _manager().get(_url(name)).status_code == 200
    for role in (Role.PARTNER, Role.RAPPORTEUR, Role.COMMUNICATIONS):
        assert browser_of(colleague(role, "AB12")).get(_url(name)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_do_not_exist_for_a_stranger(name):
    from underrose.access.holders import holder_of

    a_brief(a_meeting())
    account = Account.objects.create(name="Stranger", email="stranger@house.example")
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code="ZZ99")
    assert browser_of(holder_of(account)).get(_url(name)).status_code == 404


def test_brief_is_drawn_by_a_press_and_once():
    a_meeting()
    browser = _manager()
    before = browser.get(_url("brief")).content.decode()
    assert "Draw the brief from the note" in before
    assert "Viet Nam" in before
    assert not Brief.objects.exists()
    for _twice in range(2):
        assert browser.post(_url("draw_brief"), {"once": "one"}).status_code == 302
    html = browser.get(_url("brief")).content.decode()
    assert "10 constituencies, 24 places; no number is asked yet." in html
    assert "Nothing contradicts itself." in html


def test_refusal_is_shown_with_every_word_still_there():
    brief = a_brief(a_meeting())
    browser = _manager()
    key = group(brief, "business").key
    sent = {"edition": "9", "label": "Firms", "weight": "1", "areas": "Norway\nKosovo", "minimum": "2"}
    html = browser.post(_url("constituency", key), sent).content.decode()
    assert "A colleague has changed the brief" in html
    assert 'value="Firms"' in html
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>.*?<bdi>(.*?)</bdi>.*?<bdi>(.*?)</bdi>", html)
    assert rows == [
        ("Name", "Business", "Firms"),
        ("At least", "nothing", "2"),
        ("Countries and regions", "nothing", "Norway, Kosovo"),
        ("Sectors", "Business", "nothing"),
    ]
    # Pressing again is not enough: the box says that what stands now was seen.
    assert "A colleague has changed" in browser.post(_url("constituency", key), sent).content.decode()
    assert Constituency.objects.get(key=key).label == "Business"
    (sent["over"],) = re.findall(r'name="over"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="over"', html)[0][:1]
    assert browser.post(_url("constituency", key), sent).status_code == 302
    found = Constituency.objects.get(key=key)
    assert (found.label, found.value, found.areas, found.minimum) == ("Firms", "business", ["NOR", "XKX"], 2)


def test_unknown_country_is_named_with_its_line():
    brief = a_brief(a_meeting())
    sent = {"edition": "1", "label": "X", "weight": "1", "areas": "Norway\nAtlantis"}
    html = _manager().post(_url("constituency", group(brief, "business").key), sent).content.decode()
    assert "Line 2: “Atlantis” is not a country or region we know." in html


def test_minimum_above_maximum_is_said_beside_the_field():
    brief = a_brief(a_meeting())
    sent = {"edition": "1", "label": "X", "weight": "1", "minimum": "5", "maximum": "2"}
    html = _manager().post(_url("constituency", group(brief, "business").key), sent).content.decode()
    assert "At least 5 and at most 2 cannot both be." in html


def test_contradiction_stands_on_the_page_with_the_way_to_it():
    brief = a_brief(a_meeting(cap=3))
    Constituency.objects.filter(value="business").update(minimum=4)
    html = _manager().get(_url("brief")).content.decode()
    assert "“Business” asks for at least 4 people, and there are 3 places." in html
    assert _url("constituency", group(brief, "business").key) in html


def test_relaxation_is_taken_by_one_press():
    meeting = a_meeting()
    a_brief(meeting)
    Constituency.objects.filter(value="business").update(minimum=4)
    a_candidate(meeting, a_person(country="NOR", sector="business"))
    browser = _manager()
    html = browser.get(_url("brief")).content.decode()
    assert "“Business”: at least 1 instead of 4." in html
    shown = html.split('name="shown" value="')[1].split('"')[0]
    old = browser.post(_url("take_relaxation"), {"edition": "1", "shown": "another"}, follow=True)
    assert "The candidates have changed since" in old.content.decode()
    browser.post(_url("take_relaxation"), {"edition": "1", "shown": shown})
    assert Constituency.objects.get(value="business").minimum == 1
    assert "Take this relaxation" not in browser.get(_url("brief")).content.decode()


def test_removal_is_undone_from_the_page():
    brief = a_brief(a_meeting())
    browser = _manager()
    key = group(brief, "business").key
    html = browser.post(_url("remove_constituency", key), {"edition": "1"}, follow=True).content.decode()
    assert "You can put it back below" in html
    assert _url("put_back_constituency") in html
    browser.post(_url("put_back_constituency"))
    assert group(brief, "business").key == key


def test_removal_from_an_old_page_is_refused():
    brief = a_brief(a_meeting())
    browser = _manager()
    html = browser.post(
        _url("remove_constituency", group(brief, "business").key), follow=True
    ).content.decode()
    assert "A colleague has changed the brief" in html
    assert Constituency.objects.filter(value="business").exists()


def test_axis_crossing_and_usual_axis_are_added():
    brief = a_brief(a_meeting())
    browser = _manager()
    browser.post(_url("usual_axis"), {"edition": "1", "feature": "gender"})
    browser.post(_url("add_axis"), {"edition": "2", "label": "Language"})
    axis = Axis.objects.get(feature="language")
    browser.post(_url("add_constituency", axis.key), {"edition": "3", "label": "French", "weight": "1"})
    pair = {"one": str(group(brief, "woman").key), "other": str(group(brief, "french").key)}
    browser.post(_url("add_crossing"), {"edition": "4", "weight": "1", "minimum": "2", **pair})
    crossing = Crossing.objects.get()
    assert (str(crossing), crossing.minimum) == ("Woman × French", 2)
    browser.post(_url("remove_crossing", crossing.key), {"edition": "5"})
    assert not Crossing.objects.exists()
    assert "French" in browser.get(_url("brief")).content.decode()


def test_table_of_targets_saves_all_at_once():
    brief = a_brief(a_meeting())
    browser = _manager()
    key = group(brief, "business").key
    sent = {"edition": "1", f"{key}-minimum": "2", f"{key}-maximum": "1"}
    assert "cannot both be" in browser.post(_url("targets"), sent).content.decode()
    sent[f"{key}-maximum"] = "4"
    assert browser.post(_url("targets"), sent).status_code == 302
    found = group(brief, "business")
    assert (found.minimum, found.maximum, found.weight) == (2, 4, 1)


def test_pasted_targets_are_taken_in_and_broken_lines_named():
    brief = a_brief(a_meeting())
    browser = _manager()
    text = "feature,value,min,max\nsector,business,2,4\nsector,unheard,1,\n"
    html = browser.post(_url("targets_from_file"), {"edition": "1", "pasted": text}).content.decode()
    assert "1 group has new numbers." in html
    assert "The brief has no “unheard” under “sector”." in html
    assert group(brief, "business").minimum == 2
    empty = browser.post(_url("targets_from_file"), {"edition": "2"}).content.decode()
    assert "Choose a file or paste the lines." in empty


def test_assumptions_are_saved():
    a_brief(a_meeting())
    sent = {
        "edition": "1",
        "cap": "20",
        "expected_acceptance": "55",
        "expected_drop_out": "4",
        "accepted_risk": "5",
        "reply_within_days": "10",
    }
    assert _manager().post(_url("assumptions"), sent).status_code == 302
    brief = Brief.objects.get()
    assert (brief.cap, brief.counts_speakers, brief.expected_acceptance) == (20, False, 55)


@pytest.mark.parametrize("rows", [1, 3])
def test_brief_costs_the_same_for_any_number(rows, django_assert_num_queries):
    meeting = a_meeting()
    a_brief(meeting)
    Constituency.objects.filter(value="norway").update(minimum=1)
    for number in range(rows):
        a_candidate(meeting, a_person(f"Guest {number}", country="NOR", sector="business"))
        Axis.objects.create(brief=meeting.brief, feature=f"axis-{number}", label=f"Axis {number}", position=9)
    browser = _manager()
    browser.get(_url("brief"))
    with django_assert_num_queries(29):
        assert browser.get(_url("brief")).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_targets_cost_the_same_for_any_number(rows, django_assert_num_queries):
    brief = a_brief(a_meeting())
    axis = Axis.objects.get(feature="sector")
    for number in range(rows):
        one = Constituency.objects.create(axis=axis, value=f"g{number}", label=f"G {number}")
        Crossing.objects.create(brief=brief, one=one, other=group(brief, "norway"))
    browser = _manager()
    browser.get(_url("targets"))
    with django_assert_num_queries(10):
        assert browser.get(_url("targets")).status_code == 200
