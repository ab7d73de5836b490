"""The topics of the rounds as one guest may rank them, and what they have said already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from underrose.concept.models import Meeting, State
from underrose.participation.models import Participant
from underrose.programme import in_numbers
from underrose.programme.models import Seat, Session, TopicWish
from underrose.programme.rules import chosen as rules
from underrose.programme.rules import groups

MOST_RANKS = 5
"""More than five wishes make no group better, and no page shorter."""


@dataclass(frozen=True, slots=True)
class RoundOffered:
    """One round with its topics."""

    key: UUID
    title: str
    on: date
    topics: tuple[tuple[UUID, str], ...]
    said: tuple[UUID, ...]
    """Topics this guest has ranked, the dearest first."""
    closed: str
    """Why the choice can no longer be changed; blank as long as it can."""

    @property
    def ranks(self) -> int:
        return min(len(self.topics), MOST_RANKS)

    @property
    def said_titles(self) -> tuple[str, ...]:
        titles = dict(self.topics)
        return tuple(titles[key] for key in self.said if key in titles)


def of(guest: Participant, now: datetime) -> tuple[RoundOffered, ...]:
    """Rounds with at least two topics, in the order of the days. A constant number of questions."""
    rows = _rounds(guest.meeting)
    if not rows:
        return ()
    state = _State.of(guest.meeting, rows)
    said = _said(guest, rows)
    return tuple(
        RoundOffered(
            key=row.key,
            title=row.title,
            on=row.day.on,
            topics=tuple((topic.key, topic.title) for topic in row.topics.all()),
            said=said.get(row.key, ()),
            closed=state.closed(row, now),
        )
        for row in rows
    )


def is_offered(meeting: Meeting) -> bool:
    return bool(_rounds(meeting))


@dataclass(frozen=True, slots=True)
class _State:
    seated: frozenset[UUID]
    is_busy: bool
    is_cancelled: bool

    @classmethod
    def of(cls, meeting: Meeting, rows: list[Session]) -> "_State":
        seated = Seat.objects.filter(session__in=[row.key for row in rows])
        allocation = getattr(meeting, "allocation", None)
        return cls(
            seated=frozenset(seated.values_list("session", flat=True).distinct()),
            is_busy=allocation is not None and groups.is_busy(allocation),
            is_cancelled=meeting.state == State.cancelled,
        )

    def closed(self, row: Session, now: datetime) -> str:
        return rules.may_rank(
            is_seated=row.key in self.seated,
            is_busy=self.is_busy,
            has_begun=in_numbers.has_begun(row, now),
            is_cancelled=self.is_cancelled,
        )


def _rounds(meeting: Meeting) -> list[Session]:
    found = Session.objects.of(meeting).breakouts().select_related("day__meeting__venue")
    rows = found.prefetch_related("topics")
    return [row for row in rows if len(row.topics.all()) >= rules.FEWEST_TOPICS]


def _said(guest: Participant, rows: list[Session]) -> Mapping[UUID, tuple[UUID, ...]]:
    found: dict[UUID, tuple[UUID, ...]] = {}
    wishes = TopicWish.objects.filter(participant=guest, topic__session__in=[row.key for row in rows])
    for session, topic in wishes.order_by("rank", "topic__position").values_list("topic__session", "topic"):
        found[session] = (*found.get(session, ()), topic)
    return found
