"""Which languages a text is in, from its scripts and its small words, sentence by sentence; nothing is fetched or learned.

Enough to say where layers did not look: they read English. Another language is claimed only where words that English lacks show
it, so that names and borrowed words in an English sentence claim none. About 20 MB/s for English text.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage
from underrose.methods.names.wordlists import WORDS

ENGLISH = "English"
UNKNOWN = ""
_AROUND = 400
"""Characters to either side of a place that tell of its language."""
_STOP = re.compile(r"[.!?]['\"”»)]*\s|[。！？\n]")
_WINDOW, _ENGLISH_IN_WINDOW = 6, 2
"""Words in a row of which so few are English are looked at closely."""
_LEAST, _ENOUGH = 3, 1.9
"""Words of a sentence that say anything, and what its small words must come to."""
_PURE, _ENOUGH_PURE = 4, 1.1
"""Words of which none is English, and what will do for them."""
_WEAK, _LETTER = 0.4, 0.5
"""What a small word counts for that English or a name has too, and a word with a letter that English lacks."""
_SHARE = 0.15
"""Of the words of a long sentence that its small words must come to."""
_BORROWED, _ALIEN = 0.34, 0.2
"""Shares of English words up to which a sentence may be of a language known here, and of one that is not."""
_LEAST_ALIEN, _LEAST_PURE = 7, 5
"""Words that say something is no English; fewer where none of them is."""
_RARE = 1
"""How often texts must have a word for it to be one of English: foreign words slip into every list once."""

_LATIN = "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_WORD = re.compile(rf"(?:(?<![\w@/.:=&?#%+-])|(?<=['’-])){_LATIN}+(?![\w@/=&]|[.:]\w)")
"""A word, and no part of an address."""
_PIECES = re.compile(r"[\"“”„«»()\[\];:—–|\t]+|\s-\s|\n")


class _Script(NamedTuple):
    language: str
    letters: str
    has_blanks: bool = True
    has_capitals: bool = False


_SCRIPTS = (
    _Script("Arabic or Persian", "\u0600-\u06ff\u0750-\u077f"),
    _Script("Russian or another language in Cyrillic letters", "\u0400-\u052f", has_capitals=True),
    _Script("Japanese", "\u3041-\u30ff", has_blanks=False),
    _Script("Korean", "\u1100-\u11ff\uac00-\ud7a3"),
    _Script("Chinese", "\u3400-\u4dbf\u4e00-\u9fff", has_blanks=False),
    _Script("Hebrew", "\u0590-\u05ff"),
    _Script("Greek", "\u0370-\u03ff\u1f00-\u1fff", has_capitals=True),
    _Script("Thai", "\u0e00-\u0e7f", has_blanks=False),
    _Script("Burmese", "\u1000-\u109f", has_blanks=False),
    _Script("an Indian language", "\u0900-\u0dff"),
    _Script("Georgian", "\u10a0-\u10ff"),
    _Script("Armenian", "\u0530-\u058f", has_capitals=True),
    _Script("Amharic or Tigrinya", "\u1200-\u137f"),
    _Script("Khmer", "\u1780-\u17ff", has_blanks=False),
)
_OTHERS = "".join(script.letters for script in _SCRIPTS)
_RUN = re.compile(rf"[{_OTHERS}](?:[^A-Za-z\u00c0-\u024f]*[{_OTHERS}])?")
_OF_SCRIPT = tuple((script, re.compile(f"[{script.letters}]")) for script in _SCRIPTS)
_KANA = 0.1
"""Share of Japanese syllables that makes Chinese characters Japanese."""
_LEAST_WORDS, _LEAST_LETTERS = 3, 6
"""A name has no more words in scripts with blanks, and no more letters in the others."""
_LEAST_AMID = 5
"""Words of a script with blanks amid Latin ones, where names and titles stand."""
_OPENS = ".!?:\n"


class Language(NamedTuple):
    """Small words that show a language, those that English and names lack, letters, and how it calls a speaker."""

    words: frozenset[str]
    strong: frozenset[str]
    letters: frozenset[str]
    participant: str


class _Word(NamedTuple):
    folded: str
    written: str


@cache
def languages() -> dict[str, Language]:
    """The languages known by their small words."""
    raw = tomllib.loads((Path(__file__).parent / "language.toml").read_text(encoding="utf-8"))
    known = frozenset(raw[ENGLISH]["words"].split())
    found = {}
    for name, one in raw.items():
        words = frozenset(fold(one["words"]).split())
        weak = known | WORDS.particles
        strong = frozenset(
            word for word in words if len(word) > 1 and word not in weak and not _is_everyday(word)
        )
        found[name] = Language(words, strong, frozenset(one.get("letters", "")), str(one["participant"]))
    return found


def _is_everyday(word: str) -> bool:
    """Whether texts in English have it in small letters, not merely in a quotation."""
    return gate_words().counts.get(word, 0) > _RARE


@cache
def _english() -> frozenset[str]:
    """Words that texts in English have in small letters."""
    usual = frozenset(word for word, count in gate_words().counts.items() if count > _RARE)
    return usual | languages()[ENGLISH].words


@cache
def _english_alone() -> frozenset[str]:
    """Words of English that are no small words of another language."""
    return _english().difference(*(one.words for name, one in languages().items() if name != ENGLISH))


def language_of(text: str) -> str:
    """The language of a sentence or two as written: its name in English, empty for one not known. Short ones count as English."""
    if text.isascii():
        return ENGLISH if _is_surely_english(_WORD.findall(text)) else _judged(_words(text))
    spoken = sum(end - start for start, end, _ in _in_scripts(text))
    if 3 * spoken > len(text):
        return next(name for _, _, name in _in_scripts(text))
    return _judged(_words(text))


def language_around(text: str, position: int) -> str:
    """The language of the sentence at a place of a text, or where that is too short, of what stands around it.

    Looks at what is near alone, so that a text of which little is doubtful need not be parted.
    """
    begin, until = max(0, position - _AROUND), position + _AROUND
    ends = [found.end() for found in _STOP.finditer(text, begin, position)]
    after = _STOP.search(text, position, until)
    start, end = ends[-1] if ends else begin, after.start() if after else until
    if (name := language_of(text[start:end])) != ENGLISH:
        return name
    first = text.rfind("\n\n", begin, position)
    last = text.find("\n\n", position, until)
    return language_of(text[max(begin, first) : last if last >= 0 else until])


def small_words_around(text: str, position: int) -> frozenset[str]:
    """The small words of the language at a place, folded, where it is written in Latin letters and is not English: "La" and "Der" are nobody there."""
    name = language_around(text, position)
    return languages()[name].words if name != ENGLISH and name in languages() else frozenset()


def languages_of(passage: Passage) -> dict[str, list[tuple[int, int]]]:
    """The languages of a passage other than English, and the places of their sentences in the original, in order.

    Linear. English text costs a look at each word in a list; sentences alone in which few are English are read.
    """
    places = [] if passage.text.isascii() else list(_in_scripts(passage.text))
    places += _in_latin(passage)
    found: dict[str, list[tuple[int, int]]] = {}
    for start, end, name in sorted(places):
        spans = found.setdefault(name, [])
        if spans and not passage.text[spans[-1][1] : start].strip(" \t"):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return found


def participant_in(name: str) -> str:
    """How a language calls a speaker without saying who; in English where it is not known."""
    return languages()[name if name in languages() else ENGLISH].participant


def _in_scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Runs of words in another script that are more than a name."""
    if text.isascii():
        return
    for run in _RUN.finditer(text):
        if len(run.group()) < _LEAST_LETTERS:
            continue
        script = _script_of(run.group())
        before = text[max(0, run.start() - 4) : run.start()].strip(" \t\"'“„«(")
        if _is_said(run.group(), script, is_alone=not before or before[-1] in _OPENS):
            yield run.start(), run.end(), script.language


def _script_of(run: str) -> _Script:
    counts = {script: len(letters.findall(run)) for script, letters in _OF_SCRIPT}
    best = max(counts, key=counts.__getitem__)
    japanese = next(script for script in counts if script.language == "Japanese")
    return japanese if counts[japanese] > _KANA * counts[best] else best


def _is_said(run: str, script: _Script, *, is_alone: bool) -> bool:
    """Whether somebody says something in it: a name has a word or two, in capitals where there are any."""
    if not script.has_blanks:
        return any(len(piece) > _LEAST_LETTERS for piece in re.findall(r"\w+", run))
    least = _LEAST_WORDS if is_alone else _LEAST_AMID
    for piece in re.split(
        r"[^\w\s'’\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0dff\u1000-\u137f-]+", run
    ):
        words = piece.split()
        if script.has_capitals:
            if len(words) >= _LEAST_WORDS and sum(word[0].islower() for word in words) * 2 >= _LEAST_WORDS:
                return True
        elif len(words) >= least:
            return True
    return False


def _in_latin(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Sentences and pieces of them that are in another language written in Latin letters."""
    read = -1
    for place in _doubtful(passage):
        start, end = passage.sentence_of(place)
        if start <= read or end <= start:
            continue
        read = start
        name = _judged(_words(passage.text[start:end]))
        if name != ENGLISH:
            yield start, end, name
            continue
        cuts = [start, *(start + cut.end() for cut in _PIECES.finditer(passage.text[start:end])), end]
        for begin, until in pairwise(cuts) if len(cuts) > 2 else ():  # noqa: PLR2004 # several pieces
            if (name := _judged(_words(passage.text[begin:until]))) != ENGLISH:
                yield begin, until, name


def _doubtful(passage: Passage) -> Iterable[int]:
    """Places of the original, one at least in each sentence of which few words in a row are English."""
    words = passage.plain.split()
    if len(words) < _LEAST:
        return []
    is_english = np.frombuffer(bytes(map(_english().__contains__, words)), dtype=np.uint8)
    size = min(_WINDOW, len(words))
    summed = np.concatenate(([0], np.cumsum(is_english, dtype=np.int64)))
    few = np.flatnonzero(summed[size:] - summed[:-size] <= _ENGLISH_IN_WINDOW)
    if not len(few):
        return []
    starts = _starts(passage.plain)
    # All words of such a window: a sentence may begin inside it.
    is_near = np.zeros(len(words), dtype=np.bool_)  # np.unique loads half a second of other code
    is_near[(few[:, None] + np.arange(size)).ravel()] = True
    return (passage.original(at, at + 1)[0] for at in starts[is_near].tolist())


def _starts(plain: str) -> NDArray[np.int64]:
    """Where the words begin that blanks part in a plain text."""
    is_word = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype="<u4") != ord(" ")
    return np.flatnonzero(is_word & ~np.concatenate(([False], is_word[:-1])))


def _words(text: str) -> list[_Word]:
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return [_Word(word.lower() if word.isascii() else fold(word), word) for word in _WORD.findall(composed)]


def _is_surely_english(words: Sequence[str]) -> bool:
    """What `_judged` asks first, of words in plain letters: nearly every sentence ends here."""
    apart = {word.lower() for word in words if word[0].islower()}
    if words and not words[0].isupper():
        apart.add(words[0].lower())
    small = {word for word in apart if len(word) > 1}
    return _is_english(len(small), len(small & _english_alone()))


def _is_english(words: int, surely: int) -> bool:
    """Whether so many different words say nothing, or enough of them are English alone."""
    return words < _LEAST or surely > max(_BORROWED, _ALIEN) * words


def _judged(words: Sequence[_Word]) -> str:
    """The language of the words of a sentence. Words with capitals may be names, and count for nothing but the first."""
    # Each word counts once: whoever repeats one says no more with it.
    apart = {
        word.folded: word for at, word in enumerate(words) if word.written[0].islower() or _opens(words, at)
    }
    small = [word for word in apart.values() if len(word.folded) > 1]
    surely = sum(word.folded in _english_alone() for word in small)
    if _is_english(len(small), surely):
        return ENGLISH
    best, most = ENGLISH, 0.0
    for name, language in languages().items():
        if name != ENGLISH and (told := _told(small, language)) > most:
            best, most = name, told
    borrowed = languages()[best].words if best != ENGLISH else frozenset()
    english = sum(gate_words().count(word.folded) > _RARE and word.folded not in borrowed for word in small)
    is_pure = not english and len(small) >= _PURE
    least = max(_ENOUGH_PURE if is_pure else _ENOUGH, _SHARE * len(small))
    if most >= least and english <= _BORROWED * len(small):
        return best
    if len(small) >= (_LEAST_ALIEN if english else _LEAST_PURE) and english <= _ALIEN * len(small):
        return UNKNOWN
    return ENGLISH


def _opens(words: Sequence[_Word], at: int) -> bool:
    return at == 0 and not words[0].written.isupper()


def _told(words: Sequence[_Word], language: Language) -> float:
    """How much small words and letters speak for a language."""
    told = lettered = 0.0
    for word in words:
        if word.folded in language.strong:
            told += 1
        elif word.folded in language.words:
            told += _WEAK
        elif language.letters and not language.letters.isdisjoint(word.written):
            lettered += _LETTER
    return told + min(lettered, 1.0) if told else 0.0
