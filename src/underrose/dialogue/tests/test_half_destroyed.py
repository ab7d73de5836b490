"""A destruction that was cut short after the key went: every page answers with a sentence until it is done to its end."""

import pytest
from django.conf import settings
from django.urls import reverse

from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.models import Note, Point, ReleasedPoint
from underrose.kit import keys

from .capturing import closed, hand_in, signed_in, ticket, way
from .roomful import TODAY, a_meeting, a_session, dice, director, noted, point, rapporteur

pytestmark = pytest.mark.django_db
GONE = "nobody can open it any more"
OF_A_NOTE = ("note", "note_points", "note_print", "note_shell", "import_notes", "review")
OF_A_POINT = ("reword_point", "review_point")


@pytest.fixture
def half():
    """Open and sealed notes and a released point, whose key was destroyed while their rows are all there."""
    meeting = a_meeting()
    notes = [noted(meeting, a_session(meeting, hours)) for hours in ("09:00-10:00", "11:00-12:00")]
    for note in notes:
        point(note, "Wells be mapped.")
    sealing.seal(notes[1], by=rapporteur(), today=TODAY, rng=dice())
    ReleasedPoint.objects.create(meeting_code="AB12", scope=notes[0].scope, kind="issue", words="Left.")
    late, pass_in = closed(notes[0], "Late."), ticket(notes[0])
    keys.ring(settings.KEY_FOLDER).destroy(notes[0].scope, "words")
    return [Note.objects.get(pk=note.pk) for note in notes], late, pass_in


def test_pages_of_notes_answer_with_a_sentence(half):
    notes, _late, _pass_in = half
    browser = signed_in(director())
    asked = [way(name, note) for note in notes for name in OF_A_NOTE]
    asked += [way(name, one.note, point=one.pk) for one in Point.objects.all() for name in OF_A_POINT]
    answers = [browser.get(path) for path in [*asked, reverse("released", args=["AB12"])]]
    assert {(answer.status_code, GONE in answer.content.decode()) for answer in answers} == {(409, True)}
    renewed = browser.get(way("note_ticket", notes[0]))
    assert (renewed.status_code, GONE in renewed.json()["sentence"]) == (409, True)


def test_nothing_is_handed_in_any_more(half):
    notes, late, pass_in = half
    answer = hand_in(notes[0], late, by_ticket=pass_in)
    assert (answer.status_code, GONE in answer.json()["sentence"]) == (410, True)
    assert Point.objects.count() == 2


def test_pages_without_words_stay_and_the_destruction_is_done_to_its_end(half):
    browser = signed_in(director())
    ways = [reverse(name, args=["AB12"]) for name in ("the_room", "promise", "check_text")]
    assert [browser.get(path).status_code for path in ways] == [200] * 3
    typed = browser.post(reverse("check_text", args=["AB12"]), {"text": "Wells be mapped."})
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert (typed.status_code, Point.objects.count(), ReleasedPoint.objects.count()) == (200, 0, 0)
    assert browser.get(reverse("released", args=["AB12"])).status_code == 200
