"""A concept note, read: a document goes in, all that was understood of it comes out, and what was not beside it."""

from collections.abc import Sequence
from dataclasses import replace

from underrose.concept.note import company, dates, participation, proposals, purposes
from underrose.concept.note.areas import list_of_areas
from underrose.concept.note.contacts import contacts
from underrose.concept.note.cover import Cover, read_cover
from underrose.concept.note.model import Dates, FootnoteRead, NoteReading, Section, SectionKind, Sentence
from underrose.concept.note.outline import is_prose, markdown, outline
from underrose.concept.note.plain import plain
from underrose.concept.note.plausible import verdict
from underrose.concept.note.quotations import quotations
from underrose.context import symbols
from underrose.context.gazetteer import Gazetteer
from underrose.methods.documents.model import Block, Document, Kind


def understand(document: Document, gazetteer: Gazetteer) -> NoteReading:
    """Read a note. Every block ends up in a section, on the title page, or among what was not understood."""
    cut = outline(document)
    opening, prose = _parted(cut.opening)
    sections = _with_opening(prose, cut.sections)
    said = proposals.all_sentences(sections)
    cover = read_cover(opening, said)
    on = cover.dates.start if cover.dates else None
    last_day = cover.dates.end if cover.dates else None
    lines = [(plain(block.text), block.place) for block in opening]
    partners = company.partners(sections, said, lines, gazetteer)
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
            FootnoteRead(note.number, note.text, note.place, list_of_areas(note.text, gazetteer, on))
            for note in document.footnotes
        ),
        sentences=said,
        dates_named=_dates_named(cover, said),
        series=company.series(said, cover.title),
        partners=partners,
        objectives=purposes.objectives(sections),
        lenses=purposes.lenses(sections, said),
        themes=purposes.themes(sections, said),
        caps=participation.caps(said),
        groups=participation.groups(sections, gazetteer, on),
        quotations=quotations(sections, opening),
        citations=_citations(document, said),
        contacts=contacts(sections, opening),
        follow_up=proposals.follow_up(said, last_day),
        proposals=proposals.proposals(sections, said),
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
    texts = [*(sentence.text for sentence in said), *(plain(note.text) for note in document.footnotes)]
    found = (
        symbol.canonical for text in texts for mention in symbols.find(text) for symbol in mention.symbols
    )
    return tuple(dict.fromkeys(found))
