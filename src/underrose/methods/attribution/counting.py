"""Counts of people that texts publish, and what is left when one is taken from another: "20 from Africa" here, "18 lawyers from
Africa" there leave two who are no lawyers.

Rows of tables and lists, and sentences on who came. What somebody said ("three lawyers agreed") counts nobody.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from underrose.methods.attribution import sentences
from underrose.methods.attribution.differencing import Label, SmallCell, small_cells
from underrose.methods.attribution.passages import Span, passage
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tokens import PEOPLE, VALUES, Kind, Piece, Token
from underrose.methods.attribution.values import Finding, Fix, Leak, Policy, Roster, Way, Words
from underrose.methods.disclosure import Disclosure, Letter, may

_ROW = re.compile(
    r"^[^\S\n]*(?:[-*•–][^\S\n]*)?(?P<label>[^\W\d_][^\n:|·\t\d]{1,60}?)[^\S\n]*(?:[:|·\t]|\.{3,}|[^\S\n]{2,}|\s[–-]\s)[^\S\n]*(?P<count>\d{1,4})"
    r"(?:[^\S\n]*[|·(][^\n]{0,12}%\)?)?[^\S\n]*$",
    re.MULTILINE,
)
_CAME = re.compile(
    r"\b(?:attend(?:ed|ing)|took part|taking part|participated|came|were present|gathered|met|brought together|included|comprised|there were|of whom|among them)\b",
    re.IGNORECASE,
)
_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
_COUNTED = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?:were\s+|of\s+them\s+were\s+)?(?P<label>[^\W\d_][^\d.;:,()\n]{{1,60}})",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\s*(?:in\s+)?(?:total|all|sum|altogether|everybody|overall|participants|people|guests|experts)\s*(?:participants|people)?\s*",
    re.IGNORECASE,
)
_ENDS = Kind.be | Kind.modal | Kind.auxiliary | Kind.says | Kind.relative
_MOST = 5
"""Findings of one text: whoever mends these counts mends the others."""


@dataclass(frozen=True, slots=True)
class _Count:
    """One published count; `said` names its values as the text does."""

    start: int
    end: int
    label: Label
    number: int
    said: Mapping[str, str]
    bits: Mapping[str, int]


class Counts:
    """Reads and compares counts for one room. Built when texts hold any: some milliseconds."""

    __slots__ = ("_policy", "_reader", "_words")

    def __init__(self, roster: Roster, policy: Policy, words: Words = str) -> None:
        self._reader = Reader(Index(roster))
        self._policy, self._words = policy, words

    def findings(self, texts: Sequence[str]) -> tuple[tuple[Finding, ...], ...]:
        """For each text the counts that, with those of all texts, leave fewer people than the policy asks for.

        A small count that is published as such is left to the reader. Each text is one table; linear in their length.
        """
        read = [list(self._read(text)) for text in texts]
        tables = [table for counts in read for table in _tables(counts)]
        cells = [cell for cell in small_cells(tables, self._policy.enough) if not cell.is_published]
        names = {value: said for counts in read for one in counts for value, said in one.said.items()}
        return tuple(
            tuple(self._found(text, counts, cells, names)) for text, counts in zip(texts, read, strict=True)
        )

    def _read(self, text: str) -> Iterator[_Count]:
        for row in _ROW.finditer(text):
            yield from self._counted(row, int(row["count"]), needs_people=False)
        made = passage(text)
        for start, end in made.sentences:
            if _CAME.search(text, start, end):
                for found in _COUNTED.finditer(text, start, end):
                    number = _NUMBERS.get(found["count"].lower()) or int(found["count"])
                    yield from self._counted(found, number, needs_people=True)

    def _counted(self, found: re.Match[str], number: int, *, needs_people: bool) -> Iterator[_Count]:
        words = found["label"]
        if _TOTAL.fullmatch(words) and not needs_people:
            yield _Count(*found.span(), (), number, {}, {})
            return
        made = passage(words)
        tokens = self._until_a_verb(self._reader.tokens(made, 0, len(made.folded)))
        is_people = any(
            token.kinds & PEOPLE or (token.kinds & Kind.noun and token.kinds & Kind.plural)
            for token in tokens
        )
        if needs_people and not is_people:
            return
        pieces = [
            piece
            for token in tokens
            if token.kinds & VALUES and not token.kinds & Kind.pronoun
            for piece in self._reader.meanings(token, as_noun=True)
        ]
        if not pieces:
            if needs_people and is_people:
                yield _Count(*found.span(), (), number, {}, {})
            return
        values = {piece.axis: _value(piece) for piece in pieces}
        yield _Count(
            found.start(),
            found.end() if not needs_people else found.start("label") + len(words.rstrip()),
            tuple(sorted(values.items())),
            number,
            {values[piece.axis]: piece.label for piece in pieces},
            {piece.axis: self._known(piece) for piece in pieces},
        )

    def _known(self, piece: Piece) -> int:
        """Those who are known to fit: whoever may be anything is in every set."""
        index = self._reader.index
        nowhere = index.at_home(frozenset()) if piece.axis in {"country", "region"} else 0
        return piece.bits & index.counting & ~index.unknown.get(piece.axis, 0) & ~nowhere

    def _until_a_verb(self, tokens: Sequence[Token]) -> list[Token]:
        kept: list[Token] = []
        for token in tokens:
            if token.kinds & _ENDS and not token.kinds & VALUES:
                break
            kept.append(token)
        return kept

    def _found(
        self, text: str, counts: Sequence[_Count], cells: Iterable[SmallCell], names: Mapping[str, str]
    ) -> Iterator[Finding]:
        told = 0
        for cell in cells:
            row = next(
                (one for one in sorted(counts, key=lambda one: -len(one.label)) if _is_of(one, cell)), None
            )
            if row is None or told == _MOST:
                continue
            told += 1
            yield self._finding(text, row, cell, names)

    def _finding(self, text: str, row: _Count, cell: SmallCell, names: Mapping[str, str]) -> Finding:
        said = {
            axis: (names.get(value, value),)
            if isinstance(value, str)
            else tuple(f"not {name}" for name in sorted(names.get(one, one) for one in value))
            for axis, value in cell.label
        }
        place: Span = (row.start, row.end)
        mark = blake2b(
            f"{text[row.start : row.end]}\0{cell.label}\0{cell.count}".encode(errors="replace"),
            digest_size=16,
        )
        why = sentences.ONE_LEFT if cell.count == 1 else sentences.SOME_LEFT
        if all(isinstance(value, str) for _, value in cell.label):
            why = sentences.DIFFER
        facts = sentences.described(said, cell.count, self._words)
        return Finding(
            start=place[0], end=place[1], leak=Leak.counted, k=None, sentence=self._words(sentences.SUBTRACTED),
            why=self._words(why).format(k=cell.count, facts=facts),
            fixes=(Fix(*_line(text, place), "", way=Way.words),), mark=mark.hexdigest(),
        )  # fmt: skip


def counted_together(
    texts: Sequence[str], roster: Roster, policy: Policy, words: Words = str
) -> tuple[tuple[Finding, ...], ...]:
    """What the counts of texts that go out together leave; nothing where labels may stand, or no text counts anybody twice."""
    if may(Disclosure.label, regimes=policy.regimes).letters == (Letter.allowed,):
        return tuple(() for _ in texts)
    numbers = sum(len(_ROW.findall(text)) + len(_CAME.findall(text)) for text in texts)
    if numbers < 2:  # noqa: PLR2004 - one count leaves nothing
        return tuple(() for _ in texts)
    return Counts(roster, policy, words).findings(texts)


def _value(piece: Piece) -> str:
    """Two words for the same people are one value: "Africa", "African"."""
    return f"{piece.bits:x}" if piece.bits else piece.label


def _tables(counts: Sequence[_Count]) -> Iterator[dict[Label, int]]:
    """The counts of a text, and apart from them those that count the same label again. Of values that overlap the widest counts."""
    tables: list[dict[Label, int]] = []
    for one in counts:
        if any(_overlap(one, other) for other in counts if other is not one):
            continue
        table = next((table for table in tables if one.label not in table), None)
        if table is None:
            tables.append({one.label: one.number})
        else:
            table[one.label] = one.number
    return iter(tables)


def _overlap(one: _Count, other: _Count) -> bool:
    """Whether `one` counts some of those that `other` counts on the same axes: Kenya beside Africa."""
    if not one.label or [axis for axis, _ in one.label] != [axis for axis, _ in other.label]:
        return False
    shared = all(one.bits[axis] & other.bits[axis] for axis, _ in one.label)
    return shared and one.label != other.label and one.number <= other.number


def _is_of(one: _Count, cell: SmallCell) -> bool:
    """Whether a count is one of those that leave the cell."""
    left = dict(cell.label)
    if not one.label:
        return False
    return all(
        axis in left and (value == left[axis] or (not isinstance(left[axis], str) and value in left[axis]))
        for axis, value in one.label
    )


def _line(text: str, place: Span) -> Span:
    """The line of a row with its end; of a sentence the words themselves."""
    start = text.rfind("\n", 0, place[0]) + 1
    end = text.find("\n", place[1])
    if text[start : place[0]].strip() or (end > 0 and text[place[1] : end].strip()):
        return place
    return start, len(text) if end < 0 else end + 1
