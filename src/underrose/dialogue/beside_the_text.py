"""What a file holds beside its text: words the guard reads as well, and what nobody read, above which nothing is called clean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.dialogue.other_texts import Titled
from underrose.dialogue.reading_forms import LONGEST_TEXT
from underrose.methods.documents.model import Document
from underrose.methods.inspection import Unreadable, drawings, inspect_file, sentences
from underrose.methods.inspection.values import Drawing, Inspection, What

WITHOUT_WORDS = frozenset(
    {What.moment, What.revision, What.revision_ids, What.colour_profile, What.thumbnail, What.gps}
)
"""What holds dates, numbers and signs a program made, and no words."""
_SHOWN = frozenset({"picture", "sound or film"})
"""Roles of parts of a Word file in which a person sees or hears what no guard reads."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one file. `told` is shown in any case; `texts` are to be read by the guard, each under the name of its place."""

    told: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """What of `told` was read by nobody."""
    texts: tuple[Titled, ...] = ()
    drawings: tuple[Drawing, ...] = ()
    """Its pictures, for whoever looks at them."""
    undrawn: tuple[str, ...] = ()
    """What is told of pictures in their place, as a chart."""
    digest: str = ""
    """Of the whole file, in memory alone: what is told stands for this one."""


def of(content: bytes, name: str, document: Document) -> Beside:
    """Everything beside the text of a file that was read as `document`."""
    if document.format not in {"docx", "pdf"}:
        return _in_plain_letters(document)
    found = inspect_file(content, name)
    pictures, undrawn = (
        _pictures(content, name, document) if _may_hold(document, found) else ((), _told(document))
    )
    seen = {document.pictures, document.drawings}
    known = {one.sentence for one in document.aside} | seen
    texts, too_long = _fitting((*_listed(found), *_read_by_the_reader(document)))
    blocked = (*filter(None, [found.blocked]), *too_long)
    return Beside(
        told=(*(said for said in document.left_out if said not in seen), *_number(found), *blocked),
        unread=(*(said for said in document.left_out if said not in known), *blocked),
        texts=texts,
        drawings=pictures,
        undrawn=undrawn,
        digest=sha256(content).hexdigest(),
    )


def _in_plain_letters(document: Document) -> Beside:
    """Of a text without parts: what its reader left out."""
    known = {one.sentence for one in document.aside}
    texts, too_long = _fitting(_read_by_the_reader(document))
    return Beside(
        told=(*document.left_out, *too_long),
        unread=(*(said for said in document.left_out if said not in known), *too_long),
        texts=texts,
    )


def _fitting(said: Iterable[Titled]) -> tuple[tuple[Titled, ...], tuple[str, ...]]:
    """Words under the name of their place; none, and a sentence, where they are longer than can be read here."""
    texts: dict[str, dict[str, None]] = {}
    for place, words in said:
        texts.setdefault(place, {})[words] = None
    joined = tuple(Titled(place, "\n\n".join(words)) for place, words in texts.items())
    is_too_long = sum(len(one.text) for one in joined) > LONGEST_TEXT
    return ((), (_too_long(),)) if is_too_long else (joined, ())


def _may_hold(document: Document, found: Inspection) -> bool:
    """Whether pictures are to be looked for: in a PDF some stand where no reader of words comes, as a stamp."""
    if document.format == "pdf" or document.pictures or found.blocked:
        return True
    return any(one.role in _SHOWN for one in found.members)


def _pictures(content: bytes, name: str, document: Document) -> tuple[tuple[Drawing, ...], tuple[str, ...]]:
    """Each picture, and a sentence where the file holds some and they cannot be drawn."""
    told = _told(document)
    try:
        found = drawings(content, name)
    except Unreadable:
        return (), (*told, document.pictures or _("Whether this file holds pictures could not be seen."))
    return found, (*told, document.pictures) if document.pictures and not found else told


def _told(document: Document) -> tuple[str, ...]:
    return (document.drawings,) if document.drawings else ()


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
