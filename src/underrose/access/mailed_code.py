"""A second look at who is here, for colleagues without a passkey or an app: six digits by mail, three minutes, three tries."""

import hmac
import secrets
import time
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from underrose.access.models import Account

STATE = "mailed_code"
SECONDS = 3 * 60
TRIES = 3


def send(request: HttpRequest, account: Account) -> None:
    """A new code; the one before it opens nothing any more."""
    if not ratelimit.consume(request, action="request_login_code", key=account.email.lower()):
        return
    code = f"{secrets.randbelow(10**6):06d}"
    request.session[STATE] = {"code": code, "until": time.time() + SECONDS, "tries": 0}
    get_adapter().send_mail("account/email/login_code", account.email, {"code": code, "request": request})


def is_sent(request: HttpRequest) -> bool:
    return bool(time.time() < _state(request)["until"])


def is_right(request: HttpRequest, typed: str) -> bool:
    """Counts the try before it looks; a code opens once."""
    state = _state(request)
    key = f"{request.session.session_key}|{state['until']}"
    if not is_sent(request) or not ratelimit.consume(request, action="code_tried", key=key):
        request.session.pop(STATE, None)
        return False
    if hmac.compare_digest("".join(typed.split()).encode(), state["code"].encode()):
        del request.session[STATE]
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return True
    request.session[STATE] = {**state, "tries": state["tries"] + 1}
    if state["tries"] + 1 >= TRIES:
        del request.session[STATE]
    return False


def where_to(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours and urlsplit(wanted).path else "/desk/"


def carried_next(request: HttpRequest) -> str:
    return f"?{urlencode({'next': where_to(request)})}"


def _state(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.session.get(STATE) or {"code": "", "until": 0.0, "tries": TRIES}
    return found
