"""A paper as a tagged PDF (PDF/UA-1 and PDF/A-2a), set by typst from a tree of plain values."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from underrose.methods.documents import glyphs, marks
from underrose.methods.documents.glyphs import MissingGlyphs
from underrose.methods.documents.model import Paper, PaperContact

__all__ = ["MissingGlyphs", "paper_pdf"]

TEMPLATES = Path(__file__).parent / "templates"
_PHONE = re.compile(r"\+\d{7,15}")
_PROSE_FONTS = ("Source Serif 4", "Source Sans 3", "Noto Naskh Arabic", "Noto Sans SC")

Tree = dict[str, Any]


def paper_pdf(paper: Paper) -> bytes:
    """The paper, ready to send: tagged, all fonts inside, nothing in it but what is on its pages."""
    tree = _tree(paper)
    glyphs.require_all(_texts(tree))
    written = json.dumps(tree, ensure_ascii=False)
    if paper.direction == "rtl":
        written = written.replace(
            "\xad", ""
        )  # Arabic is not hyphenated, and typst 0.15 stops at one in a footnote
    return typst.compile(
        TEMPLATES / "paper.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": written},
        pdf_standards=["ua-1", "a-2a"],
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[glyphs.FONTS])


def _tree(paper: Paper) -> Tree:
    numbers = [note.number for note in paper.footnotes]
    inline = _Inline()
    passages = [
        {
            "heading": inline.tree(heading := marks.runs(passage.heading, numbers)),
            "is_headed": marks.has_words(heading),
            "parts": inline.parts(marks.parts(passage.markdown, numbers)),
            "is_summary": bool(passage.heading) and passage.heading == paper.labels.get("summary", "Summary"),
        }
        for passage in paper.passages
    ]
    language, region = _language(paper.language)
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
        "labels": {"comma": comma(language)}
        | {key: marks.plain(label) for key, label in paper.labels.items()},
        "language": language,
        "region": region,
        "direction": paper.direction,
        "fonts": _font_order(language),
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


def comma(language: str) -> str:
    return {"ar": "،", "fa": "،", "ur": "،", "zh": "，", "ja": "、"}.get(language, ",")


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


class _Inline:
    """Turns runs into what the template sets; knows which footnotes were already called."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def tree(self, runs: marks.Runs) -> list[Tree]:
        found: list[Tree] = []
        for url, group in groupby(runs, key=lambda run: run.url):
            inner = [self._run(run) for run in group]
            found += [{"link": url, "runs": inner}] if url else inner
        return found

    def _run(self, run: marks.Run) -> Tree:
        if run.is_break:
            return {"new_line": True}
        if run.note:
            is_again = run.note in self.seen
            self.seen.add(run.note)
            return {"note": run.note, "again": is_again}
        return {"text": run.text, "strong": run.is_strong, "emphasis": run.is_emphasis}

    def parts(self, parts: Iterable[marks.Part]) -> list[Tree]:
        return [self._part(part) for part in parts]

    def _part(self, part: marks.Part) -> Tree:
        match part:
            case marks.Heading(runs=runs, level=level):
                return {"kind": "heading", "level": level, "runs": self.tree(runs)}
            case marks.Paragraph(runs=runs):
                return {"kind": "paragraph", "runs": self.tree(runs)}
            case marks.Listing(items=items, is_ordered=is_ordered, start=start):
                lines = [self.parts(item) for item in items]
                return {"kind": "listing", "items": lines, "ordered": is_ordered, "start": start}
            case marks.Quotation(parts=inner):
                return {"kind": "quotation", "parts": self.parts(inner)}
            case marks.Table(heads=heads, rows=rows, sides=sides):
                cells = [[self.tree(cell) for cell in row] for row in (heads, *rows)]
                widths = marks.widths(part)
                return {
                    "kind": "table",
                    "heads": cells[0],
                    "rows": cells[1:],
                    "sides": sides,
                    "widths": widths,
                }
            case _:  # a rule
                return {"kind": "pause"}


def _texts(tree: object) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from _texts(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from _texts(value)


def _language(tag: str) -> tuple[str, str]:
    pieces = tag.replace("_", "-").split("-")
    regions = [piece.upper() for piece in pieces[1:] if re.fullmatch(r"[A-Za-z]{2}", piece)]
    language = pieces[0].lower()
    return (language if re.fullmatch(r"[a-z]{2,3}", language) else "en"), (regions[0] if regions else "")


def _font_order(language: str) -> list[str]:
    """The script of the paper's own language comes first, so that its punctuation is drawn in its own style."""
    first = {"ar": "Noto Naskh Arabic", "fa": "Noto Naskh Arabic", "ur": "Noto Naskh Arabic"}.get(
        language, ""
    )
    return [first, *(name for name in _PROSE_FONTS if name != first)] if first else list(_PROSE_FONTS)
