"""The guard of one room: a text in, findings out that a person decides on.

Built once per roster; it holds the roster, so it stays in the process that built it and shows nothing of itself.
"""

import secrets
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from operator import itemgetter
from typing import Any, NamedTuple

from underrose.methods.attribution import language, sentences
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.judging import Judge
from underrose.methods.attribution.known import Known
from underrose.methods.attribution.layers import Layers
from underrose.methods.attribution.merging import (
    NAMES,
    in_address,
    merged,
    names_merged,
    outside,
    without_posts_of_others,
)
from underrose.methods.attribution.offers import Offers, ranked
from underrose.methods.attribution.passages import PART, Passage, passage, passages
from underrose.methods.attribution.pressing import Pressing, Read, Wordings
from underrose.methods.attribution.quasi.layer import Kept
from underrose.methods.attribution.values import (
    Discreet,
    Facts,
    Finding,
    Fix,
    Hit,
    Leak,
    Policy,
    Roster,
    Words,
)
from underrose.methods.attribution.verbatim import Verbatim

_MARK = 16
"""Bytes of a mark."""
_FAR, _MANY = 1_000, 40
"""Characters, and findings, to either side of one that its wording may depend on."""


@dataclass(frozen=True, slots=True, repr=False)
class Scan(Discreet):
    """The findings of a text in its order, and sentences on what was not looked for. Empty is not anonymous."""

    findings: tuple[Finding, ...] = ()
    not_applied: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)


class _Part(NamedTuple):
    """A part of a text, and what all its findings share."""

    text: Passage
    known: Known
    languages: Mapping[str, list[tuple[int, int]]]
    read: Kept
    """Sentences that were read while wordings were tried."""
    is_held: bool
    """Whether whoever asks holds the whole text anyway: findings hold its part then, until somebody asks for wordings."""


class Guard(Discreet):
    """Looks for whatever leads from a text to somebody in the room.

    `words` translates sentences when they are said. Marks are made with `key`; without one they are this guard's alone.
    """

    __slots__ = ("_judge", "_kept", "_key", "_layers", "_offers", "_pressing", "_words", "policy", "roster")

    def __init__(
        self, roster: Roster, policy: Policy | None = None, words: Words = str, key: bytes = b""
    ) -> None:
        self.roster, self.policy = roster, policy or Policy()
        self._words = words
        self._key = blake2b(key or secrets.token_bytes(32)).digest()
        self._layers = Layers(roster, self.policy, words)
        self._judge = Judge(roster, self.policy)
        self._offers = Offers(roster, self.policy, self._layers.index)
        self._pressing = Pressing(self._layers.index, self.policy.enough)
        self._kept: dict[str, tuple[bytes, Any]] = {}

    def scan(
        self,
        text: str | Passage,
        published: Sequence[str] = (),
        points: Sequence[str] | None = None,
        others: Sequence[str] = (),
    ) -> Scan:
        """Everything these checks find in a text of any length.

        `published` are the meeting's public documents: what stands there may stand here, but never beside words. `points`
        are all that was noted; None means that nobody may read them, and the answer says that copies were not looked for.
        `others` are what readers know beside it, as the programme of the participants: who is named beside a session there.
        Linear in the text: about 1 MB/s for 55 people.
        """
        given = (*published, "", *others)
        known: Known = self._once(
            "published", given, lambda _given: Known(self._layers.exact, published, others)
        )
        return self._whole(text, known, points)

    def scan_set(
        self, texts: Sequence[str], published: Sequence[str] = (), points: Sequence[str] | None = None
    ) -> tuple[Scan, ...]:
        """`scan` of texts that go out together: who is named beside a session in one is known in all the others."""
        scans = []
        for place, text in enumerate(texts):
            known = Known(self._layers.exact, published, [*texts[:place], *texts[place + 1 :]])
            scans.append(self._whole(text, known, points))
        return tuple(scans)

    def scan_stream(
        self, text: Iterable[str], published: Sequence[str] = (), points: Sequence[str] | None = None
    ) -> Scan:
        """`scan` of a text that comes in pieces. Memory grows with the findings alone; footnotes count within a part."""
        known = self._once("published", published, self._known)
        return self._scanned(passages(text), {}, known, points, is_held=False)

    def rescan(
        self,
        text: Passage,
        changed: tuple[int, int],
        published: Sequence[str] = (),
        points: Sequence[str] | None = None,
    ) -> Scan:
        """The findings of the paragraphs that changed and of their neighbours, in places of the whole text.

        Whoever keeps findings replaces those between the neighbours. `changed` is a span of the new text.
        """
        start, end = _widened(text, changed)
        part = passage(text.text[start:end])
        return self._scanned(
            [(start, part)],
            self._layers.notes(text.text),
            self._once("published", published, self._known),
            points,
        )

    def _whole(self, text: str | Passage, known: Known, points: Sequence[str] | None) -> Scan:
        """A long text is folded part by part: what is folded takes many times its place."""
        raw = text.text if isinstance(text, Passage) else text
        parts = [(0, _made(text))] if len(raw) <= PART else passages([raw])
        found = self._scanned(parts, self._layers.notes(raw), known, points)
        if not known.sessions:
            return found
        made = _made(text)
        place = known.follows(made)
        return Scan((self._followed(made, place), *found.findings), found.not_applied) if place else found

    def anonymity_set(self, constraints: Facts) -> int:
        """The set of people in the room, as bits, of whom all this may be said; what is not known of one is possible."""
        return self._layers.anonymity_set(constraints)

    def _scanned(
        self,
        parts: Iterable[tuple[int, Passage]],
        notes: Mapping[str, str],
        known: Known,
        points: Sequence[str] | None,
        *,
        is_held: bool = True,
    ) -> Scan:
        if points is None:
            self._kept.pop("points", None)
        copied: Verbatim | None = self._once("points", points, self._copies) if points else None
        findings: list[Finding] = []
        # Of a room in which nobody counts yet, every text would pass.
        nobody = () if any(one.counts for one in self.roster.people) else ("room",)
        missing = dict.fromkeys([*nobody, "points"] if points is None else nobody)
        for offset, text in parts:
            part = _Part(text, known, language.languages_of(text), {}, is_held)
            missing.update(dict.fromkeys(f"language:{name}" for name in part.languages))
            hits = [hit for hit in self._hits(text, notes, copied, known) if not known.has(text, hit)]
            found = (self._finding(part, hit, _near(hits, place)) for place, hit in enumerate(hits))
            findings += (_moved(finding, offset) for finding in found if finding)
        return Scan(tuple(findings), tuple(self._said(kind) for kind in missing))

    def _copies(self, points: Sequence[str]) -> Verbatim:
        return self._layers.copies(points, self._key)

    def _known(self, published: Sequence[str]) -> Known:
        return Known(self._layers.exact, published)

    def _once(self, kind: str, given: Sequence[str], make: Callable[[Sequence[str]], Any]) -> Any:
        """What was made of the same texts before: an editor asks again at every pause. Of the texts a keyed hash stays."""
        told = blake2b(key=self._key, digest_size=_MARK)
        for text in given:
            told.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
        kept = self._kept.get(kind)
        if kept is None or kept[0] != told.digest():
            kept = self._kept[kind] = (told.digest(), make(given))
        return kept[1]

    def _hits(
        self,
        part: Passage,
        notes: Mapping[str, str],
        copied: Verbatim | None,
        known: Known,
        kept: Kept | None = None,
    ) -> list[Hit]:
        layers = self._layers
        public = layers.public_spans(part, notes)
        named = names_merged(outside([in_address(hit, part) for hit in layers.names(part)], public))
        names = without_posts_of_others(named, part)
        described = outside([*layers.described(part, kept), *known.linked(part)], public)
        framed = layers.framed(part, [*names, *described], public)
        copies = copied.find(part) if copied else ()
        others = [*_with_frames(described, framed), *framed, *layers.absent(part), *copies]
        return merged(_with_frames(names, framed), others)

    def _finding(self, part: _Part, hit: Hit, near: Sequence[Hit]) -> Finding | None:
        text = part.text
        why = self._judge.why(hit, text, part.known.listed_at(text, hit), self._words)
        if why is None:
            return None

        def choosing() -> Callable[[], tuple[Fix, ...]]:
            return self._choosing(part, hit, near)

        def chosen() -> tuple[Fix, ...]:
            return choosing()()

        return Finding(
            start=hit.start,
            end=hit.end,
            leak=hit.leak,
            k=self._judge.k(hit),
            sentence=sentences.found(hit.leak, hit.variant, self._words),
            why=why,
            fixes=Wordings(chosen if part.is_held else choosing()),
            who=hit.who or 0,
            mark=self._mark(text, hit),
        )

    def _choosing(self, part: _Part, hit: Hit, near: Sequence[Hit]) -> Callable[[], tuple[Fix, ...]]:
        """What chooses among the wordings of a hit; it holds the sentences around them, not the text."""
        hit = replace(hit, fixes=tuple(fix for fix in hit.fixes if self._may_stand(fix)))
        spoken = _language_at(hit.start, part.languages)
        raw = ranked(self._offers.of(hit, part.text, near, spoken), self.policy.enough)
        return self._pressing.chosen(hit, raw, part.text, near, self._reading(part.known, part.read))

    def _reading(self, known: Known, kept: Kept) -> Read:
        """Tells every hit of a text with a wording in it, how many people fit it, and whether it is a leak.

        What such texts have in common is `kept`, and forgotten with the findings.
        """

        def read(part: Passage) -> Iterator[tuple[Hit, int | None, bool]]:
            for hit in self._hits(part, {}, None, known, kept):
                if not known.has(part, hit):
                    listed = known.listed_at(part, hit)
                    yield hit, self._judge.k(hit), self._judge.why(hit, part, listed, str) is not None

        return read

    def _followed(self, text: Passage, place: tuple[int, int]) -> Finding:
        """The finding that a text follows a programme; it stands at the first paragraph that does."""
        hit = Hit(start=place[0], end=place[1], leak=Leak.linked)
        return Finding(
            start=place[0], end=place[1], leak=Leak.linked, k=None, sentence=self._words(sentences.FOLLOWS),
            why=self._words(sentences.BY_THEME), mark=self._mark(text, hit),
        )  # fmt: skip

    def _may_stand(self, fix: Fix) -> bool:
        """Whether the wording is free of what the regimes never let stand; asked of the guard itself."""
        if self._judge.lets_labels_stand or not fix.wording:
            return True
        tried = passage(f"{fix.wording} agreed.")
        return all(self._judge.why(hit, tried, 0, str) is None for hit in self._layers.described(tried))

    def _mark(self, part: Passage, hit: Hit) -> str:
        """Keyed hash of the sentence, the leak and the words found, all folded: blanks and capitals make no new finding."""
        start, end = part.sentence_of(hit.start)
        told = "\0".join((fold(part.text[start:end]), hit.leak.value, fold(part.text[hit.start : hit.end])))
        return blake2b(told.encode("utf-8", "surrogatepass"), key=self._key, digest_size=_MARK).hexdigest()

    def _said(self, kind: str) -> str:
        if not kind.startswith("language:"):
            return self._words(sentences.NOT_APPLIED[kind])
        name = kind.removeprefix("language:")
        if not name:
            return self._words(sentences.NOT_APPLIED["unknown"])
        return self._words(sentences.NOT_APPLIED["language"]).format(language=self._words(name))


def _made(text: str | Passage) -> Passage:
    return text if isinstance(text, Passage) else passage(text)


def _with_frames(hits: Sequence[Hit], framed: Sequence[Hit]) -> list[Hit]:
    """Names and descriptions with the wording their frame offers; a public figure without a source is called that."""
    kept = []
    for hit in hits:
        over = [one for one in framed if one.start < hit.end and hit.start < one.end]
        is_public = hit.leak in NAMES and any(one.leak is Leak.public_figure for one in over)
        fixes = tuple(fix for one in over for fix in one.fixes)
        kept.append(replace(hit, leak=Leak.public_figure if is_public else hit.leak, fixes=hit.fixes + fixes))
    return kept


def _language_at(place: int, others: Mapping[str, list[tuple[int, int]]]) -> str:
    for name, spans in others.items():
        at = bisect_right(spans, place, key=itemgetter(0)) - 1
        if at >= 0 and place < spans[at][1]:
            return name
    return language.ENGLISH


def _near(hits: Sequence[Hit], place: int) -> Sequence[Hit]:
    """The hits around one of them: whatever is farther away than a few sentences changes no wording."""
    first = last = place
    while first and place - first < _MANY and hits[place].start - hits[first - 1].start < _FAR:
        first -= 1
    while last + 1 < len(hits) and last - place < _MANY and hits[last + 1].start - hits[place].end < _FAR:
        last += 1
    return hits[first : last + 1]


def _moved(finding: Finding, offset: int) -> Finding:
    if not offset:
        return finding
    fixes = finding.fixes.moved(offset) if isinstance(finding.fixes, Wordings) else finding.fixes
    return replace(finding, start=finding.start + offset, end=finding.end + offset, fixes=fixes)


def _widened(text: Passage, changed: tuple[int, int]) -> tuple[int, int]:
    """The paragraphs a span touches, with one before and one after, and no more than a part on either side."""
    start, end = changed
    spans = text.paragraphs
    touched = [place for place, (begin, until) in enumerate(spans) if begin <= end and start <= until]
    if not touched:
        return max(0, start - PART), min(len(text.text), end + PART)
    first, last = max(0, touched[0] - 1), min(len(spans) - 1, touched[-1] + 1)
    return max(spans[first][0], start - PART), min(spans[last][1], end + PART)
