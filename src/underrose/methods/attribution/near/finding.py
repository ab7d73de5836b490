"""People of the room in a text, however their names are written there short of exactly.

A text is read once for words that may be names (`tokens`). Each is looked up among the words of the room (`wordlist`), side by
side words are laid together to whole names, and what stands alone must pass the gate.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.native_runs import native_names
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.near.roster_words import roster_words
from underrose.methods.attribution.near.tokens import Token, is_camel, spaced, tokens
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
_LONG = re.compile(r"(?<![\w@.])[^\W\d_A-Z]{7,40}(?![\w@])")
_ACCOUNT = re.compile(r"(?<![\w.])@?[A-Za-z][\w.+-]{3,60}(?=@[A-Za-z])|(?<![\w.@])@[\w.]{4,60}")
_ACCOUNT_PARTS = re.compile(r"[\W\d_]+")
_LEVELS = (
    (EXACT, EXACT),
    (EXACT, HIGH),
    (HIGH, EXACT),
    (HIGH, HIGH),
    (EXACT, LOW),
    (LOW, EXACT),
    (HIGH, LOW),
    (LOW, HIGH),
)
_WIDE_GAP, _REACH = 16, 3
_ALONE = 5
"""Letters from which one misspelt word may stand for somebody."""
_SHORT = 4
_FEW_LETTERS = 4
"""At most so many capitals are initials."""
_ONE_LETTER_WORDS = frozenset("aieoyu")
_CERTAIN = 0.9
"""How alike a common name must be to another to be taken for it when it stands alone."""
_SURE, _VERY_LIKELY = 0.85, 0.7
"""What the gate must say of bare initials; less where they are also a word or an abbreviation, which weighs against them already."""
D3 = frozenset((ROMANISED, NATIVE))


class _Found(NamedTuple):
    start: int
    end: int
    who: int
    variant: str
    weight: float


class NearForms:
    """The near forms of everybody's name. Building takes about 30 µs for each person, 100 at most."""

    def __init__(self, roster: Roster) -> None:
        self._words = roster_words(roster)
        self._index = WordIndex(self._words.given, self._words.family, self._words.natives)

    def find(self, passage: Passage) -> list[Hit]:
        """Hits in the order of the text, none inside another. Linear in the words that bear a capital; never raises."""
        text = passage.text
        found = [*self._in_words(text), *self._spaced(text), *self._accounts(text), *self._long(text)]
        found.extend(_Found(*one) for one in native_names(text, self._index))
        return [_hit(one) for one in _best(found)]

    def _in_words(self, text: str) -> Iterator[_Found]:
        some = list(tokens(text))
        fits = [self._fits(token) for token in some]
        joined, used = self._words.joined, -1
        for at, token in enumerate(some):
            if at <= used:
                continue
            if fits[at] is NOBODY:
                is_dull = token.is_plain and token.letters not in joined
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
        if fits.level >= HIGH or token.is_native or len(token.letters) < _SHORT:
            return fits
        return self._index.fits(token.letters, nearly=True)

    def _whole(self, text: str, some: list[Token], fits: list[Fits], at: int) -> tuple[int, _Found] | None:
        """Given name and surname side by side, from the word at `at` on: the last word used, and what was found."""
        best: tuple[int, _Found] | None = None
        for other in range(at + 1, min(at + _REACH, len(some))):
            if not _are_beside(text, some[other - 1], some[other]):
                break
            pair = self._pair(text, some[at], some[other], fits[at], fits[other])
            if pair is not None:
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

    def _with_small(self, text: str, at: int, token: Token, fits: Fits) -> tuple[int, _Found] | None:
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

    def _pair(self, text: str, one: Token, other: Token, here: Fits, there: Fits) -> _Found | None:
        if _is_initial(one) or _is_initial(other):
            return self._with_initial(text, one, other, here, there)
        here, there = self._closely(one, here), self._closely(other, there)
        for mine, theirs in _LEVELS:
            turned = here.family[mine] & there.given[theirs]
            who = (here.given[mine] & there.family[theirs]) | turned
            if who:
                if "," in text[one.end : other.start] and not (
                    turned and (one.is_upper or mine + theirs < EXACT + EXACT)
                ):
                    return None
                return _Found(
                    one.start, other.end, who, _kind(here, mine, there, theirs), 0.8 + 0.05 * (mine + theirs)
                )
        return None

    def _with_initial(self, text: str, one: Token, other: Token, here: Fits, there: Fits) -> _Found | None:
        words = self._words
        if any(_is_word(text, token) for token in (one, other)):
            return None
        if _is_initial(one) and not _is_initial(other):
            who = words.given_initial.get(one.letters[0], 0) & there.family[HIGH]
            who |= words.family_initial.get(one.letters[0], 0) & there.given[HIGH] if one.is_initials else 0
        elif _is_initial(other) and not _is_initial(one):
            who = here.given[HIGH] & words.family_initial.get(other.letters[0], 0)
        else:
            return None
        return _Found(one.start, other.end, who, "initial", 0.9) if who else None

    def _alone(self, text: str, token: Token, fits: Fits) -> Iterator[_Found]:
        """One word: a misspelt or otherwise written name, a nickname, initials, a joined name."""
        if token.is_native:
            if fits.level >= HIGH:
                yield _Found(token.start, token.end, fits.given[HIGH] | fits.family[HIGH], NATIVE, 0.9)
            return
        initials = self._initials(text, token)
        if initials is not None:
            yield initials
        elif fits is NOBODY or token.letters in self._words.joined:
            yield from self._joined(text, token)
        elif fits.level != EXACT:
            yield from self._near(text, token, fits)
        elif token.letters in self._words.combined and gate.is_person(
            text, token.start, token.end, gate.SURNAME
        ):
            yield _Found(token.start, token.end, fits.given[EXACT] | fits.family[EXACT], "joined", 0.8)

    def _near(self, text: str, token: Token, fits: Fits) -> Iterator[_Found]:
        if _is_of_another(text, token):
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
            yield _Found(
                token.start,
                token.end,
                fits.given[fits.level] | fits.family[fits.level],
                fits.kind,
                0.6 * likely,
            )

    def _initials(self, text: str, token: Token) -> _Found | None:
        if not (token.is_upper or token.is_initials) or not 1 < len(token.letters) <= _FEW_LETTERS:
            return None
        who = self._words.initials.get(token.letters, 0)
        if (
            not who
            or token.letters in gate_words().never_initials
            or text[token.start - 1 : token.start] == "("
        ):
            return None
        is_rare = token.letters in gate_words().rarely_initials and not token.is_initials
        likely = gate.likelihood(text, token.start, token.end, 0.0 if is_rare else gate.INITIALS)
        return (
            _Found(token.start, token.end, who, "initials", 0.5 * likely)
            if likely >= (_VERY_LIKELY if is_rare else _SURE)
            else None
        )

    def _joined(self, text: str, token: Token) -> Iterator[_Found]:
        who = self._words.joined.get(token.letters, 0)
        raw = text[token.start : token.end]
        if who and len(token.letters) > _ALONE:
            yield _Found(token.start, token.end, who, "joined", 0.9)
        elif is_camel(raw) and len(token.letters) > _ALONE:
            yield from self._cut(token)

    def _cut(self, token: Token) -> Iterator[_Found]:
        """A joined name of which a part is misspelt: cut wherever both sides are somebody's."""
        word = token.letters
        for place in range(2, len(word) - 1):
            one, other = (
                self._index.fits(word[:place], nearly=True),
                self._index.fits(word[place:], nearly=True),
            )
            who = (one.given[HIGH] & other.family[HIGH]) | (one.family[HIGH] & other.given[HIGH])
            if who:
                yield _Found(token.start, token.end, who, "joined", 0.8)
                return

    def _spaced(self, text: str) -> Iterator[_Found]:
        for start, end, word in spaced(text):
            for skipped in (0, 1):
                found = self._one_spaced(text, start + 2 * skipped, end, word[skipped:])
                if found is not None:
                    yield found
                    break

    def _one_spaced(self, text: str, start: int, end: int, word: str) -> _Found | None:
        if len(word) <= 1:
            return None
        who = self._words.joined.get(word, 0)
        fits = self._index.fits(word, nearly=len(word) > _ALONE)
        who = who or fits.given[HIGH] | fits.family[HIGH] if fits.kind != NICKNAME else who
        if who and (len(word) >= _SHORT or gate.is_person(text, start, end, gate.NEAR)):
            return _Found(start, end, who, "spaced", 0.85)
        who = self._words.initials.get(word, 0)
        is_name = who and text[start].isupper() and gate.likelihood(text, start, end, gate.INITIALS) >= _SURE
        return _Found(start, end, who, "initials", 0.5) if is_name else None

    def _accounts(self, text: str) -> Iterator[_Found]:
        """Addresses and handles made of a name: grace.otieno@, @otieno_grace."""
        if "@" not in text:
            return
        for found in _ACCOUNT.finditer(text):
            parts = [part.lower() for part in _ACCOUNT_PARTS.split(found.group()) if part]
            who = self._words.joined.get("".join(parts), 0)
            for one, other in pairwise(parts):
                here, there = self._index.fits(one, nearly=False), self._index.fits(other, nearly=False)
                who |= (here.given[EXACT] & there.family[EXACT]) | (here.family[EXACT] & there.given[EXACT])
            if who:
                yield _Found(found.start(), found.end(), who, "account", 0.9)

    def _long(self, text: str) -> Iterator[_Found]:
        """Joined names in small letters."""
        joined = self._words.joined
        for found in _LONG.finditer(text):
            who = joined.get(found.group())
            if who and not gate_words().count(found.group()):
                yield _Found(found.start(), found.end(), who, "joined", 0.9)


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


def _best(found: Iterable[_Found]) -> list[_Found]:
    """The surest and longest of those that overlap, in the order of the text."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, -one.weight, one.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def _hit(one: _Found) -> Hit:
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
