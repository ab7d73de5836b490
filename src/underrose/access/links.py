"""Personal addresses: 256 random bits, kept only as a hash, opening one thing until a day."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import register_converter

from underrose.access.models import Link
from underrose.kit import retention

# The letter in front of a token says what it opens, so that an address of one kind never meets a page of another.
KINDS = {
    "invitation": "i",
    "nomination": "n",
    "clearance": "c",
    "review": "r",
    "quote": "q",
    "action": "a",
    "questionnaire": "u",
    "feed": "f",
}
RANDOM_CHARACTERS = 43


def issue(
    kind: str, subject_key: UUID, meeting_code: str, now: dt.datetime, lifetime: dt.timedelta
) -> tuple[Link, str]:
    """A new address for one person and one purpose. The token is shown once, here."""
    token = KINDS[kind] + secrets.token_urlsafe(32)
    link = Link.objects.create(
        kind=kind,
        subject=subject_key,
        meeting_code=meeting_code,
        hash=fingerprint(token),
        # To the day: a moment would tell when somebody asked.
        expires_at=start_of_day(now + lifetime + dt.timedelta(days=1)),
    )
    return link, token


def revoke(link: Link, now: dt.datetime) -> None:
    """The address opens nothing from now on. Twice is the same as once."""
    if link.revoked_at is None:
        link.revoked_at = start_of_day(now)
        link.save(update_fields=["revoked_at"])


@retention.rule("ended_links")
def forget_ended(now: dt.datetime) -> int:
    """An address that opens nothing any more answers like one that never was, so nothing of it need be kept."""
    return Link.objects.filter(Q(expires_at__lte=now) | Q(revoked_at__isnull=False)).delete()[0]


def find(token: str, kinds: Collection[str], now: dt.datetime) -> Link | None:
    link = Link.objects.filter(hash=fingerprint(token), kind__in=kinds).first()
    return link if link is not None and link.is_open(now) else None


def start_of_day(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def no_longer(request: HttpRequest) -> HttpResponse:
    """The same page whether the address never was, has expired or was withdrawn."""
    answer = render(request, "access/no_longer.html", status=404)
    answer._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 – Django would log the address, token and all
    return answer


def _register(kind: str, letter: str) -> None:
    converter = type(
        f"{kind.title()}Token",
        (),
        {
            "regex": letter + f"[A-Za-z0-9_-]{{{RANDOM_CHARACTERS}}}",
            "to_python": lambda _self, value: value,
            "to_url": lambda _self, value: value,
        },
    )
    register_converter(converter, kind)


for _kind, _letter in KINDS.items():
    _register(_kind, _letter)
