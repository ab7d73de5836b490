"""Who cannot be in the room together is kept apart in whatever capacity they come."""

import pytest

from underrose.kit.refusals import Refused
from underrose.participation.actions import participants, replies
from underrose.participation.models import Brief, Capacity, Conflict, Participant, Place
from underrose.participation.tests.asked import candidate, sent
from underrose.participation.tests.furnished import TODAY, furnished, manager

pytestmark = pytest.mark.django_db


def _apart(meeting, one, other):
    brief = Brief.objects.get(meeting=meeting)
    Conflict.objects.create(brief=brief, one=one, other=other, reason="a lawsuit")
    return brief


def test_a_speaker_who_takes_no_place_is_kept_apart_like_anybody():
    meeting = furnished()
    guest, speaker = sent(meeting, "Ama Okoro"), sent(meeting, "Béla Nagy", capacity="speaker")
    brief = _apart(meeting, guest.candidate, speaker.candidate)
    brief.counts_speakers = False
    brief.save()
    assert replies.accept(guest, by=manager(), today=TODAY).place == Place.confirmed
    assert replies.accept(speaker, by=manager(), today=TODAY).place == Place.reserve


def test_staff_whom_somebody_in_the_room_rules_out_are_not_added():
    meeting = furnished()
    guest, other = sent(meeting, "Ama Okoro"), candidate(meeting, "Béla Nagy")
    brief = _apart(meeting, guest.candidate, other)
    replies.accept(guest, by=manager(), today=TODAY)
    with pytest.raises(Refused, match="rules this person out"):
        participants.add_staff(brief, other.person, by=manager(), capacity=Capacity.interpreter, today=TODAY)
    assert list(Participant.objects.values_list("person", flat=True)) == [guest.candidate.person_id]
