"""The end of what was said: on the day that was promised the key goes first, then every row, then what the files still hold."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.dialogue import rules
from underrose.dialogue.actions.capture import WALL
from underrose.dialogue.actions.rewriting import owe, rewrite_the_file
from underrose.dialogue.models import (
    Arrival,
    Certificate,
    Finding,
    Note,
    Point,
    Promise,
    Release,
    ReleasedPoint,
)
from underrose.dialogue.promises import NOTICE, months_after, promised_for
from underrose.kit import keys, retention
from underrose.kit.refusals import require

log = logging.getLogger("underrose.room")
NOBODY = Holder()
LATE_FINDINGS_KEPT = timedelta(days=731)


def extend(meeting: Meeting, until: date, *, reason: str, by: Holder, today: date) -> Promise:
    """Put the destruction off, once, with a reason; the record says that it was done."""
    with transaction.atomic(using=WALL), transaction.atomic():
        promise = Promise.objects.select_for_update().get(meeting_code=meeting.code)
        require(rules.may_extend(promise, until, reason, by, today) or rules.words_are_gone(promise.scope))
        promise.destroy_on, promise.was_extended, promise.reason = until, True, reason
        promise.save()
        record(by, "extended", "destruction", None, meeting.code, today)
    return promise


def follow_the_meeting(meeting: Meeting, today: date) -> None:
    """A meeting that moves takes its promise along. Once somebody has spoken the day can only come nearer.

    Once put off, it stays no later than could be asked for from what is promised now. It comes no nearer than the first warning: whoever sets dates is not whoever destroys, and a year is mistyped easily.
    """
    if meeting.end_on is None and meeting.start_on is None:
        return
    wanted = promised_for(meeting, today)
    with transaction.atomic(using=WALL):
        promise = Promise.objects.select_for_update().filter(meeting_code=meeting.code).first()
        if promise is None:
            return
        if promise.was_extended:
            wanted = min(promise.destroy_on, months_after(wanted, rules.LATEST_EXTENSION_MONTHS))
        if wanted > promise.destroy_on and _has_spoken(meeting.code):
            return
        if wanted < promise.destroy_on:
            wanted = min(promise.destroy_on, max(wanted, today + NOTICE))
        promise.destroy_on = wanted
        promise.save(update_fields=["destroy_on"])


def _has_spoken(code: str) -> bool:
    """Whether a point ever came, whatever became of it since: struck, released and gone with its release."""
    return (
        Arrival.objects.filter(note__meeting_code=code).exists()
        or ReleasedPoint.objects.filter(meeting_code=code).exists()
    )


def destroy(meeting_code: str, *, by: Holder, today: date) -> Certificate:
    """Destroy every word of a meeting. Begun anew after a crash it goes on where it was; done, it gives the certificate.

    The key is destroyed before the first row: from then on nobody opens anything, whatever else is left to do.
    """
    found = Certificate.objects.filter(meeting_code=meeting_code).first()
    promise = Promise.objects.filter(meeting_code=meeting_code).first()
    if promise is None:
        if found is None:
            raise Promise.DoesNotExist
        return _destroyed_again(found, by, today)
    require(rules.may_destroy(promise, by, today))
    with transaction.atomic():
        record(by, "destroyed", "notes", None, meeting_code, today)
    keys.ring(settings.KEY_FOLDER).destroy(promise.scope, "words")
    certificate = _rows_gone(promise, today)
    rewrite_the_file()
    return certificate


def has_come_back(certificate: Certificate) -> bool:
    """Whether a key that opens these words is in the key folder, for instance put back from an old copy."""
    try:
        keys.ring(settings.KEY_FOLDER).existing(certificate.scope, "words")
    except (keys.Destroyed, FileNotFoundError):
        return False
    except keys.KeysRefused:  # of another master key, or damaged: nothing to keep either
        return True
    return True


def _destroyed_again(found: Certificate, by: Holder, today: date) -> Certificate:
    """A key that was put back goes once more, and the certificate says so. Without one the files are written anew."""
    if has_come_back(found):
        with transaction.atomic():
            record(by, "destroyed again", "notes", None, found.meeting_code, today)
        keys.ring(settings.KEY_FOLDER).destroy(found.scope, "words")
        with transaction.atomic(using=WALL):
            found.again_on = today
            found.save(update_fields=["again_on"])
    rewrite_the_file()  # whoever was killed after the rows had gone did not come to it
    return found


@transaction.atomic(using=WALL)
def _rows_gone(promise: Promise, today: date) -> Certificate:
    code = promise.meeting_code
    # Notes before points, as everywhere, so that nobody waits for the other for ever.
    list(Note.objects.select_for_update().filter(meeting_code=code).order_by("pk"))
    certificate, _is_new = Certificate.objects.get_or_create(
        meeting_code=code,
        defaults={
            "scope": promise.scope,
            "destroyed_on": today,
            "promised_on": promise.destroy_on,
            "counts": counts_of(code),
        },
    )
    for rows in _rows_of(code).values():
        rows.delete()
    promise.delete()
    owe()
    return certificate


def _rows_of(code: str) -> dict[str, Any]:
    """In the order in which they may go."""
    return {
        "arrivals": Arrival.objects.filter(note__meeting_code=code),
        "releases": Release.objects.filter(note__meeting_code=code),
        "points": Point.objects.filter(note__meeting_code=code),
        "findings": Finding.objects.filter(meeting_code=code),
        "released_points": ReleasedPoint.objects.filter(meeting_code=code),
        "notes": Note.objects.filter(meeting_code=code),
    }


def counts_of(code: str) -> dict[str, int]:
    """What is certified: numbers alone. Digests of arrivals and who asked for a release are no words of anybody."""
    rows = _rows_of(code)
    return {name: rows[name].count() for name in ("notes", "points", "findings", "released_points")}


@retention.rule("promised_destruction")
def destroy_what_was_promised(now: datetime) -> int:
    """Every meeting whose day has come, and every key that was put back after it. The day counts, whoever is on leave."""
    codes = Promise.objects.values_list("meeting_code", flat=True)
    for meeting in Meeting.objects.filter(code__in=list(codes)):
        follow_the_meeting(meeting, now.date())
    due = list(Promise.objects.filter(destroy_on__lte=now.date()).values_list("meeting_code", flat=True))
    due += [one.meeting_code for one in Certificate.objects.all() if has_come_back(one)]
    faults = list(_each_destroyed(dict.fromkeys(due), now.date()))
    if faults:
        raise ExceptionGroup("Not every destruction that was promised was done.", faults)
    return len(due)


def _each_destroyed(codes: Iterable[str], today: date) -> Iterator[Exception]:
    """A key that cannot be removed keeps no other meeting from its end. Gives what went wrong."""
    for code in codes:
        try:
            destroy(code, by=NOBODY, today=today)
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is this meeting's; raised when all had their turn
            log.warning(
                "A destruction that was promised failed: %s. It is tried again.", type(fault).__name__
            )
            yield fault


@retention.rule("late_findings")
def forget_late_findings(now: datetime) -> int:
    """What was found in reports and newsletters after the words of the room were destroyed: two years on it goes as well."""
    before = now.date() - LATE_FINDINGS_KEPT
    codes = list(Certificate.objects.filter(destroyed_on__lt=before).values_list("meeting_code", flat=True))
    return Finding.objects.filter(meeting_code__in=codes).delete()[0] if codes else 0
