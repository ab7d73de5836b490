"""Other wordings for what was found: the smallest description that hides the person among enough others, then none at all.

Source: generalisation of quasi-identifiers until k are alike (Sweeney 2002), of one value at a time.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from underrose.methods.attribution import labels
from underrose.methods.attribution.beginnings import with_capital
from underrose.methods.attribution.fitting import fitted
from underrose.methods.attribution.frames.lexicon import AUXILIARY, VERB
from underrose.methods.attribution.language import ENGLISH, language_of
from underrose.methods.attribution.leaving_out import without_contact, without_name, without_sentence
from underrose.methods.attribution.merging import DESCRIPTIONS, FRAMES, NAMES
from underrose.methods.attribution.of_oneself import of_oneself
from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.inflection import article
from underrose.methods.attribution.values import Fix, Hit, Leak, Policy, Roster, Way
from underrose.methods.attribution.whole_phrases import without_saying
from underrose.methods.disclosure import Circumstances, Disclosure, may

MOST = 4
THINGS = {"link": "a web page", "file": "a file", "hashtag": "a hashtag"}
"""What has somebody's name in it, and what stands for it: English."""
_THING = re.compile(
    r"\b(?:(?:an?|the|this|that|our|their|attached|shared) )*(?:(?:file|document|annex|attachment|hashtag|tag|page|web page|link|site|website|profile)s? )?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\b(?:the|both|all|all the|both the|two|these|those|our) $", re.IGNORECASE)
CONTACTS = frozenset({"mail", "telephone", "handle"})
_IS_SOMEBODY = re.compile(
    r"(?:the|an?|one|another)\s+(?:[^\W\d_][\w’'-]*\s*){1,6}|(?:she|he|someone|somebody),?\s+who\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(
    rf"\s+(?:(?:also|then|further|later|rightly|again|{AUXILIARY})\s+){{0,3}}(?:{VERB}|was|is|had|has|thought|put)\b"
)


class Offers:
    """Labels of the roster that enough people share. Built once; an offer costs a few microseconds."""

    def __init__(self, roster: Roster, policy: Policy, index: Index | None = None) -> None:
        self._k = roster.counting.bit_count()
        self._enough = policy.enough
        self._genders = [person.gender.upper()[:1] for person in roster.people]
        index = index or Index(roster)
        self._labels = sorted(
            (
                (wording, bearing, (people & index.counting).bit_count())
                for wording, bearing, people in dict.fromkeys(_labels(index))
                if _is_free((people & index.counting).bit_count(), policy) and not _are_alike(index, people)
            ),
            key=lambda label: label[2],
        )

    def of(self, hit: Hit, passage: Passage, others: Sequence[Hit], language: str) -> Iterator[Fix]:
        """Every wording for a hit as it reads in its sentence, and at last the sentence left out.

        `others` are all hits of the passage: what they say of the same person goes with the name, and behind other people
        no pronoun is changed.
        """
        who, language = hit.who or 0, _language(hit, passage, language)
        same, apart = _of_same(hit, others), _of_others(hit, others)
        genders = frozenset(self._genders[place] for place in range(len(self._genders)) if who >> place & 1)
        raw = [*hit.fixes, *(self._for_name(hit, passage, language) if hit.leak in NAMES | FRAMES else ())]
        is_of_a_speaker = (
            language == ENGLISH
            and hit.leak in NAMES | FRAMES | DESCRIPTIONS
            and hit.variant not in {*THINGS, "ending"}
        )
        is_restored = any(self._restores(fix) for fix in raw)
        is_described = is_of_a_speaker and hit.leak in DESCRIPTIONS and not is_restored
        if is_described and _IS_SOMEBODY.match(passage.text, hit.start, hit.end):
            raw.append(Fix(hit.start, hit.end, "a participant", self._k))
        for fix in raw:
            made = (
                fitted(fix, passage, same, genders, apart) if is_of_a_speaker else with_capital(fix, passage)
            )
            if made is not None:
                yield made
        if is_described:
            yield from (with_capital(fix, passage) for fix in of_oneself(passage, hit, self._k))
        if hit.variant in CONTACTS and not _is_subject(hit, passage):
            if less := without_contact(passage, hit.start, hit.end, self._k):
                yield less
        elif (
            hit.leak in NAMES
            and hit.variant not in {*THINGS, "ending"}
            and (less := without_name(passage, hit.start, hit.end, self._k))
        ):
            yield less
        yield without_sentence(passage, hit.start, hit.end)

    def _restores(self, fix: Fix) -> bool:
        return bool(fix.wording) and (fix.k or 0) >= self._enough

    def _for_name(self, hit: Hit, passage: Passage, language: str) -> Iterator[Fix]:
        """The smallest labels that everybody the name may mean bears, and "a participant"; nothing for an address.

        Labels are written in English; a text in another language is offered its own word for a participant.
        """
        if hit.variant in THINGS:
            if language == ENGLISH:
                led = _THING.search(passage.text[max(0, hit.start - 40) : hit.start])
                yield Fix(hit.start - len(led[0] if led else ""), hit.end, THINGS[hit.variant], self._k)
            return
        if hit.variant == "ending":
            if language == ENGLISH and passage.text[hit.end - 1 : hit.end] in "sS":
                led = _SEVERAL.search(passage.text[max(0, hit.start - 20) : hit.start])
                yield Fix(hit.start - len(led[0] if led else ""), hit.end, "some participants", self._k)
            return
        if hit.variant in CONTACTS and not _is_subject(hit, passage):
            return
        who = hit.who or 0
        known = self._labels if language == ENGLISH else ()
        fitting = [(wording, k) for wording, bearing, k in known if who and who & ~bearing == 0]
        plain = labels.participant(language, passage.text[slice(*passage.sentence_of(hit.start))])
        end = without_saying(passage.text, hit.start, hit.end) if hit.leak in FRAMES else hit.end
        for wording, k in [*fitting[: MOST - 1], *([(plain, self._k)] if plain else [])]:
            yield Fix(hit.start, end, wording, k)


def ranked(fixes: Iterable[Fix], enough: int) -> tuple[Fix, ...]:
    """Those that restore k first, the most telling of them foremost; what leaves words out, then the sentence, last. Each once."""
    kept = {(fix.start, fix.end, fix.wording): fix for fix in fixes}
    return tuple(sorted(kept.values(), key=lambda fix: (*_rank(fix, enough), fix.k or 0)))


def _rank(fix: Fix, enough: int) -> tuple[bool, bool, bool]:
    return fix.way is Way.sentence, fix.k is None or fix.k < enough, not fix.wording


def _labels(index: Index) -> Iterator[tuple[str, int, int]]:
    """Every label, who is known to bear it, and all whom the guard takes it to mean when it reads the wording again."""
    for plain, bearing in index.values.get("role", {}).items():
        said = labels.role(index.label("role", plain))
        yield f"{article(said)} {said}", bearing, index.fitting("role", plain)
    for plain, bearing in index.values.get("region", {}).items():
        name = labels.place(index.label("region", plain))
        yield f"a participant from {name}", bearing, index.in_region(name)
    if not index.knows("region"):
        unknown = index.at_home(frozenset())
        for _, name, _codes in labels.offered():
            people = index.in_region(name)
            yield f"a participant from {name}", people & ~unknown, people
    for plain, bearing in index.values.get("sector", {}).items():
        if said := labels.sector(index.label("sector", plain), plain):
            yield f"a participant from {said}", bearing, index.fitting("sector", plain)


def _language(hit: Hit, passage: Passage, language: str) -> str:
    """Of the sentence, where a name in Latin letters stands among others."""
    sentence = passage.text[slice(*passage.sentence_of(hit.start))]
    if language != ENGLISH or sentence.isascii():
        return language
    return language_of(sentence) or language


def _is_subject(hit: Hit, passage: Passage) -> bool:
    """“@otieno warned that": a handle speaks, and cannot be left out."""
    return _SPEAKS.match(passage.text, hit.end) is not None


def _is_free(k: int, policy: Policy) -> bool:
    verdict = may(
        Disclosure.label, regimes=policy.regimes, circumstances=Circumstances(sharing=k, k=policy.enough)
    )
    return k >= policy.enough and verdict.is_allowed is True


def _are_alike(index: Index, people: int) -> bool:
    """Whether a single country or body is shared by all of them."""
    return any(index.shared(people, axis) is not None for axis in ("country", "body"))


def _of_same(hit: Hit, others: Sequence[Hit]) -> list[Span]:
    """Where the same person is described or named beside the name."""
    return [
        (one.start, one.end)
        for one in others
        if one is not hit
        and (one.start >= hit.end or one.end <= hit.start)
        and (one.who or 0) & (hit.who or 0)
        and one.leak is not Leak.third_party
    ]


def _of_others(hit: Hit, others: Sequence[Hit]) -> list[Span]:
    return [
        (one.start, one.end)
        for one in others
        if (one.leak is Leak.third_party or (one.who and not one.who & (hit.who or 0)))
        and not (one.start < hit.end and hit.start < one.end)
    ]
