"""Forgetting and protecting somebody who is the guest of another team."""

import datetime as dt
import re

import pytest

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Grant
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation.actions.current_guests import meetings_of
from underrose.participation.models import Candidate, Participant, Place, Stage
from underrose.participation.tests.asked import sent
from underrose.participation.tests.furnished import TODAY, director, furnished, manager
from underrose.people.actions import forgetting, sealing
from underrose.people.models import Person

pytestmark = pytest.mark.django_db


def _guest() -> Person:
    return sent(furnished()).candidate.person


def test_a_guest_of_another_team_is_neither_forgotten_nor_protected() -> None:
    person, letters = _guest(), OutboxMail.objects.count()
    stranger = manager("CD34")
    refused = "a meeting of another team. Only that team, or a programme director"
    with pytest.raises(Refused, match=refused) as forgotten:
        forgetting.forget(person, by=stranger, today=TODAY)
    with pytest.raises(Refused, match=refused):
        sealing.seal(person, by=stranger, alias="Rowan", today=TODAY)
    assert re.search("AB12", str(forgotten.value.sentence)) is None
    person.refresh_from_db()
    assert (person.is_sealed, person.is_forgotten, OutboxMail.objects.count()) == (False, False, letters)


def _with_eyes_on(holder: Holder, code: str) -> Holder:
    Grant.objects.create(account=holder.account, role=Role.RAPPORTEUR, meeting_code=code)
    assert holder.account is not None
    return holder_of(holder.account)


def test_whoever_sees_the_meeting_is_told_whose_guest_it_is() -> None:
    person = _guest()
    with pytest.raises(Refused, match="guest or candidate of AB12"):
        forgetting.forget(person, by=_with_eyes_on(manager("CD34"), "AB12"), today=TODAY)


@pytest.mark.parametrize("code", ["AB12", ""])
def test_their_own_team_or_a_director_of_the_house_may(code: str) -> None:
    person = _guest()
    forgetting.forget(person, by=manager(code) if code else director(""), today=TODAY)
    assert not Person.objects.present().filter(key=person.key).exists()


def test_whoever_follows_a_link_is_told_of_no_meeting() -> None:
    with pytest.raises(Refused, match="works with this person already"):
        forgetting.forget(_guest(), by=Holder(), today=TODAY)


def test_only_meetings_to_come_and_places_still_held_count() -> None:
    person = _guest()
    assert meetings_of(person, TODAY) == {"AB12"}
    assert meetings_of(person, dt.date(2030, 1, 1)) == set()
    Candidate.objects.update(stage=Stage.set_aside)
    assert meetings_of(person, TODAY) == set()
    placed = Participant.objects.create(meeting=Meeting.objects.get(), person=person, since=TODAY)
    assert meetings_of(person, TODAY) == {"AB12"}
    Participant.objects.filter(key=placed.key).update(place=Place.withdrawn)
    assert meetings_of(person, TODAY) == set()
    Participant.objects.update(place=Place.reserve)
    Meeting.objects.update(state="cancelled")
    assert meetings_of(person, TODAY) == set()
