"""A calendar that is fetched again and again (METHOD:PUBLISH, RFC 5546): entries without attendees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from icalendar import Calendar, Event, vCalAddress, vDatetime, vText

from underrose.methods.calendars import zones
from underrose.methods.calendars.entry import Entry, House, mail_address, words

_PRODUCT = "-//Underrose//Underrose//EN"
_HOURS = "PT6H"
"""How often a program may ask again."""


@dataclass(frozen=True, slots=True)
class Published:
    """An entry of a feed. One that no longer takes place is told for a while, so that calendars take it out."""

    entry: Entry
    is_cancelled: bool = False
    is_personal: bool = False
    """Somebody's own: calendars that are shared show such an entry as busy."""


def published(entries: Iterable[Published], *, house: House | None, name: str) -> bytes:
    """The whole feed. Without a house nobody is named as organiser: for feeds that must tell nothing."""
    found = list(entries)
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", words(name))
    calendar.add("x-wr-calname", words(name))
    calendar["REFRESH-INTERVAL"] = vText(_HOURS)
    calendar["REFRESH-INTERVAL"].params["VALUE"] = "DURATION"
    for zone, year in sorted(_zones(found).items()):
        calendar.add_component(zones.component(zone, year))
    for one in found:
        calendar.add_component(_event(one, house))
    return bytes(calendar.to_ical(sorted=False))


def _zones(found: Iterable[Published]) -> dict[str, int]:
    """Each zone once, from its first year on."""
    zones_of: dict[str, int] = {}
    for one in found:
        if one.entry.is_timed:
            year = one.entry.starts.year
            zones_of[one.entry.zone] = min(year, zones_of.get(one.entry.zone, year))
    return zones_of


def _event(one: Published, house: House | None) -> Event:
    entry = one.entry
    starts, ends = entry.span()
    event = Event()
    event.add("uid", words(entry.uid))
    event.add("sequence", entry.sequence)
    event["DTSTAMP"] = vDatetime(datetime.combine(entry.stamped_on, time(), UTC))
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", _said(entry.neutral_summary if entry.is_neutral else entry.summary, entry.language))
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("class", _class(one))
    if one.is_cancelled:
        event.add("transp", "TRANSPARENT")
    if not entry.is_neutral:
        if words(entry.location):
            event.add("location", _said(entry.location, entry.language))
        if entry.url:
            event.add("url", words(entry.url))
        if house is not None:
            organiser = vCalAddress(mail_address(house.address))
            organiser.params["CN"] = words(house.name).replace('"', "'")
            event["ORGANIZER"] = organiser
    return event


def _class(one: Published) -> str:
    if one.entry.is_neutral:
        return "CONFIDENTIAL"
    return "PRIVATE" if one.is_personal else "PUBLIC"


def _said(text: str, language: str) -> vText:
    found = vText(words(text))
    found.params["LANGUAGE"] = language
    return found
