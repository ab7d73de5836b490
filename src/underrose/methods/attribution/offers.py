"""Other wordings for a name: the smallest description that hides the person among enough others, then none at all.

Source: generalisation of quasi-identifiers until k are alike (Sweeney 2002), of one value at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.language import ENGLISH, participant_in
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Fix, Hit, Policy, Roster
from underrose.methods.disclosure import Circumstances, Disclosure, may

MOST = 4
_VOWELS = frozenset("aeiou")
_SOUNDS_LIKE_A_CONSONANT = ("uni", "euro", "one", "use", "u.n", "un ")
_STARTS = frozenset('.!?…:"“\n')


class Offers:
    """Labels of the roster that enough people share. Built once; an offer costs a few microseconds."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self._k = roster.counting.bit_count()
        sets: dict[str, int] = defaultdict(int)
        for place, person in enumerate(roster.people):
            if person.counts:
                for wording in _labels(person.roles, person.regions, person.sectors):
                    sets[wording] |= 1 << place
        countries = [frozenset(map(fold, person.countries)) for person in roster.people]
        bodies = [frozenset(map(fold, person.bodies)) for person in roster.people]
        shared = {
            wording: people
            for wording, people in sets.items()
            if _is_free(people.bit_count(), policy)
            and _are_diverse(people, countries)
            and _are_diverse(people, bodies)
        }
        self._labels = sorted(shared.items(), key=lambda item: item[1].bit_count())

    def for_name(self, hit: Hit, passage: Passage, language: str) -> Iterator[Fix]:
        """The smallest labels that everybody the name may mean bears, "a participant", and for contacts nothing at all.

        Labels are written in English; a text in another language is offered its own word for a participant.
        """
        who = hit.who or 0
        starts = _begins(passage.text, hit.start)
        known = self._labels if language == ENGLISH else ()
        fitting = [(wording, people.bit_count()) for wording, people in known if who and who & ~people == 0]
        for wording, k in [*fitting[: MOST - 1], (participant_in(language), self._k)]:
            yield Fix(hit.start, hit.end, wording[0].upper() + wording[1:] if starts else wording, k)
        if hit.variant in {"mail", "telephone", "handle"}:
            yield Fix(hit.start, hit.end, "", self._k)


def ranked(fixes: Iterable[Fix], enough: int) -> tuple[Fix, ...]:
    """Those that restore k first, the most telling of them foremost; each wording once."""
    kept = {(fix.start, fix.end, fix.wording): fix for fix in fixes}
    return tuple(
        sorted(kept.values(), key=lambda fix: (fix.k is None or fix.k < enough, not fix.wording, fix.k or 0))
    )


def _labels(roles: Iterable[str], regions: Iterable[str], sectors: Iterable[str]) -> Iterator[str]:
    for role in roles:
        yield f"{_article(role)} {role}"
    for place in (*regions, *sectors):
        yield f"a participant from {place}"


def _article(word: str) -> str:
    small = word.casefold()
    return "an" if small[:1] in _VOWELS and not small.startswith(_SOUNDS_LIKE_A_CONSONANT) else "a"


def _is_free(k: int, policy: Policy) -> bool:
    verdict = may(
        Disclosure.label, regimes=policy.regimes, circumstances=Circumstances(sharing=k, k=policy.enough)
    )
    return k >= policy.enough and verdict.is_allowed is True


def _are_diverse(people: int, values: list[frozenset[str]]) -> bool:
    """Whether no single country or body is shared by all of them."""
    shared: frozenset[str] | None = None
    while people:
        low = people & -people
        own = values[low.bit_length() - 1]
        shared = own if shared is None else shared & own
        if not shared:
            return True
        people ^= low
    return False


def _begins(text: str, start: int) -> bool:
    """Whether the place is the beginning of a sentence."""
    before = text[max(0, start - 3) : start].rstrip(" \t\"“'‘(")
    return not before or before[-1] in _STARTS
