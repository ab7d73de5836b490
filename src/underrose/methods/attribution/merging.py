"""One finding for one place: of hits that overlap, the one that narrows most is kept, and a name before a description.

Source: none; the order of precedence is the house's.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak

Span = tuple[int, int]
NAMES = frozenset({Leak.named, Leak.written_otherwise, Leak.other_script, Leak.contact_or_post})
DESCRIPTIONS = frozenset({Leak.pronoun, Leak.one_clause, Leak.linked, Leak.counted, Leak.experience})
WORDING = frozenset({Leak.verbatim, Leak.own_wording})
FRAMES = frozenset({Leak.speaks, Leak.public_figure})
SPEAKERS = frozenset({"worker"})
"""What somebody outside the room may be called by, that a speaker may be called by too."""
OWN = "own"
"""What somebody says they lived through themselves."""
LIVED = "lived"
"""A deed of somebody of the room, which goes with the words for who did it and for whom it befell."""
_ANYBODY = "sufferer"
"""Whoever is called a woman, a man or a person, and by no fate unless it is sure."""
_WORK = frozenset({"role", "post", "body"})
_A_SIGN = 2
"""A comma and a blank between somebody and what else is told of them."""
_HEAD = 24
"""Letters in which the words for somebody's trade stand."""
_SURELY = 0.6
"""How findable somebody called by a trade must be, so that they are outside the room though a few in it are called so too."""
_FLOOR = 3
"""A description that fewer fit is a finding, whatever is asked."""


def outside(hits: Iterable[Hit], public: Sequence[Span]) -> list[Hit]:
    """Hits that do not lie within what is publicly attributed. Linear after sorting."""
    if not public:
        return list(hits)
    return [hit for hit in hits if not any(start <= hit.start and hit.end <= end for start, end in public)]


_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_LINK = re.compile(
    r"(?:\b[a-z][a-z+-]{1,9}:/{0,2}|\bwww\.)[^\s<>\"“”]{3,300}|\b[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/[^\s<>\"“”]{0,300}",
    re.IGNORECASE,
)
_BESIDE = frozenset("@./~=_-+#?&%:")
_REACH = 320


def in_address(hit: Hit, part: Passage) -> Hit:
    """A name within an address stands for the whole of it: what is left of the address would tell the body, or all."""
    text = part.text
    if _BESIDE.isdisjoint(text[max(0, hit.start - 1) : hit.start] + text[hit.end : hit.end + 1]):
        return hit
    around = max(0, hit.start - _REACH)
    for pattern, variant in ((_LINK, "link"), (_ADDRESS, "mail")):
        for found in pattern.finditer(text, around, hit.end + _REACH):
            if found.start() <= hit.start and hit.end <= found.end():
                whole = found[0].rstrip(".,;:!?'’)]-" if variant == "link" else ".-")
                end = max(hit.end, found.start() + len(whole))
                is_mail = variant == "mail" or "@" in whole.partition("?")[0]
                return replace(
                    hit, start=found.start(), end=end, leak=Leak.contact_or_post, fixes=(),
                    variant="mail" if is_mail else variant,
                )  # fmt: skip
    return hit


_NAME_BEHIND = re.compile(r" ([^\W\d_][\w'’-]+\.?)((?: [^\W\d_][\w'’-]*\.?){1,4})")
_PARTICLES = frozenset(
    {"de", "van", "von", "der", "den", "la", "le", "di", "da", "dos", "bin", "ibn", "al", "el"}
)


def without_posts_of_others(names: Sequence[Hit], part: Passage) -> list[Hit]:
    """The names without posts that a full name follows which is nobody's here: "Secretary-General" before a stranger's name.

    Only where the name begins with one that people are given, so that a body behind a post changes nothing.
    """
    return [hit for hit in names if hit.variant != "post" or not _is_held_by_another(hit, names, part)]


def _is_held_by_another(hit: Hit, names: Sequence[Hit], part: Passage) -> bool:
    found = _NAME_BEHIND.match(part.text, hit.end)
    if found is None or not found[1][0].isupper() or fold(found[1]) not in known_names():
        return False
    end = found.end(1)
    for word in found[2].split():
        if not word[0].isupper() and word not in _PARTICLES:
            break
        end += 1 + len(word)
    is_full = part.text[found.end(1) : end].strip() != ""
    return is_full and not any(one.start < end and found.start(1) < one.end for one in names)


def names_merged(hits: Iterable[Hit]) -> list[Hit]:
    """Names that overlap become one, over all they cover, of those whom all of them may mean."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if kept and hit.start < kept[-1].end:
            kept[-1] = _joined(kept[-1], hit)
        else:
            kept.append(hit)
    return kept


def _joined(one: Hit, other: Hit) -> Hit:
    """The surer and longer of two, over the places of both; narrowed to whom both mean, where there is anybody."""
    first, second = sorted((one, other), key=lambda hit: (hit.end - hit.start, hit.weight), reverse=True)
    both = (first.who or 0) & (second.who or 0)
    return replace(
        first,
        start=min(one.start, other.start),
        end=max(one.end, other.end),
        who=both or first.who or second.who,
        weight=max(one.weight, other.weight),
    )


def merged(names: Sequence[Hit], others: Iterable[Hit]) -> list[Hit]:
    """Names, and what else was found beside them: no description of a name's place, no frame over what it frames.

    A post told in other words is a name like others. Copied words stay whatever lies over them: they are another leak, and want another wording. A description within
    somebody outside the room is theirs, unless hardly anybody in the room fits it. Where both begin together they are one finding too: a relative, a witness or a victim
    is outside, while whoever is called by a trade may be the speaker. Who is named in the room is nobody outside it.
    """
    others = list(others)
    kept = names_merged([*names, *(hit for hit in others if hit.leak in NAMES)])
    named = _Taken((hit.start, hit.end) for hit in kept)
    rest = sorted(
        (
            hit
            for hit in others
            if hit.leak not in NAMES
            and not (hit.leak is Leak.third_party and hit.variant == "name" and named.touches(hit))
        ),
        key=lambda hit: (hit.start, -hit.end),
    )
    outsiders = _surely_absent(rest)
    described = _told_once(_described(rest, outsiders, named))
    kept += described
    narrow = _Taken(
        (hit.start, hit.end)
        for hit in (*names, *described)
        if _size(hit) < _FLOOR or hit.leak is Leak.experience
    )
    kept += (hit for hit in rest if hit.variant == OWN and not narrow.touches(hit))
    framed = _Taken((hit.start, hit.end) for hit in kept)
    kept += _absent_beside(outsiders, described, named)
    kept += (hit for hit in rest if hit.leak not in DESCRIPTIONS | FRAMES | {Leak.third_party})
    kept += (hit for hit in rest if hit.leak in FRAMES and not framed.touches(hit))
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _surely_absent(rest: Sequence[Hit]) -> list[Hit]:
    """People outside the room, but for those who did what is told as of the room, or whom their work tells to be of it."""
    lived = {hit.start for hit in rest if hit.variant == LIVED}
    told = {hit.start for hit in rest if _is_told_by_work(hit)}
    return _outermost(
        hit
        for hit in rest
        if hit.leak is Leak.third_party
        and not (
            hit.weight < _SURELY and (hit.start in lived or (hit.variant == _ANYBODY and hit.start in told))
        )
    )


def _described(rest: Sequence[Hit], outsiders: Sequence[Hit], named: "_Taken") -> list[Hit]:
    """Descriptions of those in the room: not of a name, and of nobody outside unless hardly anybody in the room fits."""
    absent = _Taken((hit.start, hit.end) for hit in outsiders)
    theirs = {hit.start for hit in outsiders if hit.variant not in SPEAKERS or hit.weight >= _SURELY}
    traded = {hit.start for hit in outsiders if _may_speak(hit)}
    return _narrowest(
        [
            hit
            for hit in rest
            if hit.leak in DESCRIPTIONS
            and hit.variant != OWN
            and not named.touches(hit)
            and not ((absent.holds(hit) or _is_lived_by(hit, absent)) and _size(hit) >= _FLOOR)
            and (hit.start not in theirs or (_size(hit) < _FLOOR and hit.start in traded))
        ]
    )


def _absent_beside(outsiders: Iterable[Hit], described: Sequence[Hit], named: "_Taken") -> Iterator[Hit]:
    """People outside the room who are not, after all, the one that a description beside them means."""
    speakers = _Taken((hit.start, hit.end) for hit in described)
    singled = {hit.start for hit in described if _size(hit) < _FLOOR}
    deeds = _Taken((hit.start, hit.end) for hit in described if hit.variant == LIVED)
    for hit in outsiders:
        is_called_so = hit.variant in SPEAKERS and (speakers.touches(hit) or _is_named(hit, named))
        if not (deeds.holds(hit) or is_called_so or (_may_speak(hit) and hit.start in singled)):
            yield hit


def _is_told_by_work(hit: Hit) -> bool:
    """Whether hardly anybody here fits, by what they are or do: "a lady from the inspectorate in Lima"."""
    return hit.leak in DESCRIPTIONS and _size(hit) < _FLOOR and not _WORK.isdisjoint(hit.said)


def _may_speak(hit: Hit) -> bool:
    """Whether whoever is called so may be somebody of the room: by a trade, or as a man of whom little is told."""
    return hit.variant in SPEAKERS or (hit.variant == "sufferer" and hit.weight < _SURELY)


def _is_named(hit: Hit, named: "_Taken") -> bool:
    """Whether whoever might be outside is called by a post of the room: "a trauma consultant who kept a register"."""
    return hit.weight < _SURELY and named.touches(replace(hit, end=min(hit.end, hit.start + _HEAD)))


def _is_lived_by(hit: Hit, absent: "_Taken") -> bool:
    """Whether somebody outside the room lived through it: what they did, told by a clause that goes on behind them."""
    return hit.leak is Leak.experience and absent.begins_before(hit)


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Of people outside the room who stand within one another, the longest: one wording does for both."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start, -one.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _narrowest(hits: Sequence[Hit]) -> list[Hit]:
    """Of descriptions that overlap the one that fewest fit; of equals the longest."""
    kept: list[Hit] = []
    taken = _Taken(())
    for hit in sorted(hits, key=lambda one: (_size(one), one.start - one.end)):
        if not taken.touches(hit):
            taken.take((hit.start, hit.end))
            kept.append(hit)
    return kept


def _told_once(hits: Sequence[Hit]) -> list[Hit]:
    """“The speaker was a judge from Mali": both ends of the sentence say it of the same one, and the telling end is kept."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    return [
        hit for place, hit in enumerate(ordered) if not _says_no_more(hit, ordered[place + 1 : place + 2])
    ]


def _says_no_more(hit: Hit, following: Sequence[Hit]) -> bool:
    return any(
        one.who == hit.who
        and one.said == hit.said
        and any(fix.start <= hit.start and one.end <= fix.end for fix in hit.fixes)
        for one in following
    )


def _size(hit: Hit) -> int:
    """How many fit; a set that nobody fits says least."""
    return hit.who.bit_count() if hit.who else 1 << 30


class _Taken:
    """Places that are taken, none of which overlap; a question costs the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span[0] < self._spans[-1][1]:
                self._spans[-1] = (self._spans[-1][0], max(span[1], self._spans[-1][1]))
            else:
                self._spans.append(span)

    def take(self, span: Span) -> None:
        insort(self._spans, span)

    def touches(self, hit: Hit) -> bool:
        at = bisect_left(self._spans, (hit.end, -1))
        return at > 0 and self._spans[at - 1][1] > hit.start

    def begins_before(self, hit: Hit) -> bool:
        """Whether one of them begins before it and has hardly ended where it begins."""
        at = bisect_left(self._spans, (hit.start, -1))
        return at > 0 and self._spans[at - 1][1] + _A_SIGN >= hit.start

    def holds(self, hit: Hit) -> bool:
        """Whether it lies within one of them, and does not begin where that begins."""
        at = bisect_left(self._spans, (hit.start, -1))
        return at > 0 and self._spans[at - 1][1] >= hit.end
