"""Every address of the house and whom it is for, read from the marks themselves."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from underrose.access import third_party
from underrose.access.audience import Audience

NAMES = re.compile(r"<(?:\w+:)?(\w+)>")
HEAD = """% Written by `underrose permissions --write`; change the code and tests/house/permissions.toml, then run it again.

# Permissions

Every address, whom it is for, and what may be done there. Whoever is not named is told that there is no such page; whoever
has not signed in is asked to. "Again" means that the sign-in must be less than five minutes old. What a role may do on a
meeting it may do on the meetings where it was given, and nowhere else.

| address | name | for | methods | again |
| --- | --- | --- | --- | --- |
"""


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    audience: Audience | None
    is_fresh: bool
    names: tuple[str, ...]


def addresses() -> list[Address]:
    """All of them, allauth's closed ones too (their audience is nobody)."""
    return sorted(_walk(get_resolver().url_patterns, "/"), key=lambda address: (address.route, address.name))


def page(declared: Mapping[str, Mapping[str, Any]]) -> str:
    """The reference page: marks from the code, methods from the declared table."""
    return HEAD + "".join(_row(address, declared.get(address.name, {})) for address in addresses())


def _row(address: Address, declared: Mapping[str, Any]) -> str:
    who = str(address.audience or "nobody").replace("_", " ")
    if states := declared.get("states"):
        who += f"; of a meeting that is {' or '.join(states)}"
    if otherwise := declared.get("otherwise"):
        who += f", else {otherwise}"
    methods = ", ".join(declared.get("methods", []))
    route = address.route.replace("|", "\\|")
    return f"| `{route}` | `{address.name}` | {who} | {methods} | {'yes' if address.is_fresh else ''} |\n"


def _walk(patterns: list[Any], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield _address(pattern, route)


def _address(pattern: URLPattern, route: str) -> Address:
    page = third_party.PAGES.get(pattern.name or "")
    audience = page.audience if page else getattr(pattern.callback, "audience", None)
    is_fresh = page.is_fresh if page else getattr(pattern.callback, "needs_fresh", False)
    names = tuple(dict.fromkeys(NAMES.findall(route)))
    return Address(pattern.name or "", route, audience, is_fresh, names)
