"""Who speaks in a sentence, and what it says of each."""

import itertools

from underrose.methods.attribution.quasi.clauses import Clauses
from underrose.methods.attribution.quasi.counting import count as count_before
from underrose.methods.attribution.quasi.first_person import FirstPerson
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.nouns import noun_phrases
from underrose.methods.attribution.quasi.phrase import NounPhrase
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.speaking import Speaking
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import Kind, Token
from underrose.methods.attribution.quasi.told import Told

_DEFINITE = words("definite")
_ANOTHER = words("another")
_AGAIN = frozenset({"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"})
_ONLY = frozenset({"only", "sole", "lone", "solitary", "single"})
_EACH = frozenset({"one", "either", "neither", "each", "every"})
_REPORTS = frozenset({"that", "whether", "how", "why", "if", "what"})
_BUT = frozenset({"than", "but", "except", "save", "bar"})
_NEAR = 16


class Mentions:
    """Finds speakers sentence by sentence, for one roster."""

    __slots__ = ("_clauses", "_first", "_speaking", "_told")

    def __init__(self, reader: Reader) -> None:
        self._told = Told(reader)
        self._clauses = Clauses(self._told)
        self._first = FirstPerson(self._told)
        self._speaking = Speaking(reader)

    def of(self, tokens: list[Token]) -> list[Mention]:
        """The speakers of one sentence, in order."""
        front, begin = self._clauses.front(tokens)
        found = self._subjects(tokens, begin)
        if front is not None:
            attached = self._clauses.attached(front, found, tokens, begin)
            found = self._subjects(tokens, 0) if attached is None else attached
        self._clauses.afterthoughts(tokens, found)
        first = [
            one
            for one in self._first.of(tokens)
            if not any(other.start < one.end and one.start < other.end for other in found)
        ]
        return sorted([*found, *first], key=lambda mention: mention.start) if first else found

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
        mention.is_definite = phrase.determiner in _DEFINITE
        mention.is_new = bool(left & _ANOTHER)
        mention.is_again = not mention.is_new and self._is_again(tokens, phrase, left)
        if count in _EACH:
            mention.is_plural = False
        if left & _ONLY and not mention.is_plural and mention.is_definite:
            mention.count = "only"
        self._told_by_pronoun(tokens, phrase, mention)
        if mention.is_room or mention.is_again:
            mention.pieces = [*mention.pieces, *self._told.predicate(tokens, phrase.verb)]
        if not self._speaking.speaks(tokens, phrase, mention):
            return None
        if mention.is_again and pieces:
            mention.narrow = (min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        return mention

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
        before = tokens[phrase.first - 1].text if phrase.first else ""
        return bool(left & {"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"}) or (
            phrase.determiner in {"this", "that"} or before == "same"
        )


def _share_verbs(tokens: list[Token], phrases: list[NounPhrase]) -> None:
    """“A diplomat and a judge clashed”: both did."""
    for one, other in zip(reversed(phrases[:-1]), reversed(phrases[1:]), strict=True):
        between = {token.text for token in tokens[one.end : other.first]}
        if one.verb < 0 and between and between <= {"and", "or", ","}:
            one.verdict, one.verb = other.verdict, other.verb
            if one.is_plural and other.is_plural and not one.right:
                one.right = other.right  # "judges and lawyers from Africa"


def _share_nouns(tokens: list[Token], phrases: list[NounPhrase]) -> None:
    """“A lawyer from Peru and one from Mali”, "no lawyer other than the Malian": what both are."""
    for one, other in itertools.pairwise(phrases):
        is_same = tokens[other.head].text == "one" and tokens[one.head].kinds & Kind.role
        is_but = other.head and any(token.text in _BUT for token in tokens[one.head + 1 : other.head])
        is_bare = tokens[other.head].kinds & Kind.noun and tokens[one.head].kinds & Kind.role
        if is_same or (is_but and is_bare):
            other.like = one.head if one.like < 0 else one.like
