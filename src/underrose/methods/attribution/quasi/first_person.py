"""What somebody says of themselves: "I come from Lima", "we at the mission", "in my country, Jordan", "our office in Goma".

A point is often written as it was spoken. What "I" or "we" belongs to narrows as "a participant from" does. What a text
shares with its readers ("our meeting in Geneva", "we saw in Kenya") says nothing.
"""

from collections.abc import Iterator

from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.phrase import Slot
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Token
from underrose.methods.attribution.quasi.told import Told
from underrose.methods.attribution.quasi.work import is_work

_LISTS = {name: frozenset(listed) for name, listed in toml("firsthand").items()}
_BELONGS, _BECOMES = _LISTS["belongs"], _LISTS["becomes"]
_BETWEEN, _SHARED = _LISTS["between"], _LISTS["shared"]
_HOMES, _OWN, _ONLOOKERS = _LISTS["homes"], _LISTS["own"], _LISTS["onlookers"]
_WHERE = Kind.place | Kind.city | Kind.demonym
_SUBJECTS = frozenset({"i", "we"})
_OWNERS = frozenset({"my", "our"})
FIRST_PERSON = _SUBJECTS | _OWNERS | {"us"}
"""Without one of them a sentence says nothing of whoever speaks."""
_AT = frozenset({"in", "at", "near", "outside", "across", "around", "inside", "off", "along"})
_AFTER_BE = frozenset(
    {
        "a",
        "an",
        "the",
        "one",
        "from",
        "based",
        "born",
        "raised",
        "with",
        "at",
        "employed",
        "posted",
        "myself",
        "both",
    }
)
_WORKS = (
    "work",
    "specialis",
    "specializ",
    "practis",
    "practic",
    "research",
    "teach",
    "litigat",
    "campaign",
    "document",
    "monitor",
)
_PARTS_OF = frozenset(
    [
        "of",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "centre",
        "outskirts",
        "hills",
    ]
)
_TELLS = frozenset({"country", "region", "city"})
_OPENING = frozenset({"as a", "as an", "as the", "as the only", "as"})
_LONGEST, _NEAR, _FAR, _LONGEST_VERB = 14, 5, 9, 3
_AT_HOME = _AT | {"on", "above", "below", "by"}
_POSTURES = frozenset({"sit", "stand", "preach", "sing"})
_NO_HABITS = frozenset().union(_ONLOOKERS, _LISTS["travels"], _LISTS["no_deeds"], words("pasts"), words("participles")) | {
    "visit", "travel", "fly", "go", "arrive", "land", "tour", "leave", "return", "drive", "love", "like", "hate", "miss",
}  # fmt: skip


class FirstPerson:
    """Reads them for one roster. O(words of the sentence)."""

    __slots__ = ("_told",)

    def __init__(self, told: Told) -> None:
        self._told = told

    def of(self, tokens: list[Token]) -> list[Mention]:
        """What one sentence says of whoever is "I" or "we" in it, each place once."""
        found: list[Mention] = []
        for at, token in enumerate(tokens):
            if token.text in _SUBJECTS or token.text == "us":
                places: Iterator[tuple[int, int, list[Piece]]] = self.of_subject(tokens, at)
            elif token.text in _OWNERS:
                places = self.of_owner(tokens, at)
            else:
                continue
            for first, last, pieces in places:
                if pieces and not any(one.start <= tokens[first].start < one.end for one in found):
                    found.append(
                        Mention(tokens[first].start, tokens[last].end, pieces, is_first=True, noun=token.text)
                    )
        return found

    def of_subject(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """What "I" or "we" at a place belongs to: the first and the last word that says so, and what it says."""
        yield from self._beside(tokens, at)
        if tokens[0].text in {"sole", "only", "lone"} and at and tokens[at - 1].text == ",":
            yield self._taken(tokens, 0, 1, with_roles=True, end=at - 1)
        if tokens[at].text == "us":
            return
        yield from self._before(tokens, at)
        yield from self._as_one(tokens, at)
        verb = at + 1
        while verb < len(tokens) and tokens[verb].text in _BETWEEN:
            verb += 1
        row = [token.text for token in tokens[verb : verb + _LONGEST_VERB]]
        if "not" in row[:2]:
            return
        is_working = verb < len(tokens) and is_work(tokens[verb])
        if is_working or (tokens[at].text == "i" and self._is_at_home(tokens, verb)):
            yield self._taken(tokens, at, verb, with_roles=is_working)
            return
        if row and row[0] in _BECOMES and row[1:2] and row[1] in _AFTER_BE:
            yield self._taken(tokens, at, verb + 1, with_roles=True)
            return
        for length in range(_LONGEST_VERB, 0, -1):
            said = " ".join(row[:length])
            if said in _BECOMES and verb + length < len(tokens) and length > 1:
                yield self._taken(tokens, at, verb + length, with_roles=True)
                return
            if said in _BELONGS or (length == 1 and self._is_work(tokens, verb)):
                yield self._taken(tokens, at, verb, with_roles=False)
                return

    def _is_at_home(self, tokens: list[Token], verb: int) -> bool:
        """“I pray in Kaya and I vote there”: what somebody always does somewhere; not what they did, see or think of."""
        token = tokens[verb] if verb < len(tokens) else None
        is_said = token is not None and token.kinds & ~Kind.works and token.text not in _POSTURES
        if token is None or is_said or not token.text.isalpha():
            return False
        if token.text.endswith("ed") or token.text in _NO_HABITS:
            return False
        for place in range(verb + 1, min(len(tokens), verb + _FAR)):
            if tokens[place].kinds & (Kind.sign | Kind.relative | Kind.be | Kind.modal):
                return False
            if tokens[place].kinds & (Kind.place | Kind.city):
                before = {one.text for one in tokens[max(verb + 1, place - 2) : place]}
                return not before.isdisjoint(_AT_HOME)
        return False

    def _is_work(self, tokens: list[Token], verb: int) -> bool:
        return (
            verb < len(tokens)
            and bool(tokens[verb].kinds & Kind.works)
            and tokens[verb].text.startswith(_WORKS)
        )

    def _beside(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“We Kenyans”, "we in Poland", "I, a lawyer from Lima,"."""
        if at + 1 >= len(tokens):
            return
        after = tokens[at + 1]
        if tokens[at].text != "i" and after.kinds & (Kind.noun | Kind.role) and after.kinds & Kind.plural:
            yield at, at + 1, self._told.reader.meanings(after, as_noun=True)
        elif tokens[at].text != "i" and after.text in {"in", "from", "at"}:
            yield self._taken(tokens, at, at + 1, with_roles=False)
        elif after.text == "," and at + 2 < len(tokens) and tokens[at + 2].text in {"a", "an", "as"}:
            yield self._taken(tokens, at, at + 2, with_roles=True)
        elif tokens[at].text != "i" and after.text == "," and self._is_home(tokens[at + 2 : at + 4]):
            yield self._taken(tokens, at, at + 3, with_roles=False)

    def _is_home(self, row: list[Token]) -> bool:
        """“We, in Mozambique, count”."""
        return len(row) > 1 and row[0].text in {"in", "from"} and bool(row[1].kinds & _WHERE)

    def _as_one(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“As a judge I have seen it”, "as the only judge from Fiji I"; not "as a judge told me, I"."""
        between = [one for one in tokens[1:at] if not one.kinds & (Kind.determiner | Kind.neutral)]
        if not between or tokens[0].text not in _OPENING or not between[0].kinds & VALUES:
            return
        if all(one.kinds & (VALUES | Kind.origin) for one in between):
            yield self._taken(tokens, 0, 1, with_roles=True, end=at)

    def _before(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“In Kenya we have", "back in Kampala we log"; not "in Kenya we saw"."""
        last = at - 1
        while last >= 0 and tokens[last].text in {",", "where", "-"}:
            last -= 1
        first = last
        while first >= 0 and (
            tokens[first].kinds & (_WHERE | Kind.determiner) or tokens[first].text in _PARTS_OF
        ):
            first -= 1
        if first < 0 or first == last or tokens[first].text not in {"in", "at"}:
            return
        is_home = first > 0 and tokens[first - 1].text in {"back", "home"}
        rest = {token.text for token in tokens[at + 1 : at + _NEAR]}
        is_opening = first == 0 or tokens[first - 1].kinds & (
            Kind.sign | Kind.join | Kind.aside | Kind.adverb
        )
        if is_home or (is_opening and rest.isdisjoint(_ONLOOKERS)):
            yield self._taken(tokens, first, first + 1, with_roles=False, end=last + 1)

    def of_owner(self, tokens: list[Token], at: int) -> Iterator[tuple[int, int, list[Piece]]]:
        """“My country, Jordan”, "our office in Goma", "our Nairobi office"."""
        where: list[int] = []
        for place in range(at + 1, min(len(tokens), at + _NEAR)):
            token = tokens[place]
            is_noun = token.text in _HOMES or token.text in _OWN
            if token.text in _SHARED:
                return
            if token.text in _HOMES and self._names_home(tokens, place):
                yield self._taken(tokens, at, place + 1, with_roles=False)
                return
            if is_noun and where and token.text not in {"colleague", "colleagues", "people"}:
                yield at, place, [piece for one in where for piece in self._told.reader.meanings(tokens[one])]
                return
            if token.text == "own" and place + 2 < len(tokens) and tokens[place + 1].text == ",":
                continue
            if token.text == "," and tokens[place - 1].text == "own":
                continue
            if token.text in _AT and place > at + 1:
                first, last, pieces = self._taken(tokens, at, place, with_roles=False)
                yield (
                    first,
                    last,
                    [one for one in pieces if one.axis in _TELLS or (one.axis == "body" and one.sense)],
                )
                return
            if token.kinds & (Kind.sign | Kind.relative | Kind.be | Kind.modal | Kind.join | Kind.pronoun):
                return
            if token.kinds & _WHERE:
                where.append(place)

    def _names_home(self, tokens: list[Token], at: int) -> bool:
        """“My country, Jordan,”; not "my country, Jordanian judges"."""
        near = tokens[at + 1 : at + 3]
        return bool(near) and (
            near[0].text == "of"
            or (
                near[0].text in {",", "-", "("}
                and len(near) > 1
                and bool(near[1].kinds & (Kind.place | Kind.city))
            )
            or bool(near[0].kinds & (Kind.place | Kind.city) and not near[0].kinds & Kind.aside)
        )

    def _taken(
        self, tokens: list[Token], first: int, at: int, *, with_roles: bool, end: int | None = None
    ) -> tuple[int, int, list[Piece]]:
        """What is told from a word up to the end of its clause, and where the last of it stands."""
        slot = Slot(tokens[at - 1].text, at, at)
        limit = min(len(tokens), at + _LONGEST) if end is None else end
        place = at
        while place < limit:
            token = tokens[place]
            slot.is_works = slot.is_works or bool(token.kinds & Kind.works)
            is_value = bool(token.kinds & VALUES and not token.kinds & Kind.pronoun)
            if not is_value and place > at and self._ends(tokens, place):
                break
            if is_value and (
                with_roles or not token.kinds & Kind.role or token.kinds & (Kind.place | Kind.body)
            ):
                slot.values.append(place)
            elif token.text.isalpha() and not token.kinds & Kind.determiner and slot.is_works:
                slot.words.append(place)
            place += 1
        pieces = self._told.of_slot(tokens, slot) if slot.values or slot.words else []
        names = [one for one in tokens[at:place] if one.is_capital and not one.kinds]
        if names and not any(piece.axis == "body" for piece in pieces):
            told = self._told.reader.told_by([one.text for one in names], names[0].start, names[-1].end)
            pieces += [told] if told else []  # "I grow cotton in Mugan", of the Mugan growers
        if not with_roles:
            pieces = [piece for piece in pieces if piece.axis not in {"role", "gender"}]
        last = max((*slot.values, *slot.words), default=at)
        return first, last, pieces

    def _ends(self, tokens: list[Token], place: int) -> bool:
        """Where a clause ends: "I come from Lima and I", "from Basra where the taps", "in Goma was"."""
        token = tokens[place]
        if token.text in {",", "-"}:
            after = tokens[place + 1] if place + 1 < len(tokens) else None
            opens = tokens[place - 1].text in _HOMES or tokens[place - 1].text in _BELONGS
            return not (after is not None and (opens or after.text in {"a", "an"}))
        kinds = token.kinds
        if kinds & Kind.sign or token.text in {
            "and",
            "but",
            "or",
            "that",
            "who",
            "which",
            "where",
            "when",
            "because",
        }:
            return True
        return (
            bool(kinds & (Kind.be | Kind.modal | Kind.auxiliary | Kind.relative)) or token.text in _SUBJECTS
        )
