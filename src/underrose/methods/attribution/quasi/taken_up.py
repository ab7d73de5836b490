"""Somebody taken up again in few words: "one of them", "the women among them", "hers was the only reply", "himself Sudanese".

Each goes on with a speaker or a group told of before, and is nobody where none was. O(words of the sentence).
"""

import itertools
from collections.abc import Iterator
from functools import cache

from underrose.methods.attribution.pronouns import is_somebody
from underrose.methods.attribution.quasi.group_parts import (
    SIGNS,
    GroupParts,
    as_people,
    is_among,
    values_behind,
)
from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.modifiers import Right
from underrose.methods.attribution.quasi.phrase import NounPhrase, Slot
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.third_person import ARRIVED, PLACING, ThirdPerson
from underrose.methods.attribution.quasi.tokens import Kind, Token
from underrose.methods.attribution.quasi.told import Told
from underrose.methods.attribution.third_parties.wordlists import classes

_INDEFINITE = words("indefinite") | {"people"}
_HIS = {"she", "he", "her", "him", "his", "hers"}
_SHE = frozenset({"she", "he"})
_SELF = frozenset({"herself", "himself"})
_PEOPLE = Kind.role | Kind.gender | Kind.person | Kind.room | Kind.somebody | Kind.title
_OWNERS = frozenset({"her", "his", "their"})
_ALIKE = {
    "compatriot": "country", "compatriots": "country", "countryman": "country", "countrywoman": "country",
    "profession": "role", "trade": "role", "calling": "role", "craft": "role", "guild": "role",
}  # fmt: skip
_OF_A_TRADE = frozenset({"another", "a", "one", "someone", "colleague", "of"})
_ANSWERS = frozenset({"answer", "reply", "response", "rejoinder", "retort"})
_NEAR = 4
_AS = frozenset({"as", "as a", "as an"})
_RELATIVES = frozenset({"who", "whom", "that", "of", "from"})
_EARLY, _SHORT = 2, 10
_CUES = _SELF | _AS | _SHE | _ALIKE.keys() | {"same"}
_QUOTED = frozenset({":", '"'})


class TakenUp:
    """Finds them for one roster."""

    __slots__ = ("_groups", "_third", "_told")

    def __init__(self, told: Told) -> None:
        self._told = told
        self._groups = GroupParts(told)
        self._third = ThirdPerson(told)

    def of(
        self, tokens: list[Token], found: list[Mention], silent: list[Mention], said: set[str]
    ) -> list[Mention]:
        """The speakers found in a sentence and those only told of, with those of a group marked, and those no noun stands for."""
        silent = [*silent, *(one for one in self._groups.opening(tokens) if not _meets(one, silent))]
        every = sorted([*found, *(one for one in silent if not _meets(one, found))], key=_begin)
        self._mark(tokens, every)
        parts = self._groups.of(tokens, every, said)
        if not _CUES.isdisjoint(said) or _is_ordinal(tokens, 1):
            parts += self._again(tokens)
        if not every and tokens[0].text == "from":
            parts += self._from_there(tokens)
        if not ARRIVED.isdisjoint(said):
            self._third.arrivals(tokens, every)
        if not PLACING.isdisjoint(said):
            spoken = [one for one in every if not one.is_silent and not one.is_pronoun]
            parts += [one for one in self._third.of(tokens) if not _meets(one, [*parts, *spoken])]
        if parts:
            every = sorted([*(one for one in every if not _meets(one, parts)), *parts], key=_begin)
        if not _HIS.isdisjoint(said):
            every = sorted([*every, *self._pronouns(tokens, every)], key=_begin)
        if every:
            behind = range(tokens_index(tokens, max(one.end for one in every)), len(tokens))
            every[-1].is_followed = any(_is_another(tokens, at) for at in behind)
        return every

    def _mark(self, tokens: list[Token], every: list[Mention]) -> None:
        """“The Finn among them”, "the one who teaches", "their lawyer": nouns that go on with a group."""
        for mention in every:
            first, end = tokens_index(tokens, mention.start), tokens_index(tokens, mention.end)
            inside = range(first + 1, min(len(tokens) - 1, end + 1))
            if mention.noun in _ANSWERS and mention.determiner == "the" and mention.is_voice:
                mention.is_again = True
            if mention.is_first:
                mention.is_quoted = _is_reported(tokens[:first])
            elif not mention.is_plural:
                mention.is_quoting = any(token.text == '"' for token in tokens[max(0, first - _NEAR) : first])
            if mention.is_silent and self._is_listed(tokens, every, mention):
                mention.is_part, mention.is_silent = True, False
            if self._is_of_pronoun(tokens, first, end) or self._is_afterthought(tokens, every, mention):
                mention.is_again, mention.is_silent = True, False
            if mention.is_silent and any(tokens[at].text == "fellow" for at in range(first, end)):
                mention.is_silent, mention.is_new = False, True  # "her fellow Peruvian shrugged"
            if any(is_among(tokens, at) for at in inside) or (
                mention.noun == "one" and mention.determiner == "the"
            ):
                mention.is_part, mention.is_silent, mention.is_new = True, False, False

    def _is_of_pronoun(self, tokens: list[Token], first: int, end: int) -> bool:
        """“As a judge she could not say more”."""
        is_front = first > 0 and first <= _EARLY and tokens[first - 1].text in _AS
        return is_front and end < len(tokens) and tokens[end].text in _SHE

    def _is_listed(self, tokens: list[Token], every: list[Mention], mention: Mention) -> bool:
        """“Two lawyers argued: a Kenyan and a Brazilian”."""
        first = tokens_index(tokens, mention.start)
        groups = [one for one in every if one.end <= mention.start and one.is_plural and one.count]
        if not groups or mention.is_plural or mention.determiner not in {"a", "an", "one"} or not first:
            return False
        between = {token.text for token in tokens[tokens_index(tokens, groups[-1].end) : first]}
        return ":" in between and tokens[first - 1].text in {":", ",", "and", "-", "--"}

    def _is_afterthought(self, tokens: list[Token], every: list[Mention], mention: Mention) -> bool:
        """“A lawyer thought so too, a Kenyan.”: of whoever alone was told of before it in the sentence."""
        first, end = tokens_index(tokens, mention.start), tokens_index(tokens, mention.end)
        is_last = end >= len(tokens) - 1 and first > 1 and tokens[first - 1].text == ","
        before = [one for one in every if one.end <= mention.start and not one.is_pronoun]
        is_alone = len(before) == 1 and not before[0].is_plural and not before[0].is_silent
        return is_last and is_alone and mention.is_silent and mention.determiner in {"a", "an"}

    def _again(self, tokens: list[Token]) -> Iterator[Mention]:
        """“A man spoke of ports, himself from the north", "the same, a lawyer, came back to it"."""
        for at in range(len(tokens) - 1):
            token = tokens[at]
            if token.text in _SELF and tokens[at - 1].text in SIGNS:
                values = values_behind(tokens, at + 1)
                if values:
                    pieces = self._told.of_slot(tokens, Slot("from", at, values[-1] + 1, values=values))
                    pieces += self._told.reader.meanings(token)
                    yield Mention(
                        token.start, tokens[values[-1]].end, pieces, is_again=True, is_part_alone=True
                    )
            elif token.text in _AS:
                yield from self._as_one(tokens, at)
            elif token.text in _SHE and tokens[at + 1].text in {"of", "from"}:
                yield from self._pointed_out(tokens, at)
            elif token.text in _ALIKE and tokens[at - 1].text in _OWNERS | SIGNS | {"another", "a", "of"}:
                yield from self._alike(tokens, at)
            elif _is_ordinal(tokens, at):
                yield self._ordinal(tokens, at)
            elif token.text == "same" and tokens[at - 1].text == "the" and tokens[at + 1].text == ",":
                phrase = NounPhrase(at - 1, at, at + 1, "the")
                Right(as_people(tokens, at), phrase).read()
                pieces = [piece for slot in phrase.right for piece in self._told.of_slot(tokens, slot)]
                if pieces:
                    yield Mention(
                        tokens[at - 1].start, tokens[phrase.end - 1].end, pieces, is_again=True, is_part_alone=True
                    )  # fmt: skip

    def _from_there(self, tokens: list[Token]) -> Iterator[Mention]:
        """“So said a judge. From Mali, as it happens.": a sentence of its own, about whoever spoke last."""
        values = values_behind(tokens, 1)
        if values and len(tokens) <= _SHORT and not any(token.kinds & Kind.says for token in tokens):
            pieces = self._told.of_slot(tokens, Slot("from", 0, values[-1] + 1, values=values))
            yield Mention(tokens[0].start, tokens[values[-1]].end, pieces, is_again=True, is_part_alone=True)

    def _as_one(self, tokens: list[Token], at: int) -> Iterator[Mention]:
        """“Said that as a Norwegian she is shy”."""
        begin = at + 2 if tokens[at].text == "as" and tokens[at + 1].text in {"a", "an"} else at + 1
        values = values_behind(tokens, begin)
        if (tokens[at].text == "as" and begin == at + 1) or not values or values[-1] + 1 >= len(tokens):
            return
        if tokens[values[-1] + 1].text in _SHE:
            pieces = self._told.of_slot(tokens, Slot("from", at, values[-1] + 1, values=values))
            pieces += self._told.reader.meanings(tokens[values[-1] + 1])
            end = tokens[values[-1]].end
            yield Mention(tokens[at].start, end, pieces, is_again=True, is_part_alone=True)

    def _pointed_out(self, tokens: list[Token], at: int) -> Iterator[Mention]:
        """“He of the ministry in Dakar”: somebody told apart from the others, and by a pronoun."""
        phrase = NounPhrase(at, at, at + 1, "the")
        Right(as_people(tokens, at), phrase).read()
        pieces = [piece for slot in phrase.right for piece in self._told.of_slot(tokens, slot)]
        if pieces and phrase.verb >= 0:
            gender = self._told.reader.meanings(tokens[at])
            yield Mention(tokens[at].start, tokens[phrase.end - 1].end, [*gender, *pieces], is_new=True)

    def _alike(self, tokens: list[Token], at: int) -> Iterator[Mention]:
        """“Her compatriot”, "another of his profession, from Kenya", "her fellow Peruvian": somebody else, who shares it."""
        axis, first = _ALIKE[tokens[at].text], at
        while first and (tokens[first - 1].text in _OWNERS | {"fellow", "of", "the", "same"}):
            first -= 1
        if tokens[first - 1].text in {"another", "a", "one", "someone", "colleague"} and first:
            first -= 1
        if axis == "role" and tokens[first].text not in _OF_A_TRADE:
            return
        values = values_behind(tokens, at + 1 + (at + 1 < len(tokens) and tokens[at + 1].text == ","))
        pieces = self._told.of_slot(tokens, Slot("from", at, at + 1, values=values)) if values else []
        end = tokens[values[-1] if values else at].end
        yield Mention(tokens[first].start, end, pieces, is_new=True, alike=axis, noun=tokens[at].text)

    def _ordinal(self, tokens: list[Token], at: int) -> Mention:
        values = values_behind(tokens, at + 2)
        pieces = self._told.of_slot(tokens, Slot("from", at, at + 1, values=values)) if values else []
        end = tokens[values[-1] if values else at].end
        return Mention(tokens[0].start, end, pieces, is_again=True, is_part_alone=True, noun=tokens[at].text)

    def _pronouns(self, tokens: list[Token], every: list[Mention]) -> Iterator[Mention]:
        """She, he, her, him, his, hers, wherever nobody else stands between them and the last speaker."""
        for at, token in enumerate(tokens):
            if token.text not in _HIS or any(one.start <= token.start < one.end for one in every):
                continue
            if at + 1 < len(tokens) and tokens[at + 1].text in _RELATIVES:
                continue  # "he who owns the snow"
            before = [one for one in every if one.end <= token.start]
            if not before and any(not one.is_pronoun for one in every):
                continue  # "in her speech a lawyer ...": of whoever follows
            begin = tokens_index(tokens, before[-1].end) if before else 0
            if not any(_is_another(tokens, place) for place in range(begin, at)):
                pieces = self._told.reader.meanings(token)
                yield Mention(
                    token.start, token.end, pieces, is_again=True, is_pronoun=True, is_bare=True, noun=token.text
                )  # fmt: skip


def _is_ordinal(tokens: list[Token], at: int) -> bool:
    """“The first, from Brazil, withdrew" at the beginning of a sentence."""
    is_early = at == 1 and len(tokens) > _EARLY and tokens[0].text == "the"
    return is_early and tokens[1].text in {"first", "second"} and tokens[2].text == ","


def _is_reported(row: list[Token]) -> bool:
    """Whether what follows is said by whoever was named before: behind a colon, a quotation mark, "said that"."""
    if any(token.text in _QUOTED for token in row):
        return True
    return any(one.kinds & Kind.says and other.text == "that" for one, other in itertools.pairwise(row))


def _begin(mention: Mention) -> int:
    return mention.start


def _meets(mention: Mention, others: list[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _is_another(tokens: list[Token], at: int) -> bool:
    """Whether a word is somebody else: a person, or a name."""
    token = tokens[at]
    if token.kinds & (Kind.event | Kind.pronoun | Kind.determiner) or token.text in _INDEFINITE:
        return False
    is_name = token.is_capital and at > 0 and token.text not in _times()
    return bool(token.kinds & _PEOPLE) or is_somebody(token.text) or is_name


@cache
def _times() -> frozenset[str]:
    return classes()["months"] | classes()["days"]
