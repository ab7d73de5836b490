"""The words of the names in the room: which may belong to whom, exactly, nearly or by another writing.

An index of deletions (Garbe's symmetric delete, after Mor and Fraenkel 1982) finds what one or two edits away stands; the
skeleton of consonants and the tables of Chinese and Korean surnames find other writings.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from underrose.methods.attribution.near import lattice, prose
from underrose.methods.attribution.near.characters import row_of, shares
from underrose.methods.attribution.near.edits import endings, letters
from underrose.methods.attribution.near.likeness import ALIKE, ALIKE_NATIVE, alike
from underrose.methods.attribution.near.nicknames import nicknames
from underrose.methods.names import romanise
from underrose.methods.names.sounds import skeleton, sound

EXACT, HIGH, LOW = 2, 1, 0
"""How sure a word stands for another: the same; one edit or a customary writing; two edits or a likeness."""
MISSPELT, NICKNAME, ROMANISED, NATIVE, SAME = (
    "misspelling",
    "nickname",
    "romanisation",
    "native script",
    "exact",
)
_ONE_EDIT, _TWO_EDITS = 4, 8
"""Letters from which a word may have one edit, and two."""
_LIKELY_SHARE = 0.15
_LOW_ALIKE = 0.66
_LONGEST, _LONGEST_WRITTEN = 24, 6
"""Letters, and characters of Chinese, Japanese and Korean, beyond which nothing near is looked for."""
_CHARACTERS = frozenset(("han", "kana", "hangul"))
_WITHOUT_V = frozenset(("arabic", "hebrew"))
_SOUNDS_APART = 3


class Match(NamedTuple):
    """One word of the room that a word of the text may be."""

    word: str
    level: int
    kind: str
    likeness: float


class Fits(NamedTuple):
    """Whose given name and whose surname a word of the text may be, by how sure; sets of people as bits."""

    given: tuple[int, int, int] = (0, 0, 0)
    family: tuple[int, int, int] = (0, 0, 0)
    kind: str = ""
    """Of the surest match."""
    level: int = -1
    likeness: float = 0.0

    @property
    def anyone(self) -> int:
        return self.given[LOW] | self.family[LOW]


NOBODY = Fits()


class WordIndex:
    """Built once. `given` and `family` hold each word of the names, in the letters a to z, and the set of its people."""

    def __init__(
        self, given: dict[str, int], family: dict[str, int], natives: dict[str, tuple[int, int]]
    ) -> None:
        self.given, self.family = given, family
        self.natives = natives
        self.words = tuple(dict.fromkeys((*given, *family)))
        self.known = frozenset(self.words)
        self.nicknames: dict[str, list[str]] = {}
        self.deleted: dict[str, list[str]] = {}
        self.bones: dict[str, list[tuple[str, str]]] = {}
        self.rows: dict[int, list[str]] = {}
        for word in self.words:
            self._enter(word)
        self.fits = lru_cache(maxsize=20_000)(self._fits)
        self.native_fits = lru_cache(maxsize=5_000)(self._native_fits)
        self.sure_fits = lru_cache(maxsize=5_000)(self._sure_fits)

    def _enter(self, word: str) -> None:
        if word in self.given:
            for other in nicknames(word):
                self.nicknames.setdefault(other, []).append(word)
        if len(word) > _LONGEST:
            return
        if len(word) >= _ONE_EDIT - 1:
            for shorter in _deletions(word):
                self.deleted.setdefault(shorter, []).append(word)
        heard = sound(word)
        self.bones.setdefault(_bones(heard), []).append((word, heard))
        for row, share in shares(word).items():
            if share >= _LIKELY_SHARE / 5:
                self.rows.setdefault(row, []).append(word)

    def _fits(self, word: str, *, nearly: bool) -> Fits:
        """Whose word this may be; misspellings and other romanisations only if `nearly`."""
        found = list(self._surely(word))
        if nearly and len(word) <= _LONGEST:
            found += self._nearly(word)
        return self._gathered(found)

    def _gathered(self, found: Iterable[Match]) -> Fits:
        best: dict[str, Match] = {}
        for match in found:
            known = best.get(match.word)
            if known is None or (match.level, match.likeness) > (known.level, known.likeness):
                best[match.word] = match
        if not best:
            return NOBODY
        given, family = [0, 0, 0], [0, 0, 0]
        for match in best.values():
            for level in range(match.level + 1):
                given[level] |= self.given.get(match.word, 0)
                if match.kind != NICKNAME:
                    family[level] |= self.family.get(match.word, 0)
        first = max(best.values(), key=lambda match: (match.level, match.likeness))
        return Fits(
            (given[0], given[1], given[2]),
            (family[0], family[1], family[2]),
            first.kind,
            first.level,
            first.likeness,
        )

    def _surely(self, word: str) -> Iterator[Match]:
        if word in self.given or word in self.family:
            yield Match(word, EXACT, SAME, 1.0)
        for full in self.nicknames.get(word, ()):
            yield Match(full, HIGH, NICKNAME, 0.95)

    def _nearly(self, word: str) -> Iterator[Match]:
        yield from self._by_edits(word)
        for other in dict.fromkeys(self._by_sound(word)):
            yield from _romanised(word, other)

    def _by_edits(self, word: str) -> Iterator[Match]:
        if len(word) < _ONE_EDIT - 1:
            return
        others = (other for key in (word, *_deletions(word)) for other in self.deleted.get(key, ()))
        for other in dict.fromkeys(others):
            yield from _misspelt(word, other)

    def _by_sound(self, word: str) -> Iterator[str]:
        """Words with another ending, with a sound not far off, and other writings of the same Chinese or Korean surname."""
        for ending, put in endings():
            if word.endswith(ending) and (other := word[: -len(ending)] + put) in self.known:
                yield other
        heard = sound(word)
        for other, sounds in self.bones.get(_bones(heard), ()):
            if OSA.distance(heard, sounds, score_cutoff=_SOUNDS_APART) <= _SOUNDS_APART:
                yield other
        for row, share in shares(word).items():
            if share >= _LIKELY_SHARE / 5:
                yield from self.rows.get(row, ())

    def _native_fits(self, native: str) -> Fits:
        """Whose word a word of another script may be: as the roster writes it, or as it reads in Latin letters."""
        folded = lattice.native_fold(native)
        here = self.natives.get(folded)
        if here:
            return Fits((here[0],) * 3, (here[1],) * 3, NATIVE, EXACT)
        if len(folded) > (_LONGEST_WRITTEN if lattice.script_of(folded) in _CHARACTERS else _LONGEST):
            return NOBODY
        number = row_of(folded)
        bearers = self.rows.get(number, ()) if number is not None else ()
        return self._gathered(self._natives_alike(native, folded, bearers))

    def _sure_fits(self, native: str, at_home: int) -> Fits:
        """As `native_fits`, of a word of running text beside which nothing shows a name; `at_home` are those whose names are Arabic."""
        here = self.native_fits(native)
        if here.level == EXACT:
            return here
        given = family = 0
        for one in self._natives_alike(native, lattice.native_fold(native), ()):
            if one.likeness >= prose.ALIKE_ALONE:
                who = (at_home if prose.reads_as(native, one.word, is_at_home=True) else 0) | (
                    -1 if prose.reads_as(native, one.word, is_at_home=False) else 0
                )
                given |= self.given.get(one.word, 0) & who
                family |= self.family.get(one.word, 0) & who
        return here._replace(given=(given,) * 3, family=(family,) * 3)

    def _natives_alike(self, native: str, folded: str, bearers: Iterable[str]) -> list[Match]:
        found = [Match(other, HIGH, NATIVE, alike(native, other, native=True)) for other in bearers]
        guesses = dict.fromkeys(
            letters(read) for read in (romanise(native), romanise(native).replace(" ", ""))
        )
        if lattice.script_of(folded) in _WITHOUT_V:
            # ف stands for v, and تس and تش for the c, č and ć of Slavic names.
            guesses |= dict.fromkeys([guess.replace("f", "v") for guess in guesses])
            # In Persian and Urdu ذ, ض and ظ are z, ث is s and و is v.
            guesses |= dict.fromkeys(
                [guess.replace("dh", "z").replace("th", "s").replace("w", "v") for guess in guesses]
            )
            guesses |= dict.fromkeys([guess.replace("tsh", "c").replace("ts", "c") for guess in guesses])
        guesses |= dict.fromkeys(read for read in lattice.spellings(native) if read in self.known)
        for guess in guesses:
            heard = sound(guess)
            candidates = [other for other, _ in self.bones.get(_bones(heard), ())]
            candidates += [match.word for match in (*self._surely(guess), *self._nearly(guess))]
            for other in dict.fromkeys(candidates):
                likeness = alike(native, other, native=True)
                if likeness >= _LOW_ALIKE:
                    found.append(Match(other, HIGH if likeness >= ALIKE_NATIVE else LOW, NATIVE, likeness))
        return found


def _misspelt(word: str, other: str) -> Iterator[Match]:
    size = min(len(word), len(other))
    distance = OSA.distance(word, other, score_cutoff=2)
    if distance == 1 and size >= _ONE_EDIT - 1:
        # In short words one edit says little: Lena and Lina are two people.
        yield Match(
            other, HIGH if max(len(word), len(other)) > _ONE_EDIT else LOW, MISSPELT, 1 - 1 / (size + 1)
        )
    elif distance == 2 and size >= _TWO_EDITS - 1:  # noqa: PLR2004 # two edits
        yield Match(other, HIGH if size >= _TWO_EDITS else LOW, MISSPELT, 1 - 2 / (size + 1))


def _romanised(word: str, other: str) -> Iterator[Match]:
    likeness = alike(word, other)
    if likeness >= ALIKE:
        yield Match(other, HIGH, ROMANISED, likeness)
    elif likeness >= _LOW_ALIKE:
        yield Match(other, LOW, ROMANISED, likeness)


def _bones(heard: str) -> str:
    return skeleton(heard) or heard[:1]


def _deletions(word: str) -> set[str]:
    """The word without one letter, and from eight letters on without two."""
    found = {word[:place] + word[place + 1 :] for place in range(len(word))}
    found.add(word)
    if _TWO_EDITS - 1 <= len(word) <= _LONGEST:
        for one, other in combinations(range(len(word)), 2):
            found.add(word[:one] + word[one + 1 : other] + word[other + 1 :])
    return found
