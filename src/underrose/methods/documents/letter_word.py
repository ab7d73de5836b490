"""A letter as a Word file, to be finished by hand where a person wishes to."""

from underrose.methods.documents import letters, marks, typesetting, word_tree
from underrose.methods.documents.letters import Letter
from underrose.methods.documents.word_frame import Frame
from underrose.methods.documents.word_tree import Node

_MARGINS = 3912  # 69 mm, in twentieths of a point


def letter_docx(letter: Letter) -> bytes:
    """The letter as a new file with styles; the same letter, the same bytes."""
    return word_tree.docx(_blocks(letters.westward(letter)), _frame(letter))


def _frame(letter: Letter) -> Frame:
    page, of = (marks.plain(letter.labels.get(key, word)) for key, word in (("page", "Page"), ("of", "of")))
    house, reference = marks.plain(letter.house), marks.plain(letter.reference)
    return Frame(
        title=marks.plain(letter.subject) or reference or house,
        language=letter.language,
        direction=typesetting.direction(letter.language),
        page_size=letter.page_size,
        head=(" · ".join(filter(None, (house, reference))), ""),
        foot=marks.plain(letter.footer),
        page=page,
        of=of,
        counts_in_head=True,
    ).filling(_MARGINS)


def _blocks(letter: Letter) -> list[Node]:
    writer = word_tree.Writer()
    return [
        *_styled("Letter House", (marks.plain(letter.house),)),
        *_styled("Letter Lines", letters.short_lines(letter.house_lines)),
        *_styled("Letter Address", letters.short_lines(letter.addressee)),
        *_styled("Letter Reference", letters.reference_lines(letter)),
        *_styled("Body Text", (marks.plain(letter.salutation),)),
        *_styled("Letter Subject", (marks.plain(letter.subject),)),
        *(writer.block(part) for part in letters.parts(letter.body)),
        *(word_tree.styled("Fact", [word_tree.fact(name, value)]) for name, value in letter.facts),
        *(writer.block(part) for part in letters.parts(letter.rest)),
        *_styled("Letter Closing", (marks.plain(letter.closing),)),
        *_styled("Letter Signatory", letters.short_lines((letter.signatory, letter.signatory_title))),
    ]


def _styled(style: str, lines: tuple[str, ...]) -> list[Node]:
    """One paragraph in a style, or nothing where there are no words."""
    return [word_tree.styled(style, [word_tree.para(word_tree.lines(lines))])] if any(lines) else []
