"""Pronouns that would still say whether a woman or a man spoke, after the name is gone: "a participant described her ministry's work".

Those of the same sentence, and of the sentences that go on with the same speaker, are replaced together with the name.
English alone.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.third_parties.wordlists import classes

_OF = {"she": "F", "her": "F", "hers": "F", "herself": "F", "he": "M", "him": "M", "his": "M", "himself": "M"}
_PRONOUN = re.compile(r"\b(?:she|hers|herself|her|he|himself|him|his)\b", re.IGNORECASE)
_GENDERED = re.compile(r"\b(?:wo)?m[ae]n\b|\b(?:fe)?male\b|\bMrs?\b|\bMs\b", re.IGNORECASE)
_FOLLOWING = 3
"""So many sentences may go on with the same speaker."""
_REACH = 1_200
"""Characters within which they do."""
_NO_NOUN = re.compile(
    r"(?:and|or|but|nor|for|to|in|on|at|by|with|that|who|whom|which|as|about|from|of|when|while|because|if|again|too|after|before"
    r"|since|the|an?|is|was|had|has|have|would|could|should|will|did|does|do|yesterday|today|directly)$",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\s+(?:also|then|often|still|always|never|further|later|rightly|again|now|not|\w+ly)\b")
_VERB = re.compile(r"\s+([^\W\d_]+)")
_PAST_IN_S = frozenset({"was", "is", "has", "does"})
_ENDS_AS_PRESENT = re.compile(r"(?<![su'])s$")


_SOMEBODY = re.compile(r"\b(?:the|an?|another|one|some)\s+((?:[\w-]+\s+){0,2}[\w-]+)", re.IGNORECASE)
_PERSONS = frozenset(
    [
        "chair",
        "chairperson",
        "moderator",
        "speaker",
        "minister",
        "participant",
        "colleague",
        "delegate",
        "woman",
        "man",
        "mother",
        "father",
        "wife",
        "husband",
        "daughter",
        "son",
        "sister",
        "brother",
        "mediator",
        "envoy",
        "ambassador",
        "diplomat",
        "bishop",
        "elder",
        "president",
        "witness",
        "survivor",
        "expert",
        "facilitator",
    ]
)


class Change(NamedTuple):
    """A pronoun, and what stands there instead."""

    start: int
    end: int
    word: str


def is_gendered(wording: str) -> bool:
    """Whether a wording says whether it is a woman or a man: then its pronouns may stay."""
    return _GENDERED.search(wording) is not None


def changes(
    passage: Passage, place: Span, genders: frozenset[str], others: Sequence[Span]
) -> tuple[Change, ...]:
    """What is to be said instead of the pronouns that go on with whoever stands at `place`. `others` are other people.

    Where the gender is not known the first pronoun of the sentence says it. Behind another person nothing is changed: the
    pronoun may be theirs. Linear in the sentences looked at.
    """
    start, end = _window(passage, place, others)
    found = [
        one for one in _PRONOUN.finditer(passage.text, start, end) if not place[0] <= one.start() < place[1]
    ]
    found = [one for one in found if not _is_of_another(passage, place, one.start())]
    told = [_OF[one[0].lower()] for one in found]
    meant = genders if len(genders) == 1 and genders <= {"F", "M"} else frozenset(told[:1])
    kept = [one for one, gender in zip(found, told, strict=True) if gender in meant]
    return tuple(_of_one_speaker(passage, place, kept))


def _is_of_another(passage: Passage, place: Span, at: int) -> bool:
    """Whether somebody else is spoken of between the name, or the beginning of a later sentence, and a pronoun."""
    if at < place[0]:
        return False
    start = max(place[1], passage.sentence_of(at)[0])
    return any(
        fold(word) in _persons()
        for found in _SOMEBODY.finditer(passage.text, start, at)
        for word in found[1].split()
    )


def is_somebody(word: str) -> bool:
    """Whether a folded word names a person by trade, office or family."""
    return word in _persons() or word in classes()["relations"]


def neutral(text: str, start: int, end: int) -> str:
    """What is said instead of one pronoun that stands there: "they", "their"; the word itself where it says nothing."""
    found = _PRONOUN.fullmatch(text, start, end)
    return _changed(text, found).word if found else text[start:end]


@cache
def _persons() -> frozenset[str]:
    """Nouns for one person, by trade or office."""
    return classes()["occupations"] | _PERSONS


def _window(passage: Passage, place: Span, others: Sequence[Span]) -> Span:
    sentence, paragraph = passage.sentence_of(place[0]), passage.paragraph_of(place[0])
    start = max([sentence[0], *(until for _, until in others if until <= place[0])])
    end = min([paragraph[1], place[1] + _REACH, *(begin for begin, _ in others if begin >= place[1])])
    return start, max(end, place[1])


def _of_one_speaker(passage: Passage, place: Span, found: Sequence[re.Match[str]]) -> Iterator[Change]:
    """Of sentences that follow each other: where one has no such pronoun, somebody else may be meant in the next."""
    until = passage.sentence_of(max(place[0], place[1] - 1))[1]
    followed = 0
    for one in found:
        if one.start() >= until:
            sentence = passage.sentence_of(one.start())
            followed += 1
            if passage.text[until : sentence[0]].strip() or followed > _FOLLOWING:
                return
            until = sentence[1]
        yield _changed(passage.text, one)


def _changed(text: str, one: re.Match[str]) -> Change:
    word, start, end = one[0].lower(), one.start(), one.end()
    if word in {"she", "he"}:
        said = "the participant" if _is_present(text, end) else "they"
    elif word in {"herself", "himself"}:
        said = "themselves"
    elif word == "hers":
        said = "theirs"
    elif word == "him":
        said = "them"
    elif _owns(text, end):
        said = "their"
    else:
        said = "them" if word == "her" else "theirs"
    if one[0][0].isupper():
        said = said[:1].upper() + said[1:]
    return Change(start, end, said)


def _is_present(text: str, at: int) -> bool:
    """Whether the verb behind a subject would have to change for "they": is, was, has, argues."""
    if text[at : at + 2] in {"'s", "’s"}:
        return True
    while found := _ADVERB.match(text, at):
        at = found.end()
    verb = _VERB.match(text, at)
    return verb is not None and (
        verb[1].lower() in _PAST_IN_S or _ENDS_AS_PRESENT.search(verb[1]) is not None
    )


def _owns(text: str, at: int) -> bool:
    """Whether a noun follows: "her paper", not "thanked her for it"."""
    following = _VERB.match(text, at)
    return following is not None and _NO_NOUN.match(following[1]) is None
