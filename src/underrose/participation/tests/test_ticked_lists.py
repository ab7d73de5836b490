"""“Tick all on this page” ticks what stands on the page, in every list of candidates."""

import re

import pytest
from django.urls import reverse

from underrose.access.roles import Role

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
