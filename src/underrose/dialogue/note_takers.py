"""Who was asked to take the notes of which session or group, as the page of the room shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.dialogue.note_page import group_title
from underrose.programme import announcements
from underrose.programme.models import Group, Kind, Session

APART = ":"
"""Between the keys of a session and of its group, in the value of a choice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A session or one of its groups, and the colleagues who were asked for it."""

    session: Session
    group: Group | None
    grants: tuple[Grant, ...]

    @property
    def title(self) -> str:
        return group_title(self.group) if self.group else self.session.title

    @property
    def value(self) -> str:
        """As a choice of the form names it."""
        return f"{self.session.pk}{APART}{self.group.pk}" if self.group else str(self.session.pk)


@dataclass(frozen=True, slots=True)
class Page:
    """Every place in which people talk, in the order of the days, and who is still asked for one that is gone."""

    places: tuple[Asked, ...]
    lost: tuple[Grant, ...]

    def choices(self) -> list[tuple[str, str | list[tuple[str, str]]]]:
        """A session, or a round with its groups below it."""
        found: list[tuple[str, str | list[tuple[str, str]]]] = []
        for _key, rows in groupby(self.places, key=lambda one: one.session.pk):
            whole, *groups = rows
            if groups:
                every = (whole.value, _("All groups of “%(round)s”") % {"round": whole.title})
                found.append((whole.title, [every, *((one.value, one.title) for one in groups)]))
            else:
                found.append((whole.value, whole.title))
        return found


def of(meeting: Meeting) -> Page:
    """Three questions."""
    grants = (
        Grant.objects.filter(meeting_code=meeting.code, role=Role.NOTE_TAKER.value)
        .select_related("account")
        .order_by("account__name")
    )
    by_place: dict[tuple[str, str], list[Grant]] = {}
    for grant in grants:
        by_place.setdefault((grant.session, grant.group), []).append(grant)
    places = tuple(
        Asked(session, group, tuple(by_place.pop((str(session.pk), str(group.pk) if group else ""), ())))
        for session, group in _places(meeting)
    )
    return Page(places, tuple(grant for rows in by_place.values() for grant in rows))


def _places(meeting: Meeting) -> Iterator[tuple[Session, Group | None]]:
    for session in announcements.talking(meeting).prefetch_related("groups"):
        yield session, None
        if session.kind == Kind.breakout:
            yield from ((session, group) for group in session.groups.all())


def colleagues() -> list[tuple[str, str]]:
    """Who can be asked: everybody of the house who signs in."""
    rows = Account.objects.active().order_by("name", "email").values_list("key", "name", "email")
    return [(str(key), name or email) for key, name, email in rows]
