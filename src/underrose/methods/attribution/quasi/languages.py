"""Languages that somebody speaks: "a Dinka speaker", "French-speaking", "fluent in Wolof", "whose mother tongue is Irish".

The same word often names a country too; only what stands beside it says that a language is meant.
"""

from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VERBS, Kind, Sense, Token

_AFTER = words("after_languages")
_BEFORE = words("before_languages")
_SPEAKERS = words("speakers_of")
_WHOSE = words("tongues")
_LANGUAGES = words("also_languages")
_AT_WORK = frozenset(
    {"working in", "home in", "ease in", "comfortable in", "thinking in", "dreaming in", "arguing in"}
)
"""“A colleague working in French preferred"; but "working in French prisons"."""
_SPEAK = frozenset(
    {"speak", "speaks", "spoke", "spoken", "speaking", "sang", "sings", "prays", "wrote", "writes"}
)
_FAR = 6
_REMAIN = frozenset({"remain", "remains", "remained", "serve", "serves", "served"})
_TONGUES = _WHOSE | {"languages", "tongues", "spoken", "interpreted"}
_JOINS = frozenset({"and", "or", ","})
_ARE = frozenset({"is", "was", "being", ":"})


def read_languages(tokens: list[Token], index: Index) -> None:
    """Turn words that name a language where they stand into facts of whoever speaks it. O(words of the sentence).

    A demonym that no roster's language bears loses its meaning; an unknown word stays unknown.
    """
    known = index.values.get("language", {})
    longest = max((name.count(" ") + 1 for name in known), default=1)
    for length in range(longest, 1, -1):
        for at in range(len(tokens) - length, -1, -1):
            joined = " ".join(token.text for token in tokens[at : at + length])
            if joined in known:  # "Northern Sámi", "K'iche'"
                tokens[at].text, tokens[at].end = joined, tokens[at + length - 1].end
                del tokens[at + 1 : at + length]
    is_any = False
    for at, token in enumerate(tokens):
        text = token.text
        if text == "mother" and at + 1 < len(tokens) and tokens[at + 1].text == "tongue":
            token.kinds, token.senses = 0, ()
        if not token.kinds & Kind.demonym and text not in known and not text.endswith(" speaking"):
            continue  # most words
        name = text.removesuffix(" speaking")
        is_known = name in known
        if not is_known and name not in _LANGUAGES and _is_called_speaker(tokens, at):
            continue  # "a Malian speaker" comes from Mali
        is_joined = is_known and name != text  # "French-speaking" is a region too
        if not is_joined and (not (is_known or token.kinds & Kind.demonym) or not _is_spoken(tokens, at)):
            continue
        token.kinds = Kind.fact | Kind.adjective
        token.senses = (Sense("language", name, "value"),) if is_known else ()
        is_any = True
    if is_any:
        _join(tokens)


def _is_called_language(tokens: list[Token], at: int) -> bool:
    """“Spanish and English are the languages of the meeting”, "French was our second language"."""
    if tokens[at].text not in _LANGUAGES or (at and tokens[at - 1].kinds & Kind.determiner):
        return False
    end = at + 1
    while end < len(tokens) and (tokens[end].text in _JOINS or tokens[end].text in _LANGUAGES):
        end += 1
    if end >= len(tokens) or not (tokens[end].kinds & Kind.be or tokens[end].text in _REMAIN):
        return False
    return not _TONGUES.isdisjoint(token.text for token in tokens[end + 1 : end + _FAR])


def _is_called_speaker(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text in {"speaker", "speakers"}


def _join(tokens: list[Token]) -> None:
    """“Dinka-speaking” becomes one adjective."""
    for at in range(len(tokens) - 2, -1, -1):
        one, after = tokens[at], tokens[at + 1]
        if after.text == "speaking" and one.kinds == Kind.fact | Kind.adjective:
            one.end = after.end
            del tokens[at + 1]


def _is_spoken(tokens: list[Token], at: int) -> bool:
    if _is_called_language(tokens, at):
        return True
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


def _ends_clause(tokens: list[Token], at: int) -> bool:
    """Whether no noun follows that a word would only qualify: "in French", not "in French prisons"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is None or bool(after.kinds & (VERBS | Kind.sign | Kind.join)) or after.text.endswith("ed")


def _is_spoken_at(tokens: list[Token], at: int) -> bool:
    """Whether the words before a place say that a language stands there."""
    before = [token.text for token in tokens[max(0, at - 3) : at]]
    if not before:
        return False
    if before[-1] in _BEFORE or (len(before) > 1 and " ".join(before[-2:]) in _BEFORE):
        return True
    if len(before) > 1 and " ".join(before[-2:]) in _AT_WORK and not tokens[at].kinds & Kind.place:
        return _ends_clause(tokens, at)
    if (
        before[-1] == "in"
        and _ends_clause(tokens, at)
        and not _SPEAK.isdisjoint(token.text for token in tokens[max(0, at - _FAR) : at - 1])
    ):
        return True  # "can speak of it in Hausa"
    if before[-1] == "of" and before[-2:-1] and before[-2] in _SPEAKERS:
        return True
    return before[-1] in _ARE and before[-2:-1] != [] and before[-2] in _WHOSE
