"""What the page of papers shows: round by round what can be made, what hangs, and what no longer says the truth."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from underrose.concept.models import Meeting
from underrose.kit.templatetags.kit import day
from underrose.participation.actions import lists
from underrose.programme.rules import papers as rules
from underrose.programme.seated import Round, Seated, Table
from underrose.programme.sentences import listed, own
from underrose.programme.table_words import called, hours, subject

CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Door:
    key: UUID
    label: str
    about: str
    people: int
    is_made: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """One round with its doors."""

    key: UUID
    title: str
    when: str
    is_meal: bool
    people: int
    doors: tuple[Door, ...]
    refusal: str
    """Why no list of it may hang."""
    not_sent: str
    """Why none of its addresses may leave."""
    by_hand: int
    """How many protected people the host lets in by hand."""

    @property
    def changed(self) -> tuple[Door, ...]:
        return tuple(one for one in self.doors if one.is_changed)

    @property
    def changed_names(self) -> str:
        return listed([one.label for one in self.changed])

    @property
    def made(self) -> int:
        return sum(one.is_made for one in self.doors)


@dataclass(frozen=True, slots=True)
class Page:
    rounds: tuple[Rows, ...]
    people: int

    @property
    def not_sent(self) -> tuple[str, ...]:
        """Why addresses may not leave, each sentence once."""
        return tuple(dict.fromkeys(one.not_sent for one in self.rounds if one.not_sent))


def of(meeting: Meeting, seated: Seated) -> Page:
    allows = lists.shares_list(meeting)
    return Page(
        rounds=tuple(
            _rows(
                one,
                rules.may_hang(meeting, one, organiser_allows=allows),
                rules.may_hand_out_addresses(meeting, one),
            )
            for one in seated.rounds
        ),
        people=len(seated.personal()),
    )


def chosen(one: Round, which: str) -> tuple[Table, ...]:
    """All tables, those that changed, or the one of that key."""
    if not which:
        return one.tables
    if which == CHANGED:
        return one.changed
    return tuple(table for table in one.tables if str(table.key) == which)


def _rows(one: Round, refusal: str, not_sent: str) -> Rows:
    return Rows(
        key=one.key,
        title=one.title,
        when=" · ".join((day(one.on), own(hours(one.begins, one.ends)))),
        is_meal=one.is_meal,
        people=one.people,
        doors=tuple(_doors(one)),
        refusal=refusal,
        not_sent=not_sent,
        by_hand=sum(sitting.is_protected for table in one.tables for sitting in table.people),
    )


def _doors(one: Round) -> Iterable[Door]:
    for table in one.tables:
        yield Door(
            key=table.key,
            label=called(one, table),
            about=subject(table),
            people=len(table.people),
            is_made=bool(table.made),
            is_changed=table.is_changed,
        )
