"""A door of the room: text goes in, findings come out. No name comes out, unless a director asks, which is recorded.

The guard of a meeting is compiled once for its room as it is, and kept in this process alone.
"""

import random
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from itertools import zip_longest

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.dialogue import heads, in_the_room, other_texts, published
from underrose.dialogue.actions import findings
from underrose.dialogue.actions.findings import dismiss, take_up_again
from underrose.dialogue.models import Certificate, Finding, FindingState, Point, ReleasedPoint
from underrose.dialogue.other_texts import Titled
from underrose.dialogue.places import in_the_readers_words
from underrose.kit import keys
from underrose.kit.refusals import Refused
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.methods import disclosure
from underrose.methods.attribution.counting import counted_together
from underrose.methods.attribution.guard import Guard, Scan
from underrose.methods.attribution.values import Finding as Found
from underrose.methods.attribution.values import Fix, Policy, Roster
from underrose.methods.disclosure import Regime

__all__ = [
    "Checked",
    "Fix",
    "Shown",
    "candidates",
    "check",
    "dismiss",
    "look",
    "open_number",
    "take_up_again",
]

MOST_KEPT = 4
_kept: OrderedDict[tuple[str, bytes, tuple[str, ...]], Guard] = OrderedDict()
_lock = threading.Lock()
_MARK = 16
"""Bytes of a mark."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a page shows it. Whom it could mean is not in it."""

    mark: str
    """Another one as soon as other people fit, or one of them is protected: what was dismissed is open again then."""
    start: int
    end: int
    leak: str
    k: int | None
    sentence: str
    why: str
    fixes: Sequence[Fix]
    """Within this section tried when they are looked at: each costs a reading of the sentences around it, and a page shows few of many."""
    is_dismissed: bool = False
    reason: str = ""
    beside: tuple[str, ...] = ()
    """Titles of the other texts that make it, where this one alone does not."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a text, and by which of the eight layers it was not read."""

    findings: tuple[Shown, ...]
    not_applied: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.findings if not one.is_dismissed)

    @property
    def dismissed(self) -> tuple[Shown, ...]:
        return tuple(one for one in self.findings if one.is_dismissed)


def look(meeting: Meeting, text: str, *, regimes: Iterable[str] = (), reads_notes: bool = False) -> Checked:
    """What the guard finds in a text that is to go out; nothing is written down.

    Copies of points are looked for only where whoever asks reads the notes anyway: from the answers others could guess
    a point word by word.
    """
    return _settled(look_at_set(meeting, [text], regimes=regimes, reads_notes=reads_notes)[0])


def look_at_set(
    meeting: Meeting,
    texts: Sequence[str],
    *,
    titles: Sequence[str] = (),
    asides: int = 0,
    regimes: Iterable[str] = (),
    reads_notes: bool = False,
) -> tuple[Checked, ...]:
    """The same for texts that go out together: who is named beside a session in one is known in all the others.

    The programme as those remember it who were there is read beside them: "the chair of the third session" is as good as
    a name. Counts of people are taken from one another: what is left may be somebody. `titles` are those of the texts, as findings name them.
    The last texts, as many as `asides` says, stood beside the text of a file: an author and a page head are no list, so no
    name may stand there because the programme prints it.
    """
    guard = _guard(meeting, _policy(meeting, regimes))
    points = _points(meeting) if reads_notes else None
    programme = published.as_it_was(meeting)
    every = [Titled(*one) for one in zip_longest(titles[: len(texts)], texts, fillvalue="")]
    every += [Titled(_("the programme of this meeting"), text) for text in programme]
    scans = list(
        guard.scan_set([one.text for one in every], published=published.texts(meeting), points=points)
    )
    for place in range(len(texts) - asides, len(texts)):
        scans[place] = guard.scan(texts[place], points=points, others=(*texts[:place], *programme))
    left = counted_together(texts, guard.roster, guard.policy, in_the_readers_words)
    whole = [
        _with_labels(guard, replace(scan, findings=(*scan.findings, *counted)), text)
        for scan, counted, text in zip(scans, left, texts, strict=False)  # the programme is not asked about
    ]
    return tuple(_beside(meeting, guard, scan, place, every) for place, scan in enumerate(whole))


def _beside(meeting: Meeting, guard: Guard, scan: Scan, place: int, every: Sequence[Titled]) -> Checked:
    """With the titles of the other texts that make a finding."""
    others = [*every[:place], *every[place + 1 :]]
    told = other_texts.titles(guard, every[place].text, scan.findings, others)
    checked = _looked_at(_marked(guard.roster, scan, _key_of_marks(meeting)))
    found = tuple(replace(one, beside=told.get((one.start, one.end), ())) for one in checked.findings)
    return replace(checked, findings=found)


def check(meeting: Meeting, subject: str, text: str, *, regimes: Iterable[str] = ()) -> Checked:
    """The same for a text that is kept under a name.

    What was dismissed stays so as long as its sentence stands and the same people fit it.
    """
    guard = _guard(meeting, _policy(meeting, regimes))
    scan = guard.scan(
        text,
        published=published.texts(meeting),
        points=_points(meeting),
        others=published.as_it_was(meeting),
    )
    marked = _marked(guard.roster, _with_labels(guard, scan, text), _key_of_marks(meeting))
    return _settled(_kept_findings(meeting, subject, marked))


def check_point(meeting: Meeting, subject: str, words: str, *, regimes: Iterable[str] = ()) -> Checked:
    """A point on its way out. It is itself what was said, so nobody asks whether it was copied."""
    guard = _guard(meeting, _policy(meeting, regimes))
    return _kept_findings(meeting, subject, _of_point(meeting, guard, words, published.as_it_was(meeting)))


def look_at_point(meeting: Meeting, words: str, *, regimes: Iterable[str] = ()) -> Checked:
    """The same while it is typed: nothing is written down."""
    guard = _guard(meeting, _policy(meeting, regimes))
    return _looked_at(_of_point(meeting, guard, words, published.as_it_was(meeting)))


def look_at_points(
    meeting: Meeting, words: Mapping[str, str], *, regimes: Iterable[str] = ()
) -> dict[str, Checked]:
    """Many points by subject, with what was dismissed in them. The room is read once, the rows are; nothing is written."""
    if not words:
        return {}
    guard = _guard(meeting, _policy(meeting, regimes))
    rows = findings.kept(meeting, words)
    programme = published.as_it_was(meeting)
    return {
        subject: _looked_at(_of_point(meeting, guard, said, programme), rows.get(subject, {}))
        for subject, said in words.items()
    }


def _of_point(meeting: Meeting, guard: Guard, words: str, programme: Sequence[str]) -> Scan:
    """Read beside the programme: whoever was there knows who chaired which session.

    Who spoke, or when, as notes begin, is a finding too, whomever it names: it is told where notes come in, and where they leave.
    """
    scan = guard.scan(words, points=(), others=programme)
    told = (*scan.findings, *heads.found(words, scan.findings, guard.policy))
    return _marked(guard.roster, replace(scan, findings=told), _key_of_words(meeting))


def _with_labels(guard: Guard, scan: Scan, text: str) -> Scan:
    """Initials before what was said lead to whoever said it in a text as they do in a point, verb or none."""
    told = tuple(heads.found_in_text(text, scan.findings, guard.policy))
    return replace(scan, findings=(*scan.findings, *told))


def _kept_findings(meeting: Meeting, subject: str, scan: Scan) -> Checked:
    return _looked_at(scan, findings.note(meeting, subject, scan.findings))


def _settled(checked: Checked) -> Checked:
    """For other sections: every wording is tried now, and nothing that knows the room leaves."""
    return replace(checked, findings=tuple(replace(one, fixes=tuple(one.fixes)) for one in checked.findings))


def _looked_at(scan: Scan, rows: Mapping[str, Finding] | None = None) -> Checked:
    return Checked(tuple(_shown(one, (rows or {}).get(one.mark)) for one in scan.findings), scan.not_applied)


def _points(meeting: Meeting) -> list[str] | None:
    """Everything that was noted; None once it was destroyed, so that the answer says that copies were not looked for."""
    if Certificate.objects.filter(meeting_code=meeting.code).exists():
        return None
    rows = (
        Point.objects.filter(note__meeting_code=meeting.code)
        .standing()
        .select_related("note")
        .order_by("key")
    )
    released = ReleasedPoint.objects.filter(meeting_code=meeting.code).order_by("key")
    with suppress(Destroyed, WillNotOpen):
        return [*(str(row.words) for row in rows), *(str(row.words) for row in released)]
    return None


def open_number(meeting: Meeting, subject: str, text: str, *, regimes: Iterable[str] = ()) -> int:
    """How many findings stand between this text and its release."""
    return len(check(meeting, subject, text, regimes=regimes).open)


def candidates(  # noqa: PLR0913 - the text and what goes out with it, which finding, who asks and when
    meeting: Meeting,
    text: str,
    mark: str,
    *,
    beside: str = "",
    regimes: Iterable[str] = (),
    by: Holder,
    today: date,
) -> tuple[str, ...]:
    """Whom a finding could mean: computed anew, for a programme director, and written into the record before it is shown.

    A finding in what goes out with the text, or one that only both together make, is found as well.

    Protected people stand there by the name they have in the house.
    """
    if not by.may(Role.PROGRAMME_DIRECTOR, meeting_code=meeting.code):
        raise Refused(_("Only the programme director of a meeting asks whom a finding could mean."))
    guard = _guard(meeting, _policy(meeting, regimes))
    found = next((one for one in _read_every_way(meeting, guard, text, beside) if one.mark == mark), None)
    if found is None:
        raise Refused(_("The text was changed since. Look at its findings anew; nothing was opened."))
    with transaction.atomic():
        record(by, "asked", "candidates", None, meeting.code, today)
    return tuple(sorted(_called(guard, found.who)))


def _read_every_way(meeting: Meeting, guard: Guard, text: str, beside: str) -> Iterator[Found]:
    """As a point on its way out, and as a text for those outside: the one who asks has read it one of these ways."""
    programme = published.as_it_was(meeting)
    yield from _of_point(meeting, guard, text, programme).findings
    texts = [text, beside] if beside else [text]
    public, points = published.texts(meeting), _points(meeting)
    scans = guard.scan_set([*texts, *programme], published=public, points=points)[: len(texts)]
    for scan in (*scans, guard.scan(text, published=public, points=points, others=programme)):
        yield from _marked(guard.roster, scan, _key_of_marks(meeting)).findings


def _called(guard: Guard, who: int) -> Iterable[str]:
    return [in_the_room.called(entries) for entries in in_the_room.entries_of(guard.roster, who)]


def _shown(one: Found, row: Finding | None = None) -> Shown:
    is_dismissed = row is not None and row.state == FindingState.dismissed
    return Shown(
        mark=one.mark,
        start=one.start,
        end=one.end,
        leak=one.leak.value,
        k=one.k,
        sentence=one.sentence,
        why=one.why,
        fixes=one.fixes,
        is_dismissed=is_dismissed,
        reason=str(row.reason) if row is not None and is_dismissed else "",
    )


def _policy(meeting: Meeting, regimes: Iterable[str]) -> Policy:
    named = tuple(dict.fromkeys([meeting.regime, *regimes]))
    return Policy(
        regimes=tuple(Regime(one) for one in named), k=disclosure.TABLE.k, floor=disclosure.TABLE.k_floor
    )


def _guard(meeting: Meeting, policy: Policy) -> Guard:
    """Compiled for the room as it is at this moment: who was protected, renamed or let in a second ago counts."""
    roster = in_the_room.of(meeting, random.SystemRandom())
    place = (str(meeting.pk), in_the_room.fingerprint(roster), tuple(policy.regimes))
    with _lock:
        if found := _kept.get(place):
            _kept.move_to_end(place)
            return found
    made = Guard(roster, policy, words=in_the_readers_words, key=_key_of_marks(meeting))
    with _lock:
        # Of a room that is no longer so nothing stays in memory.
        for other in [one for one in _kept if one[0] == place[0] and one[1] != place[1]]:
            del _kept[other]
        _kept[place] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _marked(roster: Roster, scan: Scan, key: bytes) -> Scan:
    """With marks that lapse when other people fit: a reason was given for those who were in the room on that day."""
    made = [replace(one, mark=_mark(key, roster, one)) for one in scan.findings]
    return replace(scan, findings=tuple(made))


def _mark(key: bytes, roster: Roster, found: Found) -> str:
    """Keyed, so that whoever has the rows can try no names against it. Whoever is protected has their alias beside."""
    who = in_the_room.entries_of(roster, found.who)
    people = "\n".join(
        sorted(repr([(one.name, one.other_names, one.counts) for one in each]) for each in who)
    )
    keyed = blake2b(people.encode(), key=key, digest_size=_MARK).hexdigest()
    told = "|".join((found.mark, str(found.k), str(len(who)), keyed))
    return blake2b(told.encode(), key=key, digest_size=_MARK).hexdigest()


def _key_of_marks(meeting: Meeting) -> bytes:
    """Marks can be made by this house alone: whoever has the rows cannot try sentences against them."""
    return keys.derived(settings.KEY_FOLDER, f"marks of findings {meeting.pk}")


def _key_of_words(meeting: Meeting) -> bytes:
    """Marks of points die with the words: in an old backup they would say to whoever guesses a sentence that it was said.

    Where no notes were begun, and where they were destroyed, no mark of a point is kept, and the house's key serves the page.
    """
    try:
        words = keys.ring(settings.KEY_FOLDER).existing(str(meeting.pk), "words")
    except (FileNotFoundError, keys.Destroyed):
        return _key_of_marks(meeting)
    return blake2b(b"marks of findings", key=words, digest_size=32).digest()
