"""Personal addresses: 256 random bits, kept only as a hash, opening one thing until a day."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import register_converter

from underrose.access.models import BoundDevice, BoundPage, Link, LinkCode
from underrose.kit import mail, retention
from underrose.kit.asked import Question
from underrose.kit.models import institution_key
from underrose.kit.written import Addition

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
# The institution is named because the index begins with it.
_BY_HASH = Question(lambda house, digest: Link.objects.filter(institution=house, hash=digest), UUID, str)
_LINK = Addition(Link)
# How long an address opens something, unless whoever issues it says otherwise.
LIFETIMES = {
    "invitation": dt.timedelta(days=365),
    "nomination": dt.timedelta(days=90),
    "clearance": dt.timedelta(days=60),
    "review": dt.timedelta(days=60),
    "quote": dt.timedelta(days=60),
    "action": dt.timedelta(days=365),
    "questionnaire": dt.timedelta(days=60),
    "feed": dt.timedelta(days=365),
}


@dataclass(frozen=True)
class Addressee:
    """Where a personal address was sent, for sending a code there. Never printed."""

    address: str
    language: str
    is_at_risk: bool = False

    def __repr__(self) -> str:
        return "<Addressee>"


_OF_A_PAGE = (BoundPage, BoundDevice, LinkCode)
WhoIs = Callable[[UUID], Addressee | None]
_who: dict[str, list[WhoIs]] = {}


def address_of(kind: str) -> Callable[[WhoIs], WhoIs]:
    """Each section that sends links of a kind says here where one went; without an answer no code can be mailed.

    Where several send the same kind, each answers for its own subjects, and None for those of others.
    """

    def registered(who: WhoIs) -> WhoIs:
        _who.setdefault(kind, []).append(who)
        return who

    return registered


def has_addresses(kind: str) -> bool:
    return kind in _who


def addressee(link: Link) -> Addressee | None:
    answers = (who(link.subject) for who in _who.get(link.kind, ()))
    return next((found for found in answers if found is not None), None)


def issue(
    kind: str, subject_key: UUID, meeting_code: str, now: dt.datetime, lifetime: dt.timedelta | None = None
) -> tuple[Link, str]:
    """A new address for one person and one purpose. The token is shown once, here."""
    lives = LIFETIMES[kind] if lifetime is None else lifetime
    token = KINDS[kind] + secrets.token_urlsafe(32)
    link = Link(
        kind=kind,
        subject=subject_key,
        meeting_code=meeting_code,
        hash=fingerprint(token),
        # To the day: a moment would tell when somebody asked.
        expires_at=start_of_day(now + lives + dt.timedelta(days=1)),
    )
    _LINK.create(link)
    return link, token


@transaction.atomic
def revoke(link: Link, now: dt.datetime) -> None:
    """The address opens nothing from now on. With the last of its page go devices and codes. Twice is the same as once."""
    if link.revoked_at is None:
        link.revoked_at = start_of_day(now)
        link.save(update_fields=["revoked_at"])
        if not opening(link.kind, link.subject, now).exists():
            _forget_page(link.kind, link.subject)


@transaction.atomic
def revoke_all(kind: str, subject_key: UUID, now: dt.datetime) -> int:
    """Withdraw every address of this kind that somebody was sent, and forget every device; how many were still open."""
    found = list(Link.objects.filter(kind=kind, subject=subject_key, revoked_at__isnull=True).order_by("pk"))
    for link in found:
        revoke(link, now)
    _forget_page(kind, subject_key)
    return sum(1 for link in found if now < link.expires_at)


@transaction.atomic
def erase(kind: str, subject_key: UUID) -> None:
    """Every address of this kind is gone, as if there had been none: for whoever may not have one any more."""
    Link.objects.filter(kind=kind, subject=subject_key).delete()
    _forget_page(kind, subject_key)


@transaction.atomic
def reissue(
    kind: str, subject_key: UUID, meeting_code: str, now: dt.datetime, lifetime: dt.timedelta | None = None
) -> tuple[Link, str]:
    """A new address in place of those before. It is bound to no device yet."""
    revoke_all(kind, subject_key, now)
    return issue(kind, subject_key, meeting_code, now, lifetime)


def current(kind: str, subject_key: UUID, now: dt.datetime) -> Link | None:
    """An address that opens this for somebody now: of several always the same, of those that stay open longest."""
    return opening(kind, subject_key, now).order_by("-expires_at", "pk").first()


def opening(kind: str, subject_key: UUID, now: dt.datetime) -> QuerySet[Link]:
    """Every address that leads to this page now: each letter has one of its own."""
    return Link.objects.filter(kind=kind, subject=subject_key, revoked_at__isnull=True, expires_at__gt=now)


@retention.rule("ended_links")
def forget_ended(now: dt.datetime) -> int:
    """An address that opens nothing any more answers like one that never was, so nothing of it need be kept.

    Devices and codes go with the last address of their page.
    """
    gone = Link.objects.filter(Q(expires_at__lte=now) | Q(revoked_at__isnull=False)).delete()[0]
    left = Link.objects.filter(kind=OuterRef("kind"), subject=OuterRef("subject"))
    return gone + sum(model.objects.filter(~Exists(left)).delete()[0] for model in _OF_A_PAGE)


def find(token: str, kinds: Collection[str], now: dt.datetime) -> Link | None:
    link = _BY_HASH.first(institution_key(), fingerprint(token))
    return link if link is not None and link.kind in kinds and link.is_open(now) else None


def letters_of(link: Link) -> str:
    """How the cause of every code mailed for the page of this address begins."""
    return codes_of(link.kind, link.subject)


def codes_of(kind: str, subject_key: UUID) -> str:
    """The same for a page that may have no address left."""
    return f"device code:{KINDS[kind]}{subject_key}:"


def _forget_page(kind: str, subject_key: UUID) -> None:
    """No device knows this page, no code opens it, and nobody has been the first."""
    for model in _OF_A_PAGE:
        model.objects.filter(kind=kind, subject=subject_key).delete()
    mail.erase(codes_of(kind, subject_key))


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
