"""The note as it was written, block by block: each with its place, and the remarks that are about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from underrose.concept.note.model import Finding, NoteReading
from underrose.kit import text
from underrose.methods.documents.model import Block, Document, Kind


@dataclass(slots=True)
class SourceBlock:
    """One block of the file. `name` is where a link lands; only the first block of a place bears it."""

    kind: str
    place: str
    html: SafeString
    rows: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class AsWritten:
    blocks: list[SourceBlock]
    unplaced: list[Finding]
    """Remarks about the note as a whole, or about a page that is not shown here."""

    @property
    def remarked(self) -> list[SourceBlock]:
        return [block for block in self.blocks if block.findings]


def name_of(place: str) -> str:
    """Where a place such as "line 25" or "footnote 2, line 29" stands on the page of review."""
    return f"at-{slugify(place.rpartition(', ')[2], allow_unicode=True)}" if place else ""


def shown(document: Document, findings: Iterable[Finding]) -> AsWritten:
    """Every block of the file in its order, then its footnotes, with each finding beside its words."""
    notes = {footnote.number: footnote.text for footnote in document.footnotes}
    drawn = text.pieces([_markdown(block) for block in document.blocks], notes=notes, name="source").texts
    blocks = [
        SourceBlock(block.kind, block.place, html, block.rows)
        for block, html in zip(document.blocks, drawn, strict=True)
    ]
    blocks += [
        SourceBlock("footnote", _footnote(one.number), text.html(one.text)) for one in document.footnotes
    ]
    by_name: dict[str, SourceBlock] = {}
    for block, place in zip(blocks, _places(document), strict=True):
        if place and place not in by_name:
            block.name = place
            by_name[place] = block
    by_name |= {name_of(block.place): block for block in blocks if block.kind == "footnote"}
    return AsWritten(blocks, _placed(findings, by_name))


def _markdown(block: Block) -> str:
    return f"- {block.text}" if block.kind == Kind.item else block.text


def _places(document: Document) -> list[str]:
    footnotes = [name_of(one.place or _footnote(one.number)) for one in document.footnotes]
    return [*(name_of(block.place) for block in document.blocks), *footnotes]


def _footnote(number: str) -> str:
    return _("footnote %(number)s") % {"number": number}


def _placed(findings: Iterable[Finding], by_name: dict[str, SourceBlock]) -> list[Finding]:
    """Puts each finding at its block and returns those that have none."""
    unplaced: list[Finding] = []
    for finding in findings:
        parts = finding.place.split(", ")
        block = next((by_name[name_of(part)] for part in parts if name_of(part) in by_name), None)
        (block.findings if block else unplaced).append(finding)
    return unplaced


def origins(reading: NoteReading) -> dict[str, str]:
    """For each field of the review, the place of the note it was taken from."""
    dates = reading.dates.place if reading.dates else ""
    caps, partners = reading.caps, reading.partners
    found = {
        "title": reading.title.place,
        "code": reading.reference.place,
        "start_on": dates,
        "end_on": dates,
        "venue": reading.venue.place,
        "series": reading.series.place if reading.series else "",
        "cap": caps[0].place if caps else "",
        "partners": partners[0].place if partners else "",
        "follow_up_from_months": reading.follow_up.place if reading.follow_up else "",
    }
    regimes = [one.place for one in reading.proposals if one.kind == "regime"]
    return {**found, "regime": regimes[0] if regimes else ""}


def with_origins(form: Any, reading: NoteReading) -> None:
    """Every field that was understood leads to the words it was understood from."""
    for name, place in origins(reading).items():
        if place:
            asked = form.fields[name]
            asked.help_text = _beside(asked.help_text, place)


def _beside(words: str | Promise, place: str) -> SafeString:
    link = format_html('<a href="#{}">{}</a>', name_of(place), place)
    return format_html("{} {}", words, link) if words else format_html(str(_("From {}")), link)
