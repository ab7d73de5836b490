"""Sealed sessions: a row is found by the hash of the cookie, and only the cookie opens what it holds.

A copy of the database therefore lets nobody in, and tells nothing but which account had a browser open at about what time.
"""

import datetime as dt
import hashlib
import json
import os
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase, UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from underrose.access import browsers
from underrose.access.models import Session

GRAIN = dt.timedelta(minutes=5)
# Being here must leave no trace of when: questionnaires, the box, and capture in the room.
NEVER_TOUCHED = ("/box/", "/questionnaires/", "/static/")


def rounded(now: dt.datetime) -> dt.datetime:
    """The moment, kept to five minutes."""
    return now - dt.timedelta(seconds=now.timestamp() % GRAIN.total_seconds())


def fingerprint(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


class SessionStore(SessionBase):
    device = ""
    leaves_no_trace = False
    """What is kept for a page that must not tell when somebody was there is kept without the moment."""
    _seen_at: dt.datetime | None = None

    def load(self) -> dict[str, Any]:
        row = self._open_row()
        if row is None:
            self._session_key = None
            return {}
        self._seen_at = row.seen_at
        try:
            return dict(self._unsealed(bytes(row.sealed)))
        except (InvalidTag, ValueError):
            self._session_key = None
            return {}

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(hash=fingerprint(session_key)).exists()

    def create(self) -> None:
        self._session_key = self._get_new_session_key()
        self.save(must_create=True)
        self.modified = True

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 – Django's own signature
        if self.session_key is None:
            return self.create()
        kept = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # Django's own
        now = rounded(timezone.now())
        written = {"sealed": self._sealed(kept), "account_id": kept.get("_auth_user_id")}
        if must_create or not self.leaves_no_trace:
            written["seen_at"] = now
        if must_create:
            mark = fingerprint(self.session_key)
            Session.objects.create(hash=mark, device=self.device, opened_at=now, **written)
        elif not Session.objects.filter(hash=fingerprint(self.session_key)).update(**written):
            raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(hash=fingerprint(key)).delete()

    def touch(self, now: dt.datetime) -> None:
        """Note that somebody is still here, to within five minutes."""
        if self.session_key and self._seen_at is not None and self._seen_at < rounded(now):
            Session.objects.filter(hash=fingerprint(self.session_key)).update(seen_at=rounded(now))

    @classmethod
    def clear_expired(cls) -> None:
        now = timezone.now()
        Session.objects.ended(now).delete()

    def _open_row(self) -> Session | None:
        now = timezone.now()
        return Session.objects.open(now).filter(hash=fingerprint(self.session_key or "")).first()

    def _get_new_session_key(self) -> str:
        return secrets.token_urlsafe(32)

    def _sealed(self, kept: dict[str, Any]) -> bytes:
        nonce = os.urandom(12)
        return nonce + AESGCM(self._secret()).encrypt(nonce, json.dumps(kept).encode(), b"session")

    def _unsealed(self, sealed: bytes) -> dict[str, Any]:
        kept: dict[str, Any] = json.loads(
            AESGCM(self._secret()).decrypt(sealed[:12], sealed[12:], b"session")
        )
        return kept

    def _secret(self) -> bytes:
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"underrose session")
        return derive.derive((self.session_key or "").encode())


class SealedSessionMiddleware(SessionMiddleware):
    """Django's own, which also names the device and notes that somebody is still here."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.session.device = browsers.in_words(request.headers.get("User-Agent", ""))  # type: ignore[attr-defined]  # our store

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        may_touch = _may_touch(request)
        request.session.leaves_no_trace = not may_touch  # type: ignore[attr-defined]  # our store
        answer = super().process_response(request, response)
        is_here = request.session.accessed and not request.session.modified
        if is_here and settings.SESSION_COOKIE_NAME in request.COOKIES and may_touch:
            try:
                request.session.touch(timezone.now())  # type: ignore[attr-defined]  # our store
            except DatabaseError:
                return answer  # a busy database must not turn a good answer into an error
        return answer


def _may_touch(request: HttpRequest) -> bool:
    return not request.path.startswith(NEVER_TOUCHED) and not getattr(request, "leaves_no_trace", False)
