"""Public attribution: which words of a text stand under a source that anybody can look up.

A subject is public where its sentence, or the footnote of it, proves where it spoke.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from underrose.methods.attribution.frames.citations import citations
from underrose.methods.attribution.frames.evidence import CUE, Evidence, Kind, evidence
from underrose.methods.attribution.frames.lexicon import CAPITAL, FINITE, OFFICE, PUBLISHED, SPEECH, WORK
from underrose.methods.attribution.frames.notes import LAST_MARK, MARK, mark_of
from underrose.methods.attribution.frames.relations import Span, Stretch, belongs, quotation_of
from underrose.methods.attribution.frames.subjects import Standing, Subject, subjects
from underrose.methods.attribution.passages import Passage


@dataclass(frozen=True, slots=True)
class Public:
    """A public attribution: whose words, where they can be looked up, and the words quoted, all in the original text."""

    subject: Span | None
    evidence: Span
    kind: Kind
    quote: Span | None = None

    @property
    def spans(self) -> Iterator[Span]:
        """What needs no further look: subject, evidence, and the quoted words."""
        if self.subject and 0 <= self.evidence[0] - self.subject[1] <= _CLOSE:
            yield self.subject[0], self.evidence[1]
        else:
            if self.subject:
                yield self.subject
            yield self.evidence
        if self.quote:
            yield self.quote


_CLOSE = 40
"""Characters between a subject and its evidence, within which both are one span."""
_LOOKS_BACK = 200
_LONGEST_NOTE, _LONGEST_MARK = 2_000, 40
"""Characters of a footnote that are read, and of what may stand behind the last word of a paragraph."""
_QUOTED = 600
"""Characters before a sentence in which a quotation of it may end."""
_QUOTE = re.compile(r"“[^”]{2,2000}”|„[^“”]{2,2000}[“”]|«[^»]{2,2000}»|\"[^\"]{2,2000}\"")
_NOUN = re.compile(rf"\b(?:{SPEECH}|{PUBLISHED}|{WORK})s?\b", re.IGNORECASE)
_NO_DOCUMENT = re.compile(rf"[“”\";:]|\bthat\b|\b(?:{FINITE})\b|[^(,\s]$")
_ARTICLE = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts)\s+(?:[\w-]+\s+){0,2}$")
_SAYS = re.compile(rf"\b(?:{FINITE})\b")
_LED = re.compile(
    rf"\]?(?:\([^()\s]*\))?,?\s+(?:\w+\s+)?(?:led|launched|initiated|sponsored|convened|adopted|endorsed|supported|signed|hosted|facilitated|proposed|presented)(?:\s+jointly)?\s+by\s+"
    rf"(?:(?:the\s+)?(?:[Gg]overnments?\s+of\s+(?:the\s+)?{CAPITAL}\w+(?:(?:,\s+|,?\s+and\s+|\s+of\s+)(?:the\s+)?{CAPITAL}\w+)*|\d+\s+(?:\w+\s+)?(?:[Ss]tates|Member States|countries|governments|members|nations|organi[sz]ations))"
    rf"(?:\s+and\s+(?:\w+\s+by\s+)?(?=\d|(?:the\s+)?[Gg]overnment))?)+",
)
_LEADING = re.compile(
    rf"(?:[Tt]he\s+)?[Gg]overnment\s+of\s+(?:the\s+)?{CAPITAL}\w+(?:\s+{CAPITAL}\w+)?[-–‑](?:led|sponsored|backed|initiated)\s+\[?$"
)
_OFFICE = re.compile(rf"{OFFICE}(?!\w)")
_TRAILING = re.compile(r"[ \t]*(?:[(\[][^()\[\]\n]{3,160}[)\]][.]?|[—–]\s?[^\n]{3,160})")
_REFERENCE = re.compile(r"\s*(?:[¹²³⁰⁴-⁹]+|\[\^?\d+\]:?)\s*(?:See|Cf\.)?")


def public(passage: Passage, notes: Mapping[str, str]) -> Iterator[Public]:
    """The public attributions of a passage. `notes` leads from the mark of a footnote to what the footnote says.

    Linear: only sentences with a figure or an address are read, each by a fixed number of patterns.
    """
    text = passage.text
    quotes: tuple[Span, ...] | None = None
    proofs = _Proofs(notes)
    at = 0
    while cue := CUE.search(text, at):
        start, end = _stretch(passage, cue.start())
        at = max(end, cue.end())
        if quotes is None:
            quotes = tuple(match.span() for match in _QUOTE.finditer(text))
        # Quotations follow one another, so those near a sentence stand together.
        first = bisect_left(quotes, start - _QUOTED, key=itemgetter(1))
        last = bisect_left(quotes, end, key=itemgetter(0))
        yield from (Public(None, span, Kind.work) for span in citations(text, start, end))
        stretch = Stretch(text, start, end, quotes[first:last])
        found = [*evidence(text, start, end), *_noted(text, start, end, proofs)]
        if found:
            yield from _linked(stretch, found)


def _stretch(passage: Passage, position: int) -> Span:
    """The sentence, with a bracket or a dash with its source that follows as if it were a sentence of its own."""
    start, end = passage.sentence_of(position)
    text = passage.text
    rest = _TRAILING.match(text, end)
    if start and _TRAILING.match(text, start):
        start = passage.sentence_of(max(0, start - 2))[0]
    return start, max(position + 1, rest.end() if rest else end)


class _Proofs(dict[str, tuple[Evidence, ...]]):
    """What the footnotes prove, by their marks; each is read once, however often a text leads to it."""

    def __init__(self, notes: Mapping[str, str]) -> None:
        super().__init__()
        self.notes = notes

    def __missing__(self, mark: str) -> tuple[Evidence, ...]:
        note = self.notes.get(mark, "")
        found = self[mark] = evidence(note[:_LONGEST_NOTE]) if note else ()
        return found


def _noted(text: str, start: int, end: int, proofs: _Proofs) -> Iterator[Evidence]:
    for match in MARK.finditer(text, start, end):
        kinds = [one.kind for one in proofs[mark_of(match.group())] if one.kind is not Kind.instrument]
        if kinds and text[start : match.start()].strip():
            yield Evidence(match.start(), match.end(), max(kinds))


def _linked(stretch: Stretch, found: list[Evidence]) -> Iterator[Public]:
    whole = _reference_line(stretch, found)
    if whole:
        yield whole
        return
    named = [s for s in subjects(stretch.text, stretch.start, stretch.end) if not _is_quoted(stretch, s)]
    for proof in found:
        yield from _documents(stretch, proof)
        for subject in named:
            is_apart = subject.end <= proof.start or proof.end <= subject.start
            if is_apart and belongs(stretch, subject, _weighed(proof, subject)):
                yield Public(
                    (subject.start, subject.end),
                    (proof.start, proof.end),
                    proof.kind,
                    quotation_of(stretch, subject),
                )


def _weighed(proof: Evidence, subject: Subject) -> Evidence:
    """The day of a speech, without its place, proves something for an office or a body, whose speeches are public."""
    if proof.kind is Kind.dated and subject.standing > Standing.held_by_many:
        return proof._replace(kind=Kind.speech)
    return proof


def _reference_line(stretch: Stretch, found: list[Evidence]) -> Public | None:
    """A footnote of its own: everything up to the last of its evidence is a citation, if nobody says anything in it."""
    last = max(one.end for one in found)
    start = _REFERENCE.match(stretch.text, stretch.start, stretch.end)
    if not start or not any(one.kind > Kind.instrument for one in found):
        return None
    if _SAYS.search(stretch.text, start.end(), last):
        return None
    return Public(None, (stretch.start, last), max(one.kind for one in found))


def _documents(stretch: Stretch, proof: Evidence) -> Iterator[Public]:
    """The evidence itself, with the name of the document before it and the governments that lead an initiative."""
    if proof.kind not in (Kind.document, Kind.instrument, Kind.judgment, Kind.work):
        return
    start, end = proof.start, proof.end
    before = stretch.text[max(stretch.start, start - _LOOKS_BACK) : start]
    if proof.kind is Kind.instrument:
        if leading := _LEADING.search(before):
            start -= len(before) - leading.start()
        if led := _LED.match(stretch.text, end, stretch.end):
            end = led.end()
    elif (named := _last_document(before)) is not None:
        start -= len(before) - named
    yield Public(None, (start, end), proof.kind)


def _last_document(before: str) -> int | None:
    """Where the noun phrase of a document begins that ends with its evidence: "the Report of ... ("."""
    found = None
    for noun in _NOUN.finditer(before):
        rest = before[noun.end() :]
        if rest and not _NO_DOCUMENT.search(rest):
            found = noun.start()
    if found is None:
        return None
    article = _ARTICLE.search(before[:found])
    return article.start() if article else found


def _is_quoted(stretch: Stretch, subject: Subject) -> bool:
    return any(start < subject.start and subject.end < end for start, end in stretch.quotes)


def standing(passage: Passage, notes: Mapping[str, str]) -> Iterator[Public]:
    """A footnote at the end of a paragraph holds for all its sentences, for the office whose document it cites.

    "The Secretary-General has made prevention a priority. ... ¹" with "¹ Report of the Secretary-General, A/73/890".
    """
    text = passage.text
    proofs = _Proofs(notes)
    for start, end in passage.paragraphs if notes else ():
        mark = LAST_MARK.search(text, max(start, end - _LONGEST_MARK), end)
        if mark is None or not any(one.kind >= Kind.document for one in proofs[mark_of(mark["mark"])]):
            continue
        note = notes[mark_of(mark["mark"])]
        for subject in subjects(text, start, end):
            office = _OFFICE.search(text, subject.start, subject.end)
            if subject.standing is Standing.office and office and office.group() in note:
                yield Public((subject.start, subject.end), mark.span("mark"), Kind.document)
