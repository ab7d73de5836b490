"""Taking notes: points come in, are reworded and struck. No account is asked for, and none could be kept."""

import hashlib
import hmac
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.dialogue import envelopes, held_regimes, rules
from underrose.dialogue.line_marks import kind_of_prefix, without_hour
from underrose.dialogue.models import (
    Agreement,
    Arrival,
    Certificate,
    Kind,
    Note,
    Point,
    PointState,
    Promise,
    Voices,
)
from underrose.dialogue.plain_words import clean
from underrose.dialogue.promises import NOTICE, promised_for
from underrose.kit import keys
from underrose.kit.refusals import Refused, require
from underrose.methods import disclosure
from underrose.programme import announcements
from underrose.programme.models import Group, Session

WALL = "dialogue"


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A point as a page hands it in; `id` was drawn there, and makes that it is taken once."""

    id: str
    kind: str
    words: str
    theme: str = ""
    lens: str = ""
    agreement: str = ""
    voices: str = ""


@dataclass(frozen=True, slots=True)
class Taking:
    """What became of the points that were handed in, by their ids. A point that came before counts as taken."""

    taken: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """Everything that can be said of a point."""

    kind: str
    words: str
    theme: str = ""
    lens: str = ""
    agreement: str = ""
    voices: str = ""


def open_note(
    meeting: Meeting, session: Session, group: Group | None = None, *, by: Holder, today: date
) -> Note:
    """Begin the notes of a session or a group, or find those that were begun."""
    place = {"session": str(session.pk), "group": str(group.pk) if group else ""}
    require(rules.may_take_here(meeting, **place, by=by))
    found = Note.objects.filter(meeting_code=meeting.code, **place).first()
    if found is not None:
        return found
    is_destroyed = Certificate.objects.filter(meeting_code=meeting.code).exists()
    require(rules.may_open(meeting, announcements.why_not_yet(meeting, session), is_destroyed=is_destroyed))
    if Promise.objects.filter(meeting_code=meeting.code).exists():
        require(rules.words_are_gone(str(meeting.pk)))
    with transaction.atomic():
        record(by, "opened", "note", None, meeting.code, today)
        return _opened(meeting, session, place, today)


def _opened(meeting: Meeting, session: Session, place: dict[str, str], today: date) -> Note:
    private = envelopes.new_key()
    with transaction.atomic(using=WALL):
        note, is_new = Note.objects.get_or_create(
            meeting_code=meeting.code,
            **place,
            defaults={
                "scope": str(meeting.pk),
                "regimes": announcements.regimes_of(meeting, session),
                "policy_version": disclosure.TABLE.version,
                "public_key": envelopes.public_text(private),
                "key_in_words": envelopes.private_bytes(private).hex(),
            },
        )
        if is_new:
            Promise.objects.get_or_create(
                meeting_code=meeting.code,
                defaults={
                    "scope": str(meeting.pk),
                    "destroy_on": max(promised_for(meeting, today), today + NOTICE),
                },
            )
    return note


def hold_to_the_regimes(note: Note) -> None:
    """A regime that was tightened since holds for what was said before as well; one that was loosened does not.

    To be called when something comes and before anything is let out: the notes then carry every regime under which
    people have been promised, those that were announced and loosened again among them.
    """
    note.refresh_from_db()
    regimes = held_regimes.held([note])[note.pk]
    if regimes != note.regimes:
        note.regimes = regimes
        with transaction.atomic(using=WALL):
            note.save(update_fields=["regimes"])


@transaction.atomic(using=WALL)
def take(note: Note, handed_in: Sequence[Taken], *, rng: random.Random) -> Taking:
    """Take what a page hands in, each point once however often it is sent. What cannot be taken is told, one by one."""
    locked = Note.objects.select_for_update().get(pk=note.pk)
    hold_to_the_regimes(locked)
    refused = {one.id: sentence for one in handed_in if (sentence := _why_not(locked, one))}
    good = {one.id: one for one in handed_in if one.id not in refused}
    digests = {one: _digest(locked, one) for one in good}
    known = set(
        Arrival.objects.filter(note=locked, digest__in=list(digests.values())).values_list(
            "digest", flat=True
        )
    )
    # Ids that differ in capitals alone are one.
    new = list({digests[one.id]: one for one in good.values() if digests[one.id] not in known}.values())
    # In another order than they came, so that not even one batch tells.
    rng.shuffle(new)
    for one in new:
        Point(note=locked, **_as_written(one)).save(force_insert=True)
    Arrival.objects.bulk_create(Arrival(note=locked, digest=digests[one.id]) for one in new)
    return Taking(taken=tuple(good), refused=refused)


@transaction.atomic(using=WALL)
def reword(point: Point, *, revision: int, facts: Facts) -> Point:
    """Say it otherwise. Any note-taker of the session may; whoever comes second reads first what stands there now."""
    held = _locked(point)
    require(rules.may_reword(held, revision))
    require(what_is_wrong(facts.kind, facts.agreement, facts.voices) or rules.may_write(clean(facts.words)))
    for name, value in _facts(facts).items():
        setattr(held, name, value)
    _to_be_read(held)
    held.revision += 1
    held.save()
    return held


@transaction.atomic(using=WALL)
def strike(point: Point, *, revision: int) -> Point:
    """Take a point out. Until the notes are sealed it can be put back."""
    return _struck(point, revision, is_struck=True)


@transaction.atomic(using=WALL)
def unstrike(point: Point, *, revision: int) -> Point:
    """Put a struck point back."""
    return _struck(point, revision, is_struck=False)


def _struck(point: Point, revision: int, *, is_struck: bool) -> Point:
    held = _locked(point)
    require(rules.may_reword(held, revision))
    held.is_struck = is_struck
    _to_be_read(held)
    held.revision += 1
    held.save()
    return held


def _to_be_read(point: Point) -> None:
    """A wording that was cleared was cleared for other words: in notes that were opened once more it counts no longer."""
    point.state, point.cleared = PointState.taken, None


def _locked(point: Point) -> Point:
    """The note first, as sealing does: what is changed while it seals is refused, and never written and lost."""
    Note.objects.select_for_update().filter(pk=point.note_id).first()
    found = Point.objects.select_for_update(of=("self",)).select_related("note").filter(pk=point.pk).first()
    if found is None:
        raise Refused(rules.gone())
    return found


def _why_not(note: Note, one: Taken) -> str:
    try:
        UUID(hex=one.id)
    except ValueError:
        return rules.unreadable()
    return (
        rules.may_take(note)
        or what_is_wrong(one.kind, one.agreement, one.voices)
        or rules.may_write(clean(one.words))
    )


def what_is_wrong(kind: str, agreement: str, voices: str) -> str:
    is_known = kind in Kind.values and agreement in {"", *Agreement.values} and voices in {"", *Voices.values}
    return "" if is_known else rules.unreadable()


def _facts(one: Taken | Facts) -> dict[str, str]:
    return {
        "kind": one.kind,
        "words": _kept(one.words),
        "theme": one.theme[:36],
        "lens": one.lens[:36],
        "agreement": one.agreement,
        "voices": one.voices,
    }


def _as_written(one: Taken) -> dict[str, str]:
    """A line that says by its head of which kind it is, "Q:" or "Action:", is of that kind, typed as well as in a file."""
    facts = _facts(one)
    kind, words = kind_of_prefix(facts["words"]) or (one.kind, facts["words"])
    return facts | {"kind": str(kind), "words": words}


def _kept(words: str) -> str:
    """Without the hour that note-takers write at the head of a line: no point says when it was made."""
    said = clean(words)
    return without_hour(said)[0] or said


def _digest(note: Note, drawn: str) -> str:
    key = keys.ring(settings.KEY_FOLDER).key(note.scope, "words")
    return hmac.new(key, f"arrival|{note.pk}|{drawn.lower()}".encode(), hashlib.sha256).hexdigest()
