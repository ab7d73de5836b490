"""The record of who did what: append-only, chained, by day, with verbs and nouns and no values."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from underrose.access.holders import Holder
from underrose.access.models import Account, RecordEntry, RecordName
from underrose.kit import keys, retention
from underrose.kit.asked import Question
from underrose.kit.written import Addition

BEFORE_THE_FIRST = "0" * 64
KEPT = dt.timedelta(days=731)  # 24 months, as long as it is known who attended
ONE_WRITER = 0x556E646572  # the number of the lock under which PostgreSQL lets one append at a time

_LAST = Question(lambda: RecordEntry.objects.order_by("-position").values_list("position", "seal")[:1])
_LINE = Addition(RecordEntry)


@dataclass(frozen=True)
class Break:
    """The place where the record is not what was written."""

    position: int
    reason: str


def record(
    by: Holder,
    verb: str,
    noun: str,
    subject: UUID | None,
    meeting_code: str = "",
    today: dt.date | None = None,
) -> RecordEntry:
    """Append one line to the record, in the caller's transaction: if the act fails, so does its line."""
    # Without a savepoint: a line that cannot be written undoes the act it tells of.
    with transaction.atomic(savepoint=False):
        position, seal = _last_one_alone()
        entry = RecordEntry(
            position=position + 1,
            day=today or timezone.now().date(),
            who=name_of(by.account).key if by.account else None,
            verb=verb,
            noun=noun,
            subject=subject,
            meeting_code=meeting_code,
        )
        entry.seal = _sealed(entry, seal)
        _LINE.create(entry)
    return entry


def record_once_a_day(by: Holder, verb: str, noun: str, meeting_code: str, today: dt.date) -> None:
    """One line, however often somebody does it on this day: how often, and when, is nobody's business."""
    assert by.account is not None
    told = RecordEntry.objects.filter(meeting_code=meeting_code, day=today, verb=verb, noun=noun)
    known = RecordName.objects.filter(account=by.account).values("key")
    if not told.filter(who__in=known).exists():
        record(by, verb, noun, None, meeting_code, today)


def told_of(by: Holder, key: UUID) -> UUID | None:
    """The key of what a colleague acted on. Of what somebody does on a page of their own it would say who they are."""
    return key if by.account is not None else None


def name_of(account: Account) -> RecordName:
    """The random key that stands for a colleague in the record."""
    found = RecordName.objects.filter(account=account).first()
    if found is None:
        found = RecordName(account=account)
        found.seal = _named(found)
        found.save(force_insert=True)
    return found


def forget(account: Account) -> None:
    """The record keeps its lines and no longer knows whose they were."""
    RecordName.objects.filter(account=account).delete()


def head() -> str:
    """The seal of the last line. Kept elsewhere, it shows later whether the end was cut off."""
    last = RecordEntry.objects.order_by("-position").first()
    return last.seal if last else BEFORE_THE_FIRST


def first_break(head_kept: str = "") -> Break | None:
    """None when every line is as it was written; with a kept head, also when none is missing at the end."""
    before, position, has_met_head = BEFORE_THE_FIRST, 0, head_kept in {"", BEFORE_THE_FIRST}
    for entry in _lines():
        reason = _what_is_wrong(entry, before, position)
        if reason:
            return Break(position + 1, reason)
        before, position = entry.seal, entry.position
        has_met_head = has_met_head or hmac.compare_digest(entry.seal, head_kept)
    if any(not hmac.compare_digest(name.seal, _named(name)) for name in RecordName.objects.all()):
        return Break(0, "A name was given to another account: who did what can no longer be read from it.")
    if not has_met_head:
        return Break(position + 1, "The end is missing: no line bears the head that was kept.")
    return None


@transaction.atomic
def prune(before: dt.date) -> int:
    """Lines older than a day go; a signed checkpoint takes the place of the last of them, and the chain goes on."""
    _last_one_alone()
    kept = RecordEntry.objects.filter(day__gte=before).order_by("position").values_list("position", flat=True)
    first_kept = kept.first()
    going = RecordEntry.objects.filter(checkpoint="")
    if first_kept is not None:
        going = going.filter(position__lt=first_kept)
    last = going.order_by("-position").first()
    if last is None:
        return 0
    gone = going.count()
    RecordEntry.objects.filter(position__lte=last.position).delete()
    checkpoint = RecordEntry(position=last.position, day=before, verb="pruned", noun="record", seal=last.seal)
    checkpoint.checkpoint = _signed(checkpoint)
    checkpoint.save(force_insert=True)
    return gone


@retention.rule("old_record")
def forget_old(now: dt.datetime) -> int:
    """After 24 months a line goes; the checkpoint shows that it was time, and no hand, that took it."""
    return prune(now.date() - KEPT)


def _what_is_wrong(entry: RecordEntry, before: str, position: int) -> str:
    if entry.checkpoint:
        is_ours = position == 0 and hmac.compare_digest(entry.checkpoint, _signed(entry))
        return "" if is_ours else "A checkpoint stands here that this house did not sign."
    if entry.position != position + 1:
        return "A line is missing here."
    if not hmac.compare_digest(entry.seal, _sealed(entry, before)):
        return "This line was changed, moved or replaced."
    return ""


def _lines() -> Iterator[RecordEntry]:
    return RecordEntry.objects.order_by("position").iterator(chunk_size=2000)


def _last_one_alone() -> tuple[int, str]:
    """Position and seal of the last line, with nobody else writing until this transaction ends.

    SQLite has but one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER])
    return _LAST.first() or (0, BEFORE_THE_FIRST)


def _sealed(entry: RecordEntry, before: str) -> str:
    said = [
        "line",
        str(entry.institution),
        entry.position,
        entry.day.isoformat(),
        str(entry.who or ""),
        entry.verb,
        entry.noun,
        str(entry.subject or ""),
        entry.meeting_code,
        before,
    ]
    return _mac(said)


def _named(name: RecordName) -> str:
    """Binds a random key to its account: exchanging two names would tell one's acts of the other."""
    return _mac(["name", str(name.institution), str(name.key), str(name.account_id)])


def _signed(entry: RecordEntry) -> str:
    return _mac(["checkpoint", str(entry.institution), entry.position, entry.day.isoformat(), entry.seal])


def _mac(said: list[object]) -> str:
    key = keys.derived(settings.KEY_FOLDER, "record")
    return hmac.new(key, json.dumps(said).encode(), hashlib.sha256).hexdigest()
