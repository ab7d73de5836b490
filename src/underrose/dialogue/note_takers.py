"""Who was asked to take the notes of which session or group, as the page of the room shows it."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.access.second_factor import with_their_proof
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
    def name(self) -> str:
        """As it is called alone: every round has a group 1."""
        if self.group is None:
            return self.session.title
        return _("%(group)s, %(round)s") % {"group": self.title, "round": self.session.title}

    @property
    def value(self) -> str:
        """As a choice of the form names it."""
        return f"{self.session.pk}{APART}{self.group.pk}" if self.group else str(self.session.pk)


@dataclass(frozen=True, slots=True)
class Talk:
    """A session, and where it has groups, those for which somebody was asked, and the others."""

    whole: Asked
    asked: tuple[Asked, ...]
    alone: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Every place in which people talk, in the order of the days, and who is still asked for one that is gone."""

    talks: tuple[Talk, ...]
    lost: tuple[Grant, ...]

    def choices(self) -> list[tuple[str, str | list[tuple[str, str]]]]:
        """A session, or a round with its groups below it."""
        return [_choice(talk) for talk in self.talks]


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
    sessions = announcements.talking(meeting).prefetch_related("groups")
    talks = tuple(_talk(session, by_place) for session in sessions)
    return Page(talks, tuple(grant for rows in by_place.values() for grant in rows))


def _talk(session: Session, by_place: dict[tuple[str, str], list[Grant]]) -> Talk:
    """Takes out of `by_place` what is found."""
    groups = session.groups.all() if session.kind == Kind.breakout else ()
    whole, *rest = (
        Asked(session, group, tuple(by_place.pop((str(session.pk), str(group.pk) if group else ""), ())))
        for group in (None, *groups)
    )
    return Talk(whole, tuple(one for one in rest if one.grants), tuple(one for one in rest if not one.grants))


def _choice(talk: Talk) -> tuple[str, str | list[tuple[str, str]]]:
    whole = talk.whole
    groups = sorted((*talk.asked, *talk.alone), key=lambda one: one.group.number if one.group else 0)
    if not groups:
        return whole.value, whole.title
    every = (whole.value, _("All groups of “%(round)s”") % {"round": whole.title})
    return whole.title, [every, *((one.value, one.name) for one in groups)]


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Who can be asked, as choices, and why the others of the house cannot."""

    choices: tuple[tuple[str, str], ...]
    without_proof: tuple[str, ...]
    """By name: they read no notes before they have a passkey or an authenticator app."""
    partners: int
    """Those from outside never do."""


def colleagues(meeting: Meeting) -> Colleagues:
    """Everybody of the house who signs in with a second proof. One question."""
    grants = Grant.objects.filter(account=OuterRef("pk"))
    as_partner = grants.filter(role=Role.PARTNER.value)
    inside = grants.exclude(role__in=[Role.PARTNER.value, Role.NOTE_TAKER.value])
    rows = (
        with_their_proof(Account.objects.active())
        .annotate(
            is_partner=Exists(as_partner.filter(meeting_code=meeting.code))
            | (Exists(as_partner) & ~Exists(inside))
        )
        .order_by("name", "email")
        .values_list("key", "name", "email", "may_prove_it", "is_partner")
    )
    told = [(str(key), name or email, proves, is_partner) for key, name, email, proves, is_partner in rows]
    ours = [one for one in told if not one[3]]
    return Colleagues(
        choices=tuple((key, name) for key, name, proves, _is_partner in ours if proves),
        without_proof=tuple(name for _key, name, proves, _is_partner in ours if not proves),
        partners=len(told) - len(ours),
    )
