"""What sets one person apart though no list holds it: "the youngest participant", "I come from the Rift Valley", "a man from X said".

Nobody can say who fits, so `who` is None: a sign seen in the room, or an origin that the lattice does not know, tells those who
were there whom it means. Each pattern asks for "I", for a word for whoever sits in the room, or for a verb of saying behind.
"""

import re
from collections.abc import Iterator
from itertools import chain

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.quasi.groups import groups_in
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.values import Hit, Leak

_LISTS: dict[str, list[str]] = toml("apart")


def _any(*names: str) -> str:
    """The words of some lists as a part of a pattern, the longest first."""
    listed = sorted(chain.from_iterable(_LISTS[name] for name in names), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(word) for word in listed) + ")"


_ONE = r"(?:a|an|the|one|another|this|that|our)"
_NEARLY = r"(?:[\w-]+ ){0,2}?"
_SAID = rf"(?=[^.;!?\n]{{0,90}}?\b{_any('said')}\b)"
_HERE = r"(?:in (?:the|this|our) room|at (?:the|this|our) table|in (?:the|this) (?:group|circle|hall)|among us|among those present)"
_SIGN = rf"(?:(?:in|with|using|wearing|who (?:wore|wears|used|uses|had|has|came in|was in|was wearing)) (?:a |an |the |his |her |their )?{_NEARLY}{_any('marks')})"
_PAST = r"(?:(?:had|has|was|once|herself|himself|also|been|personally|recently) ){0,3}"
_PLACE = r"(?P<place>(?:the )?[\w'-]+(?: [\w'-]+)?)"

_SIGNS = (
    rf"\b(?:the|one|another|our|a|an) {_NEARLY}{_any('room')} {_SIGN}\b",
    rf"\b(?:the|one|another) {_NEARLY}{_any('anybody')} {_SIGN}\b{_SAID}",
    rf"\b(?:a|an) {_NEARLY}{_any('anybody')} {_SIGN}(?: {_HERE})?(?= {_any('said')}\b)",
    rf"\b{_ONE} wheelchair user {_HERE}",
    rf"\b{_ONE} (?:[\w-]+ )?wheelchair user(?= {_any('said')}\b)",
    rf"\bthe {_any('most')} (?:of us|{_any('room')}|(?:person|woman|man|member|one|[\w-]+) {_HERE})\b",
)
_ONLY = rf"\b(?:the|our) (?:only|sole|lone) (?:(?!(?:{_any('things')}|who|that|which|to|said)\b)[\w-]+ ){{1,4}}?{_HERE}\b"
_LIVED = (
    rf"\bas an? (?:former|one-time|ex-?) ?{_NEARLY}[\w-]+, (?:i|we)\b",
    rf"\bas an? {_NEARLY}{_any('conditions')}(?: (?:of|from) [\w' -]{{1,30}})?,? (?:myself, )?i\b",
    rf"\b{_ONE} {_NEARLY}(?:{_any('room', 'anybody')}|(?P<role>[\w-]+)),? who {_PAST}(?:lost (?:his|her|their|both) (?:own |only |eldest |youngest |two |three )*{_any('kin')})\b",
    rf"\b{_ONE} {_NEARLY}(?:{_any('room', 'anybody')}|(?P<role>[\w-]+)),? who (?:had|has|was|had once|was once|herself was|himself was)(?: once| himself| herself| twice)?(?: been)? {_any('befell')}\b",
)
_ORIGINS = (
    rf"\b(?:i|we) (?:myself |also |both |originally )?(?:come|came|am|hail|was born and raised|was born|grew up)(?: originally)? (?:from|in) {_PLACE}",
    rf"\bi'm (?:originally )?from {_PLACE}",
    rf"\b{_ONE} {_NEARLY}{_any('room')} from {_PLACE}",
    rf"\b{_ONE} (?:[\w-]+ )?{_any('anybody')} from {_PLACE}{_SAID}",
    rf"\bi was (?:there |still |myself )?(?:in|at|near|outside) {_PLACE} (?:when|as|while|during|the day|the night|on the day)\b",
)
Guarded = tuple[re.Pattern[str], re.Pattern[str]]
"""A pattern, and before it something cheap to find that it cannot be without."""


def _guarded(patterns: tuple[str, ...], guards: tuple[str, ...]) -> tuple[Guarded, ...]:
    return tuple(
        (re.compile(guard), re.compile(pattern)) for guard, pattern in zip(guards, patterns, strict=True)
    )


_SEEN = _guarded(("|".join(_SIGNS),), ("",))
_ALONE = _guarded((_ONLY,), (_HERE,))
_TOLD = _guarded(_LIVED, (r", (?:i|we)\b", _any("conditions"), "lost ", _any("befell")))
_FROM = _guarded(
    _ORIGINS, (r"\b(?:i|we) ", "i'm ", rf"{_any('room')} from ", rf"{_any('anybody')} from ", "i was ")
)
_BEFORE_CUE, _BEHIND_CUE = 70, 200
_CUE_SEEN = (*(f"{word} " for word in _LISTS["most"]), *_LISTS["marks"])
_CUE_ONLY = ("only ", "sole ", "lone ")
_CUE_LIVED = (
    "as a ", "as an ", "who had", "who has", "who was", "who once", "who lost", "who herself", "who himself"
)  # fmt: skip
_CUE_FROM = ("from ", "born in ", "grew up in ", "i was ")
_KINDS = (_CUE_SEEN, _CUE_ONLY, _CUE_LIVED, _CUE_FROM)
_KIND_OF = tuple(kind for kind, cues in enumerate(_KINDS) for _ in cues)
_CUES = AhoCorasick([cue for cues in _KINDS for cue in cues])
_SPEAKS = re.compile(rf"[^.;!?\n]{{0,90}}?\b{_any('said')}\b")
_TO_BE = re.compile(
    r"(?:(?P<true>turn(?:s|ed)? out|prove[sd]?|happen(?:s|ed)?|found|known|appear(?:s|ed)?|seem(?:s|ed)?|came|said) )?to be $"
)
_LONGEST_NAME, _WORDS_OF_NAME = 60, 6


class Apart:
    """Finds such words. O(text) for the cues; the patterns look at what is near a cue."""

    __slots__ = ()

    def find(self, passage: Passage) -> list[Hit]:
        """Hits whose `who` is None, at most one for each place."""
        hits: list[Hit] = []
        for start, end, leak, variant in sorted(set(self._all(passage))):
            if not hits or start >= hits[-1].end:
                hits.append(
                    Hit(
                        start=start, end=end, leak=leak, who=None, said={"experience": (passage.text[start:end],)},
                        variant=variant, weight=0.6,
                    )
                )  # fmt: skip
        return hits

    def _all(self, passage: Passage) -> Iterator[tuple[int, int, Leak, str]]:
        folded = passage.folded
        seen, only, told, origins = _cues(folded)
        for found in _near(folded, seen, _SEEN):
            yield (*passage.original(*found.span()), Leak.counted, "seen")
        for found in _near(folded, only, _ALONE):
            if _is_wished(folded, found.start()):
                continue
            yield (*passage.original(*found.span()), Leak.counted, "only")
        for found in _near(folded, told, _TOLD):
            role = found.groupdict().get("role")
            if role is None or (groups_in("role", role) and _SPEAKS.match(folded, found.end())):
                yield (*passage.original(*found.span()), Leak.experience, "lived")
        for found in _near(folded, origins, _FROM):
            if _is_unknown(passage, found):
                yield (*passage.original(*found.span()), Leak.experience, "origin")


def _cues(folded: str) -> tuple[list[Span], ...]:
    """Where whole cues of each kind stand, none within another: one pass of an automaton."""
    found: tuple[list[Span], ...] = tuple([] for _ in _KINDS)
    for cue, start, end in _CUES.find_matches_as_indexes(folded, overlapping=True):
        is_begun = start == 0 or not _is_inside(folded[start - 1])
        if is_begun and (folded[end - 1] == " " or end == len(folded) or not _is_inside(folded[end])):
            found[_KIND_OF[cue]].append((start, end))
    return tuple(map(_apart, found))


def _apart(places: list[Span]) -> list[Span]:
    """Of places that meet the first and longest."""
    kept: list[Span] = []
    for place in sorted(places, key=lambda one: (one[0], -one[1])):
        if not kept or place[0] >= kept[-1][1]:
            kept.append(place)
    return kept


def _is_inside(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _near(folded: str, cues: list[Span], patterns: tuple[Guarded, ...]) -> Iterator[re.Match[str]]:
    """What the patterns find around each cue: most texts have none."""
    for start, end in cues:
        low, high = max(0, start - _BEFORE_CUE), end + _BEHIND_CUE
        for guard, pattern in patterns:
            if guard.search(folded, low, high):
                yield from pattern.finditer(folded, low, high)


def _is_unknown(passage: Passage, found: re.Match[str]) -> bool:
    """Whether a place has a capital, and no country, city or region that the lattice knows."""
    start, _ = passage.original(*found.span("place"))
    written = passage.text[start:].removeprefix("the ").lstrip()
    if not written[:1].isupper():
        return False
    begin = found.start("place")
    named = found.string[begin : begin + _LONGEST_NAME].removeprefix("the ").replace(",", " ").split()
    names = (" ".join(named[:length]).rstrip(".") for length in range(1, _WORDS_OF_NAME))
    return not any(lattice.codes_of(name) or lattice.region_of(name) for name in names)


def _is_wished(folded: str, at: int) -> bool:
    """Whether nobody is said to be so: "nobody wants to be the only woman here"; but "she turned out to be"."""
    found = _TO_BE.search(folded, max(0, at - 24), at)
    return found is not None and found["true"] is None
