"""Calendar entries that travel by mail: asked for, changed and called off (RFC 5545, RFC 5546)."""

from underrose.methods.calendars.entry import Attendee, Entry, House, UnknownZone
from underrose.methods.calendars.feed import Published, published
from underrose.methods.calendars.itip import cancel, content_type, request

__all__ = [
    "Attendee",
    "Entry",
    "House",
    "Published",
    "UnknownZone",
    "cancel",
    "content_type",
    "published",
    "request",
]
