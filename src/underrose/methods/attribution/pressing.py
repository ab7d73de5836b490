"""Presses every wording before it is offered: the new sentence is read again, by all layers, with all that is left in it.

A wording is offered if it changes something, reads right, and leaves no finding in its place; the number beside it is that of
the whole new sentence. Reading costs a scan of a paragraph for each wording, so it is done when wordings are asked for, once.
Source: none; a fixed point of the guard itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from underrose.methods.attribution.belongings import LESS, LESS_OF_SEVERAL, Belongings
from underrose.methods.attribution.merging import DESCRIPTIONS, FRAMES, NAMES
from underrose.methods.attribution.parsing import reads_right
from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.passages import passage as made_passage
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.values import Fix, Hit, Leak, Way

_FAR = 400
"""Characters of the paragraph before a sentence that its speakers may come from."""
_PEOPLE = NAMES | DESCRIPTIONS | FRAMES | {Leak.third_party}
_OF_STATES = re.compile(
    r"government|diplomat|policy-maker|official|mission|minister|diplomacy|\bfrom (?:the )?[A-Z]"
)
"""Whoever may speak for a state, or comes from a region it lies in."""
_MOST = 10

_ANOTHER = re.compile(r"\b(?:and|or|as well as)\s+(?:an?|the|one|another|our)\s", re.IGNORECASE)

Read = Callable[[Passage], Iterable[tuple[Hit, int | None, bool]]]
"""Every hit of a text, how many people fit it, and whether it is a leak."""


class Wordings(Sequence[Fix]):
    """Fixes that are chosen when somebody looks at them. Equal to any row of the same fixes."""

    __slots__ = ("_by", "_choose", "_made")

    def __init__(self, choose: Callable[[], tuple[Fix, ...]], by: int = 0) -> None:
        self._choose: Callable[[], tuple[Fix, ...]] | None = choose
        self._by, self._made = by, tuple[Fix, ...]()

    def moved(self, by: int) -> "Wordings":
        """The same, in a text that has so much before it."""
        return Wordings(self._all, by)

    def _all(self) -> tuple[Fix, ...]:
        if self._choose is not None:
            made = self._choose()
            self._made = tuple(
                replace(one, start=one.start + self._by, end=one.end + self._by) for one in made
            )
            self._choose = None
        return self._made

    @overload
    def __getitem__(self, place: int) -> Fix: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Fix, ...]: ...
    def __getitem__(self, place: int | slice) -> Fix | tuple[Fix, ...]:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())


@dataclass(frozen=True, slots=True)
class _Around:
    """The part of a text a wording is read in, how it stood there, and what else was found in it."""

    passage: Passage
    start: int
    others: frozenset[tuple[Leak, str]]
    is_absent: bool
    """Whether the words are about somebody outside the room: then one wording may stand for a whole sentence."""

    @property
    def text(self) -> str:
        return self.passage.text

    def sentence(self, start: int, end: int) -> Span:
        """From the beginning of the sentence one place stands in to the end of that of another."""
        return self.passage.sentence_of(start)[0], self.passage.sentence_of(max(start, end - 1))[1]


class Pressing:
    """Tries wordings for one room."""

    def __init__(self, index: Index, enough: int) -> None:
        self._index, self._enough, self._belongings = index, enough, Belongings(index)

    def chosen(
        self, hit: Hit, fixes: Sequence[Fix], passage: Passage, near: Sequence[Hit], read: Read
    ) -> Callable[[], tuple[Fix, ...]]:
        """What chooses among wordings later. It holds the sentences around them, not the text."""
        first = min([hit.start, *(fix.start for fix in fixes)])
        last = max([hit.end, *(fix.end for fix in fixes)])
        begin = passage.paragraph_of(first)[0]
        if first - begin > _FAR:
            begin = passage.sentence_of(first)[0]
        until = max(last, passage.sentence_of(max(first, last - 1))[1])
        others = frozenset(
            (one.leak, passage.text[one.start : one.end])
            for one in near
            if one.end <= hit.start or hit.end <= one.start
        )
        text, place = passage.text[begin:until], (hit.start, hit.end)
        is_absent = hit.leak is Leak.third_party
        return lambda: tuple(
            self._kept(place, fixes, _Around(made_passage(text), begin, others, is_absent), read)
        )

    def _kept(self, place: Span, fixes: Sequence[Fix], around: _Around, read: Read) -> Iterator[Fix]:
        seen = set()
        for fix in [*fixes[:_MOST], *(one for one in fixes[_MOST:] if one.way is Way.sentence)]:
            kept = self._tried(place, fix, around, read)
            if kept is not None and (kept.start, kept.end, kept.wording) not in seen:
                seen.add((kept.start, kept.end, kept.wording))
                yield kept

    def _tried(self, place: Span, fix: Fix, around: _Around, read: Read) -> Fix | None:
        """The wording with the number of people its whole sentence leaves, in other words where too few; None if it fails."""
        if fix.way is Way.sentence:
            return fix
        start, end = fix.start - around.start, fix.end - around.start
        if around.text[start:end] == fix.wording:
            return None
        made = made_passage(around.text[:start] + fix.wording + around.text[end:])
        kernel = _kernel(fix, start)
        if fix.way is Way.say and not (
            reads_right(around.text[slice(*around.sentence(start, end))], *_after(made, kernel))
            and (around.is_absent or _is_of_one(around.text[start:end], fix.wording))
        ):
            return None
        k = self._left(place, fix, around, made, kernel, read)
        if k is None or k >= self._enough:
            return fix if fix.k is None or k is None else replace(fix, k=min(fix.k, k))
        less = (
            self._less(fix, made, kernel) if fix.way is Way.say and not fix.wording.endswith(LESS) else None
        )
        return self._tried(place, less(around), around, read) if less else None

    def _left(
        self, place: Span, fix: Fix, around: _Around, made: Passage, kernel: Span, read: Read
    ) -> int | None:
        """How few people fit whoever the wording stands for, as the new sentence tells of them; 0 where a finding stays."""
        begin, until = kernel
        if fix.way is not Way.say:
            by = len(fix.wording) - (fix.end - fix.start)
            begin, until = min(place[0], fix.start) - around.start, max(place[1], fix.end) - around.start + by
        else:
            until = max(until, fix.start - around.start + len(fix.wording))
        who, k = self._index.counting, fix.k
        for hit, fitting, is_leak in read(made):
            if hit.leak not in _PEOPLE or (hit.leak, made.text[hit.start : hit.end]) in around.others:
                continue
            reach = kernel[1] if hit.leak is Leak.experience and fix.way is Way.say else until
            if not (hit.start < reach and begin < hit.end):
                continue
            if is_leak and (fitting is None or fitting < self._enough or fix.k is None):
                return 0
            if fitting is not None and k is not None:
                k, who = min(k, fitting), who & (hit.who or who)
        if fix.k is None or fix.way is not Way.say:
            return k
        return min([k or 0, *(people.bit_count() for people in self._told(made, kernel, who))])

    def _told(self, made: Passage, kernel: Span, who: Bits) -> Iterator[Bits]:
        """Of those whom a wording may mean, those whom the rest of its sentence may mean as well."""
        last = made.sentence_of(kernel[0])[1]
        for one in self._belongings.owned(made, kernel[1], last):
            if who & one.people:
                yield who & one.people
        if _OF_STATES.search(made.text, *kernel):
            for people in self._belongings.governments(made, kernel[1], last):
                if who & people:
                    yield who & people

    def _less(self, fix: Fix, made: Passage, kernel: Span) -> Callable[[_Around], Fix] | None:
        """The same wording with what is somebody's called an organisation, up to the last of it."""
        found = list(self._belongings.owned(made, kernel[1], made.sentence_of(kernel[0])[1]))
        if not found:
            return None
        start = kernel[0]
        said, at = "", start
        for one in found:
            said += made.text[at : one.start] + (LESS_OF_SEVERAL if one.is_of_several else LESS)
            at = one.end
        shown = f"{made.text[slice(*kernel)]} … {LESS_OF_SEVERAL if found[-1].is_of_several else LESS}"

        def widened(around: _Around) -> Fix:
            first = fix.start - around.start
            head = made.text[first:start]  # pronouns that stand before the name
            end_of_fix = first + len(fix.wording)
            rest = made.text[at:end_of_fix] if at < end_of_fix else ""
            behind = max(0, at - end_of_fix)
            return replace(fix, end=fix.end + behind, wording=head + said + rest, shown=shown)

        return widened


def _kernel(fix: Fix, start: int) -> Span:
    """Where the words for somebody stand in the new text; between them and their pronouns other words may stay."""
    words = fix.shown.partition(" … ")[0] if " … " in fix.shown else fix.wording
    at = max(0, fix.wording.find(words))
    return start + at, start + at + len(words if fix.wording.find(words) >= 0 else fix.wording)


def _is_of_one(before: str, after: str) -> bool:
    """Whether as many people stand there as before: of "a lawyer and an official" nobody may be lost."""
    return len(_ANOTHER.findall(before)) <= len(_ANOTHER.findall(after)) or after.casefold().startswith(
        "some "
    )


def _after(made: Passage, kernel: Span) -> tuple[str, int, int]:
    """The new sentence and where the wording stands in it."""
    first = made.sentence_of(kernel[0])[0]
    last = made.sentence_of(max(kernel[0], kernel[1] - 1))[1]
    return made.text[first:last], kernel[0] - first, kernel[1] - first
