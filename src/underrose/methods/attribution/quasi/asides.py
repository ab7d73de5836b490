"""What a comma, a join or a verb behind a noun opens: a list, an apposition, another noun, or whence it came."""

from underrose.methods.attribution.quasi.phrase import DASHES, NounPhrase
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Token

_SOMEBODY = Kind.role | Kind.gender | Kind.room
_MISFORTUNES, _FOLLOWERS = words("misfortunes"), words("followers")
INSIDE_COMMAS = 14
"""Words that an apposition may have."""
_EARLY = 3
_OF_OBJECTS = Kind.determiner | Kind.number | Kind.person | Kind.plural | Kind.neutral | Kind.front
_CAME, _FROM = frozenset({"came", "comes", "come"}), frozenset({"from"})
_ANSWERING = frozenset(
    {
        "answering",
        "echoing",
        "contradicting",
        "following",
        "supporting",
        "correcting",
        "thanking",
        "quoting",
        "unlike",
        "like",
        "after",
        "against",
        "addressing",
        "opposing",
        "interrupting",
        "seconding",
        "among",
        "amongst",
    }
)


COMPASS = frozenset({"north", "south", "east", "west", "centre", "center"})


def leave_compass(tokens: list[Token]) -> None:
    """“The Afghan south”, "the north of Mexico" are parts of a country, and no region of its own: only the country is said."""
    for at in [at for at, token in enumerate(tokens) if token.text in COMPASS and at]:
        before, token = tokens[at - 1], tokens[at]
        row = tokens[at + 1 : at + 3]
        is_part = row[1:] and row[0].text == "of" and row[1].kinds & Kind.place
        if before.kinds & Kind.demonym or is_part:
            token.kinds, token.senses = 0, ()


def is_in_front(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“Answering the Irish judge, a lawyer from Chile spoke”: the comma ends what opens the sentence."""
    first = tokens[0].text
    is_asked = len(tokens) > 1 and tokens[1].text == "by" and first.endswith("ed")
    return 0 < phrase.first <= _EARLY and (first in _ANSWERING or is_asked)


def is_second(tokens: list[Token], phrase: NounPhrase, at: int) -> bool:
    """Whether another noun for somebody begins behind a join: "... and a lawyer from India"."""
    if tokens[at].text not in {"a", "an", "the"} or not tokens[phrase.head].kinds & _SOMEBODY:
        return False
    row = tokens[at + 1 : at + 1 + _EARLY]
    return any(token.kinds & _SOMEBODY for token in row)


def is_another_one(tokens: list[Token], at: int) -> bool:
    """“And another from South Asia”, "another, from Fiji, was not"."""
    row = tokens[at + 1 : at + 4]
    if row and row[0].text == ",":
        row = row[1:]
    return len(row) > 1 and row[0].text in {"from", "representing"} and bool(row[1].kinds & VALUES)


def owner_of(tokens: list[Token], at: int, lowest: int) -> int:
    """The country or body before "'s" or ", whose" at a place; -1 where there is none."""
    is_whose = tokens[at].text == "whose" and tokens[at - 1].text == ","
    before = at - 2 if is_whose else at - 1
    if before < lowest or not (is_whose or tokens[at].text == "'s"):
        return -1
    return before if tokens[before].kinds & (Kind.place | Kind.body) else -1


def is_numbered(tokens: list[Token], head: int) -> bool:
    """“Speaker 4 (Zambia)”."""
    after = tokens[head + 1 : head + 2]
    return bool(after) and after[0].text.isdigit() and bool(tokens[head].kinds & Kind.room)


def is_present_deed(tokens: list[Token], at: int) -> bool:
    """Whether an unknown word behind a noun for one person is its verb: "the Finnish inspector counts silences"."""
    token, head = tokens[at], tokens[at - 1].kinds
    if token.kinds or not token.text.endswith("s") or token.text.endswith("ss") or head & Kind.plural:
        return False
    after = tokens[at + 1 : at + 2]
    is_object = bool(after) and (not after[0].kinds & ~_OF_OBJECTS) and after[0].text.isalpha()
    return is_object and bool(head & (Kind.role | Kind.room))


def is_whence(tokens: list[Token], phrase: NounPhrase, at: int) -> bool:
    """“The one dissenting voice came from Canada”: as "from Canada" beside the noun."""
    head = tokens[phrase.head]
    is_said = head.kinds & Kind.event or head.text in {"voice", "voices"}
    if not is_said or [
        token.text in row for token, row in zip(tokens[at:], (_CAME, _FROM), strict=False)
    ] != [True, True]:
        return False
    where, last = tokens[at + 2 : at + 3], tokens[at + 3 : at + 4]
    is_place = bool(where) and bool(where[0].kinds & (Kind.place | Kind.city))
    return is_place and (not last or bool(last[0].kinds & (Kind.sign | Kind.join)))


def after_adverbs(tokens: list[Token], comma: int, limit: int, *, is_apposed: bool) -> Token:
    """The word behind a comma, or the verb behind its adverbs: "a Kenyan, later offered"."""
    at = comma + 1
    while at + 1 < limit and tokens[at].kinds == Kind.adverb:
        at += 1
    is_verb = at > comma + 1 and tokens[at].kinds & Kind.says and is_apposed
    return tokens[at] if is_verb else tokens[comma + 1]


def is_list(tokens: list[Token], comma: int) -> bool:
    """“from Kenya, Uganda and Peru”: a list runs to "and" or "or"."""
    for token in tokens[comma + 1 : comma + 9]:
        if token.text in {"and", "or"}:
            return True
        if not token.kinds & (VALUES | Kind.determiner) and token.text != ",":
            return False
    return False


def is_apposition(tokens: list[Token], head: int, comma: int, limit: int) -> bool:
    """“, a lawyer from Nairobi,”, ", Kenyan,", ", formerly a judge,": closed by a comma, bracket or verb.

    The end of the sentence closes it too, where it is of whoever sits in the room: "her neighbour, an Ethiopian."
    """
    seen = False
    is_room = tokens[head].kinds & Kind.room and tokens[comma + 1].text in {"a", "an"}
    closing = {",", "-", "--", ")", "]", "."} if is_room else {",", "-", "--", ")", "]"}
    for token in tokens[comma + 1 : min(limit, comma + 1 + INSIDE_COMMAS)]:
        if token.kinds & VALUES and not token.kinds & Kind.pronoun:
            seen = True
        if token.kinds & Kind.sign or token.text in DASHES:
            return seen and token.text in closing
        if token.kinds & Kind.says and not token.kinds & Kind.noun_first and not token.kinds & VALUES:
            return seen
        if token.kinds & (Kind.be | Kind.modal):
            return False
    return False


def is_theirs(tokens: list[Token], at: int, *, is_told: bool) -> bool:
    """Whether what follows "'s" at a place is of whoever spoke: "the delegate's question", not "the journalist's murder"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kinds & Kind.sign:
        return True
    for token in tokens[at + 1 : at + 5]:
        if token.text in _MISFORTUNES:
            return False
        is_unknown = is_told and not token.kinds and token.text.isalpha()
        if token.kinds & Kind.event or token.text in _FOLLOWERS or is_unknown:
            return True
        if token.kinds & (Kind.sign | Kind.origin):
            return False
    return False
