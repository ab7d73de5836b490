"""Letters on a page and the lines they make: how large, how bold, and which numbers in them are raised."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from underrose.methods.documents.readers.inline import tidy

HYPHEN = "\u2010"
"""The sign at the end of a line that pdfium takes for a broken word."""
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_HIGH = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = 0.2
_MOSTLY = 0.9
_MARK = re.compile(r"(\d{1,3}|[*†‡])[.)]?\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Letter:
    sign: str
    left: float
    right: float
    base: float
    """The line it stands on."""
    bottom: float
    """Where its ink begins: above the line for a raised number."""
    size: float
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""


@dataclass(slots=True)
class Line:
    """Letters on one line, measured by what most of them are."""

    page: int
    height: float
    letters: list[Letter]
    size: float = 0.0
    base: float = 0.0
    words: str = ""

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        seen = [letter for letter in self.letters if not letter.sign.isspace()]
        sizes = Counter(letter.size for letter in seen)
        self.size = max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0
        bases = Counter(round(letter.base, 1) for letter in seen if letter.size == self.size)
        self.base = max(bases, key=lambda base: bases[base]) if bases else 0.0
        self.words = tidy("".join(letter.sign for letter in self.letters))

    @property
    def left(self) -> float:
        return min(letter.left for letter in self.letters if not letter.sign.isspace())

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters if not letter.sign.isspace())

    @property
    def is_bold(self) -> bool:
        seen = [letter.is_bold for letter in self.letters if not letter.sign.isspace()]
        return sum(seen) >= _MOSTLY * len(seen)

    @property
    def first_word(self) -> float:
        """The width of the first word, to tell whether it would have fitted on the line above."""
        word = [letter for letter in self.letters if not letter.sign.isspace()]
        end = next(
            (at for at, letter in enumerate(self.letters) if at and letter.sign.isspace()), len(self.letters)
        )
        word = [letter for letter in self.letters[:end] if not letter.sign.isspace()] or word
        return word[-1].right - word[0].left

    @property
    def is_complete(self) -> bool:
        """Whether it ends as a sentence does; a footnote's number may follow."""
        return self.words.rstrip("0123456789⁰¹²³⁴⁵⁶⁷⁸⁹\"'”’)")[-1:] in {".", "?", "!", ":"}

    def is_raised(self, letter: Letter) -> bool:
        """Whether a number is a footnote's: smaller and higher, or drawn high by the typeface itself."""
        return letter.sign in _HIGH or (
            letter.sign.isdigit() and letter.bottom > self.base + self.size * _RAISED
        )

    def lead(self) -> str:
        """The raised number with which the line begins."""
        found = ""
        for letter in self.letters:
            if letter.sign.isspace() and not found:
                continue
            if not self.is_raised(letter):
                break
            found += letter.sign.translate(SUPERSCRIPTS)
        return found

    def mark(self) -> str:
        """The number with which a footnote begins, if this line begins one."""
        found = _MARK.match(self.words)
        return self.lead() or (found[1] if found else "")

    def raised(self) -> set[str]:
        """The raised numbers further on in the line."""
        stretches = groupby(self.letters, key=self.is_raised)
        numbers = {
            "".join(letter.sign for letter in same).translate(SUPERSCRIPTS)
            for is_raised, same in stretches
            if is_raised
        }
        return numbers - {self.lead()}
