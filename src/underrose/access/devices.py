"""Devices that know a personal page. The first that presses the button is bound; any other brings a code first.

A page has several addresses, one for each letter; whoever is known is known on all of them, and whoever is not is
a stranger on all of them. A device is a random cookie under the path where personal pages of its kind stand, so that it
travels to no other page of the house, and least of all with an anonymous answer. Kept is a hash of the cookie, and the day.
"""

import datetime as dt
import hashlib
import hmac
import secrets
import unicodedata
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.http import HttpResponse

from underrose.access import links, rules
from underrose.access.holders import Holder
from underrose.access.models import BoundDevice, BoundPage, Link, LinkCode, Means
from underrose.access.record import record
from underrose.kit import keys, mail, retention
from underrose.kit.asked import Question
from underrose.kit.models import Tone

DIGITS = {Means.MAIL: 6, Means.TELEPHONE: 8}
MINUTES = {Means.MAIL: 10, Means.TELEPHONE: 30}
TRIES = 3
LONGEST = dt.timedelta(days=366)
SHORTEST_NAME = 16
MARK = 8
_KNOWN = Question(
    lambda house, kind, subject, digest: BoundDevice.objects.filter(
        institution=house, kind=kind, subject=subject, hash=digest
    ),
    UUID, str, UUID, str,
)  # fmt: skip


def cookie_name(link: Link) -> str:
    """One for each page, so that the pages of two people go together in one browser. The mark tells nobody whose it is.

    Not `__Host-`: that would send it to every page of the house (docs/explanation/personal-pages.md).
    """
    return ("__Secure-device-" if settings.IS_SECURE else "device-") + _mac("name", link)[:MARK]


def called(link: Link, pressed: str) -> str:
    """The cookie for whoever pressed this very button: a second click on it, before the first is answered, is the same device."""
    if len(pressed) < SHORTEST_NAME:
        return secrets.token_urlsafe(32)
    return _mac("device", link, pressed)


def is_known(link: Link, cookie: str) -> bool:
    return bool(cookie) and bool(_KNOWN(link.institution, link.kind, link.subject, _hash(link, cookie)))


def is_taken(link: Link) -> bool:
    """Somebody was first, by this address or by another of the same page."""
    return BoundPage.objects.filter(**link.page).exists()


@transaction.atomic
def bind_first(link: Link, cookie: str, today: dt.date) -> bool:
    """Whoever presses first is let in without a code. Of many at the same moment, it is one."""
    is_first = _alone(link) and _take(link)
    if is_first:
        _bind(link, cookie, today)
    return is_first


@transaction.atomic
def bind_with_code(link: Link, cookie: str, typed: str, now: dt.datetime) -> bool:
    """A device whose owner has the code is known from now on. The code opens once, and bears three tries."""
    if not (_alone(link) and _is_right(link, typed, now)):
        return False
    _take(link)
    _bind(link, cookie, now.date())
    return True


def forget(link: Link, cookie: str) -> None:
    """This device is a stranger from now on; the page does not become free for the next."""
    _devices(link).filter(hash=_hash(link, cookie)).delete()


@transaction.atomic
def forget_all(link: Link, *, by: Holder, now: dt.datetime) -> int:
    """A telephone was lost: every device of this page is a stranger and needs a code to come back, and not one on its way."""
    rules.require(rules.may_let_devices_in(link, by, now))
    _alone(link)
    _take(link)
    gone = _devices(link).delete()[0]
    _codes(link).delete()
    record(by, "forgot", "devices", link.subject, link.meeting_code, now.date())
    return gone


@transaction.atomic
def forget_everybody(kind: str, subject: UUID) -> None:
    """Another address than before belongs to this page: no device and no code of then opens it, and nobody is the first."""
    link = Link.objects.filter(kind=kind, subject=subject).order_by("pk").first()
    if link is None:
        return
    _alone(link)
    _take(link)
    _devices(link).delete()
    _codes(link).delete()
    mail.erase(links.letters_of(link))


@transaction.atomic
def send_code(link: Link, now: dt.datetime) -> None:
    """Six digits to the address this was sent to, in a letter that says nothing else. Without an address nothing happens."""
    addressee = links.addressee(link)
    if addressee is None:
        return
    row, code = _new_code(link, Means.MAIL, now)
    letter = mail.queue(
        template="access/mail/device_code",
        to=addressee.address,
        context={"code": code},
        cause=f"{links.letters_of(link)}{row.key}",
        language=addressee.language,
    )
    letter.tone = Tone.QUIET  # the sender bears no name
    letter.save(update_fields=["tone"])


@transaction.atomic
def telephone_code(link: Link, *, by: Holder, now: dt.datetime) -> str:
    """Eight digits for the project manager to read out. They are shown once, here, and are good for half an hour."""
    rules.require(rules.may_let_devices_in(link, by, now))
    _row, code = _new_code(link, Means.TELEPHONE, now)
    record(by, "read out", "code", link.subject, link.meeting_code, now.date())
    return code


def remember(response: HttpResponse, link: Link, cookie: str, path: str, now: dt.datetime) -> None:
    """Give the device its cookie: as long as the page is open, or, for somebody at risk, until the window is closed."""
    addressee = links.addressee(link)
    is_lasting = addressee is not None and not addressee.is_at_risk
    longest = links.current(link.kind, link.subject, now) or link
    seconds = int(min(longest.expires_at - now, LONGEST).total_seconds())
    response.set_cookie(
        cookie_name(link),
        cookie,
        max_age=seconds if is_lasting else None,
        path=path,
        secure=settings.IS_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: HttpResponse, link: Link, path: str) -> None:
    response.delete_cookie(cookie_name(link), path=path, samesite="Lax")


@retention.rule("old_codes")
def forget_old_codes(now: dt.datetime) -> int:
    """Codes nobody used; they were good for minutes."""
    return LinkCode.objects.filter(made_on__lt=now.date()).delete()[0]


def _bind(link: Link, cookie: str, today: dt.date) -> None:
    BoundDevice.objects.create(**link.page, hash=_hash(link, cookie), bound_on=today)


def _devices(link: Link) -> QuerySet[BoundDevice]:
    return BoundDevice.objects.filter(**link.page)


def _codes(link: Link) -> QuerySet[LinkCode]:
    return LinkCode.objects.filter(**link.page)


def _alone(link: Link) -> bool:
    """Nobody else comes in by any address of this page until this is done; False when this one was withdrawn meanwhile."""
    rows = list(Link.objects.select_for_update().filter(**link.page).order_by("pk"))
    return any(row.pk == link.pk and row.revoked_at is None for row in rows)


def _take(link: Link) -> bool:
    """Whether nobody was before."""
    return BoundPage.objects.get_or_create(**link.page)[1]


def _hash(link: Link, cookie: str) -> str:
    """Of the cookie and the page together: for another page the same cookie is a stranger's."""
    return links.fingerprint(f"{link.kind}|{link.subject}|{cookie}")


def _new_code(link: Link, means: Means, now: dt.datetime) -> tuple[LinkCode, str]:
    """A new code takes the place of the one before."""
    code = str(secrets.randbelow(10 ** DIGITS[means])).zfill(DIGITS[means])
    digest = _mac("code", link, means.value, code, _minute(now))
    _alone(link)
    _codes(link).filter(means=means).delete()
    return LinkCode.objects.create(**link.page, means=means, digest=digest, made_on=now.date()), code


def _is_right(link: Link, typed: str, now: dt.datetime) -> bool:
    """Counts the try before it looks."""
    digits = _digits(typed)
    rows = _codes(link).filter(means__in=[m for m in Means if DIGITS[m] == len(digits)])
    if not rows.filter(tries__lt=TRIES).update(tries=F("tries") + 1):
        return False
    row = rows.get()
    means = Means(row.means)
    good = [
        hmac.compare_digest(row.digest, _mac("code", link, means.value, digits, _minute(now) - minutes))
        for minutes in range(MINUTES[means] + 1)
    ]
    return any(good) and bool(rows.filter(pk=row.pk).delete()[0])


def _digits(typed: str) -> str:
    """Digits of any script, without what people write between them."""
    return "".join(
        str(unicodedata.decimal(sign)) for sign in typed if unicodedata.decimal(sign, None) is not None
    )


def _minute(now: dt.datetime) -> int:
    return int(now.timestamp()) // 60


def _mac(label: str, link: Link, *said: Any) -> str:
    told = "|".join([label, link.kind, str(link.subject), *map(str, said)]).encode()
    return hmac.new(keys.derived(settings.KEY_FOLDER, "devices"), told, hashlib.sha256).hexdigest()
