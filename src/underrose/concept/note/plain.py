"""Words without their dress: inline Markdown taken off, sentences and lists taken apart."""

import re
from collections.abc import Iterator

LONGEST = 6_000
"""Letters. A paragraph longer than this is kept whole and not read closely: no note has one, and patterns grow slow."""

_FOOTNOTE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_LINK = re.compile(
    r"(?<!\\)!?\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,400})(?<!\\)\]\((<[^<>]{0,2000}>|[^()]{0,2000}(?:\([^()]{0,200}\)[^()]{0,2000})?)\)"
)
_MEANT_LINK = re.compile(_LINK.pattern.replace(r"(?<!\\)", ""))
"""A link, or what was meant as one and is only words, with a backslash before its bracket."""
_ANGLE = re.compile(r"<([^<>\s@]{1,80}@[^<>\s]{1,200}|[a-z]{2,10}:[^<>\s]{1,2000})>")
_STRONG = re.compile(r"(\*{1,3}|__)(?=\S)(.{1,400}?)(?<=\S)\1", re.DOTALL)
_SLANTED = re.compile(r"(?<!\w)_(?=\S)([^_]{1,400})(?<=\S)_(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~^])")
_SPACE = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_HARD_BREAK = re.compile(r"(?:\\| {2,})\n")

_DRESSED = re.compile(r"[\\*_\[<\t\u00a0\u2007\u202f]|  ")
_MARKS = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"}
)


def split_words(words: str) -> list[str]:
    """A list written as one line of words."""
    return words.split()


_END = re.compile(
    r"""(?P<stop>[.!?؟…]+)(?P<tail>["'”’)\]»]*(?:\[\^[^\]\s]+\])*["'”’)\]»]*)\s+(?=["'“‘«(\[¿¡*_]*[^\W\d_a-zà-öø-ÿ])""",
)
_ABBREVIATIONS = frozenset(
    split_words(
        "e.g eg i.e ie cf vs etc no nos p pp para paras art arts ref tel fax dr mr mrs ms prof st vol ed"
        " eds fig approx h.e hon rev gen col sen gov mme mlle m mgr sr sra lic núm pág párr jan feb mar"
        " apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun av bd ch"
    ),
)


def plain(text: str) -> str:
    """The words a reader sees: no link targets, no footnote references, no emphasis marks."""
    if not _DRESSED.search(text):
        return text.strip()
    text = _FOOTNOTE.sub("", _HARD_BREAK.sub("\n", text))
    text = _ANGLE.sub(r"\1", _LINK.sub(r"\1", text))
    text = _SLANTED.sub(r"\1", _STRONG.sub(r"\2", text))
    return _SPACE.sub(" ", _ESCAPE.sub(r"\1", text)).strip()


def folded(text: str) -> str:
    """For comparing: plain, one kind of quotation mark and dash, one space, lower case."""
    return " ".join(plain(text).translate(_MARKS).casefold().split())


def straight(text: str) -> str:
    """The same length, with one kind of quotation mark and dash; for patterns that then need name only one."""
    return text.translate(_MARKS)


def links(text: str) -> Iterator[tuple[str, str]]:
    """The visible words and the address of every link, in order."""
    for found in _MEANT_LINK.finditer(text):
        yield plain(found[1].rstrip("\\")), found[2].strip().strip("<>")


def footnote_marks(text: str) -> list[str]:
    return _FOOTNOTE.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a block as written. A quotation of several sentences is cut like any other text."""
    parts, start = [], 0
    for found in _END.finditer(text):
        if found["stop"] == "." and _is_abbreviation(text[max(start, found.start() - 20) : found.start()]):
            continue
        parts.append(text[start : found.end()].strip())
        start = found.end()
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _is_abbreviation(before: str) -> bool:
    """Whether a full stop after these words belongs to the last of them ("No.", "J.", "e.g.")."""
    last = before.rsplit(None, 1)[-1].lstrip("(\"'“‘[") if before.strip() else ""
    return last.casefold() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())


def outside_brackets(text: str, separators: str) -> list[str]:
    """The parts of a text cut at separators, except inside brackets."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth = max(0, depth + (letter in "([") - (letter in ")]"))
        if letter in separators and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return [part.strip() for part in parts if part.strip()]


_AND = re.compile(r"\s+(?:and|&|et|y|as well as)\s+")
_LEADING_AND = re.compile(r"^(?:and|or|&|et|y|as well as)\s+")


def listed(text: str) -> list[str]:
    """The members of "a, b and c": cut at commas, then the last at its first "and"."""
    text = text.strip().rstrip(".;:, ")
    parts = [_LEADING_AND.sub("", part) for part in outside_brackets(text, ";" if ";" in text else ",")]
    if parts and ";" not in text and not re.search(r",\s*(?:and|or|et|y)\s", text):
        parts[-1:] = _AND.split(parts[-1], maxsplit=1)
    return [part.strip(" .;,") for part in parts if part.strip(" .;,")]
