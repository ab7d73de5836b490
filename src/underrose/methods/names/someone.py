"""A person as far as comparing goes, and how far an address, a number and an organisation speak for two being one."""

import re
from dataclasses import dataclass

from underrose.methods.names.comparing import Likeness, Reason, alike
from underrose.methods.names.parts import Name, taken_apart
from underrose.methods.names.writing import fold, german

_DIGITS = 8
_LETTERS = 200
"""Of an organisation, as of a name; more is no name."""
_WRITINGS, _ADDRESSES = 6, 20
"""Names, and addresses or numbers, of one person that are compared."""
_SOMETHING = 0.5
"""From here on two names have something in common."""
_ORGANISATION, _EMAIL, _TELEPHONE = 0.1, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as far as comparing goes. `names` are all writings of the name, the native one too."""

    key: str
    names: tuple[str, ...]
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A person whose names are taken apart, whose addresses and numbers are in one writing."""

    key: str
    names: tuple[Name, ...]
    emails: frozenset[str]
    telephones: frozenset[str]
    organisation: str


def digits(telephone: str) -> str:
    """The end of a telephone number, by which two writings of it are compared; empty if it is too short to tell."""
    found = re.sub(r"\D", "", telephone)
    return found[-_DIGITS:] if len(found) >= _DIGITS else ""


def known(one: Someone) -> Known:
    """A person ready to be compared."""
    writings = [name[:_LETTERS] for name in one.names if name.strip()][:_WRITINGS]
    writings += [other for name in writings if (other := german(name))]
    return Known(
        one.key,
        tuple(dict.fromkeys(taken_apart(name) for name in dict.fromkeys(writings))),
        frozenset(email.strip().casefold() for email in one.emails[:_ADDRESSES] if email.strip()),
        frozenset(found for number in one.telephones[:_ADDRESSES] if (found := digits(number[:_LETTERS]))),
        fold(one.organisation[:_LETTERS]),
    )


def best(some: tuple[Name, ...], others: tuple[Name, ...]) -> Likeness:
    """How alike the two most alike of some and other names are."""
    return max(
        (alike(mine, theirs) for mine in some for theirs in others),
        key=lambda likeness: likeness.score,
        default=Likeness(0.0),
    )


def judged(by_name: Likeness, one: Known, other: Known) -> Likeness:
    """The likeness of names raised by what else is the same. It never speaks alone, unless one has no name at all."""
    told = list(by_name.reasons)
    score = by_name.score
    evidence = 0.0
    if not one.emails.isdisjoint(other.emails):
        told.append(Reason.email)
        evidence += _EMAIL
    if not one.telephones.isdisjoint(other.telephones):
        told.append(Reason.telephone)
        evidence += _TELEPHONE
    if one.organisation and one.organisation == other.organisation:
        told.append(Reason.organisation)
        evidence += _ORGANISATION if score >= _SOMETHING else 0.0
    if score >= _SOMETHING or not (one.names and other.names):
        score += (1 - score) * min(evidence, 0.95)
    return Likeness(round(score, 3), tuple(told))


def least_of_names(threshold: float) -> float:
    """How alike names must be for two to reach a threshold when nothing but their organisation is the same."""
    return (threshold - _ORGANISATION) / (1 - _ORGANISATION)
