"""Pressing a button in the outbox, for one mail or many."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.kit import mail
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.receiving import actions as receiving
from underrose.kit.refusals import Refused

ACTS: dict[str, tuple[str, Callable[[OutboxMail, date], OutboxMail]]] = {
    "send": ("released", lambda one, _: mail.release(one)),
    "hold": ("held", lambda one, _: mail.hold(one)),
    "cancel": ("cancelled", lambda one, today: mail.cancel(one, today=today)),
    "again": ("sent again", lambda one, _: mail.send_again(one)),
}


def act_on(mails: Iterable[OutboxMail], act: str, *, by: Holder, today: date) -> tuple[int, list[str]]:
    """Do it to each that allows it; gives how many did, and a sentence for each kind of refusal."""
    verb, do = ACTS[act]
    done, refusals = 0, dict[str, None]()
    for one in mails:
        try:
            with transaction.atomic():
                do(one, today)
                record(by, verb, "mail", one.key, one.meeting_code, today)
            done += 1
        except Refused as refused:
            refusals[refused.sentence] = None
    return done, list(refusals)


@transaction.atomic
def release(mails: Iterable[OutboxMail], *, by: Holder, today: date) -> int:
    """Send all of these that still wait, in one act: either every one of them goes, or none."""
    released = mail.release_many(mails)
    for one in released:
        record(by, "released", "mail", one.key, one.meeting_code, today)
    return len(released)


@transaction.atomic
def deal_with(reply: ReceivedMail, *, by: Holder, today: date) -> bool:
    """Say that somebody has seen to what a person answered."""
    did = receiving.deal_with(reply, today=today)
    if did:
        record(by, "dealt with", "reply", reply.key, reply.meeting_code, today)
    return did
