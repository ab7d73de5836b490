"""What keeps one meeting from being destroyed keeps no other, and a rule that fails keeps no other rule."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from underrose.dialogue.actions import destroying
from underrose.dialogue.models import Certificate, Promise
from underrose.kit import retention

from .roomful import a_meeting, noted, point

pytestmark = pytest.mark.django_db
LATE = dt.datetime(2031, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def stuck():
    """Two meetings whose day has come; the key of the first cannot be overwritten."""
    notes = [noted(a_meeting(code=code)) for code in ("AA11", "BB22")]
    for note in notes:
        point(note, "Wells run dry.")
    key = Path(settings.KEY_FOLDER) / notes[0].scope / "words.wrapped"
    key.unlink()
    key.mkdir()
    return key


def test_every_other_meeting_is_destroyed_on_its_day(stuck):
    with pytest.raises(ExceptionGroup, match="Not every destruction"):
        destroying.destroy_what_was_promised(LATE)
    assert [one.meeting_code for one in Certificate.objects.all()] == ["BB22"]
    stuck.rmdir()
    destroying.destroy_what_was_promised(LATE)
    assert not Promise.objects.exists()


def test_rule_that_fails_keeps_no_other_from_its_work(monkeypatch):
    def fails(_now):
        raise OSError

    monkeypatch.setattr(retention, "_rules", {"a": fails, "b": lambda _now: 3})
    went: list[str] = []
    monkeypatch.setitem(retention._rules, "c", lambda _now: went.append("c") or 1)
    with pytest.raises(ExceptionGroup) as told:
        retention.sweep(LATE)
    assert went == ["c"]
    assert [type(fault) for fault in told.value.exceptions] == [OSError]
