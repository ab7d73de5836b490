"""What is told in passing of where a speaker belongs: "her clinic in Lima", "he lives in Gaza", "she went to the desk in Accra".

Read as what somebody says of themselves, and only behind a speaker, of whom it may be. O(words of the sentence).
"""

from collections.abc import Iterator
from dataclasses import replace

from underrose.methods.attribution.quasi.first_person import FirstPerson
from underrose.methods.attribution.quasi.group_parts import values_behind
from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.phrase import Slot
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.quasi.tokens import Kind, Piece, Token
from underrose.methods.attribution.quasi.told import Told

THIRD_PERSON = frozenset({"she", "he", "her", "his", "their"})
_OWNERS = frozenset({"her", "his", "their"})
_VERBS = frozenset(word for word in toml("firsthand")["belongs"] if word.isalpha())
_WORKPLACES = frozenset(toml("firsthand")["own"]) | {
    "desk",
    "bureau",
    "mission",
    "embassy",
    "bench",
    "section",
}
ARRIVED = frozenset(
    {"flown", "flew", "come", "came", "arrived", "driven", "drove", "travelled", "traveled", "journeyed"}
)
_WHERE = Kind.place | Kind.city
_TELLS = frozenset({"country", "region", "city", "body"})
_IN = frozenset({"in", "at", "near", "outside"})
_SELVES = frozenset({"herself", "himself"})
_AT_HOME = frozenset({"back", "home"}) | _SELVES
_NATIVE = frozenset({"native", "own", "home"})
PLACING = THIRD_PERSON | _AT_HOME
"""Without one of them a sentence tells nothing of where somebody belongs in passing."""
_LANDS = frozenset(toml("firsthand")["homes"])
_REACH, _FRONT, _ADVERBS, _WAY = 4, 14, 3, 5
_SAID = Kind.says | Kind.be | Kind.modal | Kind.relative


class ThirdPerson:
    """Reads them for one roster."""

    __slots__ = ("_first", "_told")

    def __init__(self, told: Told) -> None:
        self._told = told
        self._first = FirstPerson(told)

    def of(self, tokens: list[Token]) -> list[Mention]:
        """What one sentence says of where she, he or they belong, each place once; nobody's where nobody spoke before."""
        found: list[Mention] = []
        for at, token in enumerate(tokens):
            if token.text not in PLACING:
                continue
            for first, last, pieces in self._places(tokens, at):
                row = {one.text for one in tokens[at + 1 : at + _REACH]}
                is_told = {"been", "become"} & row and token.text not in _OWNERS
                where = [piece for piece in pieces if piece.axis in _TELLS or is_told]
                if where and not any(one.start <= tokens[first].start < one.end for one in found):
                    gender = self._told.reader.meanings(token) if token.senses else []
                    found.append(
                        Mention(
                            tokens[first].start, tokens[last].end, [*gender, *where],
                            is_again=True, is_pronoun=True, is_placed=True, noun=token.text,
                        )
                    )  # fmt: skip
        return found

    def arrivals(self, tokens: list[Token], every: list[Mention]) -> None:
        """“A vendor had come all the way from Helsinki": whence, behind a noun."""
        for mention in every:
            last = tokens_index(tokens, mention.end) - 1
            if mention.is_plural or any(piece.axis in _TELLS for piece in mention.pieces):
                continue
            for _, end, pieces in self._arrival(tokens, last):
                mention.pieces = [*mention.pieces, *pieces]
                mention.end, mention.is_silent = tokens[end].end, False

    def _places(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        if tokens[at].text in _AT_HOME:
            yield from self._home(tokens, at)
            return
        if tokens[at].text in _OWNERS:
            yield from self._first.of_owner(tokens, at)
            yield from self._land(tokens, at)
            if at + 2 < len(tokens) and tokens[at + 1].text in _NATIVE and tokens[at + 2].kinds & _WHERE:
                yield from self._at(tokens, at, at + 1)
            return
        yield from self._first.of_subject(_as_first(tokens, at), at)
        yield from self._been(tokens, at)
        yield from self._where(tokens, at)
        yield from self._arrival(tokens, at)
        yield from self._opened(tokens, at)
        yield from self._workplace(tokens, at)

    def _home(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“Back in Oslo”, "at home, in Mali", "Norwegians like herself"."""
        if tokens[at].text in _SELVES:
            if at > 1 and tokens[at - 1].text == "like" and tokens[at - 2].kinds & Kind.demonym:
                slot = Slot("from", at - 2, at, values=[at - 2])
                yield at - 2, at, self._told.of_slot(tokens, slot)
            return
        row = [token.text for token in tokens[at + 1 : at + 1 + _ADVERBS]]
        steps = next((step for step, word in enumerate(row) if word not in {"home", ","}), len(row))
        if row[steps : steps + 1] == ["in"]:
            yield from self._at(tokens, at, at + 1 + steps)

    def _where(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“Norway, where she grew up”."""
        row = {token.text.removesuffix("s") for token in tokens[at + 1 : at + 1 + _ADVERBS]}
        place = at - 3 if at > 1 and tokens[at - 2].text == "," else at - 2
        if place < 0 or tokens[at - 1].text != "where" or row.isdisjoint(_VERBS | {"grew", "born", "vote"}):
            return
        if tokens[place].kinds & _WHERE:
            yield place, at, self._told.of_slot(tokens, Slot("from", place, at, values=[place]))

    def _been(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“She has been a judge for twelve years”."""
        for place in range(at + 2, min(len(tokens) - 2, at + _REACH)):
            if tokens[place].text == "been" and tokens[place + 1].text in {"a", "an", "the"}:
                if values := values_behind(tokens, place + 1):
                    slot = Slot("from", place, values[-1] + 1, values=values)
                    yield place, values[-1], self._told.of_slot(tokens, slot)
                return

    def _land(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“His own country's stretch of coast below Oslo”: what lies in a country of theirs is told by its place."""
        home = at + 2 if tokens[at + 1 : at + 2] and tokens[at + 1].text == "own" else at + 1
        if home + 1 >= len(tokens) or tokens[home].text not in _LANDS or tokens[home + 1].text != "'s":
            return
        for place in range(home + 2, min(len(tokens), home + _FRONT)):
            if tokens[place].kinds & (Kind.sign | Kind.says):
                return
            if tokens[place].kinds & _WHERE:
                yield at, place, self._told.of_slot(tokens, Slot("from", home, place + 1, values=[place]))
                return

    def _arrival(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“She had flown in from Oslo”."""
        for place in range(at + 1, min(len(tokens) - 2, at + _REACH)):
            if tokens[place].text in ARRIVED:
                near = range(place + 1, min(len(tokens) - 1, place + 1 + _WAY))
                origin = next((one for one in near if tokens[one].text == "from"), 0)
                if origin:
                    yield from self._at(tokens, at, origin)
                return

    def _opened(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“Posted on the coast, at Helsinki, he had seen”: what opens the sentence is of its subject."""
        if not 1 < at < _FRONT or tokens[at - 1].text != ",":
            return
        opener = tokens[0]
        is_open = opener.kinds & (Kind.front | Kind.after) or opener.text.endswith(("ed", "ing"))
        if not is_open or any(token.kinds & _SAID for token in tokens[1:at]):
            return
        values = [place for place in range(1, at) if tokens[place].kinds & _WHERE]
        if values:
            slot = Slot("from", 0, at, values=values)
            yield 0, values[-1], self._told.of_slot(tokens, slot)

    def _workplace(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“She paid for it herself, for the desk in Accra had closed”."""
        for place in range(at + 1, len(tokens) - 2):
            is_one = tokens[place].text in _WORKPLACES and tokens[place + 1].text in _IN
            if is_one and "the" in {tokens[place - 1].text, tokens[place - 2].text}:
                yield from self._at(tokens, place, place + 1)
                return

    def _at(self, tokens: list[Token], first: int, origin: int) -> Iterator[tuple[int, int, list[Piece]]]:
        values = [
            place
            for place in range(origin + 1, min(len(tokens), origin + _REACH))
            if tokens[place].kinds & _WHERE and not tokens[place].kinds & Kind.role
        ]
        if values:
            slot = Slot("from", origin, values[-1] + 1, values=values)
            yield first, values[-1], self._told.of_slot(tokens, slot)


def _as_first(tokens: list[Token], at: int) -> list[Token]:
    """“She teaches in” as "I teach in"."""
    row = list(tokens)
    row[at] = replace(row[at], text="i")
    for place in range(at + 1, min(len(row), at + _ADVERBS)):
        word = row[place].text
        plain = next(
            (one for one in (word.removesuffix("s"), word.removesuffix("es")) if one in _VERBS), word
        )
        row[place] = replace(row[place], text=plain)
    return row
