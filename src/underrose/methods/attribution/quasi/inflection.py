"""Plurals, tenses, stems and articles of English, as far as naming somebody needs them.

The rules are those of any school grammar; what is not regular stands in the tables. Wrong forms do no harm: they are
looked for and never met.
"""

import re

_HISSING = ("s", "x", "z", "ch", "sh")
_NO_MEN = ("german", "roman", "oman", "shaman", "human")
_VOWELS = "aeiou"
_ALREADY = re.compile(r"(?:ese|ish|ss|ch|sh)$")
_TAILS = (
    "isations", "izations", "isation", "ization", "ations", "ation", "ators", "ator", "ances", "ance", "ences",
    "ence", "ments", "mental", "ment", "ities", "ity", "ating", "ated", "ates", "ate", "ingly", "ings", "ing", "ies", "ied", "ists",
    "ist", "ism", "ers", "ors", "er", "or", "ed", "es", "al", "ly", "s", "e", "y",
)  # fmt: skip
_BY_LETTER = {
    letter: tuple(tail for tail in _TAILS if tail.endswith(letter)) for letter in {t[-1] for t in _TAILS}
}
_SHORTEST = 4
_SOUNDS_A_CONSONANT = re.compile(r"(?:un\b|uni(?!n|m)|us|uk|uga|uru|uzb|uti|eu|one\b|once\b)", re.IGNORECASE)
_SOUNDS_A_VOWEL = re.compile(r"[aeiou]|ngos?\b|mp\b|mep\b|hrd\b|hono|heir|hour", re.IGNORECASE)


def plural(noun: str) -> str:
    """The plural of a noun phrase: of its last word, or of what stands before "of"."""
    first, of, rest = noun.partition(" of ")
    if of:
        return plural(first) + of + rest
    if noun.endswith(("men", "people")):
        return noun
    if noun.endswith("woman") or (noun.endswith("man") and not noun.casefold().endswith(_NO_MEN)):
        return noun[:-3] + "men"
    if noun.endswith("person"):
        return noun[:-6] + "people"
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(_HISSING) else "s")


def demonym_plural(noun: str) -> str:
    """The plural of a demonym: Kenyans, Danes; the Swiss, the French and the Japanese stay."""
    return noun if noun.endswith("s") or _ALREADY.search(noun) else plural(noun)


def forms(verb: str) -> tuple[str, ...]:
    """A verb and its forms: says, said, saying. `verb` is "say", or "say:says,said,saying" when it is not regular."""
    plain, irregular, others = verb.partition(":")
    if irregular:
        return (plain, *others.split(","))
    first, _, rest = plain.partition(" ")
    tail = f" {rest}" if rest else ""
    if first.endswith("e"):
        return tuple(form + tail for form in (first, first + "s", first + "d", first[:-1] + "ing"))
    if first.endswith("y") and first[-2:-1] not in _VOWELS:
        return tuple(form + tail for form in (first, first[:-1] + "ies", first[:-1] + "ied", first + "ing"))
    third = first + ("es" if first.endswith(_HISSING) else "s")
    return tuple(form + tail for form in (first, third, first + "ed", first + "ing"))


def stem(word: str) -> str:
    """What a word shares with its relations, roughly: environment, environmental. Two words match when stems do."""
    for tail in _BY_LETTER.get(word[-1:], ()):
        if word.endswith(tail) and len(word) - len(tail) >= _SHORTEST:
            return word[: -len(tail)]
    return word


def article(words: str) -> str:
    """“a” or "an", by sound: a UN official, an NGO, a European, an analyst."""
    if _SOUNDS_A_CONSONANT.match(words):
        return "a"
    return "an" if _SOUNDS_A_VOWEL.match(words) else "a"
