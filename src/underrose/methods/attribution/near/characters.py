"""How Chinese characters are written in Latin letters when they name somebody: by families, schemes and languages."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import islice, product
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

_HERE = Path(__file__).parent
_COLUMNS = ("pinyin", "cantonese", "southern", "vietnamese", "korean")
_LONGEST = 3
_IN_KOREA = "金李朴崔鄭姜趙尹張林韓吳徐申權黃安宋柳全洪高文梁孫裵曺白許劉南沈盧丁河郭成車朱禹具辛任羅田閔兪陳池嚴元蔡千方康玄咸廉楊邊呂秋魯都蘇石薛吉周馬延表魏明奇房玉陸孟"
"""Surnames of Korea, the commonest first."""
_OLD_SCHEME = 0.5
_RARELY = 0.02
_NONE: Mapping[int, float] = MappingProxyType({})
_MOST_WAYS = 12
"""Ways of parting a Japanese name that are looked at."""
_VOICED = {"k": "g", "s": "z", "t": "d", "h": "b", "f": "b", "ch": "j", "ts": "z", "sh": "j"}
_INITIALS = (("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("z", "ts"), ("c", "ts"), ("b", "p"), ("d", "t"), ("g", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("r", "j"))  # fmt: skip
_WHOLE = {"zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "szu", "you": "yu", "yi": "i", "ye": "yeh", "er": "erh", "yan": "yen"}  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


class Writing(NamedTuple):
    """A Latin writing of the surname in row `row`, and how much of those who write it so bear this surname."""

    latin: str
    row: int
    share: float


@cache
def _weights() -> tuple[Mapping[str, int], Mapping[str, Mapping[int, float]]]:
    """The row of each character, and for each Latin writing the rows it may stand for and how likely.

    Bayes' rule with guesses: how common the surname is, by its place in the table (or in `_IN_KOREA`), and how usual
    the writing, by its place in its column.
    """
    rows: dict[str, int] = {}
    found: dict[str, dict[int, float]] = {}
    for number, row in enumerate(_rows("surnames.csv")):
        for character in _characters(row["characters"]):
            rows[character] = number
        places = [_IN_KOREA.index(one) for one in row["characters"] if one in _IN_KOREA]
        in_korea = 1 / (5 + min(places, default=120))
        for column in _COLUMNS:
            for place, latin in enumerate(row[column].split()):
                common = in_korea if column == "korean" else 1 / (5 + number)
                _add(found, latin, number, common / (1 + place))
                for old in wade_giles(latin) if column == "pinyin" else ():
                    _add(found, old, number, common * _OLD_SCHEME)
    shares = {}
    for latin, weights in found.items():
        total = sum(weights.values())
        shares[latin] = {number: weight / total for number, weight in weights.items()}
    return rows, shares


def _add(found: dict[str, dict[int, float]], latin: str, number: int, weight: float) -> None:
    rows = found.setdefault(latin, {})
    rows[number] = max(weight, rows.get(number, 0.0))


def shares(latin: str) -> Mapping[int, float]:
    """The surnames that this Latin writing may stand for, by row of the table, and how likely each is."""
    return _weights()[1].get(latin, _NONE)


def row_of(character: str) -> int | None:
    """The row of the surname these characters write."""
    return _weights()[0].get(character)


def alike_surnames(one: str, other: str) -> float:
    """How likely two Latin writings stand for one surname of Chinese characters, from 0 to 1."""
    mine, theirs = shares(one), shares(other)
    return sum(share * theirs[number] for number, share in mine.items() if number in theirs)


@cache
def surnames() -> Mapping[int, tuple[Writing, ...]]:
    """Each row and how the surname is written."""
    found: dict[int, list[Writing]] = {}
    for latin, rows in _weights()[1].items():
        for number, share in rows.items():
            found.setdefault(number, []).append(Writing(latin, number, share))
    return {number: tuple(writings) for number, writings in found.items()}


def _characters(written_so: str) -> tuple[str, ...]:
    """One character in two forms, or a surname of two characters in two forms."""
    if len(written_so) == 4:  # noqa: PLR2004 # two forms of two characters
        return written_so[:2], written_so[2:]
    return (written_so,) if written_so in _DOUBLE else tuple(written_so)


_DOUBLE = frozenset(("上官", "司徒", "皇甫"))


def written(name: str) -> tuple[Writing, ...]:
    """How families write this surname of Chinese characters; nothing for any other name."""
    number = row_of(name)
    return () if number is None else surnames()[number]


def korean_families(slots: Sequence[Sequence[tuple[str, float]]]) -> tuple[tuple[str, float], ...]:
    """How families write the characters of a Korean surname, given the writings of its sounds, and how likely."""
    usual = {"".join(parts) for parts in product(*([one for one, _ in slot[:2]] for slot in slots))}
    found: dict[str, float] = {}
    for spelt in sorted(usual):
        for number, share in shares(spelt).items():
            if share >= _RARELY:
                for writing in surnames()[number]:
                    found[writing.latin] = max(found.get(writing.latin, 0.0), share * writing.share)
    return tuple(found.items())


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Each character of a Japanese name (or a few that are read together) and its readings."""
    found: dict[str, dict[str, None]] = {}
    for row in _rows("kanji.csv"):
        found.setdefault(row["characters"], {}).update(dict.fromkeys(row["readings"].split()))
    return {characters: tuple(read) for characters, read in found.items()}


@lru_cache(maxsize=20_000)
def japanese(name: str) -> tuple[tuple[str, ...], ...]:
    """The ways to part the name into what has a reading: for each part its readings, apart by spaces, or its kana."""
    return tuple(islice((way for way in _parted(name, is_first=True) if way), _MOST_WAYS))


def _parted(name: str, *, is_first: bool) -> Iterator[tuple[str, ...]]:
    if not name:
        yield ()
        return
    if "\u3040" <= name[0] <= "\u3100":
        yield from ((name[0], *rest) for rest in _parted(name[1:], is_first=False))
        return
    if name[0] == "々":
        return
    for size in range(min(_LONGEST, len(name)), 0, -1):
        read = readings().get(name[:size])
        if read is None:
            continue
        following = name[size:]
        if following.startswith("々"):
            read = tuple(one + again for one in read for again in dict.fromkeys((one, _voiced(one))))
            following = following[1:]
        if not is_first:
            read = tuple(dict.fromkeys((*read, *(_voiced(one) for one in read))))
        yield from ((" ".join(read), *rest) for rest in _parted(following, is_first=False))


def _voiced(reading: str) -> str:
    for plain, voiced in sorted(_VOICED.items(), key=lambda pair: -len(pair[0])):
        if reading.startswith(plain):
            return voiced + reading[len(plain) :]
    return reading


@lru_cache(maxsize=5_000)
def wade_giles(pinyin: str) -> tuple[str, ...]:
    """One syllable of Pinyin as Wade and Giles wrote it, without marks; nothing where both write alike.

    Source: H. A. Giles, A Chinese-English Dictionary (1892), against ISO 7098.
    """
    old = _WHOLE.get(pinyin)
    if old is None:
        old = pinyin
        for new, before in _INITIALS:
            if pinyin.startswith(new):
                old = before + pinyin[len(new) :]
                break
        if pinyin[:1] in "jqx" and pinyin[1:2] == "i" and pinyin.endswith("ie"):
            old += "h"
        old = old.replace("ian", "ien") if old.endswith("ian") else old
        old = old[:-3] + "ung" if old.endswith("ong") else old
        old = old.replace("hsiung", "hsiung").replace("uo", "o") if old[:1] in "tnlsjc" else old
        old = old[:-1] + "ueh" if old.endswith("v") else old
        if old.endswith(("ge", "ke", "he")) and pinyin in {"ge", "ke", "he"}:
            old = {"ge": "ko", "ke": "ko", "he": "ho"}[pinyin]
    return () if old == pinyin else (old,)
