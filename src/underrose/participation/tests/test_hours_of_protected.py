"""At which hour a letter leaves tells where somebody is: of protected people it tells where the meeting is."""

import datetime as dt

import pytest

from underrose.participation import reminding

from .asked import person, protected, sent
from .furnished import furnished

pytestmark = pytest.mark.django_db


def test_a_reminder_of_a_protected_guest_waits_for_the_morning_of_the_venue():
    meeting = furnished()
    two = [
        sent(meeting, protected(time_zone="Asia/Tokyo")),
        sent(meeting, person("Ama Okoro", time_zone="Europe/London")),
    ]
    in_the_clear = sent(meeting, person("Lan Pham", time_zone="Asia/Tokyo"))
    said = {"when": "day", "on": dt.date(2026, 11, 24)}
    now = dt.datetime(2026, 11, 23, 20, tzinfo=dt.UTC)
    hours = reminding.hours([*two, in_the_clear], said, now)
    assert hours[two[0].key] == hours[two[1].key] != hours[in_the_clear.key]
