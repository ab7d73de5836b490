"""A house in which people talked in a known order, and an attacker who holds all its files, backups and keys.

Sessions are written down by two colleagues in turns, through tickets, some points several in a message; some are reworded,
some struck. Each is sealed. From then on the attacker copies everything, again and again, and opens it: words too, which
tell them (and us) which point is which.
"""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

import pyrage
from django.db import DatabaseError, connections, transaction
from django.test import Client
from django.urls import reverse

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.dialogue import envelopes
from underrose.dialogue.actions import capture, releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Arrival, Note, Point, ReleasedPoint
from underrose.kit import backup
from underrose.kit.backup import Lock, Opener
from underrose.programme.models import Session
from underrose.programme.tests.planning import START, a_guest

from .browsing import reader
from .canaries import MOMENT
from .orders import Attack, Truth
from .roomful import TODAY, a_meeting, a_session, director, noted, rapporteur

IDENTITY = pyrage.x25519.Identity.generate()
WRITTEN = re.compile(rb"[0-9a-f-]{32,}")
"""Keys and digests in letters; in a row of SQLite one follows the other without a gap."""
LENGTHS = (32, 36, 64)
PART = 24
"""Bytes of a closed text by which it is known."""


@dataclass
class Talk:
    """One session as it was, which the attacker does not know."""

    note: Note
    truths: dict[str, Truth] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)
    # What stood in the database before the sealing, by kind of token and point.
    before: dict[str, dict[str, bytes]] = field(default_factory=dict)


def furnished(sessions: int) -> tuple[Meeting, list[Session]]:
    """A meeting with guests, and so many sessions."""
    meeting = a_meeting(regime="chatham_house_rule")
    for number in range(8):
        a_guest(meeting, f"Guest{number} Person{number}")
    found = []
    for number in range(sessions):
        hour, on = 8 + number // 3 % 12, START + timedelta(days=number // 36)
        hours = f"{hour:02}:{number % 3 * 20:02}-{hour:02}:{number % 3 * 20 + 15:02}"
        found.append(a_session(meeting, hours, on=on, title=f"Session {number}"))
    return meeting, found


def label_of(words: object) -> str:
    """Which point it is: the attacker has the keys, and reads."""
    return str(words).split(" ", 1)[0]


def talk(one: Talk, number: int, points: int, rng: random.Random) -> None:
    """Points come one after the other from two pages, a few of them together."""
    colleagues = (rapporteur(), director())
    pages = [reader(colleague) for colleague in colleagues]
    way = reverse("note_ticket", args=[one.note.meeting_code, one.note.pk])
    papers = [page.get(way).json()["ticket"] for page in pages]
    batch = 0
    for writer, together in groupby(range(points), key=lambda _place: rng.random() < 0.5):
        places = list(together)
        while places:
            size = rng.randint(1, 3)
            sent, places = places[:size], places[size:]
            _handed_in(one, number, sent, papers[writer])
            for place in sent:
                one.truths[_label(number, place)] = Truth(place, int(writer), batch)
            batch += 1
    _changed(one, rng)


def _label(number: int, place: int) -> str:
    return f"S{number:02}P{place:02}"


def _handed_in(one: Talk, number: int, places: Sequence[int], ticket: str) -> None:
    note, sent = one.note, []
    for place in places:
        label = _label(number, place)
        drawn = one.drawn[label] = UUID(int=random.SystemRandom().getrandbits(128)).hex
        content = dict.fromkeys(("theme", "lens", "agreement", "voices"), "")
        content |= {
            "id": drawn,
            "kind": "issue",
            "words": f"{label} wells run dry{' here' * (place * 7 % 5)}.",
        }
        sent.append({"id": drawn, "envelope": envelopes.closed(note.public_key, str(note.pk), content)})
    answer = Client().post(
        reverse("capture", args=[note.pk]),
        json.dumps({"points": sent}),
        content_type="application/json",
        headers={"x-ticket": ticket},
    )
    assert len(answer.json()["taken"]) == len(sent), answer.content


def _changed(one: Talk, rng: random.Random) -> None:
    """Some are said otherwise, whoever wrote them, and one goes."""
    standing = {label_of(row.words): row for row in one.note.points.select_related("note")}
    struck, *reworded = rng.sample(sorted(standing), 4)
    for label in reworded:
        row = standing[label]
        facts = Facts(kind="insight", words=f"{label} wells run dry, it was said.")
        capture.reword(row, revision=row.revision, facts=facts)
    capture.strike(standing[struck], revision=standing[struck].revision)
    del one.truths[struck], one.drawn[struck]


def sealed(one: Talk, rng: random.Random) -> None:
    one.before = _tokens(Point, one)
    sealing.seal(one.note, by=rapporteur(), today=TODAY, rng=rng)
    one.note.refresh_from_db()


def let_out(one: Talk, rng: random.Random) -> None:
    """Read in the order of the page, all but one point let out by two people."""
    points = list(Point.objects.filter(note=one.note).select_related("note").order_by("key"))
    releasing.withhold(points[0], revision=points[0].revision, by=rapporteur())
    for row in points[1:]:
        facts = Facts(kind=row.kind, words=f"{label_of(row.words)} wells were said to run dry.")
        releasing.clear(row, revision=row.revision, facts=facts, by=rapporteur())
    asked: dict[str, Any] = {
        "basis": releasing.basis_of(Point.objects.filter(note=one.note).standing()),
        "today": TODAY,
        "rng": rng,
    }
    by: Holder = rapporteur()
    if not releasing.ask_release(one.note, by=by, **asked):
        releasing.confirm_release(one.note, by=director(), **asked)
    one.note.refresh_from_db()


# --- the attacker ----------------------------------------------------------------------------------------


def _tokens(model: type[Point] | type[ReleasedPoint], one: Talk) -> dict[str, dict[str, bytes]]:
    """What a row of the room is known by: its key, however it is written, and both ends of its closed words."""
    rows = Point.objects.filter(note=one.note) if model is Point else ReleasedPoint.objects.all()
    opened = {
        str(row.pk): label_of(row.words) for row in rows.select_related("note" if model is Point else None)
    }
    found: dict[str, dict[str, bytes]] = {}
    table = model._meta.db_table
    with connections["dialogue"].cursor() as cursor:
        cursor.execute(f'SELECT key, words FROM "{table}"')  # noqa: S608 - a table of ours
        for raw_key, raw_words in cursor.fetchall():
            key, words = UUID(str(raw_key)), bytes(raw_words)
            label = opened.get(str(key))
            if label not in one.truths:
                continue
            _known_by(found, f"{table} key", label, key)
            found.setdefault(f"{table} words begin", {})[label] = words[:PART]
            found.setdefault(f"{table} words end", {})[label] = words[-PART:]
    return found


def _known_by(found: dict[str, dict[str, bytes]], name: str, label: str, key: UUID) -> None:
    found.setdefault(name, {})[label] = key.hex.encode()
    found.setdefault(f"{name} with dashes", {})[label] = str(key).encode()
    found.setdefault(f"{name} in bytes", {})[label] = key.bytes


def _arrivals(one: Talk) -> dict[str, dict[str, bytes]]:
    """Whoever holds a telephone too knows the ids it drew, and so what arrived from it."""
    keys = dict(Arrival.objects.filter(note=one.note).values_list("digest", "key"))
    found: dict[str, dict[str, bytes]] = {}
    if one.note.state == "released":
        return found
    for label, drawn in one.drawn.items():
        digest = capture._digest(one.note, drawn)
        found.setdefault("arrival digest", {})[label] = digest.encode()
        _known_by(found, "arrival key", label, keys[digest])
    return found


def copied(folder: Path) -> dict[str, bytes]:
    """Every file of the house, and a backup once it is opened."""
    target = folder / "copy.age"
    backup.make(target, Lock(recipients=(str(IDENTITY.to_public()),)), MOMENT)
    members = backup.unpacked(Opener(identity=str(IDENTITY)).open(target.read_bytes()))
    found = {f"backup {name}": content for name, content in members.items()}
    for alias in ("default", "dialogue"):
        found |= dict(_files(alias))
    return found


def _files(alias: str) -> Iterator[tuple[str, bytes]]:
    connection = connections[alias]
    if connection.vendor == "sqlite":
        for end in ("", "-wal"):
            if (path := Path(f"{connection.settings_dict['NAME']}{end}")).is_file():
                yield f"{alias}{end}", path.read_bytes()
        return
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname = current_database()"
        )
        folder, number = cursor.fetchone()
    base = Path(folder, "base", str(number))
    if alias == "dialogue" and base.is_dir():
        yield alias, b"".join(path.read_bytes() for path in sorted(base.iterdir()) if path.is_file())


def look(attack: Attack, name: str, talks: Sequence[Talk], files: Mapping[str, bytes]) -> None:
    """One copy of everything, looked at in every way."""
    written = {place: _written(content) for place, content in files.items()}
    for one in talks:
        tokens = {**_tokens(Point, one), **_tokens(ReleasedPoint, one), **_arrivals(one)}
        # What must have gone; and what a telephone drew, which says nothing until it is found here.
        tokens |= {f"{kind}, before": values for kind, values in one.before.items()}
        tokens |= {"id of the page": {label: drawn.encode() for label, drawn in one.drawn.items()}}
        for kind, values in tokens.items():
            for place, content in files.items():
                of_the_room = "dialogue" in place
                for end, at in _offsets(content, written[place], values, is_of_the_room=of_the_room):
                    _see(attack, f"{name}: {place}: {kind}, {end}", one, at)
    for model in (Point, Arrival, ReleasedPoint):
        _look_at_rows(attack, name, model, talks)


def _see(attack: Attack, name: str, one: Talk, values: Mapping[str, Any]) -> None:
    """A point that is not there is told apart from those that are."""
    labels = sorted(one.truths)
    if any(label in values for label in labels):
        found = [(label in values, values.get(label, 0)) for label in labels]
        if len({type(value) for is_there, value in found if is_there}) == 1:
            least = next(value for is_there, value in found if is_there)
            found = [(is_there, value if is_there else least) for is_there, value in found]
        attack.see(name, [one.truths[label] for label in labels], found)


def _written(content: bytes) -> dict[bytes, tuple[int, int]]:
    """First and last place of everything that might be a key or a digest."""
    found: dict[bytes, tuple[int, int]] = {}
    for run in WRITTEN.finditer(content):
        text, start = run.group(), run.start()
        for length in LENGTHS:
            for at in range(len(text) - length + 1):
                piece = text[at : at + length]
                found[piece] = (found.get(piece, (start + at, 0))[0], start + at)
    return found


def _offsets(
    content: bytes,
    written: Mapping[bytes, tuple[int, int]],
    values: Mapping[str, bytes],
    *,
    is_of_the_room: bool,
) -> Iterator[tuple[str, dict[str, int]]]:
    """Where each is found first and last; what is not written in letters only in the files of the room."""
    first, last = {}, {}
    for label, token in values.items():
        if len(token) in LENGTHS:
            if token in written:
                first[label], last[label] = written[token]
        elif is_of_the_room and (at := content.find(token)) >= 0:
            first[label], last[label] = at, content.rfind(token)
    yield "first", first
    yield "last", last


def _look_at_rows(attack: Attack, name: str, model: type[Any], talks: Sequence[Talk]) -> None:
    """What SQL tells: in what order rows come of themselves, their hidden numbers, and each column."""
    table = model._meta.db_table
    labels = dict(_labels(model, talks))
    by_label: dict[str, dict[str, Any]] = {}
    for place, row in enumerate(_rows(table)):
        if label := labels.get(UUID(str(row["key"]))):
            by_label[label] = {**row, "as it comes": place}
    columns = next(iter(by_label.values()), {})
    for column in columns:
        for one in talks:
            here = {label: by_label[label][column] for label in one.truths if label in by_label}
            _see(
                attack,
                f"{name}: {table}.{column}",
                one,
                {label: _comparable(value) for label, value in here.items()},
            )
            if here and isinstance(next(iter(here.values())), bytes | memoryview):
                sizes = {label: len(bytes(value)) for label, value in here.items()}
                _see(attack, f"{name}: {table}.{column} length", one, sizes)


def _labels(model: type[Any], talks: Sequence[Talk]) -> Iterator[tuple[UUID, str]]:
    if model is Arrival:
        for one in talks:
            for label, token in _arrivals(one).get("arrival key", {}).items():
                yield UUID(token.decode()), label
    elif model is Point:
        for point in Point.objects.select_related("note"):
            yield point.pk, label_of(point.words)
    else:
        for released in ReleasedPoint.objects.all():
            yield released.pk, label_of(released.words)


def _rows(table: str) -> list[dict[str, Any]]:
    """With the numbers that databases keep of rows, where they keep any."""
    connection = connections["dialogue"]
    hidden = (
        ("rowid",)
        if connection.vendor == "sqlite"
        else ("ctid::text", "xmin::text::bigint", "cmin::text::bigint")
    )
    for more in (f"{', '.join(hidden)}, ", ""):
        try:
            with transaction.atomic(using="dialogue"), connection.cursor() as cursor:
                cursor.execute(f'SELECT {more}* FROM "{table}"')  # noqa: S608 - a table of ours
                names = [column[0] for column in cursor.description]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except DatabaseError:
            continue  # the table has no numbers
    raise AssertionError(f"{table} cannot be read")


def _comparable(value: Any) -> Any:
    if isinstance(value, memoryview | bytes):
        return bytes(value)
    if isinstance(value, str) and re.fullmatch(r"\(\d+,\d+\)", value):
        return tuple(int(number) for number in value[1:-1].split(","))
    return value if isinstance(value, int) else str(value)


def attacked(
    folder: Path, *, sessions: int, points: int, seed: int, fault: Callable[[Talk], None] | None = None
) -> Attack:
    """The whole story: sessions one after the other, copies taken after sealings, then points let out, and a last copy.

    A planted `fault` is done to each session after its sealing; nothing is let out then.
    """
    rng, attack = random.Random(seed), Attack()  # noqa: S311 - a story that can be told again
    talks: list[Talk] = []
    meeting, held = furnished(sessions)
    for number, session in enumerate(held):
        one = Talk(noted(meeting, session))
        talk(one, number, points, rng)
        sealed(one, rng)
        if fault is not None:
            fault(one)
        talks.append(one)
        if number + 1 in {sessions // 2, sessions}:
            look(attack, f"after {number + 1} sealings", talks, copied(folder))
    if fault is None:
        for one in talks[: sessions // 2]:
            let_out(one, rng)
        look(attack, "after letting out", talks, copied(folder))
    return attack
