"""Who a page is for. Every view bears exactly one mark; a view without one is refused to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from underrose.access.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Audience:
    kind: str
    link_kinds: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    anywhere: bool = False
    second_factor: bool = False

    def __str__(self) -> str:
        if self.kind == "public":
            return "public"
        if self.kind == "link":
            return "link: " + ", ".join(sorted(self.link_kinds))
        named = ", ".join(role.value for role in Role if role in self.roles) or "anyone signed in"
        return f"team: {named}" + (" (on any meeting)" if self.anywhere else "")


def for_public(view: View) -> View:
    """Anybody may read this, signed in or not."""
    return _marked(view, Audience("public"))


def for_link(*kinds: str) -> Callable[[View], View]:
    """For whoever was sent a personal address of one of these kinds. The view finds it as `request.link`."""
    return lambda view: _marked(view, Audience("link", link_kinds=frozenset(kinds)))


def for_team(*roles: Role, anywhere: bool = False, second_factor: bool = False) -> Callable[[View], View]:
    """For colleagues with one of these roles on the meeting in the address, or, with none in it, anywhere.

    Without roles: any colleague who has signed in. `anywhere=True` takes a role on any meeting although the address
    names one. `second_factor=True` asks readers of notes for a passkey or an authenticator app first.
    """
    marked = Audience("team", roles=frozenset(roles), anywhere=anywhere, second_factor=second_factor)
    return lambda view: _marked(view, marked)


def fresh(view: View) -> View:
    """Needs a sign-in of the last five minutes: exports, keys, roles, ways to sign in."""
    view.needs_fresh = True  # type: ignore[attr-defined]  # read by the middleware
    return view


def fresh_file(view: View) -> View:
    """A file that needs a fresh sign-in. Whoever had to prove who they are is led to a page from which it comes by itself.

    A browser that is led straight to a file stays on the page before it: here on a code that was used already.
    """
    view.is_file = True  # type: ignore[attr-defined]  # read by the middleware and by the page it leads to
    return fresh(view)


def words_stay_in_the_browser(view: View) -> View:
    """A form whose words must not even ride through sign-in: points of the room, answers to a questionnaire."""
    view.keeps_no_words = True  # type: ignore[attr-defined]  # read by the middleware
    return view


def _marked(view: View, audience: Audience) -> View:
    if hasattr(view, "audience"):
        raise TypeError("A view bears exactly one audience mark.")
    view.audience = audience  # type: ignore[attr-defined]  # the mark is the point
    return view
