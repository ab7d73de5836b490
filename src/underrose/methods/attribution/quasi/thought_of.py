"""Sentences about anybody: rules, habits and cases that are only thought of, where no speaker is told of.

“When a journalist asks for the register, she is told to come back”, "in many courts the prosecutor reads the file late".
"""

from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.phrase import NounPhrase, Verdict
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_CASES, _HABITS, _MANY = words("cases"), words("habits"), words("quantities")
_OUTSIDE, _SPEECHES = words("outside_audiences"), words("told_to")
_WHENCE = frozenset({"country", "region", "city", "body"})
_TELLS_OF = frozenset({"how", "why", "whether"})
_SUBORDINATE = frozenset({"where", "that", "which", "when", "because"})
_VIEWS = frozenset(
    {
        "agree", "accept", "approve", "believe", "think", "want", "support", "share", "object", "like", "mind", "trust",
        "understand", "wish", "recall", "remember", "recognise", "recognize", "buy", "follow", "consider", "find", "feel",
        "expect", "favour", "oppose", "insist", "doubt", "care", "see", "know", "plan", "intend", "hope",
    }
)  # fmt: skip
"""Of what one in the room does not: "a lawyer does not agree"."""
_PRESS = words("press")
_PRESIDING = words("presiding")
_SUPPOSED = frozenset({"if", "when", "whenever", "unless", "suppose", "imagine", "should"})
_VERBAL = Kind.says | Kind.be | Kind.auxiliary | Kind.works
_ANYBODY = frozenset({"a", "an", "any", "some", "one", "every"})
_PAST = words("pasts") | words("irregular") | {"said", "was", "were", "had", "did", "told", "spoke", "asked"}
_READER = frozenset({"you", "your"})
_WORKS = words("works_of_art")
_ERAS = words("eras")
_OPENING = 5
"""How many words a sentence may open with before its quantity stands: "In many of the"."""
_FAR = 4
_DASHES = frozenset({"-", "--"})


def is_of_anybody(tokens: list[Token], phrase: NounPhrase, mention: Mention, *, is_present: bool) -> bool:
    """Whether a noun phrase in the present tense is whoever it may be, not somebody who spoke."""
    at = tokens_index(tokens, mention.start)
    is_any = phrase.determiner in {"a", "an", "any"}
    if phrase.determiner == "any" or (is_any and _is_denied_of_all(tokens, phrase)):
        return True
    if not is_present or mention.is_again or mention.count:
        return False
    if is_any and (_is_case(tokens, at) or any(token.text in _READER for token in tokens)):
        return True
    head = tokens[phrase.head].start
    is_placed = any(
        piece.axis in _WHENCE or (piece.axis == "post" and piece.start > head) for piece in mention.pieces
    )  # "a person who delivers children" has a post here
    if (
        is_any
        and not is_placed
        and phrase.verdict is Verdict.maybe
        and not tokens[phrase.verb].kinds & Kind.be
    ):
        return True  # "a prosecutor sees only the file"
    if any(token.text in _HABITS for token in tokens[phrase.end : phrase.verb + _FAR]):
        return True
    return (is_any and _is_habitual(tokens, phrase, mention)) or _is_of_many(tokens, at)


def is_supposed(tokens: list[Token], mention: Mention) -> bool:
    """“If an engineer calls his Ethiopian colleague, who pays?”: all of a clause that puts a case of somebody, whoever it is."""
    if not puts_a_case(tokens):
        return False
    return tokens_index(tokens, mention.start) < _end_of_clause(tokens)


def puts_a_case(tokens: list[Token]) -> bool:
    """Whether a sentence opens with a case that is put in the present: "if a lawyer writes"."""
    if tokens[0].text not in _SUPPOSED or len(tokens) <= _FAR or tokens[1].text not in _ANYBODY:
        return False
    clause = tokens[1 : _end_of_clause(tokens)]
    if any(one.text.endswith("ed") or one.text in _PAST for one in clause):
        return False
    other = ~(_VERBAL | Kind.noun_first | Kind.plural | Kind.event)
    told = [one.text for one in clause[1:] if not one.kinds & other]
    return any(text.endswith("s") and not text.endswith("ss") for text in told)


def _end_of_clause(tokens: list[Token]) -> int:
    return next((at for at, token in enumerate(tokens) if token.kinds & Kind.sign), len(tokens))


def _is_habitual(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """“An observer who depends on the captain is not independent”: what is true of whoever does so."""
    if any(piece.axis in _WHENCE and piece.sense for piece in mention.pieces):
        return False
    if tokens[phrase.verb].text in {"is", "are"} and tokens[phrase.verb + 1].text in {"a", "an"}:
        return not phrase.right  # "a military doctor is a doctor first"
    verb = phrase.head + 2
    if verb >= phrase.verb or tokens[verb - 1].text != "who" or not tokens[phrase.verb].kinds & Kind.be:
        return False
    word = tokens[verb].text
    return not tokens[verb].kinds & ~Kind.says and word.endswith("s") and not word.endswith("ss")


def is_outside(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """Whether the sentence is not of this room: of a film, of another century, of what was said to others, of who presides."""
    at = tokens_index(tokens, mention.start)
    return (
        _speaks_elsewhere(tokens, phrase)
        or _presides(tokens, phrase, mention)
        or _is_of_a_work(tokens, at)
        or _is_of_the_past(tokens, phrase)
    )


def _speaks_elsewhere(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“Told reporters”, "warned parliament": said before others than those in the room."""
    if phrase.verb < 0 or tokens[phrase.verb].text not in _SPEECHES:
        return False
    for token in tokens[phrase.verb + 1 : phrase.verb + 1 + _FAR]:
        if token.text in _OUTSIDE or token.text in _PRESS:
            return True
        if token.kinds & (Kind.sign | Kind.relative):
            return False
    return False


def _presides(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """“The chair did not count hands": whoever chairs this meeting, which is on the programme; no description of a person."""
    is_bare = not phrase.left and not phrase.right and len({piece.start for piece in mention.pieces}) <= 1
    return phrase.determiner == "the" and is_bare and tokens[phrase.head].text in _PRESIDING


def is_told_of(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """“Tells how a French engineer invented", "declared safe, each time by another minister", "where no inspector has been"."""
    if phrase.verdict in {Verdict.says, Verdict.stands} or mention.is_again or mention.is_definite:
        return False
    at = tokens_index(tokens, mention.start)
    before = tokens[at - 1].text if at else ""
    is_reported = any(token.kinds & Kind.says for token in tokens[: max(0, at - 1)])
    if before in _TELLS_OF and is_reported:
        return True
    if before == "by" and mention.is_new and is_reported:
        return not tokens[at - 2].kinds & (Kind.says | Kind.event | Kind.sign)
    return mention.count == "no" and before in _SUBORDINATE


def _is_denied_of_all(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“A farmer does not read a treaty”: what nobody of a kind does; "a farmer does not agree" was said by one."""
    row = [token.text for token in tokens[phrase.head + 1 : phrase.head + 4]]
    is_denied = row[:2] == ["does", "not"] or row[:2] == ["does", "n't"]
    return is_denied and len(row) > len(row[:2]) and row[2] not in _VIEWS


def _is_case(tokens: list[Token], at: int) -> bool:
    """Whether "when", "if" or "where" opens the clause that the phrase is the subject of."""
    while at > 0 and not tokens[at - 1].kinds & Kind.sign and tokens[at - 1].text not in _DASHES:
        at -= 1
        if tokens[at].text in _CASES:
            return True
        if tokens[at].kinds & (Kind.says | Kind.be | Kind.auxiliary | Kind.modal):
            return False
    return False


def _is_of_a_work(tokens: list[Token], at: int) -> bool:
    """“In the poem a mother asks the doctor”, "the film follows two Angolan deminers"."""
    opening = [token.text for token in tokens[: min(at, _OPENING)]]
    return any(
        word in _WORKS
        and opening[place - 1 : place]
        and opening[place - 1] in {"the", "a", "this", "our", "old"}
        for place, word in enumerate(opening)
        if place
    )


def _is_of_the_past(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“The French doctors of the nineteenth century”."""
    end = phrase.verb if phrase.verb > phrase.head else phrase.head + _OPENING
    return any(token.text in _ERAS for token in tokens[phrase.head + 1 : end])


def _is_of_many(tokens: list[Token], at: int) -> bool:
    """“In many courts the prosecutor”."""
    opening = tokens[: min(at, _OPENING)]
    is_place = bool(opening) and bool(opening[0].kinds & (Kind.origin | Kind.aside))
    return is_place and any(token.text in _MANY for token in opening)
