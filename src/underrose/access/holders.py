"""Whoever is asking: the public, somebody with a personal link, or a colleague with roles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.http import HttpRequest

from underrose.access.models import Account, Grant, Link
from underrose.access.roles import Role

HOUSE = ""
NO_GRANTS: Mapping[str, frozenset[Role]] = MappingProxyType({})


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

    def may(self, *roles: Role, meeting_code: str = HOUSE) -> bool:
        """Holds one of the roles on that meeting; without a code, for the whole house."""
        return bool(self.grants.get(meeting_code, frozenset()) & set(roles))

    def may_anywhere(self, *roles: Role) -> bool:
        return any(held & set(roles) for held in self.grants.values())

    def codes_for(self, *roles: Role) -> frozenset[str]:
        """The meetings on which one of these roles is held."""
        return frozenset(code for code, held in self.grants.items() if code != HOUSE and held & set(roles))


PUBLIC = Holder()


def holder_of(account: Account) -> Holder:
    """A colleague with every role granted, in one query."""
    grants: dict[str, set[Role]] = {}
    for grant in Grant.objects.filter(account=account):
        grants.setdefault(grant.meeting_code, set()).add(Role(grant.role))
    frozen = {code: frozenset(held) for code, held in grants.items()}
    return Holder(account=account, grants=MappingProxyType(frozen))


class Asking(HttpRequest):
    """A request as views receive it, after the door."""

    holder: Holder
    link: Link
    kept: str
    words_came: bool
