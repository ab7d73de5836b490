"""Which pages of allauth this house opens, to whom and how. Whatever is not in this table does not exist."""

from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from underrose.access.audience import Audience

PREFIX = "/accounts/"
PUBLIC = Audience("public")
TEAM = Audience("team")
READ = frozenset({"GET", "HEAD"})
BOTH = frozenset({"GET", "HEAD", "POST"})
POST = frozenset({"POST"})
# Asking for a code takes this long for a known and for an unknown address.
ALWAYS_SECONDS = 0.4


@dataclass(frozen=True)
class Page:
    audience: Audience
    methods: frozenset[str] = BOTH
    is_fresh: bool = False
    seconds: float = 0.0


PAGES: dict[str, Page] = {
    "account_login": Page(PUBLIC, READ),
    "account_request_login_code": Page(PUBLIC, seconds=ALWAYS_SECONDS),
    "account_confirm_login_code": Page(PUBLIC),
    "account_logout": Page(PUBLIC),
    "account_inactive": Page(PUBLIC, READ),
    "account_reauthenticate": Page(TEAM, READ),
    "mfa_authenticate": Page(PUBLIC),
    "mfa_login_webauthn": Page(PUBLIC),
    "mfa_reauthenticate": Page(TEAM),
    "mfa_reauthenticate_webauthn": Page(TEAM),
    "mfa_index": Page(TEAM, READ),
    "mfa_activate_totp": Page(TEAM, is_fresh=True),
    "mfa_deactivate_totp": Page(TEAM, is_fresh=True),
    "mfa_view_recovery_codes": Page(TEAM, READ, is_fresh=True),
    "mfa_generate_recovery_codes": Page(TEAM, is_fresh=True),
    "mfa_download_recovery_codes": Page(TEAM, READ, is_fresh=True),
    "mfa_list_webauthn": Page(TEAM, READ),
    "mfa_add_webauthn": Page(TEAM, is_fresh=True),
    "mfa_edit_webauthn": Page(TEAM, is_fresh=True),
    "mfa_remove_webauthn": Page(TEAM, is_fresh=True),
}


def page(request: HttpRequest) -> Page | None:
    match = request.resolver_match
    return PAGES.get(match.url_name or "") if match and not match.namespaces else None


def audience_of(url_name: str | None) -> Audience | None:
    found = PAGES.get(url_name or "")
    return found.audience if found else None


def reauthentication(request: HttpRequest, way: str = "") -> str:
    """The way this colleague chose of those by which they can show again who they are, else the first."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return str(next((method["url"] for method in methods if method["id"] == way), methods[0]["url"]))
