"""What people are told of the end of their words, in every language and on every page, is what is counted."""

import datetime as dt
from pathlib import Path

import pytest

from underrose.programme import kept_until
from underrose.programme.regime_words import words

PAGES = Path(kept_until.__file__).parent / "templates" / "programme" / "personal"
SAID = {
    "en": ("nine months", "thirty days"),
    "fr": ("neuf mois", "trente jours"),
    "ar": ("تسعة أشهر", "ثلاثين يوما"),
}
"""As the two numbers are written out; whoever changes them writes them anew here and in those words."""


@pytest.mark.parametrize(
    ("end_on", "last"),
    [
        (dt.date(2027, 3, 5), dt.date(2027, 12, 5)),
        (dt.date(2027, 5, 31), dt.date(2028, 2, 29)),
        (dt.date(2026, 5, 31), dt.date(2027, 2, 28)),
        (dt.date(2027, 12, 31), dt.date(2028, 9, 30)),
    ],
)
def test_last_day_is_nine_months_after_the_meeting(end_on: dt.date, last: dt.date):
    assert kept_until.latest(end_on) == last


def test_numbers_are_those_that_are_written_out():
    assert (kept_until.AFTER_THE_MEETING_MONTHS, kept_until.AFTER_THE_REPORT.days) == (9, 30)


@pytest.mark.parametrize("language", sorted(SAID))
def test_chair_reads_out_what_is_counted(language: str):
    months, days = SAID[language]
    known = words()[language]
    assert [months in known["paper"][name] for name in ("undated", "dated")] == [True, True]
    assert days in known["words"]["until"].replace("ً", "")


def test_guests_read_what_is_counted_on_their_own_page():
    page = (PAGES / "regimes.html").read_text(encoding="utf-8")
    assert all(said in page for said in SAID["en"])
