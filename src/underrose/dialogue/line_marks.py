"""What stands at the head of a line of notes: the kind of what follows, the hour, and whoever spoke.

A kind is read. An hour is taken out, for no exact time of a point is kept. Whoever spoke is told, and can be left out.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path

from underrose.dialogue.models import Kind
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.names import fold

LINES = Path(__file__).parent / "reference" / "lines.toml"
HEADINGS = Path(__file__).parent / "reference" / "headings.toml"
_ENDS = r"(?:a\.?m\b\.?|p\.?m\b\.?|(?:hours?|hrs?|heures?|horas?|uhr|h)\b)"
_FULL = rf"(?<![\d.:,/-])(?:[01]?\d|2[0-3])(?:[:h][0-5]\d(?::[0-5]\d)?(?!\d|[:/]\d)(?:\s?{_ENDS})?|[.][0-5]\d\s?{_ENDS})"
_SHORT = r"(?<![\d.:,/-])(?:[01]?\d|2[0-3])\s?(?:a\.?m\b\.?|p\.?m\b\.?|uhr\b|hrs\b)"
_BEFORE = r"(?:at|around|about|[àa]|vers|a\s+las?|sobre\s+las?|um|gegen)\s+"
_DOTTED = r"(?:0\d|1\d|2[0-3])[.][0-5]\d(?=\s*[])]?\s*[-–—]\s)"
"""Hours with a point, which may number a section too: an hour where a dash parts it from words."""
_DOUBTFUL = re.compile(r"\s*(?:0\d|1\d|2[0-3])[.][0-5]\d\s+(?=\S)")
_HOUR = re.compile(rf"{_FULL}|{_SHORT}", re.IGNORECASE)
_HEAD_HOUR = re.compile(
    rf"\s*(?:[-•*–—]\s+)?(?:[\[(]\s*)?(?:{_FULL}|{_SHORT}|{_DOTTED})(?:\s?[-–—]\s?(?:{_FULL}|[012]\d[.][0-5]\d))?"
    r"(?P<parted>\s*[\])]\s*[-–—:,;.]?|\s*[-–—:,;](?=\s)|\s*$)?\s*",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"\s*(?:(?:[-=]+>|[→⇒➔➜►▶»])\s*)?[\[(]?(?P<label>[^\W\d_][^\n:：\[\]()–—.?!]{0,40}?)(?:\s?(?:no\.?\s?)?\d{1,2})?(?:[\])]\s*[:：–—-]?|\s?[:：]|\s[–—-](?=\s))\s*(?=\S)"
)
_LABEL = re.compile(
    r"\s*[\[(]?(?P<label>[^\W\d_][^\n:：\[\]()?!]{0,60}?)(?:[\])]\s*[:：–—-]|\s?[:：](?=\s)|\s[–—-](?=\s))\s*(?=\S)"
)
_COLON = frozenset(":：")
_BEFORE_HOUR = re.compile(rf"\s?(?:[(\[]\s?(?:{_BEFORE})?|\b{_BEFORE})$", re.IGNORECASE)
_MOST_WORDS = 5
_INITIALS = re.compile(r"(?:[^\W\d_]\.?\s?){1,4}")
_IN_TEXT = re.compile(
    r"(?:^|(?<=[.!?…;]\s))[^\S\n]*(?:(?:[-•*–—▪◦‣·]|\(?\d{1,3}[.)])[^\S\n]+)?"
    rf"(?:[\[(]?(?:{_FULL}|{_SHORT})[\])]?[^\S\n]{{0,3}}[-–—:,;.]?[^\S\n]{{0,3}})?"
    r"(?P<whole>[\[(]?(?P<label>(?:[^\W\d_]\.?[^\S\n]?){2,4})[\])]?[^\S\n]?[:：][\])]?[^\S\n]+)(?=\S)",
    re.MULTILINE,
)
"""Initials where a line or a sentence of a text begins, behind the mark of a list, its number or an hour."""
_SPELT_OUT = 120
"""Letters behind initials in which it is looked for what they stand for."""
_SHORTEST_WORD = 3
"""Letters of a word that may stand in capitals as a heading: "DATE:"."""
_RARE = 1
"""How often texts must have a word in small letters for it to be no name."""


class Head(StrEnum):
    """What of a line leads to a speaker or a moment."""

    hour = "hour"
    label = "label"


@dataclass(frozen=True, slots=True)
class Initials:
    """The label of a speaker in a text: where it stands with its sign, and the letters alone."""

    start: int
    end: int
    quoted: str


@dataclass(frozen=True, slots=True)
class Told:
    """An hour or a speaker in a line: the words, where they stand, and what is left when they go."""

    head: Head
    quoted: str
    without: str


def kind_of_prefix(line: str) -> tuple[Kind, str] | None:
    """The kind that a word and a colon before a line say, and the line without them."""
    found = _PREFIX.match(line)
    kind = kind_of_word(found["label"]) if found else None
    return (kind, _opened(line[found.end() :])) if found and kind else None


def kind_of_word(word: str) -> Kind | None:
    """The kind that a word says, in one of four languages or that of the page."""
    folded = fold(word)
    return _prefixes().get(folded) or next((one for one in Kind if fold(str(one.label)) == folded), None)


def without_hour(line: str) -> tuple[str, bool]:
    """A line without the hour at its head, and whether there was one. Nothing is left of one that is an hour alone.

    An hour of which the sentence speaks stays: "22:00 is too late", "At 22:00 the curfew begins".
    """
    found = _HEAD_HOUR.match(line)
    if not found:
        return line, False
    after = line[found.end() :]
    is_apart = found["parted"] is not None or not after[:1].islower()
    return (_opened(after), True) if is_apart else (line, False)


def is_hour(words: str) -> bool:
    """Whether words are an hour, or two from which to which, and nothing else."""
    return bool(_HOUR.search(words) and _HEAD_HOUR.fullmatch(words))


def is_marked(line: str) -> bool:
    """Whether a line says by its head that it stands for itself."""
    return bool(without_hour(line)[1] or kind_of_prefix(line) or _speaker(line))


def told(words: str) -> list[Told]:
    """Hours and speakers that still stand in a point. Linear in its length."""
    return [*_hours(words), *_labels(words)]


def initials(text: str) -> Iterator[Initials]:
    """Initials and a colon before what somebody said, in a text of any length. Linear.

    A text that goes out has headings and abbreviations as well: a label in words, one of a single letter, and letters that
    are known to stand for something, or are spelt out behind it, are none.
    """
    for found in _IN_TEXT.finditer(text):
        label = found["label"].strip()
        letters = "".join(fold(label).split())
        if label.isupper() and not _abbreviate(letters, text[found.end() : found.end() + _SPELT_OUT]):
            yield Initials(found.start("whole"), found.end(), label)


def _abbreviate(letters: str, said: str) -> bool:
    """Whether letters stand for no person: "NB: …", "DATE: …", "DRC: Democratic Republic of the Congo"."""
    if letters in _known_abbreviations():
        return True
    is_word = len(letters) >= _SHORTEST_WORD and gate_words().counts.get(letters, 0) > _RARE
    words = (word for word in said.lower().split() if word not in _speakers("small_words"))
    return is_word or "".join(word[0] for word in islice(words, len(letters))) == letters


def _hours(words: str) -> Iterator[Told]:
    shorter, is_at_head = without_hour(words)
    if is_at_head:
        found = _HOUR.search(words)
        yield Told(Head.hour, found.group().strip() if found else words[:5], shorter)
        return
    if doubtful := _DOUBTFUL.match(words):
        yield Told(Head.hour, doubtful.group().strip(), _opened(words[doubtful.end() :]))
        return
    for found in _HOUR.finditer(words):
        before = _BEFORE_HOUR.search(words[: found.start()])
        # A verse or a ratio looks like an hour of one figure.
        if not before and not re.match(r"\d\d[^\d\s]\d\d", found.group()):
            continue
        start = before.start() if before else found.start()
        rest = words[:start] + words[found.end() :].removeprefix(")").removeprefix("]")
        yield Told(Head.hour, found.group().strip(), _opened(rest.lstrip(" ,;:")))
        return


def _labels(words: str) -> Iterator[Told]:
    shorter = without_hour(words)[0]
    if found := _speaker(shorter):
        yield Told(Head.label, found["label"].strip(), _opened(shorter[found.end() :]))


def _speaker(line: str) -> re.Match[str] | None:
    """A name, initials, a title or a part in the meeting before a colon or a dash, which no heading and no usual word is."""
    found = _LABEL.match(line)
    if not found or kind_of_prefix(line):
        return None
    has_colon = not _COLON.isdisjoint(found.group()[len(found["label"]) :])
    return found if leads_to_somebody(found["label"].strip(), has_colon=has_colon) else None


def leads_to_somebody(label: str, *, has_colon: bool) -> bool:
    """Whether a label before words is a name, initials, a title or a part in the meeting."""
    folded = fold(label).split()
    if not folded or len(folded) > _MOST_WORDS or " ".join(folded) in _headings():
        return False
    part = (word for word in folded if not word.isdigit() and word not in _speakers("articles"))
    if " ".join(part) in _speakers("roles"):
        return True
    if folded[0] in _speakers("titles") and len(folded) > 1:
        return True
    written = re.findall(r"[^\W\d_][\w'’.-]*", label)
    if _INITIALS.fullmatch(label) and label.isupper():
        return has_colon and "".join(folded) not in _speakers("signs")
    if all(word.lower() == word.upper() for word in written):  # a script without capitals
        return has_colon and len(written) <= 2  # noqa: PLR2004 # a name and a family name
    names = [word for word in written if word[0].isupper() and not word.isupper()]
    unusual = [word for word in names if gate_words().counts.get(word.lower(), 0) <= _RARE]
    is_one_alone = len(written) == 1 and has_colon
    return bool(unusual) and (is_one_alone or len(names) == len(written) > 1)


def _opened(line: str) -> str:
    """With a capital, for a line that begins anew."""
    words = line.lstrip()
    return words[:1].upper() + words[1:]


@lru_cache(maxsize=1)
def known_headings() -> tuple[tuple[str, Kind], ...]:
    """Words of headings, the longest first, so that "open questions" is not read as another's "questions"."""
    written = tomllib.loads(HEADINGS.read_text(encoding="utf-8"))
    found = [(fold(words), Kind(kind)) for kind, lines in written.items() for words in lines]
    return tuple(sorted(found, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def of_lines() -> dict[str, dict[str, frozenset[str]]]:
    """What may stand before lines and above columns, folded."""
    written = tomllib.loads(LINES.read_text(encoding="utf-8"))
    return {
        part: {name: frozenset(fold(words) for words in said) for name, said in of.items()}
        for part, of in written.items()
    }


@lru_cache(maxsize=1)
def _known_abbreviations() -> frozenset[str]:
    words = gate_words()
    known = _speakers("signs") | _speakers("abbreviations") | words.never_initials | words.rarely_initials
    return known.union(_prefixes())


@lru_cache(maxsize=1)
def _prefixes() -> dict[str, Kind]:
    short = {words: Kind(kind) for kind, said in of_lines()["prefixes"].items() for words in said}
    return dict(known_headings()) | {str(fold(kind.value)): kind for kind in Kind} | short


@lru_cache(maxsize=1)
def _headings() -> frozenset[str]:
    columns = of_lines()["columns"]
    return frozenset(_prefixes()).union(*(said for name, said in columns.items() if name != "speaker"))


def _speakers(name: str) -> frozenset[str]:
    return of_lines()["speakers"][name]
