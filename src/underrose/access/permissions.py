"""Every address of the house and whom it is for, read from the marks themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from underrose.access import third_party
from underrose.access.audience import Audience


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    audience: Audience | None
    is_fresh: bool
    view: Any


def addresses() -> list[Address]:
    """All of them, allauth's closed ones too (their audience is nobody)."""
    return sorted(_walk(get_resolver().url_patterns, "/"), key=lambda address: (address.route, address.name))


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
    return Address(pattern.name or "", route, audience, is_fresh, pattern.callback)
