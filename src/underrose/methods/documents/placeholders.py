"""Placeholders in a letter: `{full_name}` stands for a person's name; `{{` and `}}` stand for the braces themselves."""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from underrose.methods.documents import marks

_BRACES = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$=:])")
_NEAR = 0.6


class Unmerged(ValueError):
    """A letter that cannot be filled in; the sentences name each place and the remedy."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(self.faults))


@dataclass(frozen=True, slots=True)
class Placeholder:
    name: str
    line: int


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """Every placeholder of a text, in its order."""
    return tuple(Placeholder(name, line) for name, line, brace in _found(text) if not brace)


def faults(text: str, known: Iterable[str], *, where: str = "") -> tuple[str, ...]:
    """What would keep a text from being filled in for anybody: asked when it is written, not when it is sent."""
    names = list(known)
    return tuple(
        _stray(brace, line, where) if brace else _unknown(name, line, where, names)
        for name, line, brace in _found(text)
        if brace or name not in names
    )


def merge(text: str, values: Mapping[str, str | None], *, where: str = "") -> str:
    """The text with a person's values in it. An unknown name or a missing value is a sentence, never a gap."""
    return _merged(text, values, where, _line)


def merge_markdown(text: str, values: Mapping[str, str | None], *, where: str = "") -> str:
    """The same in Markdown: a value is words, and none of its characters acts as a mark."""
    return _merged(text, values, where, lambda value: _MARKS.sub(r"\\\1", _line(value)))


def _merged(text: str, values: Mapping[str, str | None], where: str, written: Callable[[str], str]) -> str:
    text = _lines(text)
    wrong = [*faults(text, values, where=where), *_missing(text, values, where)]
    if wrong:
        raise Unmerged(wrong)

    def put(found: re.Match[str]) -> str:
        return found[0][0] if found[1] is None else written(values[found[1].strip()] or "")

    return _BRACES.sub(put, text)


def _missing(text: str, values: Mapping[str, str | None], where: str) -> Iterator[str]:
    for name, line, brace in _found(text):
        if not brace and name in values and not marks.plain(values[name] or ""):
            yield (
                f"{_place(line, where)} “{{{name}}}” has no value for this person. "
                "Please fill it in, or take it out of the letter."
            )


def _found(text: str) -> Iterator[tuple[str, int, str]]:
    """Name, line and, where a brace stands alone, that brace."""
    text = _lines(text)
    for match in _BRACES.finditer(text):
        if match[0] not in ("{{", "}}"):
            line = text.count("\n", 0, match.start()) + 1
            yield (match[1] or "").strip(), line, match[0] if match[1] is None else ""


def _unknown(name: str, line: int, where: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=_NEAR)
    if not known:
        remedy = "A letter here has no placeholders; write {{ for a brace."
    elif near:
        remedy = f"Did you mean “{{{near[0]}}}”?"
    else:
        remedy = "There are " + ", ".join(f"“{{{one}}}”" for one in sorted(known)) + "."
    return f"{_place(line, where)} “{{{name}}}” stands for nothing we know. {remedy}"


def _stray(brace: str, line: int, where: str) -> str:
    return f"{_place(line, where)} a “{brace}” stands alone. Please write “{brace * 2}” for a brace that is meant."


def _place(line: int, where: str) -> str:
    return f"In {where}, line {line}," if where else f"In line {line}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(value: str) -> str:
    return marks.plain(value)
