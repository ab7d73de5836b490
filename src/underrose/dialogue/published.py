"""What readers know of a meeting already: its programme, as it stands on the public page and as those remember it who were there."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import override

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.programme import outline, versions
from underrose.programme.announcements import TALKING
from underrose.programme.models import Kind
from underrose.programme.outline import Session
from underrose.programme.rendering import Programme

ENGLISH = "en"
"""In which the guard knows the words for a chair and a speaker."""


def texts(meeting: Meeting) -> tuple[str, ...]:
    """Every public document of the meeting. Who is named there may be named again, but never beside words."""
    version = None if meeting.is_undisclosed else versions.latest(meeting)
    if version is None or versions.is_damaged(version):
        return ()
    with override(ENGLISH):
        return ("\n\n".join(_printed(versions.shown(meeting, version, Audience.public))),)


def as_it_was(meeting: Meeting) -> tuple[str, ...]:
    """Sessions with everybody who has a task: whoever was there knows who chaired which, named on paper or not."""
    numbers: Counter[str] = Counter()
    with override(ENGLISH):
        told = [line for one in outline.of(meeting).sessions() for line in _remembered(one, numbers)]
    return ("\n\n".join(told),) if told else ()


def _printed(programme: Programme) -> Iterator[str]:
    numbers: Counter[str] = Counter()
    for day in programme.days:
        for item in day.items:
            yield f"{_numbered(item.kind, numbers)}{item.title}"
            for line in item.lines:
                yield f"{line.label}: {', '.join(line.people)}"


def _remembered(session: Session, numbers: Counter[str]) -> Iterator[str]:
    yield f"{_numbered(session.kind, numbers)}{session.title}"
    groups = {one.key: one.number for one in session.groups}
    # Those of the session before those of its groups: a line belongs to the heading above it.
    for one in sorted(session.assignments, key=lambda one: groups.get(one.group, 0) if one.group else 0):
        if one.group in groups:
            yield f"Group {groups[one.group]}"
        yield f"{one.task.label}: {one.label}"


def _numbered(kind: Kind, numbers: Counter[str]) -> str:
    """Which session it is, as people count them: of all in which is spoken, and of the plenaries alone."""
    if kind not in TALKING:
        return ""
    numbers.update(["session", kind])
    plenary = f", plenary {numbers[kind]}" if kind == Kind.plenary else ""
    return f"Session {numbers['session']}{plenary}: "
