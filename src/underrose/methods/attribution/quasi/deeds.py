"""Deeds that single somebody out: "who had run the clinic in that town since 2012", "our office was searched twice".

No roster holds them, so nobody can say who fits; a place that the lattice knows says from which country, where few are from
there. A deed is a verb of doing, not of talk, whose subject is "I", "we" or somebody of the room, with a year, a place or a
name beside it. What befell what is somebody's own ("my husband was dismissed") needs none.
"""

import re
from collections.abc import Iterator, Sequence

from underrose.methods.attribution.passages import Passage, Span, Word
from underrose.methods.attribution.quasi import lattice
from underrose.methods.attribution.quasi.cues import Said
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.values import Hit, Leak

_LISTS = {name: frozenset(listed) for name, listed in toml("firsthand").items()}
_FIRST, _OWNERS = frozenset({"i", "we"}), frozenset({"my", "our"})
_THIRD, _THEIRS = frozenset({"he", "she", "they"}), frozenset({"his", "her", "their"})
_DONE = frozenset(tuple(phrase.split()) for phrase in toml("firsthand")["done"])
_DONE_FIRST = frozenset(words[0] for words in _DONE)
_NO_DEEDS, _OWN, _FATES = _LISTS["no_deeds"], _LISTS["own"], _LISTS["fates"]
_TELLING = _LISTS["telling"]
_ROLES = frozenset(
    noun.rpartition(" ")[2] for entry in toml("roles").values() for noun in entry["nouns"] if noun.islower()
)
_WHOEVER = frozenset(phrase for phrase in toml("firsthand")["whoever"] if " " not in phrase)
_BETWEEN = _LISTS["before_done"]
_BEFORE_NOUN = _LISTS["before_whoever"]
_WAS = frozenset(["was", "were", "had", "has", "have", "been", "is", "are", "got", "being"])
_ABOUT_TIME = _LISTS["times"]
_SPANS = _LISTS["spans"]
_NUMBERS = _LISTS["numbers"]
_TRAVELLED = _LISTS["travels"]
_HEARERS = _LISTS["hearers"]
_SPOKEN_TO = frozenset(["told", "warned", "advised", "briefed", "petitioned"])
_TITLES = frozenset(["the", "a", "an", "our", "my", "of"])
_YEAR = re.compile(r"(?:19|20)\d\d$")
_STOPS = re.compile(r"[;!?:\"”“()\n]|\.(?=\s|$)")
_OF_SOMEBODY = re.compile(r"\W*(?:his|her)\b")
_CUES = _FIRST | _OWNERS | _WHOEVER | _THIRD | {"having", "who", "another"}
_SPEAKING = _FIRST | _OWNERS
_LONGEST, _NEAR, _FAR = 24, 4, 9


class Deeds:
    """Finds them for one roster. O(words) of the sentences that have a cue."""

    __slots__ = ("_enough", "_index")

    def __init__(self, index: Index, enough: int) -> None:
        self._index, self._enough = index, enough

    def find(self, passage: Passage, sentences: Sequence[Said]) -> list[Hit]:
        hits: list[Hit] = []
        paragraph: Span = (-1, -1)
        is_followed = False
        for start, _end, low, high, said in sentences:
            if start >= paragraph[1]:
                paragraph, is_followed = passage.paragraph_of(start), False
            is_followed = is_followed or not _WHOEVER.isdisjoint(said)
            # A paragraph that begins with "her village burned down" is of whoever is noted there.
            is_followed = is_followed or (
                start == paragraph[0] and _OF_SOMEBODY.match(passage.folded, low) is not None
            )
            if (_CUES.isdisjoint(said) and _THEIRS.isdisjoint(said)) or not (
                is_followed or "who" in said or not _SPEAKING.isdisjoint(said)
            ):
                continue
            words = list(passage.words_between(low, high))
            hits += self._of(passage, words, is_followed=is_followed)
        return hits

    def _of(self, passage: Passage, words: list[Word], *, is_followed: bool) -> Iterator[Hit]:
        taken = -1
        for at, word in enumerate(words):
            if at < taken or (word.folded not in _CUES and word.folded not in _THEIRS and word.folded != "s"):
                continue
            found = _deed(passage, words, at, is_followed=is_followed)
            if found is not None:
                first, last = found
                taken = last
                yield self._hit(passage, words[first:last])

    def _hit(self, passage: Passage, clause: Sequence[Word]) -> Hit:
        start, end = clause[0].start, clause[-1].end
        return Hit(
            start=start, end=end, leak=Leak.experience, who=self._who(clause),
            said={"experience": (passage.text[start:end],)}, variant="deed", weight=0.7,
        )  # fmt: skip

    def _who(self, clause: Sequence[Word]) -> Bits | None:
        """Those from where it was done, where they are few; None where nobody can say."""
        names = [word.folded for word in clause if word.is_capital]
        told = self._index.told_by(names) & self._index.counting
        if 0 < told.bit_count() < self._enough:
            return told
        if any(word.folded in _TRAVELLED for word in clause):
            return None
        for place in range(len(clause)):
            codes = _codes(clause, place)
            bits = self._index.at_home(codes) & self._index.counting if codes else 0
            if 0 < bits.bit_count() < self._enough:
                return bits
        return None


def _deed(passage: Passage, words: list[Word], at: int, *, is_followed: bool) -> Span | None:
    """The words of a deed whose subject begins at a word, if one does."""
    word = words[at].folded
    if word in _OWNERS or (word in _THEIRS and is_followed) or (word == "s" and _is_whose(words, at)):
        return _befallen(passage, words, at)
    if word in _FIRST:
        return _done(passage, words, at + 1, at)
    if word in _THIRD:
        return _done(passage, words, at + 1, at) if is_followed else None
    if word == "having":
        is_told = at > 0 and (words[at - 1].folded in _TELLING or _sign(passage, words, at) == ",")
        return _done(passage, words, at + 1, at) if is_told and is_followed else None
    if word == "who":
        is_one = words[at - 1].folded == "one" or words[at - 1].folded in _ROLES if at > 1 else False
        is_definite = any(one.folded in {"the", "our"} for one in words[max(0, at - _NEAR) : at])
        return _done(passage, words, at + 1, at) if is_one and is_definite else None
    return _of_somebody(passage, words, at)


def _of_somebody(passage: Passage, words: list[Word], at: int) -> Span | None:
    """“One participant, who had run ...”, "somebody in the room had drafted", "one delegate, jailed for"."""
    after = words[at + 1].folded if at + 1 < len(words) else ""
    if words[at].folded == "another" and after not in {"had", "who"}:
        return None
    is_one = words[at].folded in {"someone", "somebody", "another"} or any(
        word.folded in _BEFORE_NOUN for word in words[max(0, at - 3) : at]
    )
    if not is_one:
        return None
    for place in range(at + 1, min(len(words), at + _FAR)):
        word, sign = words[place].folded, _sign(passage, words, place)
        if word == "who" or (word == "had" and place + 1 < len(words)):
            return _done(passage, words, place + 1, place)
        if sign == "," and word in _FATES and place == at + 1:
            return _clause(passage, words, place, place)
        if sign not in {"", ","} or word in _TELLING or word in _WAS:
            return None
    return None


def _done(passage: Passage, words: list[Word], verb: int, first: int) -> Span | None:
    """A verb of doing from a word on, after "have", "had", "once", and the rest of its clause."""
    at = verb
    while at < len(words) and (words[at].folded in _BETWEEN or words[at].folded.endswith("ly")):
        at += 1
    if at >= len(words) or at - verb > _NEAR:
        return None
    is_passive = words[at].folded in {"was", "were"} or "been" in {word.folded for word in words[verb:at]}
    at += words[at].folded in {"was", "were"}
    if at >= len(words) or not (words[at].folded in _FATES if is_passive else _is_done(words, at)):
        return None
    found = _clause(passage, words, at, first)
    if found is None and words[at].folded in _SPOKEN_TO and words[first].folded in _FIRST:
        near = [word.folded for word in words[at + 1 : at + _NEAR]]
        if near and near[0] in _TITLES and _HEARERS.isdisjoint(near):
            return first, min(len(words), at + _NEAR)
    return found


def _is_done(words: list[Word], at: int) -> bool:
    word = words[at].folded
    if word in {"took", "taken"} and "court" in {one.folded for one in words[at : at + _FAR]}:
        return True
    if word in _DONE_FIRST:
        row = tuple(one.folded for one in words[at : at + 3])
        if any(row[:length] in _DONE for length in (1, 2, 3)):
            return True
    return word.endswith("ed") and len(word) > _NEAR and word not in _NO_DEEDS


def _clause(passage: Passage, words: list[Word], verb: int, first: int) -> Span | None:
    """From the subject to the end of the clause, when something in it can be looked up."""
    end = _end(passage, words, verb)
    clause = words[verb + 1 : end]
    return (first, end) if any(_is_anchor(clause, at) for at in range(len(clause))) else None


def _befallen(passage: Passage, words: list[Word], at: int) -> Span | None:
    """“Our office in Goma was searched”: something of one's own, and what befell it."""
    own = next(
        (place for place in range(at + 1, min(len(words), at + _NEAR)) if words[place].folded in _OWN), None
    )
    if own is None:
        return None
    for place in range(own + 1, min(len(words), own + _FAR)):
        word = words[place].folded
        if _STOPS.search(passage.folded, words[place - 1].at, words[place].at):
            return None
        is_passive = words[place - 1].folded in _WAS or words[place - 2].folded in _WAS
        if word in _FATES and (
            is_passive or word in {"lost", "died", "collapsed", "sank", "burned", "printed"}
        ):
            return at, _end(passage, words, place)
        if word in _DONE_FIRST or (is_passive and _is_done(words, place)):
            return _clause(passage, words, place, at) if _is_done(words, place) else None
    return None


def _is_whose(words: list[Word], at: int) -> bool:
    return at > 0 and words[at - 1].folded in _WHOEVER


def _end(passage: Passage, words: list[Word], at: int) -> int:
    for place in range(at + 1, min(len(words), at + _LONGEST)):
        between = passage.folded[words[place - 1].at : words[place].at]
        if _STOPS.search(between) or (
            "," in between and words[place].folded in {"and", "but", "which", "who", "so"}
        ):
            return place
        if "," in between and place > at + 1 and words[place].folded in _TELLING | _FIRST:
            return place
        if words[place].folded in _TELLING and place > at + 2:
            return place
    return min(len(words), at + _LONGEST)


def _sign(passage: Passage, words: list[Word], at: int) -> str:
    """The sign before a word, if there is one."""
    if at == 0:
        return ""
    before = words[at - 1]
    return passage.folded[before.at + len(before.folded) : words[at].at].strip()


def _is_anchor(clause: Sequence[Word], at: int) -> bool:
    """A year, a time, a name or a place: what can be looked up."""
    word = clause[at]
    if _YEAR.match(word.folded):
        return True
    before = clause[at - 1].folded if at else ""
    if before == "last" and word.folded in _ABOUT_TIME:
        return True
    if word.folded in _SPANS and (before in _NUMBERS or before.isdigit()):
        return True
    return word.is_capital and word.folded not in _FIRST and len(word.folded) > 1


def _codes(clause: Sequence[Word], at: int) -> frozenset[str]:
    """The countries a name from a word on may lie in; the longest name counts."""
    if not clause[at].is_capital:
        return lattice.NOWHERE
    for length in (4, 3, 2, 1):
        row = clause[at : at + length]
        if (
            len(row) == length
            and row[-1].is_capital
            and (codes := lattice.codes_of(" ".join(one.folded for one in row)))
        ):
            return codes
    return lattice.NOWHERE
