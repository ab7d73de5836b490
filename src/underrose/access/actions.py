"""What people do about access: invite, grant, revoke, hand over, close and open an account, end a sign-in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.http import HttpRequest

from underrose.access import rules
from underrose.access.holders import HOUSE, Holder
from underrose.access.models import Account, Grant, Institution, Session
from underrose.access.record import forget as forget_name
from underrose.access.record import record
from underrose.access.roles import Role
from underrose.kit import house, mail, retention
from underrose.kit.refusals import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@transaction.atomic
def found_institution(name: str, **details: Any) -> Institution:
    """Name the house that convenes; there is one in an installation, and naming it again renames it."""
    transaction.on_commit(house.renamed, robust=True)  # before public pages are told to be made anew
    found, _is_new = Institution.objects.update_or_create(
        institution=settings.INSTITUTION, defaults={"name": name, **details}
    )
    return found


@transaction.atomic
def rename_institution(*, by: Holder, name: str, **details: Any) -> Institution:
    """An administrator changes what the house is called."""
    rules.require(rules.may_keep_house(by))
    found = found_institution(name, **details)
    record(by, "renamed", "institution", found.key)
    return found


@transaction.atomic
def invite(email: str, *, name: str, language: str, by: Holder) -> Account:
    """Make an account for a colleague and send them a short, neutral welcome."""
    rules.require(rules.may_invite(email, by))
    account: Account = Account.objects.create(email=email.lower(), name=name, language=language)
    mail.queue(
        template="access/mail/welcome",
        to=account.email,
        context={
            "name": account.name,
            "house_name": house.name(),
            "url": settings.SITE_URL + "/accounts/login/",
        },
        language=language,
        cause=f"welcome:{account.key}",
    )
    record(by, "invited", "account", account.key)
    return account


@transaction.atomic
def add_first(email: str, *, name: str, role: Role | None, meeting_code: str = HOUSE) -> Account:
    """An account made by whoever runs the machine: the first administrator, who then invites the others."""
    account: Account
    account, is_new = Account.objects.get_or_create(email=email.lower(), defaults={"name": name})
    nobody = Holder()
    if is_new:
        record(nobody, "added", "account", account.key)
    if role is not None:
        _grant(account, role, meeting_code, nobody)
    return account


@transaction.atomic
def grant(
    account: Account, *, role: Role, meeting_code: str, by: Holder, session: str = "", group: str = ""
) -> Grant:
    """Give a colleague a role; a note-taker's is for one session or one of its groups, by key. Twice is the same as once."""
    rules.require(rules.may_grant(account, role, meeting_code, by))
    rules.require(rules.may_be_of_a_session(role, session))
    return _grant(account, role, meeting_code, by, session, group if session else "")


@transaction.atomic
def begin_team(meeting_code: str, *, by: Holder) -> Grant:
    """Whoever opens a meeting is its first programme director, and gives the other roles on it."""
    rules.require(rules.may_begin_team(meeting_code, by))
    assert by.account is not None
    return _grant(by.account, Role.PROGRAMME_DIRECTOR, meeting_code, by)


@transaction.atomic
def revoke(held: Grant, *, by: Holder) -> None:
    """Take a role back. The last administrator stays."""
    _one_at_a_time()
    rules.require(rules.may_revoke(held, by))
    key, meeting_code = held.key, held.meeting_code
    if Grant.objects.filter(pk=key).delete()[0]:
        record(by, "revoked", "role", held.account_id, meeting_code)


@transaction.atomic
def hand_over(giver: Account, *, to: Account, by: Holder) -> int:
    """A colleague takes over another's roles on meetings and in the house; the giver's account stays, without them."""
    _one_at_a_time()
    rules.require(rules.may_hand_over(giver, to, by))
    moved = 0
    for held in Grant.objects.filter(account=giver):
        _grant(to, Role(held.role), held.meeting_code, by, held.session, held.group)
        held.delete()
        record(by, "handed over", "role", giver.key, held.meeting_code)
        moved += 1
    return moved


@transaction.atomic
def deactivate(account: Account, *, by: Holder) -> None:
    """Close an account: every open sign-in ends now. Roles stay, so that opening it again restores them."""
    _one_at_a_time()
    rules.require(rules.may_deactivate(account, by))
    if Account.objects.active().filter(pk=account.pk).update(is_active=False):
        Session.objects.filter(account=account).delete()
        record(by, "closed", "account", account.key)
    account.is_active = False


@transaction.atomic
def reactivate(account: Account, *, by: Holder) -> None:
    """Open a closed account again, with the roles it had."""
    rules.require(rules.may_change_accounts(by))
    if Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        record(by, "opened", "account", account.key)
    account.is_active = True


@transaction.atomic
def describe_oneself(account: Account, *, name: str, language: str) -> None:
    """Change one's own name and language."""
    account.name, account.language = name, language
    account.save(update_fields=["name", "language"])


@transaction.atomic
def end_sessions(account: Account, *, keys: Collection[Any], by: Holder) -> int:
    """End open sign-ins of this account, on whatever device they are."""
    ended = Session.objects.filter(account=account, pk__in=list(keys)).delete()[0]
    if ended:
        record(by, "ended", "sign-in", account.key)
    return ended


@transaction.atomic
def forget(account: Account, *, by: Holder) -> None:
    """Remove an account for good. The record keeps its lines and no longer knows whose they were."""
    _one_at_a_time()
    rules.require(rules.may_deactivate(account, by))
    key = account.key
    forget_name(account)
    account.delete()
    record(by, "forgot", "account", key)


@retention.rule("unused_addresses")
@transaction.atomic
def forget_unused_addresses(now: datetime) -> int:  # noqa: ARG001 - neither has a date: it was never needed
    """Confirmations, which this house never asks for, and addresses that are no longer those of their account."""
    from allauth.account.models import EmailAddress, EmailConfirmation

    stale = EmailAddress.objects.annotate(own=Lower("user__email")).exclude(email__iexact=F("own"))
    return int(EmailConfirmation.objects.all().delete()[0] + stale.delete()[0])


def sign_in_demo(request: HttpRequest, account: Account) -> None:
    """Sign in as somebody of the invented meeting. Refused everywhere but in the demo."""
    if not settings.DEMO:
        raise Refused("This sign-in exists in the demonstration only.")
    from allauth.account.internal.flows.login import record_authentication

    login(request, account, backend=BACKEND)
    record_authentication(request, account, method="demo")


def _grant(
    account: Account, role: Role, meeting_code: str, by: Holder, session: str = "", group: str = ""
) -> Grant:
    held, is_new = Grant.objects.get_or_create(
        account=account, role=role.value, meeting_code=meeting_code, session=session, group=group
    )
    if is_new:
        record(by, "granted", "role", account.key, meeting_code)
    return held


def _one_at_a_time() -> None:
    """Two colleagues must not take each other's last role at the same moment. SQLite has but one writer."""
    if connection.vendor == "postgresql":
        last = [Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR]
        list(Grant.objects.select_for_update().filter(role__in=last).order_by("pk"))
