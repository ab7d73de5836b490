"""What the verb of a noun phrase says of it: that it speaks, is of a view, or something is done to it."""

from underrose.methods.attribution.quasi.phrase import Verdict
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_STANCES = words("stances")
_WEAK = words("weak_says")
_DIED = frozenset({"died", "dies", "disappeared", "perished"})
_INVITED = frozenset({"invited", "asked", "urged", "pressed", "begged", "called"})
_GONE = frozenset(
    {"leave", "go", "come", "do", "have", "get", "make", "turn", "begin", "start", "end", "stand", "appear"}
)
_PARTICIPLES = words("participles")
_DONE_HERE = frozenset(tuple(phrase.split()) for phrase in toml("wholes")["room"]["does"])
_DOING_HERE = frozenset(toml("wholes")["room"]["doing"])
_VOTES = frozenset({"against", "opposed", "absent", "undecided", "dissenting"})
_FIRST_DONE = frozenset(words[0] for words in _DONE_HERE)
_LONGEST_DONE = max(map(len, _DONE_HERE))


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
                return Verdict.says if _is_invited(tokens, at) else Verdict.none
            return Verdict.maybe if token.text in _WEAK else Verdict.says
    if kinds & Kind.be and at + 1 < len(tokens) and _is_plain_adjective(tokens, at + 1):
        return Verdict.maybe
    if kinds & Kind.auxiliary:
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        has_done = tokens[at].text == "had" and (after.endswith("ed") or after in _PARTICIPLES)
        return Verdict.maybe if kinds & Kind.says or has_done else Verdict.none
    return Verdict.none


def is_done_here(tokens: list[Token], at: int) -> bool:
    """Whether the words at a place tell of what is done in a room, and seldom elsewhere: "looked at their shoes", "abstained"."""
    if at >= len(tokens) or tokens[at].text.partition(" ")[0] not in _FIRST_DONE:
        return False
    row = tuple(" ".join(token.text for token in tokens[at : at + _LONGEST_DONE]).split())
    return any(row[:length] in _DONE_HERE for length in range(1, min(len(row), _LONGEST_DONE) + 1))


def is_vote(tokens: list[Token], at: int) -> bool:
    """“The judges abstaining", "the Malians against", as the last words of a clause or before what they are against."""
    text = tokens[at].text
    if text in _DOING_HERE:
        return True
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_last = after is None or bool(after.kinds & Kind.sign)
    return is_last and (text in _VOTES or (text == "favour" and tokens[at - 1].text == "in"))


def _is_not(tokens: list[Token], at: int, token: Token) -> bool:
    """“Was not satisfied”; but "is not a judge"."""
    place = at + 2
    if token.text != "not" or place >= len(tokens):
        return False
    return not tokens[place].kinds & (Kind.determiner | Kind.fate)


def _is_invited(tokens: list[Token], at: int) -> bool:
    """“Was invited to give the figures”, "was asked to repeat it"; not "was asked to leave"."""
    if tokens[at].text not in {"was", "were", "been"}:
        return False
    return any(
        one.text in _INVITED and to.text == "to" and says.kinds & Kind.says and says.text not in _GONE
        for one, to, says in zip(tokens[at + 1 : at + 4], tokens[at + 2 :], tokens[at + 3 :], strict=False)
    )


def _is_wish(tokens: list[Token], at: int) -> bool:
    """“Would rather”, "would not sign", "would say only"."""
    after = tokens[at + 1 : at + 3]
    return any(one.text in {"rather", "like", "not", "prefer"} or one.kinds & Kind.says for one in after[:1])


def _is_plain_adjective(tokens: list[Token], at: int) -> bool:
    """After "was": "candid", "calmer than"."""
    token = tokens[at]
    if token.text.endswith("er") and at + 1 < len(tokens) and tokens[at + 1].text == "than":
        return True
    return not token.kinds and token.text.isalpha() and not token.text.endswith(("ed", "en", "ing"))
