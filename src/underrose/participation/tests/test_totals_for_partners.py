"""A partner sees totals: none of them tells what a protected person stands for."""

import re

import pytest

from underrose.access.roles import Role
from underrose.participation import composition
from underrose.participation.actions import candidates, invitations, replies
from underrose.participation.models import Brief, Candidate, Stage
from underrose.people.actions import sealing
from underrose.people.models import Person

from .listed import TODAY, a_brief, a_meeting, a_person, browser_of, colleague, group

pytestmark = pytest.mark.django_db
PAGE = "/desk/meetings/AB12/participation/candidates/composition/"


@pytest.fixture
def brief():
    """One of two who are confirmed is protected, and the only one who stands for business."""
    meeting = a_meeting()
    brief = a_brief(meeting)
    clear, hidden = (
        a_person("Ada Fjord", country="NOR", mail="a@x.example"),
        a_person("Canary Q", mail="c@x.example"),
    )
    sealing.seal(hidden, alias="Heron", by=colleague(), today=TODAY)
    listed = candidates.add(meeting, [clear, Person.objects.get(key=hidden.key)], by=colleague(), today=TODAY)
    one = next(one for one in listed.candidates if one.person_id == hidden.key)
    business = [group(brief, "business")]
    candidates.write(one, revision=one.revision, constituencies=business, by=colleague(), today=TODAY)
    Candidate.objects.update(stage=Stage.cleared)
    for candidate in Candidate.objects.select_related("person", "meeting"):
        asked = invitations.invite_without_letter(candidate, by=colleague(), today=TODAY)
        replies.accept(asked, by=colleague(), today=TODAY)
    return Brief.objects.get()


def _confirmed(brief, **told):
    found = composition.of(brief, **told)
    rows = {row.label: row.tally.confirmed for row in found.rows if row.tally.candidates}
    return found.room.confirmed, rows


def test_a_protected_person_counts_in_the_room_and_in_no_group_of_which_others_read(brief):
    assert _confirmed(brief) == (2, {"River states": 1, "Norway": 1, "Business": 1})
    assert _confirmed(brief, places_protected=False) == (2, {"River states": 1, "Norway": 1})


@pytest.mark.parametrize(
    ("role", "number"), [(Role.PARTNER, "0"), (Role.POLICY_TEAM, "0"), (Role.PROJECT_MANAGER, "1")]
)
def test_only_those_who_see_the_people_are_told_what_each_stands_for(brief, role, number):
    html = browser_of(colleague(role, "AB12")).get(PAGE).content.decode()
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html))
    assert re.search(r"business[^.]*? (\d+) confirmed", words, re.IGNORECASE)[1] == number
    assert ("in no group" in words) == (number == "0")
