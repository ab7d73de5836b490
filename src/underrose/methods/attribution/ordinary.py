"""Words that are a name of the room and, where they stand, far more likely a word of the language."""

import re
import tomllib
from pathlib import Path

from underrose.methods.attribution.beside_words import is_beside_words
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.language import ENGLISH, language_around
from underrose.methods.attribution.language_names import NAMES as LANGUAGES
from underrose.methods.attribution.near import prose
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.passages import Passage

_LANGUAGES = "|".join(
    name
    for name in (*LANGUAGES, "Arabic", "Persian", "Russian", "Hindi", "Urdu")
    if name.istitle() and " " not in name
)
_AS_A_WORD = re.compile(
    rf"\b(?:(?:word|term|expression|phrase|noun|verb)|[Ii]n (?:{_LANGUAGES}),?) [\"'“‘«]?$"
)
"""What stands before a word that is spoken of, and not somebody."""
_TINY = 3
"""Letters of a name in small letters that is somebody's only beside a verb of saying: "min", "bin"."""
_LOOK_BACK = 60
_ORDINARY = frozenset(
    str(tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))["ordinary"]).split()
)


def is_ordinary(passage: Passage, start: int, end: int) -> bool:
    """A word of English in small letters, or one of another script that is seldom a name: no gate need look at it."""
    if not passage.text[start].isascii():
        word = passage.text[start:end]
        is_word = fold(word) in _ORDINARY
        if not prose.is_prose(passage.text, start, end):
            return is_word and language_around(passage.text, start) != ENGLISH
        is_told = not prose.is_small(word) and prose.has_sign(passage.text, start, end)
        return (is_word or prose.is_everyday(word)) and not is_told
    if not passage.text[start].islower():
        return False
    if end - start <= _TINY and not is_beside_words(passage, start, end):
        return True
    is_spoken_of = _AS_A_WORD.search(passage.text, max(0, start - _LOOK_BACK), start) is not None
    return is_spoken_of or passage.text[start:end].casefold() in gate_words().counts
