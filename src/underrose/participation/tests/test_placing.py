"""Placing: by the words of a post where nothing else says it, and many at once by hand."""

import pytest
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.participation import proposal
from underrose.participation.actions import briefs, candidates
from underrose.participation.models import Brief, Candidate, Constituency
from underrose.people.actions import sealing

from .listed import TODAY, a_brief, a_candidate, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db


def _told():
    return {"by": colleague(), "today": TODAY}


def _perspectives(one):
    found = one.constituencies.filter(axis__feature__in=["perspective", "sector"])
    return list(found.order_by("value").values_list("value", flat=True))


@pytest.mark.parametrize(
    ("post", "values"),
    [
        ({"title": "Defender of rivers"}, ["water-defenders-and-experts"]),
        ({"title": "Gender Experts’ Coordinator"}, ["water-defenders-and-experts"]),
        ({"title": "Owner", "organisation": "Delta Business School"}, ["business"]),
        ({"title": "Policy maker at large"}, []),
        ({"title": "Policy maker at large", "duty_station": "Nairobi"}, ["policy-makers"]),
        ({"title": "Coffee maker"}, []),
        ({"title": "Business defender", "sector": "media"}, []),
        ({"title": "Head", "organisation": "Body for Rivers"}, []),
    ],
)
def test_words_of_a_post_place_where_nothing_else_does(post, values):
    meeting = a_meeting()
    a_brief(meeting)
    assert _perspectives(a_candidate(meeting, a_person(**post))) == values


def test_words_that_fit_two_constituencies_of_an_axis_place_in_none():
    meeting = a_meeting()
    brief = a_brief(meeting)
    Constituency.objects.filter(value="policy-makers").update(
        label="Coordinators", as_written="", duty_stations=[]
    )
    assert _perspectives(a_candidate(meeting, a_person(title="Coordinator, water experts"))) == []
    assert Brief.objects.get(key=brief.key).axes.filter(feature="perspective").exists()


def test_words_never_place_a_protected_person():
    meeting = a_meeting()
    a_brief(meeting)
    person = sealing.seal(a_person(title="Defender"), alias="Heron", **_told())
    assert _perspectives(a_candidate(meeting, person)) == []


def test_many_are_placed_and_taken_out_by_hand_protected_people_too():
    meeting = a_meeting()
    brief = a_brief(meeting)
    heron = a_candidate(meeting, sealing.seal(a_person(), alias="Heron", **_told()))
    ben = a_candidate(meeting, a_person("Ben Okoth"))
    business, before = group(brief, "business"), Brief.objects.get(key=brief.key).revision
    assert candidates.place_in([heron, ben], business, **_told()) == 2
    assert [_perspectives(one) for one in (heron, ben)] == [["business"], ["business"]]
    assert Brief.objects.get(key=brief.key).revision == before + 1
    assert set(Candidate.objects.values_list("revision", flat=True)) == {2}
    assert RecordEntry.objects.filter(verb="placed", noun="candidates", meeting_code="AB12").count() == 1
    assert candidates.take_out_of([ben], business, **_told()) == 1
    assert [_perspectives(one) for one in (heron, ben)] == [["business"], []]
    assert Brief.objects.get(key=brief.key).revision == before + 2


def test_placing_by_hand_twice_changes_nothing():
    meeting = a_meeting()
    business = group(a_brief(meeting), "business")
    one = a_candidate(meeting)
    candidates.place_in([one], business, **_told())
    before = Brief.objects.get().revision
    assert candidates.place_in([one], business, **_told()) == 0
    candidates.take_out_of([one], business, **_told())
    assert candidates.take_out_of([one], business, **_told()) == 0
    assert Brief.objects.get().revision == before + 1


def test_candidates_of_another_meeting_are_left_alone():
    business = group(a_brief(a_meeting()), "business")
    other = a_meeting("CD34")
    briefs.draw(other, by=colleague(), today=TODAY)
    assert candidates.place_in([a_candidate(other)], business, **_told()) == 0
    assert business.standings.count() == 0


def test_those_ticked_are_placed_on_the_page_and_the_choice_stays():
    meeting = a_meeting()
    business = group(a_brief(meeting), "business")
    one = a_candidate(meeting)
    browser, url = (
        browser_of(colleague()),
        reverse("candidates_act", args=["AB12"]) + "?stage=long_list&page=2&tick=all",
    )
    assert "?stage=long_list&amp;page=2" in browser.get(
        reverse("candidates", args=["AB12"]) + "?stage=long_list&page=2"
    ).content.decode().replace("page=2&amp;stage=long_list", "stage=long_list&amp;page=2")
    sent = {"selected": str(one.key), "act": "place_in", "constituency": str(business.key)}
    answer = browser.post(url, sent)
    assert answer.headers["Location"] == reverse("candidates", args=["AB12"]) + "?stage=long_list&page=2"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "1 candidate now stands for “Business”." in page
    assert _perspectives(one) == ["business"]
    page = browser.post(url, sent | {"act": "take_out_of"}, follow=True).content.decode()
    assert "1 candidate no longer stands for “Business”." in page
    assert _perspectives(one) == []


@pytest.mark.parametrize("constituency", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "foreign"])
def test_nobody_is_placed_without_a_constituency_of_this_meeting(constituency):
    meeting = a_meeting()
    a_brief(meeting)
    if constituency == "foreign":
        constituency = str(group(a_brief(a_meeting("CD34")), "business").key)
    one = a_candidate(meeting)
    sent = {"selected": str(one.key), "act": "place_in", "constituency": constituency}
    page = browser_of(colleague()).post(reverse("candidates_act", args=["AB12"]), sent, follow=True)
    assert "Choose a constituency first. Nobody was placed." in page.content.decode()
    assert one.standings.count() == 0


def test_mediators_are_no_media():
    assert proposal.sectors_of("human rights defenders and mediators") == (
        "civil_society",
        "national_institution",
        "field_practice",
    )
    assert proposal.sectors_of("media and press") == ("media",)


@pytest.mark.parametrize(
    ("sector", "town", "is_there"),
    [
        ("government", "Geneva", True),
        ("government", "new york", True),
        ("government", "Accra", False),
        ("business", "Geneva", False),
    ],
)
def test_policy_makers_in_two_towns_are_placed_by_sector_and_town(sector, town, is_there):
    paragraph = "The dialogue will convene up to 24 people drawn from: policy makers in Geneva and New York; business."
    meeting = a_meeting(paragraph=paragraph)
    brief = a_brief(meeting)
    found = [
        one for one in Constituency.objects.filter(axis__brief=brief) if one.sectors and one.duty_stations
    ]
    assert [sorted(one.duty_stations) for one in found] == [["Geneva", "New York"]]
    one = a_candidate(meeting, a_person("Ada Fjord", country="NOR", sector=sector, duty_station=town))
    assert one.standings.filter(constituency=found[0]).exists() == is_there
