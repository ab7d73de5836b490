"""What a letter carries besides its address: the same words as plain text and as HTML, and the parts that go with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from underrose.kit import house, text
from underrose.kit.refusals import Refused

CALENDAR = "text/calendar"
MOST_PARTS = 10
LARGEST = 10 * 1024 * 1024
MEGABYTE = 1024 * 1024
HTML = "kit/mail/letter.html"
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]{0,100}")
_METHOD = re.compile(rb"^METHOD:(REQUEST|CANCEL)\s*$", re.MULTILINE)
_UNSAFE_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_ADDRESS = re.compile(r"(?<![<(\[\"'=\w])https?://[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?]")
_MARKS = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~&:]")
_LINE_END = re.compile(r"(?<=\S)[ \t]*\n(?=[ \t]*\S)")


@dataclass(frozen=True)
class Part:
    """A file that goes with a letter."""

    name: str
    media_type: str
    body: bytes

    def __repr__(self) -> str:
        return f"<part {self.media_type}>"


@dataclass(frozen=True)
class Content:
    """What a letter carries. A quiet one carries none of it: all of this is left behind."""

    is_formatted: bool = False  # the text of the template is Markdown
    parts: tuple[Part, ...] = ()
    calendar: bytes = b""  # an iTIP REQUEST or CANCEL, as icalendar writes it

    def every_part(self) -> tuple[Part, ...]:
        """Cleaned and measured; the calendar entry is the last."""
        parts = tuple(Part(_file_name(part), _media_type(part), part.body) for part in self.parts)
        if self.calendar:
            calendar_method(self.calendar)
            parts += (Part("invite.ics", CALENDAR, self.calendar),)
        if len(parts) > MOST_PARTS:
            raise Refused(_("A letter carries at most %(number)s files.") % {"number": MOST_PARTS})
        if sum(len(part.body) for part in parts) > LARGEST:
            raise Refused(
                _("The files of one letter may have %(size)s MB together; send a link to larger ones.")
                % {"size": LARGEST // MEGABYTE}
            )
        return parts


NOTHING_MORE = Content()


def calendar_method(calendar: bytes) -> str:
    """REQUEST or CANCEL; mail programs need it beside the entry, not only in it."""
    found = _METHOD.search(calendar)
    if not found:
        raise ValueError("A calendar entry that is mailed says METHOD:REQUEST or METHOD:CANCEL.")
    return found[1].decode()


def literal(words: str) -> str:
    """A name as it may stand in a letter written in Markdown: whatever signs it holds, it stays a name."""
    return _MARKS.sub(r"\\\g<0>", " ".join(words.split()))


def html(markdown: str) -> SafeString:
    """Lines stay lines, as people write letters, and an address can be followed."""
    linked = _ADDRESS.sub(r"<\g<0>>", markdown)
    return text.html(_LINE_END.sub("  \n", linked), offset=0, name="letter")


def page(markdown: str, *, subject: str, language: str) -> str:
    """The whole HTML part: no picture, nothing fetched, nothing that reports back."""
    engine = engines["django"]
    with override(language):
        told = {
            "body": html(markdown),
            "subject": subject,
            "language": language.partition("-")[0] if language.startswith("en") else language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            # Most letters are signed with the name of the house: it need not stand below once more.
            "house_name": "" if house.name() in map(str.strip, markdown.splitlines()) else house.name(),
        }
        return str(engine.get_template(HTML).render(told))


def plain(markdown: str) -> str:
    """The same words for a screen without HTML: marks of emphasis go, addresses stay."""
    lines: list[str] = []
    places = _Places()
    for token in _PARSER.parse(markdown):
        places.meet(token)
        if token.type == "inline":
            lines += places.placed(_words(token.children or []))
        elif token.type in {"fence", "code_block"}:
            lines += places.placed(token.content.rstrip("\n"))
        elif token.type == "hr":
            lines += places.placed("* * *")
        if _ends_block(token) and lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).strip() + "\n"


_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class _Places:
    """The lists and quotations in which a line stands."""

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.quotes = 0
        self.mark = ""

    def meet(self, token: Token) -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            start = int(token.attrGet("start") or 1)
            self.numbers.append(start - 1 if token.type == "ordered_list_open" else -1)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            self.numbers.pop()
        elif token.type == "list_item_open":
            is_numbered = self.numbers[-1] >= 0
            self.numbers[-1] += is_numbered
            self.mark = f"{self.numbers[-1]}. " if is_numbered else "- "
        else:
            self.quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)

    def placed(self, words: str) -> Iterator[str]:
        inner = "   " if self.numbers and self.numbers[-1] >= 0 else "  "
        before = "> " * self.quotes + "  " * max(len(self.numbers) - 1, 0)
        for line in words.split("\n"):
            lead = self.mark or (inner if self.numbers else "")
            yield f"{before}{lead}{line}".rstrip()
            self.mark = ""


def _ends_block(token: Token) -> bool:
    if token.type == "paragraph_close":
        return not token.hidden
    return token.type in {
        "heading_close", "fence", "code_block", "hr", "tr_close", "bullet_list_close", "ordered_list_close",
    }  # fmt: skip


def _words(children: Sequence[Token]) -> str:
    written = ""
    links: list[tuple[str, int]] = []
    for child in children:
        if child.type == "link_open":
            links.append((str(child.attrGet("href") or ""), len(written)))
        elif child.type == "link_close":
            href, start = links.pop()
            is_said = written[start:].strip() in {href, href.removeprefix("mailto:")}
            written += "" if is_said else f" <{href.removeprefix('mailto:')}>"
        else:
            written += "\n" if child.type in {"softbreak", "hardbreak"} else child.content
    return written


def _media_type(part: Part) -> str:
    found = part.media_type.lower().partition(";")[0].strip()
    if not _MEDIA_TYPE.fullmatch(found) or found == CALENDAR or found.startswith(("multipart/", "message/")):
        raise ValueError("A part of a letter has a media type, and a calendar entry is given as `calendar`.")
    return found


def _file_name(part: Part) -> str:
    name = _UNSAFE_IN_NAMES.sub("-", part.name).strip(" .-")[:120]
    if not name:
        raise ValueError("A part of a letter has a name.")
    return name
