"""What the verb of a noun phrase says of it: that it speaks, is of a view, or something is done to it."""

from underrose.methods.attribution.quasi.phrase import Verdict
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_STANCES = words("stances")
_WEAK = words("weak_says")
_DIED = frozenset({"died", "dies", "disappeared", "perished"})
_PARTICIPLES = words("participles")


def verdict(tokens: list[Token], at: int, kinds: int) -> Verdict:  # noqa: PLR0911 - one line for each kind of verb
    """What the verb at a place says of its subject."""
    if kinds & Kind.modal and not kinds & Kind.says:
        is_told = tokens[at].text in {"would", "could"} and _is_wish(tokens, at)
        return Verdict.maybe if is_told else Verdict.none
    if kinds & Kind.says and not kinds & (Kind.auxiliary | Kind.be | Kind.modal):
        return Verdict.maybe if tokens[at].text in _WEAK else Verdict.says
    is_done = False
    for token in tokens[at + 1 : at + 4]:
        if (token.kinds & Kind.fate and not token.kinds & Kind.says) or token.text in _DIED:
            return Verdict.none
        if kinds & Kind.be and (token.text in _STANCES or _is_not(tokens, at, token)):
            return Verdict.stands
        is_done = is_done or token.text in {"been", "being"}
        if token.kinds & Kind.says and not token.kinds & (Kind.auxiliary | Kind.noun_first):
            if (kinds & Kind.be or is_done) and not token.text.endswith("ing"):
                return Verdict.none
            return Verdict.maybe if token.text in _WEAK else Verdict.says
    if kinds & Kind.be and at + 1 < len(tokens) and _is_plain_adjective(tokens[at + 1]):
        return Verdict.maybe
    if kinds & Kind.auxiliary:
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        has_done = tokens[at].text == "had" and (after.endswith("ed") or after in _PARTICIPLES)
        return Verdict.maybe if kinds & Kind.says or has_done else Verdict.none
    return Verdict.none


def _is_not(tokens: list[Token], at: int, token: Token) -> bool:
    """“Was not satisfied”; but "is not a judge"."""
    place = at + 2
    if token.text != "not" or place >= len(tokens):
        return False
    return not tokens[place].kinds & (Kind.determiner | Kind.fate)


def _is_wish(tokens: list[Token], at: int) -> bool:
    """“Would rather”, "would not sign", "would say only"."""
    after = tokens[at + 1 : at + 3]
    return any(one.text in {"rather", "like", "not", "prefer"} or one.kinds & Kind.says for one in after[:1])


def _is_plain_adjective(token: Token) -> bool:
    """After "was": "candid"."""
    return not token.kinds and token.text.isalpha() and not token.text.endswith(("ed", "en", "ing"))
