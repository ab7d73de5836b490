"""Who speaks in a sentence, and what it says of each."""

import itertools
from collections.abc import Iterator

from underrose.methods.attribution.quasi.asides import COMPASS, leave_compass
from underrose.methods.attribution.quasi.bodies import GROUPS, Bodies
from underrose.methods.attribution.quasi.clauses import Clauses
from underrose.methods.attribution.quasi.counting import count as count_before
from underrose.methods.attribution.quasi.doing import WORKING, Doing
from underrose.methods.attribution.quasi.exceptions import with_those_left
from underrose.methods.attribution.quasi.first_person import FIRST_PERSON, FirstPerson
from underrose.methods.attribution.quasi.group_parts import is_of_things
from underrose.methods.attribution.quasi.inflection import plural
from underrose.methods.attribution.quasi.kinds_of_bodies import KindsOfBodies
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.named_posts import NamedPosts
from underrose.methods.attribution.quasi.noted_labels import NotedLabels
from underrose.methods.attribution.quasi.nouns import noun_phrases
from underrose.methods.attribution.quasi.phrase import NounPhrase
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.speaking import Speaking
from underrose.methods.attribution.quasi.states import HOME, States
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.taken_up import TakenUp
from underrose.methods.attribution.quasi.thought_of import puts_a_case
from underrose.methods.attribution.quasi.tokens import Kind, Piece, Sense, Token
from underrose.methods.attribution.quasi.told import Told, is_habit
from underrose.methods.attribution.quasi.told_posts import OPENERS, ToldPosts
from underrose.methods.attribution.quasi.wholes import FIRSTS, Wholes

_DEFINITE = words("definite")
_ANOTHER = words("another")
_INDEFINITE = words("indefinite")
_AGAIN = frozenset({"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"})
_ONLY = frozenset({"only", "sole", "lone", "solitary", "single"})
_EACH = frozenset({"one", "another", "either", "neither", "each", "every"})
_REPORTS = frozenset({"that", "whether", "how", "why", "if", "what"})
_AMONG = frozenset({"among", "amongst", "of"})
_EARLY = 2
_BUT = frozenset({"than", "but", "except", "save", "bar"})
_BUT_WORDS = 6
_SOMEBODY = Kind.room | Kind.person | Kind.role | Kind.gender
_NEAR = 16


class Mentions:
    """Finds speakers sentence by sentence, for one roster."""

    __slots__ = (
        "_bodies",
        "_clauses",
        "_doing",
        "_first",
        "_kinds_of_bodies",
        "_labels",
        "_named_posts",
        "_posts",
        "_speaking",
        "_states",
        "_taken_up",
        "_told",
        "_wholes",
    )

    def __init__(self, reader: Reader) -> None:
        self._told = Told(reader)
        self._clauses = Clauses(self._told)
        self._first = FirstPerson(self._told)
        self._speaking = Speaking(reader)
        self._bodies = Bodies(reader)
        self._kinds_of_bodies = KindsOfBodies(reader)
        self._states = States(reader)
        self._posts = ToldPosts(reader)
        self._named_posts = NamedPosts(reader)
        self._doing = Doing(reader)
        self._labels = NotedLabels(reader)
        self._wholes = Wholes(reader.index)
        self._taken_up = TakenUp(self._told)

    def of(self, tokens: list[Token]) -> list[Mention]:
        """The speakers of one sentence, in order."""
        said, kinds = _held(tokens)
        if not COMPASS.isdisjoint(said):
            leave_compass(tokens)
        if kinds & Kind.sector or not FIRSTS.isdisjoint(said):
            self._wholes.read(tokens)
            said, kinds = _held(tokens)
        front, begin = self._clauses.front(tokens)
        found, silent = self._subjects(tokens, begin)
        if front is not None:
            attached = self._clauses.attached(front, found, tokens, begin)
            found, silent = self._subjects(tokens, 0) if attached is None else (attached, silent)
        for mention in found:
            self._posts.narrow(tokens, mention)
            if "who" in said:
                self._doing.narrow(tokens, mention)
        if kinds & Kind.after:
            self._clauses.afterthoughts(tokens, found)
        found = self._named_posts.instead(tokens, _with_labels(found, *self._labels.of(tokens, said)), said)
        first = [
            one for one in self._others(tokens, said, kinds) if not any(_meet(one, other) for other in found)
        ]
        for mention in first:
            self._posts.narrow(tokens, mention)
        first.sort(key=lambda one: (not any(piece.axis == "post" for piece in one.pieces), not one.is_first))
        first = [one for at, one in enumerate(first) if not any(_meet(one, other) for other in first[:at])]
        found = sorted([*found, *first], key=lambda mention: mention.start) if first else found
        return with_those_left(tokens, self._taken_up.of(tokens, found, silent, said), self._told)

    def _others(self, tokens: list[Token], said: set[str], kinds: int) -> Iterator[Mention]:
        """Those who are no subject of a sentence; each way to read is tried where a word for it stands."""
        if not FIRST_PERSON.isdisjoint(said):
            yield from self._first.of(tokens)
        is_case = puts_a_case(tokens)  # "if a lawyer writes, the ministry answers": any ministry
        if kinds & Kind.body and not is_case:
            yield from self._bodies.of(tokens)
        if not GROUPS.isdisjoint(said) and not is_case:
            yield from self._bodies.for_short(tokens)
        if not (is_case or self._kinds_of_bodies.kinds.keys().isdisjoint(said)):
            yield from self._kinds_of_bodies.of(tokens)
        if kinds & HOME:
            yield from self._states.of(tokens)
        if not OPENERS.isdisjoint(said):
            yield from self._posts.of(tokens)
        if kinds & Kind.works or not WORKING.isdisjoint(said):
            yield from self._doing.of(tokens)

    def _subjects(self, tokens: list[Token], begin: int) -> tuple[list[Mention], list[Mention]]:
        """The speakers from `begin` on, in order; and those only told of."""
        phrases = noun_phrases(tokens, begin)
        _share_verbs(tokens, phrases)
        _share_nouns(tokens, phrases)
        every = [one for phrase in phrases if (one := self._mention(tokens, phrase)) is not None]
        found, silent = [[one for one in every if one.is_silent is is_silent] for is_silent in (False, True)]
        pronouns = self._clauses.pronouns(tokens, begin, found)
        apposed = [mention.narrow for mention in pronouns if mention.narrow]
        found = [one for one in found if not any(start <= one.start < end for start, end in apposed)]
        return sorted([*found, *pronouns], key=lambda mention: mention.start), silent

    def _mention(self, tokens: list[Token], phrase: NounPhrase) -> Mention | None:
        head = tokens[phrase.head]
        if head.text == "one" and is_of_things(tokens, phrase.first):
            return None
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
            after = tokens[phrase.head + 1].text if phrase.head + 1 < len(tokens) else ""
            if head.text.startswith("one") or after in _AMONG:
                mention.pieces = [*mention.pieces, *self._of_those_before(tokens, first)]
        self._told_by_pronoun(tokens, phrase, mention)
        if mention.is_room or mention.is_again:
            verb = phrase.verb if phrase.verb >= 0 else phrase.head + 1
            mention.pieces = [*mention.pieces, *self._told.predicate(tokens, self._habit(tokens, verb))]
        if not self._speaking.speaks(tokens, phrase, mention):
            mention.is_silent = self._speaking.is_told_of_here(tokens, phrase, mention)
            return mention if mention.is_silent else None
        if mention.is_again and pieces:
            mention.narrow = (min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        return mention

    def _of_those_before(self, tokens: list[Token], first: int) -> list[Piece]:
        """“Judges do not vote, the only one present explained”: the only one of those the sentence opens with."""
        at = next((at for at in range(first) if tokens[at].kinds & Kind.plural), -1)
        if at < 0:
            return []
        reader, head = self._told.reader, tokens[at]
        called = " ".join(token.text for token in tokens[max(0, at - 1) : at + 1])
        for post, bits in reader.index.values.get("post", {}).items():
            if plural(post) == called:
                sense = Sense("post", post, "value")
                return [Piece("post", post, bits, tokens[at - 1].start, head.end, sense, is_soft=True)]
        return reader.meanings(head, as_noun=True) if head.kinds & (Kind.role | Kind.noun) else []

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
        return not left.isdisjoint(_AGAIN) or phrase.determiner in {"this", "that"} or before == "same"


def _held(tokens: list[Token]) -> tuple[set[str], int]:
    """The words of a sentence and what they may be: gathered once, for all who ask whether anything is there for them."""
    kinds = 0
    for token in tokens:
        kinds |= token.kinds
    return {token.text for token in tokens}, kinds


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _with_labels(
    found: list[Mention], labels: list[Mention], headings: list[tuple[int, int]]
) -> list[Mention]:
    """The speakers of a sentence with those its labels note; of two at one place the one of whom more is said."""
    if headings:
        found = [
            one for one in found if not any(low <= one.start and one.end <= high for low, high in headings)
        ]
    for label in labels:
        rivals = [one for one in found if _meet(one, label)]
        if all(_says_less(one, label) or sum(_meet(one, other) for other in labels) > 1 for one in rivals):
            found = [one for one in found if one not in rivals] + [label]
    return sorted(found, key=lambda one: one.start) if labels else found


def _says_less(one: Mention, other: Mention) -> bool:
    """Whether one says fewer things than the other."""
    return len({piece.axis for piece in one.pieces}) < len({piece.axis for piece in other.pieces})


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
