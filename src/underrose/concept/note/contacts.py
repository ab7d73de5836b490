"""Whom to write to: role, name, telephone and mail of every contact a note prints."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from underrose.concept.note import telephones
from underrose.concept.note.model import ContactRead, Section, SectionKind
from underrose.concept.note.plain import plain
from underrose.methods.documents.model import Block

MAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+(?!\w)")
ROUGH_MAIL = re.compile(r"(?<![\w.+@-])[\w.+-]+\s?@\s?[\w.,@-]*\w")
"""Anything meant as a mail address, well formed or not."""

_LABEL = re.compile(
    r"(?<![\w-])(?:tel(?:ephone)?|téléphone|tél|teléfono|phone|mobile|mob|cell|direct|office|fax|e-?mail|mail|courriel|correo|[TEMP])\s*[.:)]\s*:?\s*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:director|manager|officer|co-?ordinator|assistant|team|programmes?|program|project|secretary|secretariat|head|desk|advis[eo]r|lead"
    r"|logistics|press|communications?|office|administrat(?:or|ion)|policy|registration|associate|executive|rapporteur|chair|convenor"
    r"|organi[sz]er|events?|liaison|unit|enquiries|inquiries|hospitality|travel|directrice|directeur|responsable|chargée?|coordinatrice"
    r"|coordinateur|secrétariat|directora?|coordinadora?|oficina|protection|dialogues?|partnerships?|fellow|host)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^.*?(?:\b(?:contact|write to|reach|call|ring|with|queries to|enquiries to|questions to|contacter|contactar|please|or|and|to|à|at)\s*:?\s+|:\s+)(?=[A-ZÀ-Ý])",
    re.DOTALL,
)
_COLUMN = re.compile(
    r"\s*(?:role|function|position|title|name|contact|tel(?:ephone)?|phone|mobile|e-?mail|mail|address|fonction|nom|téléphone|courriel|cargo|nombre|teléfono"
    r"|correo)?\.?:?\s*",
    re.IGNORECASE,
)
_PARTED = re.compile(r"[,\n:|;]|\s[–—-]\s")
_MOST_WORDS = 14
_SHORT_ROLE = 4
_FEWEST_LETTERS = 3


@dataclass(slots=True)
class _Card:
    words: list[str] = field(default_factory=list)
    telephone: str = ""
    mail: str = ""
    place: str = ""

    @property
    def is_begun(self) -> bool:
        return bool(self.telephone or self.mail)


def contacts(sections: Sequence[Section], opening: Sequence[Block]) -> tuple[ContactRead, ...]:
    """The contacts of the enquiries section; without one, those found anywhere."""
    wanted = [section for section in sections if section.kind is SectionKind.enquiries]
    blocks = [block for section in wanted for block in section.blocks[1 if section.heading else 0 :]]
    found = _cards(blocks)
    if not found:
        blocks = [*opening, *(block for section in sections for block in section.blocks)]
        found = _cards(
            [block for block in blocks if "@" in block.text or _has_labelled_number(block) or block.rows]
        )
    return tuple(_contact(card) for card in found)


def is_card(role: str, rest: str) -> bool:
    """Whether these are one contact in a line: a role, then a few words with a mail address or a telephone number."""
    numbers = (one[0] for one in telephones.NUMBER.finditer(rest))
    is_reached = bool(MAIL.search(rest)) or any(map(telephones.looks_like_one, numbers))
    words = re.sub(r"[\d()+]+", "", rest).split()
    return bool(_ROLE.search(role)) and is_reached and len(words) <= _MOST_WORDS


def _has_labelled_number(block: Block) -> bool:
    text = plain(block.text)
    return any(_LABEL.search(text[: one.start()]) for one in telephones.NUMBER.finditer(text))


def _cards(blocks: Sequence[Block]) -> list[_Card]:
    """Words, then numbers and addresses, then words again: there the next card begins."""
    cards: list[_Card] = []
    card = _Card()
    for block in blocks:
        texts = [" \n ".join(plain(cell) for cell in row) for row in block.rows if not _is_head(row)] or [
            plain(block.text)
        ]
        for text in texts:
            for kind, words in _pieces(text):
                if _begins_anew(card, kind):
                    cards.append(card)
                    card = _Card()
                card.place = card.place or block.place
                _fill(card, kind, words)
    cards.append(card)
    return [card for card in cards if card.is_begun]


def _is_head(row: Sequence[str]) -> bool:
    """The row of a table that says what its columns hold."""
    return all(_COLUMN.fullmatch(plain(cell)) for cell in row)


def _begins_anew(card: _Card, kind: str) -> bool:
    return card.is_begun if kind == "words" else bool(getattr(card, kind))


def _fill(card: _Card, kind: str, words: str) -> None:
    if kind == "words":
        card.words.append(words)
    else:
        setattr(card, kind, words)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The numbers, the addresses and the words between them, in order."""
    marks = [(found.start(), found.end(), "mail") for found in MAIL.finditer(text)]
    marks += [
        (found.start(), found.end(), "mail")
        for found in (ROUGH_MAIL.finditer(text) if "@" in text else ())
        if not any(start < found.end() and found.start() < end for start, end, _ in marks)
    ]
    marks += [
        (found.start(), found.end(), "telephone")
        for found in telephones.NUMBER.finditer(text)
        if telephones.looks_like_one(found[0])
        and not any(start <= found.start() < end for start, end, _ in marks)
    ]
    at = 0
    for start, end, kind in sorted(marks):
        yield from _words(text[at:start])
        yield kind, text[start:end].strip().rstrip(".")
        at = end
    yield from _words(text[at:])


def _words(text: str) -> Iterator[tuple[str, str]]:
    text = _LABEL.sub("", text.strip())
    text = re.sub(r"^[\s,;|/·•.()–-]+|[\s,;|/·•.(–-]+$", "", text)
    text = _LABEL.sub("", text).strip()
    if sum(letter.isalpha() for letter in text) >= _FEWEST_LETTERS and text.casefold() not in (
        "and",
        "or by",
        "mailto",
    ):
        yield "words", text


def _contact(card: _Card) -> ContactRead:
    role, name = _role_and_name(card.words)
    return ContactRead(
        role=role,
        name=name,
        telephone=telephones.canonical(card.telephone),
        mail=card.mail,
        telephone_as_written=" ".join(card.telephone.split()),
        place=card.place,
    )


def _role_and_name(words: Sequence[str]) -> tuple[str, str]:
    """Both are told apart: "Programme Director, Ana Ruiz", "Ana Ruiz (Programme Director)", or one below the other."""
    text = "\n".join(words)
    if len(text.split()) > _MOST_WORDS or re.search(r"[.?!:]\s", text):
        text = re.split(r"[.?!]\s+(?=[A-ZÀ-Ý])", text)[-1]
    lead = _LEAD_IN.match(text)
    if lead and not (
        _ROLE.search(lead[0]) and lead[0].rstrip().endswith(":") and len(lead[0].split()) <= _SHORT_ROLE
    ):
        text = text[lead.end() :]
    bracketed = re.sub(r"\s*\(([^()]*)\)?", r", \1", text)
    cut = [
        re.sub(r"^(?:or|and|our|the)\s+(?:our\s+|the\s+)?|\s+(?:at|on|by)$", "", part.strip(" .:-–"))
        for part in _PARTED.split(bracketed)
    ]
    parts = [part for part in cut if not _COLUMN.fullmatch(part)]
    parts = parts[:3] if len(text.split()) <= _MOST_WORDS else parts[-2:]
    names = [part for part in parts if not _ROLE.search(part) and part[0].isupper()]
    name = next((part for part in names if " " in part), names[0] if names else "")
    return ", ".join(part for part in parts if part != name), name
