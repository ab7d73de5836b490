"""What stands before a noun phrase that makes it whoever speaks: "by", "according to", "in the experience of", "a note from"."""

import itertools

from underrose.methods.attribution.quasi.phrase import HEADS
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Token

_AGENTS = words("agents")
_LAST_OF_AGENTS = frozenset(phrase.split()[-1] for phrase in _AGENTS) - {"as"}
_GIFTS = words("gifts")
_VOICES = words("voices")
_HEARD, _MET = words("heard"), words("met")
_AUXILIARIES = frozenset({"did", "does", "had", "has", "could", "would", "was", "is"})
_SILENCES = frozenset(toml("wholes")["words"]["silences"])
_SHARES = frozenset(
    {"neither", "none", "nobody", "one", "two", "three", "both", "all", "most", "some", "half", "only", "few"}
)
_TOLD = frozenset({"it", "this", "that", "these"})
_OPINIONS = frozenset({"it", "there", "opinion", "opinions", "views", "feelings"})
_MOSTLY = frozenset(
    {"mostly", "mainly", "chiefly", "largely", "only", "also", "especially", "above all", "notably"}
)
_AGENT_WORDS = 4
_NEAR = 14


def is_agent(tokens: list[Token], first: int) -> bool:  # noqa: PLR0911 - one line for each sign
    """Whether the words before the phrase that begins at a token say that it speaks, or is heard."""
    row = [token.text for token in tokens[max(0, first - _AGENT_WORDS) : first]]
    plain = " ".join(row).split()
    if not plain:
        return False
    if plain[-1] in _LAST_OF_AGENTS and any(" ".join(plain[-length:]) in _AGENTS for length in range(1, 5)):
        return True
    if plain[-1] in _HEARD or (plain[-2:-1] and plain[-1] == "of" and plain[-2] in _VOICES):
        return True
    if plain[-1] in {"in", "to", "at", "on", "despite", "over", "against"} and _is_whose_voice(tokens, first):
        return True
    if plain[-1] in _MET and _is_told_apart(tokens[first : first + _NEAR]):
        return True
    if tokens[first - 1].kinds & Kind.after:
        return _is_opened(tokens, first)
    return _is_near(tokens, first, plain[-1])


def _is_whose_voice(tokens: list[Token], first: int) -> bool:
    """“In a Bolivian mayor's phrase”."""
    for at in range(first, min(len(tokens) - 1, first + _NEAR)):
        if tokens[at].kinds & Kind.sign:
            return False
        if tokens[at].text in {"'s", "'"} and at + 1 < len(tokens):
            return tokens[at + 1].text in _VOICES
    return False


def _is_near(tokens: list[Token], first: int, last: str) -> bool:  # noqa: PLR0911 - one line for each sign
    """Signs that need more than the last words."""
    if last == "as":
        return any(token.kinds & Kind.says for token in tokens[first : first + _NEAR])
    if first == 1:
        return _is_in_front(tokens, last)
    if tokens[first - 2].text == "what":
        return True
    if last in _AUXILIARIES and tokens[first - 2].text in {"nor", "neither", "so", "only", "never", "not"}:
        return True
    before = tokens[first - 2]
    if (
        last == "from"
        and not before.kinds
        and not _gives(before)
        and tokens[max(0, first - 3)].kinds & Kind.determiner
    ):
        return _is_told_apart(tokens[first : first + _NEAR])
    if last == "from" and tokens[first - 2].text == ",":
        return any(
            _gives(token) or token.text == "one" for token in tokens[max(0, first - _NEAR) : first - 2]
        )
    if last == "from" and tokens[first - 2].text in _MOSTLY:
        return any(
            _gives(token) or token.text in _SILENCES for token in tokens[max(0, first - 5) : first - 2]
        )
    if last in {"from", "of"}:
        return _gives(tokens[first - 2 if tokens[first - 2].text != "," else max(first - 3, 0)])
    return bool(tokens[first - 2].kinds & Kind.sign) and _is_saying(tokens[first - 1])


def _is_in_front(tokens: list[Token], opener: str) -> bool:
    """“For a Peruvian judge, ...", "from the companies nothing", "asked a Kenyan lawyer": the word that opens the sentence."""
    if opener in {"for", "to"}:
        return _is_of_group(tokens) or _is_telling(tokens[1 : 1 + _NEAR])
    if opener in {"from", "among", "on", "of"}:
        return _is_answered(tokens, opener)
    return _is_saying(tokens[0])


def _is_answered(tokens: list[Token], opener: str) -> bool:
    """“From the companies nothing on prices”, "on the legal side there was silence", "of the judges, neither"."""
    row = tokens[1:_NEAR]
    if opener == "of":
        return any(
            comma.text == "," and share.text in _SHARES and _is_group(row[:at])
            for at, (comma, share) in enumerate(itertools.pairwise(row))
        )
    if opener in {"from", "among"} and any(token.text in _OPINIONS for token in row):
        return True
    if opener == "from" and _is_noted(tokens):
        return True
    said = "".join(f" {token.text} " for token in row).replace("  ", " ")
    is_come = opener == "from" and " came " in said and any(token.kinds & Kind.event for token in row)
    return is_come or any(f" {silence} " in said for silence in _SILENCES)


def _is_group(row: list[Token]) -> bool:
    """“Of the judges,", "of the three who hear cases,"; not "of the judges appointed last year,"."""
    is_told = any(token.text == "who" for token in row)
    return any(token.kinds & HEADS for token in (row if is_told else row[-1:]))


def _is_noted(tokens: list[Token]) -> bool:
    """“From the doctors: three ayes”: a label of whom something came from."""
    head = next((at for at, one in enumerate(tokens[1:_NEAR], 1) if one.kinds & HEADS), 0)
    return 0 < head < len(tokens) - 2 and tokens[head + 1].text == ":"


def _is_of_group(tokens: list[Token]) -> bool:
    """“To the judges it was obvious", "for the diplomats, this was no question": a group, and what it is told of."""
    if tokens[1].text not in {"the", "our", "both"}:
        return False
    head = next(
        (at for at, one in enumerate(tokens[2:5], 2) if one.kinds & Kind.plural and one.kinds & HEADS), 0
    )
    after = [token.text for token in tokens[head + 1 : head + 4] if token.text != ","]
    return head > 0 and after[:1] != [] and after[0] in _TOLD and after[1:2] in (["was"], ["were"], ["had"])


def _gives(token: Token) -> bool:
    return token.text in _GIFTS or bool(token.kinds & Kind.event)


def _is_saying(token: Token) -> bool:
    return bool(token.kinds & Kind.says and not token.kinds & (Kind.auxiliary | Kind.modal))


def _is_opened(tokens: list[Token], first: int) -> bool:
    """“From the perspective of one judge”, "I speak as a judge", "as a judge observed"."""
    opener = tokens[first - 1].text
    if opener in {"as a", "as an", "as the only"} and _is_said(tokens, first):
        return True
    return opener.endswith(" of") or (
        opener.startswith("as a") and first > 1 and tokens[first - 2].text.startswith(("speak", "spoke"))
    )


def _is_said(tokens: list[Token], first: int) -> bool:
    """“As an Ethiopian official observed”: a verb of saying before the next sign."""
    for token in tokens[first : first + _NEAR]:
        if token.kinds & Kind.sign:
            return False
        if token.kinds & Kind.says and not token.kinds & (Kind.noun_first | VALUES | Kind.auxiliary):
            return True
    return False


def _is_told_apart(row: list[Token]) -> bool:
    """Whether more than one thing is said: "asked the lawyer from Peru", not "asked the photographer"."""
    end = next((at for at, token in enumerate(row) if token.kinds & Kind.sign), len(row))
    return sum(1 for token in row[:end] if token.kinds & VALUES and not token.kinds & Kind.pronoun) > 1


def _is_telling(row: list[Token]) -> bool:
    """“For a Peruvian judge, ...”: more than one thing is said of who it was for; "for a judge" is for any."""
    end = next((at for at, token in enumerate(row) if token.text in {",", "this", "it"}), 0)
    return sum(1 for token in row[:end] if token.kinds & VALUES) > 1
