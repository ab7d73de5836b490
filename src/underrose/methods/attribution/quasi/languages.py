"""Languages that somebody speaks: "a Dinka speaker", "French-speaking", "fluent in Wolof", "whose mother tongue is Irish".

The same word often names a country too; only what stands beside it says that a language is meant.
"""

from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Kind, Sense, Token

_AFTER = words("after_languages")
_BEFORE = words("before_languages")
_SPEAKERS = words("speakers_of")
_WHOSE = words("tongues")
_JOINS = frozenset({"and", "or", ","})
_ARE = frozenset({"is", "was", "being", ":"})


def read_languages(tokens: list[Token], index: Index) -> None:
    """Turn words that name a language where they stand into facts of whoever speaks it. O(words of the sentence).

    A demonym that no roster's language bears loses its meaning; an unknown word stays unknown.
    """
    known = index.values.get("language", {})
    is_double = any(" " in name for name in known)
    for at in range(len(tokens) - 2, -1, -1) if is_double else ():
        if (joined := f"{tokens[at].text} {tokens[at + 1].text}") in known:  # "Northern Sámi"
            tokens[at].text, tokens[at].end = joined, tokens[at + 1].end
            del tokens[at + 1]
    is_any = False
    for at, token in enumerate(tokens):
        text = token.text
        if text == "mother" and at + 1 < len(tokens) and tokens[at + 1].text == "tongue":
            token.kinds, token.senses = 0, ()
        if not token.kinds & Kind.demonym and text not in known and not text.endswith(" speaking"):
            continue  # most words
        name = text.removesuffix(" speaking")
        is_known = name in known
        is_joined = is_known and name != text  # "French-speaking" is a region too
        if not is_joined and (not (is_known or token.kinds & Kind.demonym) or not _is_spoken(tokens, at)):
            continue
        token.kinds = Kind.fact | Kind.adjective
        token.senses = (Sense("language", name, "value"),) if is_known else ()
        is_any = True
    if is_any:
        _join(tokens)


def _join(tokens: list[Token]) -> None:
    """“Dinka-speaking” becomes one adjective."""
    for at in range(len(tokens) - 2, -1, -1):
        one, after = tokens[at], tokens[at + 1]
        if after.text == "speaking" and one.kinds == Kind.fact | Kind.adjective:
            one.end = after.end
            del tokens[at + 1]


def _is_spoken(tokens: list[Token], at: int) -> bool:
    after = [token.text for token in tokens[at + 1 : at + 4]] + ["", "", ""]
    is_joined = (
        after[0] in _JOINS and bool(tokens[at + 2 : at + 3]) and bool(tokens[at + 2].kinds & Kind.demonym)
    )
    if after[0] in _AFTER or (is_joined and after[2] in _AFTER):
        return True
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    if before[-2:-1] and before[-1] in _JOINS and _is_spoken_at(tokens, at - 2):
        return True
    return _is_spoken_at(tokens, at)


def _is_spoken_at(tokens: list[Token], at: int) -> bool:
    """Whether the words before a place say that a language stands there."""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    if not before:
        return False
    if before[-1] in _BEFORE or (len(before) > 1 and " ".join(before[-2:]) in _BEFORE):
        return True
    if before[-1] == "of" and before[-2:-1] and before[-2] in _SPEAKERS:
        return True
    return before[-1] in _ARE and before[-2:-1] != [] and before[-2] in _WHOSE
