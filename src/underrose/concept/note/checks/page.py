"""The public page against the note: what it drops, what it says in other words, what it adds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from underrose.concept.note import dates
from underrose.concept.note.model import Finding, NoteReading, Section, SectionKind
from underrose.concept.note.outline import is_prose
from underrose.concept.note.plain import LONGEST, folded, plain, sentences
from underrose.concept.note.words import say
from underrose.methods.documents.model import Block, Document, Kind

_ALIKE = 0.5
_SAME_LENGTH = 140
_AROUND = 3
_MOST_SHOWN = 30
_MOST_LINES = 2_000
_FEWEST_WORDS = 7
"""Shorter sentences on a page are furniture."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: Counter[str]
    place: str


def page(reading: NoteReading, public: Document) -> Iterator[Finding]:
    """Contacts are printed on the note and never on the page, so their part is not missed there."""
    shown = [line for block in public.blocks for line in _lines(block)][:_MOST_LINES]
    used: set[int] = set()
    yield from _cover(reading, public)
    for section in reading.sections:
        if section.kind is not SectionKind.enquiries:
            yield from _section(section, shown, used)
    if reading.footnotes and not public.footnotes:
        yield Finding(
            "page",
            "",
            say("The page leaves out the {number} of the note.", number=_footnotes(len(reading.footnotes))),
            say("Nothing need be done if the page is to be short; otherwise add the sources."),
        )
    yield from _added(shown, used, public)


def _footnotes(number: int) -> str:
    return say("footnote") if number == 1 else say("{number} footnotes", number=number)


def _lines(block: Block) -> Iterator[_Line]:
    texts = [block.text] if block.text else [cell for row in block.rows for cell in row]
    for text in texts:
        if len(text) > LONGEST:
            continue
        for sentence in sentences(text):
            words = _words(sentence)
            if words:
                yield _Line(plain(sentence), words, block.place)


def _words(text: str) -> Counter[str]:
    """The words of a sentence for comparing; quotation marks and points do not count."""
    letters = "".join(letter if letter.isalnum() else " " for letter in folded(text).replace("'", ""))
    return Counter(letters.split())


def _cover(reading: NoteReading, public: Document) -> Iterator[Finding]:
    text = " ".join(folded(block.text) for block in public.blocks)
    days = [one for block in public.blocks for one in dates.named(plain(block.text))]
    if reading.title and folded(reading.title.value) not in text:
        yield _dropped(reading.title.place, say("the title, “{title}”", title=reading.title.value))
    if reading.dates and reading.dates.start and all(one.start != reading.dates.start for one in days):
        yield _dropped(reading.dates.place, say("the dates, {dates}", dates=reading.dates.as_written))
    if reading.venue and folded(reading.venue.value) not in text:
        yield _dropped(reading.venue.place, say("the venue, {venue}", venue=reading.venue.value))
    if reading.reference and folded(reading.reference.value) not in text:
        yield _dropped(
            reading.reference.place, say("the reference, {reference}", reference=reading.reference.value)
        )


def _dropped(place: str, what: str) -> Finding:
    return Finding(
        "page",
        place,
        say("The page leaves out {what}.", what=what),
        say("Add it to the page, or leave it to the note on purpose."),
    )


def _section(section: Section, shown: Sequence[_Line], used: set[int]) -> Iterator[Finding]:
    """A part that is gone altogether is one finding; within a part that is kept, each sentence is its own."""
    body = section.blocks[1:] if section.heading else section.blocks
    said = [line for block in body for line in _lines(block)]
    matched = [(line, _nearest(line, shown, used)) for line in said]
    if said and all(at is None for _, at in matched):
        yield _dropped(
            section.place, say("the part “{heading}”", heading=section.heading or _short(said[0].text))
        )
        return
    for line, at in matched:
        if at is None:
            yield _dropped(line.place, say("the sentence “{sentence}”", sentence=_short(line.text)))
        elif shown[at].words != line.words:
            yield Finding(
                "page",
                line.place,
                _reworded(line.text, shown[at].text),
                say("Decide which wording is right, and use it in both."),
            )


def _nearest(line: _Line, shown: Sequence[_Line], used: set[int]) -> int | None:
    """The sentence of the page that shares most words, when it shares enough and is not taken."""
    best, best_share = None, _ALIKE
    total = line.words.total()
    for at, other in enumerate(shown):
        if at in used:
            continue
        share = 2 * (line.words & other.words).total() / (total + other.words.total())
        if share > best_share:
            best, best_share = at, share
    if best is not None:
        used.add(best)
    return best


def _added(shown: Sequence[_Line], used: set[int], public: Document) -> Iterator[Finding]:
    """Whole sentences that the note does not have. Headings, buttons and invitations to subscribe are furniture."""
    prose = {block.place for block in public.blocks if block.kind is Kind.item or is_prose(block)}
    for at, line in enumerate(shown):
        is_sentence = line.text[-1:] in '.”"' and line.words.total() >= _FEWEST_WORDS
        if at not in used and is_sentence and line.place in prose and not _is_furniture(line):
            yield Finding(
                "page",
                line.place,
                say("The page says what the note does not: “{sentence}”.", sentence=_short(line.text)),
                say("Add it to the note, or take it off the page."),
            )


def _is_furniture(line: _Line) -> bool:
    return bool({"newsletter", "subscribe", "cookies", "cookie", "copyright"} & line.words.keys())


def _reworded(here: str, there: str) -> str:
    """What differs, with a few words on both sides; the rest of the sentence is the same."""
    before, after = here.split(), there.split()
    changes = [
        change
        for change in SequenceMatcher(
            None, [folded(word) for word in before], [folded(word) for word in after], autojunk=False
        ).get_opcodes()
        if change[0] != "equal"
    ]
    first, last = changes[0], changes[-1]
    return say(
        "The page says it in other words: “{here}” became “{there}”.",
        here=_cut_out(before, first[1], last[2]),
        there=_cut_out(after, first[3], last[4]),
    )


def _cut_out(words: Sequence[str], start: int, end: int) -> str:
    start, end = max(0, start - _AROUND), min(len(words), end + _AROUND)
    kept = (
        " ".join(words[start:end])
        if end - start <= _MOST_SHOWN
        else " ".join(words[start : start + _MOST_SHOWN]) + " …"
    )
    kept = kept.rstrip(".")
    return ("… " if start else "") + kept + (" …" if end < len(words) and not kept.endswith("…") else "")


def _short(text: str) -> str:
    """Enough of a sentence to find it again."""
    text = " ".join(text.split())
    return text if len(text) <= _SAME_LENGTH else text[:_SAME_LENGTH].rsplit(" ", 1)[0] + " …"
