"""The layer of frames: built once for a room, asked for each passage."""

from bisect import bisect_right
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from underrose.methods.attribution.frames.notes import footnotes
from underrose.methods.attribution.frames.relations import Span
from underrose.methods.attribution.frames.sources import Public, public, standing
from underrose.methods.attribution.frames.speaking import Frame, frame, is_like_a_public_figure
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Discreet, Fix, Hit, Leak, Roster

LANGUAGES = ("en",)
"""Reporting verbs and nouns are known in these; symbols, addresses and footnotes are understood in any language."""

_NAMED = frozenset({Leak.named, Leak.written_otherwise, Leak.other_script})
_NAMING = _NAMED | {Leak.contact_or_post}
_NO_NOTES: Mapping[str, str] = MappingProxyType({})


class Frames(Discreet):
    """Public sources (A0), participants said to speak (A1) and public figures without a source (A2) in a passage."""

    __slots__ = ("_roster",)

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def public(self, passage: Passage, notes: Mapping[str, str] = _NO_NOTES) -> tuple[Public, ...]:
        """The public attributions. `notes` are the footnotes of the whole text, where the passage is a part of it."""
        own = footnotes(passage.text)
        known = ChainMap(own, cast("dict[str, str]", notes)) if notes else own
        return (*public(passage, known), *standing(passage, known))

    def public_spans(self, passage: Passage, notes: Mapping[str, str] = _NO_NOTES) -> list[Span]:
        """Where names and descriptions are no leak, because they belong to a source that can be looked up; in order, apart."""
        return _joined(span for one in self.public(passage, notes) for span in one.spans)

    def find(
        self, passage: Passage, mentions: Sequence[Hit], public_spans: list[Span] | None = None
    ) -> list[Hit]:
        """A1 and A2 for what other layers found, outside the public spans if they are known already. Linear in the mentions.

        A description counts as a mention where one person alone fits it. "One participant said" names nobody, and is none.
        """
        spans = self.public_spans(passage) if public_spans is None else public_spans
        found: dict[tuple[int, int, Leak], Hit] = {}
        for mention in mentions:
            if _is_identified(mention) and not _within(spans, mention):
                for hit in self._said(passage, mention):
                    found.setdefault((hit.start, hit.end, hit.leak), hit)
        return [found[place] for place in sorted(found)]

    def _said(self, passage: Passage, mention: Hit) -> Iterator[Hit]:
        place = (mention.start, mention.end)
        sentence = passage.sentence_of(mention.start)
        said = frame(passage.text, sentence, place)
        # A post or a description may be a stranger's: only of a name it is known that its bearer is in the room.
        if mention.leak in _NAMED and is_like_a_public_figure(passage.text, sentence, place):
            yield Hit(
                start=mention.start,
                end=mention.end,
                leak=Leak.public_figure,
                who=mention.who,
                said=mention.said,
            )
        elif said:
            yield Hit(
                start=said.start, end=max(said.end, mention.end), leak=Leak.speaks, who=mention.who,
                said=mention.said, fixes=_fixes(said),
            )  # fmt: skip


def _fixes(said: Frame) -> tuple[Fix, ...]:
    return (Fix(said.start, said.end, said.wording),) if said.wording else ()


def _is_identified(mention: Hit) -> bool:
    if mention.who is None or not mention.who:
        return False
    return mention.leak in _NAMING or mention.who.bit_count() == 1


def _within(spans: list[Span], mention: Hit) -> bool:
    place = bisect_right(spans, (mention.start, 1 << 62)) - 1
    return place >= 0 and spans[place][0] <= mention.start and mention.end <= spans[place][1]


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
