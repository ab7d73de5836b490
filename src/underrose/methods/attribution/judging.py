"""Whether a hit is a leak: under the regimes of the text, and with how few people fit.

`methods.disclosure.may` decides what may be disclosed; nothing here knows a regime.
"""

from collections import defaultdict
from collections.abc import Iterable

from underrose.methods.attribution.beside_words import is_beside_words
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.merging import DESCRIPTIONS, NAMES, WORDING
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.sentences import (
    ABSENT,
    CONSENT,
    COPIED,
    LIVED,
    NAMED,
    ONE_BODY,
    ONE_COUNTRY,
    SLOT,
    SOURCE,
    UNSHARED,
    fitting,
)
from underrose.methods.attribution.values import NOTHING, Hit, Leak, Policy, Roster, Words
from underrose.methods.disclosure import Circumstances, Disclosure, Letter, may

_LABELS = frozenset({"country", "region", "sector", "body", "affiliation", "organisation"})
_BODIES = frozenset({"body", "affiliation", "organisation", "post"})


class Judge:
    """What a text may say of the people in the room. Built once per roster and policy."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self.policy = policy
        self.counting = roster.counting
        self.n = self.counting.bit_count()
        self._parts = _parts(roster)
        self._countries = _sets((one.countries, place) for place, one in enumerate(roster.people))
        self._bodies = _sets((one.bodies, place) for place, one in enumerate(roster.people))
        public = {fold(name) for name in policy.public_names}
        self.listed = sum(
            1 << place
            for place, one in enumerate(roster.people)
            if fold(one.name) in public
            or not public.isdisjoint(fold(f"{given} {one.family}") for given in (one.given, one.honorific))
        )

        letters = may(Disclosure.label, regimes=policy.regimes).letters
        self.lets_labels_stand = letters != (Letter.never,)
        """Whether a country or sector may stand beside a view at all."""

        self.withholds_words = may(Disclosure.verbatim, regimes=policy.regimes).letters != (Letter.allowed,)

    def k(self, hit: Hit) -> int | None:
        """How many who count fit; None where the hit is not about somebody in the room."""
        return None if hit.who is None else self._counted(hit.who).bit_count()

    def _counted(self, who: int) -> int:
        """Those in a set who count; where nobody in it does, those of whom they are a part: a name hides nobody else."""
        if not self._parts or who & self.counting:
            return who & self.counting
        found = 0
        for part, whole in self._parts.items():
            if who & part:
                found |= whole
        return found & self.counting

    def why(self, hit: Hit, passage: Passage, listed: int, words: Words) -> str | None:
        """The sentence that says why the hit is a leak; None where it is none."""
        if hit.leak in NAMES:
            return self._why_named(hit, passage, listed | self.listed, words)
        if hit.leak in DESCRIPTIONS:
            return self._why_described(hit, words)
        if hit.leak in WORDING:
            verdict = may(
                Disclosure.verbatim,
                regimes=self.policy.regimes,
                circumstances=Circumstances(is_not_identifying=False),
            )
            return None if verdict.is_allowed else words(COPIED)
        if hit.leak is Leak.third_party:
            return words(ABSENT)
        if hit.leak is Leak.public_figure:
            return words(SOURCE)
        return self._why_framed(hit, words)

    def _why_named(self, hit: Hit, passage: Passage, listed: int, words: Words) -> str | None:
        who, k = hit.who or 0, self.k(hit) or 0
        if hit.variant == "post" and k >= self.policy.enough:
            return None
        speaks = is_beside_words(passage, hit.start, hit.end)
        is_listed = who & ~listed == 0
        if is_listed and not speaks:
            return None
        kind = Disclosure.speaker_name if speaks else Disclosure.other_names
        verdict = may(kind, regimes=self.policy.regimes, circumstances=Circumstances(is_listed=is_listed))
        if verdict.is_allowed:
            return None
        if Letter.consent in verdict.needs:
            return words(CONSENT)
        return fitting(k, self.n, {}, words) if k else words(NAMED)

    def _why_described(self, hit: Hit, words: Words) -> str | None:
        """Few people, or one body or country the text does not name; under some regimes any country or sector."""
        who = self._counted(hit.who or 0)
        k = who.bit_count()
        if k == 0:
            is_apart = hit.leak is Leak.counted and hit.who is None  # "the only beekeeper in the room"
            is_lived = hit.leak is Leak.experience or is_apart
            return words(LIVED) if is_lived and self.withholds_words else None
        verdict = may(
            Disclosure.label,
            regimes=self.policy.regimes,
            circumstances=Circumstances(sharing=k, k=self.policy.enough),
        )
        if verdict.letters == (Letter.allowed,):
            return None
        if k < self.policy.enough:
            return fitting(k, self.n, NOTHING if hit.variant == SLOT else hit.said, words)
        if verdict.letters == (Letter.never,) and _LABELS & hit.said.keys():
            return words(UNSHARED)
        return self._why_alike(who, hit, words)

    def _why_alike(self, who: int, hit: Hit, words: Words) -> str | None:
        k = who.bit_count()
        if not _BODIES & hit.said.keys() and _is_one(who, self._bodies):
            return words(ONE_BODY).format(k=k)
        if "country" not in hit.said and not _BODIES & hit.said.keys() and _is_one(who, self._countries):
            return words(ONE_COUNTRY).format(k=k)
        return None

    def _why_framed(self, hit: Hit, words: Words) -> str | None:
        if hit.who is None:
            return None
        verdict = may(Disclosure.speaker_name, regimes=self.policy.regimes)
        k = self.k(hit) or 0
        if verdict.is_allowed or k == 0 or k >= self.policy.enough:
            return None
        return fitting(k, self.n, hit.said, words)


def _sets(values: Iterable[tuple[tuple[str, ...], int]]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for several, place in values:
        for value in several:
            found[fold(value)] |= 1 << place
    return dict(found)


def _parts(roster: Roster) -> dict[int, int]:
    """For each entry that is part of another, which."""
    places = {one.key: 1 << place for place, one in enumerate(roster.people) if not one.part_of}
    return {1 << place: places[one.part_of] for place, one in enumerate(roster.people) if one.part_of}


def _is_one(who: int, sets: dict[str, int]) -> bool:
    """Whether all of them share one value. Linear in the number of values."""
    if who.bit_count() > 1:
        for people in sets.values():
            if who & ~people == 0:
                return True
    return False
