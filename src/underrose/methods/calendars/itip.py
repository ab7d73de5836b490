"""An entry as an iTIP message: REQUEST for one attendee, CANCEL for the same.

Nothing in it says more than the person may show on a screen: no description, no other attendee, no hour of sending.
"""

from datetime import UTC, datetime, time

from icalendar import Calendar, Event, vCalAddress, vDatetime, vText

from underrose.methods.calendars import zones
from underrose.methods.calendars.entry import Attendee, Entry, House, mail_address, words

_PRODUCT = "-//Underrose//Underrose//EN"


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
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if entry.is_timed:
        calendar.add_component(zones.component(entry.zone, entry.starts.year))
    calendar.add_component(_event(status, entry, house, attendee))
    return bytes(calendar.to_ical(sorted=False))


def _event(status: str, entry: Entry, house: House, attendee: Attendee) -> Event:
    starts, ends = entry.span()
    event = Event()
    event.add("uid", words(entry.uid))
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
    # They have accepted on their own page: the calendar asks them nothing more.
    answered = {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE", "ROLE": "REQ-PARTICIPANT", "CUTYPE": "INDIVIDUAL"}
    event.add("attendee", _address("" if entry.is_neutral else attendee.name, attendee.address, **answered))
    return event


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
