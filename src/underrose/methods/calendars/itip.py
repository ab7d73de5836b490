"""An entry as an iTIP message: REQUEST for one attendee, CANCEL for the same.

Nothing in it says more than the person may show on a screen: no description, no other attendee, no hour of sending.
Guests of one meeting have the same entry but for its uid and their name: what is alike is written once.
"""

from dataclasses import replace
from datetime import UTC, datetime, time
from functools import lru_cache

from icalendar import Calendar, Event, vCalAddress, vDatetime, vText
from icalendar.parser import Contentline

from underrose.methods.calendars import zones
from underrose.methods.calendars.entry import Attendee, Entry, House, mail_address, words

_PRODUCT = "-//Underrose//Underrose//EN"
_ALIKE = 64  # entries whose common lines are kept
# Lines that stand for those of one person. No words reach the beginning of a line: a longer line goes on after a blank.
_UID, _ATTENDEE = "uid", Attendee("", "attendee@place.invalid")


def request(entry: Entry, *, house: House, attendee: Attendee) -> bytes:
    """Puts the entry into a calendar, or replaces it there when its sequence is higher."""
    return _message("REQUEST", "CONFIRMED", entry, house, attendee)


def cancel(entry: Entry, *, house: House, attendee: Attendee) -> bytes:
    """Takes the entry out again: the same uid, a sequence no lower than the last that was sent."""
    return _message("CANCEL", "CANCELLED", entry, house, attendee)


def content_type(method: str) -> str:
    """For the part of the mail that holds it; a program finds the method here and in the text."""
    return f'text/calendar; charset="utf-8"; method={method}'


def _message(method: str, status: str, entry: Entry, house: House, attendee: Attendee) -> bytes:
    head, middle, end = _alike(method, status, replace(entry, uid=_UID), house)
    return head + _uid_line(entry.uid) + middle + _attendee_line(entry, attendee) + end


@lru_cache(maxsize=_ALIKE)
def _alike(method: str, status: str, entry: Entry, house: House) -> tuple[bytes, bytes, bytes]:
    """The lines around those of one person; they hold nothing of anybody."""
    written = _whole(method, status, entry, house)
    head, rest = _parted(written, _uid_line(_UID))
    middle, end = _parted(rest, _attendee_line(entry, _ATTENDEE))
    return head, middle, end


def _parted(written: bytes, line: bytes) -> tuple[bytes, bytes]:
    before, found, after = written.partition(b"\r\n" + line)
    assert found
    return before + b"\r\n", after


def _whole(method: str, status: str, entry: Entry, house: House) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if entry.is_timed:
        calendar.add_component(zones.component(entry.zone, entry.starts.year))
    calendar.add_component(_event(status, entry, house))
    return bytes(calendar.to_ical(sorted=False))


def _event(status: str, entry: Entry, house: House) -> Event:
    starts, ends = entry.span()
    event = Event()
    event.add("uid", _UID)
    event.add("sequence", entry.sequence)
    event["DTSTAMP"] = vDatetime(datetime.combine(entry.stamped_on, time(), UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _said(entry.neutral_summary if entry.is_neutral else entry.summary, entry.language))
    event.add("status", status)
    event.add("class", "CONFIDENTIAL" if entry.is_neutral else "PRIVATE")
    event.add("transp", "OPAQUE")
    if not entry.is_neutral:
        if words(entry.location):
            event.add("location", _said(entry.location, entry.language))
        if entry.url:
            event.add("url", words(entry.url))
    event["ORGANIZER"] = _address(house.name, house.address)
    event.add("attendee", _attendee(entry, _ATTENDEE))
    return event


def _attendee(entry: Entry, attendee: Attendee) -> vCalAddress:
    # They have accepted on their own page: the calendar asks them nothing more.
    answered = {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT", "CUTYPE": "INDIVIDUAL"}
    return _address("" if entry.is_neutral else attendee.name, attendee.address, **answered)


def _uid_line(uid: str) -> bytes:
    return _line("UID", vText(words(uid)))


def _attendee_line(entry: Entry, attendee: Attendee) -> bytes:
    return _line("ATTENDEE", _attendee(entry, attendee))


def _line(name: str, value: vText | vCalAddress) -> bytes:
    return bytes(Contentline.from_parts(name, value.params, value, sorted=False).to_ical()) + b"\r\n"


def _said(text: str, language: str) -> vText:
    found = vText(words(text))
    found.params["LANGUAGE"] = language
    return found


def _address(name: str, address: str, **parameters: str) -> vCalAddress:
    found = vCalAddress(mail_address(address))
    if shown := words(name).replace('"', "'"):
        found.params["CN"] = shown
    for key, value in parameters.items():
        found.params[key] = value
    return found
