"""The title page of a note: its title, reference, dates and venue, wherever on the page they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from underrose.concept.note import dates
from underrose.concept.note.model import Dates, Found, Sentence
from underrose.concept.note.plain import plain
from underrose.methods.documents.model import Block, Kind

_KIND_OF_PAPER = re.compile(
    r"^(?:(?:draft|revised|final|updated|public|internal)\s+)*(?:(?:concept|background|information|scoping|framing|invitation)\s+"
    r"(?:note|paper|letter)|concept|invitation|note conceptuelle|note de cadrage|nota conceptual|مذكرة مفاهيمية|draft|version \S+)\b"
    r"\s*(?:\((?:draft|final|revised)[^)]*\))?\s*(?:[:–—|-]\s*|$)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?P<label>title|titre|título|subject|re|objet|asunto|dates?|when|fecha|fechas|venue|place|location|where|lieu|lugar|r[eé]f(?:erence)?\.?|our ref\.?|référence"
    r"|code|meeting (?:code|number|no\.?))\s*(?::|\||–|—)\s*(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_LABEL = re.compile(
    r"\s+(?=(?:Title|Titre|Título|Objet|Dates?|When|Fechas?|Venue|Place|Location|Where|Lieu|Lugar|R[eé]f(?:erence|érence)?|Our ref)\.?\s*:\s)"
)
"""Where a second label begins in a paragraph whose lines were run together."""
_PARTNERS_BELOW = re.compile(
    r"(?:in (?:partnership|co-?operation|collaboration|association) with|with the support of|en (?:partenariat|coopération|collaboration) avec"
    r"|avec le soutien de|en (?:colaboración|cooperación) con|con el apoyo de)\s*:?",
    re.IGNORECASE,
)
"""A line after which the rest of the paragraph names partners, and no venue."""
_KINDS = (
    ("reference", ("ref", "our ref", "réf", "code", "meeting")),
    ("title", ("title", "titre", "título", "subject", "re", "objet", "asunto")),
    ("dates", ("date", "when", "fecha")),
    ("venue", ("venue", "place", "location", "where", "lieu", "lugar")),
)
_CODE = r"(?:[A-Z]{1,6}[-/ ]?\d{2,6}(?:[-/.]\d{1,6})*|[A-Z]{1,6}(?:[-/][A-Z0-9]{1,8}){1,4}|\d{2,4}/\d{1,5})"
_REFERENCE = re.compile(rf"(?<![\w/.-]){_CODE}(?![\w/-])")
_LABELLED = re.compile(
    rf"\b(?:our\s+)?(?:r[eé]f(?:erence)?|référence|referencia|meeting code)\b\.?(?:\s*(?:no|number|n°)\b\.?)?\s*[:#]?\s*(?P<code>(?-i:{_CODE}))(?![\w/-])",
    re.IGNORECASE,
)
_VENUE_WORD = re.compile(
    r"\b(?:House|Hotel|Hôtel|Centre|Center|Castle|Palace|Palais|Institute|Hall|Abbey|University|Villa|Lodge|Campus|Château|Manor|Library"
    r"|College|Academy|Museum|Room|Monastery|Inn|Estate|Maison|Casa|Auberge|Embassy|Online)\b",
)
_HELD_AT = re.compile(
    r"\b(?:held|hosted|meets?|gathers?|convened?|take place|takes place|taking place|assembles?|aura lieu|se réunira|tiendra)\b[^.;]{0,80}?"
    r"\b(?:at|in|à|au|en)\s+(?P<venue>(?:the\s+|la\s+|le\s+|l['’])?[A-ZÀ-Ý][\w'’-]*(?:,?\s+(?:(?:of|on|de|du|des|la|le|the|in|near|and)\s+)*[A-ZÀ-Ý][\w'’-]*)*)",
)
_CUTS = re.compile(r"\s*(?:\||•|·|\t|\n|;|\s[–—]\s)\s*")
_GREETING = re.compile(r"(?:dear|chers?|chères?|madam|madame|sir|estimad[oa]s?|to whom)\b", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(?:dialogues?|retreats?|roundtables?|conferences?|meetings?|seminars?|workshops?|forum|symposium|series|conversations?|entitled|titled|called|on|intitulée?)"
    r",?\s+[“\"«]\s*(?P<title>[^“”\"«».]{3,120}?)[,\s]*[”\"»]",
    re.IGNORECASE,
)
_CODE_WORDS, _VENUE_WORDS, _LINE_WORDS = 2, 6, 14
_LONGEST_TITLE, _LONGEST_VENUE = 150, 90
_EDGES = " ,;|–—-•·()"


@dataclass(frozen=True, slots=True)
class Cover:
    title: Found
    reference: Found
    dates: Dates | None
    venue: Found
    used: frozenset[int]
    """Which of the blocks above the first heading were understood."""


@dataclass(slots=True)
class _Line:
    at: int
    text: str
    place: str
    is_heading: bool
    label: str = ""


def is_fact(block: Block) -> bool:
    """Whether a short line states a date, a reference or a venue, or names the kind of paper."""
    text = plain(block.text)
    if _kind_only(text) or _LABEL.match(text) or _LABELLED.search(text) or any(dates.named(text)):
        return True
    return bool(_REFERENCE.fullmatch(text)) or (
        bool(_VENUE_WORD.search(text)) and len(text.split()) <= _VENUE_WORDS
    )


def read_cover(blocks: Sequence[Block], sentences: Sequence[Sentence]) -> Cover:
    """The facts of the title page; what it does not state is looked for in the sentences below."""
    lines = list(_lines(blocks))
    used: set[int] = {line.at for line in lines if _kind_only(line.text)}
    found_reference = _reference(lines, used)
    found_dates = _dates(lines, used)
    beside = frozenset(used)
    is_letter = any(_GREETING.match(line.text) for line in lines)
    found_title = (
        (_title_below(sentences) if is_letter else Found()) or _title(lines, used) or _title_below(sentences)
    )
    found_venue = _venue(lines, used, beside)
    return Cover(
        title=found_title,
        reference=found_reference or _reference_below(sentences),
        dates=found_dates or _dates_below(sentences),
        venue=found_venue or _venue_below(sentences),
        used=frozenset(used),
    )


def _kind_only(text: str) -> bool:
    return bool(_KIND_OF_PAPER.fullmatch(text.strip()))


def _lines(blocks: Sequence[Block]) -> Iterator[_Line]:
    """The short lines of the page; rows of a table are read as "Date: ..."."""
    for at, block in enumerate(blocks):
        for row in block.rows:
            if len(row) > 1 and plain(row[0]):
                yield _labelled(
                    _Line(at, f"{plain(row[0]).rstrip(':')}: {plain(row[1])}", block.place, is_heading=False)
                )
        for written in plain(block.text).splitlines():
            if _PARTNERS_BELOW.fullmatch(written.strip()):
                break
            for line in _NEXT_LABEL.split(written) if _LABEL.match(written.strip()) else (written,):
                if not line.strip():
                    continue
                yield _labelled(_Line(at, line.strip(), block.place, block.kind is Kind.heading))


def _labelled(line: _Line) -> _Line:
    found = _LABEL.match(line.text)
    if found:
        word = found["label"].casefold()
        line.label = next((kind for kind, starts in _KINDS if word.startswith(starts)), "")
        line.text = found["value"].strip()
    return line


def _reference(lines: Sequence[_Line], used: set[int]) -> Found:
    for line in sorted(lines, key=lambda line: line.label != "reference"):
        found = _LABELLED.search(line.text)
        code = found["code"] if found else _bare_code(line)
        if not code:
            continue
        used.add(line.at)
        sentence = line.text
        line.text = _without(line.text, found[0] if found else code)
        return Found(code, sentence, line.place)
    return Found()


def _bare_code(line: _Line) -> str:
    """A code that stands by itself: on its own, after a bar, or in brackets."""
    if line.label == "reference" and len(line.text.split()) <= _CODE_WORDS:
        return line.text
    if line.label in ("dates", "venue"):
        return ""
    parts = _CUTS.split(line.text) + re.findall(r"[(\[]([^()\[\]]+)[)\]]", line.text)
    return next(
        (part for part in map(str.strip, parts) if _REFERENCE.fullmatch(part) and re.search(r"\d", part)), ""
    )


def _without(text: str, words: str) -> str:
    """The rest of a line once one fact is taken out of it."""
    before, _, after = text.partition(words)
    before = re.sub(r"(?:^|(?<=\s))(?:from|on|du|le|del|el)\s+$", "", before, flags=re.IGNORECASE)
    rest = re.sub(r"[(\[]\s*[)\]]", "", before + after)
    return re.sub(r"^(?:from|on|du|del)$", "", rest.strip(_EDGES), flags=re.IGNORECASE)


def _dates(lines: Sequence[_Line], used: set[int]) -> Dates | None:
    for line in sorted(lines, key=lambda line: line.label != "dates"):
        if line.is_heading and len(line.text.split()) > _LINE_WORDS:
            continue
        for one in dates.named(line.text):
            if one.start or one.impossible:
                used.add(line.at)
                sentence = line.text
                line.text = _without(line.text, one.as_written)
                return replace(one, sentence=sentence, place=line.place)
    return None


def _title(lines: Sequence[_Line], used: set[int]) -> Found:
    """The labelled title, else the first heading, else the first line that is nothing else."""
    free = [line for line in lines if _is_free(line)]
    for is_wanted in (
        lambda line: line.label == "title",
        lambda line: line.is_heading,
        lambda line: not line.label,
    ):
        line = next((line for line in free if is_wanted(line)), None)
        if line:
            used.add(line.at)
            sentence, line.text = line.text, ""
            return Found(_KIND_OF_PAPER.sub("", sentence).strip(_EDGES) or sentence, sentence, line.place)
    return Found()


def _is_free(line: _Line) -> bool:
    """Whether a line may be the title: short words, no sentence, nothing already taken."""
    text = line.text
    if not text or line.label in ("dates", "venue", "reference") or _kind_only(text) or _GREETING.match(text):
        return False
    return len(text) <= _LONGEST_TITLE and (line.is_heading or text[-1] not in ".;,:")


def _venue(lines: Sequence[_Line], used: set[int], beside: frozenset[int]) -> Found:
    """A labelled line, a line that names a house, what stands beside the date or reference, or right below them."""
    labelled = [line for line in lines if line.label == "venue" and line.text]
    short = [
        line
        for line in lines
        if not line.label and 1 < len(line.text) <= _LONGEST_VENUE and not _kind_only(line.text)
    ]
    plausible = [line for line in short if line.text[0].isupper() and line.text[-1] not in ".,:;?"]
    telling = [line for line in plausible if _VENUE_WORD.search(line.text)]
    beside_date = [line for line in plausible if line.at in beside and not _KIND_OF_PAPER.match(line.text)]
    after_facts = [
        line
        for line in plausible
        if beside and line.at == max(beside) + 1 and not re.search(r"\d", line.text)
    ]
    for line in (*labelled, *telling, *beside_date, *after_facts):
        used.add(line.at)
        text, line.text = line.text.strip(_EDGES), ""
        return Found(re.sub(r"^(?:at|in|à)\s+", "", text), text, line.place)
    return Found()


def _title_below(sentences: Sequence[Sentence]) -> Found:
    """A letter names its meeting in a sentence, between quotation marks."""
    for sentence in sentences:
        if found := _TITLED.search(sentence.text):
            return Found(found["title"].strip(), sentence.text, sentence.place)
    return Found()


def _reference_below(sentences: Sequence[Sentence]) -> Found:
    for sentence in sentences:
        if found := _LABELLED.search(sentence.text):
            return Found(found["code"], sentence.text, sentence.place)
    return Found()


_MEETS = re.compile(
    r"\b(?:held|hosted|meets?|meeting|gathers?|convened?|take[sn]? place|taking place|dates?|when|retreat|roundtable|join us|invit\w+|assembles?"
    r"|aura lieu|réunira|tiendra|from|du)\b",
    re.IGNORECASE,
)
_NOT_IT = re.compile(
    r"\b(?:report of|dated|adopted|published|deadline|reply by|replies? by|register|no later than|since|was held|last year|earlier edition"
    r"|avant le|until then)\b|\bby\s+\w*\s*\d",
    re.IGNORECASE,
)


def _dates_below(sentences: Sequence[Sentence]) -> Dates | None:
    """Without a date on the title page: the first one in a sentence about meeting."""
    for sentence in sentences:
        labelled = _LABEL.match(sentence.text)
        if not (labelled or _MEETS.search(sentence.text)) or _NOT_IT.search(sentence.text):
            continue
        for one in dates.named(sentence.text):
            if one.start or one.impossible:
                return replace(one, sentence=sentence.text, place=sentence.place)
    return None


def _venue_below(sentences: Sequence[Sentence]) -> Found:
    for sentence in sentences:
        labelled = _LABEL.match(sentence.text)
        if labelled and labelled["label"].casefold() in (
            "venue",
            "place",
            "location",
            "where",
            "lieu",
            "lugar",
        ):
            return Found(labelled["value"].strip(" ."), sentence.text, sentence.place)
    for sentence in sentences:
        for found in _HELD_AT.finditer(sentence.text):
            venue = re.sub(r"^(?:the|la|le|l['’])\s+(?=[A-ZÀ-Ý])", "", found["venue"])
            if (
                venue.split()[0].casefold() not in dates.MONTHS
                and venue.split()[0].casefold() not in dates.WEEKDAYS
            ):
                return Found(venue, sentence.text, sentence.place)
    return Found()
