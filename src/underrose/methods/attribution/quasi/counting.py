"""How many are meant: "both", "at least one", "none of the", "all but one of the", "except for the"."""

import re

from underrose.methods.attribution.quasi.phrase import NounPhrase
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import Kind, Token

_WORDS_BEFORE = 7
_NUMBERS = words("numbers")
_DETERMINING = words("counts")
_PARTITIVE = words("partitives") | _NUMBERS
_EXCEPT = re.compile(
    r"(?:except(?:ing)?(?: for)?|with the exception of|apart from|other than|save for|aside from|bar)"
    r"(?: (?:the|a|an|our|\w+ of|those))*$"
)
_ALL_BUT = re.compile(
    r"\b(?:all|everyone|everybody|every|nobody|anyone|none|no one|no)(?: other)?(?: of (?:the|our|these|those|us))?(?: \w+){0,2} (?:but|except|save|bar|apart|aside)\b[^,;.]*$"
)
_TOTALS = frozenset(tuple(phrase.split()) for phrase in toml("wholes")["words"]["totals"])
_FIRST_OF_TOTALS = frozenset(total[0] for total in _TOTALS)
_LONGEST_TOTAL = max(map(len, _TOTALS))
_BUT, _TAKEN_OUT = (
    frozenset({"but", "except", "save", "bar"}),
    frozenset({"the", "those", "our", "one", "for"}),
)
_ONE_OF = frozenset(
    {
        "older",
        "younger",
        "elder",
        "senior",
        "junior",
        "taller",
        "louder",
        "quieter",
        "first",
        "second",
        "third",
        "last",
        "other",
        "next",
        "more senior",
        "more junior",
    }
)
"""“The older of the two judges".”"""
_BEFORE_ONE = frozenset({",", "only", "just"})
_ASIDE = frozenset({"aside", "apart", "excepted", "excluded"})
_MAY_LEAVE = re.compile(r"but|except|exception|apart|than|save|aside|bar")
"""What nobody is left out without."""
_ENDS_OF_LEAST = ("least", "most", "only", "just", "than", "exactly")
_AT_LEAST = re.compile(r"\b(?:at least|at most|only|just|no fewer than|exactly|more than|fewer than)$")


def count(tokens: list[Token], phrase: NounPhrase) -> tuple[str, int]:
    """How many are meant, from the words before the phrase, and the token where those words begin."""
    row = [token.text for token in tokens[: phrase.head]]
    first = phrase.first
    found, first = _partitive(row, first)
    if not found and phrase.determiner in _DETERMINING:
        found = phrase.determiner
        first -= found == "few" and first > 0 and row[first - 1] == "a"
    if not found and phrase.is_plural and _is_total(tokens, phrase):
        found = "all"
    inner = row[phrase.first :]
    if not found and phrase.is_plural and any(_is_number(word) and word != "one" for word in inner):
        found = "number"
    before = " ".join(row[max(0, first - _WORDS_BEFORE) : first])
    wider = " ".join(row[max(0, first - _WORDS_BEFORE) : phrase.first])
    may_leave = _MAY_LEAVE.search(wider)
    if (may_leave and _EXCEPT.search(before)) or _is_left_out(tokens, phrase):
        return "except", first
    most = _ALL_BUT.search(wider) if may_leave else None
    if most:
        return "except", max(0, phrase.first - len(most.group().split()))
    least = _AT_LEAST.search(before) if before.endswith(_ENDS_OF_LEAST) else None
    if least:
        first -= len(least.group().split())
        found = found or least.group().split()[-1]
    return found, first


def _partitive(row: list[str], first: int) -> tuple[str, int]:
    """“Two of the judges”, "both Kenyans", "two out of three judges": the count before the noun phrase, and where it begins."""
    of = first - 2 if first > 1 and row[first - 1] == "of" else -1
    of -= of > 0 and row[of] == "out"
    if of >= 0 and (row[of] in _PARTITIVE or row[of].isdigit()):
        return row[of], of - 1 if of and (row[of - 1] in {"the", "a"} or _is_number(row[of - 1])) else of
    if of >= 0 and row[of] in _ONE_OF and of and row[of - 1] in {"the", "more", "most"}:
        return row[of], of - 1 - (row[of - 1] != "the")
    if first > 0 and (_is_number(row[first - 1]) or row[first - 1] in {"both", "all", "half"}):
        return row[first - 1], first - 1
    return "", first


def total_at(tokens: list[Token], at: int) -> int:
    """How many tokens from `at` say that nobody of a group is left out: "to a man", "all of them"; 0 where none do."""
    if at >= len(tokens):
        return 0
    text = tokens[at].text
    if (text.partition(" ")[0] if " " in text else text) not in _FIRST_OF_TOTALS:
        return 0
    row = [token.text for token in tokens[at : at + _LONGEST_TOTAL]]
    for taken in range(len(row), 0, -1):
        if tuple(" ".join(row[:taken]).split()) in _TOTALS:
            return taken
    return 0


def is_counted_behind(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“Women officers met separately (three of them)”, "the farmers (2) left": a group whose members were counted here."""
    for at in range(phrase.head + 1, len(tokens) - 2):
        if tokens[at].text == "(" and _is_number(tokens[at + 1].text):
            row = [token.text for token in tokens[at + 2 : at + 5]]
            return (row[0] == ")" and at == phrase.head + 1) or row == ["of", "them", ")"]
    return False


def takes_out(tokens: list[Token], at: int) -> bool:
    """Whether whoever follows is taken out of the group before: "every jurist but the lady from Delft"."""
    if tokens[at].text not in _BUT or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].text in _TAKEN_OUT or bool(tokens[at + 1].kinds & Kind.noun)


def up_to_one(tokens: list[Token], phrase: NounPhrase, limit: int) -> int:
    """Where a group ends before one of it is told of: "of our judges, the one from Mali", "of the engineers only the one"."""
    if not phrase.is_plural:
        return limit
    for at in range(phrase.head + 1, limit - 1):
        if tokens[at].text == "the" and tokens[at + 1].text == "one":
            return at - (tokens[at - 1].text in _BEFORE_ONE and at > phrase.head + 1)
    return limit


def _is_left_out(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“The judges aside, nobody objected"."""
    row = tokens[phrase.head + 1 : phrase.head + 3]
    return len(row) > 1 and row[0].text in _ASIDE and bool(row[1].kinds & Kind.sign)


def _is_total(tokens: list[Token], phrase: NounPhrase) -> bool:
    """“The diplomats, to a man, wanted”, "the auditors to a woman"."""
    return any(total_at(tokens, at) for at in range(phrase.head + 1, min(len(tokens), phrase.end + 2)))


def _is_number(word: str) -> bool:
    return word in _NUMBERS or word.isdigit()
