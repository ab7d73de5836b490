"""What a guest reads of the rules of the room on their own page: each rule once, with its sessions, and what they accepted when."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from underrose.concept.models import Meeting
from underrose.participation.actions import lists
from underrose.participation.models import Participant
from underrose.programme import announcements, regime_words, versions
from underrose.programme.announcements import Standing, regimes_of
from underrose.programme.models import Acceptance, Session
from underrose.programme.regime_words import Told
from underrose.programme.released import Damaged
from underrose.programme.rules import regimes as rules


@dataclass(frozen=True, slots=True)
class Held:
    """A session as this guest may know it: without a title until the programme is released."""

    title: str
    kind_label: str
    on: date
    begins: time
    ends: time
    accepted_on: date | None
    version: int
    former_on: date | None
    """The day on which they accepted what held before it was changed."""


@dataclass(frozen=True, slots=True)
class Rule:
    told: Told
    sessions: tuple[Held, ...]

    @property
    def is_accepted(self) -> bool:
        return all(one.accepted_on for one in self.sessions)


@dataclass(frozen=True, slots=True)
class Page:
    rules: tuple[Rule, ...]
    asides: tuple[str, ...]
    asked: tuple[UUID, ...]
    """The announcements that the button accepts."""
    changing: int
    """Sessions whose rule was changed and not announced anew yet."""
    closed: str
    protected: tuple[str, ...]
    """What is never told of this guest, whatever the rule; blank for whoever is not protected."""

    @property
    def is_asked_anew(self) -> bool:
        return any(one.former_on and not one.accepted_on for rule in self.rules for one in rule.sessions)


def of(guest: Participant) -> Page:
    """A constant number of questions; nothing of any other guest is asked."""
    meeting: Meeting = guest.meeting
    sessions = list(announcements.talking(meeting))
    stands = announcements.standing(meeting, sessions)
    accepted = _accepted(guest)
    titles, shares = _titles(meeting), lists.shares_list(meeting)
    found: dict[object, list[Session]] = {}
    for one in sessions:
        if stands[one.pk].is_current:
            found.setdefault(regime_words.holding(regimes_of(meeting, one)), []).append(one)
    shown = [
        Rule(
            regime_words.told(regimes_of(meeting, rows[0]), shares_list=shares),
            tuple(_held(one, stands[one.pk], accepted, titles) for one in rows),
        )
        for rows in found.values()
    ]
    current = [row.announcement.pk for row in stands.values() if row.announcement and row.is_current]
    done = {key for rows in accepted.values() for key in rows}
    return Page(
        rules=tuple(shown),
        asides=regime_words.explained(one.told for one in shown),
        asked=tuple(sorted(key for key in current if key not in done)),
        changing=sum(row.announcement is not None and not row.is_current for row in stands.values()),
        closed=rules.may_be_held(meeting),
        protected=_protected(guest, sessions),
    )


def _accepted(guest: Participant) -> Mapping[UUID, Mapping[UUID, date]]:
    """By session and announcement, the day."""
    rows = Acceptance.objects.filter(participant=guest).order_by("announcement__number")
    found: dict[UUID, dict[UUID, date]] = {}
    for session, announcement, on in rows.values_list("announcement__session", "announcement", "accepted_on"):
        found.setdefault(session, {})[announcement] = on
    return found


def _held(
    session: Session,
    stands: Standing,
    accepted: Mapping[UUID, Mapping[UUID, date]],
    titles: Mapping[UUID, str],
) -> Held:
    assert stands.announcement is not None
    days = accepted.get(session.pk, {})
    former = [on for key, on in days.items() if key != stands.announcement.pk]
    return Held(
        title=titles.get(session.pk, ""),
        kind_label=str(session.get_kind_display()),
        on=session.day.on,
        begins=session.begins,
        ends=session.ends,
        accepted_on=days.get(stands.announcement.pk),
        version=stands.announcement.policy_version,
        former_on=former[-1] if former else None,
    )


def _titles(meeting: Meeting) -> Mapping[UUID, str]:
    """As they were released: what stands in the draft alone is known to the team."""
    version = versions.latest(meeting)
    if version is None:
        return {}
    with suppress(Damaged):
        return {key: one.title for key, one in versions.held(meeting, version).sessions().items()}
    return {}


def _protected(guest: Participant, sessions: Iterable[Session]) -> tuple[str, ...]:
    if not guest.person.is_sealed:
        return ()
    regimes = {one for session in sessions for one in regimes_of(guest.meeting, session)}
    found = {words for one in regimes for words in regime_words.of_protected([one])}
    return tuple(sorted(found))
