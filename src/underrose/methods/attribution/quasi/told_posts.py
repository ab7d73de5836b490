"""Posts told in other words: "the person in charge of curriculum at the Kyrgyz ministry", "a labour law professor".

Every telling word of the phrase must stand in the posts and bodies of one person, or fit them by country, gender, role or
sector; a word that fits nobody leaves the phrase to other readings. Whoever leads something is told by any word for it.
Building: O(words of posts and bodies); a phrase: O(its words).
"""

from bisect import bisect_left
from collections.abc import Iterator

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.quasi.bodies import is_public
from underrose.methods.attribution.quasi.index import Bits, Index
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.named_posts import title_of
from underrose.methods.attribution.quasi.own_phrases import VAGUE
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.telling import Telling
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token

_HEADS, _RUNS, _DEPUTIES = words("leads"), words("runs"), words("deputies")
_AS = frozenset({"as", "as a", "as an", "as the"})
_PASTS = words("pasts")
_ARTICLES = frozenset({"the", "a", "an", "our"})
_IN_CHARGE = frozenset({"in charge of", "in charge", "responsible for", "responsible"})
_ANYBODY = frozenset(
    {"person", "man", "woman", "one", "lady", "gentleman", "colleague", "participant", "official"}
)
DEFINITE = frozenset({"the", "our"})
_THIRD = frozenset({"she", "he"})
_WHO = _THIRD | {"who", "whoever"}
OPENERS = DEFINITE | _THIRD | {":", "whoever"}
"""Without one of them no sentence tells a post."""
_INSIDE = frozenset({"of", "at", "for", "in", "from", "with", "on", "within", "inside", "over"})
_OUTSIDE = frozenset(
    {"agency", "office", "organisation", "organization", "body", "firm", "company", "group", "network"}
)
"""Behind a demonym they are a body of that country, whose people may come from anywhere."""
_OWNERS = frozenset(toml("bodies")["owners"])
_WHOSE = frozenset({"'s", "'"})
_ENDS = Kind.be | Kind.modal | Kind.auxiliary | Kind.relative | Kind.pronoun | Kind.join
_STOPS = Kind.modal | Kind.be | Kind.auxiliary | Kind.pronoun
_PERSON = Kind.role | Kind.title | Kind.somebody
_WHENCE = frozenset({"country", "city", "region"})
_WEAK = frozenset(toml("topics")["weak"]) | frozenset(toml("topics")["weak_in_bodies"])
_SOMEBODY = _HEADS | _DEPUTIES | _IN_CHARGE | VAGUE | {"who"}
"""Without one of them, or a word for a person, no phrase tells a post."""
_SHORT, _LONGEST, _PREFIX, _LEAST, _LEAST_DOER, _FAR = 3, 14, 7, 2, 5, 6
_LEADS, _SECOND = "= leads", "= second"
"""Stand in a bag of words for any word for who leads, and who comes after them."""


class ToldPosts:
    """Reads them for one roster."""

    __slots__ = (
        "_bag",
        "_begins",
        "_doers",
        "_foreign",
        "_nouns",
        "_prefixes",
        "_reader",
        "_titles",
        "_unknown",
    )

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        index = reader.index
        self._unknown: Bits = index.unknown.get("post", 0) & index.unknown.get("body", 0)
        self._bag: dict[str, Bits] = {}
        self._prefixes: dict[str, Bits] = {}
        self._doers: dict[str, Bits] = {}
        """Posts by the verb in them: whoever "founded" is the founder, whoever "edits" the editor."""
        for axis in ("post", "body"):
            for value, people in index.values.get(axis, {}).items():
                for word in plain_words(value):
                    self._put(word, people & index.counting, is_post=axis == "post")

        self._titles: dict[str, Bits] = {
            title: people & index.counting
            for post, people in index.values.get("post", {}).items()
            if " " in (title := " ".join(title_of(post)))
        }
        """Posts of two words or more, up to their comma or preposition."""
        self._nouns = frozenset(
            row[-1] for post in index.values.get("post", {}) if (row := title_of(post)) and row[1:]
        )
        """What posts of several words end with: a lead, a fellow, a trustee."""
        self._foreign: Bits = _called_otherwise(index)
        self._begins = frozenset(word[:_SHORT] for word in self._bag)
        """A stem keeps the first letters of its word: most words of a text need none."""

    def _put(self, word: str, people: Bits, *, is_post: bool) -> None:
        if not people:
            return
        for known, name in ((_HEADS, _LEADS), (_DEPUTIES, _SECOND)):
            if is_post and word in known:
                self._bag[name] = self._bag.get(name, 0) | people
        if is_post and len(word) > _LEAST_DOER and word.endswith(("er", "or")):
            self._doers[stem(word)] = self._doers.get(stem(word), 0) | people
        if len(word) > _SHORT:
            self._bag[stem(word)] = self._bag.get(stem(word), 0) | people
            if len(word) > _PREFIX:
                self._prefixes[word[:_PREFIX]] = self._prefixes.get(word[:_PREFIX], 0) | people

    def of(self, tokens: list[Token]) -> Iterator[Mention]:
        """A mention for each definite phrase that tells a post, wherever it stands."""
        openers = [at for at, one in enumerate(tokens[:-1]) if one.text in OPENERS]
        people = [
            at
            for at, one in enumerate(tokens)
            if one.kinds & _PERSON or one.text in _SOMEBODY or self._is_noun(one)
        ]
        free = 0
        for at in openers:
            if at < free:
                continue
            if tokens[at].text in _THIRD and tokens[at + 1].text != "who":
                if (mention := self._of_pronoun(tokens, at)) is not None:
                    yield mention
                continue
            if tokens[at].text == ":":
                yield from self._of_label(tokens, at)
                continue
            behind = bisect_left(people, at + (tokens[at].text != "whoever"))
            is_near = behind < len(people) and people[behind] <= at + _LONGEST
            told = self._read(tokens, _begin(tokens, at)) if is_near else None
            if told is not None and told.is_ended and _is_led(tokens, told) and self._is_told(told):
                if is_public(tokens):
                    return
                piece = self._piece(tokens, at, told)
                yield Mention(tokens[at].start, piece.end, [piece], is_definite=True, is_post=True)
                free = told.last

    def _is_noun(self, token: Token) -> bool:
        return token.text.rpartition(" ")[2] in self._nouns

    def _of_label(self, tokens: list[Token], colon: int) -> Iterator[Mention]:
        """“Emergency care chief of a ministry: ...”, in notes that leave out the article."""
        first = next((at for at, one in enumerate(tokens[:colon]) if one.text.isalpha() or one.kinds), colon)
        if not _LEAST < colon - first <= _LONGEST or any(
            one.kinds & Kind.sign for one in tokens[first:colon]
        ):
            return
        told = self._read(tokens[:colon], first)
        is_whole = told is not None and told.last == colon - 1 and told.is_led
        if told is not None and is_whole and self._is_told(told):
            piece = self._piece(tokens, first, told)
            yield Mention(piece.start, piece.end, [piece], is_definite=True, is_post=True)

    def _of_pronoun(self, tokens: list[Token], at: int) -> Mention | None:
        """“She directs emergency care at a ministry”: of whoever spoke, or of somebody of whom nothing else is said."""
        told = self._read(tokens, at)
        if told is None or not (told.is_post and told.is_ended and self._is_told(told)) or is_public(tokens):
            return None
        pieces = [*self._reader.meanings(tokens[at]), self._piece(tokens, at, told)]
        return Mention(tokens[at].start, tokens[told.last].end, pieces, is_again=True)

    def narrow(self, tokens: list[Token], mention: Mention) -> None:
        """Add to what is said of a speaker whose post or body the words of their phrase stand in."""
        if mention.is_post or mention.is_plural or mention.is_again or mention.count or not mention.pieces:
            return
        first, last = tokens_index(tokens, mention.start), tokens_index(tokens, mention.end)
        if mention.is_first:  # "I spoke as the head of a clinic"
            near = range(first + 1, last)
            first = next((at for at in near if tokens[at - 1].text in _AS), -1)
            if first < 0:
                return
        bits = self._reader.index.counting
        for piece in mention.pieces:
            bits &= piece.bits if not piece.is_soft else -1
        for begin, end in _parts(tokens, first, last):
            told = self._read_on(tokens, begin) or self._read(tokens[:end], begin)
            if told is None or told.last < end - 1 or not self._is_told(told):
                continue
            piece = self._piece(tokens, begin, told)
            if piece.bits & bits:
                mention.pieces, mention.end = [piece, *mention.pieces], max(mention.end, piece.end)
                is_owned = begin > 1 and tokens[begin - 1].text == "'s"  # "Peru's envoy on mines"
                is_named = is_owned or (told.is_post and tokens[first].text in DEFINITE)
                mention.is_post = told.is_led and is_named
                return
        mention.is_post = self._is_by_title(tokens[first:last], mention, bits)

    def _is_by_title(self, row: list[Token], mention: Mention, bits: Bits) -> bool:
        """“The fisheries permanent secretary, from Kingston”: a post word for word, whose place leaves one bearer."""
        if not row or not (row[0].text in DEFINITE or row[0].kinds & Kind.place):
            return False
        is_placed = any(piece.axis in _WHENCE for piece in mention.pieces)
        titles = [self._titles[token.text] for token in row if token.text in self._titles]
        return is_placed and any((people & bits).bit_count() == 1 for people in titles)

    def _read_on(self, tokens: list[Token], begin: int) -> Telling | None:
        """“The man who runs the school in Kaya” is a post, though a man who runs would be somebody already."""
        if begin == 0 or tokens[begin - 1].text not in DEFINITE:
            return None
        told = self._read(tokens, begin)
        is_post = told is not None and told.is_post and told.is_led and told.is_ended
        return told if is_post else None

    def _is_told(self, told: Telling) -> bool:
        is_telling = told.telling or any(meant & told.bits == 0 for meant in told.meant)
        return bool(told.bits and told.is_somebody and is_telling and told.things >= _LEAST)

    def _piece(self, tokens: list[Token], first: int, told: Telling) -> Piece:
        index = self._reader.index
        label = " ".join(token.text for token in tokens[first : told.last + 1])
        start, end = tokens[first].start, tokens[told.last].end
        bits = told.bits | self._unknown & index.counting
        return Piece("post", label, bits, start, end, Sense("post", label, "value"))

    def _read(self, tokens: list[Token], begin: int) -> Telling | None:
        """What the words from a place on say, up to where the phrase ends; None where nobody fits them all."""
        told = Telling(self._reader.index.counting)
        at = begin
        while at < min(len(tokens), begin + _LONGEST):
            step = self._step(tokens, at, told)
            if step == 0:
                break
            if told.bits == 0:
                return None
            at += step
        return told

    def _step(self, tokens: list[Token], at: int, told: Telling) -> int:
        """Take one word, or a few; 0 where the phrase ends before it."""
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else token
        if (owned := self._owned(tokens, at, told)) or (
            after.text in _OUTSIDE and token.kinds & Kind.demonym
        ):
            return owned or 2
        step = 1 if token.text in _IN_CHARGE else 2 if token.text in _WHO else 0
        leading = self._leading(after.text) if step > 1 else self._bag.get(_LEADS, 0)
        if step and leading:
            told.take(at + step - 1, leading, is_somebody=True)
            told.is_led = told.is_post = True
            return step
        if token.text in _INSIDE or token.kinds & (Kind.determiner | Kind.neutral):
            told.is_led = told.is_led or (token.text in _INSIDE and told.is_somebody)
            return 1
        if token.kinds & (Kind.sign | _STOPS | Kind.relative | Kind.join):
            return 0
        if token.text in _ANYBODY and not token.kinds & Kind.role:
            told.bits &= self._meant(token) if token.kinds & Kind.gender else -1
            told.last = at
            return 1
        return self._value(tokens, at, told)

    def _owned(self, tokens: list[Token], at: int, told: Telling) -> int:
        """“The Spanish chain's ethical lead”, "the mill's boss": whose somebody is; its people may come from anywhere."""
        row = [token.text for token in tokens[at : at + 3]]
        is_of_many = row[:1] == ["'"]  # "the tailors' president"
        if row[:1] and row[0] in _WHOSE and (is_of_many or not told.is_somebody):
            told.is_somebody = False
            told.is_led = told.is_led or told.last == at - 1
            return int(told.is_led)
        if row[1:2] and row[1] in _WHOSE and row[0] in _OWNERS and not self._words(tokens[at]):
            told.is_led = True
            return 2
        is_place = bool(tokens[at].kinds & Kind.demonym)
        if (
            is_place
            and row[2:]
            and row[2] in _WHOSE
            and row[1] in _OWNERS
            and not self._words(tokens[at + 1])
        ):
            told.bits = told.bits & self._meant(tokens[at]) or told.bits
            told.is_led, told.telling, told.things = True, told.telling + 1, told.things + 1
            return 3
        return 0

    def _leading(self, verb: str) -> Bits:
        """Who is told by "who runs", or by "who founded" where there is a founder."""
        verb = verb.removesuffix(" the")
        leads = self._bag.get(_LEADS, 0) if verb in _RUNS else 0
        return leads | (self._doers.get(stem(verb), 0) if verb.endswith(("s", "ed")) else 0)

    def _to_place(self, tokens: list[Token], at: int, told: Telling) -> int:
        """How far it is to the place in the name of a body that is in another language: "the believers' circle in Kaya".

        The words before it may be those of the name, in English.
        """
        for place in range(at + 1, min(len(tokens), at + _FAR)):
            token = tokens[place]
            if token.kinds & (Kind.place | Kind.city) or token.is_capital:
                return place - at if self._words(token) & told.bits & self._foreign else 0
            if token.kinds & _ENDS:
                return 0
        return 0

    def _value(self, tokens: list[Token], at: int, told: Telling) -> int:
        token = tokens[at]
        own, meant = self._words(token), 0
        is_somebody = bool(token.kinds & _PERSON) or self._is_noun(token)
        for known, name in ((_HEADS, _LEADS), (_DEPUTIES, _SECOND)):
            if token.text in known:
                own, is_somebody = own | self._bag.get(name, 0), True
                told.is_post = told.is_post or " " in token.text  # "number two"
        if token.kinds & VALUES and not token.kinds & Kind.pronoun:
            meant = self._meant(token)
        is_verb = bool(token.kinds & Kind.says and not token.kinds & Kind.noun_first)
        if is_verb and not token.kinds & VALUES:
            return 0
        if not (own | meant or told.things) and token.text.isalpha() and not token.kinds:
            return 1  # "Peru's roving envoy"
        if not own | meant and told.is_post and (steps := self._to_place(tokens, at, told)):
            return steps
        if not own | meant:
            is_weak = token.text in _WEAK or (token.text in _OWNERS and told.is_post)
            told.is_ended = is_weak or token.text.endswith(("ed", "ly")) or token.text in _PASTS
            return int(is_weak)
        if token.text in VAGUE and token.text not in _HEADS:
            told.is_somebody = True  # "an adviser" may be anybody of the body
            return 1
        told.take(at, own, meant, is_somebody=is_somebody)
        if token.kinds & Kind.own and token.kinds & Kind.body:
            told.telling += 1
            told.is_post = told.is_post or told.is_borne
        told.is_borne = told.is_borne or (is_somebody and bool(own))
        return 1

    def _meant(self, token: Token) -> Bits:
        found = 0
        for piece in self._reader.meanings(token, as_noun=True):
            found |= piece.bits
        return found

    def _words(self, token: Token) -> Bits:
        """Who has all words of a token in their post or body."""
        found = -1
        for word in token.text.split():
            if len(word) > _SHORT and word[:_SHORT] not in self._begins:
                return 0
            if len(word) > _SHORT:
                is_long = len(word) > _PREFIX
                found &= self._bag.get(stem(word), 0) or (
                    self._prefixes.get(word[:_PREFIX], 0) if is_long else 0
                )
        return max(found, 0)


def _begin(tokens: list[Token], at: int) -> int:
    """Where what is told begins: at "whoever" itself, which must lead something definite, else behind the word that opens it."""
    if tokens[at].text != "whoever":
        return at + 1
    row = tokens[at + 1 : at + 3]
    is_definite = any(one.text in DEFINITE or one.text.endswith(" the") or one.is_capital for one in row)
    return at if is_definite else len(tokens)


def _is_led(tokens: list[Token], told: Telling) -> bool:
    """“The head of the legal unit”; "the Swiss legal head", by two things more before the noun."""
    return told.is_led or (told.things > _LEAST and tokens[told.last].text in _HEADS)


def _parts(tokens: list[Token], first: int, last: int) -> Iterator[tuple[int, int]]:
    """The whole of a phrase without its article, and what stands beside its noun: "a guest, the head of a clinic,"."""
    is_owned = first + 2 < last and tokens[first + 1].text == "'s"
    yield (first + 2 if is_owned else first + bool(tokens[first].kinds & Kind.determiner)), last
    begin = None
    for at in range(first + 1, min(len(tokens), last + _LONGEST)):
        if tokens[at].text == ",":
            if begin is not None and at > begin:
                yield begin, at
            is_beside = at <= last and at + 1 < len(tokens) and tokens[at + 1].text in _ARTICLES
            begin = at + 2 if is_beside else None
        if at >= last and begin is None:
            return


def _called_otherwise(index: Index) -> Bits:
    """Those all of whose bodies have names without an English word."""
    english, found = gate_words(), 0
    for value, people in index.values.get("body", {}).items():
        if not any(len(word) > _SHORT and english.count(word) for word in plain_words(value)):
            found |= people
    return found
