"""The end of a session: no more points, and nothing left that tells in what order or by whom they were written down."""

import random
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.dialogue import rules
from underrose.dialogue.actions.capture import WALL, hold_to_the_regimes
from underrose.dialogue.actions.rewriting import owe, rewrite_the_file
from underrose.dialogue.models import OF_A_POINT, Arrival, Finding, Note, NoteState, Point
from underrose.kit.refusals import require


@dataclass(frozen=True, slots=True)
class Sealing:
    """How many points stand, and how many struck ones went for good."""

    standing: int
    struck: int


def seal(note: Note, *, by: Holder, today: date, rng: random.Random) -> Sealing:
    """Seal the notes of a session. Done twice it is done once.

    Every point gets a new random key and is written anew in random order, in one transaction; struck points go. Then the
    file itself is rewritten and its log emptied. Whoever reads the databases, or backups taken from now on, finds points
    in no order and no trace of who wrote them; copies of the file made while the room talked are another matter, and the
    page says so.
    """
    require(rules.may_seal(note, by))
    hold_to_the_regimes(note)
    with transaction.atomic():
        record(by, "sealed", "note", None, note.meeting_code, today)
    done = _sealed(note, rng)
    rewrite_the_file()
    return done


def reopen(note: Note, *, by: Holder, today: date) -> Note:
    """Open sealed notes once more, for points that come late from a telephone without a connection."""
    note.refresh_from_db()
    require(rules.may_reopen(note, by))
    with transaction.atomic():
        record(by, "opened again", "note", None, note.meeting_code, today)
    with transaction.atomic(using=WALL):
        locked = Note.objects.select_for_update().get(pk=note.pk)
        # Once more under the lock: the second person may have released them in between.
        require(rules.may_reopen(locked, by))
        locked.state = NoteState.open
        locked.save(update_fields=["state"])
    return locked


@transaction.atomic(using=WALL)
def _sealed(note: Note, rng: random.Random) -> Sealing:
    locked = Note.objects.select_for_update().get(pk=note.pk)
    points = list(Point.objects.filter(note=locked).select_related("note").select_for_update(of=("self",)))
    if not locked.is_open:
        return Sealing(standing=len(points), struck=0)
    standing = [point for point in points if not point.is_struck]
    found = _findings_by_subject(points)
    Finding.objects.filter(subject__in=[subject_of(point.pk) for point in points]).delete()
    Point.objects.filter(note=locked).delete()
    rng.shuffle(standing)
    for point in standing:
        key = uuid.UUID(int=rng.getrandbits(128), version=4)
        _written_anew(point, key)
        _found_anew(found.get(subject_of(point.pk), []), subject_of(key), rng)
    _arrivals_anew(locked, rng)
    locked.state = NoteState.sealed
    locked.save(update_fields=["state"])
    owe()
    return Sealing(standing=len(standing), struck=len(points) - len(standing))


def _written_anew(point: Point, key: uuid.UUID) -> None:
    """Under another key, closed anew: how often it was reworded is no longer there either."""
    words, cleared = point.words, point.cleared
    fresh = Point(
        key=key,
        note=point.note,
        kind=point.kind,
        theme=point.theme,
        lens=point.lens,
        agreement=point.agreement,
        voices=point.voices,
        words=words,
        cleared=cleared,
        state=point.state,
    )
    fresh.save(force_insert=True)


def _findings_by_subject(points: Iterable[Point]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for row in Finding.objects.filter(subject__in=[subject_of(point.pk) for point in points]):
        found.setdefault(row.subject, []).append(row)
    return found


def _found_anew(rows: list[Finding], subject: str, rng: random.Random) -> None:
    """What was decided goes with its point, in its order: an older row would tell which points came before notes were opened again.

    Of a point that was struck nothing is written anew: a reason quotes it.
    """
    rng.shuffle(rows)
    for row in rows:
        Finding(
            key=uuid.UUID(int=rng.getrandbits(128), version=4),
            meeting_code=row.meeting_code,
            scope=row.scope,
            subject=subject,
            leak=row.leak,
            k=row.k,
            mark=row.mark,
            state=row.state,
            reason=row.reason,
        ).save(force_insert=True)


def _arrivals_anew(note: Note, rng: random.Random) -> None:
    """What has arrived stays known, so that a telephone that sends again doubles nothing; its rows in random order too."""
    digests = list(Arrival.objects.filter(note=note).values_list("digest", flat=True))
    Arrival.objects.filter(note=note).delete()
    rng.shuffle(digests)
    Arrival.objects.bulk_create(
        Arrival(key=uuid.UUID(int=rng.getrandbits(128), version=4), note=note, digest=digest)
        for digest in digests
    )


def subject_of(key: uuid.UUID) -> str:
    """How a finding names the point it is about."""
    return f"{OF_A_POINT}{key}"
