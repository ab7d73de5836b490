"""What the page of a release shows: what changed, whom it concerns and why, and who gets no letter."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.participation import room
from underrose.programme import change_words, naming, rendering
from underrose.programme.change_words import Told
from underrose.programme.comparison import Change
from underrose.programme.rules import releasing as rules
from underrose.programme.versions import Coming

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Concerned:
    """Somebody whose own sessions or tasks change."""

    key: UUID
    label: str
    told: tuple[Told, ...]
    """What changes for them besides what changes for everybody."""
    is_reached: bool
    """A letter can go to them."""
    is_ticked: bool = True


def of(meeting: Meeting, coming: Coming, ticked: frozenset[UUID] | None = None) -> dict[str, Any]:
    """`ticked` are those chosen before a refusal; at first everybody is."""
    called = naming.of(meeting)
    shared = _shared(coming)
    people = list(_people(meeting, coming, shared, ticked))
    public = rendering.of(meeting, coming.draft, called, Audience.public)
    return {
        "coming": coming,
        "changes": change_words.told(coming.changes, called) if coming.last else [],
        "shared": change_words.told(shared),
        "people": people,
        "reached": [one for one in people if one.is_reached],
        "unreached": [one for one in people if not one.is_reached],
        "named": list(dict.fromkeys(_names(public))),
        "public_refusal": rules.may_be_public(meeting),
        "refusal": rules.may_release(meeting, coming, coming.basis, is_in_public=_was_in_public(coming)),
    }


def is_in_public(meeting: Meeting, coming: Coming) -> bool:
    """As with the last version; of the first one, if the meeting is announced."""
    if rules.may_be_public(meeting):
        return False
    return coming.before.is_in_public if coming.before else meeting.published_id is not None


def _was_in_public(coming: Coming) -> bool:
    return coming.before is not None and coming.before.is_in_public


def _shared(coming: Coming) -> list[Change]:
    """What concerns all of them is said once above the list."""
    if len(coming.concerned) < _SEVERAL:
        return []
    told = Counter(id(change) for own in coming.concerned.values() for change in own)
    return [change for change in coming.changes if told[id(change)] == len(coming.concerned)]


def _people(
    meeting: Meeting, coming: Coming, shared: list[Change], ticked: frozenset[UUID] | None
) -> Iterable[Concerned]:
    """In the order of names as the desk shows them."""
    said = {id(change) for change in shared}
    reached = {one.participant for one in room.addressees(meeting)}
    for key, called in room.called(meeting).items():
        if own := coming.concerned.get(key):
            rest = [change for change in own if id(change) not in said]
            yield Concerned(
                key,
                called.label,
                tuple(change_words.told(rest)),
                key in reached,
                ticked is None or key in ticked,
            )


def _names(shown: rendering.Programme) -> Iterable[str]:
    for item in shown.items():
        for line in item.lines:
            yield from line.people
