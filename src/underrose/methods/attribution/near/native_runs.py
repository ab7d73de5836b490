"""Names inside runs of Chinese and Korean writing, where no blanks part the words."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.near.characters import row_of
from underrose.methods.attribution.near.likeness import ALIKE_NATIVE, alike
from underrose.methods.attribution.near.wordlist import HIGH, LOW, NATIVE, NOBODY, Fits, WordIndex

_RUN = re.compile("[\u3400-\u9fff]{2,}|[\uac00-\ud7a3]{2,}")
_NATIVE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u3005]")
"""Looked for first: most texts that are not plain letters have none of it."""
_GIVEN = (2, 1)
_ALONE = re.compile(
    "(?<![\u3040-\u30ff\u3400-\u9fff々])[\u3040-\u30ff\u3400-\u9fff々]{2,6}(?![\u3040-\u30ff\u3400-\u9fff々])"
)
_KATAKANA = "[\u30a1-\u30fa\u30fc]"
_FOREIGN = re.compile(f"{_KATAKANA}{{2,12}}(?:[・=＝]{_KATAKANA}{{2,12}}){{1,3}}")
"""A name of elsewhere, its words parted by dots, whatever small words follow it."""
_PARTED = re.compile("[・=＝]")
_SURNAME = (2, 1, 3)
"""Characters of a Japanese surname, the usual number first."""
_BESIDE, _UNSURE = 0.55, 0.66
"""How alike the rest of a name is to that of somebody whose other word was surely found, and of one who may be meant."""


def native_names(text: str, index: WordIndex) -> Iterator[tuple[int, int, int, str, float]]:
    """Start, end, people, variant and weight of each name; given names of two characters first.

    A surname is looked up by its character, so that most places cost one look.
    """
    if text.isascii() or not _NATIVE.search(text):
        return
    for run in _ALONE.finditer(text):
        who = _japanese(run.group(), index)
        if who:
            yield run.start(), run.end(), who, NATIVE, 0.85
    for run in _FOREIGN.finditer(text):
        if who := _foreign(_PARTED.split(run.group()), index):
            yield run.start(), run.end(), who, NATIVE, 0.9
    for run in _RUN.finditer(text):
        at = run.start()
        while at < run.end() - 1:
            found = _name(text, at, run.end(), index)
            if found is not None:
                yield found
                at = found[1]
            else:
                at += 1


def _foreign(words: list[str], index: WordIndex) -> int:
    """Who is meant by a given name, or several, and a surname behind them."""
    one, other = index.native_fits(words[0]), index.native_fits(words[-1])
    return (
        one.given[HIGH] & other.family[LOW]
        or one.given[LOW] & other.family[HIGH]
        or rest_of_name(words[-1], one._replace(family=NOBODY.family), index, is_sure=False)
        or rest_of_name(words[0], other._replace(given=NOBODY.given), index, is_sure=False)
    )


def _japanese(whole: str, index: WordIndex) -> int:
    """Who is meant by a name that stands alone, surname first, read as Japanese."""
    for size in _SURNAME:
        if size < len(whole):
            who = index.native_fits(whole[:size]).family[1]
            who = who and who & index.native_fits(whole[size:]).given[1]
            if who:
                return who
    return 0


def _name(text: str, at: int, last: int, index: WordIndex) -> tuple[int, int, int, str, float] | None:
    surname = text[at]
    is_native = surname in index.natives
    if not is_native and row_of(surname) is None and not "\uac00" <= surname <= "\ud7a3":
        return None
    people = index.native_fits(surname)
    if not people.family[1]:
        return None
    for size in _GIVEN:
        end = at + 1 + size
        if end > last:
            continue
        given = text[at + 1 : end]
        who = people.family[1] & (
            index.natives.get(given, (0, 0))[0] or _bearers(given, people.family[1], index)
        )
        if who:
            return at, end, who, NATIVE, 0.9
    return None


def _bearers(given: str, of: int, index: WordIndex) -> int:
    """Those of some people whose given name reads like the characters."""
    found = 0
    for word, people in index.given.items():
        if people & of and alike(given, word, native=True) >= ALIKE_NATIVE:
            found |= people
    return found & of


def rest_of_name(rest: str, fits: Fits, index: WordIndex, *, is_sure: bool) -> int:
    """Those whom the word beside it may mean and whose other name reads like `rest`, a word of another script.

    Some tens of microseconds for each bearer; asked only beside a name that was found.
    """
    least = _BESIDE if is_sure else _UNSURE
    found = 0
    for table, people in ((index.family, fits.given[HIGH]), (index.given, fits.family[HIGH])):
        for word, bearers in table.items():
            if bearers & people and alike(rest, word, native=True) >= least:
                found |= bearers & people
    return found
