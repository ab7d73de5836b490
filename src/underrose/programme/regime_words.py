"""What a regime says, cell by cell and in words for people who never read a policy: what may leave, on what condition, and what stays."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.kit.languages import HOUSE_LANGUAGE
from underrose.methods import disclosure
from underrose.methods.disclosure import Circumstances, Disclosure, Letter, Overlay, Regime, Verdict
from underrose.methods.disclosure.sentences import CONDITIONS, KINDS
from underrose.programme.sentences import both

REFERENCE = Path(__file__).parent / "reference" / "regimes.toml"
_OF_A_PERSON = frozenset(
    {Disclosure.speaker_name, Disclosure.speaker_body, Disclosure.label, Disclosure.list_to_participants}
    | {Disclosure.list_in_public, Disclosure.verbatim, Disclosure.recording, Disclosure.other_names}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of disclosure, and on what condition."""

    what: str
    condition: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one rule says: every kind of disclosure stands in one of three lists."""

    name: str
    sentence: str
    """All of it in one sentence or two, as the card on the table says it."""
    leaves: tuple[str, ...]
    depends: tuple[Cell, ...]
    stays: tuple[str, ...]
    asides: tuple[str, ...]
    """What the words of the conditions mean."""


def holding(regimes: Iterable[str]) -> tuple[Regime, ...]:
    """Of several regimes those that still say something beside the others: what a stricter one covers is left out."""
    kept: list[Regime] = []
    for one in map(Regime, regimes):
        if not any(_covers(other, one) for other in kept):
            kept = [*(other for other in kept if not _covers(one, other)), one]
    return tuple(kept)


def _covers(strict: Regime, other: Regime) -> bool:
    return disclosure.may_change(other, strict)


def name(regimes: Iterable[str]) -> str:
    """What people call it, at the beginning of a line: one regime, or those that hold together."""
    words = both([_(disclosure.TABLE.labels[one]) for one in holding(regimes)])
    return words[:1].upper() + words[1:]


def told(regimes: Sequence[str], *, shares_list: bool | None = None) -> Told:
    """Every cell in one of three lists. `shares_list` is what the organiser chose for the list among participants."""
    rules = [Regime(one) for one in regimes]
    verdicts = [
        disclosure.may(kind, regimes=rules, circumstances=_known(kind, shares_list), words=_)
        for kind in Disclosure
    ]
    open_ones = [one for one in verdicts if one.is_allowed is True]
    depends = [one for one in verdicts if one.is_allowed is None]
    return Told(
        name(regimes),
        " ".join(one["card"] for one in on_paper(get_language() or HOUSE_LANGUAGE, holding(regimes))),
        tuple(_what(one) for one in open_ones),
        tuple(Cell(_what(one), conditions(one.letters)) for one in depends),
        tuple(_what(one) for one in verdicts if one.is_allowed is False),
        tuple(asides({letter for one in depends for letter in one.letters})),
    )


@cache
def words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The words of cards and opening words: language, then regime or part of the paper, then what it says."""
    return tomllib.loads(REFERENCE.read_text(encoding="utf-8"))


def spoken_in(language: str) -> str:
    """This language if there are such words in it, else that of the house."""
    spoken = language.partition("-")[0]
    return spoken if spoken in words() else HOUSE_LANGUAGE


def on_paper(language: str, rules: Iterable[Regime]) -> list[Mapping[str, str]]:
    """What cards and chairs say of each of these regimes."""
    known = words()[spoken_in(language)]
    return [known[rule] for rule in rules]


def explained(found: Iterable[Told]) -> tuple[str, ...]:
    """What conditions of several rules mean, each once."""
    return tuple(dict.fromkeys(said for one in found for said in one.asides))


def _known(kind: Disclosure, shares_list: bool | None) -> Circumstances:  # noqa: FBT001 - as `lists.shares_list` answers
    return Circumstances(organiser_allows=shares_list if kind == Disclosure.list_to_participants else None)


def _what(verdict: Verdict) -> str:
    """With what the organiser has chosen, where that decided."""
    words = _(KINDS[verdict.kind])
    if Letter.organiser in verdict.letters and verdict.is_allowed is not None:
        return _("%(what)s, as the organiser chose") % {"what": words}
    return words


def conditions(letters: Iterable[Letter]) -> str:
    k = disclosure.TABLE.k
    return _("; ").join(_(CONDITIONS[letter]).format(k=k) for letter in letters)


def asides(letters: Collection[Letter]) -> list[str]:
    """What a condition means to whoever reads it for the first time, in the order of the table."""
    said = {
        Letter.consent: _(
            "Consent is asked for each time, and taken back at any time until something is published."
        ),
        Letter.shared: _(
            "“A participant from Africa” may pass where “a participant from” one country would point to one person."
        ),
        Letter.guard: _(
            "The guard is a program of this house: it reads every text for whatever could show who spoke, before a person does."
        ),
        Letter.summary: _("A summary that the organiser has cleared names nobody and quotes nobody."),
        Letter.topic: _(
            "The topic is what the session is about, as the programme says it: never what was said on it."
        ),
    }
    return [said[letter] for letter in Letter if letter in letters and letter in said]


def of_protected(regimes: Sequence[str]) -> tuple[str, ...]:
    """What the rule never lets out of a protected person, and would, or might, let out of others."""
    rules = [Regime(one) for one in regimes]
    found = []
    for kind in (one for one in Disclosure if one in _OF_A_PERSON):
        others = disclosure.may(kind, regimes=rules)
        theirs = disclosure.may(kind, regimes=rules, overlays=[Overlay.protected])
        if Letter.never in theirs.letters and Letter.never not in others.letters:
            found.append(_(KINDS[kind]))
    return tuple(found)
