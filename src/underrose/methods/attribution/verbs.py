"""Which words of an English sentence bear its verb, and which only hold it together: no parser, lists and endings.

Source: none; endings of English, the verbs of the frames and of the gate.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from underrose.methods.attribution.frames.lexicon import ALL_FORMS
from underrose.methods.attribution.near.gate_words import gate_words

_RAW: dict[str, str] = tomllib.loads((Path(__file__).parent / "verbs.toml").read_text(encoding="utf-8"))
WORD = re.compile(r"[^\W\d_][\w’'-]*")
DETERMINERS = frozenset(_RAW["determiners"].split())
_HOLDS = frozenset(_RAW["holds"].split())
_PASTS = frozenset(_RAW["pasts"].split())
_BEING = frozenset(_RAW["being"].split())
_MODIFIES = frozenset(_RAW["modifiers"].split())
_NO_PASTS = frozenset(_RAW["no_pasts"].split())
_SHORTEST = 4


def holds(word: str) -> bool:
    """Prepositions, conjunctions, pronouns, adverbs: words that are neither noun nor adjective."""
    word = word.casefold()
    return word in _HOLDS or word.endswith("ly") or word in gate_words().adverbs


def may_modify(word: str) -> bool:
    """Words that stand before a noun for a person and no article of their own: "former", "deputy"."""
    return word.casefold().removeprefix("ex-") in _MODIFIES


def is_being(word: str) -> bool:
    """Forms of "be", "have" and the modal verbs, behind which a participle stands."""
    return word.casefold() in _BEING


@lru_cache(maxsize=20_000)
def is_finite(word: str) -> bool:
    """Whether a word may be the verb of a clause: a past, a third person, an auxiliary."""
    if word == "May":
        return False
    word = word.casefold().replace("’", "'")
    if word in _PASTS or word.endswith("n't"):
        return True
    if word.endswith("ed") and len(word) >= _SHORTEST:
        return word not in _NO_PASTS
    return word.endswith("s") and (word in ALL_FORMS or word in gate_words().verbs)


def has_verb(text: str) -> bool:
    """Whether any word of a text may be a verb."""
    return any(is_finite(found[0]) for found in WORD.finditer(text))
