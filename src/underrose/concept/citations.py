"""The one citation syntax of the house: [@A/RES/70/262, p. 3] in the words of a section or a footnote."""

import re

from underrose.context import symbols

_ONE = r"\[([^\]\n]+)\]\(https://docs\.un\.org/en/(?:[^()\s]|\([^()\s]*\))+\)"
_LINK = re.compile(_ONE)
_RUN = re.compile(f"{_ONE}(?:–{_ONE})*")
_CITATION = re.compile(r"\[@([^\]\n]{1,200})\]")


def expanded(markdown: str) -> str:
    """Citations as links to the documents they name; what names no document stays as it was written."""
    return _CITATION.sub(lambda found: _linked(found[1]), markdown)


def cited(markdown: str) -> tuple[symbols.Symbol, ...]:
    """Every document named in the text, in citation syntax or plain, each once, in order."""
    found = dict.fromkeys(symbol for mention in symbols.find(markdown) for symbol in mention.symbols)
    return tuple(found)


def unknown(markdown: str) -> list[str]:
    """Citations that name no document, in their own words."""
    return [
        words for words in _CITATION.findall(markdown) if not symbols.parse(words.partition(",")[0].strip())
    ]


def contracted(markdown: str) -> str:
    """Links that `expanded` made, as citations again: what went out as a paper comes in as it was written."""
    return _RUN.sub(lambda found: f"[@{'–'.join(_LINK.findall(found[0]))}]", markdown)


def _linked(words: str) -> str:
    """The place, "p. 3", belongs to the last link, so that the way back finds it."""
    document, comma, place = words.partition(",")
    parsed = symbols.parse(document.strip())
    if not parsed:
        return words
    names = [symbol.canonical for symbol in parsed]
    names[-1] += f"{comma}{place}"
    return "–".join(f"[{name}]({symbol.url})" for name, symbol in zip(names, parsed, strict=True))
