"""Whether a noun phrase is told of as somebody here and now: neither a rule nor a fate, nor of another time."""

import itertools
import re

from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.phrase import NounPhrase
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_OF_OTHERS = words("of_others")
_BEFORE = 4
_PLAIN = frozenset(verb.partition(":")[0] for verb in words("says"))
_PRESENT = _PLAIN - {"put", "set", "read", "cut"} | {"are", "is", "has", "do"}
_ONE_OF_THEM = frozenset({"one", "two", "neither", "both", "each", "either", "none"})
"""“One of the Kenyans works nights”: of those who sit here."""
_OF_TONGUES = frozenset({"from", "into", "in", "of"})
"""“Translated from the Finnish”, "the history of the Kuwaiti"."""
_OF_MANY = ("ese", "sh", "ch", "ss")
"""“The Welsh”, "the Swiss" are all of them."""
_BEHIND_ONE = (
    Kind.sign
    | Kind.join
    | Kind.says
    | Kind.origin
    | Kind.adverb
    | Kind.determiner
    | Kind.aside
    | Kind.auxiliary
)
_DATED = re.compile("(?:1[0-9]|20)[0-9][0-9]")


def is_present(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“Women in Kenya are heard later” is of all women in Kenya."""
    verb = tokens[phrase.verb].text if phrase.verb >= 0 else ""
    is_third = not phrase.is_plural and verb.endswith("s") and verb.removesuffix("s") in _PLAIN
    return verb in _PRESENT or is_third


def is_of_now(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """Whether nothing around tells of a fate, a rule, another time, or of what somebody reports."""
    at = tokens_index(tokens, mention.start)
    is_compared = at > 0 and tokens[at - 1].text == "than"  # what stands before is said of somebody else
    near = (
        tokens[at - 1 if is_compared else max(0, at - _BEFORE) : at]
        + tokens[phrase.end : phrase.end + _BEFORE]
    )
    if any(token.kinds & Kind.fate or token.text in _OF_OTHERS for token in near):
        return False
    if any(_DATED.fullmatch(token.text) for token in tokens):
        return False
    return not any(
        token.text == "that" and before.kinds & Kind.says for before, token in itertools.pairwise(tokens[:at])
    )


def is_singled_out(tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
    """“Between the Finn and the Kuwaiti no agreement was possible”: whoever is called by a country alone is somebody here."""
    head = tokens[phrase.head]
    if not (head.kinds & Kind.noun and head.kinds & Kind.demonym) or head.kinds & Kind.role:
        return False
    at = tokens_index(tokens, mention.start)
    before = tokens[at - 1].text if at else ""
    if phrase.determiner != "the" or before in _OF_TONGUES or not is_of_now(tokens, phrase, mention):
        return False
    after = tokens[phrase.head + 1] if phrase.head + 1 < len(tokens) else None
    if mention.count in _ONE_OF_THEM:
        return True
    is_end = after is None or bool(after.kinds & _BEHIND_ONE)
    is_many = head.text.endswith(_OF_MANY)
    return is_end and not is_many and not mention.is_plural and not is_present(tokens, phrase)
