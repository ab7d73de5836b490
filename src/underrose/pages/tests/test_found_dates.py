"""Dates out of files, in the words of whoever reads."""

import pytest
from django.utils.translation import override

from underrose.pages.found_dates import said, said_within


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-11-22T10:11:00Z", "Sunday 22 November 2026, 10:11 UTC"),
        ("2026-11-22T10:11:00.123+02:00", "Sunday 22 November 2026, 10:11 UTC+02:00"),
        ("2026-11-22 10:11:59", "Sunday 22 November 2026, 10:11"),
        ("2026-11-22", "Sunday 22 November 2026"),
        ("2026:11:22 10:11:59", "Sunday 22 November 2026, 10:11"),
        ("D:20261122101159Z00'00'", "Sunday 22 November 2026, 10:11 UTC"),
        ("D:20261122101159-05'30'", "Sunday 22 November 2026, 10:11 UTC-05:30"),
        ("D:20261122", "Sunday 22 November 2026"),
        ("2026-02-30T10:11:00Z", "2026-02-30T10:11:00Z"),
        ("2026-11-22T25:11:00Z", "2026-11-22T25:11:00Z"),
        ("0000-00-00", "0000-00-00"),
        ("last spring", "last spring"),
        ("1 minutes spent on it", "1 minute spent on it"),
        ("75 minutes spent on it", "75 minutes spent on it"),
        ("", ""),
    ],
)
def test_date_of_a_file_is_said_as_people_say_it(written: str, read: str):
    assert said(written) == read


def test_date_is_said_in_the_language_of_the_reader():
    with override("ar"):
        assert said("2026-11-22T10:11:00Z") == "الأحد 22 نوفمبر 2026، \u206610:11 UTC\u2069"


def test_date_of_a_camera_among_other_words():
    assert said_within("Canon, 2026:11:22 10:11:59") == "Canon, Sunday 22 November 2026, 10:11"
    assert said_within("1:2:3 2026:99:22 10:11:59") == "1:2:3 2026:99:22 10:11:59"
