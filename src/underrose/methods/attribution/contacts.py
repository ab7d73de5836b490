"""Addresses, telephone numbers and handles of people in the room, also in the disguises people write them in."""

import re
from collections.abc import Iterator

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak, Roster

_AT = r"(?: ?[\[({<] ?(?:at|@) ?[\])}>] ?| ?@ ?)"
_DOT = r"(?: ?[\[({<] ?(?:dot|\.) ?[\])}>] ?|\.)"
_MAIL = re.compile(rf"[\w.+'-]+?{_AT}[\w-]+(?:{_DOT}[\w-]+)+")
_SPELT = re.compile(r"[\w.+'-]+ at [\w-]+(?: dot [\w-]+)+")
_BRACKETS = re.compile(r" ?[\[({<] ?(at|@|dot|\.) ?[\])}>] ?| (at|dot) | ?(@) ?")
_TELEPHONE = re.compile(r"(?<![\w.])\(?\+?\d(?:[ ().\-/]{0,3}\d){5,17}(?!\w)")
_HANDLE = re.compile(r"(?<![\w.+-])@([\w.]{2,40}\w)")
_LEAST_DIGITS = 6
_LEAST_LOCAL = 5


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
        if "@" in text or "at)" in text or "at]" in text:
            yield from self._addresses(passage, _MAIL)
        if " dot " in text:
            yield from self._addresses(passage, _SPELT)
        if "@" in text and self._handles:
            for found in _HANDLE.finditer(text):
                yield from _hit(passage, found, self._handles.get(found.group(1), 0), "handle")
        if self._numbers:
            for found in _TELEPHONE.finditer(text):
                yield from _hit(passage, found, self._called(_bare(found.group())), "telephone")

    def _addresses(self, passage: Passage, pattern: re.Pattern[str]) -> Iterator[Hit]:
        for found in pattern.finditer(passage.folded):
            address = _BRACKETS.sub(_undone, found.group())
            local = address.split("@")[0]
            who = self._mails.get(address, 0)
            if not who and len(local) >= _LEAST_LOCAL:
                who = self._locals.get(local, 0)
            yield from _hit(passage, found, who, "mail")

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


def _hit(passage: Passage, found: re.Match[str], who: int, variant: str) -> Iterator[Hit]:
    if who:
        start, end = passage.original(*found.span())
        yield Hit(start=start, end=end, leak=Leak.contact_or_post, who=who, variant=variant)


def _undone(found: re.Match[str]) -> str:
    return "@" if {"at", "@"} & set(found.groups()) else "."


def _bare(number: str) -> str:
    """The digits without the zeros of a trunk, also in brackets, or of a call abroad."""
    return re.sub(r"\(0\)|\D", "", fold(number)).lstrip("0")


def _put(table: dict[str, int], key: str, bit: int) -> None:
    if key:
        table[key] = table.get(key, 0) | bit
