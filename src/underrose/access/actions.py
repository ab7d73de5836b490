"""What people do about access: invite, grant, revoke, hand over, close and open an account, end a sign-in."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import login
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from underrose.access import rules
from underrose.access.holders import HOUSE, Holder
from underrose.access.models import Account, Grant, HandingOver, Institution, Session
from underrose.access.record import forget as forget_name
from underrose.access.record import record
from underrose.access.roles import READS_NOTES, Role
from underrose.kit import house, mail, retention
from underrose.kit.models import MUST_LEAVE
from underrose.kit.refusals import Refused

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ASKED_FOR = timedelta(days=90)
"""So long a handing over that nobody finishes or refuses is kept."""


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
def revoke(held: Grant, *, by: Holder, today: date | None = None) -> None:
    """Take a role back. The last administrator stays."""
    _one_at_a_time()
    rules.require(rules.may_revoke(held, by))
    key, meeting_code = held.key, held.meeting_code
    with _days_begin_anew(by, today):
        is_gone = Grant.objects.filter(pk=key).delete()[0]
    if is_gone:
        record(by, "revoked", "role", held.account_id, meeting_code)


class HandedOver(NamedTuple):
    """How many roles have another holder now, and on how many meetings somebody else is asked first."""

    moved: int
    waiting: int


@transaction.atomic
def hand_over(giver: Account, *, to: Account, by: Holder, today: date) -> HandedOver:
    """A colleague takes over another's roles. Those that open a room wait for a second person; everybody concerned is told."""
    _one_at_a_time()
    rules.require(rules.may_hand_over(giver, to, by))
    moved, waiting = 0, set()
    with _days_begin_anew(by, today):
        for held in Grant.objects.filter(account=giver):
            if rules.needs_a_second_person(held, to):
                waiting.add(held.meeting_code)
            else:
                _moved(held, to, by)
                moved += 1
    for code in sorted(waiting):
        _asked(giver, to, code, by, today)
    return HandedOver(moved, len(waiting))


@transaction.atomic
def agree_to_hand_over(asked: HandingOver, *, by: Holder) -> int:
    """A programme director of the meeting is the second person: the roles have another holder now. How many."""
    _one_at_a_time()
    rules.require(rules.may_agree(asked, by))
    return _carried_out(asked, by)


@transaction.atomic
def finish_handing_over(asked: HandingOver, *, by: Holder, today: date) -> int:
    """Nobody who could agree is left, and nobody refused in all the days of waiting."""
    _one_at_a_time()
    # As it is now: the days may have begun anew since the page was made.
    found = HandingOver.objects.select_related("giver", "taker").filter(pk=asked.pk).first()
    if found is None:
        return 0
    rules.require(rules.may_finish(found, by, today))
    return _carried_out(found, by, today)


@transaction.atomic
def refuse_to_hand_over(asked: HandingOver, *, by: Holder) -> None:
    """The roles stay where they are."""
    rules.require(rules.may_refuse(asked, by))
    if HandingOver.objects.filter(pk=asked.pk).delete()[0]:
        record(by, "refused to hand over", "role", asked.giver_id, asked.meeting_code)


@transaction.atomic
def deactivate(account: Account, *, by: Holder, today: date | None = None) -> None:
    """Close an account: every open sign-in ends now. Roles stay, so that opening it again restores them."""
    _one_at_a_time()
    rules.require(rules.may_deactivate(account, by))
    with _days_begin_anew(by, today):
        is_closed = Account.objects.active().filter(pk=account.pk).update(is_active=False)
    if is_closed:
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
def forget(account: Account, *, by: Holder, today: date | None = None) -> None:
    """Remove an account for good. The record keeps its lines and no longer knows whose they were."""
    _one_at_a_time()
    rules.require(rules.may_deactivate(account, by))
    key = account.key
    forget_name(account)
    with _days_begin_anew(by, today):
        account.delete()
    record(by, "forgot", "account", key)


@retention.rule("unused_addresses")
@transaction.atomic
def forget_unused_addresses(now: datetime) -> int:  # noqa: ARG001 - neither has a date: it was never needed
    """Confirmations, which this house never asks for, and addresses that are no longer those of their account."""
    from allauth.account.models import EmailAddress, EmailConfirmation

    stale = EmailAddress.objects.annotate(own=Lower("user__email")).exclude(email__iexact=F("own"))
    return int(EmailConfirmation.objects.all().delete()[0] + stale.delete()[0])


@retention.rule("old_handings_over")
@transaction.atomic
def forget_old_handings_over(now: datetime) -> int:
    """What was asked and neither done nor refused: whoever still wants it asks anew."""
    return int(HandingOver.objects.filter(asked_on__lt=now.date() - ASKED_FOR).delete()[0])


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


def _moved(held: Grant, to: Account, by: Holder) -> None:
    _grant(to, Role(held.role), held.meeting_code, by, held.session, held.group)
    giver, code = held.account_id, held.meeting_code
    held.delete()
    record(by, "handed over", "role", giver, code)


def _carried_out(asked: HandingOver, by: Holder, today: date | None = None) -> int:
    """Once, however often a button is pressed."""
    if not HandingOver.objects.filter(pk=asked.pk).delete()[0]:
        return 0
    held = list(Grant.objects.filter(account=asked.giver_id, meeting_code=asked.meeting_code))
    with _days_begin_anew(by, today):
        for one in held:
            _moved(one, asked.taker, by)
    return len(held)


@contextmanager
def _days_begin_anew(by: Holder, today: date | None) -> Iterator[None]:
    """Whatever takes away the last director who could agree: from that day on days take their place, and everybody hears it.

    Days that passed while a director was there count for nothing: nobody had a reason to refuse.
    """
    could_agree = {
        asked.pk: [account.pk for account in directors]
        for asked in HandingOver.objects.all()
        if (directors := list(rules.other_directors(asked)))
    }
    yield
    for asked in HandingOver.objects.filter(pk__in=could_agree).select_related("giver", "taker", "asked_by"):
        if not rules.has_another_director(asked):
            asked.asked_on = today or timezone.localdate()
            asked.save(update_fields=["asked_on"])
            _everybody_told(asked, by, Account.objects.filter(pk__in=could_agree[asked.pk]))


def _asked(giver: Account, to: Account, code: str, by: Holder, today: date) -> None:
    """Asked for another colleague the days begin anew, and everybody is told again; asked twice for the same it is once."""
    place = {"giver": giver, "meeting_code": code}
    if HandingOver.objects.filter(**place, taker=to).exists():
        return
    HandingOver.objects.filter(**place).delete()
    asked = HandingOver.objects.create(**place, taker=to, asked_by=by.account, asked_on=today)
    _everybody_told(asked, by)
    record(by, "asked to hand over", "role", giver.key, code)


def _everybody_told(asked: HandingOver, by: Holder, gone: Iterable[Account] = ()) -> None:
    """Whoever reads the notes of the meeting, whoever did until now, and every other administrator."""
    code = asked.meeting_code
    concerned = Grant.objects.filter(meeting_code=code, role__in=[role.value for role in READS_NOTES])
    team = Account.objects.filter(pk__in=concerned.values("account"))
    house_wide = Account.objects.active().holding(Role.ADMINISTRATOR)
    way = settings.SITE_URL + reverse("meeting_handing_over", args=[code, asked.key])
    desk = settings.SITE_URL + reverse("account", args=[asked.giver.key])
    told = dict.fromkeys(gone, way) | dict.fromkeys(house_wide, desk) | dict.fromkeys(team, way)
    for account, url in told.items():
        if by.account is None or account.pk != by.account.pk:
            _told(account, asked, url)


def _told(account: Account, asked: HandingOver, url: str) -> None:
    has_director = rules.has_another_director(asked)
    mail.queue(
        template="access/mail/handing_over",
        to=account.email,
        context={
            "name": account.name,
            "who": asked.asked_by.name if asked.asked_by else "",
            "giver": asked.giver.name,
            "taker": asked.taker.name,
            "code": asked.meeting_code,
            "has_director": has_director,
            "day": asked.due_on,
            "url": url,
        },
        # Among the letters of the meeting, which no administrator can hold back; under the key of the house.
        meeting_code=asked.meeting_code,
        scope="house",
        language=account.language,
        # Another letter as soon as it says something else.
        cause=f"{MUST_LEAVE}handing-over:{asked.key}:{account.key}:{asked.asked_on}:{'agree' if has_director else 'wait'}",
    )


def _one_at_a_time() -> None:
    """Two colleagues must not take each other's last role at the same moment. SQLite has but one writer."""
    if connection.vendor == "postgresql":
        last = [Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR]
        list(Grant.objects.select_for_update().filter(role__in=last).order_by("pk"))
