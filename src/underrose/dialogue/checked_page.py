"""What the guard found, as a page shows it: the gravest first, by kind and page, each with what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from underrose.dialogue import rules
from underrose.dialogue.guard import Checked, Shown
from underrose.dialogue.places import in_the_readers_words
from underrose.kit.numbers import whole
from underrose.methods.attribution.sentences import NOT_APPLIED, OF_VARIANT
from underrose.methods.attribution.values import Way

AROUND = 40
"""Letters to both sides of a place in a long text, so that it can be found again."""
LONGEST_SHOWN = 200
"""Letters of a wording up to which its button says all of it, with the words in between; what is longer is shortened."""
MOST = 20
"""Findings on one page."""
KINDS: Mapping[str, tuple[Promise | str, frozenset[str]]] = {
    "names": (_("Names"), frozenset({"D1", "D2", "D3"})),
    "contacts": (_("Addresses and numbers"), frozenset({"D4"})),
    "speakers": (_("Who spoke"), frozenset({"A1", "A2"})),
    "descriptions": (_("Descriptions that fit few"), frozenset({"D5", "Q1", "Q2", "Q3"})),
    "experiences": (_("Experiences"), frozenset({"Q4"})),
    "absent": (_("People outside the room"), frozenset({"T1"})),
    "copied": (_("Words as they were said"), frozenset({"V1", "V2"})),
    "carried": (_("Beside the text"), frozenset({"M1", "M2"})),
}
"""The kinds of findings, the gravest first."""
_KIND_OF = {leak: kind for kind, (_label, leaks) in KINDS.items() for leak in leaks}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Offer:
    """A wording as a button offers it; without a wording `way` says what is left out, and `words` which words."""

    start: int
    end: int
    wording: str
    k: int | None
    way: Way
    shown: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One finding, numbered in the order of the page."""

    number: int
    found: Shown
    quoted: str
    before: str
    after: str
    fixes: tuple[tuple[int, Offer], ...]
    kind: Promise | str = ""
    """What stands above it, where another kind begins."""
    is_copied: bool = False
    """Words of the notes: they are quoted with consent, or said in other words."""
    is_name: bool = False
    """Somebody's name in full."""

    @property
    def has_wording(self) -> bool:
        """Whether anything can be said instead; otherwise it can only be left out."""
        return any(fix.wording and fix.way != Way.head for _place, fix in self.fixes)


@dataclass(frozen=True, slots=True)
class Kind:
    """How many open findings there are of one kind; the page may show them alone."""

    key: str
    label: Promise | str
    number: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings a page was asked for: of one kind, from a place on."""

    kind: str = ""
    first: int = 1

    @classmethod
    def of(cls, said: Mapping[str, str]) -> "Asked":
        """As the form says it; what it does not know is left aside."""
        kind = said.get("show", said.get("kind_shown", ""))
        return cls(kind if kind in KINDS else "", max(1, whole(said.get("first", ""), otherwise=1)))


@dataclass(frozen=True, slots=True)
class Page:
    lines: tuple[Line, ...]
    not_applied: tuple[str, ...]
    open_number: int
    unread: tuple[str, ...] = ()
    """What of the text itself was not read, as a part in another language. Then nothing is called clean."""
    kinds: tuple[Kind, ...] = ()
    kind: str = ""
    first: int = 1
    last: int = 0
    number: int = 0
    """How many there are of what is shown, on all pages."""

    @property
    def before(self) -> int | None:
        """Where the page before begins."""
        return max(1, self.first - MOST) if self.first > 1 else None

    @property
    def after(self) -> int | None:
        return self.last + 1 if self.last < self.number else None


def of(checked: Checked, text: str, asked: Asked | None = None) -> Page:
    """The findings that are asked for: open ones first, the gravest kind and the fewest people foremost."""
    asked = asked or Asked()
    counts = Counter(_kind(one) for one in checked.open)
    kind = asked.kind if counts[asked.kind] else ""
    found = sorted((one for one in checked.findings if not kind or _kind(one) == kind), key=_gravity)
    first = asked.first if asked.first <= len(found) else 1
    shown = found[first - 1 : first - 1 + MOST]
    return Page(
        lines=tuple(_lines(shown, text, first)),
        not_applied=tuple(one for one in checked.not_applied if _is_of_copies(one)),
        open_number=len(checked.open),
        unread=tuple(one for one in checked.not_applied if not _is_of_copies(one)),
        kinds=tuple(
            Kind(key, label, counts[key], key == kind)
            for key, (label, _leaks) in KINDS.items()
            if counts[key]
        ),
        kind=kind,
        first=first,
        last=first - 1 + len(shown),
        number=len(found),
    )


def with_fix(checked: Checked, text: str, mark: str, place: int) -> str | None:
    """The text with one wording taken over; None where finding or wording is no longer there."""
    found = next((one for one in checked.findings if one.mark == mark), None)
    if found is None or not 0 <= place < len(found.fixes):
        return None
    fix = found.fixes[place]
    return text[: fix.start] + fix.wording + text[fix.end :]


def _is_of_copies(sentence: str) -> bool:
    """Whether a sentence says that copied words were not looked for: the text itself was read all the same."""
    return sentence == in_the_readers_words(NOT_APPLIED["points"])


def _kind(one: Shown) -> str:
    """A post describes whoever holds it: it is no address, though the guard knows it by the same letter."""
    if one.sentence == in_the_readers_words(OF_VARIANT["post"]):
        return "descriptions"
    return _KIND_OF.get(one.leak, "carried")


def _gravity(one: Shown) -> tuple[bool, int, int, int, int]:
    return one.is_dismissed, _RANK[_kind(one)], _MANY if one.k is None else one.k, one.start, -one.end


_MANY = 1 << 30


def _lines(found: Iterable[Shown], text: str, first: int) -> Iterable[Line]:
    above = None
    for number, one in enumerate(found, first):
        here = "dismissed" if one.is_dismissed else _kind(one)
        label = _("Left as they are") if one.is_dismissed else KINDS[here][0]
        yield _line(number, one, text, label if here != above else "")
        above = here


def _line(number: int, found: Shown, text: str, kind: Promise | str) -> Line:
    before = text[max(0, found.start - AROUND) : found.start]
    after = text[found.end : found.end + AROUND]
    offers = (
        Offer(
            one.start,
            one.end,
            one.wording,
            one.k,
            one.way,
            one.shown if len(one.wording) > LONGEST_SHOWN else "",
            text[one.start : one.end].strip(" \n,;()"),
        )
        for one in found.fixes
    )
    return Line(
        number=number,
        found=found,
        quoted=text[found.start : found.end],
        before=_from_a_word(before.rpartition("\n")[2], is_cut=found.start > AROUND),
        after=_to_a_word(after.partition("\n")[0], is_cut=len(after) == AROUND),
        fixes=tuple(enumerate(offers)),
        kind=kind,
        is_copied=_kind(found) == "copied",
        is_name=rules.is_name_in_full(found.leak, text[found.start : found.end]),
    )


def _from_a_word(before: str, *, is_cut: bool) -> str:
    """Beginning with a whole word, where the excerpt was cut."""
    return before.partition(" ")[2] if is_cut and len(before) == AROUND else before


def _to_a_word(after: str, *, is_cut: bool) -> str:
    return after.rpartition(" ")[0] if is_cut and len(after) == AROUND else after
