"""After destruction nobody can ask the guard whether a sentence was said: marks in an old backup answer to no key."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections

from underrose.dialogue import guard
from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.models import Finding
from underrose.kit import keys
from underrose.programme.tests.planning import a_guest

from .roomful import TODAY, a_meeting, director, noted, point

pytestmark = pytest.mark.django_db
SAID = "Ama Okoro warned that wells run dry."


def room():
    meeting = a_meeting()
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(meeting, name)
    return meeting


def marks(meeting, words: str) -> set[str]:
    """Of everything a page or a row could hold of these words."""
    looked = (guard.look_at_point(meeting, words), guard.look(meeting, words))
    return {one.mark for checked in looked for one in checked.findings}


def test_marks_of_points_confirm_no_guess_after_destruction():
    meeting = room()
    one = point(noted(meeting), SAID)
    subject = sealing.subject_of(one.pk)
    guard.check_point(meeting, subject, SAID)
    backup = set(Finding.objects.values_list("mark", flat=True))
    assert backup & marks(meeting, SAID), "while the words are there their marks are known again"
    destroying.destroy("AB12", by=director(), today=TODAY)
    assert not backup & marks(meeting, SAID)


def test_marks_of_points_are_no_marks_of_the_house():
    meeting = room()
    point(noted(meeting), SAID)
    (of_point,) = guard.look_at_point(meeting, SAID).findings
    assert of_point.mark not in {one.mark for one in guard.look(meeting, SAID).findings}
    assert guard.candidates(meeting, SAID, of_point.mark, by=director(), today=TODAY) == ("Ama Okoro",)


def test_reasons_for_a_report_stay_after_the_words_are_gone():
    meeting = room()
    noted(meeting)
    (found,) = guard.check(meeting, "report:1", SAID).open
    guard.dismiss(meeting, "report:1", found.mark, "She agreed.", by=director(), today=TODAY)
    keys.ring(settings.KEY_FOLDER).destroy(str(meeting.pk), "words")
    assert guard.open_number(meeting, "report:1", SAID) == 0


def test_a_look_before_notes_are_begun_draws_no_key():
    meeting = room()
    assert guard.look_at_point(meeting, SAID).findings
    with pytest.raises(FileNotFoundError):
        keys.ring(settings.KEY_FOLDER).existing(str(meeting.pk), "words")


def test_marks_that_outlived_the_words_go_with_the_migration():
    facts = {"meeting_code": "AB12", "scope": "x", "leak": "D1", "mark": "m"}
    Finding.objects.create(subject="point 1", **facts)
    Finding.objects.create(subject="report:1", **facts)
    done = importlib.import_module("underrose.dialogue.migrations.0003_marks_that_outlived_the_words")
    done.forget_marks_of_points(apps, SimpleNamespace(connection=connections["dialogue"]))
    assert [row.subject for row in Finding.objects.all()] == ["report:1"]
