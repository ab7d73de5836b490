"""Posts as notes and their bearers write them: "Dep. Commander, Songkhla:", "as Ombudsman of the Gambia I", "Perm. Rep. (Fiji)".

The words of a post up to its preposition, each whole or cut, and behind them the place or body that leaves one bearer. A post
of one word that is a role anywhere (a bishop, a lawyer) is a description, not a name.
Building: O(words of posts); a sentence: O(its words).
"""

from collections.abc import Iterator

from underrose.methods.attribution.passages import Span
from underrose.methods.attribution.quasi.index import Bits
from underrose.methods.attribution.quasi.lexicon import of_everybody
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.own_phrases import END_OF_TITLE, VAGUE
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tokens import Kind, Piece, Sense, Token

_WHENCE = frozenset({"country", "city", "region", "body"})
_BEFORE = frozenset({"as", "by", "from", "the", "our", "to", "with", "per", "via", "then", "and", "after"})
_LINKS = frozenset({",", "of", "for", "in", "from", "at", "(", "-", "--", "/", "the"})
_BEGINNING, _LONGEST_LINK = 3, 3

Words = tuple[str, ...]


class NamedPosts:
    """Reads them for one roster."""

    __slots__ = ("_begins", "_initials", "_reader", "_titles", "_unknown")

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        index = reader.index
        self._unknown: Bits = index.unknown.get("post", 0) & index.counting
        self._titles: dict[str, list[tuple[Words, Bits]]] = {}
        """Posts by how their first word begins."""
        self._initials: dict[str, list[tuple[Words, Bits]]] = {}
        for post, people in index.values.get("post", {}).items():
            title = title_of(post)
            if people & index.counting and len(title) > 1:
                for short in (".", ""):  # "P.R. of Fiji", "PR of Fiji"
                    letters = short.join(word[0] for word in title)
                    self._initials.setdefault(letters, []).append((title, people & index.counting))
            if people & index.counting and _is_name(title):
                self._titles.setdefault(title[0][:_BEGINNING], []).append((title, people & index.counting))

        titles = (title for row in self._titles.values() for title, _people in row)
        self._begins = frozenset(self._initials).union(*map(_beginnings, titles))
        """Without one of them no post stands in a sentence."""

    def instead(self, tokens: list[Token], found: list[Mention], said: set[str]) -> list[Mention]:
        """The speakers of a sentence, whose words are `said`; a post instead of what is read of the same words."""
        if self._begins.isdisjoint(said):
            return found
        posts = list(self.of(tokens))
        if not posts:
            return found
        kept = [
            one for one in found if not any(one.start < post.end and post.start < one.end for post in posts)
        ]
        return sorted([*kept, *posts], key=lambda mention: mention.start)

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each post that its place or body leaves one bearer of."""
        for at, token in enumerate(tokens):
            if token.text[:_BEGINNING] in self._titles and _opens(tokens, at):
                mention = self._read(tokens, at)
            elif token.is_capital and token.text in self._initials and _opens(tokens, at):
                mention = self._of_initials(tokens, at)
            else:
                continue
            if mention is not None:
                yield mention

    def _read(self, tokens: list[Token], at: int) -> Mention | None:
        for title, people in self._titles[tokens[at].text[:_BEGINNING]]:
            end = _end_of(tokens, at, title)
            if end and (mention := self._mention(tokens, (at, end), title, people)):
                return mention
        return None

    def _of_initials(self, tokens: list[Token], at: int) -> Mention | None:
        end = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == ".")
        found = (
            self._mention(tokens, (at, end), title, people)
            for title, people in self._initials[tokens[at].text]
        )
        return next((mention for mention in found if mention is not None), None)

    def _mention(self, tokens: list[Token], place: Span, title: Words, people: Bits) -> Mention | None:
        """A post that the place or body behind it leaves one bearer of."""
        first, end = place
        where = self._where(tokens, end)
        if where is None or (where.bits & people).bit_count() != 1:
            return None
        label = " ".join(title)
        start, last = tokens[first].start, tokens[end - 1].end
        piece = Piece("post", label, people | self._unknown, start, last, Sense("post", label, "value"))
        return Mention(start, where.end, [piece, where], is_definite=True, is_post=True)

    def _where(self, tokens: list[Token], at: int) -> Piece | None:
        """The place or body behind a post."""
        for place in range(at, min(len(tokens), at + _LONGEST_LINK)):
            if place > at and tokens[place].kinds & (Kind.place | Kind.city | Kind.body | Kind.code):
                pieces = self._reader.meanings(tokens[place])
                return next((piece for piece in pieces if piece.axis in _WHENCE and piece.bits), None)
            if tokens[place].text not in _LINKS:
                return None
        return None


def title_of(post: str) -> Words:
    """The words of a post up to its comma or preposition."""
    words = tuple(post.split())
    end = next((at for at, word in enumerate(words) if word in END_OF_TITLE), len(words))
    return words[:end]


def _beginnings(title: Words) -> Iterator[str]:
    """The words and phrases that a post may begin with, each whole or cut."""
    wholes = (" ".join(title[:length]) for length in range(1, len(title) + 1))
    cuts = (title[0][:length] for length in range(_BEGINNING, len(title[0])))
    for begin in (*wholes, *cuts):
        yield from (begin, f"{begin}.", f"{begin} .")


def _is_name(title: Words) -> bool:
    if len(title) > 1:
        return True
    return bool(title) and title[0] not in VAGUE and not of_everybody().is_known(title)


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether a note, or a phrase for somebody definite, begins here."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return bool(before.kinds & Kind.sign) or before.text in _BEFORE or not before.text.isalnum()


def _end_of(tokens: list[Token], at: int, title: Words) -> int:
    """Where a post ends whose words stand from a place on, whole or cut and with full stops; 0 where they do not."""
    row = list(title)
    while row and at < len(tokens):
        said = tokens[at].text.removesuffix(".").split()
        if said == row[: len(said)]:
            row = row[len(said) :]
        elif len(said) == 1 and len(said[0]) >= _BEGINNING and row[0].startswith(said[0]):
            row = row[1:]
        else:
            return 0
        at += 1
        at += at < len(tokens) and tokens[at].text == "." and tokens[at - 1].text != title[-1]
    return 0 if row else at
