"""What an address stands for in the permission tests: for every name in it a value, and objects of one's own and of others.

A new address with an object under a meeting needs a line in `OBJECTS`, made with the factories of its section.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from underrose.access.models import Account, Grant
from underrose.access.roles import Role

OWN, FOREIGN = "OWN1", "OTHER1"
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")

# A value for every name that stands in an address.
VALUES: dict[str, Any] = {
    "code": OWN,
    "key": NOWHERE,
    "grant": NOWHERE,
    "role": "partner",
    "number": 1,
    "kind": "partner",
    "slug": "a-series",
    "pk": 1,
    "rest": "nothing",
    "uidb36": "1",
}


@dataclass(frozen=True)
class Objects:
    """The same address with an object of one's own meeting, and with one of another meeting put in its place."""

    own: Mapping[str, Any]
    foreign: Mapping[str, Any]
    role: Role


def _grants() -> Objects:
    someone = Account.objects.create(name="Someone", email="someone@example.org")
    own, foreign = (
        Grant.objects.create(account=someone, role=Role.PARTNER, meeting_code=code) for code in (OWN, FOREIGN)
    )
    return Objects({"grant": own.pk}, {"grant": foreign.pk}, Role.PROGRAMME_DIRECTOR)


OBJECTS: dict[str, Callable[[], Objects]] = {
    "meeting_team_revoke": _grants,
}
# Addresses with an object under a meeting whose sample is still to be written, and why.
WITHOUT: dict[str, str] = {
    "meeting_team_grant_again": "names a colleague, who belongs to the house and not to a meeting",
}
