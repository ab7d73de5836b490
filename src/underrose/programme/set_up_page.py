"""What can be chosen when groups are set up: rounds, rooms, languages, how many there may be, and who needs interpretation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import ngettext

from underrose.concept.models import Meeting
from underrose.kit.numbers import whole
from underrose.participation import room
from underrose.participation.room import Sitter
from underrose.programme import heard, in_numbers, trade_off
from underrose.programme.actions.groups import RoundWish
from underrose.programme.forms.groups import AT_A_TIME, MOST_IN_DETAIL, Choices, Offered, usual
from underrose.programme.models import Allocation, Kind, Session
from underrose.programme.sentences import language_name, languages_in_words, own, shortened_names


@dataclass(frozen=True, slots=True)
class Part:
    """Some groups of a large round, which are named on one screen."""

    session: Session
    first: int
    last: int
    is_here: bool


def offered(allocation: Allocation, wanted: Mapping[str, str], now: datetime) -> Offered:
    """All rounds to come; of very many groups, the names of some of one round, which the address says."""
    meeting = allocation.meeting
    found = in_numbers.rounds_of(meeting, with_meals=allocation.mixes_meals)
    rounds = [one for one in found if not in_numbers.has_begun(one, now)]
    people = room.sitters(meeting)
    used = [one for session in rounds for one in session.groups.all()]
    spoken = {code for one in people for code in one.languages}
    spoken |= {one.language for one in used if one.language} | {allocation.language} - {""}
    lost = heard.needed(people, allocation.language)
    foreign = {code for codes in lost for code in codes}
    foreign |= {code for one in used for code in one.interpreted}
    every = {one.key: range(1, len(one.groups.all()) + 1) for one in rounds}
    is_whole = len(used) <= MOST_IN_DETAIL
    return Offered(
        rounds=rounds,
        features=tuple(in_numbers.features_of(meeting)),
        rooms=[(str(one.key), one.name) for one in meeting.rooms.all()],
        languages=_named(spoken),
        present=in_numbers.present(meeting, rounds),
        detailed=every if is_whole else _some(rounds, wanted),
        is_whole=is_whole,
        foreign=_named(foreign),
        lost=lost,
    )


def tables(meeting: Meeting, found: Offered, now: datetime) -> list[RoundWish]:
    """Of meals that no form has asked about yet, so that one press gives them tables: as many as is usual, and even."""
    asked = {one.key for one in found.rounds}
    rows = [
        one
        for one in in_numbers.rounds_of(meeting, with_meals=True)
        if one.kind == Kind.meal
        and one.key not in asked
        and not one.groups.all()
        and not in_numbers.has_begun(one, now)
    ]
    here = in_numbers.present(meeting, rows)
    return [RoundWish(one.key, usual(here[one.key]), here[one.key]) for one in rows]


def _named(codes: set[str]) -> Choices:
    return sorted(((code, language_name(code)) for code in codes), key=lambda one: str(one[1]))


def _some(rounds: Sequence[Session], wanted: Mapping[str, str]) -> Mapping[UUID, range]:
    first = whole(wanted.get("from", ""), otherwise=1)
    return {one.key: range(first, first + AT_A_TIME) for one in rounds if str(one.key) == wanted.get("round")}


def parts(found: Offered) -> list[Part]:
    """The screens on which the groups of large rounds are named; none where all stand on one."""
    if found.is_whole:
        return []
    return [
        Part(
            one,
            first,
            min(first + AT_A_TIME - 1, len(one.groups.all())),
            first in found.detailed.get(one.key, ()),
        )
        for one in found.rounds
        for first in range(1, len(one.groups.all()) + 1, AT_A_TIME)
    ]


def choices(found: Offered) -> list[trade_off.Choice]:
    """What arithmetic says of more or fewer groups, for the rounds that are still to come."""
    if not found.rounds:
        return []
    people = max(found.present.values())
    here = len(found.rounds[0].groups.all()) or max(2, round(people / 8))
    return trade_off.choices(people, len(found.rounds), here)


def need(found: Offered) -> list[str]:
    """Who needs interpretation, in a sentence for each language."""
    return [_need(codes, people) for codes, people in sorted(found.lost.items())]


def _need(codes: Sequence[str], people: Sequence[Sitter]) -> str:
    words = ngettext(
        "%(count)s guest is known to speak %(languages)s alone: %(names)s.",
        "%(count)s guests are known to speak %(languages)s alone: %(names)s.",
        len(people),
    )
    return words % {
        "count": len(people),
        "languages": languages_in_words(codes),
        "names": shortened_names([own(one.label) for one in people]),
    }
