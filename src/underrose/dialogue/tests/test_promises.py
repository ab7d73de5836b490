"""The day on which the room ends is the day that the chair read out before anybody spoke."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings

from underrose.dialogue import promises
from underrose.kit.templatetags.kit import day
from underrose.programme import regime_papers
from underrose.programme.announcements import regimes_of

from .roomful import TODAY, a_meeting, a_session

pytestmark = pytest.mark.django_db
SAYS_IT = (
    Path(promises.__file__).parent / "templates" / "dialogue" / "promise.html",
    settings.PROJECT / "docs" / "how-to" / "end-the-room.md",
)


@pytest.mark.parametrize("end_on", [dt.date(2027, 3, 5), dt.date(2027, 5, 31)])
def test_chair_reads_out_the_day_on_which_it_is_done(end_on: dt.date):
    meeting = a_meeting(start_on=end_on, end_on=end_on, regime="private")
    session = a_session(meeting)
    said = " ".join(regime_papers.paragraphs(meeting, regimes_of(meeting, session), "en"))
    assert day(promises.promised_for(meeting, TODAY)) in said


def test_report_brings_the_day_nearer_and_never_takes_it_further():
    meeting = a_meeting(start_on=dt.date(2027, 3, 5), end_on=dt.date(2027, 3, 5))
    told = [
        promises.promised_for(meeting, TODAY, on) for on in (None, dt.date(2027, 4, 1), dt.date(2028, 1, 1))
    ]
    assert told == [dt.date(2027, 12, 5), dt.date(2027, 5, 1), dt.date(2027, 12, 5)]


def test_page_and_help_say_both_numbers_in_words():
    for path in SAYS_IT:
        words = path.read_text(encoding="utf-8")
        assert ["nine months after the meeting" in words, "thirty days after its report" in words] == [
            True,
            True,
        ]
