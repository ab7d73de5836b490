"""Names run together: initials, joined and spaced writings, addresses and handles made of names."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.edits import letters
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.initials import are_of_somebody
from underrose.methods.attribution.near.nicknames import known_names
from underrose.methods.attribution.near.roster_words import RosterWords
from underrose.methods.attribution.near.tokens import Token, is_camel, spaced
from underrose.methods.attribution.near.wordlist import EXACT, HIGH, NICKNAME, WordIndex

_LONG, _NOT_BEFORE = re.compile(r"[^\W\d_A-Z]{7,40}"), frozenset("@.")
_ACCOUNT = re.compile(r"(?<![\w.])@?[A-Za-z][\w.+-]{3,60}(?=@[A-Za-z])|(?<![\w.@])@[\w.]{4,60}")
_ACCOUNT_PARTS = re.compile(r"[\W\d_]+|(?<=[a-z])(?=[A-Z])")
_LONG_ENOUGH = 5
"""Letters above which a joined name is no word by chance, and from which one name in a handle says who it is."""
_LONGEST = 40
_SHORT = 4
_FEW_LETTERS = 4
"""At most so many capitals are initials."""
_SURE, _VERY_LIKELY, _LIKELY, _POSSIBLE = 0.85, 0.7, 0.55, 0.2
"""What the gate must say of bare initials; less where they are also a word or an abbreviation, which weighs against them already; less again with full stops; least where a sign of notes says so."""


class Mention(NamedTuple):
    """Somebody in a text, before it is a hit. Places are those of the original."""

    start: int
    end: int
    who: int
    variant: str
    weight: float


class RunTogether:
    """Of one roster."""

    def __init__(self, words: RosterWords, index: WordIndex) -> None:
        self._words, self._index = words, index
        english = gate_words()
        self._long_names = [
            name
            for name, who in words.joined.items()
            if who and _LONG.fullmatch(name) and not english.count(name)
        ]
        self._long_ones = AhoCorasick(self._long_names)

    def find(self, text: str) -> Iterator[Mention]:
        """Spaced letters, accounts, and joined names in small letters."""
        yield from self._spaced(text)
        yield from self._accounts(text)
        yield from self._long(text)

    def initials(self, text: str, token: Token) -> Mention | None:
        """The person whose initials the word is, if somebody acts here: "GO said"."""
        raw = text[token.start : token.end]
        is_mixed = (
            _FEW_LETTERS - 1 <= len(token.letters) <= _FEW_LETTERS
            and not token.is_plain
            and raw[:1].isupper()
            and raw[-1:].isupper()
        )
        if (
            not (token.is_upper or token.is_initials or is_mixed)
            or not 1 < len(token.letters) <= _FEW_LETTERS
        ):
            return None
        who = self._words.initials.get(token.letters, 0)
        is_number = token.is_scanned and len(token.letters) < _FEW_LETTERS  # "F1", "M49"
        if not who or is_number or token.letters in gate_words().never_initials:
            return None
        if text[token.start - 1 : token.start] == "(" and not are_of_somebody(
            text, token.start, token.end, self._is_somebody
        ):
            return None  # what the brackets abbreviate stands in front of them
        is_word = token.letters in gate_words().counts and len(token.letters) >= _FEW_LETTERS - 1
        is_rare = (is_word or token.letters in gate_words().rarely_initials) and not token.is_initials
        least = _VERY_LIKELY if is_rare else _LIKELY if token.is_initials or is_mixed else _SURE
        likely = gate.likelihood(text, token.start, token.end, 0.0 if is_rare else gate.INITIALS)
        if not is_rare and _POSSIBLE <= likely < least:
            is_meant = are_of_somebody(text, token.start, token.end, self._is_somebody)
            likely = least if is_meant else likely
        return Mention(token.start, token.end, who, "initials", 0.5 * likely) if likely >= least else None

    def _is_somebody(self, word: str) -> bool:
        """Whether the word is a name of the room, or two letters and more of initials there."""
        written = letters(word)
        if word.isupper() and 1 < len(written) <= _FEW_LETTERS:
            return written in self._words.initials
        is_known = len(written) > 1 and self._index.fits(written, nearly=False).level >= HIGH
        return word[0].isupper() and is_known and not gate_words().count(written)

    def joined(self, text: str, token: Token) -> Iterator[Mention]:
        """A given name and a surname in one word, perhaps misspelt."""
        who = self._words.joined.get(token.letters, 0)
        raw = text[token.start : token.end]
        if who and len(token.letters) > _LONG_ENOUGH:
            yield Mention(token.start, token.end, who, "joined", 0.9)
        elif _LONG_ENOUGH < len(token.letters) <= _LONGEST and is_camel(raw):
            yield from self._cut(token)

    def _cut(self, token: Token) -> Iterator[Mention]:
        """A joined name of which a part is misspelt: cut wherever both sides are somebody's."""
        word = token.letters
        for place in range(2, len(word) - 1):
            one, other = (
                self._index.fits(word[:place], nearly=True),
                self._index.fits(word[place:], nearly=True),
            )
            who = (one.given[HIGH] & other.family[HIGH]) | (one.family[HIGH] & other.given[HIGH])
            if who:
                yield Mention(token.start, token.end, who, "joined", 0.8)
                return

    def _spaced(self, text: str) -> Iterator[Mention]:
        for start, end, word in spaced(text):
            for skipped in (0, 1):
                found = self._one_spaced(text, start + 2 * skipped, end, word[skipped:])
                if found is not None:
                    yield found
                    break

    def _one_spaced(self, text: str, start: int, end: int, word: str) -> Mention | None:
        if len(word) <= 1 or (len(word) < _SHORT and not text[start].isupper()):
            return None
        who = self._words.joined.get(word, 0)
        fits = self._index.fits(word, nearly=len(word) > _LONG_ENOUGH)
        who = who or fits.given[HIGH] | fits.family[HIGH] if fits.kind != NICKNAME else who
        if who and (len(word) >= _SHORT or gate.is_person(text, start, end, gate.NEAR)):
            return Mention(start, end, who, "spaced", 0.85)
        who = self._words.initials.get(word, 0)
        is_name = who and text[start].isupper() and gate.likelihood(text, start, end, gate.INITIALS) >= _SURE
        return Mention(start, end, who, "initials", 0.5) if is_name else None

    def _accounts(self, text: str) -> Iterator[Mention]:
        """Addresses and handles made of a name: grace.otieno@, @otieno_grace."""
        if "@" not in text:
            return
        for found in _ACCOUNT.finditer(text):
            parts = [part.lower() for part in _ACCOUNT_PARTS.split(found.group()) if part]
            who = self._words.joined.get("".join(parts), 0)
            who |= self._with_initial(parts[0]) if len(parts) == 1 else 0
            for part in parts:
                who |= self._words.joined.get(part, 0) if len(part) > _LONG_ENOUGH else 0
                who |= self._alone(part) if found.group().startswith("@") else 0
            for one, other in pairwise(parts):
                here, there = self._index.fits(one, nearly=False), self._index.fits(other, nearly=False)
                who |= (here.given[EXACT] & there.family[EXACT]) | (here.family[EXACT] & there.given[EXACT])
            if who:
                yield Mention(found.start(), found.end(), who, "account", 0.9)

    def _with_initial(self, part: str) -> int:
        """Whose given name and first letter of the surname an account is: "aminao"."""
        given, last = part[:-1], part[-1:]
        if len(given) < _SHORT or part in known_names() or gate_words().count(part):
            return 0
        return self._words.given.get(given, 0) & self._words.family_initial.get(last, 0)

    def _alone(self, part: str) -> int:
        """Whose name a part of a handle is."""
        if len(part) < _LONG_ENOUGH or gate_words().count(part):
            return 0
        fits = self._index.fits(part, nearly=False)
        return fits.given[EXACT] | fits.family[EXACT]

    def _long(self, text: str) -> Iterator[Mention]:
        """Joined names in small letters."""
        for at, start, end in self._long_ones.find_matches_as_indexes(text, overlapping=True):
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before in _NOT_BEFORE or _is_inside(before) or after == "@" or _is_inside(after)):
                who = self._words.joined[self._long_names[at]]
                yield Mention(start, end, who, "joined", 0.9)


def _is_inside(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
