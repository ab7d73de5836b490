"""A calendar that is fetched: what each entry says, and what a neutral one does not."""

import datetime as dt
import random

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.calendars import Entry, House, Published, UnknownZone, published

HOUSE = House("The House", "office@house.example")
HOUR = dt.datetime(2027, 3, 3, 9, 0)  # noqa: DTZ001 - as the clock at the place shows it


def entry(**facts) -> Entry:
    told = {
        "uid": "one@house.example",
        "sequence": 0,
        "stamped_on": dt.date(2026, 11, 22),
        "starts": HOUR,
        "ends": HOUR + dt.timedelta(hours=1),
        "summary": "Opening",
        "zone": "Europe/Zurich",
        "location": "Great Hall",
        "url": "https://house.example/programme/",
    }
    return Entry(**{**told, **facts})


def read(content: bytes) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(content)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_entry_says_when_and_where_by_the_clock_of_the_place() -> None:
    (event,) = read(published([Published(entry())], house=HOUSE, name="Programme")).walk("VEVENT")
    assert event.decoded("DTSTART").utcoffset() == dt.timedelta(hours=1)
    assert [str(event[name]) for name in ("SUMMARY", "LOCATION", "STATUS", "CLASS", "URL")] == [
        "Opening", "Great Hall", "CONFIRMED", "PUBLIC", "https://house.example/programme/",
    ]  # fmt: skip
    assert event["ORGANIZER"].params["CN"] == "The House"
    assert "ATTENDEE" not in event


def test_zone_stands_once_from_its_first_year_on() -> None:
    later = entry(
        uid="two@house.example", starts=HOUR.replace(year=2028), ends=HOUR.replace(year=2028, hour=10)
    )
    zones = read(published([Published(later), Published(entry())], house=HOUSE, name="P")).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Zurich"]


def test_whole_days_need_no_zone() -> None:
    days = entry(starts=dt.date(2027, 3, 3), ends=dt.date(2027, 3, 5), zone="")
    found = read(published([Published(days)], house=HOUSE, name="P"))
    assert (found.walk("VTIMEZONE"), found.walk("VEVENT")[0].decoded("DTEND")) == ([], dt.date(2027, 3, 6))


def test_cancelled_and_personal_entries_say_so() -> None:
    found = [Published(entry(), is_cancelled=True), Published(entry(uid="2@h"), is_personal=True)]
    first, second = read(published(found, house=HOUSE, name="P")).walk("VEVENT")
    assert [str(first[name]) for name in ("STATUS", "TRANSP")] == ["CANCELLED", "TRANSPARENT"]
    assert (str(second["CLASS"]), "TRANSP" in second) == ("PRIVATE", False)


def test_neutral_entry_tells_hours_and_nothing_else() -> None:
    content = published([Published(entry(neutral_summary="Meeting"))], house=None, name="Meeting").decode()
    assert [
        word for word in ("Opening", "Great Hall", "house.example/programme", "ORGANIZER") if word in content
    ] == []
    assert ("SUMMARY;LANGUAGE=en:Meeting" in content, "CLASS:CONFIDENTIAL" in content) == (True, True)


def test_empty_feed_is_a_feed() -> None:
    assert read(published([], house=HOUSE, name="P")).walk("VEVENT") == []


def test_unknown_zone_is_refused_in_words() -> None:
    with pytest.raises(UnknownZone, match="Nowhere"):
        entry(zone="Nowhere/Land")


@given(st.text(max_size=300), st.text(max_size=80), st.randoms(use_true_random=False))
def test_no_word_begins_a_line_of_its_own(summary: str, location: str, rng: random.Random) -> None:
    """Whatever stands in a title, the file has the same entries and is folded as RFC 5545 asks."""
    wild = summary + rng.choice(["\r\nBEGIN:VEVENT", "\nATTENDEE:mailto:x@y.z", "", ";,\\:"])
    content = published([Published(entry(summary=wild, location=location))], house=HOUSE, name=wild)
    assert len(read(content).walk("VEVENT")) == 1
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert b"\r\nATTENDEE" not in content
