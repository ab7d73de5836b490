"""Whoever is asking: the public, somebody with a personal link, or a colleague with roles."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db.models import Case, CharField, QuerySet, When
from django.http import HttpRequest

from underrose.access.models import Account, Grant, Link
from underrose.access.roles import Role

HOUSE = ""
NO_GRANTS: Mapping[str, frozenset[Role]] = MappingProxyType({})


class GrantsOf(Mapping[str, frozenset[Role]]):
    """The roles of one account, asked for when they matter: thousands of meetings cost no more than three.

    One question tells the roles on the house, on the meeting asked for, and which are held on any other.
    """

    def __init__(self, account: Account) -> None:
        self._account = account
        self._known: dict[str, frozenset[Role]] = {}
        self._on_meetings: frozenset[Role] | None = None
        self._is_whole = False

    def __getitem__(self, code: str) -> frozenset[Role]:
        if code not in self._known and not self._is_whole:
            self._ask(code)
        if held := self._known.get(code):
            return held
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(code for code, held in self._known.items() if held)

    def __len__(self) -> int:
        return sum(1 for _code in self)

    def on_meetings(self) -> frozenset[Role]:
        """Every role held on some meeting, whichever it is."""
        if self._on_meetings is None:
            self._ask(HOUSE)
        return self._on_meetings or frozenset()

    def codes(self, *roles: Role) -> QuerySet[Grant, str]:
        """The meetings as a question within another question; without roles, those with any."""
        held = self.on_meetings()
        wanted = held.intersection(roles) if roles else held
        found = self._rows().exclude(meeting_code=HOUSE) if wanted else Grant.objects.none()
        found = found if wanted == held else found.filter(role__in=sorted(role.value for role in wanted))
        return found.values_list("meeting_code", flat=True)

    def _rows(self) -> QuerySet[Grant]:
        # The institution is named because the index begins with it.
        return Grant.objects.filter(institution=self._account.institution, account=self._account)

    def _ask(self, code: str) -> None:
        here = Case(
            When(meeting_code__in={HOUSE, code}, then="meeting_code"), output_field=CharField(null=True)
        )
        rows = list(self._rows().annotate(here=here).values_list("role", "here").distinct())
        for place in {HOUSE, code}:
            self._known[place] = frozenset(Role(role) for role, at in rows if at == place)
        self._on_meetings = frozenset(Role(role) for role, at in rows if at != HOUSE)

    def _load(self) -> None:
        if self._is_whole:
            return
        grants: dict[str, set[Role]] = {}
        for role, code in self._rows().values_list("role", "meeting_code"):
            grants.setdefault(code, set()).add(Role(role))
        self._known = {code: frozenset(held) for code, held in grants.items()}
        self._is_whole = True


@dataclass(frozen=True)
class Holder:
    """What one asker holds. `visible_to(holder)` compares meeting codes with these."""

    account: Account | None = None
    link: Link | None = None
    grants: Mapping[str, frozenset[Role]] = field(default_factory=lambda: NO_GRANTS)

    @property
    def is_public(self) -> bool:
        return self.account is None and self.link is None

    @property
    def meeting_codes(self) -> frozenset[str]:
        return frozenset(code for code in self.grants if code != HOUSE)

    @property
    def has_meetings(self) -> bool:
        return bool(self._on_meetings())

    def may(self, *roles: Role, meeting_code: str = HOUSE) -> bool:
        """Holds one of the roles on that meeting; without a code, for the whole house."""
        return bool(self.grants.get(meeting_code, frozenset()) & set(roles))

    def may_anywhere(self, *roles: Role) -> bool:
        return self.may(*roles) or bool(self._on_meetings() & set(roles))

    def codes_for(self, *roles: Role) -> frozenset[str]:
        """The meetings on which one of these roles is held."""
        return frozenset(code for code, held in self.grants.items() if code != HOUSE and held & set(roles))

    def codes_within(self, *roles: Role) -> Collection[str] | QuerySet[Grant, str]:
        """The same for use in a query, where the database can answer it by itself; without roles, any role will do."""
        if isinstance(self.grants, GrantsOf):
            return self.grants.codes(*roles)
        return self.codes_for(*roles) if roles else self.meeting_codes

    def _on_meetings(self) -> frozenset[Role]:
        if isinstance(self.grants, GrantsOf):
            return self.grants.on_meetings()
        return frozenset().union(*(held for code, held in self.grants.items() if code != HOUSE))


PUBLIC = Holder()


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Whose notes a colleague was asked to take: sessions with all their groups, and single groups. All by key."""

    sessions: frozenset[str] = frozenset()
    groups: frozenset[tuple[str, str]] = frozenset()
    """Each with its session before it."""

    def holds(self, session: str, group: str = "") -> bool:
        """Whoever was asked for a group alone reads neither the session nor another group of it."""
        return session in self.sessions or (session, group) in self.groups


def asked_for(holder: Holder, meeting_code: str) -> AskedFor:
    """What this colleague was asked for in a meeting. One question."""
    if holder.account is None:
        return AskedFor()
    asked = Grant.objects.filter(
        institution=holder.account.institution,
        account=holder.account,
        meeting_code=meeting_code,
        role=Role.NOTE_TAKER.value,
    )
    rows = list(asked.values_list("session", "group"))
    return AskedFor(
        sessions=frozenset(session for session, group in rows if not group),
        groups=frozenset((session, group) for session, group in rows if group),
    )


def holder_of(account: Account) -> Holder:
    """A colleague with every role granted."""
    return Holder(account=account, grants=GrantsOf(account))


class Asking(HttpRequest):
    """A request as views receive it, after the door."""

    holder: Holder
    link: Link
    link_path: str
    device_is_known: bool
    kept: str
    words_came: bool
