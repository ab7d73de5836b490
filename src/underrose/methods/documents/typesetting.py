"""What every paper of ours shares on its way into typst: fonts, languages, marks as plain values, one compile.

Words travel as values of one JSON text; the templates print them and never read them as code.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from underrose.methods.documents import glyphs, marks

TEMPLATES = Path(__file__).parent / "templates"
PROSE_FONTS = (
    "Source Serif 4",
    "Source Sans 3",
    "Noto Naskh Arabic",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Hebrew",
    "Noto Sans Ethiopic",
)
_FIRST = {
    **dict.fromkeys(("ar", "fa", "ur"), "Noto Naskh Arabic"),
    "ko": "Noto Sans KR",
    "he": "Noto Sans Hebrew",
}
_RTL = frozenset(("ar", "fa", "ur", "he", "yi", "ps", "ckb", "dv", "sd", "ug"))
_SOFT_HYPHEN = "\xad"
_BREAK = "\u200b"
_CRUMB = 3  # letters
_JOINING = re.compile(r"[\u0590-\u1cff]")  # scripts whose letters change when they are parted
_GIVES_WAY = re.compile(r"(?<=[@./_\-–])(?=\w)")
_NUMBER = re.compile(r"(?<!tel:)\+\d[\d ().\-–/]{4,}\d")

Tree = dict[str, Any]


def compiled(template: str, tree: Tree, *, is_rtl: bool = False) -> bytes:
    """A tagged PDF of a tree whose letters have been found in our fonts (`glyphs.require_all`)."""
    written = json.dumps(tree, ensure_ascii=False)
    if is_rtl:  # Arabic is not hyphenated, and typst 0.15 stops at a soft hyphen in a footnote
        written = written.replace(_SOFT_HYPHEN, "")
    return typst.compile(
        TEMPLATES / template,
        root=TEMPLATES,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"paper": written},
        pdf_standards=["ua-1", "a-2a"],
    )


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[glyphs.FONTS])


def texts(tree: object) -> Iterator[str]:
    """Every word of a tree, for the question whether our fonts have its letters."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, Mapping):
        for value in tree.values():
            yield from texts(value)
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from texts(value)


def language(tag: str) -> tuple[str, str]:
    """Language and region as typst wants them; what is no language is taken for English."""
    pieces = tag.replace("_", "-").split("-")
    regions = [piece.upper() for piece in pieces[1:] if re.fullmatch(r"[A-Za-z]{2}", piece)]
    main = pieces[0].lower()
    return (main if re.fullmatch(r"[a-z]{2,3}", main) else "en"), (regions[0] if regions else "")


def direction(tag: str) -> str:
    return "rtl" if language(tag)[0] in _RTL else "ltr"


def font_order(main: str) -> list[str]:
    """The script of the paper's own language comes first, so that its punctuation is drawn in its own style."""
    first = _FIRST.get(main, "")
    return [first, *(name for name in PROSE_FONTS if name != first)] if first else list(PROSE_FONTS)


def voice(tag: str) -> Tree:
    """What a template needs to know of a language."""
    main, region = language(tag)
    return {
        "language": main,
        "region": region,
        "direction": direction(tag),
        "fonts": font_order(main),
        "comma": comma(main),
    }


def comma(main: str) -> str:
    return {"ar": "،", "fa": "،", "ur": "،", "zh": "，", "ja": "、"}.get(main, ",")


def westward(text: str) -> str:
    """Telephone numbers run from left to right in every script; without a mark their plus goes astray in Arabic."""
    return _NUMBER.sub("\u200e\\g<0>\u200e", text)


def giving_way(text: str, longest: int) -> str:
    """Places where a word too long for its line may be broken: after marks, and inside what is still too long."""
    return " ".join(_broken(word, longest) if len(word) > longest else word for word in text.split(" "))


def _broken(word: str, longest: int) -> str:
    found: list[str] = []
    for piece in _GIVES_WAY.split(word):
        step = len(piece)
        if len(piece) > longest:
            step = longest if _JOINING.search(piece) else _CRUMB
        found += [piece[at : at + step] for at in range(0, len(piece), step)]
    return _BREAK.join(found)


class Inline:
    """Turns runs into what the template sets; knows which footnotes were already called."""

    def __init__(self, longest: int = 0) -> None:
        self.seen: set[str] = set()
        self.longest = longest
        """Words longer than this may be broken; 0: none."""

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
        text = giving_way(run.text, self.longest) if self.longest else run.text
        return {"text": text, "strong": run.is_strong, "emphasis": run.is_emphasis}

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
                return {
                    "kind": "table",
                    "heads": cells[0],
                    "rows": cells[1:],
                    "sides": sides,
                    "widths": marks.widths(part),
                }
            case _:  # a rule
                return {"kind": "pause"}
