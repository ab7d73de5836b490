"""Letters as one tagged PDF: one, or all that go to the printer in one act."""

from collections.abc import Sequence

from underrose.methods.documents import glyphs, letters, marks, typesetting
from underrose.methods.documents.letters import Letter
from underrose.methods.documents.typesetting import Tree

_LINE = 34  # letters of the body
_SHORT, _NARROW = 22, 14  # letters of a line in the head, of a line beside it
_LAST = 900  # letters: a last paragraph up to this length stays with the signature
_LABELS = {"page": "Page", "of": "of"}


def letters_pdf(together: Sequence[Letter], *, title: str = "") -> bytes:
    """The letters one after the other, each with its own pages, language and direction; one compile for all.

    The sheet and the day are those of the first; a title is needed to name more than one.
    """
    if not together:
        raise ValueError("There is no letter to print.")
    first = together[0]
    is_alone = len(together) == 1
    glyphs.require_placed(
        (place if is_alone else f"letter {number}, {place}", marks.plain(text))
        for number, letter in enumerate(together, start=1)
        for place, text in letters.placed(letter)
    )
    named = (title, first.subject, first.reference, first.house, "–")
    tree = {
        "title": next(filter(None, map(marks.plain, named))),
        "letters": [_tree(letters.westward(letter)) for letter in together],
        "voice": typesetting.voice(first.language),
        "size": first.page_size,
        "dated": [first.dated.year, first.dated.month, first.dated.day],
    }
    return typesetting.compiled(
        "letter.typ", tree, is_rtl=all(typesetting.direction(one.language) == "rtl" for one in together)
    )


def _tree(letter: Letter) -> Tree:
    inline = typesetting.Inline(_LINE)
    body, rest = (inline.parts(letters.parts(text)) for text in (letter.body, letter.rest))
    ends = rest or ([] if letter.facts else body)
    stays = bool(ends) and ends[-1]["kind"] == "paragraph" and len(str(ends[-1])) < _LAST
    return {
        "house": _line(letter.house),
        "house_lines": [_line(line) for line in letters.short_lines(letter.house_lines)],
        "addressee": [_line(line) for line in letters.short_lines(letter.addressee)],
        "reference_lines": [_line(line, _NARROW) for line in letters.reference_lines(letter)],
        "reference": _line(letter.reference),
        "salutation": _line(letter.salutation),
        "subject": _line(letter.subject),
        "body": body,
        "facts": [[_line(name, _NARROW), _line(value)] for name, value in letter.facts],
        "rest": rest,
        "last": ends.pop() if stays else None,
        "closing": _line(letter.closing),
        "signatory": _line(letter.signatory),
        "signatory_title": _line(letter.signatory_title),
        "footer": _line(letter.footer),
        "labels": {key: marks.plain(letter.labels.get(key, word)) for key, word in _LABELS.items()},
        "voice": typesetting.voice(letter.language),
    }


def _line(text: str, longest: int = _SHORT) -> str:
    """A line whose words may be broken rather than run out of the sheet."""
    return typesetting.giving_way(marks.plain(text), longest)
