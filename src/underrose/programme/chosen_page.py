"""What pages say of what guests chose: to a guest their own, to the team numbers alone."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from underrose.concept.models import Meeting
from underrose.participation import delegates
from underrose.participation.models import Participant
from underrose.programme import introductions
from underrose.programme.introductions import Suggested
from underrose.programme.models import Introduction, Session, TopicWish
from underrose.programme.rules import chosen as rules
from underrose.programme.sentences import listed


@dataclass(frozen=True, slots=True, repr=False)
class Introductions:
    """One guest's page."""

    is_in: bool
    is_protected: bool
    appears_as: str
    """What others would read of them."""
    themes: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]
    chosen_words: tuple[str, ...]
    words: str
    people: tuple[Suggested, ...]
    closed: str


@dataclass(frozen=True, slots=True)
class RoundTotal:
    title: str
    on: date
    topics: int
    said: int


@dataclass(frozen=True, slots=True)
class Totals:
    guests: int
    introduced: int
    rounds: tuple[RoundTotal, ...]


def introductions_of(guest: Participant, today: date, now: datetime) -> Introductions:
    row = Introduction.objects.filter(participant=guest).select_related("participant").first()
    themes = tuple((str(theme.key), theme.words) for theme in guest.meeting.themes.all())
    chosen = tuple(row.themes) if row else ()
    cards = delegates.carded(guest.meeting, today)
    card = cards[guest.key].card
    return Introductions(
        is_in=row is not None,
        is_protected=guest.person.is_sealed,
        appears_as=listed([part for part in (card.name, introductions.about(card)) if part]),
        themes=themes,
        chosen=chosen,
        chosen_words=tuple(words for key, words in themes if key in chosen),
        words=introductions.words_of(row) if row else "",
        people=introductions.of(guest, cards, now) if row else (),
        closed=rules.may_be_introduced(guest.meeting, today),
    )


def totals(meeting: Meeting) -> Totals:
    """Numbers for the team. Who opted in to introductions stands on no page of the desk."""
    guests = Participant.objects.filter(meeting=meeting).confirmed().guests()
    said = TopicWish.objects.filter(topic__session__day__meeting=meeting, participant__in=guests)
    asked = said.values_list("topic__session").annotate(number=Count("participant", distinct=True))
    by_round = dict(asked)
    rows = Session.objects.of(meeting).breakouts().annotate(topics_of=Count("topics"))
    offered = rows.filter(topics_of__gte=rules.FEWEST_TOPICS).order_by("day__on", "begins", "key")
    return Totals(
        guests=guests.count(),
        introduced=Introduction.objects.filter(participant__in=guests).count(),
        rounds=tuple(
            RoundTotal(title, on, topics, by_round.get(key, 0))
            for key, title, on, topics in offered.values_list("key", "title", "day__on", "topics_of")
        ),
    )
