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
_DOUBLE = frozenset('"\u201c\u201d\u201e\u201f\u2033\uff02')
_SINGLE = frozenset("'`\u00b4\u02bc\u2018\u2019\u201b\u2032\uff07")
_BEFORE_WORDS = frozenset("([{/\u2013\u00ab\u00bf\u00a1\u201c\u2018")
_BULLET = re.compile("^[-\u2010-\u2015\u2212\u2022*] +")
_LONG = re.compile(r"(?<=\S) *[\u2014\u2015]+")
_TWO_OR_THREE = re.compile(r"(?<=\S) *(?<!-)-{2,3}(?!-)")
_SPACED = re.compile(r"(?<=\S) +[-\u2013](?= |$)")
_RANGE = re.compile(r"(?<=\w)\u2013(?=\w)")
_SHORT = str.maketrans("\u2010\u2011\u2012\u2212", "----")
_DOTS = re.compile(r"(?<!\.)\.\.\.(?!\.)")


def clean(words: str) -> str:
    """As lines of plain text: no control characters, nothing invisible, composed letters, single blanks, signs of one kind."""
    composed = unicodedata.normalize("NFC", _IGNORED.sub("", _CONTROL.sub(" ", words.replace("\r\n", "\n"))))
    seen = "".join(letter for place, letter in enumerate(composed) if _is_seen(composed, place, letter))
    return "\n".join(_of_one_kind(" ".join(line.split())) for line in seen.splitlines()).strip()


def _of_one_kind(line: str) -> str:
    """A telephone writes “ ’ … – and a laptop " ' ... - : of two note-takers, the signs would tell who wrote which point.

    Quotation marks of French and of Arabic stay: they belong to the language, and no keyboard of English puts them.
    """
    apart = _TWO_OR_THREE.sub(" \u2013 ", _LONG.sub(" \u2013 ", line.translate(_SHORT)))
    parted = _SPACED.sub(" \u2013", re.sub("[\u2014\u2015]", "\u2013", apart))
    dashed = _BULLET.sub("- ", " ".join(parted.split()))
    text = _RANGE.sub("-", _DOTS.sub("\u2026", dashed))
    made: list[str] = []
    for place, sign in enumerate(text):
        before, after = made[-1] if made else " ", text[place + 1 : place + 2]
        opens = before.isspace() or before in _BEFORE_WORDS
        if sign in _DOUBLE and before.isalpha() and after.isalpha():
            made.append('"')  # an abbreviation of Hebrew
        elif sign in _DOUBLE:
            made.append("\u201c" if opens else "\u201d")
        elif sign in _SINGLE:
            made.append("\u2018" if opens and after.isalpha() else "\u2019")
        else:
            made.append(sign)
    return "".join(made)


def _is_seen(text: str, place: int, letter: str) -> bool:
    if letter in _JOINERS:
        around = text[place - 1 : place] + text[place + 1 : place + 2]
        return len(around) == 2 and all(_JOINED.match(one) for one in around)  # noqa: PLR2004 - one to each side
    return unicodedata.category(letter) not in _UNSEEN
