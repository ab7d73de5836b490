from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from underrose.methods.calendars import Attendee, Entry, House, UnknownZone, cancel, content_type, request

HOUSE = House("Larkmoor Dialogues", "dialogues@larkmoor.example")
LAYLA = Attendee("Layla Haddad", "layla@estuary.example")
TIMED = Entry(
    uid="4f0c@larkmoor.example",
    sequence=2,
    stamped_on=date(2026, 11, 22),
    starts=datetime(2027, 1, 15, 14, 0),  # noqa: DTZ001 - the clock at the place
    ends=datetime(2027, 1, 17, 13, 30),  # noqa: DTZ001 - the clock at the place
    zone="Europe/Zurich",
    summary="Small harbours, and the law; of open water",
    location="Larkmoor Hall, 3 Tidal Road",
    url="https://larkmoor.example/er2031",
)
WHOLE_DAYS = replace(TIMED, starts=date(2027, 1, 15), ends=date(2027, 1, 17), zone="")


def parsed(raw: bytes) -> Any:
    return Calendar.from_ical(raw)


def event(raw: bytes) -> Any:
    return parsed(raw).walk("VEVENT")[0]


def test_request_says_what_and_when() -> None:
    raw = request(TIMED, house=HOUSE, attendee=LAYLA)
    found = event(raw)
    assert str(parsed(raw)["METHOD"]) == "REQUEST"
    assert (str(found["UID"]), found["SEQUENCE"], str(found["STATUS"])) == (TIMED.uid, 2, "CONFIRMED")
    assert str(found["SUMMARY"]) == TIMED.summary
    assert str(found["LOCATION"]) == TIMED.location
    assert str(found["URL"]) == TIMED.url
    assert found.decoded("DTSTART") == datetime(2027, 1, 15, 14, 0, tzinfo=ZoneInfo("Europe/Zurich"))
    assert found.decoded("DTEND") == datetime(2027, 1, 17, 13, 30, tzinfo=ZoneInfo("Europe/Zurich"))


def test_nothing_else_is_said() -> None:
    assert sorted(event(request(TIMED, house=HOUSE, attendee=LAYLA))) == [
        "ATTENDEE",
        "CLASS",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "LOCATION",
        "ORGANIZER",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "TRANSP",
        "UID",
        "URL",
    ]


def test_one_attendee_and_the_house_invites() -> None:
    raw = request(TIMED, house=HOUSE, attendee=LAYLA)
    found = event(raw)
    assert raw.count(b"\r\nATTENDEE") == 1
    assert str(found["ATTENDEE"]) == "mailto:layla@estuary.example"
    assert dict(found["ATTENDEE"].params) == {
        "CN": "Layla Haddad",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "ROLE": "REQ-PARTICIPANT",
        "CUTYPE": "INDIVIDUAL",
    }
    assert str(found["ORGANIZER"]) == "mailto:dialogues@larkmoor.example"
    assert found["ORGANIZER"].params["CN"] == "Larkmoor Dialogues"


def test_cancel_takes_the_same_entry_out() -> None:
    raw = cancel(replace(TIMED, sequence=3), house=HOUSE, attendee=LAYLA)
    found = event(raw)
    assert str(parsed(raw)["METHOD"]) == "CANCEL"
    assert (str(found["UID"]), found["SEQUENCE"], str(found["STATUS"])) == (TIMED.uid, 3, "CANCELLED")
    assert str(found["ATTENDEE"]) == "mailto:layla@estuary.example"


def test_the_hour_of_sending_is_not_told() -> None:
    assert event(request(TIMED, house=HOUSE, attendee=LAYLA)).decoded("DTSTAMP") == datetime(
        2026, 11, 22, tzinfo=UTC
    )


def test_the_same_entry_gives_the_same_bytes() -> None:
    assert request(TIMED, house=HOUSE, attendee=LAYLA) == request(TIMED, house=HOUSE, attendee=LAYLA)


def test_whole_days_end_on_the_day_after_and_need_no_zone() -> None:
    raw = request(WHOLE_DAYS, house=HOUSE, attendee=LAYLA)
    found = event(raw)
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (date(2027, 1, 15), date(2027, 1, 18))
    assert b"VTIMEZONE" not in raw


def test_a_sensitive_meeting_leaves_title_place_address_and_name_out() -> None:
    quiet = replace(TIMED, neutral_summary="Appointment")
    for raw in (request(quiet, house=HOUSE, attendee=LAYLA), cancel(quiet, house=HOUSE, attendee=LAYLA)):
        found = event(raw)
        assert str(found["SUMMARY"]) == "Appointment"
        assert str(found["CLASS"]) == "CONFIDENTIAL"
        words = raw.replace(b"\r\n ", b"").decode()
        assert [
            told for told in ("harbours", "Larkmoor Hall", "Tidal", "er2031", "Haddad") if told in words
        ] == []


@pytest.mark.parametrize(
    "name",
    [
        "ليلى " * 20,
        "陈伟" * 30,
        'Ann "Lark" O\'Hara; Jr, x:y',
        "Zoë\r\nATTENDEE:mailto:x@x.example",
        "👩🏽‍🚀" * 12,
    ],
)
def test_lines_are_folded_by_octets_and_names_come_back(name: str) -> None:
    entry = replace(TIMED, summary=name, location=name)
    raw = request(entry, house=HOUSE, attendee=replace(LAYLA, name=name))
    lines = raw.split(b"\r\n")
    assert [line for line in lines if len(line) > 75] == []
    assert [line for line in lines if not _is_whole(line)] == []
    assert b"\n" not in raw.replace(b"\r\n", b"")
    found = event(raw)
    plain = " ".join(name.split())
    assert str(found["SUMMARY"]) == plain
    assert found["ATTENDEE"].params["CN"] == plain.replace('"', "'")
    assert raw.count(b"\r\nATTENDEE") == 1


def _is_whole(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


@given(st.text(max_size=120))
def test_no_words_break_the_message(words: str) -> None:
    raw = request(replace(TIMED, summary=words, location=words), house=HOUSE, attendee=LAYLA)
    assert len(parsed(raw).walk("VEVENT")) == 1
    assert raw.count(b"\r\nATTENDEE") == 1


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Zurich",
        "America/New_York",
        "Africa/Casablanca",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Asia/Gaza",
        "Pacific/Chatham",
        "UTC",
    ],
)
def test_the_zone_as_written_shows_the_hours_of_the_zone_as_known(zone: str) -> None:
    raw = request(replace(TIMED, zone=zone), house=HOUSE, attendee=LAYLA)
    (table,) = parsed(raw).walk("VTIMEZONE")
    observances = sorted(_observance(one) for one in table.subcomponents)
    moment = datetime(2026, 2, 1, tzinfo=UTC)
    wrong = []
    while moment < datetime(2028, 12, 1, tzinfo=UTC):
        written = [offset for begins, offset in observances if begins <= moment][-1]
        if written != moment.astimezone(ZoneInfo(zone)).utcoffset():
            wrong.append(moment)
        moment += timedelta(minutes=30)
    assert wrong == []


def _observance(one: Any) -> tuple[datetime, timedelta]:
    """When it begins in universal time: by RFC 5545 its DTSTART is told in the hours before the change."""
    begins = one.decoded("DTSTART") - one.decoded("TZOFFSETFROM")
    return begins.replace(tzinfo=UTC), one.decoded("TZOFFSETTO")


@pytest.mark.parametrize("zone", ["", "Europe", "Mars/Olympus", "../etc/passwd"])
def test_an_unknown_zone_is_named(zone: str) -> None:
    with pytest.raises(UnknownZone, match="is not the name of a time zone"):
        replace(TIMED, zone=zone)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"ends": date(2027, 1, 17)}, "either on days or at hours"),
        ({"ends": datetime(2027, 1, 15, 13, 0)}, "before it begins"),  # noqa: DTZ001 - the clock at the place
        ({"sequence": -1}, "never below nought"),
    ],
)
def test_an_impossible_entry_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(TIMED, **changed)


@pytest.mark.parametrize("address", ["", "layla", "a b@x.example", "a@x.example\nX:y"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="needs a mail address"):
        request(TIMED, house=HOUSE, attendee=Attendee("L", address))


def test_a_place_and_an_address_may_be_missing() -> None:
    found = event(request(replace(TIMED, location=" ", url=""), house=HOUSE, attendee=LAYLA))
    assert ("LOCATION" in found, "URL" in found) == (False, False)


def test_the_part_says_its_method() -> None:
    assert content_type("REQUEST") == 'text/calendar; charset="utf-8"; method=REQUEST'


def test_guests_of_a_meeting_differ_by_their_own_lines_alone() -> None:
    entries = [replace(WHOLE_DAYS, uid=f"{name}@larkmoor.example") for name in ("one", "two", "one")]
    people = [LAYLA, Attendee("Noor Aziz", "noor@estuary.example"), LAYLA]
    raw = [
        request(entry, house=HOUSE, attendee=one).replace(b"\r\n ", b"").splitlines()
        for entry, one in zip(entries, people, strict=True)
    ]
    assert raw[0] == raw[2]
    assert [[a, b] for a, b in zip(raw[0], raw[1], strict=True) if a != b] == [
        [b"UID:one@larkmoor.example", b"UID:two@larkmoor.example"],
        [
            line.replace(b"Noor Aziz", b"Layla Haddad").replace(b"noor@", b"layla@") if is_first else line
            for is_first in (True, False)
            for line in raw[1]
            if line.startswith(b"ATTENDEE")
        ],
    ]


@pytest.mark.parametrize("words", ["UID:uid", "x\r\nUID:uid\r\nATTENDEE:mailto:attendee@place.invalid"])
def test_title_that_looks_like_a_line_of_a_person_stands_where_a_title_stands(words: str) -> None:
    raw = request(replace(TIMED, summary=words, location=words), house=HOUSE, attendee=LAYLA)
    found = event(raw)
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == (" ".join(words.split()),) * 2
    assert (str(found["UID"]), str(found["ATTENDEE"])) == (TIMED.uid, f"mailto:{LAYLA.address}")


def test_other_days_house_or_tone_are_another_entry() -> None:
    seen = {request(TIMED, house=HOUSE, attendee=LAYLA), cancel(TIMED, house=HOUSE, attendee=LAYLA)}
    for change in ({"sequence": 3}, {"neutral_summary": "Meeting"}, {"language": "ar"}, {"location": ""}):
        seen.add(request(replace(TIMED, **change), house=HOUSE, attendee=LAYLA))  # type: ignore[arg-type]
    seen.add(request(TIMED, house=replace(HOUSE, name=""), attendee=LAYLA))
    assert len(seen) == 7
