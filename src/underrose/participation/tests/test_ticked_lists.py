"""Many candidates at once: all of a page are ticked, and what is refused to many is said in one sentence."""

import re

import pytest
from django.urls import reverse

from underrose.access.roles import Role
from underrose.participation.models import Stage

from .listed import a_brief, a_candidate, a_meeting, a_person, browser_of, colleague

pytestmark = pytest.mark.django_db
BOX = re.compile(r'<input type="checkbox" name="selected"[^>]*>')


def _boxes(name, query):
    browser = browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))
    return BOX.findall(browser.get(reverse(name, args=["AB12"]) + query).content.decode())


@pytest.mark.parametrize("name", ["candidates", "add_candidates"])
def test_all_boxes_of_the_page_are_ticked_when_the_address_says_so(name):
    meeting = a_meeting()
    a_brief(meeting)
    for number in range(3):
        person = a_person(f"Ada Fjord {number}")
        if name == "candidates":
            a_candidate(meeting, person)
    assert [" checked" in box for box in _boxes(name, "")] == [False, False, False]
    assert [" checked" in box for box in _boxes(name, "?tick=all")] == [True, True, True]


def _messages(answer):
    return re.findall(r'<li class="message[^"]*">.*?<p>(.*?)</p></li>', answer.content.decode(), re.DOTALL)


def test_what_is_refused_to_many_for_one_reason_is_said_once_with_the_number():
    meeting = a_meeting()
    a_brief(meeting)
    some = [
        a_candidate(meeting, a_person(f"Ada Fjord {number}"), stage=Stage.proposed) for number in range(7)
    ]
    some.append(a_candidate(meeting, a_person("Ben Okoth")))
    browser = browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))
    sent = {"selected": [str(one.key) for one in some], "act": "cleared"}
    told = _messages(browser.post(reverse("candidates_act", args=["AB12"]), sent, follow=True))
    assert len(told) == 2
    assert sorted(sentence.endswith("The same holds for 6 more.") for sentence in told) == [False, True]
    assert sum("so the programme director clears" in sentence for sentence in told) == 1
    assert sum("Ben Okoth stands at" in sentence for sentence in told) == 1


def test_those_who_could_not_be_placed_are_a_step_away_however_many():
    meeting = a_meeting()
    axis = a_brief(meeting).axes.get(feature="sector")
    for number in range(7):
        a_person(f"Ada Fjord {number}")
    browser = browser_of(colleague(Role.PROJECT_MANAGER, "AB12"))
    answer = browser.post(reverse("add_candidates", args=["AB12"]), {"everybody": "yes"}, follow=True)
    address = f"{reverse('candidates', args=['AB12'])}?nowhere={axis.key}"
    assert f'<a href="{address}">Show all of them</a>' in answer.content.decode()
    assert len(BOX.findall(browser.get(address).content.decode())) == 7
