"""Who a page is for. Every view bears exactly one mark; a view without one is refused to everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from underrose.access import links
from underrose.access.holders import PUBLIC, Holder, holder_of
from underrose.access.models import Account
from underrose.access.roles import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
KINDS = ("public", "link", "team")


@dataclass(frozen=True)
class Audience:
    kind: str
    link_kinds: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    anywhere: bool = False


def for_public(view: View) -> View:
    """Anybody may read this, signed in or not."""
    return _marked(view, Audience("public"))


def for_link(*kinds: str) -> Callable[[View], View]:
    """For whoever was sent a personal address of one of these kinds."""
    return lambda view: _marked(view, Audience("link", link_kinds=frozenset(kinds)))


def for_team(*roles: Role, anywhere: bool = False) -> Callable[[View], View]:
    """For colleagues with one of these roles on the meeting in the address, or, with none in it, anywhere.

    Without roles: any colleague who has signed in. `anywhere=True` takes a role on any meeting even when the address names one.
    """
    return lambda view: _marked(view, Audience("team", roles=frozenset(roles), anywhere=anywhere))


def _marked(view: View, audience: Audience) -> View:
    if hasattr(view, "audience"):
        raise TypeError("A view bears exactly one audience mark.")
    view.audience = audience  # type: ignore[attr-defined]  # the mark is the point
    return view


class AudienceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.holder = SimpleLazyObject(lambda: holder_for(request))  # type: ignore[attr-defined]  # read by every section
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        audience = getattr(view, "audience", None) or third_party(request)
        if audience is None:
            raise Http404
        return ADMIT[audience.kind](request, audience, kwargs)


def holder_for(request: HttpRequest) -> Holder:
    account = request.user
    return holder_of(account) if isinstance(account, Account) and account.is_active else PUBLIC


def third_party(request: HttpRequest) -> Audience | None:
    return Audience("public") if request.path.startswith("/accounts/") else None


def _admit_public(request: HttpRequest, audience: Audience, kwargs: dict[str, Any]) -> None:
    return None


def _admit_link(request: HttpRequest, audience: Audience, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    token = kwargs.pop("token", "")
    link = links.find(token, audience.link_kinds, timezone.now())
    if link is None:
        return links.no_longer(request)
    request.link = link  # type: ignore[attr-defined]  # read by the view
    request.holder = Holder(link=link)  # type: ignore[attr-defined]  # read by the view
    return None


def _admit_team(request: HttpRequest, audience: Audience, kwargs: dict[str, Any]) -> HttpResponseBase | None:
    holder: Holder = request.holder  # type: ignore[attr-defined]  # set above
    if holder.account is None:
        return redirect_to_login(request.get_full_path())
    code = kwargs.get("code")
    if not audience.roles:
        return None
    if code is None or audience.anywhere:
        is_welcome = holder.may_anywhere(*audience.roles)
    else:
        is_welcome = holder.may(*audience.roles, meeting_code=code)
    if not is_welcome:
        raise Http404
    return None


ADMIT = {"public": _admit_public, "link": _admit_link, "team": _admit_team}


def fresh(view: View) -> View:
    """Needs a sign-in of the last five minutes: exports, keys, roles."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    return asked  # type: ignore[return-value]  # same shape as the view
