"""Who stands in the list twice, perhaps: found by name in any script, address and number, with the reasons in words.

Protected people are never compared here. "Willow may be Amara Okonjo" would unmask an alias to whoever reads the list,
and an offer that appears only for some would tell by its absence. Who may open a protected person sees for themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from underrose.access.holders import Holder
from underrose.methods import names
from underrose.methods.names import Reason, Someone
from underrose.people import listing
from underrose.people.listing import Asked, Line
from underrose.people.models import NotTheSame

# The sentences of `methods.names`, in the language of whoever reads.
WORDS = {
    "the same name": _("the same name"),
    "the same but for accents, capitals or marks": _("the same but for accents, capitals or marks"),
    "the same name in another script": _("the same name in another script"),
    "the same parts in another order": _("the same parts in another order"),
    "another spelling": _("another spelling"),
    "a customary variant of the name": _("a customary variant of the name"),
    "an initial stands for a name": _("an initial stands for a name"),
    "the surname has its other ending": _("the surname has its other ending"),
    "a part of the name is left out": _("a part of the name is left out"),
    "small words such as “al” or “van” differ": _("small words such as “al” or “van” differ"),
    "one has a title": _("one has a title"),
    "the same e-mail address": _("the same e-mail address"),
    "the same telephone number": _("the same telephone number"),
    "the same organisation": _("the same organisation"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """Two who may be one, and why."""

    one: Line
    other: Line
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offers:
    """The most alike first. `is_cut`: there may be more."""

    found: tuple[Offer, ...]
    is_cut: bool


def offers(holder: Holder, today: date) -> Offers:
    """The likeliest, without those that somebody has told apart."""
    people = listing.found(holder, Asked(), today).filter(is_sealed=False)
    lines = {str(line.person.key): line for line in listing.in_chunks(people, today)}
    apart = {frozenset(pair) for pair in NotTheSame.objects.values_list("one", "other")}
    alike = names.pairs((someone(line) for line in lines.values()), most=None)
    left = tuple(pair for pair in alike if frozenset((UUID(pair.one), UUID(pair.other))) not in apart)
    likeliest = replace(alike, found=left).likeliest()
    found = tuple(Offer(lines[pair.one], lines[pair.other], in_words(pair.reasons)) for pair in likeliest)
    return Offers(found, likeliest.is_cut)


def someone(line: Line) -> Someone:
    person = line.person
    both = f"{person.given_name} {person.family_name}".strip()
    written = dict.fromkeys(name for name in (person.full_name, person.native_name, both) if name)
    return Someone(str(person.key), tuple(written), line.mails, line.telephones, line.post.organisation)


def in_words(reasons: Iterable[Reason]) -> tuple[str, ...]:
    return tuple(str(WORDS.get(reason.value, reason.value)) for reason in reasons)
