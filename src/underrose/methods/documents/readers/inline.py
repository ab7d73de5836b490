"""Words with their emphasis, links and footnote references, written as the inline Markdown of a Block."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

_INLINE = re.compile(
    r"""(?P<always>\\(?=[!-/:-@\[-`{-~\s]|$)|`)
    |(?P<star>\*+)
    |(?P<under>_+)
    |(?P<link>\[(?=\^)|\](?=[(:]|$))
    |(?P<angle><(?=[a-zA-Z/!?]|$))
    |(?P<entity>&(?=\#?[a-zA-Z0-9]{0,31}(?:;|$)))""",
    re.VERBOSE,
)
_LINE_START = re.compile(
    r"^(\s*)(\#{1,6}(?=\s|$)|>|[+*-](?=\s|$)|-+\s*$|=+\s*$|~{3,}|(?:[*_]\s*){3,}$|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$))",
    re.MULTILINE,
)
_STAR = re.compile(r"(?<!\\)[*]")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"\\^`{|}]+|#[^\s<>\"\\^`{|}]*", re.IGNORECASE)
_LONGEST_LINK = 2_000
_SPACE = re.compile(r"[^\S\n\u00a0\u202f]+")
_BREAK = re.compile(r" *\n\s*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that look alike; `note` is the number of a footnote referred to here instead of words."""

    words: str
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""
    note: str = ""


def markdown(runs: Iterable[Run]) -> str:
    """The runs as inline Markdown; whatever the words hold, it means only what they said."""
    written = [replace(run, link=safe_link(run.link)) for run in runs if run.words or run.note]
    alike = [
        replace(look, words="".join(run.words for run in same))
        for look, same in groupby(written, key=lambda run: replace(run, words=""))
    ]
    pieces: list[str] = []
    for link, linked in groupby(alike, key=lambda run: run.link):
        members = list(linked)
        label = _emphasised(members)
        if link and label.strip():
            before, core, after = _apart(
                label if any(run.note for run in members) else _BRACKET.sub(r"\\\g<0>", label)
            )
            label = f"{before}[{core}]({link}){after}"
        pieces.append(label)
    return _LINE_START.sub(_escape_start, tidy("".join(pieces)))


def plain(runs: Iterable[Run]) -> str:
    """The words alone, to decide by."""
    return tidy("".join(run.words for run in runs))


def tidy(text: str) -> str:
    """One space where there were many; a line break stays one, because addresses are written in lines."""
    return _BREAK.sub("\n", _SPACE.sub(" ", text)).strip()


def safe_link(link: str) -> str:
    """The address of a link that leads to a page, a mailbox or a telephone; nothing for any other."""
    link = link.strip().replace("(", "%28").replace(")", "%29")
    return link if len(link) <= _LONGEST_LINK and _SAFE_LINK.fullmatch(link) else ""


def escaped(words: str) -> str:
    """Words with a backslash before each sign that Markdown would take for its own."""
    return _INLINE.sub(lambda found: _escape(found, words), words)


def _escape(found: re.Match[str], words: str) -> str:
    sign = found.group()
    before = words[max(0, found.start() - 1) : found.start()]
    after = words[found.end() : found.end() + 1]
    is_inside_word = before.isalnum() and after.isalnum()
    stands_apart = before.isspace() and after.isspace()
    if (found["star"] and stands_apart) or (found["under"] and (is_inside_word or stands_apart)):
        return sign
    return "".join(f"\\{letter}" for letter in sign)


def _escape_start(found: re.Match[str]) -> str:
    if found["number"]:
        return f"{found[1]}{found['number']}\\{found['dot']}"
    return f"{found[1]}\\{found[2]}"


def _apart(text: str) -> tuple[str, str, str]:
    core = text.strip()
    start = text.index(core)
    return text[:start], core, text[start + len(core) :]


def _emphasised(runs: list[Run]) -> str:
    pieces: list[str] = []
    for at, run in enumerate(runs):
        if run.note:
            pieces.append(f"[^{run.note}]")
            continue
        stars = "**" * run.is_bold + "*" * run.is_italic
        words = escaped(run.words)
        if not stars or "\n" in words.strip() or not any(letter.isalnum() for letter in words):
            pieces.append(words)
            continue
        before, core, after = _apart(words)
        previous = (before or "".join(pieces)[-1:])[-1:]
        following = (after or (runs[at + 1].words if at + 1 < len(runs) else ""))[:1]
        is_clear = _opens(previous, core[0]) and _opens(following, core[-1]) and not _STAR.search(core)
        pieces.append(f"{before}{stars}{core}{stars}{after}" if is_clear else words)
    return "".join(pieces)


def _opens(outside: str, inside: str) -> bool:
    """Whether stars between these two letters are read as emphasis (the flanking rule of CommonMark)."""
    if outside in {"*", "\\"}:
        return False
    return inside.isalnum() or not outside or outside.isspace() or not outside.isalnum()
