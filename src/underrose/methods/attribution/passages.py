"""A passage: a text as it stands, folded for searching, and parted into paragraphs, sentences and words.

All places are places of the original text unless a name says "folded". A passage shows nothing of itself.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from underrose.methods.attribution.folding import Folded, folded
from underrose.methods.attribution.values import Discreet

PART = 32_768
"""Characters of one part of a long text; a part ends where a paragraph does, if one does in its second half."""
LONGEST_SENTENCE = 1_200

Span = tuple[int, int]
_UNTIL = itemgetter(1)


class Word(NamedTuple):
    """A run of letters and digits. "Jean-Pierre's" is three words. `at` is its place in the folded text."""

    start: int
    end: int
    folded: str
    is_capital: bool
    at: int


_new_word = tuple.__new__  # a text has many of them, and this takes half the time of the class's own

# Vowel signs of Indic and South-East Asian scripts are no letters to Python, but belong to words.
_SIGNS = "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc\u102b-\u109d\u17b4-\u17d3"
_IS_SIGN = re.compile(f"[{_SIGNS}]")
_WORD = re.compile(rf"(?:[^\W_]|[{_SIGNS}])+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\u2029")
_END = re.compile(
    r"""(?:(?<![.!?…؟۔।])[.!?…؟۔।]++["'’”»)\]]*+(?=\s)|[。！？]+["'’”»」』）]*)   # the end of a sentence
    |\n(?=[^\S\n]*(?:[-*•‣–·]|\(?\d{1,3}[.)])\s)                # the next line is the point of a list
    |\n[^\S\n]*\n\s*|\u2029""",
    re.VERBOSE,
)
_SHORT = re.compile(
    r"""(?:(?<![^\W_])(?:mr|mrs|ms|mx|dr|prof|sr|sra|srta|st|ste|hon|rev|fr|h\.e|amb|gen|col|lt|capt|sgt|gov|sen|rep|messrs
    |mme|mlle|m|no|nos|nr|art|arts|para|paras|pp?|ch|vol|ed|eds|fig|sec|cf|vs|etc|e\.g|i\.e|al|jr|approx|dept|est|inc|ltd|co
    |dep|asst|assoc|perm|aux|supt|insp|dir|mgr|pres|secy|exec|adm|brig|maj|lieut|cdr|cmdr|pol|atty|adv|engr|ven|rt|intl|natl
    |u\.n|u\.s|u\.k|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)|(?<![^\W_])[^\W\d_])\.$""",
    re.VERBOSE | re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*[\"'“‘«(\[]*[a-zß-öø-ÿ]")
_OFTEN_LAST = re.compile(r"(?:^|\W)(?:etc|inc|ltd|co|u\.n|u\.s|u\.k|jr|no|al)\.$", re.IGNORECASE)


class _Plain(dict[int, str]):
    """A space for whatever is no letter or digit; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        put = self[code] = letter if letter.isalnum() or _IS_SIGN.match(letter) else " "
        return put


_PLAIN = _Plain()


def plain(folded_text: str) -> str:
    """A folded text with a space for whatever is no letter or digit, as long as before."""
    return folded_text.translate(_PLAIN)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Passage(Discreet):
    """A text and its folded form. Sentences, paragraphs and words are found when they are first asked for."""

    text: str
    folded: str
    map: Folded
    _kept: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    _words: list[tuple[Word, ...]] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)

    @property
    def plain(self) -> str:
        """The folded text with a space for whatever is no letter or digit; places are those of the folded text."""
        if not self._plain:
            self._plain.append(plain(self.folded))
        return self._plain[0]

    def original(self, start: int, end: int) -> Span:
        """The span of the original that a span of the folded text came from (all of it, where letters were joined)."""
        return self.map.original(start, end)

    def folded_at(self, position: int) -> int:
        """The place in the folded text of a place of the original."""
        return self.map.folded_at(position)

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """Places of the paragraphs, without the empty lines between them."""
        if "paragraphs" not in self._kept:
            self._kept["paragraphs"] = tuple(_parted(self.text, _PARAGRAPH))
        return self._kept["paragraphs"]

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Places of the sentences. A full stop after an initial, a title or an abbreviation ends none."""
        if "sentences" not in self._kept:
            self._kept["sentences"] = tuple(_sentences(self.text))
        return self._kept["sentences"]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words. Costs about a microsecond each: layers that look near cues alone do better with patterns."""
        if not self._words:
            self._words.append(tuple(self.words_between(0, len(self.folded))))
        return self._words[0]

    def words_between(self, start: int, end: int) -> Iterator[Word]:
        """The words of a span of the folded text."""
        text, shift = self.text, self.map.shift(start, end)
        for found in _WORD.finditer(self.folded, start, end):
            at, to = found.span()
            begin, until = self.map.original(at, to) if shift is None else (at + shift, to + shift)
            yield _new_word(Word, (begin, until, found[0], text[begin].isupper(), at))

    def sentence_of(self, position: int) -> Span:
        """The sentence a place of the original stands in. Logarithmic in the number of sentences."""
        return _span_at(self.sentences, position)

    def paragraph_of(self, position: int) -> Span:
        """The paragraph a place of the original stands in."""
        return _span_at(self.paragraphs, position)


def passage(text: str) -> Passage:
    """A passage of a text of any length up to a few hundred thousand characters; longer ones come in `passages`."""
    made = folded(text)
    return Passage(text, made.text, made)


def passages(text: Iterable[str], size: int = PART) -> Iterator[tuple[int, Passage]]:
    """Parts of a long text, each with its place in the whole. Memory does not grow with the text.

    `text` gives pieces of any size, such as the lines of a file; parts end at empty lines where there are any.
    """
    held = ""
    at = 0
    for piece in text:
        # What is held is shorter than a part, so a long piece is copied once, not once for each part of it.
        whole = held + piece
        begin = 0
        while len(whole) - begin > size:
            cut = _cut(whole, begin, size)
            yield at + begin, passage(whole[begin:cut])
            begin = cut
        at, held = at + begin, whole[begin:]
    if held:
        yield at, passage(held)


def _cut(text: str, begin: int, size: int) -> int:
    """Where to part: after the last empty line, line, sentence or blank of the second half; else anywhere."""
    for mark in ("\n\n", "\n", ". ", " "):
        found = text.rfind(mark, begin + size // 2, begin + size)
        if found >= 0:
            return found + len(mark)
    return begin + size


def _parted(text: str, ends: re.Pattern[str]) -> Iterator[Span]:
    at = 0
    for found in ends.finditer(text):
        if span := _trimmed(text, at, found.start()):
            yield span
        at = found.end()
    if span := _trimmed(text, at, len(text)):
        yield span


def _sentences(text: str) -> Iterator[Span]:
    at = 0
    for found in _END.finditer(text):
        if not found.group().isspace() and _goes_on(text, at, found):
            continue
        end = found.start() if found.group()[-1:].isspace() else found.end()
        yield from _bounded(text, at, end)
        at = found.end()
    yield from _bounded(text, at, len(text))


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence without blanks around it, in pieces where it is longer than people write: work near cues is quadratic in it."""
    while end - start > LONGEST_SENTENCE:
        middle, last = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
        places = (text.rfind(mark, middle, last) + len(mark) for mark in ("; ", ", ", " "))
        cut = next((place for place in places if place > middle), last)
        if span := _trimmed(text, start, cut):
            yield span
        start = cut
    if span := _trimmed(text, start, end):
        yield span


def _goes_on(text: str, at: int, found: re.Match[str]) -> bool:
    """Whether the sentence goes on after this mark: a small letter follows, or the full stop is of an abbreviation."""
    if not found.group().startswith(".") or found.group().startswith(".."):
        return _GOES_ON.match(text, found.end()) is not None and found.group()[0] not in "!?。！？"
    if _GOES_ON.match(text, found.end()):
        return True
    before = text[max(at, found.start() - 12) : found.start() + 1]
    if not _SHORT.search(before):
        return False
    return not _OFTEN_LAST.search(before) or text[found.end() : found.end() + 2].strip()[:1].isdigit()


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None


def _span_at(spans: tuple[Span, ...], position: int) -> Span:
    at = bisect_right(spans, position, key=_UNTIL)
    return spans[at] if at < len(spans) else (position, position)
