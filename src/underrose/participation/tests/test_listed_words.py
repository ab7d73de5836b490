"""The words in which a guest wishes to appear may name them: no row, backup or search of the database shows them."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from underrose.participation.actions import participants, replies
from underrose.participation.models import Listing, Participant
from underrose.participation.tests.asked import sent
from underrose.participation.tests.furnished import TODAY, furnished, manager
from underrose.people.actions import forgetting, sealing

pytestmark = pytest.mark.django_db
ALIAS, ROLE = "CANARY Kestrel", "CANARY judge of the lower delta"


def _listed(wish=Listing.by_alias):
    found = replies.accept(sent(furnished()), by=manager(), today=TODAY)
    said = participants.Listed(wish, Listing.nowhere, alias=ALIAS, role_words=ROLE)
    return participants.say_how_listed(found, by=manager(), listed=said, today=TODAY)


def test_the_words_are_sealed_in_the_row_and_read_back():
    _listed()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participant")
        said = b"|".join(bytes(value) for value in cursor.fetchone() if isinstance(value, bytes | memoryview))
        cursor.execute("SELECT * FROM participant")
        plain = str(cursor.fetchone())
    assert b"CANARY" not in said
    assert "CANARY" not in plain
    row = Participant.objects.get()
    assert (row.alias, row.role_words) == (ALIAS, ROLE)


def test_the_database_is_not_searched_for_them():
    with pytest.raises(FieldError, match="sealed"):
        Participant.objects.filter(alias=ALIAS)
    with pytest.raises(FieldError, match="sealed"):
        Participant.objects.update(role_words=ROLE)


def test_nobody_said_anything_is_an_empty_word():
    replies.accept(sent(furnished()), by=manager(), today=TODAY)
    row = Participant.objects.get()
    assert (row.alias, row.role_words) == ("", "")


@pytest.mark.parametrize("end", ["sealed", "forgotten"])
def test_they_go_with_the_name(end):
    person = _listed().person
    if end == "sealed":
        sealing.seal(person, by=manager(), alias="Rowan", today=TODAY)
    else:
        forgetting.forget(person, by=manager(), today=TODAY)
    row = Participant.objects.get()
    assert (row.alias, row.role_words, row.has_said_how_listed) == ("", "", False)
