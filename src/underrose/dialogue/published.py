"""What readers outside know of a meeting already: its programme as it stands on the public page, as one run of words."""

from collections.abc import Iterator

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.programme import versions
from underrose.programme.rendering import Programme


def texts(meeting: Meeting) -> tuple[str, ...]:
    """Every public document of the meeting. Who is named there may be named again, but never beside words."""
    return () if meeting.is_undisclosed else _programme(meeting, Audience.public)


def for_participants(meeting: Meeting) -> tuple[str, ...]:
    """The programme as it lies on the tables: whoever was there knows who chaired which session."""
    return _programme(meeting, Audience.participants)


def _programme(meeting: Meeting, reader: Audience) -> tuple[str, ...]:
    version = versions.latest(meeting)
    if version is None or versions.is_damaged(version):
        return ()
    return ("\n\n".join(_lines(versions.shown(meeting, version, reader))),)


def _lines(programme: Programme) -> Iterator[str]:
    for day in programme.days:
        for item in day.items:
            yield item.title
            for line in item.lines:
                yield f"{line.label}: {', '.join(line.people)}"
