"""What stands in a Word file and was read by nobody: it is told, in its words, and never passes in silence."""

from collections.abc import Iterator

from lxml import etree

from underrose.methods.documents.model import Aside
from underrose.methods.documents.readers.shortening import shortened
from underrose.methods.documents.readers.word_choice import NO_WORDS
from underrose.methods.documents.readers.word_styles import attribute, local

_SIGN = "\ufffd"
"""Stands for a sign of a font."""
_MOST = 20


def told(roots: list[etree._Element]) -> Iterator[Aside]:
    """A sentence for each stretch of words that is still in trees from which all that was read is gone."""
    found = dict.fromkeys(words for root in roots for words in _left(root) if _has_letters(words))
    stretches = list(found)
    for words in stretches[:_MOST]:
        yield Aside(
            f"Not read, because they stand in an unusual place of the file: “{shortened(words)}”.", words
        )
    if more := stretches[_MOST:]:
        sentence = f"{len(more)} more stretches of words that stand in unusual places were not read."
        yield Aside(sentence, "\n\n".join(more))


def _has_letters(words: str) -> bool:
    return any(letter.isalnum() or letter == _SIGN for letter in words)


def margin(root: etree._Element) -> str:
    """What a running head or foot shows: its words, signs of a font as a sign, and the letters of a watermark."""
    pieces: list[str] = []
    for element in root.iter():
        name = local(element)
        if name == "textpath":
            pieces.append(f" {attribute(element, 'string')} ")
        elif name == "p" and pieces:
            pieces.append(" ")
        elif name == "sym":
            pieces.append(_SIGN)
        elif name not in NO_WORDS and name != "delText":
            pieces.append(element.text or "")
        pieces.append(element.tail or "")
    return "".join(pieces)


def _left(root: etree._Element) -> Iterator[str]:
    """Words that stand together, run by run, are one stretch."""
    pieces: list[str] = []
    for element in root.iter():
        name = local(element)
        if name in {"p", "tc", "tbl", "txbxContent"} and pieces:
            yield "".join(pieces)
            pieces = []
        pieces.append("" if name in NO_WORDS else element.text or "")
        if name == "sym" and attribute(element, "char"):
            pieces.append(_SIGN)
        pieces.append(element.tail or "")
    yield "".join(pieces)
