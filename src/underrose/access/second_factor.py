"""The second proof of who signs in: a passkey or an authenticator app."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Value

from underrose.access.holders import Holder
from underrose.access.models import Account
from underrose.access.roles import READS_NOTES

COUNTS = ("totp", "webauthn")


def requires_second_factor(holder: Holder) -> bool:
    """Reads what was said in the room, but signs in by mail alone: first a passkey or an app, please.

    In the demonstration everybody signs in by a click, and everything that was said is invented.
    """
    if settings.DEMO:
        return False
    return holder.account is not None and holder.may_anywhere(*READS_NOTES) and not has_one(holder.account)


def has_one(account: Account) -> bool:
    from allauth.mfa.models import Authenticator

    return bool(Authenticator.objects.filter(user_id=account.pk, type__in=COUNTS).exists())


def with_their_proof(accounts: QuerySet[Account]) -> QuerySet[Any]:
    """Each with `may_prove_it`: whether a second proof is set up, so that they come in where notes are read."""
    from allauth.mfa.models import Authenticator

    has = Exists(Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=COUNTS))
    return accounts.annotate(may_prove_it=Value(value=True) if settings.DEMO else has)


def keep_only_the_day(instance: Any, **_kwargs: Any) -> None:
    """When a method was made or last used is kept to the day; the second would be a log of comings and goings."""
    instance.created_at = _midnight(instance.created_at)
    if instance.last_used_at:
        instance.last_used_at = _midnight(instance.last_used_at)
    if "viewed_at" in instance.data:
        instance.data["viewed_at"] = 1


def _midnight(moment: dt.datetime) -> dt.datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
