"""Whose house this is. `access` keeps the institution and tells its name here, so that kit asks nobody above it."""

from collections.abc import Callable

_tellers: list[Callable[[], str]] = []


def told_by(teller: Callable[[], str]) -> None:
    """The section that knows the institution's name says here whom to ask; the last word counts."""
    _tellers[:] = [teller]


def name() -> str:
    """The name of the institution as it stands on pages and letters."""
    return (_tellers[0]() if _tellers else "") or "Underrose"
