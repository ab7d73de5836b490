"""Some of a group told of before: "one of them, from Peru", "(the second of these, Ghanaian)", "one Malian and one Peruvian".

Nobody where no group was told of. O(words of the sentence).
"""

from collections.abc import Iterator
from dataclasses import replace

from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.modifiers import Right
from underrose.methods.attribution.quasi.phrase import DASHES, NounPhrase, Slot
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Token
from underrose.methods.attribution.quasi.told import Told

_AMONG = frozenset({"of", "among", "amongst"})
_THEM = frozenset({"them", "these", "those", "whom"})
_COUNTED = frozenset({"two", "three", "four", "five", "six", "pair", "trio"})
_TOLD_BEFORE = _THEM | _COUNTED
_OTHERS = frozenset({"one", "another", "other"})
_NOT_THEM = frozenset({"who", "from", "present", "in", "at", "with", "of", "that", "here", "who are"})
"""Behind "those": others than those before."""
_MANY = frozenset(
    {"two", "three", "four", "five", "six", "several", "some", "both", "most", "all", "none", "many", "few"}
)
_ONE = frozenset(
    {
        "one",
        "another",
        "other",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "last",
        "latter",
        "former",
        "either",
    }
    | {"eldest", "youngest", "oldest", "younger", "older", "elder", "loudest", "quietest", "neither", "each"}
)
_ORDINALS = frozenset({"first", "second", "former", "latter"})
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4}
SIGNS = frozenset({",", "(", ";", ":"}) | DASHES
_PEOPLE = Kind.role | Kind.gender | Kind.person | Kind.room | Kind.somebody | Kind.title
_LONGEST, _NEAR, _FATEFUL = 8, 3, 4
_BEFORE_ONE = SIGNS | {"and", "but", "while", "whereas"}
_LEAVES_OUT = frozenset({"but", "for", "except", "save", "bar"})


class GroupParts:
    """Finds them for one roster."""

    __slots__ = ("_told",)

    def __init__(self, told: Told) -> None:
        self._told = told

    def of(self, tokens: list[Token], every: list[Mention], said: set[str]) -> list[Mention]:
        """Those of one sentence, whose words are `said`."""
        found: list[Mention] = []
        among: list[int] = []
        if not _AMONG.isdisjoint(said):
            among = [at for at in range(1, len(tokens) - 1) if tokens[at].text in _AMONG]
        if not _TOLD_BEFORE.isdisjoint(said):
            found += self._parts(tokens, among)
        if not _OTHERS.isdisjoint(said):
            found += self._each(tokens, every)
        found += self._superlatives(tokens, among)
        return [*found, *self._compared(tokens)]

    def opening(self, tokens: list[Token]) -> list[Mention]:
        """“Of the academics little was heard": a group that the rest of the sentence is about."""
        if tokens[0].text == "who" and len(tokens) > 1 and tokens[1].text in _AMONG:
            tokens = tokens[1:]  # "who among the nurses teaches?"
        if tokens[0].text not in _AMONG or len(tokens) <= _NEAR:
            return []
        at = 2 if tokens[1].kinds & Kind.determiner else 1
        while at < _NEAR and tokens[at].kinds & (Kind.neutral | Kind.number):
            at += 1
        token = tokens[at]
        if tokens[1].text == "those" and tokens[2].text == "who":
            values = values_behind(tokens, 3)
            return [self._group(tokens, 1, values)] if values else []
        if not token.kinds & Kind.plural or not token.kinds & (Kind.role | Kind.noun):
            return []
        return [self._group(tokens, 1, [at])]

    def _group(self, tokens: list[Token], first: int, values: list[int]) -> Mention:
        pieces = [piece for at in values for piece in self._told.reader.meanings(tokens[at], as_noun=True)]
        end = tokens[values[-1]].end
        return Mention(
            tokens[first].start, end, pieces, is_plural=True, is_silent=True, noun=tokens[values[-1]].text
        )

    def _parts(self, tokens: list[Token], among: list[int]) -> Iterator[Mention]:
        """“One of them, practising in Lima”, "(the second of these, Ghanaian, was cut short)"."""
        for at in among:
            head = tokens[at - 1].text
            if not is_among(tokens, at) or head not in _MANY | _ONE:
                continue
            first = at - 2 if at > 1 and tokens[at - 2].text == "the" else at - 1
            phrase = NounPhrase(first, at + 1, at + 2, "the", is_plural=head in _MANY)
            told = values_behind(tokens, at + 2) if is_article(tokens, at + 2) else []
            if told:
                phrase.end = told[-1] + 1
                phrase.right = [Slot("from", at + 2, phrase.end, values=told)]
            else:
                Right(as_people(tokens, at + 1), phrase).read()
            if any(token.kinds & Kind.fate for token in tokens[at + 2 : phrase.end + _FATEFUL]):
                continue
            pieces = [piece for slot in phrase.right for piece in self._told.of_slot(tokens, slot)]
            if head in _MANY and not pieces:
                continue  # "the diplomats, all of them, wanted"
            listed = self._listed(tokens, first, _PLACES.get(head, -1))
            mention = Mention(tokens[first].start, tokens[phrase.end - 1].end, listed + pieces)
            mention.is_plural, mention.noun = phrase.is_plural, head
            mention.is_part = mention.is_part_alone = not listed
            yield mention

    def _compared(self, tokens: list[Token]) -> Iterator[Mention]:
        """“The younger, from Brazil, won”: one of those of the sentence before."""
        if len(tokens) <= _NEAR or tokens[0].text != "the" or tokens[2].text != ",":
            return
        word = tokens[1].text
        if (
            word in _ORDINALS
            or not (word in _ONE or word.endswith(("er", "est")))
            or tokens[1].kinds & _PEOPLE
        ):
            return
        if values := values_behind(tokens, 3):
            pieces = self._told.of_slot(tokens, Slot("from", 2, values[-1] + 1, values=values))
            mention = Mention(tokens[0].start, tokens[values[-1]].end, pieces, noun=word)
            mention.is_part = mention.is_part_alone = True
            yield mention

    def _superlatives(self, tokens: list[Token], among: list[int]) -> Iterator[Mention]:
        """“The youngest of the diplomats, a woman”: one of those who are named there."""
        for at in among:
            head = tokens[at - 1].text
            is_one = head.endswith("est") or head in {"younger", "older", "elder"}
            if not is_one or at < _NEAR - 1 or at + 2 >= len(tokens) or tokens[at - 2].text != "the":
                continue
            group = tokens[at + 2]
            if not tokens[at + 1].kinds & Kind.determiner or not group.kinds & (Kind.role | Kind.noun):
                continue
            phrase = NounPhrase(at - 2, at + 2, at + 3, "the")
            Right(as_people(tokens, at + 2), phrase).read()
            pieces = self._told.reader.meanings(group, as_noun=True)
            pieces += [piece for slot in phrase.right for piece in self._told.of_slot(tokens, slot)]
            if phrase.verb >= 0:
                yield Mention(tokens[at - 2].start, tokens[phrase.end - 1].end, pieces, is_new=True)

    def _listed(self, tokens: list[Token], end: int, place: int) -> list[Piece]:
        """“Order: cleric - judge - press (the second of these, ...)": what the one at this place of a list is."""
        roles = [token for token in tokens[:end] if token.kinds & Kind.role]
        if not 0 <= place < len(roles) or len(roles) <= 1:
            return []
        first, last = tokens_index(tokens, roles[0].start), tokens_index(tokens, roles[-1].start)
        between = [token for token in tokens[first:last] if not token.kinds & Kind.role]
        if not between or any(token.text not in SIGNS | {"and", "then"} for token in between):
            return []
        return self._told.reader.meanings(roles[place], as_noun=True)

    def _each(self, tokens: list[Token], every: list[Mention]) -> Iterator[Mention]:
        """“Two judges disagreed, one from Ghana and one from Mali”: each of those counted before."""
        groups = [
            one for one in every if one.is_plural and (one.count or one.is_definite or not one.is_silent)
        ]
        if not groups:
            return
        begin = tokens_index(tokens, groups[0].end)
        for at in range(begin + 1, len(tokens) - 1):
            if tokens[at].text not in _OTHERS:
                continue
            first = at - 1 if tokens[at - 1].text == "the" else at
            if tokens[first - 1].text not in _BEFORE_ONE | _LEAVES_OUT:
                continue
            values = values_behind(tokens, at + 1 + (tokens[at + 1].text in {",", "("}))
            if not values or tokens[at + 1].text in _AMONG:
                continue
            pieces = self._told.of_slot(tokens, Slot("from", at, values[-1] + 1, values=values))
            mention = Mention(tokens[first].start, tokens[values[-1]].end, pieces, noun="one")
            mention.is_part = mention.is_part_alone = True
            yield mention


def is_of_things(tokens: list[Token], first: int) -> bool:
    """“Of the three reports, the one from Peru”: one of what is nobody; `first` is where "the one" begins."""
    if tokens[0].text not in _AMONG or first < _NEAR or not tokens[1].kinds & Kind.determiner:
        return False
    before = tokens[2:first]
    if not any(one.text in {",", "only", "just"} for one in before[-2:]) or any(
        one.kinds & (_PEOPLE | Kind.noun) and not one.kinds & Kind.number for one in before
    ):
        return False
    return not any(one.text in _THEM for one in before)


def is_article(tokens: list[Token], at: int) -> bool:
    """“One of them a woman from Peru”: what follows is said of that one."""
    return at < len(tokens) and tokens[at].text in {"a", "an"}


def as_people(tokens: list[Token], at: int) -> list[Token]:
    """The same words, where one that is no noun stands for somebody: what follows is read as behind a noun."""
    return [*tokens[:at], replace(tokens[at], kinds=Kind.room), *tokens[at + 1 :]]


def values_behind(tokens: list[Token], begin: int) -> list[int]:
    """What is told right behind a word, up to a join, a sign or a verb."""
    found: list[int] = []
    for at in range(begin, min(len(tokens), begin + _LONGEST)):
        kinds = tokens[at].kinds
        if kinds & VALUES and not kinds & Kind.pronoun:
            found.append(at)
        elif kinds & (
            Kind.sign | Kind.join | Kind.relative | Kind.modal | Kind.auxiliary | Kind.pronoun
        ) or not kinds & (Kind.determiner | Kind.origin | Kind.neutral | Kind.adverb | Kind.front):
            break
    return found


def is_among(tokens: list[Token], at: int) -> bool:
    """“Of them", "among these", "of the three": those before."""
    if tokens[at].text not in _AMONG or at + 1 >= len(tokens):
        return False
    after = tokens[at + 2].text if at + 2 < len(tokens) else ""
    following = tokens[at + 1].text
    if following == "the":
        last = tokens[at + 3].kinds if at + 3 < len(tokens) else Kind.sign
        return after in _COUNTED and not last & (VALUES | _PEOPLE)
    return following in _THEM and not (following in {"those", "these"} and _goes_on(tokens, at + 2))


def _goes_on(tokens: list[Token], at: int) -> bool:
    """“Those who", "these judges": not those before."""
    if at >= len(tokens):
        return False
    return (
        tokens[at].text in _NOT_THEM
        or bool(tokens[at].kinds & (VALUES | _PEOPLE))
        or not (tokens[at].kinds or not tokens[at].text.isalpha() or tokens[at].text.endswith("ed"))
    )
