"""A door for the demonstration alone: what was said in an invented room, taken, sealed and released by the same verbs as real words."""

import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.dialogue.actions import capture, releasing, sealing
from underrose.dialogue.actions.capture import Facts, Taken
from underrose.dialogue.models import Note, Point
from underrose.programme.models import Session

__all__ = ["Said", "furnish"]

Told = Mapping[str, Any]
UNTIL = ("open", "sealed", "released")


@dataclass(frozen=True, slots=True)
class Said:
    """The notes of one session as a list tells them: its points, and how far they have come."""

    session: Session
    points: tuple[Told, ...]
    until: str


def furnish(
    meeting: Meeting,
    said: Iterable[Said],
    *,
    rapporteur: Holder,
    director: Holder,
    today: date,
    rng: random.Random,
) -> None:
    """Every session whose regime was announced and accepted; the rapporteur reads, the director reads second."""
    themes = [str(key) for key in meeting.themes.order_by("position").values_list("key", flat=True)]
    for one in said:
        note = capture.open_note(meeting, one.session, by=rapporteur, today=today)
        capture.take(note, [_taken(point, themes, rng) for point in one.points], rng=rng)
        if UNTIL.index(one.until) >= UNTIL.index("sealed"):
            sealing.seal(note, by=rapporteur, today=today, rng=rng)
        if one.until == "released":
            _let_out(note, rapporteur, director, today, rng)


def _taken(point: Told, themes: list[str], rng: random.Random) -> Taken:
    drawn = uuid.UUID(int=rng.getrandbits(128), version=4).hex
    theme = themes[point["theme"] - 1] if 0 < point.get("theme", 0) <= len(themes) else ""
    return Taken(
        id=drawn,
        kind=point["kind"],
        words=point["words"],
        theme=theme,
        agreement=point.get("agreement", ""),
        voices=point.get("voices", ""),
    )


def _let_out(note: Note, first: Holder, second: Holder, today: date, rng: random.Random) -> None:
    for point in Point.objects.filter(note=note).select_related("note").order_by("key"):
        facts = Facts(
            kind=point.kind,
            words=str(point.words),
            theme=point.theme,
            agreement=point.agreement,
            voices=point.voices,
        )
        releasing.clear(point, revision=point.revision, facts=facts, by=first)
    basis = releasing.basis_of(Point.objects.filter(note=note).standing())
    if not releasing.ask_release(note, basis=basis, by=first, today=today, rng=rng):
        releasing.confirm_release(note, basis=basis, by=second, today=today, rng=rng)
