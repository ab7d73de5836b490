"""People of the room in a text, however their names are written there short of exactly.

A text is read once for words that may be names (`tokens`). Each is looked up among the words of the room (`wordlist`), side by
side words are laid together to whole names, and what stands alone must pass the gate.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from underrose.methods.attribution import letters as letters_of
from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.broken import ENDINGS, Broken
from underrose.methods.attribution.near.characters import shares
from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.native_runs import native_names
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.near.noted import COUNTRY, Noted
from underrose.methods.attribution.near.other_scripts import OtherScripts
from underrose.methods.attribution.near.roster_words import roster_words
from underrose.methods.attribution.near.run_together import Mention, RunTogether
from underrose.methods.attribution.near.tokens import Token, tokens
from underrose.methods.attribution.near.wordlist import (
    EXACT,
    HIGH,
    LOW,
    MISSPELT,
    NATIVE,
    NICKNAME,
    NOBODY,
    ROMANISED,
    SAME,
    Fits,
    WordIndex,
)
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak, Roster
from underrose.methods.names.wordlists import WORDS

_GAP = re.compile(r"[ \t\u00a0\n]{1,3}|,[ \u00a0]{1,2}|[-\u2010\u2011/’']")
_PARTICLES = re.compile(r"[ \u00a0]+(?:[a-z'’]{1,4}[ \u00a0]+){1,3}|[ \u00a0]+(?:[a-z]{2,3}-)")
_SMALL = re.compile(
    r"[ \u00a0](?:(?:[Dd]e|[Vv]an|[Vv]on|[Dd]er|[Ee]l|[Aa]l|[Bb]in)[ \u00a0]){0,2}([^\W\d_A-Z][^\W\d_]{3,30})"
)
_NAME_BEFORE = re.compile(r"([^\W\d_][^\W\d_’'-]*\.?)[ \u00a0]$")
_NAME_AFTER = re.compile(r"[ \u00a0]([^\W\d_][^\W\d_’'-]*)")
_LEVELS = (
    (EXACT, EXACT),
    (EXACT, HIGH),
    (HIGH, EXACT),
    (HIGH, HIGH),
    (EXACT, LOW),
    (LOW, EXACT),
    (HIGH, LOW),
    (LOW, HIGH),
    (LOW, LOW),
)
_WIDE_GAP, _REACH = 16, 3
_ALONE = 5
"""Letters from which one misspelt word may stand for somebody."""
_SHORT = 4
_FEW_LETTERS = 4
"""At most so many capitals are initials."""
_ONE_LETTER_WORDS = frozenset("aieoyu")
_SELDOM_WORDS = frozenset("eoyu")
"""Words of other languages, where they are written small."""
_CERTAIN = 0.9
"""How alike a common name must be to another to be taken for it when it stands alone."""
D3 = frozenset((ROMANISED, NATIVE))


class NearForms:
    """The near forms of everybody's name. Building takes about 30 µs for each person, 100 at most."""

    def __init__(self, roster: Roster, come_from: Callable[[str], int] = lambda _country: 0) -> None:
        """`come_from` tells the set of those who come from a country, named or by its code."""
        self._words = roster_words(roster)
        self._index = WordIndex(self._words.given, self._words.family, self._words.natives)
        self._long = {
            word: self._words.given.get(word, 0) | self._words.family.get(word, 0)
            for word in self._index.words
            if len(word) > _ALONE and word not in self._words.combined
        }
        self._combined = WordIndex({}, self._words.combined, {})
        self._together = RunTogether(self._words, self._index)
        self._broken = Broken(self._words)
        self._others = OtherScripts(roster, self._index, come_from)
        self._staff = sum(
            1 << at for at, one in enumerate(roster.people) if not one.counts and not one.part_of
        )
        self._noted = Noted(roster, self._words, come_from)

    def find(self, passage: Passage) -> list[Hit]:
        """Hits in the order of the text, none inside another. Linear in the words that bear a capital; never raises."""
        text = passage.text
        found = [*self._in_words(text), *self._together.find(text), *self._broken.find(passage)]
        found.extend(Mention(*one) for one in native_names(text, self._index))
        return [
            _hit(one) if one.variant != COUNTRY else self._noted.of_country(one, text)
            for one in _best(found)
            if one.who & ~self._staff or not letters_of.is_address(text, one.start, one.end)
        ]

    def _in_words(self, text: str) -> Iterator[Mention]:
        some = list(tokens(text))
        fits = [self._fits(token) for token in some]
        joined, used = self._words.joined, -1
        for at, token in enumerate(some):
            if at <= used:
                continue
            if at + 1 < len(some) and (parted := self._parted(text, token, some[at + 1])):
                used = at + 1
                yield parted
                continue
            if fits[at] is NOBODY:
                is_dull = (
                    token.is_plain
                    and token.letters not in joined
                    and not (token.letters.endswith(ENDINGS) and self._broken.ended(text, token))
                    and (len(token.letters) > 1 or token.letters in "ai")
                )
                if is_dull and (at + 1 == len(some) or fits[at + 1] is NOBODY):
                    continue
                if not _is_initial(token) and not self._goes_on(text, some, fits, at):
                    yield from self._alone(text, token, NOBODY)
                    continue
            whole = self._whole(text, some, fits, at)
            if whole is not None:
                used = whole[0]
                yield whole[1]
            else:
                yield from self._alone(text, token, fits[at])

    def _parted(self, text: str, one: Token, other: Token) -> Mention | None:
        """One word of a name that is written as two: "Ben Ali" for Benali."""
        who = self._long.get(one.letters + other.letters, 0)
        if not who or one.is_native or not _are_beside(text, one, other, is_close=True):
            return None
        return Mention(one.start, other.end, who, "joined", 0.85)

    def _goes_on(self, text: str, some: list[Token], fits: list[Fits], at: int) -> bool:
        """Whether the next word is somebody's, so that this one deserves a closer look."""
        return at + 1 < len(some) and fits[at + 1] is not NOBODY and _are_beside(text, some[at], some[at + 1])

    def _fits(self, token: Token) -> Fits:
        if token.is_native:
            return self._index.native_fits(token.letters)
        if token.is_initials or len(token.letters) == 1:
            return NOBODY
        return self._index.fits(token.letters, nearly=not gate_words().count(token.letters))

    def _closely(self, token: Token, fits: Fits) -> Fits:
        """Fits of a word beside a name: now misspellings count even if they make a word of English."""
        if (
            fits.level >= HIGH
            or token.is_native
            or (len(token.letters) < _SHORT - 1 and not shares(token.letters))
        ):
            return fits
        return self._index.fits(token.letters, nearly=True)

    def _whole(self, text: str, some: list[Token], fits: list[Fits], at: int) -> tuple[int, Mention] | None:
        """Given name and surname side by side, from the word at `at` on: the last word used, and what was found."""
        best: tuple[int, Mention] | None = None
        for other in range(at + 1, min(at + _REACH, len(some))):
            if not _are_beside(text, some[other - 1], some[other]):
                break
            pair = self._pair(text, some[at], some[other], fits[at], fits[other])
            if (
                pair is not None
                and pair.variant != SAME
                and text[pair.start : pair.end].lower() in gate_words().of_two_words
            ):
                return None  # "Hong Kong"
            if pair is not None and not self._others.is_no_name(text, some[at : other + 1]):
                end, last = some[other].end, other
                while (
                    last + 1 < len(some)
                    and _are_beside(text, some[last], some[last + 1], is_close=True)
                    and fits[last + 1].anyone & pair.who
                ):
                    last += 1
                    end = some[last].end
                best = (last, pair._replace(end=end))
                break
        return best or self._with_small(text, at, some[at], fits[at])

    def _with_small(self, text: str, at: int, token: Token, fits: Fits) -> tuple[int, Mention] | None:
        """A name of the room and behind it a word without a capital that is no English: "Grace otineo"."""
        if fits.level != EXACT or not (found := _SMALL.match(text, token.end)):
            return None
        start, end = found.span(1)
        word = letters(found.group(1))
        if len(word) < _SHORT or gate_words().count(word):
            return None
        small = Token(start, end, word)
        pair = self._pair(text, token, small, fits, self._index.fits(word, nearly=True))
        return None if pair is None else (at, pair)

    def _pair(self, text: str, one: Token, other: Token, here: Fits, there: Fits) -> Mention | None:
        if _is_initial(one) or _is_initial(other):
            return self._with_initial(text, one, other, here, there)
        if short := self._shortened(text, one, other, here):
            return short
        here, there = self._closely(one, here), self._closely(other, there)
        for mine, theirs in _LEVELS:
            turned = here.family[mine] & there.given[theirs]
            who = (here.given[mine] & there.family[theirs]) | turned
            if who:
                if "," in text[one.end : other.start] and not (
                    turned and (one.is_upper or mine + theirs < EXACT + EXACT)
                ):
                    return None
                return Mention(
                    one.start, other.end, who, _kind(here, mine, there, theirs), 0.8 + 0.05 * (mine + theirs)
                )
        return self._as_one(one, other) or self._others.beside(one, other, here, there)

    def _shortened(self, text: str, one: Token, other: Token, here: Fits) -> Mention | None:
        """A given name and the first letters of the surname: "Amina Ot."."""
        written = other.letters
        if not 1 < len(written) < _SHORT or text[other.end : other.end + 1] != "." or other.is_native:
            return None
        if here.level != EXACT or gate_words().count(written) or written in gate_words().titles:
            return None
        who = 0
        for family, people in self._words.family.items():
            who |= people if family.startswith(written) else 0
        who &= here.given[EXACT]
        return Mention(one.start, other.end + 1, who, "initial", 0.85) if who else None

    def _as_one(self, one: Token, other: Token) -> Mention | None:
        """Both words of a name of two words, one of them misspelt: "Vai Dyk" for Van Dyk."""
        if not self._words.combined or one.is_native or other.is_native:
            return None
        if gate_words().count(one.letters) or gate_words().count(other.letters):
            return None
        word = one.letters + other.letters
        fits = self._combined.fits(word, nearly=True)
        if fits.level != HIGH or len(word) < _ALONE:
            return None
        return Mention(one.start, other.end, fits.family[HIGH], fits.kind, 0.7)

    def _with_initial(self, text: str, one: Token, other: Token, here: Fits, there: Fits) -> Mention | None:
        words = self._words
        if _is_word(text, one) or (
            _is_word(text, other) and not (other.letters in _SELDOM_WORDS and here.given[EXACT])
        ):
            return None
        if _is_initial(one) and not _is_initial(other):
            who = words.given_initial.get(one.letters[0], 0) & there.family[HIGH]
            who |= words.family_initial.get(one.letters[0], 0) & there.given[HIGH] if one.is_initials else 0
        elif _is_initial(other) and not _is_initial(one):
            who = here.given[HIGH] & words.family_initial.get(other.letters[0], 0)
            if "," in text[one.end : other.start]:
                who = here.family[HIGH] & words.given_initial.get(other.letters[0], 0)
        else:
            return None
        return Mention(one.start, other.end, who, "initial", 0.9) if who else None

    def _alone(self, text: str, token: Token, fits: Fits) -> Iterator[Mention]:
        """One word: a misspelt or otherwise written name, a nickname, initials, a joined name."""
        if token.is_native:
            yield from self._others.alone(text, token, fits)
            return
        initials = self._noted.find(text, token) or self._together.initials(text, token)
        if initials is not None:
            yield initials
        elif fits.level != EXACT and (ended := self._broken.ended(text, token)):
            yield ended
        elif fits is NOBODY or token.letters in self._words.joined:
            yield from self._together.joined(text, token)
        elif fits.level != EXACT:
            yield from self._near(text, token, fits)
        elif (
            (token.is_scanned and len(token.letters) >= _SHORT) or token.letters in self._words.combined
        ) and gate.is_person(text, token.start, token.end, gate.SURNAME):
            yield Mention(token.start, token.end, fits.given[EXACT] | fits.family[EXACT], "joined", 0.8)

    def _near(self, text: str, token: Token, fits: Fits) -> Iterator[Mention]:
        if _is_of_another(text, token) and not gate.is_other_language(text, token.start, token.end):
            return
        is_titled = gate.is_titled(text, token.start)
        if fits.kind == NICKNAME:
            evidence = (
                (gate.NEAR if gate_words().count(token.letters) else gate.GIVEN) if not is_titled else -1.0
            )
        elif is_titled:
            # Behind a title stands a surname; a given name there must be nearly right.
            is_near = fits.level == HIGH and (fits.family[HIGH] or fits.kind == MISSPELT)
            evidence = gate.NEAR if is_near or (len(token.letters) > _ALONE and fits.family[LOW]) else -1.0
        elif (
            fits.level == LOW
            or len(token.letters) < _ALONE - (fits.kind == ROMANISED)
            or token.letters in gate_words().places
        ):
            return
        else:
            is_own_name = token.letters in known_names() and (
                fits.kind == MISSPELT or fits.likeness < _CERTAIN
            )
            evidence = -1.0 if is_own_name else gate.NEAR
        likely = gate.likelihood(text, token.start, token.end, evidence)
        if evidence >= 0 and likely >= 0.5:  # noqa: PLR2004 # more likely than not
            yield Mention(
                token.start,
                token.end,
                fits.given[fits.level] | fits.family[fits.level],
                fits.kind,
                0.6 * likely,
            )


def _is_initial(token: Token) -> bool:
    return not token.is_native and (
        len(token.letters) == 1 or (token.is_initials and len(token.letters) < _FEW_LETTERS)
    )


def _is_of_another(text: str, token: Token) -> bool:
    """Whether the word is part of a whole name of somebody else: beside it stands a name that did not fit with it."""
    before = _NAME_BEFORE.search(text[max(0, token.start - 40) : token.start])
    after = _NAME_AFTER.match(text, token.end)
    return (before is not None and _is_name(before.group(1), is_behind=False)) or (
        after is not None and _is_name(after.group(1), is_behind=True)
    )


def _is_name(word: str, *, is_behind: bool) -> bool:
    written = letters(word)
    if len(written) == 1:
        return not is_behind and word.endswith(".")
    if not word[0].isupper() or (word.isupper() and len(written) < _FEW_LETTERS):
        return False
    return bool(written) and not gate_words().count(written) and written not in gate_words().titles


def _is_word(text: str, token: Token) -> bool:
    """One letter that is a word in many languages, without a full stop: "A Barr body"."""
    return token.letters in _ONE_LETTER_WORDS and "." not in text[token.start : token.end]


def _are_beside(text: str, one: Token, other: Token, *, is_close: bool = False) -> bool:
    """Whether only a blank, a comma, a hyphen or small words of names stand between."""
    if other.start - one.end > _WIDE_GAP:
        return False
    gap = text[one.end : other.start]
    if _GAP.fullmatch(gap):
        return not (is_close and "," in gap)
    return (
        not is_close
        and _PARTICLES.fullmatch(gap) is not None
        and all(word.strip("-'’") in WORDS.particles for word in gap.split())
    )


def _kind(here: Fits, mine: int, there: Fits, theirs: int) -> str:
    if NATIVE in (here.kind, there.kind):
        return NATIVE
    if mine == theirs == EXACT:
        return SAME
    if mine == EXACT:
        return there.kind
    return here.kind if here.kind != SAME else there.kind


def _best(found: Iterable[Mention]) -> list[Mention]:
    """The surest and longest of those that overlap, in the order of the text."""
    kept: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, -one.weight, one.start)):
        # Those kept do not overlap, so the one in front of this one's end alone can touch it.
        at = bisect_left(kept, one.end, key=_start)
        if at == 0 or kept[at - 1].end <= one.start:
            kept.insert(at, one)
    return kept


def _start(one: Mention) -> int:
    return one.start


def _hit(one: Mention) -> Hit:
    leak = (
        Leak.other_script
        if one.variant in D3
        else Leak.named
        if one.variant == SAME
        else Leak.written_otherwise
    )
    return Hit(
        start=one.start, end=one.end, leak=leak, who=one.who, variant=one.variant, weight=min(1.0, one.weight)
    )


__all__ = ["MISSPELT", "NATIVE", "NICKNAME", "ROMANISED", "NearForms"]
