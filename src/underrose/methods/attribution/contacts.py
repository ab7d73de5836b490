"""Addresses, telephone numbers and handles of people in the room, also in the disguises people write them in."""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak, Roster

_SIGN = re.compile("@")
_DISGUISED = re.compile(r"[\[({<] ?(?:at|@) ?[\])}>]")
_SPELT = re.compile(r" at (?=[\w-]+ dot )")
_LOCAL = re.compile(r"([\w.+'-]+) ?$")
_DOT = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?|\.| dot )"
_DOMAIN = re.compile(rf" ?[\w-]+(?:{_DOT}[\w-]+)+")
_DOTS = re.compile(_DOT)
# "(", "+" and a digit, the first two if they are there: a pattern that begins with a set of characters is found twice as fast.
_FIRST_DIGIT = r"[\d(+](?<![\w.].)(?:(?<=\d)|(?<=\+)\d|(?<=\()\+?\d)"
_TELEPHONE = re.compile(rf"{_FIRST_DIGIT}(?:[ ().,:;_*~|·•\-/]{{0,3}}\d){{5,17}}(?!\w)")
_NUMBERS = tomllib.loads((Path(__file__).parent / "contacts.toml").read_text(encoding="utf-8"))
_DIGITS = {word: str(digit) for digit, line in enumerate(_NUMBERS["digits"]) for word in str(line).split()}
_TIMES = {word: times for times, name in ((2, "double"), (3, "triple")) for word in _NUMBERS[name].split()}
_SPOKEN = "|".join(sorted((*_DIGITS, *_TIMES), key=len, reverse=True))
_SAID = re.compile(
    rf"(?<!\w)(?:plus )?(?:(?:{_SPOKEN}|\d{{1,6}})(?!\w)[ .,;:/-]{{1,3}}){{3,17}}(?:{_SPOKEN}|\d{{1,6}})(?!\w)"
)
_SAID_WORD = re.compile(r"\w+")
_DIGIT_WORDS = AhoCorasick([f" {word} " for word in (*_DIGITS, *_TIMES)])
_FAR, _AROUND = 24, 180
"""Letters between two digits in words of one number, and around them that may belong to it."""
_HANDLE = re.compile(r"(?<![\w.+-])@([\w.]{2,40}\w)")
_ADDRESS = re.compile(r"(?<![\w.+'-])([\w.+'-]+)@[\w-]+(?:\.[\w-]+)+")
_WHOLE = frozenset({"full", "joined"})
_LEAST_DIGITS = 6
_LEAST_LOCAL, _LONGEST_LOCAL = 5, 64


class Contacts:
    """Looks up what is written like a contact; nothing else is looked at."""

    def __init__(self, roster: Roster) -> None:
        self._mails: dict[str, int] = {}
        self._locals: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._handles: dict[str, int] = {}
        for place, person in enumerate(roster.people):
            bit = 1 << place
            for mail in person.mails:
                address = fold(mail).strip()
                _put(self._mails, address, bit)
                _put(self._locals, address.split("@")[0], bit)
            for telephone in person.telephones:
                if len(number := _bare(telephone)) >= _LEAST_DIGITS:
                    _put(self._numbers, number[-_LEAST_DIGITS:], bit)
            for handle in person.handles:
                _put(self._handles, fold(handle).strip().lstrip("@").rstrip("/").rsplit("/", 1)[-1], bit)
        self._full = [{_bare(telephone) for telephone in person.telephones} for person in roster.people]

    def find(self, passage: Passage) -> Iterator[Hit]:
        """Contacts of people in the room. Looks for the sign of each kind first, so most text costs nothing."""
        text = passage.folded
        if self._mails:
            for sign in _signs(text):
                yield from self._address(passage, sign)
        if "@" in text and self._handles:
            for found in _HANDLE.finditer(text):
                yield from _hit(passage, found.span(), self._handles.get(found.group(1), 0), "handle")
        if self._numbers:
            for found in _TELEPHONE.finditer(text):
                start = found.start() + (found[0].startswith("(") and ")" not in found[0])
                yield from _hit(
                    passage, (start, found.end()), self._called(_bare(found.group())), "telephone"
                )
            for found in _said(passage):
                if number := _in_digits(found[0]):
                    yield from _hit(passage, found.span(), self._called(number), "telephone")

    def _address(self, passage: Passage, sign: re.Match[str]) -> Iterator[Hit]:
        """The address around an "@" or "at". A local part is known also at another domain."""
        start = max(0, sign.start() - _LONGEST_LOCAL)
        local = _LOCAL.search(passage.folded[start : sign.start()])
        domain = _DOMAIN.match(passage.folded, sign.end())
        if local is None or domain is None:
            return
        address = f"{local.group(1)}@{_DOTS.sub('.', domain.group().strip())}"
        who = self._mails.get(address, 0)
        if not who and len(local.group(1)) >= _LEAST_LOCAL:
            who = self._locals.get(local.group(1), 0)
        yield from _hit(passage, (start + local.start(1), domain.end()), who, "mail")

    def _called(self, number: str) -> int:
        """Whose number: the same, or one of the two without the code of the country or town."""
        if len(number) < _LEAST_DIGITS or not (who := self._numbers.get(number[-_LEAST_DIGITS:], 0)):
            return 0
        return sum(
            1 << place
            for place in range(who.bit_length())
            if who >> place & 1
            and any(one.endswith(number) or number.endswith(one) for one in self._full[place])
        )


def whole_addresses(passage: Passage, hits: Sequence[Hit]) -> list[Hit]:
    """The hits without parts of other people's addresses: "grace" in grace.kelly@place.example is not our Grace."""
    if "@" not in passage.folded:
        return list(hits)
    found = list(_ADDRESS.finditer(passage.folded))
    spans = [passage.original(*one.span()) for one in found]
    locals_ = [passage.original(*one.span(1)) for one in found]

    def is_whole(hit: Hit) -> bool:
        first = bisect_right(spans, hit.start, key=itemgetter(1))
        last = bisect_left(spans, hit.end, key=itemgetter(0))
        return all(hit.start <= local[0] and local[1] <= hit.end for local in locals_[first:last])

    return [hit for hit in hits if hit.variant in _WHOLE or is_whole(hit)]


def _signs(text: str) -> Iterator[re.Match[str]]:
    """Places of "@", also in brackets or in letters; a pattern runs only where its letters stand at all."""
    yield from _SIGN.finditer(text)
    if any(
        end[-1] in text and end in text
        for end in ("at)", "at]", "at }", "at )", "at ]", "at}", "at>", "@)", "@]")
    ):
        yield from _DISGUISED.finditer(text)
    if " dot " in text:
        yield from _SPELT.finditer(text)


def _hit(passage: Passage, place: tuple[int, int], who: int, variant: str) -> Iterator[Hit]:
    if who:
        start, end = passage.original(*place)
        yield Hit(start=start, end=end, leak=Leak.contact_or_post, who=who, variant=variant)


def _bare(number: str) -> str:
    """The digits without the zeros of a trunk, also in brackets, or of a call abroad."""
    return re.sub(r"\(0\)|\D", "", fold(number)).lstrip("0")


def _said(passage: Passage) -> Iterator[re.Match[str]]:
    """Numbers said in words, looked for where two words of digits stand close together."""
    places = [at for _, at, _ in _DIGIT_WORDS.find_matches_as_indexes(passage.plain, overlapping=True)]
    end = 0
    for one, other in pairwise(places):
        if other - one > _FAR or one < end:
            continue
        for found in _SAID.finditer(passage.folded, max(end, one - _FAR), other + _AROUND):
            end = max(end, found.end())
            yield found


def _in_digits(said: str) -> str:
    """The digits of a number that is said in words: "oh seven, double two"."""
    digits, times = "", 1
    for word in _SAID_WORD.findall(said):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        digits += _DIGITS.get(word, word if word.isdigit() else "") * times
        times = 1
    return digits.lstrip("0")


def _put(table: dict[str, int], key: str, bit: int) -> None:
    if key:
        table[key] = table.get(key, 0) | bit
