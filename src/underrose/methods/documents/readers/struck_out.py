"""Words that somebody struck out: they are not the text any more, and are told, in full, beside it."""

from collections.abc import Iterable, Iterator

from underrose.methods.documents.model import Aside
from underrose.methods.documents.readers.shortening import shortened

_MOST = 20
_PLACE = "Words that are struck out"


def struck_out(stretches: Iterable[str]) -> Iterator[Aside]:
    """A sentence for each of the first stretches, and one for all others; no word is lost. Linear."""
    found = list(dict.fromkeys(words for said in stretches if (words := " ".join(said.split()))))
    for words in found[:_MOST]:
        yield Aside(f"Left out because it is struck out: “{shortened(words)}”.", words, _PLACE)
    if more := found[_MOST:]:
        sentence = f"{len(more)} more stretches of struck-out words were left out."
        yield Aside(sentence, "\n\n".join(more), _PLACE)
