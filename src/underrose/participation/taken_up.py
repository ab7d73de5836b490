"""Whether what an organisation wrote of somebody is still its own, or the house has made something of it."""

from collections.abc import Collection
from uuid import UUID

from underrose.participation import named
from underrose.participation.models import Candidate, Stage, Standing
from underrose.people.actions import introductions


def among(candidates: Collection[Candidate]) -> set[UUID]:
    """Those candidates of whom anybody besides the organisation has said anything, here or in any other meeting.

    It stays the organisation's own only as long as the person is the one it introduced, the team has moved nothing,
    not one other row points at the person or the candidate, and all that is known is what it wrote.
    """
    own = [one for one in candidates if _is_as_listed(one)]
    persons = [one.person for one in own]
    said = {one.person: named.as_particulars(told) for one in own if (told := named.of(one))}
    changed = introductions.changed_since(said)
    changed |= introductions.spoken_of(persons, but_for=own)
    placed = introductions.spoken_of(own, own=(Standing,))
    still = {one.key for one in own if one.person_id not in changed and one.key not in placed}
    still |= {one.key for one in candidates if _is_as_joined(one)}
    return {one.key for one in candidates} - still


def _is_as_joined(candidate: Candidate) -> bool:
    """Words that joined a candidate who was there: the same page as for any other, so that it tells nothing."""
    told = named.of(candidate)
    return told is not None and told.joined == named.how_far(candidate)


def _is_as_listed(candidate: Candidate) -> bool:
    told = named.of(candidate)
    return (
        told is not None
        and candidate.stage == Stage.long_list
        and candidate.revision == 1
        and told.person == str(candidate.person_id)
        and told.revision == candidate.person.revision
    )
