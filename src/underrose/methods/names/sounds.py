"""How a word of a name sounds, roughly: what different transliterations have in common.

Source: the rules of Soundex and of the Beider-Morse family, cut down to what the labelled pairs in `tests/` need.
"""

import re
from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

from underrose.methods.names.wordlists import WORDS

_VOWELS = frozenset("aeiouyIU")
# In this order. A word that has none of the letters in front need not be searched. Capital I and U are long vowels, which scripts without short vowels write all the same.
_RULES = tuple(
    (letters, re.compile(pattern), put)
    for letters, pattern, put in (
        (("ch",), r"shch|sch(?=[aeiouy])|tsch|tch", "C"),
        (("mc",), r"^mc(?=[a-z])", "mak"),
        (("zh", "dj"), r"zh|dzh|dj", "j"),
        (("sh", "sz"), r"sh|sz", "S"),
        (("ch", "cz"), r"ch|cz", "C"),
        (("ck", "cq"), r"ck|cq", "k"),
        (("ph",), r"ph", "f"),
        (("kh",), r"kh", "h"),
        (("gh",), r"gh", "g"),
        (("th", "dt"), r"th|dt", "t"),
        (("dh",), r"dh", "d"),
        (("tz", "ts"), r"tz|ts", "z"),
        (("qu",), r"qu", "kv"),
        (("q",), r"q", "k"),
        (("c",), r"c(?=[eiy])", "s"),
        (("c",), r"c", "k"),
        (("x",), r"x", "ks"),
        (("w",), r"w", "v"),
        (("i", "y", "e"), r"iy\b|ii\b|yy\b|ij\b|yj\b|ey\b|ei\b|ej\b|ay\b|ai\b|ie\b|ee\b", "i"),
        (("yeo", "you"), r"yeo|you", "yo"),
        (("ye", "je"), r"^[yj]e", "e"),
        (("ya", "ia"), r"ya|ia", "ia"),
        (("yu", "iu", "ju"), r"yu|iu|ju", "iu"),
        (("eo",), r"eo", "o"),
        (("eu",), r"eu", "u"),
        (("ou", "oo", "uu", "ow"), r"ou|oo|uu|ow", "U"),
        (("ee", "ei", "ai", "ay", "ey", "ii"), r"ee|ei|ai|ay|ey|ii", "I"),
        (("ev",), r"[iy]ev", "ev"),
        (("ae", "aa"), r"ae(?!v)|aa", "a"),
        (("oe",), r"oe", "o"),
        (("ue",), r"ue", "u"),
        (("y",), r"y", "i"),
        (("",), r"([a-zA-Z])\1+", r"\1"),
        (("h",), r"(?<=[aeiouIU])h(?=$|[^aeiouIU])", ""),
    )
)
_GENDERED = (
    ("skaia", "ski"), ("tskaia", "tski"), ("kaia", "ki"), ("ska", "ski"), ("ka", "ki"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"),
)  # fmt: skip
_LONG_ENOUGH = 6
"""Letters below which an ending is no mark of gender: Eva, Nina."""
_ENDINGS = tuple((end, put) for end, put in _GENDERED if end != "ka")
_CONFUSED = {
    "ae": 0.3, "ou": 0.2, "ei": 0.3, "iI": 0.1, "uU": 0.1, "eI": 0.2, "oU": 0.2, "ij": 0.2, "sz": 0.3, "sS": 0.4, "CS": 0.4, "Cj": 0.4, "jz": 0.4,
    "fv": 0.3, "gk": 0.5, "gh": 0.3, "hk": 0.5, "dt": 0.5, "bp": 0.5, "bv": 0.6, "Cz": 0.6, "uv": 0.2, "Uv": 0.2, "ov": 0.3, "aI": 0.4, "Ck": 0.6, "Ij": 0.3, "dj": 0.4, "Ch": 0.4,
}  # fmt: skip
_CONFUSED_WHEN_BARE = _CONFUSED | {"iI": 0.0, "uU": 0.0, "ei": 0.05, "uv": 0.0, "Uv": 0.0, "ov": 0.05, "ij": 0.05, "Ij": 0.0, "aI": 0.3, "ai": 0.4, "au": 0.5, "ou": 0.05, "eI": 0.05, "oU": 0.05, "dz": 0.3}  # fmt: skip
_MARKING = frozenset("aeo")
"""Last letters that part Mario from Maria."""


def _both_ways(confused: dict[str, float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for pair, cost in confused.items():
        one, other = pair[0], pair[1]
        found.setdefault(one, {})[other] = cost
        found.setdefault(other, {})[one] = cost
    return found


_NEAR, _BARE = _both_ways(_CONFUSED), _both_ways(_CONFUSED_WHEN_BARE)
_NO_COSTS: dict[str, float] = {}
FAR = 9.0
"""More than two words can differ and still be of interest."""
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("aeiouIUhjv", None),
        "g": "k",
        "z": "s",
        "S": "s",
        "C": "s",
        "d": "t",
        "b": "p",
        "f": "p",
    }
)
_FIRST = {**dict.fromkeys("aeiouIUj", "a"), **dict.fromkeys("gkh", "k"), **dict.fromkeys("sSCz", "s")}
_FIRST |= {"d": "t", "b": "p", "f": "p", "v": "p"}


@lru_cache(maxsize=40_000)
def sound(word: str) -> str:
    """How a word of small Latin letters sounds: one writing for what transliterations write in many ways."""
    for letters, pattern, put in _RULES:
        for one in letters:
            if one in word:
                word = pattern.sub(put, word)
                break
    return word


def without_gender(heard: str) -> str:
    """A Slavic surname as a man bears it, so that Ivanova meets Ivanov."""
    for ending, put in _ENDINGS:
        if heard.endswith(ending) and len(heard) >= _LONG_ENOUGH:
            return heard[: -len(ending)] + put
    return heard


@lru_cache(maxsize=40_000)
def skeleton(heard: str) -> str:
    """Up to four classes of consonants: what stays the same in every script. Empty for a word of vowels."""
    bones = heard[:1].translate(_CLASSES) + heard[1:].translate(_CLASSES)
    return re.sub(r"(.)\1+", r"\1", bones)[:4]


def first(heard: str) -> str:
    """The class of the first sound, for initials."""
    return _FIRST.get(heard[:1], heard[:1])


def distance(one: str, other: str, most: float = 9.0, *, is_bare: bool = False) -> float:
    """What it costs to turn one sound into another: about 1 for each consonant, less for what is often confused.

    `is_bare`: one of the two comes from a script that writes no short vowels, so that these cost nearly nothing.
    Beyond `most` the answer is `FAR`.
    Quadratic in the length of the words; words that differ in most letters are not looked at closely.
    """
    allowed = 9 if is_bare else 2 + max(len(one), len(other)) // 4
    if Levenshtein.distance(one, other, score_cutoff=allowed) > allowed:
        return FAR
    near = _BARE if is_bare else _NEAR
    lost_here, lost_there = _lost(one, is_bare=is_bare), _lost(other, is_bare=is_bare)
    before = [0.0, *accumulate(lost_there)]
    changed = above = left = 0.0
    for letter, lost in zip(one, lost_here, strict=True):
        costs = near.get(letter, _NO_COSTS)
        here = before[0] + lost
        row = [here]
        for place, across in enumerate(other):
            changed = before[place] + (0.0 if letter == across else costs.get(across, 1.0))
            above, left = before[place + 1] + lost, here + lost_there[place]
            here = min(changed, above, left)
            row.append(here)
        if min(row) > most:
            return FAR
        before = row
    if one and other and one[-1] != other[-1] and one[-1] in _MARKING and other[-1] in _MARKING:
        return min(changed + 0.4, above, left)
    return before[-1]


@lru_cache(maxsize=40_000)
def _lost(word: str, *, is_bare: bool) -> tuple[float, ...]:
    """What it costs to leave out each letter."""
    return tuple(_left_out(word, at, is_bare=is_bare) for at in range(len(word)))


def _left_out(word: str, at: int, *, is_bare: bool) -> float:
    letter = word[at]
    if letter not in _VOWELS:
        return 0.35 if letter == "h" else 1.0
    if is_bare:
        return 0.5 if letter in "IU" else 0.04
    if at == len(word) - 1:
        return 0.9
    return 0.5 if word[at + 1] in _VOWELS or (at and word[at - 1] in _VOWELS) else 0.6


def are_variants(one: str, other: str) -> bool:
    """Whether two words are customary writings of one name (Huang and Wong, Steven and Stephen)."""
    groups = WORDS.variants.get(one)
    return groups is not None and not groups.isdisjoint(WORDS.variants.get(other, ()))
