"""Gathers what the walkers find: each thing once, in the order of the file, bounded."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection.values import LONGEST, MOST, Inspection, Member, Part, What

_READABLE = re.compile(rb"[\x20-\x7e\xc2-\xf4\x80-\xbf]{4,}")
_READABLE_16 = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}")
_STRINGS = 400
TOO_MUCH = (
    "This file holds more hidden particulars than a person can look through. Nothing was stored. "
    "Please copy its text into a new file and try again."
)


@dataclass(slots=True)
class Findings:
    """What has been found so far in one file."""

    parts: dict[tuple[str, What, str, str], Part] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    is_inner: bool = False
    """Whether the file is itself embedded in another; files inside it are named and not opened."""

    def add(
        self, path: str, what: What, value: str, where: str, *, stays: bool = False, field: str = ""
    ) -> None:
        """One thing; empty words are nothing, and the same words in the same field of a part count once."""
        said = seen(value)
        if not said:
            return
        key = (path, what, field, said)
        if key not in self.parts:
            if len(self.parts) >= MOST:
                raise Unreadable(TOO_MUCH)
            self.parts[key] = Part(path, what, said, where, stays, field)

    def account(self, path: str, role: str, size: int) -> None:
        self.members.append(Member(path, role, size))

    def block(self, sentence: str) -> None:
        if sentence not in self.blocked:
            self.blocked.append(sentence)

    def result(self, kind: str) -> Inspection:
        return Inspection(
            kind,
            tuple(self.parts.values()),
            tuple(self.members),
            " ".join(self.blocked),
            "\n".join(self.text),
        )


def seen(value: str) -> str:
    """Words as a person would see them: printable, in one line per line, bounded."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in value)
    said = "\n".join(" ".join(line.split()) for line in plain.split("\n")).strip()
    return said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"


def readable(content: bytes) -> str:
    """The words that can be read in bytes nobody can take apart here, as `strings` shows them."""
    found = [match.group().decode("utf-8", "ignore") for match in _some(_READABLE, content)]
    found += [match.group().decode("utf-16-le", "ignore") for match in _some(_READABLE_16, content)]
    worded = [words.strip() for words in found if re.search(r"[^\W\d_]{3}", words)]
    return " · ".join(dict.fromkeys(worded))


def _some(pattern: re.Pattern[bytes], content: bytes) -> Iterable[re.Match[bytes]]:
    for count, match in enumerate(pattern.finditer(content)):
        if count >= _STRINGS:
            return
        yield match
