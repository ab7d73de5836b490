"""What stands around a text on its sheet in Word: title, language, size, running heads."""

from dataclasses import dataclass, replace

READING = 7483
"""132 mm, a line of reading, in twentieths of a point."""
_SHEETS = {"a4": (11906, 16838), "us-letter": (12240, 15840)}


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet, its margins, and what is repeated on every page. All words are plain."""

    title: str
    language: str
    direction: str = "ltr"
    page_size: str = "a4"
    is_landscape: bool = False
    measure: int = READING
    """The width of the text, in twentieths of a point; the rest of the sheet is margin."""
    hang: int = 0
    """How far a wide table reaches into each margin."""
    inset: int = 0
    """How much shorter than the tables the lines of prose are."""
    head: tuple[str, str] = ("", "")
    """Start and end of the running head, from the second page on."""
    first_head: tuple[str, str] = ("", "")
    """The same for the first page; without words it stays empty."""
    is_marked: bool = False
    """Whether the end of the running head is a mark that must be seen, the number of a copy."""
    foot: str = ""
    page: str = "Page"
    of: str = "of"
    counts_in_head: bool = False
    """Whether the pages are counted in the running head (a letter) and not in the foot."""

    def filling(self, margins: int) -> "Frame":
        """The same sheet with its text as wide as two margins leave."""
        return replace(self, measure=self.sheet[0] - margins)

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def sheet(self) -> tuple[int, int]:
        width, height = _SHEETS.get(self.page_size, _SHEETS["a4"])
        return (height, width) if self.is_landscape else (width, height)
