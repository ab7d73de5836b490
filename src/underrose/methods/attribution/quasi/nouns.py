"""Noun phrases that may be a speaker: "the only judge from the Sahel, herself a former minister".

A small grammar over typed words rather than a list of wordings: a head (participant, lawyer, Kenyan, woman), what stands
before it up to its article or count, and what follows up to the verb it is the subject of: "from", "who works on",
"representing", appositions, brackets. Everything on the way that has a value is said of the head.
O(words of the sentence) for each head.
"""

from underrose.methods.attribution.quasi.asides import (
    is_another_one,
    is_numbered,
    is_present_deed,
    owner_of,
)
from underrose.methods.attribution.quasi.modifiers import Right
from underrose.methods.attribution.quasi.phrase import HEADS, NOT_EVENTS, NounPhrase
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import PEOPLE, VALUES, Kind, Token
from underrose.methods.attribution.quasi.told import is_habit

_BEFORE = VALUES | Kind.neutral
_STARTS_AFTER = (
    Kind.sign | Kind.origin | Kind.relative | Kind.be | Kind.modal | Kind.auxiliary | Kind.aside | Kind.join
    | Kind.adverb | Kind.pronoun | Kind.works | Kind.after | Kind.front | Kind.fate
)  # fmt: skip
_UNKNOWN = 2
_AFTER_NOUN = words("after_verbs")
_IRREGULAR = words("irregular")
_ALOUD = words("aloud")
_POSTPOSED = words("postposed")
_INDEFINITE = words("indefinite")
_PASTS = words("pasts")
_STAND_ALONE = frozenset({"those", "two", "three", "four", "five", "six"})


def noun_phrases(tokens: list[Token], begin: int = 0) -> list[NounPhrase]:
    """The noun phrases from `begin` on that may be people, in order, without overlaps."""
    found: list[NounPhrase] = []
    free = begin
    for at in [at for at, token in enumerate(tokens) if token.kinds & HEADS]:
        if at < free or not is_head(tokens, at) or _is_nobody(tokens, at):
            continue
        phrase = _phrase(tokens, at, found[-1].end if found else begin)
        if not _holds_speaker(tokens, phrase):
            found.append(phrase)
            free = max(phrase.end, at + 1)
    return found


def _holds_speaker(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“A question from a Kenyan lawyer”: the lawyer is the noun that counts."""
    if tokens[phrase.head].kinds & NOT_EVENTS:
        return False
    return any(
        tokens[at].kinds & HEADS & ~(Kind.event) and is_head(tokens, at)
        for slot in phrase.right
        for at in (*slot.values, *slot.words)
    )


def is_head(tokens: list[Token], at: int) -> bool:  # noqa: C901, PLR0911 - one line for each kind of word behind it
    """Whether the noun phrase ends with this word: no noun follows that it would only qualify."""
    token = tokens[at]
    if at + 1 >= len(tokens):
        return True
    after = tokens[at + 1]
    if token.text == "one":
        return after.text in {"from", "representing", "who", "("} or _is_another(tokens, at)
    if token.text == "another":
        return is_another_one(tokens, at)
    if token.text in _STAND_ALONE:
        return after.text == "who" and at > 0
    if after.text in _POSTPOSED or is_numbered(tokens, at) or is_present_deed(tokens, at + 1):
        return True
    if (after.text == "based" and not token.kinds & PEOPLE) or (
        after.kinds & PEOPLE and not after.kinds & Kind.says and after.text != "another"
    ):
        return False
    if after.kinds & Kind.noun and not token.kinds & (Kind.room | Kind.role | Kind.gender):
        return False
    if after.kinds & _STARTS_AFTER or after.text in {"'s", "'"}:
        return not (
            token.kinds & Kind.adjective
            and not token.kinds & PEOPLE
            and after.kinds & Kind.join
            and _goes_on(tokens, at + 2)
        )
    if after.kinds & Kind.says:
        return not after.kinds & Kind.noun_first or _is_verb(tokens, at + 1, token)
    if after.kinds & VALUES:
        return False
    return _is_verbal(tokens, at + 1)


def _is_verbal(tokens: list[Token], at: int) -> bool:
    """Whether an unknown word is a verb of whoever stands before it: "a nurse treating", "a judge lost"."""
    after = tokens[at]
    if after.text.endswith("ing") and at + 1 < len(tokens):
        return bool(tokens[at + 1].kinds & (Kind.determiner | Kind.origin)) or after.text in _ALOUD
    is_past = after.text.endswith(("ed", "ly")) or after.text in _PASTS or is_habit(tokens, at)
    return is_past or after.text in _ALOUD or bool(after.kinds & Kind.determiner)


def _is_nobody(tokens: list[Token], at: int) -> bool:
    """“A question, in Portuguese”, "where the Pacific had gone"."""
    kinds, before = tokens[at].kinds, tokens[at - 1].text if at else ""
    is_place = kinds & Kind.place and kinds & Kind.noun and not kinds & Kind.plural and before == "the"
    return not kinds & PEOPLE and bool(before == "in" or is_place)


def _is_another(tokens: list[Token], at: int) -> bool:
    """“An American academic and a German one”."""
    before = tokens[at - 1].kinds if at else 0
    return bool(before & Kind.adjective and before & (Kind.demonym | Kind.place))


def _goes_on(tokens: list[Token], at: int) -> bool:
    """After "Kenyan and": another adjective and its noun."""
    return at + 1 < len(tokens) and bool(tokens[at].kinds & VALUES and tokens[at + 1].kinds & PEOPLE)


def _is_verb(tokens: list[Token], at: int, head: Token) -> bool:
    """Whether a word that is a noun before it is a verb stands as a verb here: "the lawyer questions whether"."""
    if at + 1 >= len(tokens) or tokens[at].text.endswith("ed"):
        return True
    is_somebody = bool(head.kinds & (PEOPLE | Kind.title))
    if tokens[at].text in _IRREGULAR and is_somebody:
        return True
    fits = tokens[at].text.endswith("s") != bool(head.kinds & Kind.plural)
    return fits and is_somebody and tokens[at + 1].text in _AFTER_NOUN


def _phrase(tokens: list[Token], head: int, lowest: int) -> NounPhrase:
    first, determiner, left = _left(tokens, head, lowest)
    token = tokens[head]
    if not determiner and (token.text in _INDEFINITE or token.text == "another"):
        determiner = "one"
    phrase = NounPhrase(first, head, head + 1, determiner, left)
    phrase.is_plural = bool(token.kinds & Kind.plural) or (
        determiner in {"the", "both", "all"} and _stays_plural(token.text) and not token.kinds & PEOPLE
    )
    Right(tokens, phrase).read()
    return phrase


def _stays_plural(word: str) -> bool:
    return word.endswith(("ese", "ish", "ch", "ss"))


def _left(  # noqa: C901 - one line for each kind of word before it
    tokens: list[Token], head: int, lowest: int
) -> tuple[int, str, list[int]]:
    """Where the phrase begins, its determiner, and the values before the head."""
    at = head - 1
    unknown = 0
    values: list[int] = []
    determiner = ""
    firm = head
    while at >= lowest:
        token = tokens[at]
        kinds = token.kinds
        if token.text in {"that", "this"} and tokens[head].kinds & Kind.plural:
            break
        if kinds & Kind.determiner and not (
            kinds & Kind.number and at > lowest and tokens[at - 1].kinds & Kind.determiner
        ):
            determiner, firm = token.text, at
            break
        owner = owner_of(tokens, at, lowest)
        if owner >= 0:
            values.append(owner)
            determiner, firm = "the", owner
            break
        if kinds & VALUES and not kinds & Kind.pronoun:
            values.append(at)
            firm, unknown = at, 0
        elif kinds & (Kind.neutral | Kind.number | Kind.again):
            firm = at if kinds & Kind.number else firm
        elif token.text in {",", "and", "based", "-"} and at > lowest and tokens[at - 1].kinds & _BEFORE:
            pass
        elif (
            not kinds & ~(Kind.noun_first | Kind.says | Kind.adverb | Kind.somebody)
            and token.text.isalpha()
            and unknown < _UNKNOWN
        ):
            unknown += 1
        else:
            break
        at -= 1
    if not determiner:
        values = [value for value in values if value >= firm and _needs_none(tokens, value, lowest)]
        firm = min(values, default=head)
        while firm > lowest and tokens[firm - 1].kinds & (Kind.number | Kind.again):
            firm -= 1
    return firm, determiner, values


def _needs_none(tokens: list[Token], value: int, lowest: int) -> bool:
    """Whether a value stands before its noun without an article: an adjective does, the country in "In Kenya people" not."""
    kinds = tokens[value].kinds
    if kinds & Kind.adjective and kinds & Kind.demonym:
        return True
    is_after = value > lowest and tokens[value - 1].kinds & Kind.origin
    return not is_after and bool(
        kinds & (Kind.adjective | Kind.topic | Kind.role | Kind.sector | Kind.gender)
    )
