"""Sentences become rows of typed words, and the words become what they say of somebody."""

from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.quasi import abbreviations, groups, lattice
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.languages import read_languages
from underrose.methods.attribution.quasi.lexicon import IN_CAPITALS, Firsts, Lexicon, longest, of_everybody
from underrose.methods.attribution.quasi.own_phrases import VAGUE, of_roster
from underrose.methods.attribution.quasi.plain import pieces
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import Kind, Piece, Sense, Token
from underrose.methods.attribution.quasi.work import HOLDING, read_tools, read_work, tools_of, verbs_of

_SOFT = frozenset({"role", "works_on", "sector", "city", "post"})
_BEFORE_TITLES = frozenset({"the", "our", "their", "its"})


_PEOPLE_END = ("er", "or", "ist", "ian", "eer", "ant", "crat", "man", "person", "eur")
_PEOPLE_ENDS = tuple(end + "s" for end in _PEOPLE_END)
_ENDS = _PEOPLE_END + _PEOPLE_ENDS
_LAST = frozenset(end[-2:] for end in _ENDS)
"""Looked up first: most words end otherwise."""
_SHORTEST = 5
_FOR_A_SECTOR = ("representative", "delegate", "participant", "voice", "servant", "employee", "bureaucrat")
_THINGS = words("things")
_PEOPLE = frozenset(toml("people")["nouns"])


def _somebody(word: str) -> int:
    """Whether an unknown word ends as nouns of people do, or is one that no ending tells."""
    if word in _PEOPLE or word[:-1] in _PEOPLE:
        return Kind.somebody if word in _PEOPLE else Kind.somebody | Kind.plural
    if word[-2:] not in _LAST or len(word) < _SHORTEST or not word.endswith(_ENDS):
        return 0
    if word in _THINGS or word[:-1] in _THINGS:
        return 0
    return Kind.somebody if word.endswith(_PEOPLE_END) else Kind.somebody | Kind.plural


class Reader:
    """Reads sentences for one roster."""

    __slots__ = ("_firsts", "_meanings", "_of_languages", "_tables", "_tools", "_work", "index", "own")

    def __init__(self, index: Index) -> None:
        self.index = index
        self.own: Lexicon = of_roster(index)
        self._tables = (self.own.by_first, of_everybody().by_first)
        self._firsts = Firsts(self._tables)
        self._work, self._tools = verbs_of(index), tools_of(index)
        self._of_languages = frozenset({"mother", "speaking"}).union(
            *(name.split() for name in index.values.get("language", {}))
        )
        """Without one of them, or a demonym, a sentence names no language."""
        self._meanings: dict[
            tuple[str, tuple[Sense, ...], bool], tuple[tuple[str, str, Bits, Sense], ...]
        ] = {}

    def tokens(self, passage: Passage, start: int, end: int) -> list[Token]:  # noqa: C901 - read for every sentence: calls would cost more than the words
        """The typed words of a part of the folded text."""
        found = pieces(passage.folded, start, end)
        row = abbreviations.spelt_out(found, passage)
        tokens: list[Token] = []
        at = 0

        def stands(kinds: int, place: int, length: int) -> bool:
            first, last = passage.original(found[place][1], found[place + length - 1][2])
            written = passage.text[first:last]
            if kinds & IN_CAPITALS:
                return written.replace(".", "").isupper()
            return written[:1].isupper() and place > 0 and row[place - 1] in _BEFORE_TITLES

        own, everybody = self._tables
        firsts, last, every = self._firsts, len(row) - 1, 0
        shift, text = passage.map.shift(start, end), passage.text

        def written(place: int) -> str:
            """A letter of the folded text as it is written."""
            return text[passage.original(place, place + 1)[0]]

        while at <= last:
            word, begin, until = found[at]
            first = firsts.get(word)
            if first is None and (word in own or word in everybody):
                first = firsts[word]
            length, kinds, is_capital = 0, 0, False
            senses: tuple[Sense, ...] = ()
            if first is not None:
                length, kinds, senses, seconds, is_asking = first
                is_longer = at < last and row[at + 1] in seconds
                if is_longer or (is_asking and not written(begin).islower()):
                    length, entries = longest(self._tables, row, at, stands)
                    kinds, senses = 0, ()
                    for entry in entries:
                        kinds, senses = kinds | entry.kinds, senses + entry.senses
            if length > 1:
                word, until = " ".join(row[at : at + length]), found[at + length - 1][2]
            elif length == 0:
                is_capital = (written(begin) if shift is None else text[begin + shift]).isupper()
                kinds = Kind.number if word.isdigit() else _somebody(word)
            every |= kinds
            tokens.append(Token(word, begin, until, kinds, senses, is_capital))
            at += length or 1
        read_work(tokens, row, self._work)
        if not HOLDING.isdisjoint(row):
            read_tools(tokens, self._tools)
        if every & Kind.demonym or not self._of_languages.isdisjoint(row):
            read_languages(tokens, self.index)
        return tokens

    def meanings(self, token: Token, *, as_noun: bool = False) -> list[Piece]:
        """What a token says of somebody, axis by axis. Senses of one axis are alternatives; several axes too.

        The noun of a phrase says a role ("the academic"); before a noun, the same word may say a sector.
        """
        key = (token.text, token.senses, as_noun)  # a nurse and a surgeon are of one group, and two things
        if key not in self._meanings:
            found = self._means(token.senses, as_noun=as_noun)
            self._meanings[key] = tuple(self._widened(one, token) for one in found)
        return [
            Piece(
                axis,
                label,
                bits,
                token.start,
                token.end,
                sense,
                axis in _SOFT,
                self._otherwise(axis, sense, token),
            )
            for axis, label, bits, sense in self._meanings[key]
        ]

    def _otherwise(self, axis: str, sense: Sense, token: Token) -> Bits:
        """Those of the sectors that a group of roles belongs to, or that a kind of body is in: "a Swiss ministry"."""
        if axis == "body":
            return self._fitting([one for one in token.senses if one.axis == "sector"]) or 0
        if axis != "role" or sense.axis != "role":
            return 0
        found = 0
        for name in (sense.key,) if sense.how == "group" else groups.groups_in("role", sense.key):
            for sector in groups.related("role", name)[1]:
                found |= self.index.in_group("sector", sector)
        return found

    def _widened(self, meaning: tuple[str, str, Bits, Sense], token: Token) -> tuple[str, str, Bits, Sense]:
        """An "official" may be any the roster calls so: a city official as well as a civil servant."""
        axis, label, bits, sense = meaning
        if axis != "role" or sense.how != "group":
            return meaning
        singular = token.text.removesuffix("s") if token.kinds & Kind.plural else token.text
        more = 0
        for value, people in self.index.values.get("role", {}).items():
            if value.split()[-1] == singular:
                more |= people
        said = label if token.kinds & (Kind.plural | Kind.short) else token.text
        if token.kinds & Kind.fact and (known := self.index.called(label)):
            return (
                axis,
                said,
                known | self.index.unknown.get("role", 0),
                sense,
            )  # "practises law" is of lawyers
        is_telling = singular not in VAGUE
        if is_telling and (known := self.index.called(singular)):  # "an envoy" is whoever's post says so
            return axis, said, known | bits & self.index.unknown.get("post", 0), sense
        if singular.endswith(_FOR_A_SECTOR):
            for group in groups.related("role", sense.key)[1]:
                more |= self.index.in_group("sector", group)
        return axis, said, bits | more, sense

    def subject(self, words: list[str], least: float, start: int, end: int) -> Piece | None:
        """The subject of work that free words mean, if the roster knows it."""
        phrase = " ".join(words)
        bits = self.index.on_topic(phrase, least)
        if not bits:
            return self.told_by(words, start, end)
        bits |= self.index.unknown.get("works_on", 0)
        return Piece("works_on", phrase, bits, start, end, Sense("works_on", phrase, "topic"), is_soft=True)

    def told_by(self, words: list[str], start: int, end: int) -> Piece | None:
        """Whose body or post the telling words of a phrase stand in, if anybody's."""
        bits = self.index.told_by(words)
        if not bits:
            return None
        return Piece("body", " ".join(words), bits, start, end, None, is_soft=True)

    def _means(self, senses: tuple[Sense, ...], *, as_noun: bool) -> tuple[tuple[str, str, Bits, Sense], ...]:
        by_axis: dict[str, list[Sense]] = {}
        for sense in senses:
            by_axis.setdefault(sense.axis, []).append(sense)
        found = [
            (axis, self._label(listed[0]), bits, listed[0])
            for axis, listed in by_axis.items()
            if (bits := self._fitting(listed)) is not None
        ]
        if len(found) > 1:
            found = self._one_of(found, as_noun=as_noun)
        return tuple(found)

    def _one_of(
        self, found: list[tuple[str, str, Bits, Sense]], *, as_noun: bool
    ) -> list[tuple[str, str, Bits, Sense]]:
        """One phrase says one thing: the noun its role, else whatever the roster knows."""
        order = ("role", "sector") if as_noun else ("sector", "role")
        rank = {axis: place for place, axis in enumerate(("body", "region", "country", *order))}
        known = [one for one in found if one[2]] or found
        if {one[0] for one in known} == {"role", "sector"} and not as_noun:
            known.sort(key=lambda one: rank[one[0]])
            axis, label, bits, sense = known[0]
            return [(axis, label, bits | known[1][2], sense)]
        known.sort(key=lambda one: rank.get(one[0], len(rank)))
        own = [one for one in known if one[3].how == "value"]
        return (own or known)[:1]

    def _fitting(self, senses: list[Sense]) -> Bits | None:
        """Who fits one of the senses; a value of the roster itself beats the group it is in."""
        own = [sense for sense in senses if sense.how == "value"]
        found = 0
        for sense in own or senses:
            found |= self._one(sense)
        return found

    def _one(self, sense: Sense) -> Bits:  # noqa: PLR0911 - one line for each way to look up
        index = self.index
        if sense.how == "code":
            return index.at_home(frozenset({sense.key}))
        if sense.how == "city":
            return index.at_home(lattice.codes_of(sense.key))
        if sense.how == "region":
            return index.in_region(sense.key)
        if sense.how == "group":
            return index.in_group(sense.axis, sense.key)
        if sense.how == "topic":
            bits = index.on_topic(sense.key, 0.5)
            return bits | index.unknown.get("works_on", 0) if bits else 0
        if sense.axis == "post":
            return index.bearing(sense.key)
        return index.fitting(sense.axis, sense.key)

    def _label(self, sense: Sense) -> str:
        if sense.how == "code":
            return lattice.countries().get(sense.key, sense.key)
        if sense.how == "group":
            return str(toml(groups.TABLES[sense.axis][0])[sense.key]["short"])
        return self.index.label(sense.axis, sense.key)
