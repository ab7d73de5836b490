"""Which languages a text is in, from its script and its small words; nothing is fetched or learned.

Enough to say which layers did not look: they read English. About 30 MB/s.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from underrose.methods.attribution.passages import Passage

ENGLISH = "English"
UNKNOWN = ""
_HEAD = 320
"""Characters of a paragraph that are looked at."""
_FEW = 3
_SCRIPTS = (
    ("Arabic or Persian", re.compile("[\u0600-\u06ff]{2}")),
    ("Russian or another language in Cyrillic letters", re.compile("[\u0400-\u052f]{2}")),
    ("Japanese", re.compile("[\u3041-\u30ff]")),
    ("Korean", re.compile("[\uac00-\ud7a3]")),
    ("Chinese", re.compile("[\u4e00-\u9fff]{2}")),
    ("Hebrew", re.compile("[\u0590-\u05ff]{2}")),
    ("Greek", re.compile("[\u0370-\u03ff]{3}")),
    ("Thai", re.compile("[\u0e00-\u0e7f]{2}")),
    ("Burmese", re.compile("[\u1000-\u109f]{2}")),
    ("an Indian language", re.compile("[\u0900-\u0dff]{2}")),
    ("Georgian", re.compile("[\u10a0-\u10ff]{2}")),
    ("Armenian", re.compile("[\u0530-\u058f]{2}")),
    ("Amharic or Tigrinya", re.compile("[\u1200-\u137f]{2}")),
    ("Khmer", re.compile("[\u1780-\u17ff]{2}")),
)
_LATIN = re.compile("[a-z]+")
_ONLY_OTHERS = re.compile("[^a-z]{20,}")
_FEW_LETTERS, _FEW_WORDS = 40, 14


class Language(NamedTuple):
    """Small words that show a language, and how it calls a speaker without saying who."""

    words: frozenset[str]
    participant: str


@cache
def languages() -> dict[str, Language]:
    """The languages known by their small words."""
    raw = tomllib.loads((Path(__file__).parent / "language.toml").read_text(encoding="utf-8"))
    return {
        name: Language(frozenset(one["words"].split()), str(one["participant"])) for name, one in raw.items()
    }


def language_of(folded: str) -> str:
    """The language of a folded paragraph: its name in English, empty for one not known. Short ones count as English."""
    head = folded[:_HEAD]
    if not head.isascii() and (script := _script_of(head)):
        return script
    words = head.split()
    counts = {name: sum(map(language.words.__contains__, words)) for name, language in languages().items()}
    best = max(counts, key=lambda name: (counts[name], name == ENGLISH))
    if counts[best] >= max(_FEW, len(words) // 12) and counts[best] > counts[ENGLISH]:
        return best
    if counts[ENGLISH] >= 1 or len(words) < _FEW_WORDS or (counts[best] <= 1 and _is_a_list(head)):
        return ENGLISH
    return best if counts[best] > 1 else UNKNOWN


def _is_a_list(head: str) -> bool:
    """Names, numbers and commas are of no language."""
    return head.count(",") + head.count(";") + sum(map(str.isdigit, head)) > len(head) // 20


def _script_of(head: str) -> str:
    latin = sum(map(len, _LATIN.findall(head)))
    for name, letters in _SCRIPTS:
        others = sum(map(len, letters.findall(head)))
        if others * 2 > latin and others > _FEW:
            return name
    return UNKNOWN


def languages_of(passage: Passage) -> dict[str, list[tuple[int, int]]]:
    """The languages of a passage other than English, and the places of their paragraphs in the original."""
    found: dict[str, list[tuple[int, int]]] = {}
    at = 0
    for paragraph in passage.folded.split("\n"):
        name = language_of(paragraph) if len(paragraph) > _FEW_LETTERS else ENGLISH
        if len(paragraph) <= _FEW_LETTERS and not paragraph.isascii():
            name = _script_of(paragraph) or ENGLISH
        if name != ENGLISH:
            found.setdefault(name, []).append(passage.original(at, at + len(paragraph)))
        at += len(paragraph) + 1
    return found


def participant_in(name: str) -> str:
    """How a language calls a speaker without saying who; in English where it is not known."""
    return languages()[name if name in languages() else ENGLISH].participant
