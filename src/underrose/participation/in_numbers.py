"""The brief and its candidates as the values the method of composition works with. Nobody's name goes in.

A category is a constituency by its names in files, a candidate a key; what comes back is looked up by those.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from underrose.methods.allocation import composition as numbers
from underrose.participation.models import (
    GUESTS,
    Brief,
    Candidate,
    Capacity,
    Constituency,
    Crossing,
    Invitation,
    InvitationState,
    Participant,
    Place,
    Standing,
)
from underrose.participation.rules.briefs import faults_of
from underrose.people import posts

# How the method calls what became of an invitation.
_BY_INVITATION = {
    InvitationState.prepared: numbers.Standing.open,
    InvitationState.sent: numbers.Standing.open,
    InvitationState.tentative: numbers.Standing.tentative,
    InvitationState.accepted: numbers.Standing.accepted,
    InvitationState.declined: numbers.Standing.declined,
    InvitationState.withdrawn: numbers.Standing.withdrawn,
}
_BY_PLACE = {
    Place.confirmed: numbers.Standing.accepted,
    Place.reserve: numbers.Standing.not_invited,
    Place.withdrawn: numbers.Standing.withdrawn,
}


def problem_of(brief: Brief, candidates: Iterable[Candidate], today: date) -> numbers.Composition:
    """What a wave is chosen from, in a constant number of queries. Targets that contradict themselves are left out.

    Raises `numbers.Unworkable` where two who must be there cannot be there together.
    """
    chosen = list(candidates)
    keys = {one.key for one in chosen}
    bodies = _bodies(chosen, today)
    categories, standings = _categories(brief, chosen), _standings(brief)
    found = tuple(
        numbers.Candidate(
            key=str(one.key),
            categories=categories.get(one.key, frozenset()) if one.capacity in GUESTS else frozenset(),
            chance=chance(brief, one),
            body=bodies.get(one.person_id, ""),
            is_must_have=one.is_must_have,
            standing=standings.get(one.person_id, numbers.Standing.not_invited),
            counts_to_cap=takes_a_place(brief, one.capacity),
        )
        for one in chosen
    )
    return numbers.Composition(
        candidates=found,
        targets=targets_of(brief),
        cap=len(found) if brief.cap is None else brief.cap,
        conflicts=tuple(
            numbers.Conflict(str(one), str(other))
            for one, other in brief.conflicts.values_list("one", "other")
            if {one, other} <= keys
        ),
    )


def targets_of(brief: Brief) -> tuple[numbers.Target, ...]:
    """What is asked of constituencies and crossings, as far as it can be met at all."""
    return tuple(target for _row, target in asked_of(brief))


def asked_of(brief: Brief) -> tuple[tuple[Constituency | Crossing, numbers.Target], ...]:
    """Each constituency or crossing of which something is asked, with its target."""
    rows: list[tuple[Constituency | Crossing, Constituency, frozenset[numbers.Category]]] = [
        (one, one, frozenset()) for one in _constituencies(brief)
    ]
    rows += [
        (crossing, crossing.one, frozenset({category_of(crossing.other)}))
        for crossing in brief.crossings.select_related("one__axis", "other__axis")
    ]
    return tuple(
        (row, _target(row, constituency, crossed))
        for row, constituency, crossed in rows
        if row.is_asked and row.weight and not any(faults_of(row))
    )


def _target(
    row: Constituency | Crossing, constituency: Constituency, crossed: frozenset[numbers.Category]
) -> numbers.Target:
    return numbers.Target(
        feature=constituency.axis.feature,
        value=constituency.value,
        minimum=row.minimum or 0,
        maximum=row.maximum,
        minimum_flexible=row.minimum_flexible,
        maximum_flexible=row.maximum_flexible,
        weight=float(row.weight),
        crossed_with=crossed,
    )


def category_of(constituency: Constituency) -> numbers.Category:
    return numbers.Category(constituency.axis.feature, constituency.value)


def chance(brief: Brief, candidate: Candidate) -> float:
    """The organiser's assumption about this invitation: their own where there is one, else the general one."""
    own = candidate.expected_acceptance
    return (brief.expected_acceptance if own is None else own) / 100


def takes_a_place(brief: Brief, capacity: str) -> bool:
    """Whether somebody in this capacity counts towards the cap."""
    return capacity in (GUESTS if brief.counts_speakers else (Capacity.participant,))


def _constituencies(brief: Brief) -> Iterable[Constituency]:
    found = Constituency.objects.filter(axis__brief=brief).select_related("axis")
    return found.order_by("axis__position", "position", "key")


def _categories(brief: Brief, candidates: list[Candidate]) -> Mapping[UUID, frozenset[numbers.Category]]:
    known = {one.key: category_of(one) for one in _constituencies(brief)}
    found: dict[UUID, set[numbers.Category]] = {}
    rows = Standing.objects.filter(candidate__meeting=brief.meeting_id, constituency__axis__brief=brief)
    for candidate, constituency in rows.values_list("candidate", "constituency"):
        if constituency in known:
            found.setdefault(candidate, set()).add(known[constituency])
    wanted = {one.key for one in candidates}
    return {key: frozenset(held) for key, held in found.items() if key in wanted}


def _standings(brief: Brief) -> Mapping[UUID, numbers.Standing]:
    """By person: what became of the invitation, and before that, whether they have a place."""
    found = {
        person: _BY_INVITATION[InvitationState(state)]
        for person, state in Invitation.objects.filter(meeting=brief.meeting_id).values_list(
            "candidate__person", "state"
        )
    }
    for person, place in Participant.objects.filter(meeting=brief.meeting_id).values_list("person", "place"):
        found[person] = _BY_PLACE[Place(place)]
    return found


def _bodies(candidates: list[Candidate], today: date) -> Mapping[UUID, str]:
    """Whom each works for; nothing is known here of protected people."""
    held = posts.current([one.person for one in candidates], today)
    return {key: post.organisation for key, post in held.items()}
