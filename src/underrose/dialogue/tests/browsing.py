"""Browsers of colleagues who read notes: signed in just now, with a second factor."""

from allauth.mfa.models import Authenticator
from django.test import Client

from underrose.access.holders import Holder
from underrose.programme.tests.planning import browser_of

__all__ = ["reader"]


def reader(holder: Holder) -> Client:
    Authenticator.objects.get_or_create(
        user_id=holder.account.pk, type="totp", defaults={"data": {"secret": "x"}}
    )
    return browser_of(holder)
