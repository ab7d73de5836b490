"""What a file holds beside its text: words the guard reads as well, and what nobody read, above which nothing is called clean."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.dialogue.other_texts import Titled
from underrose.dialogue.reading_forms import LONGEST_TEXT
from underrose.methods.documents.model import Document
from underrose.methods.inspection import inspect_file, sentences
from underrose.methods.inspection.values import Inspection, What

WITHOUT_WORDS = frozenset(
    {What.moment, What.revision, What.revision_ids, What.colour_profile, What.thumbnail, What.gps}
)
"""What holds dates, numbers and signs a program made, and no words."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one file. `told` is shown in any case; `texts` are to be read by the guard, each under the name of its place."""

    told: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """What of `told` was read by nobody."""
    texts: tuple[Titled, ...] = ()


def of(content: bytes, name: str, document: Document) -> Beside:
    """Everything beside the text of a file that was read as `document`."""
    if document.format not in {"docx", "pdf"}:
        return Beside(told=document.left_out, unread=document.left_out)
    found = inspect_file(content, name)
    known = {one.sentence for one in document.aside}
    texts: dict[str, dict[str, None]] = {}
    for place, words in (*_listed(found), *_read_by_the_reader(document)):
        texts.setdefault(place, {})[words] = None
    joined = [Titled(place, "\n\n".join(words)) for place, words in texts.items()]
    is_too_long = sum(len(one.text) for one in joined) > LONGEST_TEXT
    blocked = (*filter(None, [found.blocked]), *([_too_long()] if is_too_long else []))
    return Beside(
        told=(*document.left_out, *_number(found), *blocked),
        unread=(*(said for said in document.left_out if said not in known), *blocked),
        texts=() if is_too_long else tuple(joined),
    )


def _listed(found: Inspection) -> Iterator[Titled]:
    for part in found.parts:
        if part.what not in WITHOUT_WORDS and any(letter.isalnum() for letter in part.value):
            yield Titled(sentences.said(part.where) or part.what.value, part.value)


def _read_by_the_reader(document: Document) -> Iterator[Titled]:
    for one in document.aside:
        if one.words:
            yield Titled(one.place or _("In a part of the file that is not its text."), one.words)


def _number(found: Inspection) -> tuple[str, ...]:
    """How much there is. What it is, its own page says."""
    number = len(found.parts)
    if not number:
        return ()
    sentence = ngettext(
        "%(number)d thing that is not in the text: an author, a comment, a property.",
        "%(number)d things that are not in the text: authors, comments, properties.",
        number,
    )
    return (sentence % {"number": number},)


def _too_long() -> str:
    return _("What this file holds beside its text is longer than this page can read.")
