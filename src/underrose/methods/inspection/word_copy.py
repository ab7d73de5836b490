"""A clean Word file: the text of another, written anew with the styles of the house. See `word_body` for what is taken over."""

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from underrose.methods.inspection import word_sheet
from underrose.methods.inspection.markup import attribute, child, each, local
from underrose.methods.inspection.package import Package, opened
from underrose.methods.inspection.package_words import looks_of
from underrose.methods.inspection.values import CleanCopy
from underrose.methods.inspection.word_body import Body
from underrose.methods.inspection.word_lists import Lists
from underrose.methods.inspection.word_marks import made
from underrose.methods.inspection.word_pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMARKS = (
    (
        "shape",
        (
            "Shapes laid over the page were left out, and what lay under them can be seen in the copy: {}. "
            "Please look at those places."
        ),
    ),
    ("picture", "Pictures, charts or drawings that could not be made anew were left out: {}."),
    ("link", "Links that lead to a file, a mail address or a shared folder became plain words: {}."),
    ("change", "Passages put in by tracked changes were left out: {}."),
)
_ALWAYS = (
    "Headings, paragraphs, lists, tables, notes, links and pictures are kept, in the typeface of the house.",
    "Running heads and feet are left out, and so are the alternative texts of pictures: please write them anew where needed.",
)
_KEPT = "Inserted words of tracked changes stand as plain words; deleted words are gone."
_SHEET = ("pgSz", "pgMar")


def ready() -> None:
    """Read the styles before no file can be opened any more."""
    word_sheet.templates()


def copy(content: bytes, *, keep_insertions: bool) -> CleanCopy:
    """The new file, and what is different in it."""
    package, _ = opened(content)
    writer = _Writer(package, keep_insertions=keep_insertions)
    made_anew = writer.sheet().packed()
    remarks = [sentence.format(writer.counts[key]) for key, sentence in _REMARKS if writer.counts[key]]
    return CleanCopy(made_anew, (*_ALWAYS, *([_KEPT] if keep_insertions else []), *remarks))


class _Writer:
    """One file at work: its body first, then the notes in the order in which the body calls them."""

    def __init__(self, package: Package, *, keep_insertions: bool) -> None:
        self.package = package
        self.keep_insertions = keep_insertions
        self.counts: Counter[str] = Counter()
        self.pictures = Pictures(package)
        self.looks = looks_of(package)
        numbering = next(package.of_kind("wordprocessingml.numbering+xml"), "")
        self.lists = Lists(package.tree(numbering) if numbering else None)
        self.called: dict[tuple[str, str], int] = {}

    def sheet(self) -> word_sheet.Sheet:
        body = made("body")
        references, note_references = word_sheet.References(), word_sheet.References()
        main = self.package.main()
        old = child(self.package.tree(main), "body")
        if old is not None:
            body.extend(list(self._body(main, references).blocks(old)))
            body.append(_section(old))
        notes = list(self._notes(note_references))
        return word_sheet.Sheet(
            body=body,
            notes=notes,
            lists=self.lists.part(),
            language=self._language(),
            media=self.pictures.media,
            body_references=references,
            note_references=note_references,
        )

    def _body(self, name: str, references: word_sheet.References, *, is_note: bool = False) -> Body:
        targets, outside = _targets(self.package, name)
        draw = partial(
            self.pictures.drawn, targets=targets, folder=name.rpartition("/")[0], references=references
        )
        return Body(
            looks=self.looks,
            lists=self.lists,
            references=references,
            targets=outside,
            picture=draw,
            note=None if is_note else self._called,
            keep_insertions=self.keep_insertions,
            counts=self.counts,
            style="FootnoteText" if is_note else "BodyText",
        )

    def _called(self, kind: str, key: str) -> int:
        return self.called.setdefault((kind, key), len(self.called) + 1)

    def _notes(self, references: word_sheet.References) -> "Iterator[etree._Element]":
        """The notes that the text calls; footnotes and endnotes become one sequence of footnotes."""
        found: dict[tuple[str, str], tuple[str, etree._Element]] = {}
        for name in self.package.of_kind("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"):
            for note in each(self.package.tree(name), "footnote", "endnote"):
                found[local(note), attribute(note, "id")] = name, note
        for key, number in self.called.items():
            new = made("footnote", id=str(number))
            if key in found:
                name, note = found[key]
                new.extend(list(self._body(name, references, is_note=True).blocks(note)))
            if not len(new):
                new.append(made("p"))
            yield new

    def _language(self) -> str:
        return attribute(child(self.looks.defaults, "lang"), "val")


def _targets(package: Package, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Key → part inside, and key → address outside, of everything a part refers to."""
    folder, _, base = name.rpartition("/")
    rels = f"{folder}/_rels/{base}.rels".lstrip("/")
    inside: dict[str, str] = {}
    outside: dict[str, str] = {}
    for found in each(package.tree(rels), "Relationship") if rels in package.parts else ():
        is_outside = attribute(found, "TargetMode").lower() == "external"
        (outside if is_outside else inside)[attribute(found, "Id")] = attribute(found, "Target")
    return inside, outside


def _section(body: etree._Element) -> etree._Element:
    """The size of the sheet and its margins, in numbers alone."""
    new = made("sectPr")
    old = child(body, "sectPr")
    for name in _SHEET:
        found = child(old, name)
        if found is not None:
            values = {
                local_name: str(value)
                for key, value in found.attrib.items()
                if (local_name := str(key).rpartition("}")[2])
                in {*"wh", "top", "right", "bottom", "left", "gutter"}
                and str(value).lstrip("-").isdigit()
            }
            if attribute(found, "orient") == "landscape":
                values["orient"] = "landscape"
            new.append(made(name, **values))
    return new
