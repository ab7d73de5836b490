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
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import PEOPLE, VALUES, Kind, Token
from underrose.methods.attribution.quasi.told import is_habit
from underrose.methods.attribution.quasi.verdicts import is_vote

_BEFORE = VALUES | Kind.neutral
_STARTS_AFTER = (
    Kind.sign | Kind.origin | Kind.relative | Kind.be | Kind.modal | Kind.auxiliary | Kind.aside | Kind.join
    | Kind.adverb | Kind.pronoun | Kind.works | Kind.after | Kind.front | Kind.fate
)  # fmt: skip
_BEHIND_ONE, _THE = frozenset({"from", "representing", "who", "("}), frozenset({"the", "only"})
_UNKNOWN, _LONGEST_LABEL = 2, 12
_PARTICLES = frozenset({"off", "up", "down", "away", "back", "aside", "forward"})
_AFTER_NOUN = words("after_verbs")
_IRREGULAR = words("irregular")
_ALOUD = words("aloud")
_POSTPOSED = words("postposed")
_INDEFINITE = words("indefinite")
_PASTS = words("pasts")
_SUBJECTS = frozenset({"it", "this"})
"""Begin a clause of their own: "to the judges it was obvious"."""
_HANDFULS = frozenset(toml("wholes")["words"]["handfuls"])
_HOME = Kind.place | Kind.city | Kind.body | Kind.determiner
_ONLY, _DEFINITE = (
    frozenset({"only", "just", "even", "for"}),
    frozenset({"the", "our", "only", "these", "those"}),
)
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
        is_parted = after.text == "," and at + 2 < len(tokens) and tokens[at + 2].text in _BEHIND_ONE
        is_told = (
            after.text in _BEHIND_ONE
            or (at > 0 and tokens[at - 1].text == "another" and is_parted)
            or (after.text in {"in", "at", "with", "behind"} and at > 0 and tokens[at - 1].text in _THE)
        )
        return is_told or _is_another(tokens, at)
    if token.text == "another":
        return is_another_one(tokens, at)
    if token.text in _STAND_ALONE:
        return (after.text == "who" and (at > 0 or is_label(tokens))) or _is_from(tokens, at)
    if (token.text in _HANDFULS and after.text == "of") or _is_sum(tokens, at):
        return False  # "a pair of academics"
    if (
        after.text in _POSTPOSED
        or after.text in _SUBJECTS
        or is_vote(tokens, at + 1)
        or is_numbered(tokens, at)
        or is_present_deed(tokens, at + 1)
    ):
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
        return after.kinds == Kind.fact and " " in after.text  # "a doctor in uniform"
    return _is_verbal(tokens, at + 1)


def is_label(tokens: list[Token]) -> bool:
    """“Those who lend for dams: of one mind”: a note of what a group said."""
    return any(token.text == ":" for token in tokens[_UNKNOWN:_LONGEST_LABEL])


def _is_sum(tokens: list[Token], at: int) -> bool:
    """“The figures on ambulances” are numbers; "a religious figure" is somebody."""
    if tokens[at].text not in {"figure", "figures"}:
        return False
    return at == 0 or not tokens[at - 1].kinds & (VALUES | Kind.neutral)


def _is_from(tokens: list[Token], at: int) -> bool:
    """“Only the two from Oslo and Accra”, "those from Kenya": people, where a place follows."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != "from" or not tokens[at + 2].kinds & _HOME:
        return False
    before = tokens[at - 1] if at else None
    if tokens[at].text == "those":
        return before is None or bool(before.kinds & (Kind.sign | Kind.join)) or before.text in _ONLY
    return before is not None and before.text in _DEFINITE


def _is_verbal(tokens: list[Token], at: int) -> bool:
    """Whether an unknown word is a verb of whoever stands before it: "a nurse treating", "a judge lost"."""
    after = tokens[at]
    if after.text.endswith("s") and not after.kinds and tokens[at - 1].kinds & Kind.demonym:
        is_many = not tokens[at - 1].kinds & Kind.adjective  # "the Kazakhs", which qualifies no noun
        return is_many or bool(tokens[at + 1 : at + 2] and tokens[at + 1].kinds & Kind.determiner)
    if after.text.endswith("ing") and at + 1 < len(tokens):
        follows = tokens[at + 1]
        return (
            bool(follows.kinds & (Kind.determiner | Kind.origin))
            or follows.text in _PARTICLES
            or after.text in _ALOUD
        )
    is_past = after.text.endswith(("ed", "ly")) or after.text in _PASTS or is_habit(tokens, at)
    return is_past or after.text in _ALOUD or bool(after.kinds & Kind.determiner)


def _is_nobody(tokens: list[Token], at: int) -> bool:
    """“A question, in Portuguese”, "where the Pacific had gone"."""
    kinds, before = tokens[at].kinds, tokens[at - 1].text if at else ""
    is_place = kinds & Kind.place and kinds & Kind.noun and before == "the"
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
    is_of_place = head.kinds & Kind.noun and tokens[at + 1].kinds & Kind.determiner
    if tokens[at].text in _IRREGULAR and (is_somebody or is_of_place):  # "the Lebanese left the room"
        return True
    fits = tokens[at].text.endswith("s") != bool(head.kinds & Kind.plural)
    return fits and is_somebody and tokens[at + 1].text in _AFTER_NOUN


def _phrase(tokens: list[Token], head: int, lowest: int) -> NounPhrase:
    first, determiner, left = _left(tokens, head, lowest)
    token = tokens[head]
    if not determiner and (token.text in _INDEFINITE or token.text == "another"):
        determiner = "one"
    phrase = NounPhrase(first, head, head + 1, determiner, left)
    phrase.is_plural = (
        bool(token.kinds & Kind.plural)
        or determiner == "both"
        or (determiner in {"the", "both", "all"} and _stays_plural(token.text) and not token.kinds & PEOPLE)
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
