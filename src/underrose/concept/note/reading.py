"""A concept note, read: a document goes in, all that was understood of it comes out, and what was not beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from underrose.concept.note import company, dates, participation, proposals, purposes
from underrose.concept.note.areas import list_of_areas
from underrose.concept.note.contacts import contacts
from underrose.concept.note.cover import Cover, read_cover
from underrose.concept.note.model import Dates, FootnoteRead, NoteReading, Section, SectionKind, Sentence
from underrose.concept.note.outline import is_prose, markdown, outline
from underrose.concept.note.plain import LONGEST, plain
from underrose.concept.note.plausible import verdict
from underrose.concept.note.quotations import quotations
from underrose.context import symbols
from underrose.context.gazetteer import Gazetteer
from underrose.methods.documents.model import Block, Document, Kind

_LETTERS = 200_000


def understand(document: Document, gazetteer: Gazetteer) -> NoteReading:
    """Read a note. Every block ends up in a section, on the title page, or among what was not understood."""
    cut = outline(document)
    opening, prose = _parted(cut.opening)
    sections = _with_opening(prose, cut.sections)
    close = tuple(_close(sections))
    said = proposals.all_sentences(close)
    title_page = _bounded(opening)
    cover = read_cover(title_page, said)
    on = cover.dates.start if cover.dates else None
    last_day = cover.dates.end if cover.dates else None
    lines = [(plain(block.text), block.place) for block in title_page]
    partners = company.partners(close, said, lines, gazetteer)
    is_partner_line = [
        any(partner.sentence == plain(block.text) for partner in partners) for block in opening
    ]
    used = [at in cover.used or is_partner_line[at] for at in range(len(opening))]
    reading = NoteReading(
        title=cover.title,
        reference=cover.reference,
        dates=cover.dates,
        venue=cover.venue,
        summary=next((section.markdown for section in sections if section.kind is SectionKind.summary), ""),
        sections=sections,
        title_blocks=tuple(block for at, block in enumerate(opening) if used[at]),
        not_understood=tuple(block for at, block in enumerate(opening) if not used[at]),
        footnotes=tuple(
            FootnoteRead(
                note.number, note.text, note.place, list_of_areas(note.text[:LONGEST], gazetteer, on)
            )
            for note in document.footnotes
        ),
        sentences=said,
        dates_named=_dates_named(cover, said),
        series=company.series(said, cover.title),
        partners=partners,
        objectives=purposes.objectives(close),
        lenses=purposes.lenses(close, said),
        themes=purposes.themes(close, said),
        caps=participation.caps(said),
        groups=participation.groups(close, gazetteer, on),
        quotations=quotations(close, title_page),
        citations=_citations(document, said),
        contacts=contacts(close, title_page),
        follow_up=proposals.follow_up(said, last_day),
        proposals=proposals.proposals(close, said),
        is_plausible=False,
        reason="",
        left_out=document.left_out,
    )
    is_plausible, reason = verdict(reading)
    return replace(reading, is_plausible=is_plausible, reason=reason)


def _parted(opening: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The lines of the title page, and the text that follows them without a heading."""
    for at, block in enumerate(opening):
        if is_prose(block) or block.kind in (Kind.item, Kind.quote):
            return tuple(opening[:at]), tuple(opening[at:])
    return tuple(opening), ()


def _close(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections as they are read closely: the first hundred pages of them."""
    letters = 0
    for section in sections:
        letters += len(section.markdown)
        yield _within_bounds(section) if letters <= _LETTERS else replace(section, blocks=(), markdown="")


def _within_bounds(section: Section) -> Section:
    """The section as it is read closely; what is too long for that stays in the section and is passed over."""
    if len(section.markdown) <= LONGEST:
        return section
    return replace(section, blocks=_bounded(section.blocks), markdown=markdown(_bounded(section.blocks[1:])))


def _bounded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(
        replace(block, text=block.text if len(block.text) <= LONGEST else "", rows=block.rows[:200])
        for block in blocks
    )


def _with_opening(prose: Sequence[Block], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Text above the first heading is a section without a heading: the summary, where there is no other."""
    if not prose:
        return sections
    has_summary = any(section.kind is SectionKind.summary for section in sections)
    kind = SectionKind.other if has_summary else SectionKind.summary
    return (Section("", kind, markdown(prose), prose[0].place, tuple(prose)), *sections)


def _dates_named(cover: Cover, said: Sequence[Sentence]) -> tuple[Dates, ...]:
    named = [cover.dates] if cover.dates else []
    own = named[0].sentence if named else ""
    for sentence in said:
        if sentence.text != own:
            named += [
                replace(one, sentence=sentence.text, place=sentence.place)
                for one in dates.named(sentence.text)
            ]
    return tuple(named)


def _citations(document: Document, said: Sequence[Sentence]) -> tuple[str, ...]:
    """United Nations documents cited anywhere, each once, text before footnotes."""
    texts = [
        *(sentence.text for sentence in said),
        *(plain(note.text[:LONGEST]) for note in document.footnotes),
    ]
    found = (
        symbol.canonical for text in texts for mention in symbols.find(text) for symbol in mention.symbols
    )
    return tuple(dict.fromkeys(found))
