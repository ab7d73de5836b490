"""How allauth behaves in this house: no sign-up, no address kept, secrets sealed, words our own."""

import base64
import datetime as dt
import hashlib
import hmac
import os
import secrets
from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from underrose.access.models import Account
from underrose.kit import house, keys

NONCE_SIZE = 12
_key_of_the_day: tuple[dt.date, bytes] = (dt.date.min, b"")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # published without types
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _(
            "That code is not right. Please look at the newest message and type its six digits."
        ),
        "too_many_login_attempts": _(
            "That was tried too often. Please wait a few minutes and ask for a new code."
        ),
        "rate_limited": _("That was asked too often. Please wait a minute and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 – allauth's signature
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:  # noqa: ARG002 – allauth's signature
        """Ours comes first, on the page's own mark (`fresh`), and also covers those with a mailed code only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return blurred(_address(request), timezone.now().date())

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "mfa_reauthenticate": _("Use a code from your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        for method in found:
            method["description"] = words[method["id"]]
        by_mail = {"id": "mail", "description": _("Use a code by mail"), "url": reverse("confirm_by_mail")}
        return sorted(found, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn") or [by_mail]

    def format_email_subject(self, subject: str) -> str:
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        account = Account.objects.filter(email__iexact=email).first()
        language = account.language if account else settings.LANGUAGE_CODE
        with translation.override(language):
            super().send_mail(template_prefix, email, {**context, "house_name": house.name()})

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Notes of allauth carry an address and an exact time; ours are in the record."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # published without types
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That did not work. Please try again with a new code or with your passkey."),
    }

    def encrypt(self, text: str) -> str:
        nonce = os.urandom(NONCE_SIZE)
        return base64.b64encode(nonce + AESGCM(_people_key()).encrypt(nonce, text.encode(), b"mfa")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        raw = base64.b64decode(encrypted_text)
        return AESGCM(_people_key()).decrypt(raw[:NONCE_SIZE], raw[NONCE_SIZE:], b"mfa").decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture an app photographs: shapes and attributes only, because a page may carry no style."""
        code = qrcode.QRCode(border=4)
        code.add_data(url)
        dark = [(x, y) for y, row in enumerate(code.get_matrix()) for x, is_dark in enumerate(row) if is_dark]
        path = "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)
        return render_to_string("access/qr.svg", {"path": path, "size": len(code.get_matrix())})

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002, ARG002 – allauth's signature
        return str(_("Passkey"))

    def _get_site_name(self) -> str:
        return house.name()


def blurred(address: str, today: dt.date) -> str:
    """Stands for an address until midnight, in this process only; nothing leads back to it."""
    global _key_of_the_day  # noqa: PLW0603 – the key must live nowhere but in memory
    if _key_of_the_day[0] != today:
        _key_of_the_day = (today, secrets.token_bytes(32))
    return hmac.new(_key_of_the_day[1], address.encode(), hashlib.sha256).hexdigest()


def _address(request: HttpRequest) -> str:
    """Behind our proxy the last entry is the proxy's word; without one, only the connection counts."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.IS_SECURE else ""
    address = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR") or "unknown"
    return str(truncate_ip(address))


def _people_key() -> bytes:
    return keys.ring(settings.KEY_FOLDER).key("house", "people")
