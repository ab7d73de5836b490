"""Words as they may be kept: what nobody sees is taken out, because it could carry a name, an hour, or whose keyboard it was."""

import re
import unicodedata

_UNSEEN = frozenset({"Cf", "Co", "Cn", "Cs"})
"""Formatting, private, unassigned, halves of pairs. Marks of direction are among them: pages take it from the letters."""
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Drawn as nothing, though Unicode counts them among letters and marks (Default_Ignorable_Code_Point, UAX 44)."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_JOINERS = "\u200c\u200d"
_JOINED = re.compile("[\u0600-\u0dff\u0f00-\u109f\u1780-\u17ff]")
"""Scripts in which a joiner changes how a word is written: Arabic, Indic, Tibetan, Burmese, Khmer."""


def clean(words: str) -> str:
    """As lines of plain text: no control characters, nothing invisible, composed letters, single blanks."""
    composed = unicodedata.normalize("NFC", _IGNORED.sub("", _CONTROL.sub(" ", words.replace("\r\n", "\n"))))
    seen = "".join(letter for place, letter in enumerate(composed) if _is_seen(composed, place, letter))
    return "\n".join(" ".join(line.split()) for line in seen.splitlines()).strip()


def _is_seen(text: str, place: int, letter: str) -> bool:
    if letter in _JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) == 2 and all(_JOINED.match(one) for one in around)  # noqa: PLR2004 - one to each side
    return unicodedata.category(letter) not in _UNSEEN
