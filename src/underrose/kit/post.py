"""The worker's round with the mail: take one that is due, carry it, write down what came of it.

At least once: a worker killed between the other side's yes and our note of it leaves the mail to be sent again,
with the same Message-ID.
"""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from underrose.kit import mail
from underrose.kit.delivery import Carrier, NotNow, NoWay, OtherSideRefuses
from underrose.kit.keys import Destroyed
from underrose.kit.letters import return_path
from underrose.kit.models import MailState, OutboxMail

log = logging.getLogger("underrose.worker")
TRIES = 20  # about three days
_LONGEST_WAIT = timedelta(hours=6)


def take(worker: UUID, now: datetime) -> OutboxMail | None:
    """Claim one due mail, so that no other worker sends it."""
    if not OutboxMail.objects.due(now).exists():  # no lock is taken while there is nothing to do
        return None
    with transaction.atomic():
        found = OutboxMail.objects.due(now).select_for_update(skip_locked=True).first()
        if found is not None:
            found.state, found.worker = MailState.SENDING, worker
            found.save(update_fields=["state", "worker"])
    return found


def carry(found: OutboxMail, carrier: Carrier, now: datetime) -> None:
    """Send a claimed mail. `NoWay` costs it no try: the server, not the mail, is at fault."""
    ended = {"finished_on": now.date(), "after": None}
    try:
        carrier.carry(mail.letter(found, now), return_path.envelope_sender(found))
    except Destroyed:
        _settle(found, state=MailState.CANCELLED, answer="key gone", **ended)
    except OtherSideRefuses as fault:
        _settle(found, state=MailState.REFUSED, answer=str(fault.code), **ended)
        mail.tell_undelivered(found, now.date())
    except NotNow as fault:
        _try_later(found, now, str(fault.code))
    except NoWay:
        _settle(found, state=MailState.QUEUED, after=now + timedelta(minutes=1))
        raise
    except Exception as fault:  # noqa: BLE001 - a letter that cannot be written must not stop the others
        log.warning("A mail could not be written: %s", type(fault).__name__)
        _try_later(found, now, "fault")
    else:
        _settle(found, state=MailState.SENT, answer="", **ended)


def give_back(dead: UUID) -> int:
    """What a killed worker held goes out with another."""
    return OutboxMail.objects.filter(worker=dead, state=MailState.SENDING).update(
        state=MailState.QUEUED, worker=None
    )


def holders() -> set[UUID]:
    """Every worker that holds a mail just now."""
    held = OutboxMail.objects.filter(state=MailState.SENDING, worker__isnull=False)
    return {worker for worker in held.values_list("worker", flat=True).distinct() if worker}


def _try_later(found: OutboxMail, now: datetime, answer: str) -> None:
    tries = found.tries + 1
    if tries >= TRIES:
        _settle(
            found, state=MailState.REFUSED, finished_on=now.date(), answer=answer, tries=tries, after=None
        )
    else:
        wait = min(timedelta(minutes=2**tries), _LONGEST_WAIT)
        _settle(found, state=MailState.QUEUED, answer=answer, tries=tries, after=now + wait)


def _settle(found: OutboxMail, **changes: object) -> None:
    """Only the worker that still holds the mail may say what came of it."""
    OutboxMail.objects.filter(pk=found.pk, state=MailState.SENDING, worker=found.worker).update(
        worker=None, **changes
    )
