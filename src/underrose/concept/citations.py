"""The one citation syntax of the house: [@A/RES/70/262, p. 3] in the words of a section or a footnote."""

import re

from underrose.context import symbols

_CITATION = re.compile(r"\[@([^\]\n]{1,200})\]")


def expanded(markdown: str) -> str:
    """Citations as links to the documents they name; what names no document stays as it was written."""
    return _CITATION.sub(lambda found: _linked(found[1]), markdown)


def cited(markdown: str) -> tuple[symbols.Symbol, ...]:
    """Every document named in the text, in citation syntax or plain, each once, in order."""
    found = dict.fromkeys(symbol for mention in symbols.find(markdown) for symbol in mention.symbols)
    return tuple(found)


def _linked(words: str) -> str:
    document, _comma, place = words.partition(",")
    parsed = symbols.parse(document.strip())
    if not parsed:
        return words
    links = "–".join(f"[{symbol.canonical}]({symbol.url})" for symbol in parsed)
    return f"{links},{place}" if place else links
