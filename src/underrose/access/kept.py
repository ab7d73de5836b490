"""Words written in a form whose session had ended ride through sign-in, sealed, in a hidden field. Nothing is stored."""

import base64
import datetime as dt
import json
import os
import re
from copy import copy
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from underrose.kit import keys

FIELD = "kept"
LONGEST = 1024 * 1024
LIFETIME = dt.timedelta(hours=12)
NONCE_SIZE = 12
NOT_SHOWN = frozenset({"once", "credential", "revision", "edition", "step", "door"})
_KEY = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
LEFT_OUT = frozenset({"csrfmiddlewaretoken", FIELD})


@dataclass(frozen=True)
class Words:
    """What was written, and the address it was meant for."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """The fields a person wrote, for reading; keys of the machine are left out, also where one is a field's name."""
        return tuple(
            ("" if _KEY.search(name) else name.replace("_", " "), value)
            for name, value in self.fields
            if value and name not in NOT_SHOWN and not _KEY.fullmatch(value)
        )


def words_of(request: HttpRequest) -> Words:
    """What this form brought, without what belongs to the page it came from."""
    lists = request.POST.lists()
    fields = tuple((name, value) for name, values in lists if name not in LEFT_OUT for value in values)
    return Words(path=request.get_full_path(), fields=fields)


def seal(request: HttpRequest, now: dt.datetime) -> str:
    """The words of this form in a box only this house can open; empty when there are too many."""
    words = words_of(request)
    until = int((now + LIFETIME).timestamp())
    plain = json.dumps({"path": words.path, "fields": words.fields, "until": until}).encode()
    if len(plain) > LONGEST:
        return ""
    nonce = os.urandom(NONCE_SIZE)
    return base64.urlsafe_b64encode(nonce + AESGCM(_key()).encrypt(nonce, plain, FIELD.encode())).decode()


def opened(sealed: str, now: dt.datetime) -> Words | None:
    """None when the box is not ours, was changed, or is older than half a day."""
    try:
        raw = base64.urlsafe_b64decode(sealed.encode())
        plain = AESGCM(_key()).decrypt(raw[:NONCE_SIZE], raw[NONCE_SIZE:], FIELD.encode())
    except (InvalidTag, ValueError):
        return None
    said = json.loads(plain)
    if said["until"] < now.timestamp():
        return None
    return Words(path=said["path"], fields=tuple((name, value) for name, value in said["fields"]))


def brought(request: HttpRequest) -> str:
    """The box that came with a step of signing in, if it is a good one."""
    if request.method != "POST" or not request.path.startswith("/accounts/"):
        return ""
    sealed = request.POST.get(FIELD, "")
    return sealed if sealed and opened(sealed, timezone.now()) else ""


def asking_for(request: HttpRequest, address: str) -> HttpRequest:
    """The same visitor asking for another page, inside the house: a redirect would lose the hidden field."""
    parts = urlsplit(address)
    asked = copy(request)
    asked.method = "GET"
    asked.path = asked.path_info = parts.path
    asked.GET = QueryDict(parts.query)
    asked._post = QueryDict()  # type: ignore[attr-defined]  # noqa: SLF001 – what Django reads POST from
    asked._files = MultiValueDict()  # type: ignore[attr-defined]  # noqa: SLF001 – and FILES
    return asked


def _key() -> bytes:
    return keys.derived(settings.KEY_FOLDER, "kept words")
