"""A meeting's dates as a calendar file that updates and cancels itself (RFC 5545, RFC 5546)."""

import unicodedata
from datetime import timedelta

from underrose import __version__
from underrose.concept import paper
from underrose.concept.concept_note import ConceptNote
from underrose.concept.models import Meeting, State

LONGEST_LINE = 73


def of(meeting: Meeting, note: ConceptNote, *, address: str) -> str:
    """One all-day entry without attendees. A later SEQUENCE replaces an earlier one; postponed is called off until moved."""
    assert note.start_on is not None
    assert note.end_on is not None
    is_off = meeting.state in {State.cancelled, State.postponed}
    day_after = note.end_on + timedelta(days=1)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Underrose//{__version__}//EN",
        f"METHOD:{'CANCEL' if is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{meeting.key}@underrose",
        f"SEQUENCE:{meeting.calendar_sequence}",
        # The day the version was kept, never the moment somebody looked.
        f"DTSTAMP:{_stamp(meeting)}T000000Z",
        f"DTSTART;VALUE=DATE:{note.start_on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day_after:%Y%m%d}",
        f"SUMMARY:{_escaped(note.title)}",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
    ]
    if paper.place(note):
        lines.append(f"LOCATION:{_escaped(paper.place(note))}")
    lines += ["END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _stamp(meeting: Meeting) -> str:
    kept_on = meeting.published.kept_on if meeting.published else meeting.opened_on
    return f"{kept_on:%Y%m%d}"


def _escaped(words: str) -> str:
    words = "".join(" " if unicodedata.category(c) == "Cc" and c != "\n" else c for c in words)
    for character, escape in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        words = words.replace(character, escape)
    return words


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a character."""
    parts, size = [""], 0
    for character in line:
        weight = len(character.encode())
        if size + weight > LONGEST_LINE:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += weight
    return "\r\n".join(parts)
