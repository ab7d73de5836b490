"""A form sent twice, by a double click or a bad line, has one effect: the second time shows the first result."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from underrose.kit import keys, retention
from underrose.kit.asked import Question
from underrose.kit.models import Submission, institution_key
from underrose.kit.written import Addition

FIELD = "once"
_LONGEST = 64
# Leads elsewhere after an act: found, and, as personal pages say, see other.
_LEADS_ON = frozenset({302, 303})

# The institution is named because the index begins with it.
_SUBMITTED = Question(
    lambda house, digest: Submission.objects.filter(institution=house, digest=digest), UUID, str
)

_SUBMISSION = Addition(Submission, or_nothing=True)


class AlreadyDone(Exception):
    """The same form was acted upon in the meantime; its result is at `url`."""

    def __init__(self, url: str) -> None:
        super().__init__("This form was sent before.")
        self.url = url


def new_key() -> str:
    """The random key a form carries in its hidden field."""
    return secrets.token_urlsafe(16)


def first_result(request: HttpRequest) -> str | None:
    """Where the first sending of this form by this holder led, if it was sent before."""
    once = _once(request)
    if not once:
        return None
    found = _SUBMITTED.first(institution_key(), _digest(request, once))
    return _opened(request, once, bytes(found.result)) if found else None


def remember(request: HttpRequest, url: str) -> None:
    """Keep where this form led. Call it in the transaction of the act: if the form was faster elsewhere, all is undone."""
    once = _once(request)
    if not once:
        return
    row = Submission(
        digest=_digest(request, once),
        result=_sealed(request, once, url),
        made_on=timezone.now().date(),
    )
    if not _SUBMISSION.create(row):
        raise AlreadyDone(first_result(request) or url)


def acts_once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that act on POST and then lead elsewhere: the act, and the memory of it, are one transaction."""

    @wraps(view)
    def acted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            with transaction.atomic():
                first = first_result(request)
                if first is not None:
                    return HttpResponseRedirect(first)
                response = view(request, *args, **kwargs)
                if response.status_code in _LEADS_ON:
                    remember(request, response.headers["Location"])
        except AlreadyDone as done:
            return HttpResponseRedirect(done.url)
        return response

    return acted


@retention.rule("submissions")
def forget(now: datetime) -> int:
    """Forms are remembered for a day."""
    return Submission.objects.filter(made_on__lt=now.date() - timedelta(days=1)).delete()[0]


def _once(request: HttpRequest) -> str:
    return request.POST.get(FIELD, "")[:_LONGEST] if request.method == "POST" else ""


def _holder(request: HttpRequest) -> str:
    """Whoever sends the form, by key: an account, a personal link, or the public."""
    link = getattr(request, "link", None)
    if link is not None:
        return f"link:{link.pk}"
    user = getattr(request, "user", None)
    return f"account:{user.pk}" if user is not None and user.is_authenticated else "public"


def _digest(request: HttpRequest, once: str) -> str:
    told = f"{_holder(request)}|{request.path}|{once}".encode()
    return hmac.new(keys.derived(settings.KEY_FOLDER, "once"), told, hashlib.sha256).hexdigest()


# The address of a result may be a personal one. It is sealed under the form's own key, which is kept nowhere.
def _cipher(request: HttpRequest, once: str) -> AESGCM:
    told = f"{_holder(request)}|result|{once}".encode()
    return AESGCM(hmac.new(keys.derived(settings.KEY_FOLDER, "once"), told, hashlib.sha256).digest())


def _sealed(request: HttpRequest, once: str, url: str) -> bytes:
    nonce = secrets.token_bytes(keys.NONCE_SIZE)
    return nonce + _cipher(request, once).encrypt(nonce, url.encode(), None)


def _opened(request: HttpRequest, once: str, sealed: bytes) -> str | None:
    nonce, rest = sealed[: keys.NONCE_SIZE], sealed[keys.NONCE_SIZE :]
    try:
        return _cipher(request, once).decrypt(nonce, rest, None).decode()
    except InvalidTag:
        return None
