"""A paper as a tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst from a tree of plain values."""

import re
from datetime import UTC, datetime

from underrose.methods.documents import glyphs, marks, typesetting
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.model import Paper, PaperContact
from underrose.methods.documents.typesetting import Tree

__all__ = ["MissingGlyphs", "paper_pdf"]

_PHONE = re.compile(r"\+\d{7,15}")


def paper_pdf(paper: Paper) -> bytes:
    """The paper, ready to send: tagged, all fonts inside, nothing in it but what is on its pages."""
    tree = _tree(paper)
    glyphs.require_all(typesetting.texts(tree))
    return typesetting.compiled("paper.typ", tree, is_rtl=paper.direction == "rtl")


def _tree(paper: Paper) -> Tree:
    numbers = [note.number for note in paper.footnotes]
    inline = typesetting.Inline()
    passages = [
        {
            "heading": inline.tree(heading := marks.runs(passage.heading, numbers)),
            "is_headed": marks.has_words(heading),
            "parts": inline.parts(marks.parts(passage.markdown, numbers)),
            "is_summary": bool(passage.heading) and passage.heading == paper.labels.get("summary", "Summary"),
        }
        for passage in paper.passages
    ]
    language, region = typesetting.language(paper.language)
    dated = paper.dated or datetime.now(UTC).date()  # PDF/A asks for a date; a day is enough
    title = marks.plain(paper.title) or marks.plain(paper.kind) or marks.plain(paper.reference)
    return {
        "kind": marks.plain(paper.kind),
        "title": title,
        "head": marks.shortened(title),
        "reference": marks.plain(paper.reference),
        "facts": [fact for fact in map(marks.plain, (paper.when, paper.place, paper.reference)) if fact],
        "organiser": marks.plain(paper.organiser),
        "partners": [marks.plain(partner) for partner in paper.partners],
        "passages": passages,
        "notes": {
            note.number: [inline.tree(line) for line in note_lines(note.text)] for note in paper.footnotes
        },
        "unread": [note.number for note in paper.footnotes if note.number not in inline.seen],
        "contacts": [_contact(contact) for contact in paper.contacts],
        "contacts_heading": marks.plain(paper.contacts_heading),
        "labels": {"comma": typesetting.comma(language)}
        | {key: marks.plain(label) for key, label in paper.labels.items()},
        "language": language,
        "region": region,
        "direction": paper.direction,
        "fonts": typesetting.font_order(language),
        "size": paper.page_size,
        "dated": [dated.year, dated.month, dated.day],
    }


def note_lines(text: str) -> list[marks.Runs]:
    """The paragraphs of a footnote; a footnote has no lists, headings or further notes."""
    return [line for piece in re.split(r"\n\s*\n", text) if (line := marks.runs(piece))]


def telephone_address(number: str) -> str:
    """What a telephone dials, or nothing where the number as written cannot be dialled from abroad."""
    if re.search(r"\(0\)\s*0", number):  # the trunk zero stands twice: nobody could tell which was meant
        return ""
    digits = re.sub(r"[\s().\-–/]", "", number.replace("(0)", ""))
    return f"tel:{digits}" if _PHONE.fullmatch(digits) else ""


def write_address(mail: str) -> str:
    return f"mailto:{mail}" if re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+", mail) else ""


def _contact(contact: PaperContact) -> Tree:
    mail = marks.plain(contact.mail)
    telephone = marks.plain(contact.telephone)
    return {
        "role": marks.plain(contact.role),
        "name": marks.plain(contact.name),
        "telephone": telephone,
        "dial": telephone_address(telephone),
        "mail": mail,
        "write": write_address(mail),
    }
