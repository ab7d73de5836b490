"""What is found inside a file: every place that can hold a word about a person, and every part that was accounted for."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST = 20_000
"""Letters of one value; what is longer ends in "…"."""
MOST = 20_000
"""Findings in one file; a file with more is not one a person can judge, and is blocked."""


class What(StrEnum):
    """The kinds of places. The word is what a person is shown."""

    author = "author"
    last_editor = "last modified by"
    revision = "number of revisions"
    moment = "date or time"
    topic = "title, subject, keywords or category"
    remark = "remark in the properties"
    house = "company, manager, program or template"
    custom_property = "custom property"
    label = "sensitivity label or signature"
    people = "list of people who worked on it"
    revision_ids = "identifiers of the document and its revisions"
    comment = "comment"
    comment_author = "author of a comment"
    deleted = "deleted text of a tracked change"
    inserted = "inserted text of a tracked change"
    change_author = "author of a tracked change"
    hidden_text = "hidden text"
    earlier = "earlier version"
    running_head = "running head or foot"
    alternative_text = "alternative text or name of a picture or drawing"
    bookmark = "bookmark"
    field = "field or instruction"
    form_field = "form field or control"
    document_variable = "document variable or data of the template"
    link = "link or file elsewhere"
    style_name = "name of a style of one's own"
    drawing_words = "words in a drawing, chart or diagram"
    embedded = "embedded file or object"
    attachment = "attached file"
    macro = "macro or script"
    thumbnail = "preview picture"
    camera = "camera, program or person in a picture (EXIF)"
    gps = "place where a picture was taken (GPS)"
    colour_profile = "colour profile (ICC)"
    xmp = "metadata (XMP)"
    picture_remark = "remark in a picture"
    pdf_info = "properties of the PDF"
    annotation = "note or mark on a page"
    annotation_author = "author of a note or mark"
    hidden_sheet = "hidden sheet"
    hidden_cells = "hidden row, column or cell"
    defined_name = "defined name"
    formula = "formula"
    unused_words = "words kept in the file that no cell shows"
    printer = "printer settings"
    other = "other words"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing found: in which part of the file, what it is, its words, and where, in a sentence."""

    path: str
    what: What
    value: str
    where: str
    stays: bool = False
    """Whether the clean copy still shows it, as the plain words of the page: an insertion that is read as accepted."""
    field: str = ""
    """The property that holds it, as the format calls it: "Title". Blank where the kind says it all."""


@dataclass(frozen=True, slots=True)
class Member:
    """One part of the file that was accounted for: a member of the archive, a segment, a kind of object."""

    path: str
    role: str
    size: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of a file, drawn small for the eyes of a person."""

    name: str
    """Of its part, or the number of the page on which it is first painted."""
    width: int
    height: int
    """In points of its own; 0 where it was not drawn."""
    png: bytes
    """A new picture; nothing where it was not drawn."""
    digest: str
    """Of its bytes in the file. It is never stored, and never shown without a key over it."""
    is_plain: bool = False
    """Whether it has one colour: there is nothing to see in it."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that was found. A file with `blocked` has no clean copy, and the sentence says why and what to do."""

    kind: str
    parts: tuple[Part, ...] = ()
    members: tuple[Member, ...] = ()
    blocked: str = ""
    text: str = ""
    """The words a reader sees, in the order of the file: for the guard, and to compare a copy with."""

    @property
    def left_out(self) -> tuple[Part, ...]:
        """What a clean copy does not carry."""
        return tuple(part for part in self.parts if not part.stays)


@dataclass(frozen=True, slots=True)
class CleanCopy:
    """A new file, and what is said about it beside it."""

    content: bytes
    remarks: tuple[str, ...] = ()
    kind: str = ""
    """"docx", "xlsx", "pdf", "png" or "jpg"."""
