"""Rooms whose points are read before they leave, for the tests of those pages."""

import pytest
from django.urls import reverse

from underrose.dialogue.actions import releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Point
from underrose.programme.tests.planning import a_guest

from .roomful import TODAY, a_meeting, dice, noted, point, rapporteur

NAMED = "Ama Okoro warned that wells run dry."
PLAIN = "It was suggested that wells be mapped."


@pytest.fixture
def meeting():
    made = a_meeting()
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(made, name)
    for number in range(6):
        a_guest(made, f"Guest{number} Person{number}")
    return made


def url(name, *args):
    return reverse(name, args=["AB12", *args])


def sealed_note(meeting, *words):
    note = noted(meeting)
    for one in words:
        point(note, one)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    note.refresh_from_db()
    return note


def basis(note):
    """What the page of this moment shows."""
    return releasing.basis_of(Point.objects.filter(note=note).standing())


def cleared(note):
    for one in Point.objects.filter(note=note).select_related("note"):
        releasing.clear(
            one, revision=one.revision, facts=Facts(kind=one.kind, words=str(one.words)), by=rapporteur()
        )
