"""Markdown as people write it, made safe to read: the only way from written text to HTML."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

TAGS = frozenset(
    [
        "p",
        "br",
        "hr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "em",
        "strong",
        "s",
        "del",
        "ins",
        "sup",
        "sub",
        "blockquote",
        "q",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "section",
        "aside",
    ]
)
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "id", "aria-label", "role"},
    "ol": {"start", "dir"},
    "ul": {"dir"},
    "td": {"dir"},
    "p": {"dir"},
    "blockquote": {"dir"},
    **{f"h{level}": {"dir"} for level in range(1, 7)},
    "li": {"id", "dir"},
    "span": {"id", "role", "dir"},
    "section": {"role", "aria-label"},
    "th": {"scope", "dir"},
}
CLASSES: dict[str, set[str]] = {
    "a": {"note-mark", "note-close", "note-back"},
    "span": {"note-text", "note-number"},
    "section": {"endnotes"},
    "ol": {"endnote-list"},
    "li": {"endnote"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
DEEPEST_HEADING = 6
# Each block takes its direction from its own first letter, so that an English note reads well on an Arabic page.
DIRECTED = {
    "paragraph_open",
    "heading_open",
    "blockquote_open",
    "bullet_list_open",
    "ordered_list_open",
    "th_open",
    "td_open",
}


def _words_of_image(_renderer: object, tokens: Sequence[Token], place: int, *_rest: object) -> str:
    return escape(tokens[place].content)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _words_of_image)
    return parser.use(footnote_plugin, inline=False)


_PARSER = _parser()


@dataclass(frozen=True)
class Written:
    """Texts of one page that share their footnotes: each text, and the notes as they stand at the end in print."""

    texts: tuple[SafeString, ...]
    endnotes: SafeString


def html(
    markdown: str, *, offset: int = 1, notes: Mapping[str, str] | None = None, name: str = "note"
) -> SafeString:
    """One text with its footnotes at the end. A heading `#` becomes `<h2>` (offset 1), so that the page keeps its own title."""
    written = pieces([markdown], offset=offset, notes=notes, name=name)
    return mark_safe(written.texts[0] + written.endnotes)  # noqa: S308 - both parts have been cleaned


def pieces(
    texts: Iterable[str], *, offset: int = 1, notes: Mapping[str, str] | None = None, name: str = "note"
) -> Written:
    """Several texts of one page, their footnotes numbered through. `notes` are footnotes kept apart from the texts, by label."""
    page = _Page(name=name, offset=offset, notes=dict(notes or {}))
    drawn = tuple(_clean(page.draw(text)) for text in texts)
    return Written(drawn, _clean(page.endnotes()))


def plain(markdown: str) -> str:
    """The words alone, for mail, search and descriptions; footnotes and marks left out."""
    tokens = _PARSER.parse(markdown, {})
    lines = [_words(token.children or []) for token in _body(tokens) if token.type == "inline"]
    lines += [token.content.strip() for token in tokens if token.type in {"fence", "code_block"}]
    return "\n\n".join(line for line in lines if line)


_PLACED = re.compile(r"^[A-Za-z0-9_-]+$")


class _Page:
    """The numbering of one page: a footnote keeps its number wherever it is cited again."""

    def __init__(self, *, name: str, offset: int, notes: dict[str, str]) -> None:
        self.name = name if _PLACED.match(name) else "note"
        self.offset = offset
        self.notes = notes
        self.numbers: dict[str, int] = {}
        self.shown: list[tuple[int, str]] = []
        self.marks = 0

    def draw(self, text: str) -> str:
        env: dict[str, Any] = {}
        tokens = _PARSER.parse(self._with_notes(text), env)
        found = _notes(tokens)
        body = list(_body(tokens))
        _place_headings(body, self.offset)
        for token in body:
            if token.type in DIRECTED:
                token.attrSet("dir", "auto")
            for child in token.children or []:
                if child.type == "footnote_ref":
                    self._mark(child, found)
        return str(_PARSER.renderer.render(body, _PARSER.options, env))

    def endnotes(self) -> str:
        if not self.shown:
            return ""
        back = escape(_("Back to the text"))
        items = "".join(
            f'<li class="endnote" dir="auto" id="{self.name}-end-{number}">{text} '
            f'<a class="note-back" href="#{self.name}-mark-{number}" aria-label="{back}">↑</a></li>'
            for number, text in self.shown
        )
        label = escape(_("Footnotes"))
        return f'<section class="endnotes" role="doc-endnotes" aria-label="{label}"><ol class="endnote-list">{items}</ol></section>'

    def _with_notes(self, text: str) -> str:
        written = "".join(f"\n\n[^{label}]: {_indented(note)}" for label, note in self.notes.items())
        return f"{text}{written}\n"

    def _mark(self, token: Token, found: Mapping[int, str]) -> None:
        place = int(token.meta["id"])
        label = str(token.meta.get("label") or f"-{len(self.numbers)}")
        is_new = label not in self.numbers
        number = self.numbers.setdefault(label, len(self.numbers) + 1)
        self.marks += 1
        text = found.get(place, "")
        if is_new:
            self.shown.append((number, text))
        mark = f"{self.name}-mark-{number}" + ("" if is_new else f"-{self.marks}")
        opened = f"{self.name}-{number}" + ("" if is_new else f"-{self.marks}")
        name, close = escape(_("Footnote %(number)s") % {"number": number}), escape(_("Close"))
        token.type, token.children = "html_inline", None
        token.content = (
            f'<sup><a class="note-mark" id="{mark}" href="#{opened}" role="doc-noteref" '
            f'aria-label="{name}">{number}</a></sup>'
            f'<span class="note-text" id="{opened}" role="note" dir="auto"><span class="note-number">{number}</span> {text} '
            f'<a class="note-close" href="#{mark}">{close}</a></span>'
        )


def _place_headings(body: Sequence[Token], offset: int) -> None:
    """Headings follow the page's own without a gap, however deep the writer began."""
    written = sorted({int(token.tag[1:]) for token in body if token.type == "heading_open"})
    above = offset
    for token in body:
        if token.type == "heading_open":
            above = min(offset + 1 + written.index(int(token.tag[1:])), above + 1, DEEPEST_HEADING)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{above}"


def _body(tokens: Sequence[Token]) -> Iterable[Token]:
    for token in tokens:
        if token.type == "footnote_block_open":
            return
        yield token


def _notes(tokens: Sequence[Token]) -> dict[int, str]:
    """The words of each footnote as running text, because a note opens inside a paragraph."""
    found: dict[int, list[str]] = {}
    place = -1
    for token in tokens:
        if token.type == "footnote_open":
            place = int(token.meta["id"])
        elif token.type == "inline" and place >= 0:
            children = [child for child in token.children or [] if not child.type.startswith("footnote_")]
            found.setdefault(place, []).append(_inline(children))
    return {place: "<br>".join(lines) for place, lines in found.items()}


def _inline(children: Sequence[Token]) -> str:
    return str(cast("RendererHTML", _PARSER.renderer).renderInline(children, _PARSER.options, {}))


def _indented(note: str) -> str:
    return "\n    ".join(note.strip().splitlines())


def _words(children: Sequence[Token]) -> str:
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        breaks.get(child.type, child.content) for child in children if child.type != "footnote_ref"
    ).strip()


def _clean(drawn: str) -> SafeString:
    cleaned = nh3.clean(
        drawn,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    return mark_safe(cleaned)  # noqa: S308 - nh3 has just cleaned it
