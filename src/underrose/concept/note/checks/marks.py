"""Marks that are judged by their form alone: links, telephone numbers, mail addresses, document symbols, footnotes."""

import re
from collections.abc import Iterator

from underrose.concept.note import telephones
from underrose.concept.note.contacts import MAIL, ROUGH_MAIL
from underrose.concept.note.model import Finding, NoteReading
from underrose.concept.note.plain import LONGEST, footnote_marks, links, plain
from underrose.concept.note.words import say
from underrose.context import symbols

_WELL_FORMED = re.compile(
    r"(?:https?://[^\s/?#@]+\.[^\s/?#.@]{2,}(?:[/?#][^\s]*)?|mailto:[^\s@]+@[^\s@]+\.[^\s@.]+|tel:\+?[\d-]+)",
    re.IGNORECASE,
)
_RAISED = re.compile(r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:)\"”’]))[⁰¹²³⁴-⁹]+(?!\w)")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SYMBOL = re.compile(
    r"(?<![\w/:.-])(?:A|S|E|ST|HRI|CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|TD)/(?=[\w./()-]*\d)[\w./-]*[\w](?:\s?\(\d{4}\))?"
    r"|(?<![\w/:.-])(?:A|S|E)/?\s?(?:HRC/)?RES[/ .-]\s?\d[\w./-]*(?:\s?\(\d{4}\))?",
    re.IGNORECASE,
)


def _texts(reading: NoteReading) -> Iterator[tuple[str, str]]:
    """Every text of the note with its place, the lines of the title page and the footnotes included."""
    return ((text, place) for text, place in _all_texts(reading) if len(text) <= LONGEST)


def _all_texts(reading: NoteReading) -> Iterator[tuple[str, str]]:
    for block in (*reading.title_blocks, *reading.not_understood):
        yield block.text, block.place
    for section in reading.sections:
        for block in section.blocks:
            yield block.text, block.place
            for row in block.rows:
                for cell in row:
                    yield cell, block.place
    for note in reading.footnotes:
        yield note.text, say("footnote {number}", number=note.number)


def link(reading: NoteReading) -> Iterator[Finding]:
    """A link must lead somewhere; nothing is fetched, only its form is looked at."""
    for text, place in _texts(reading):
        for words, address in links(text) if "](" in text else ():
            if not _WELL_FORMED.fullmatch(address):
                yield Finding(
                    "link",
                    place,
                    _why_not(words, address),
                    say("Give the full address, beginning with https://, or take the link off these words."),
                )


def _why_not(words: str, address: str) -> str:
    if not address:
        return say("The link on “{words}” has no address.", words=words)
    if address.startswith("#"):
        return say(
            "The link on “{words}” leads nowhere: its address is “{address}”.", words=words, address=address
        )
    if re.search(r"\s", address):
        return say(
            "The address of the link on “{words}” has a space in it: “{address}”.",
            words=words,
            address=address,
        )
    if not re.match(r"(?:https?|mailto|tel):", address, re.IGNORECASE):
        return say(
            "The address of the link on “{words}” is not one of a page: “{address}”.",
            words=words,
            address=address,
        )
    return say(
        "The address of the link on “{words}” is not complete: “{address}”.", words=words, address=address
    )


def telephone(reading: NoteReading) -> Iterator[Finding]:
    """One finding for each contact whose number cannot be dialled as it is written."""
    for contact in reading.contacts:
        written = contact.telephone_as_written
        if telephones.has_trunk_zero(written):
            fact = (
                say(
                    "The number of {name}, “{written}”, has the zero for calls at home twice after the country code.",
                    name=_who(contact),
                    written=written,
                )
                if telephones.has_doubled_trunk_zero(written)
                else say(
                    "The number of {name}, “{written}”, has a zero after the country code that callers from abroad must not dial.",
                    name=_who(contact),
                    written=written,
                )
            )
            yield Finding(
                "telephone", contact.place, fact, say("Write “{number}”.", number=contact.telephone)
            )
        elif written and not telephones.has_right_length(written):
            yield Finding(
                "telephone",
                contact.place,
                say(
                    "The number of {name}, “{written}”, has too many or too few digits.",
                    name=_who(contact),
                    written=written,
                ),
                say("Check the number."),
            )


def _who(contact: object) -> str:
    return str(getattr(contact, "name", "") or getattr(contact, "role", "") or say("the contact"))


def mail(reading: NoteReading) -> Iterator[Finding]:
    """Words with an @ in them that no mail can reach."""
    for text, place in _texts(reading):
        words = plain(text) if "@" in text else ""
        for found in ROUGH_MAIL.finditer(words):
            address = found[0].rstrip(".,")
            if not MAIL.fullmatch(address) or ".." in address or ".@" in address or "," in address:
                yield Finding(
                    "mail",
                    place,
                    say("“{address}” is not a complete mail address.", address=address),
                    say("Write it as name@example.org, without spaces or commas."),
                )


def symbol(reading: NoteReading) -> Iterator[Finding]:
    """A United Nations document symbol that no library would find."""
    for text, place in _texts(reading):
        words = plain(text) if "/" in text or "RES" in text else ""
        known = [(mention.start, mention.end) for mention in symbols.find(words)] if words else []
        for found in _SYMBOL.finditer(words):
            if not any(start <= found.start() and end >= found.end() for start, end in known):
                yield Finding(
                    "symbol",
                    place,
                    say(
                        "“{symbol}” is not a well-formed document symbol of the United Nations.",
                        symbol=found[0],
                    ),
                    say(
                        "Compare it with the document; a symbol looks like A/RES/70/262 or S/RES/2282 (2016)."
                    ),
                )


def footnotes(reading: NoteReading) -> Iterator[Finding]:
    """Every reference has its footnote, and every footnote its reference."""
    referred: dict[str, str] = {}
    for text, place in _texts(reading):
        for number in footnote_marks(text) if "[^" in text else ():
            referred.setdefault(number, place)
    for text, place in _texts(reading):
        for found in _RAISED.finditer(text):
            referred.setdefault(found[0].translate(_FIGURES), place)
    written = {note.number: note.place for note in reading.footnotes}
    for number in sorted(referred.keys() - written.keys()):
        yield Finding(
            "footnote",
            referred[number],
            say("The text refers to footnote {number}, and there is none.", number=number),
            say("Write the footnote, or take the reference out."),
        )
    for number in sorted(written.keys() - referred.keys()):
        yield Finding(
            "footnote",
            written[number],
            say("Nothing in the text refers to footnote {number}.", number=number),
            say("Put the reference where it belongs, or take the footnote out."),
        )
