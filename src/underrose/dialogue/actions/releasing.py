"""Letting words out: each point is read against the guard, worded for those outside, and leaves without its session."""

import hashlib
import hmac
import random
import uuid
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from underrose.access.holders import Holder
from underrose.access.models import Account
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.dialogue import guard, rules
from underrose.dialogue.actions.capture import WALL, Facts, hold_to_the_regimes, what_is_wrong
from underrose.dialogue.actions.rewriting import owe, rewrite_the_file
from underrose.dialogue.actions.sealing import subject_of
from underrose.dialogue.models import (
    WHOLE,
    Finding,
    FindingState,
    Note,
    NoteState,
    Point,
    PointState,
    Promise,
    Release,
    ReleasedPoint,
)
from underrose.dialogue.plain_words import clean
from underrose.kit import keys
from underrose.kit.refusals import Refused, require
from underrose.methods import disclosure


def clear(point: Point, *, revision: int, facts: Facts, by: Holder) -> Point:
    """Give a point the wording in which it may leave. The guard must have nothing open against it."""
    words = clean(facts.words)
    require(what_is_wrong(facts.kind, facts.agreement, facts.voices) or rules.may_write(words))
    hold_to_the_regimes(point.note)
    meeting = Meeting.objects.get(code=point.note.meeting_code)
    require(rules.may_clear(point.note, by))
    checked = guard.check_point(meeting, subject_of(point.pk), words, regimes=point.note.regimes)
    require(_names_somebody(point.note, words, checked) or rules.has_open_findings(len(checked.open)))
    with transaction.atomic(using=WALL):
        held = _locked(point, revision, by)
        held.kind, held.theme, held.lens = facts.kind, facts.theme[:36], facts.lens[:36]
        held.agreement, held.voices = facts.agreement, facts.voices
        held.cleared, held.state = words, PointState.cleared
        return _saved(held)


def clear_together(note: Note, read: Iterable[tuple[Point, int]], *, by: Holder) -> int:
    """Clear points as they were taken, each in the revision that somebody read: how many. The room is read once.

    Each stands for itself: what was changed meanwhile, or has a finding by now, stays to be read alone.
    """
    hold_to_the_regimes(note)
    require(rules.may_clear(note, by))
    points = {subject_of(point.pk): (point, revision) for point, revision in read}
    words = {subject: clean(str(point.words)) for subject, (point, _revision) in points.items()}
    meeting = Meeting.objects.get(code=note.meeting_code)
    found = guard.look_at_points(meeting, words, regimes=note.regimes)
    number = 0
    for subject, (point, revision) in points.items():
        if not found[subject].findings:
            with suppress(Refused):
                _cleared_as_taken(point, revision, words[subject], by)
                number += 1
    return number


@transaction.atomic(using=WALL)
def withhold(point: Point, *, revision: int, by: Holder) -> Point:
    """A point stays in the room; it is destroyed with the others on the day that was promised."""
    held = _locked(point, revision, by)
    held.state, held.cleared = PointState.withheld, None
    return _saved(held)


@transaction.atomic(using=WALL)
def read_again(point: Point, *, revision: int, by: Holder) -> Point:
    """What was cleared or withheld is to be read once more; the wording that was given to it goes."""
    held = _locked(point, revision, by)
    held.state, held.cleared = PointState.taken, None
    return _saved(held)


def ask_release(
    note: Note, *, basis: str, read: Collection[str] = (), by: Holder, today: date, rng: random.Random
) -> int:
    """Say that the cleared points may leave. Where the regime asks for no second person they leave at once: how many.

    `basis` is what the page showed: whoever presses has read these wordings and reasons and no others. `read` are the
    marks of findings that name somebody and were left as they are, each ticked by whoever presses.
    """
    hold_to_the_regimes(note)
    require(_may_leave(note, basis, by))
    if not rules.needs_second_person(note):
        return _let_out(note, basis=basis, read=read, by=by, today=today, rng=rng)
    _require_clean(note, read)
    with transaction.atomic():
        record(by, "asked to release", "note", None, note.meeting_code, today)
    with transaction.atomic(using=WALL):
        Release.objects.update_or_create(
            note=note, defaults={"asked_by": _digest_of(note, by), "basis": basis}
        )
    return 0


def confirm_release(
    note: Note, *, basis: str, read: Collection[str] = (), by: Holder, today: date, rng: random.Random
) -> int:
    """The second person has read them too: they leave. How many."""
    hold_to_the_regimes(note)
    _require_the_first_is_there(note)
    require(_may_leave(note, basis, by) or _is_second(note, basis, by))
    return _let_out(note, basis=basis, read=read, by=by, today=today, rng=rng)


def _require_the_first_is_there(note: Note) -> None:
    """Who asked and was let go since is no first person: the request goes, and whoever reads now can ask anew."""
    asked = Release.objects.select_related("note").filter(note=note).first()
    readers = Account.objects.active().filter(
        grants__role__in=[role.value for role in WHOLE], grants__meeting_code=note.meeting_code
    )
    if asked is None or any(was_asked_by(asked, Holder(account=one)) for one in readers.distinct()):
        return
    with transaction.atomic(using=WALL):
        asked.delete()
    raise Refused(rules.first_is_gone())


def was_asked_by(asked: Release, holder: Holder) -> bool:
    """Whether this colleague is the one who asked, and so not the second."""
    return hmac.compare_digest(asked.asked_by, _digest_of(asked.note, holder))


def take_back(point: ReleasedPoint, *, by: Holder, today: date) -> None:
    """A point that has left is taken off the list, and its words are destroyed. Who took a copy along has it still.

    The record says that a point was taken back, and neither which nor why; how many there were is counted.
    """
    require(rules.may_take_back(point.meeting_code, by))
    with transaction.atomic(using=WALL), transaction.atomic():
        held = ReleasedPoint.objects.select_for_update().filter(pk=point.pk)
        if not held.exists():
            raise Refused(rules.was_taken_back())
        held.delete()
        Promise.objects.filter(meeting_code=point.meeting_code).update(taken_back=F("taken_back") + 1)
        owe()
        # Last: whoever puts the destruction off holds the promise, too, when they wait for the record.
        record(by, "took back", "released point", None, point.meeting_code, today)
    rewrite_the_file()


@transaction.atomic(using=WALL)
def take_back_request(note: Note, *, by: Holder) -> None:
    """Whoever asked for the release asks no longer."""
    asked = Release.objects.select_related("note").filter(note=note).first()
    if asked is not None and was_asked_by(asked, by):
        asked.delete()


@transaction.atomic(using=WALL)
def _cleared_as_taken(point: Point, revision: int, words: str, by: Holder) -> None:
    held = _locked(point, revision, by)
    held.cleared, held.state = words, PointState.cleared
    # Nothing was found in these words: what was decided about others is none of theirs.
    Finding.objects.filter(subject=subject_of(held.pk)).delete()
    _saved(held)


def _may_leave(note: Note, basis: str, by: Holder) -> str:
    points = list(_points(note))
    refusal = rules.may_ask_release(note, [point.state for point in points], by)
    return refusal or ("" if basis_of(points) == basis else rules.was_changed_since())


def _is_second(note: Note, basis: str, by: Holder) -> str:
    """Empty where somebody else asked for exactly these wordings."""
    asked = Release.objects.filter(note=note).first()
    if asked is None or not hmac.compare_digest(asked.basis, basis):
        return rules.was_changed_since()
    return rules.is_the_same_person() if was_asked_by(asked, by) else ""


def basis_of(points: Iterable[Point]) -> str:
    """What was read, in one digest: which points in which wording, and what was left as it is in those that leave, and why.

    So a finding that is dismissed after the page was made, by whomever, must be read before anything leaves.
    """
    found = list(points)
    said = [f"{point.pk}:{point.revision}:{point.state}" for point in found]
    said += [f"{row.subject}:{row.mark}:{row.reason}" for row in _left_as_they_are(found)]
    return hashlib.sha256("|".join(sorted(said)).encode()).hexdigest()


def _left_as_they_are(points: Iterable[Point]) -> Iterable[Finding]:
    leaving = [point for point in points if point.state == PointState.cleared]
    if not leaving:
        return ()
    return Finding.objects.filter(
        meeting_code=leaving[0].note.meeting_code,
        subject__in=[subject_of(point.pk) for point in leaving],
        state=FindingState.dismissed,
    )


def _let_out(
    note: Note, *, basis: str, read: Collection[str], by: Holder, today: date, rng: random.Random
) -> int:
    require(rules.may_let_out(note, by))
    _require_clean(note, read)
    with transaction.atomic():
        record(by, "released", "note", None, note.meeting_code, today)
    number = _released(note, basis, by, rng)
    rewrite_the_file()
    return number


def _require_clean(note: Note, read: Collection[str]) -> None:
    """Once more, for the room as it is now: since a point was cleared somebody may have come or gone.

    And whoever presses has ticked every name that leaves: a reason that one person gave is no second reading.
    """
    meeting = Meeting.objects.get(code=note.meeting_code)
    words = {subject_of(one.pk): str(one.cleared) for one in _points(note) if one.state == PointState.cleared}
    found = guard.look_at_points(meeting, words, regimes=note.regimes)
    for subject, checked in found.items():
        require(_names_somebody(note, words[subject], checked))
    require(rules.has_open_findings(sum(len(one.open) for one in found.values())))
    named = {
        one.mark for each in found.values() for one in each.dismissed if one.leak in rules.NAMES_SOMEBODY
    }
    require(rules.names_are_read(len(named - set(read))))


def _names_somebody(note: Note, words: str, checked: guard.Checked) -> str:
    """Refused where a rule that names nobody held, and a name stands there: no reason and no tick is a way round it."""
    left = [one for one in checked.findings if rules.is_name_in_full(one.leak, words[one.start : one.end])]
    return rules.no_name_in_full() if left and rules.names_nobody(note) else ""


@transaction.atomic(using=WALL)
def _released(note: Note, basis: str, by: Holder, rng: random.Random) -> int:
    """Under a lock of notes and points: what was read and passed the guard leaves, and nothing that was written since."""
    locked = Note.objects.select_for_update().get(pk=note.pk)
    points = list(_points(locked).select_for_update(of=("self",)))
    is_as_read = locked.state == NoteState.sealed and basis_of(points) == basis
    require("" if is_as_read else rules.was_changed_since())
    if rules.needs_second_person(locked):
        require(_is_second(locked, basis, by))
    cleared = [point for point in points if point.state == PointState.cleared]
    rng.shuffle(cleared)
    for point in cleared:
        _as_released(point, uuid.UUID(int=rng.getrandbits(128), version=4))
    # A mark can be made again from the words that left: a finding that stays would lead from them to the point and its session.
    Finding.objects.filter(subject__in=[subject_of(point.pk) for point in points]).delete()
    if not disclosure.keeps_wording(rules.regimes_of(locked)):
        Point.objects.filter(pk__in=[point.pk for point in cleared]).delete()
    Release.objects.filter(note=locked).delete()
    # No point comes any more, and what an old telephone still holds is to be opened by nobody.
    locked.state, locked.key_in_words, locked.public_key = NoteState.released, None, ""
    locked.save(update_fields=["state", "key_in_words", "public_key"])
    owe()
    return len(cleared)


def _as_released(point: Point, key: uuid.UUID) -> None:
    """Under a key of its own, without its session: nothing leads back from what left to where it was said."""
    ReleasedPoint(
        key=key,
        meeting_code=point.note.meeting_code,
        scope=point.note.scope,
        kind=point.kind,
        theme=point.theme,
        lens=point.lens,
        agreement=point.agreement,
        voices=point.voices,
        words=point.cleared,
    ).save(force_insert=True)


def _points(note: Note) -> QuerySet[Point]:
    return Point.objects.filter(note=note).standing().select_related("note").order_by("key")


def _locked(point: Point, revision: int, by: Holder) -> Point:
    Note.objects.select_for_update().filter(pk=point.note_id).first()  # before the point, as everywhere
    held = Point.objects.select_for_update(of=("self",)).select_related("note").filter(pk=point.pk).first()
    if held is None:
        raise Refused(rules.gone())
    require(rules.may_clear(held.note, by) or rules.was_not_overtaken(held, revision))
    return held


def _saved(held: Point) -> Point:
    held.revision += 1
    held.save()
    # Whoever asked for the release read something else.
    Release.objects.filter(note=held.note_id).delete()
    return held


def _digest_of(note: Note, by: Holder) -> str:
    assert by.account is not None
    key = keys.ring(settings.KEY_FOLDER).key(note.scope, "words")
    return hmac.new(key, f"release|{note.pk}|{by.account.pk}".encode(), hashlib.sha256).hexdigest()
