"""What is said of a speaker outside the noun phrase: pronouns, clauses that open a sentence, afterthoughts."""

from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.phrase import DASHES, Slot
from underrose.methods.attribution.quasi.tables import toml, words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Token
from underrose.methods.attribution.quasi.told import Told, is_habit

_PASTS = words("pasts")
_EARLY = 4
"""A pronoun this near the beginning of a sentence is its subject."""
_FIRST = frozenset({"i", "we"})
_THEIRS = frozenset({"her", "his", "their"})
_OWN = frozenset(toml("firsthand")["own"])
_IMAGINED = frozenset({"imagine", "imagined", "imagining", "pretend", "pretended", "suppose", "supposing"})
_THIRD = frozenset({"he", "she", "they"})
_PRONOUNS = _THIRD | _THEIRS | {"latter", "former"}
_OPENERS = Kind.front | Kind.after | Kind.works
_LONGEST_FRONT = 20
_LONGEST_BARE = 12
_LONGEST_APPOSITION = 14
_SELF = ("speaking", "identifying", "introducing", "in her", "in his", "in their")
_BRED = frozenset({"born", "based", "trained", "raised", "educated", "bred"})
_ANYWHERE = ("speaking", "in her cap", "in his cap", "in their cap", "drawing")
_ON_TOPIC = (
    ["as", "for"],
    ["as", "to"],
    ["as", "regards"],
    ["from", "now"],
    ["with", "regard"],
    ["with", "respect"],
)
"""“As for loans, ...” says what is spoken of, not who speaks."""


class Clauses:
    """Reads them for one roster."""

    __slots__ = ("told",)

    def __init__(self, told: Told) -> None:
        self.told = told

    def pronouns(self, tokens: list[Token], begin: int, found: list[Mention]) -> list[Mention]:
        """He and she who speak, the latter and the former."""
        taken = [(mention.start, mention.end) for mention in found]
        more: list[Mention] = []
        places = [at for at, token in enumerate(tokens) if token.text in _PRONOUNS and at >= begin]
        for at, token in [(at, tokens[at]) for at in places]:
            if any(start <= token.start < end for start, end in taken):
                continue
            if token.text in _THIRD:
                mention = self._he_or_she(tokens, at)
            elif token.text in _THEIRS and self._is_place_of_theirs(tokens, at):
                mention = Mention(token.start, token.end, is_again=True, is_pronoun=True)
                mention.pieces = self._apposed(tokens, at, mention)
            elif token.text in {"her", "his"} and at <= _EARLY and self._is_of_event(tokens, at):
                pieces = self.told.reader.meanings(token)
                mention = Mention(token.start, token.end, pieces, is_again=True, is_pronoun=True)
            elif token.text in {"latter", "former"} and at and tokens[at - 1].text == "the":
                mention = Mention(tokens[at - 1].start, token.end, is_again=True, noun=token.text)
                if at + 1 < len(tokens) and tokens[at + 1].text == ",":
                    mention.pieces = self._apposed(tokens, at + 1, mention)
            else:
                continue
            if mention is not None:
                more.append(mention)
        return more

    def _is_place_of_theirs(self, tokens: list[Token], at: int) -> bool:
        """“Her office is in Lima”."""
        row = tokens[at + 1 : at + 4]
        is_theirs = len(row) == len("own") and row[0].text in _OWN
        return is_theirs and bool(row[1].kinds & Kind.be) and row[2].text in {"in", "at", "near", "outside"}

    def _is_of_event(self, tokens: list[Token], at: int) -> bool:
        """“In her view”, "her own experience"."""
        is_after = at > 0 and bool(tokens[at - 1].kinds & Kind.origin or tokens[at - 1].text == "to")
        return is_after and any(token.kinds & Kind.event for token in tokens[at + 1 : at + 3])

    def _he_or_she(self, tokens: list[Token], at: int) -> Mention | None:
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if any(before.text in _IMAGINED for before in tokens[:at]):
            return None  # "were asked to imagine that they were a judge"
        speaks = after is not None and bool(
            after.kinds & (Kind.says | Kind.adverb | Kind.be | Kind.auxiliary)
            or after.text == ","
            or after.text.endswith("ed")
            or after.text in _PASTS
            or is_habit(tokens, at + 1)
        )
        said_before = at > 0 and bool(tokens[at - 1].kinds & Kind.says)
        if not (
            (
                speaks
                and (
                    at == 0
                    or tokens[at - 1].kinds & (Kind.sign | Kind.join | Kind.adverb)
                    or tokens[at - 1].text == "that"
                    or at <= _EARLY
                )
            )
            or said_before
        ):
            return None
        pieces = self.told.reader.meanings(token) if token.text != "they" else []
        mention = Mention(token.start, token.end, pieces, is_again=True, is_pronoun=True)
        if after is not None and (after.text == "," or self._is_predicate(tokens, at + 1)):
            mention.pieces = mention.pieces + self._apposed(tokens, at + 1, mention)
        return mention

    def _is_predicate(self, tokens: list[Token], at: int) -> bool:
        """“She is a judge”, "he was also from Ghana", "he lives in Gaza"."""
        if is_habit(tokens, at):
            return True
        if not tokens[at].kinds & Kind.be or at + 1 >= len(tokens):
            return False
        return bool(tokens[at + 1].kinds & (Kind.determiner | Kind.demonym)) or tokens[at + 1].text in {
            "from",
            "also",
            "herself",
            "himself",
        }

    def _apposed(self, tokens: list[Token], comma: int, mention: Mention) -> list[Piece]:
        """“He, a lawyer from Lima, ...”"""
        pieces: list[Piece] = []
        for at in range(comma + 1, min(len(tokens), comma + _LONGEST_APPOSITION)):
            token = tokens[at]
            if token.text == "," or (token.kinds & Kind.says and not token.kinds & VALUES):
                break
            if token.kinds & VALUES and not token.kinds & Kind.pronoun:
                pieces += self.told.reader.meanings(token, as_noun=True)
        if pieces:
            mention.is_pronoun = False
            mention.narrow = (tokens[comma + 1].start, pieces[-1].end)
        return pieces

    def front(self, tokens: list[Token]) -> tuple[Mention | None, int]:
        """What opens the sentence about whoever is its subject: "Speaking as a judge, ..."; and where the rest begins."""
        at = _first_word(tokens)
        if at >= len(tokens) or not (tokens[at].kinds & _OPENERS or _is_born(tokens, at)):
            return None, 0
        if tokens[at].kinds & Kind.determiner and not self._is_bare_front(tokens, at):
            return None, 0
        comma = next(
            (
                place
                for place in range(at, min(len(tokens), at + _LONGEST_FRONT))
                if tokens[place].text == "," and not self._in_list(tokens, place)
            ),
            None,
        )
        if comma is None or self._has_verb(tokens[at:comma]):
            return None, 0
        if [token.text for token in tokens[at : at + 2]] in _ON_TOPIC:
            return None, comma + 1
        pieces = self.told.of_slot(tokens, self._as_slot(tokens, at, comma))
        if not pieces:
            return None, 0
        return Mention(tokens[at].start, tokens[comma - 1].end, pieces), comma + 1

    def _has_verb(self, clause: list[Token]) -> bool:
        """“As one lawyer put it, ...” is a sentence of its own."""
        plain = VALUES if clause[0].text == "as" else VALUES | Kind.front | Kind.noun_first | Kind.auxiliary
        return any(token.kinds & Kind.says and not token.kinds & plain for token in clause)

    def _as_slot(self, tokens: list[Token], at: int, comma: int) -> Slot:
        is_works = any(token.kinds & Kind.works for token in tokens[at:comma])
        slot = Slot(tokens[at].text, at, comma, is_works=is_works)
        is_aside = False
        for place in range(at, comma):
            kinds = tokens[place].kinds
            is_aside = is_aside or bool(kinds & Kind.aside)
            if kinds & VALUES and not kinds & Kind.pronoun and not is_aside:
                slot.values.append(place)
            elif not kinds & (Kind.determiner | _OPENERS):
                slot.words.append(place)
        return slot

    def _is_bare_front(self, tokens: list[Token], at: int) -> bool:
        """“A lawyer by training, the speaker ...”"""
        comma = next(
            (place for place in range(at, min(len(tokens), at + _LONGEST_BARE)) if tokens[place].text == ","),
            None,
        )
        if comma is None or comma + 1 >= len(tokens):
            return False
        after = tokens[comma + 1]
        return bool(after.kinds & Kind.pronoun) or (
            after.text in {"this", "that", "the"}
            and comma + 2 < len(tokens)
            and bool(tokens[comma + 2].kinds & (Kind.room | Kind.again))
        )

    def _in_list(self, tokens: list[Token], comma: int) -> bool:
        return (
            comma + 1 < len(tokens)
            and bool(tokens[comma + 1].kinds & VALUES)
            and any(token.text in {"and", "or"} for token in tokens[comma + 1 : comma + 4])
        )

    def attached(
        self, front: Mention, found: list[Mention], tokens: list[Token], begin: int
    ) -> list[Mention] | None:
        """The fronted clause is said of the subject that follows; of the speaker before where that is a pronoun.

        None where it is said of nobody: "From the perspective of one lawyer, patience was a luxury".
        """
        place = (front.start, front.end)
        opener = tokens[tokens_index(tokens, front.start)].text
        if found and not found[0].is_plural and self._follows(tokens, begin, found[0]):
            subject = found[0]
            subject.pieces = [*front.pieces, *subject.pieces]
            subject.narrow = subject.narrow or place if subject.is_again else None
            if subject.is_again or not subject.pieces[len(front.pieces) :]:
                subject.narrow = place
                if subject.is_definite and subject.is_room:
                    subject.is_again = True
                if not subject.is_again:
                    subject.start = front.start
            else:
                subject.start = front.start
            subject.is_pronoun = False
            return found
        first = tokens[begin].text if begin < len(tokens) else ""
        if first in _FIRST or opener.startswith(_SELF) or (opener == "as" and first in _THIRD):
            front.is_again, front.is_first = first in _THIRD, first in _FIRST
            front.narrow = place
            return [front, *found]
        return None

    def _follows(self, tokens: list[Token], begin: int, mention: Mention) -> bool:
        at = tokens_index(tokens, mention.start)
        return at - begin < _EARLY and not any(token.kinds & Kind.says for token in tokens[begin:at])

    def afterthoughts(self, tokens: list[Token], found: list[Mention]) -> None:
        """“..., speaking as a judge”: said of the last speaker before it in the sentence."""
        places = [at for at, token in enumerate(tokens) if token.kinds & Kind.after]
        for at, token in [(at, tokens[at]) for at in places]:
            if token.kinds & Kind.works:
                continue
            owner = next((mention for mention in reversed(found) if mention.end <= token.start), None)
            is_parted = tokens[at - 1].text in DASHES | {",", "(", "and"} or token.text.startswith(_ANYWHERE)
            if owner is None or owner.is_plural or not is_parted:
                continue
            pieces: list[Piece] = []
            last = at
            for place in range(at + 1, min(len(tokens), at + _LONGEST_BARE)):
                if tokens[place].kinds & Kind.sign or tokens[place].kinds & (
                    Kind.be | Kind.modal | Kind.relative | Kind.pronoun
                ):
                    break
                if tokens[place].kinds & VALUES:
                    pieces += self.told.reader.meanings(tokens[place], as_noun=True)
                    last = place
            if pieces:
                owner.pieces = [*owner.pieces, *pieces]
                owner.is_pronoun = False
                owner.tail = (token.start, tokens[last].end)
                owner.narrow = owner.tail if owner.is_again or owner.narrow else None


def _is_born(tokens: list[Token], at: int) -> bool:
    """“Harare-born and now writing policy, a participant ...”."""
    is_place = tokens[at].kinds & (Kind.place | Kind.city | Kind.demonym)
    return bool(is_place) and at + 1 < len(tokens) and tokens[at + 1].text in _BRED


def _first_word(tokens: list[Token]) -> int:
    """The first word that is no sign and no adverb: "Later, speaking as"."""
    for at, token in enumerate(tokens):
        if token.kinds & _OPENERS or not token.kinds & (Kind.adverb | Kind.sign):
            return at
    return len(tokens)
