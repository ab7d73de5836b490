"""Whether a word that reads like a name stands for a person here: "Grace said", not "Grace under pressure".

Signs for and against are added up on the scale of log odds, as a naive Bayes classifier adds them; the weights were set by
hand from general knowledge of English, in steps of a half. Only the words next to the name are looked at, so a look costs
about ten microseconds whatever the text.
"""

import math
import re
import unicodedata
from typing import NamedTuple

from underrose.methods.attribution.near.gate_words import gate_words

FULL, SURNAME, GIVEN, NEAR, INITIALS = 0.95, 0.6, 0.5, 0.4, 0.35
"""How much of a name was matched: given name and surname, one of them, a near form of one word, bare initials."""

_AROUND = 60
_COMMON = 50
"""From here on a word counts as common; rarer ones are weighed by their logarithm."""
_BEFORE = re.compile(r"([^\W_][\w.’'-]*|[\"“‘(\[]|[.!?:;,…—–-]|\n)[^\S\n]*$")
_AFTER = re.compile(r"[^\S\n]*(’s\b|'s\b|s’(?!\w)|[^\W_][\w’'-]*|[^\w\s])")
_SECOND = re.compile(r"[^\S\n]+([^\W\d_][\w’'-]*)")
_STOPS = frozenset('.!?…:\n"“‘([')
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d|\d{1,2}(?:st|nd|rd|th)?")
_WHO = frozenset(("who", "whose", "whom"))
_ASKING = frozenset(("which", "whom", "whose", "what"))
_BE = frozenset(("is", "has", "can", "must", "should", "could", "may", "will", "would", "and"))
"""Things do that as well."""
_SIDES = frozenset(("pro-", "anti-", "non-"))
_WHERE = frozenset(("in", "at", "near", "from"))
_ANSWERED = frozenset(
    (
        "according",
        "response",
        "reply",
        "thanks",
        "answer",
        "answers",
        "question",
        "listening",
        "spoke",
        "talked",
        "due",
    )
)
_THING = re.compile(r" (?:(?:is|was) (?:not an?|no|what|never)|has no)\b")
"""What is said of hope, and seldom of somebody called so."""
_POSSESSIVE = frozenset(("'s", "’s", "s’"))
_OTHER_SCRIPT = re.compile("[\u0370-\u1dbf\u1f00-\u1fff\u2d00-\u2d2f\u3040-\ud7ff]")
_IDIOM = 32
"""Characters of the longest set phrase, roughly."""
_FEW, _FURTHER = 4, 80
"""Words from which a language can be told, and characters to both sides that are looked at for it."""


class _Around(NamedTuple):
    """The words beside a name, folded, and whether they bear a capital."""

    before: str
    before_is_capital: bool
    further: str
    """The word before the word before."""
    starts: bool
    """The name begins a sentence, a line or a quotation."""
    after: str
    after_is_capital: bool
    second: str
    second_is_capital: bool
    is_possessive: bool


def is_person(text: str, start: int, end: int, evidence: float = SURNAME) -> bool:
    """Whether the name at `start` to `end` more likely stands for a person than not."""
    return likelihood(text, start, end, evidence) >= 0.5  # noqa: PLR2004 # more likely than not


def likelihood(text: str, start: int, end: int, evidence: float = SURNAME) -> float:
    """How likely the name at `start` to `end` stands for a person, from 0 to 1.

    The place is that of the bare name, without title or possessive. `evidence` is one of the constants above, or
    any number between. A title right in front decides alone. Constant time.
    """
    name = text[start:end]
    if _OTHER_SCRIPT.search(name):
        return 0.99
    if is_other_language(text, start, end):
        # The signs are those of English; German writes every noun with a capital.
        return 0.4 + 0.5 * evidence if name[:1].isupper() or evidence >= FULL else 0.3
    if _is_in_idiom(text, start, end):
        return 0.02
    around = _around(text, start, end)
    after = _from_after(around, evidence)
    if evidence < FULL and _is_placed(name, around):
        # "The ministry in Jordan refused": the ministry did.
        after = min(0.0, after)
    odds = (
        6 * (evidence - 0.5)
        + 1.5
        + _from_before(around, evidence, is_word=gate_words().count(_folded(name)) > 0)
        + after
    )
    odds += _from_word(name, around, evidence)
    if evidence < SURNAME and around.starts and _THING.match(text, end) and gate_words().count(_folded(name)):
        odds -= 1.5
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def is_titled(text: str, start: int) -> bool:
    """Whether a form of address or the title of a post stands right in front."""
    before, _, _, is_capital = _words_before(text, start)
    return _reads_as_title(before, is_capital=is_capital)


def _is_in_idiom(text: str, start: int, end: int) -> bool:
    lead = max(0, start - _IDIOM)
    window, name = text[lead : end + _IDIOM].lower().replace("’", "'"), text[start:end].lower()
    return any(
        name in phrase and (at := window.find(phrase)) >= 0 and at <= start - lead < at + len(phrase)
        for phrase in gate_words().idioms
    )


def is_other_language(text: str, start: int, end: int) -> bool:
    """Whether several words stand around, and none of them is one that nearly every sentence of English has."""
    words = f"{text[max(0, start - _FURTHER) : start]} {text[end : end + _FURTHER]}".lower().split()
    return (
        len(words) >= _FEW
        and gate_words().english.isdisjoint(words)
        and not gate_words().other_languages.isdisjoint(words)
    )


def _from_before(around: _Around, evidence: float, *, is_word: bool) -> float:
    words, before = gate_words(), around.before
    if _is_title(around):
        return 6.0
    odds = 0.0
    asks_back = before in _ASKING and around.further in words.in_front
    if before in words.determiners and not around.starts and not asks_back:
        odds -= 1.5 if evidence >= SURNAME and not is_word else 6.0 if is_word else 4.0
    if before in _SIDES:
        # "The pro-Otieno camp" is no camp called so.
        odds += 5.0
    elif (
        before in words.towards
        or (before == "to" and around.further in _ANSWERED)
        or (before == "from" and around.further in words.spoken)
    ):
        odds += 2.0
    elif evidence <= NEAR and before in _WHERE and not is_word:
        odds -= 1.5
    if before in words.named_after and around.before_is_capital:
        odds -= 5.0
    elif around.before_is_capital and not around.starts and evidence < FULL:
        # Part of another name, or of a title such as "Clean Air Bill".
        odds -= 3.5 if words.count(before) == 0 else 2.0 if is_word else 0.5
    return odds


def _from_after(around: _Around, evidence: float) -> float:
    words, after = gate_words(), around.after
    thing, thing_is_capital = (
        (around.second, around.second_is_capital)
        if around.is_possessive
        else (after, around.after_is_capital)
    )
    if thing in words.institutions and (thing_is_capital or not around.is_possessive):
        return -8.0 if thing_is_capital else -4.0
    if around.is_possessive:
        return 1.5
    if (after in words.adverbs or after.endswith("ly")) and around.second and not around.second_is_capital:
        after = around.second
    if after == "," and around.second in _WHO:
        return 2.5
    if around.after_is_capital:
        is_name = words.count(after) == 0 and evidence < FULL
        return 0.0 if not is_name else -2.5 if evidence < SURNAME else -1.0
    return (
        3.5
        if after in words.verbs
        else 1.0
        if after in _BE
        else 1.5
        if after in words.auxiliary
        else 2.0
        if after.endswith("ed")
        else 0.0
    )


def _from_word(name: str, around: _Around, evidence: float) -> float:
    """What the word itself says: of English, of the calendar, of the map."""
    words, pieces = gate_words(), _folded(name).replace("-", " ").split()
    if not pieces:
        return 0.0
    odds, is_small = 0.0, name[:1].islower()
    alone = len(pieces) == 1
    if alone and pieces[0] in words.months:
        odds += _of_the_calendar(around)
    if alone and pieces[0] in words.faiths and _is_of_faith(around):
        odds -= 4.5
    if alone and pieces[0] in words.places:
        odds -= 4.5 if _is_placed(name, around) else 1.0
    if all(words.count(piece) for piece in pieces) and not (name.isupper() and len(name) <= 3):  # noqa: PLR2004 # initials
        count = max(words.count(piece) for piece in pieces)
        often = min(1.0, math.log1p(count) / math.log1p(_COMMON))
        odds -= often * (
            (6.0 if alone else 3.0) if is_small else (2.5 if around.starts else 1.0) if alone else 0.5
        )
        if (
            alone
            and not is_small
            and around.starts
            and not around.is_possessive
            and not _is_followed_by_a_verb(around)
        ):
            odds -= 1.5
    elif is_small and alone and evidence < FULL:
        odds -= 1.5
    return odds


def _is_placed(name: str, around: _Around) -> bool:
    """Whether the name of a place stands like one: "in Jordan", "the river Jordan", "Egypt and Jordan", "Jordan ratified it"."""
    words = gate_words()
    if _folded(name) not in words.places or _is_title(around):
        return False
    if around.before == "from" and around.further in words.spoken:
        return False
    verb = around.second if around.after in words.auxiliary else around.after
    beside = around.before in {"and", "or", ","} and around.further in words.places
    return (
        beside
        or around.before in words.places_after | words.kinds_of_places
        or verb in words.of_states
        or (around.after in {"and", "or", ","} and around.second in words.places)
    )


def _is_of_faith(around: _Around) -> bool:
    """Whether the name of a faith stands like one: "in Islam", "Islam and Judaism", "Islam teaches patience", "Christian schools"."""
    words = gate_words()
    if (
        _is_title(around)
        or around.before == "to"
        or (around.before == "from" and around.further in words.spoken)
    ):
        return False
    is_beside = around.before in {"and", "or", ","} and around.further in words.beliefs
    is_beside |= around.after in {"and", "or", ","} and around.second in words.beliefs
    return is_beside or around.before in words.places_after or around.after in words.of_faiths


def _of_the_calendar(around: _Around) -> float:
    is_time = (
        around.before in gate_words().times_after
        or _YEAR.fullmatch(around.before)
        or _YEAR.fullmatch(around.after)
    )
    return -7.0 if is_time else -1.5


def _is_followed_by_a_verb(around: _Around) -> bool:
    words = gate_words()
    return not around.after_is_capital and any(
        around.after in some for some in (words.verbs, words.auxiliary, words.adverbs)
    )


def _is_title(around: _Around) -> bool:
    return _reads_as_title(around.before, is_capital=around.before_is_capital)


def _reads_as_title(word: str, *, is_capital: bool) -> bool:
    return word in gate_words().titles and (is_capital or word in {"colleague", "colleagues"})


def _around(text: str, start: int, end: int) -> _Around:
    before, further, starts, is_capital = _words_before(text, start)
    rest = text[end : end + _AROUND]
    found = _AFTER.match(rest)
    after = found.group(1) if found else ""
    second = _SECOND.match(rest, found.end()) if found else None
    following = second.group(1) if second else ""
    return _Around(
        before, is_capital, further, starts, _folded(after), after[:1].isupper(), _folded(following),
        following[:1].isupper(), after in _POSSESSIVE,
    )  # fmt: skip


def _words_before(text: str, start: int) -> tuple[str, str, bool, bool]:
    lead = text[max(0, start - _AROUND) : start]
    found = _BEFORE.search(lead)
    if not found:
        return "", "", True, False
    word = found.group(1)
    is_abbreviated = word.endswith(".") and _folded(word[:-1]) in gate_words().titles
    starts = word in _STOPS or (word.endswith((".", "!", "?")) and not is_abbreviated)
    earlier = _BEFORE.search(lead[: found.start()])
    # The first word of a sentence bears its capital for nothing, a title excepted.
    begins = earlier is None or earlier.group(1) in _STOPS
    is_capital = word[:1].isupper() and (
        not begins or _folded(word) in gate_words().titles | gate_words().named_after
    )
    return _folded(word), _folded(earlier.group(1)) if earlier else "", starts, is_capital


def _folded(word: str) -> str:
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter)).strip(".’'")
