"""Who speaks in a sentence, and what it says of each."""

import itertools
from collections.abc import Iterator
from functools import reduce
from operator import or_

from underrose.methods.attribution.quasi.bodies import GROUPS, Bodies
from underrose.methods.attribution.quasi.clauses import Clauses
from underrose.methods.attribution.quasi.counting import count as count_before
from underrose.methods.attribution.quasi.doing import Doing
from underrose.methods.attribution.quasi.first_person import FIRST_PERSON, FirstPerson
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.nouns import noun_phrases
from underrose.methods.attribution.quasi.phrase import DASHES, NounPhrase
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.speaking import Speaking
from underrose.methods.attribution.quasi.states import HOME, States
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Token
from underrose.methods.attribution.quasi.told import Told, is_habit
from underrose.methods.attribution.quasi.told_posts import DEFINITE, ToldPosts

_DEFINITE = words("definite")
_ANOTHER = words("another")
_INDEFINITE = words("indefinite")
_AGAIN = frozenset({"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"})
_ONLY = frozenset({"only", "sole", "lone", "solitary", "single"})
_EACH = frozenset({"one", "either", "neither", "each", "every"})
_REPORTS = frozenset({"that", "whether", "how", "why", "if", "what"})
_AMONG = frozenset({"among", "amongst", "of"})
_EARLY = 2
_BUT = frozenset({"than", "but", "except", "save", "bar"})
_BUT_WORDS = 6
_IN_TAGS = frozenset({"/", ",", "(", ")", "[", "]", "the", "a", "an", "from", "|", ";", "'s", "of"})
_SOMEBODY = Kind.room | Kind.person | Kind.role | Kind.gender
_TAG_WORDS, _AXES_OF_TAG = 9, 2
_NEAR = 16


class Mentions:
    """Finds speakers sentence by sentence, for one roster."""

    __slots__ = ("_bodies", "_clauses", "_doing", "_first", "_posts", "_speaking", "_states", "_told")

    def __init__(self, reader: Reader) -> None:
        self._told = Told(reader)
        self._clauses = Clauses(self._told)
        self._first = FirstPerson(self._told)
        self._speaking = Speaking(reader)
        self._bodies = Bodies(reader)
        self._states = States(reader)
        self._posts = ToldPosts(reader)
        self._doing = Doing(reader)

    def of(self, tokens: list[Token]) -> list[Mention]:
        """The speakers of one sentence, in order."""
        front, begin = self._clauses.front(tokens)
        found = self._subjects(tokens, begin)
        if front is not None:
            attached = self._clauses.attached(front, found, tokens, begin)
            found = self._subjects(tokens, 0) if attached is None else attached
        for mention in found:
            self._posts.narrow(tokens, mention)
            self._doing.narrow(tokens, mention)
        self._clauses.afterthoughts(tokens, found)
        first = [one for one in self._others(tokens) if not any(_meet(one, other) for other in found)]
        for mention in first:
            self._posts.narrow(tokens, mention)
        first.sort(key=lambda one: (not any(piece.axis == "post" for piece in one.pieces), not one.is_first))
        first = [one for at, one in enumerate(first) if not any(_meet(one, other) for other in first[:at])]
        return sorted([*found, *first], key=lambda mention: mention.start) if first else found

    def _others(self, tokens: list[Token]) -> Iterator[Mention]:
        """Those who are no subject of a sentence; each way to read is tried where a word for it stands."""
        kinds = reduce(or_, (token.kinds for token in tokens), 0)
        said = {token.text for token in tokens}
        if not FIRST_PERSON.isdisjoint(said):
            yield from self._first.of(tokens)
        yield from self._tag(tokens)
        if kinds & Kind.body:
            yield from self._bodies.of(tokens)
        if not GROUPS.isdisjoint(said):
            yield from self._bodies.for_short(tokens)
        if kinds & HOME:
            yield from self._states.of(tokens)
        if not DEFINITE.isdisjoint(said):
            yield from self._posts.of(tokens)
        if kinds & Kind.works or "who" in said:
            yield from self._doing.of(tokens)

    def _tag(self, tokens: list[Token]) -> list[Mention]:
        """“- Sudan / doctor - kitchens double as": who is noted before what was said, by more than one thing."""
        first = next((at for at, one in enumerate(tokens) if one.kinds or one.text.isalnum()), len(tokens))
        while first < len(tokens) and tokens[first].kinds & Kind.sign:
            first += 1
        values: list[int] = []
        for at in range(first, min(len(tokens), first + _TAG_WORDS)):
            token = tokens[at]
            if token.text in DASHES or token.text == ":":
                break
            if token.kinds & VALUES:
                values.append(at)
            elif (
                token.text not in _IN_TAGS
                and not token.kinds & (Kind.neutral | Kind.room | Kind.number)
                and len(token.text) > 1
            ):
                return []  # but "Q (lawyer, Peru): who pays?"
        else:
            return []
        pieces = [piece for at in values for piece in self._told.reader.meanings(tokens[at], as_noun=True)]
        if len({piece.axis for piece in pieces}) < _AXES_OF_TAG:
            return []
        return [Mention(tokens[first].start, tokens[values[-1]].end, pieces)]

    def _subjects(self, tokens: list[Token], begin: int) -> list[Mention]:
        """The speakers from `begin` on, in order."""
        phrases = noun_phrases(tokens, begin)
        _share_verbs(tokens, phrases)
        _share_nouns(tokens, phrases)
        found = [one for phrase in phrases if (one := self._mention(tokens, phrase)) is not None]
        pronouns = self._clauses.pronouns(tokens, begin, found)
        apposed = [mention.narrow for mention in pronouns if mention.narrow]
        found = [one for one in found if not any(start <= one.start < end for start, end in apposed)]
        return sorted([*found, *pronouns], key=lambda mention: mention.start)

    def _mention(self, tokens: list[Token], phrase: NounPhrase) -> Mention | None:
        head = tokens[phrase.head]
        pieces = self._told.pieces(tokens, phrase)
        if phrase.like >= 0 and pieces:
            pieces += self._told.reader.meanings(tokens[phrase.like], as_noun=True)
        count, first = count_before(tokens, phrase)
        left = {tokens[at].text for at in range(phrase.first, phrase.head)} | {phrase.determiner}
        mention = Mention(
            tokens[first].start, tokens[phrase.end - 1].end, pieces, count=count, noun=head.text
        )
        mention.is_plural, mention.determiner = phrase.is_plural, phrase.determiner
        mention.is_room = bool(head.kinds & Kind.room)
        mention.is_voice = bool(head.kinds & Kind.event and not head.kinds & _SOMEBODY)
        mention.is_definite = phrase.determiner in _DEFINITE
        mention.is_new = bool(left & _ANOTHER) or head.text in _ANOTHER
        mention.is_again = not mention.is_new and self._is_again(tokens, phrase, left)
        if count in _EACH:
            mention.is_plural = False
        if left & _ONLY and not mention.is_plural and mention.is_definite:
            mention.count = "only"
        self._told_by_pronoun(tokens, phrase, mention)
        if mention.is_room or mention.is_again:
            verb = phrase.verb if phrase.verb >= 0 else phrase.head + 1
            mention.pieces = [*mention.pieces, *self._told.predicate(tokens, self._habit(tokens, verb))]
        if not self._speaking.speaks(tokens, phrase, mention):
            return None
        if mention.is_again and pieces:
            mention.narrow = (min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        return mention

    def _habit(self, tokens: list[Token], verb: int) -> int:
        """The verb itself, or behind an apposition the next one that says where somebody belongs."""
        if verb >= len(tokens) or tokens[verb].text != ",":
            return verb
        near = range(verb + 1, min(len(tokens), verb + _NEAR))
        return next((at for at in near if is_habit(tokens, at)), verb)

    def _told_by_pronoun(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> None:
        """“The prosecutor kept his remarks short”: a role, and whether it is a man or a woman."""
        head = tokens[phrase.head]
        if mention.is_plural or mention.determiner != "the" or not head.kinds & (Kind.role | Kind.title):
            return
        if any(piece.axis == "gender" for piece in mention.pieces):
            return
        for token in tokens[phrase.end : phrase.end + _NEAR]:
            if token.text in _REPORTS:
                return
            if token.kinds & Kind.pronoun and token.senses:
                mention.pieces = [*mention.pieces, *self._told.reader.meanings(token)]
                mention.by_pronoun = True
                return

    def _is_again(self, tokens: list[Token], phrase: NounPhrase, left: set[str]) -> bool:
        if tokens[phrase.head].text in _INDEFINITE:
            return False  # "that nobody asked"
        before = tokens[phrase.first - 1].text if phrase.first else ""
        return bool(left & {"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"}) or (
            phrase.determiner in {"this", "that"} or before == "same"
        )


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _share_verbs(tokens: list[Token], phrases: list[NounPhrase]) -> None:
    """“A diplomat and a judge clashed”: both did."""
    for one, other in zip(reversed(phrases[:-1]), reversed(phrases[1:]), strict=True):
        between = {token.text for token in tokens[one.end : other.first]}
        if one.verb < 0 and between and between <= {"and", "or", ","}:
            one.verdict, one.verb = other.verdict, other.verb
            if one.is_plural and other.is_plural and not one.right:
                one.right = other.right  # "judges and lawyers from Africa"
    for one, other in itertools.pairwise(phrases):
        if other.verb < 0 and one.verb >= 0 and _is_gapped(tokens, one, other):
            other.verdict, other.verb = one.verdict, one.verb


def _is_gapped(tokens: list[Token], one: NounPhrase, other: NounPhrase) -> bool:
    """“A Chinese researcher held that forests recover, and a Brazilian one that they do not”."""
    after, said = (tokens[at + 1].text if at + 1 < len(tokens) else "" for at in (other.head, one.verb))
    return after == said == "that" and tokens[other.first - 1].text in {"and", "but", ",", ";"}


def _share_nouns(tokens: list[Token], phrases: list[NounPhrase]) -> None:
    """“A lawyer from Peru and one from Mali”, "of the judges, only the Malian": what both are."""
    for before, phrase in zip([None, *phrases], phrases, strict=False):
        is_one = tokens[phrase.head].text in {"one", "another"}
        if is_one and before is not None and tokens[before.head].kinds & (Kind.role | Kind.gender):
            phrase.like = before.head if before.like < 0 else before.like
        elif is_one:
            phrase.like = _exception_of(tokens, phrase)
        if not is_one and tokens[phrase.head].kinds & Kind.noun and not tokens[phrase.head].kinds & Kind.role:
            phrase.like = _exception_of(tokens, phrase)
            if phrase.like < 0 and before is not None and tokens[0].text in _AMONG and before.first <= _EARLY:
                phrase.like = before.head if tokens[before.head].kinds & Kind.role else -1


def _exception_of(tokens: list[Token], phrase: NounPhrase) -> int:
    """The noun an exception is made of: "no lawyer other than", "every diplomat but"."""
    near = range(phrase.head - 1, max(-1, phrase.head - _BUT_WORDS), -1)
    if not any(tokens[at].text in _BUT for at in near):
        return -1
    return next((at for at in near if tokens[at].kinds & Kind.role), -1)
