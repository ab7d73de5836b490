"""People who have not met and whose work touches: for one guest those who opted in as well, each with the reasons.

    introductions.of(guest, cards, now) -> tuple[Suggested, ...]     # a constant number of questions

Nobody is ranked: they stand in the order of their names. Nobody stands there who was kept apart from the guest, who sat
with them at a table of a round that has begun, or works for the same body. Of a protected person only themes are told, and
they stand there wherever they sat: whoever missed them after a round would know who they are. So does whoever chose to
appear under another name, or those would show who of them is protected.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.methods.documents.name_cards import NameCard
from underrose.participation import delegates, room
from underrose.participation.delegates import Carded
from underrose.participation.models import GUESTS, Participant
from underrose.programme import in_numbers
from underrose.programme.models import Company, Introduction, Pairing, Seat
from underrose.programme.sentences import listed


@dataclass(frozen=True, slots=True, repr=False)
class Suggested:
    """Somebody the guest has not met, as their badge has them."""

    name: str
    native: str
    about: str
    words: str
    reasons: tuple[str, ...]


def of(guest: Participant, cards: Mapping[UUID, Carded], now: datetime) -> tuple[Suggested, ...]:
    """In the order of the cards; nobody, unless the guest has opted in too."""
    rows = {row.participant_id: row for row in _rows(guest.meeting)}
    mine = rows.pop(guest.key, None)
    if mine is None:
        return ()
    apart, met, themes = _apart(guest), _colleagues(guest) | _sat_with(guest, now), _themes(guest.meeting)
    return tuple(
        _suggested(rows[key], one.card, shared)
        for key, one in cards.items()
        if key in rows and key not in apart and (key not in met or _is_under_alias(rows[key]))
        if (shared := _shared(mine, rows[key], themes))
    )


def about(card: NameCard) -> str:
    """What a badge says besides the name."""
    return listed([part for part in (card.role, card.organisation) if part])


def words_of(row: Introduction) -> str:
    """Blank once the key is gone."""
    with suppress(Destroyed, WillNotOpen):
        return str(row.words or "")
    return ""


def _rows(meeting: Meeting) -> Iterable[Introduction]:
    found = Introduction.objects.filter(participant__meeting=meeting, participant__capacity__in=GUESTS)
    return found.select_related("participant__person")


def _themes(meeting: Meeting) -> Mapping[str, str]:
    return {str(theme.key): theme.words for theme in meeting.themes.all()}


def _shared(mine: Introduction, other: Introduction, themes: Mapping[str, str]) -> tuple[str, ...]:
    """In the order of the note."""
    both = set(mine.themes) & set(other.themes)
    return tuple(words for key, words in themes.items() if key in both)


def _is_protected(row: Introduction) -> bool:
    return row.participant.person.is_sealed


def _is_under_alias(row: Introduction) -> bool:
    """Protected, or by choice: nobody sees which."""
    return _is_protected(row) or delegates.is_under_alias(row.participant)


def _suggested(row: Introduction, card: NameCard, shared: tuple[str, ...]) -> Suggested:
    is_protected = _is_protected(row)
    reasons = [_("You both work on “%(theme)s”.") % {"theme": theme} for theme in shared]
    if not _is_under_alias(row):
        reasons.append(_("You have not sat in one group."))
    return Suggested(
        name=card.name,
        native=card.native,
        about=about(card),
        words="" if is_protected else words_of(row),
        reasons=tuple(reasons),
    )


def _apart(guest: Participant) -> set[UUID]:
    """Whoever is not to sit with them is not introduced to them either. Why is not asked."""
    rows = Pairing.objects.filter(Q(one=guest) | Q(other=guest), meeting=guest.meeting, company=Company.apart)
    return {key for pair in rows.values_list("one", "other") for key in pair}


def _colleagues(guest: Participant) -> set[UUID]:
    people = room.sitters(guest.meeting)
    body = next((one.body for one in people if one.participant == guest.key), None)
    return {one.participant for one in people if body is not None and one.body == body}


def _sat_with(guest: Participant, now: datetime) -> set[UUID]:
    """At tables of rounds that have begun, here and at earlier meetings."""
    here = {**room.seen_before(guest.meeting), guest.key: guest.key}
    before = {key for key, now_here in here.items() if now_here == guest.key}
    mine = Seat.objects.filter(participant__in=before, session__is_removed=False)
    tables = [
        seat.group_id
        for seat in mine.select_related("session__day__meeting__venue")
        if seat.participant_id != guest.key or in_numbers.has_begun(seat.session, now)
    ]
    found = Seat.objects.filter(group__in=tables).values_list("participant", flat=True)
    return {here.get(key, key) for key in found}
