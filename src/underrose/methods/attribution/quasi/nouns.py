"""Noun phrases that may be a speaker: "the only judge from the Sahel, herself a former minister".

A small grammar over typed words rather than a list of wordings: a head (participant, lawyer, Kenyan, woman), what stands
before it up to its article or count, and what follows up to the verb it is the subject of: "from", "who works on",
"representing", appositions, brackets. Everything on the way that has a value is said of the head.
O(words of the sentence) for each head.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import PEOPLE, VALUES, VERBS, Kind, Token


class Verdict(StrEnum):
    """What the sentence says its noun phrase does."""

    says = "says"
    stands = "stands"
    """Is of a view, is concerned."""
    maybe = "maybe"
    """An unknown verb in the past, or one that need not be of speech."""
    possessed = "possessed"
    """What follows is theirs: "the delegate's question"."""
    none = "none"


@dataclass(slots=True, eq=False)
class NounPhrase:
    """Token places of a noun phrase: from `first` to before `end`; `head` is its noun, `verb` what it does."""

    first: int
    head: int
    end: int
    determiner: str = ""
    left: list[int] = field(default_factory=list)
    """Modifiers with a value before the head."""
    right: list["Slot"] = field(default_factory=list)
    verdict: Verdict = Verdict.none
    verb: int = -1
    is_plural: bool = False


@dataclass(slots=True, eq=False)
class Slot:
    """A modifier behind the head: the word that opens it, values in it, and its other words."""

    opener: str
    first: int
    end: int
    is_works: bool = False
    is_negative: bool = False
    values: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)


HEADS = (Kind.room | Kind.person | Kind.event | Kind.role | Kind.gender | Kind.noun | Kind.title)
_NOT_EVENTS = HEADS & ~(Kind.event)
_EXPERTS = frozenset({"expert", "experts", "specialist", "specialists", "authority", "adviser", "advisor", "consultant"})
_BEFORE = VALUES | (Kind.neutral)
_STARTS_AFTER = (
    Kind.sign | Kind.origin | Kind.relative | Kind.be | Kind.modal | Kind.auxiliary | Kind.aside | Kind.join
    | Kind.adverb | Kind.pronoun | Kind.works | Kind.after | Kind.front | Kind.fate
)  # fmt: skip
_OPENERS = (Kind.origin | Kind.works | Kind.after | Kind.front)
_FARTHEST = 45
_UNKNOWN = 2
_INSIDE_COMMAS = 14
_AFTER_NOUN = frozenset({"that", "the", "how", "whether", "on", "for", "in", "a", "an", "this", "what", "why", "to", "with", "against", "it", ","})
_ALOUD = frozenset({"thinking", "saying", "arguing", "wondering", "asking", "insisting", "pleading", "warning", "speaking", "objecting", "suggesting"})
_NEGATIVE = frozenset({"not", "neither", "nor", "never", "non"})
_CONCESSIONS = frozenset({"though", "but", "albeit", "although", "if", "and"})
_IRREGULAR = frozenset({"put", "found", "rose", "left", "cut", "broke", "read", "set", "felt", "held", "met", "let", "shut", "hit", "quit", "stuck", "swore", "bet", "withdrew"})
_INDEFINITE = frozenset({"someone", "somebody", "one"})
_CLOSES = {"(": ")", "[": "]"}
_DASHES = frozenset({"-", "--"})


def noun_phrases(tokens: list[Token], begin: int = 0) -> list[NounPhrase]:
    """The noun phrases from `begin` on that may be people, in order, without overlaps."""
    found: list[NounPhrase] = []
    at = begin
    while at < len(tokens):
        if tokens[at].kinds & HEADS and is_head(tokens, at):
            phrase = _phrase(tokens, at, found[-1].end if found else begin)
            if _holds_speaker(tokens, phrase):
                at += 1
                continue
            found.append(phrase)
            at = max(phrase.end, at + 1)
        else:
            at += 1
    return found


def _holds_speaker(tokens: list[Token], phrase: NounPhrase) -> bool:
    """ "A question from a Kenyan lawyer": the lawyer is the noun that counts."""
    if tokens[phrase.head].kinds & _NOT_EVENTS:
        return False
    return any(
        tokens[at].kinds & HEADS & ~(Kind.event) and is_head(tokens, at)
        for slot in phrase.right
        for at in (*slot.values, *slot.words)
    )


def is_head(tokens: list[Token], at: int) -> bool:
    """Whether the noun phrase ends with this word: no noun follows that it would only qualify."""
    token = tokens[at]
    if at + 1 >= len(tokens):
        return True
    after = tokens[at + 1]
    if after.text == "based" or (after.kinds & PEOPLE and not after.kinds & Kind.says):
        return False
    if after.kinds & Kind.noun and not token.kinds & (Kind.room | Kind.role | Kind.gender):
        return False
    if after.kinds & _STARTS_AFTER or after.text in {"'s", "'"}:
        return not (token.kinds & Kind.adjective and not token.kinds & PEOPLE and after.kinds & Kind.join and _goes_on(tokens, at + 2))
    if after.kinds & Kind.says:
        return not after.kinds & Kind.noun_first or _is_verb(tokens, at + 1, token)
    if after.kinds & VALUES:
        return False
    return after.text.endswith(("ed", "ly")) or after.text in _ALOUD or bool(after.kinds & Kind.determiner)


def _goes_on(tokens: list[Token], at: int) -> bool:
    """After "Kenyan and": another adjective and its noun."""
    return at + 1 < len(tokens) and bool(tokens[at].kinds & VALUES and tokens[at + 1].kinds & PEOPLE)


def _is_verb(tokens: list[Token], at: int, head: Token) -> bool:
    """Whether a word that is a noun before it is a verb stands as a verb here: "the lawyer questions whether"."""
    if at + 1 >= len(tokens) or tokens[at].text.endswith("ed"):
        return True
    if tokens[at].text in _IRREGULAR and head.kinds & PEOPLE:
        return True
    fits = tokens[at].text.endswith("s") != bool(head.kinds & Kind.plural)
    return fits and bool(head.kinds & PEOPLE) and tokens[at + 1].text in _AFTER_NOUN


def _phrase(tokens: list[Token], head: int, lowest: int) -> NounPhrase:
    first, determiner, left = _left(tokens, head, lowest)
    token = tokens[head]
    if not determiner and token.text in _INDEFINITE:
        determiner = "one"
    phrase = NounPhrase(first, head, head + 1, determiner, left)
    phrase.is_plural = bool(token.kinds & Kind.plural) or (
        determiner in {"the", "both", "all"} and _stays_plural(token.text) and not token.kinds & PEOPLE
    )
    Right(tokens, phrase).read()
    return phrase


def _stays_plural(word: str) -> bool:
    return word.endswith(("ese", "ish", "ch", "ss"))


def _left(tokens: list[Token], head: int, lowest: int) -> tuple[int, str, list[int]]:
    """Where the phrase begins, its determiner, and the values before the head."""
    at = head - 1
    unknown = 0
    values: list[int] = []
    determiner = ""
    firm = head
    while at >= lowest:
        token = tokens[at]
        kinds = token.kinds
        if token.text in {"that", "this"} and tokens[head].kinds & Kind.plural:
            break
        if kinds & Kind.determiner and not (kinds & Kind.number and at > lowest and tokens[at - 1].kinds & Kind.determiner):
            determiner, firm = token.text, at
            break
        if token.text == "'s" and at > lowest and tokens[at - 1].kinds & (Kind.place | Kind.body):
            values.append(at - 1)
            determiner, firm = "the", at - 1
            break
        if kinds & VALUES and not kinds & Kind.pronoun:
            values.append(at)
            firm, unknown = at, 0
        elif kinds & (Kind.neutral | Kind.number | Kind.again):
            firm = at if kinds & Kind.number else firm
        elif token.text in {",", "and", "based", "-"} and at > lowest and tokens[at - 1].kinds & _BEFORE:
            pass
        elif not kinds & ~(Kind.noun_first | Kind.says | Kind.adverb) and token.text.isalpha() and unknown < _UNKNOWN:
            unknown += 1
        else:
            break
        at -= 1
    if not determiner:
        values = [value for value in values if value >= firm and _needs_none(tokens, value, lowest)]
        firm = min(values, default=head)
        while firm > lowest and tokens[firm - 1].kinds & (Kind.number | Kind.again):
            firm -= 1
    return firm, determiner, values


def _needs_none(tokens: list[Token], value: int, lowest: int) -> bool:
    """Whether a value stands before its noun without an article: an adjective does, the country in "In Kenya people" not."""
    kinds = tokens[value].kinds
    is_after = value > lowest and tokens[value - 1].kinds & Kind.origin
    return not is_after and bool(kinds & (Kind.adjective | Kind.topic | Kind.role | Kind.sector | Kind.gender))


def _is_plain_adjective(token: Token) -> bool:
    """After "was": a word that is no participle and no place: "candid"."""
    return not token.kinds and token.text.isalpha() and not token.text.endswith(("ed", "en", "ing"))


class Right:
    """Reads on from a head to the verb whose subject it is, and gathers what is said on the way."""

    def __init__(self, tokens: list[Token], phrase: NounPhrase) -> None:
        self.tokens = tokens
        self.phrase = phrase
        self.at = phrase.head + 1
        self.limit = min(len(tokens), phrase.head + _FARTHEST)
        self.slot: Slot | None = None
        self.in_relative = False
        self.verbs = 0
        self.negative = False

    def read(self) -> None:
        while self.at < self.limit and self._step():
            pass
        self._close(self.at)

    def _step(self) -> bool:
        """Take one word; False when the phrase ends before it."""
        token = self.tokens[self.at]
        kinds = token.kinds
        if kinds & Kind.sign or token.text in _DASHES or token.text in {"'s", "'"}:
            return self._sign(token)
        if kinds & Kind.relative and not self._is_conjunction():
            self._close(self.at)
            self.in_relative, self.verbs, self.negative = True, 0, False
            self._open(token, is_works=False)
        elif kinds & _OPENERS and not self._is_particle(kinds):
            self._close(self.at)
            self._open(token, is_works=bool(kinds & Kind.works))
            self.verbs += bool(kinds & Kind.works)
        elif kinds & VERBS and not (kinds & VALUES and self.slot and not self.in_relative):
            return self._verb(kinds)
        elif token.text in _NEGATIVE:
            self.negative = True
            self._close(self.at)
        elif kinds & Kind.aside:
            self._close(self.at)
        else:
            return self._word(token, kinds)
        self.at += 1
        return True

    def _word(self, token: Token, kinds: int) -> bool:
        if kinds & Kind.fate and not self.slot:
            return False
        if self.slot is not None:
            if kinds & VALUES and not kinds & Kind.pronoun:
                self._value()
            elif not kinds & Kind.determiner:
                self.slot.words.append(self.at)
        elif not kinds and token.text.endswith("ed") and not self.in_relative or token.text in _ALOUD:
            self.phrase.verdict, self.phrase.verb = Verdict.maybe, self.at
            return False
        elif kinds & Kind.join:
            return False
        elif kinds & VALUES and not self.in_relative and self.at > self.phrase.head + 1:
            return False
        self.at += 1
        return True

    def _value(self) -> None:
        assert self.slot is not None
        before = self.at - 1
        while before > self.slot.first and self.tokens[before].kinds & Kind.determiner:
            before -= 1
        if self.slot.values and self.tokens[before].text in {"and", "or", ",", "nor"}:
            self.slot.joined.add(self.at)
        self.slot.values.append(self.at)

    def _verb(self, kinds: int) -> bool:
        if self.in_relative and self.verbs == 0:
            self._close(self.at)
            self.verbs = 1
            if kinds & Kind.says and self._ends_here():
                return self._done(kinds)
            self._open(self.tokens[self.at], is_works=False)
            self.at += 1
            return True
        if self.in_relative and self.tokens[self.at - 1].kinds & (Kind.be | Kind.auxiliary | Kind.modal | Kind.adverb | Kind.neutral) and not self._reported():
            self.at += 1
            return True
        return self._done(kinds)

    def _reported(self) -> bool:
        """Whether the verb begins what is reported: "said that"."""
        return self.at + 1 < len(self.tokens) and self.tokens[self.at + 1].text == "that"

    def _ends_here(self) -> bool:
        """Whether no other verb of the sentence can be the main one: "a lawyer who said that"."""
        rest = self.tokens[self.at + 1 : self.limit]
        return not any(token.kinds & Kind.says and not token.kinds & Kind.noun_first for token in rest)

    def _done(self, kinds: int) -> bool:
        self.phrase.verb = self.at
        self.phrase.verdict = self._verdict(kinds)
        return False

    def _verdict(self, kinds: int) -> Verdict:
        tokens, at = self.tokens, self.at
        if kinds & Kind.modal and not kinds & Kind.says:
            return Verdict.maybe if tokens[at].text == "would" and self._is_wish() else Verdict.none
        if kinds & Kind.says and not kinds & (Kind.auxiliary | Kind.be | Kind.modal):
            return Verdict.maybe if tokens[at].text in words("weak_says") else Verdict.says
        stances = words("stances")
        for token in tokens[at + 1 : at + 4]:
            if token.kinds & Kind.fate and not token.kinds & Kind.says:
                return Verdict.none
            if kinds & Kind.be and token.text in stances:
                return Verdict.stands
            if token.kinds & Kind.says and not token.kinds & (Kind.auxiliary | Kind.noun_first):
                if kinds & Kind.be and not token.text.endswith("ing"):
                    return Verdict.none
                return Verdict.maybe if token.text in words("weak_says") else Verdict.says
        if kinds & Kind.be and at + 1 < len(tokens) and _is_plain_adjective(tokens[at + 1]):
            return Verdict.maybe
        if kinds & Kind.auxiliary:
            return Verdict.maybe if kinds & Kind.says else Verdict.none
        return Verdict.none

    def _is_wish(self) -> bool:
        """ "Would rather", "would not sign", "would say only"."""
        after = self.tokens[self.at + 1 : self.at + 3]
        return any(one.text in {"rather", "like", "not", "prefer"} or one.kinds & Kind.says for one in after[:1])

    def _is_conjunction(self) -> bool:
        """ "that" after a verb, or right before a clause of its own, is no relative."""
        if self.tokens[self.at].text != "that":
            return False
        after = self.tokens[self.at + 1] if self.at + 1 < self.limit else None
        return self.at > self.phrase.head + 1 or after is None or bool(after.kinds & HEADS)

    def _is_particle(self, kinds: int) -> bool:
        """ "A lawyer in the room": fine; "took part in": the verb has ended the phrase before."""
        return bool(kinds & Kind.front and kinds & (Kind.pronoun | Kind.determiner) and not self._after_sign())

    def _after_sign(self) -> bool:
        return bool(self.tokens[self.at - 1].kinds & Kind.sign) or self.tokens[self.at - 1].text in _DASHES

    def _sign(self, token: Token) -> bool:
        text = token.text
        if text in {"'s", "'"}:
            return self._possessive()
        if text in _CLOSES:
            return self._bracket(_CLOSES[text])
        if text == ":":
            self.phrase.verdict, self.phrase.verb = Verdict.says, self.at
            return False
        if text == "," or text in _DASHES:
            return self._comma()
        if text == '"' and self.at + 1 < self.limit and self.slot is None:
            self.phrase.verdict = Verdict.says if self.tokens[self.at - 1].text == "," else Verdict.none
        return False

    def _possessive(self) -> bool:
        if self.slot is not None:
            self.at += 1
            return True
        self._close(self.at)
        after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if after is None or after.kinds & Kind.sign:
            self.phrase.verdict = Verdict.possessed
            return False
        for token in self.tokens[self.at + 1 : self.at + 5]:
            if token.kinds & Kind.event:
                self.phrase.verdict = Verdict.possessed
                break
            if token.kinds & (Kind.sign | Kind.origin):
                break
        return False

    def _bracket(self, closing: str) -> bool:
        end = self._find(closing)
        if end is None:
            return False
        self._close(self.at)
        slot = Slot("(", self.at, end + 1)
        slot.values = [at for at in range(self.at + 1, end) if self.tokens[at].kinds & VALUES]
        if slot.values:
            self.phrase.right.append(slot)
        self.at = end + 1
        return True

    def _find(self, text: str) -> int | None:
        for at in range(self.at + 1, min(self.limit, self.at + _INSIDE_COMMAS)):
            if self.tokens[at].text == text:
                return at
        return None

    def _comma(self) -> bool:
        """A comma opens an apposition, a clause or an aside; after one it closes it; else the phrase ends."""
        if self.at + 1 >= self.limit:
            return False
        after = self.tokens[self.at + 1]
        kinds = after.kinds
        if self.slot and self.slot.values and kinds & VALUES and not kinds & (Kind.gender) and self._is_list():
            self.at += 1
            return True
        self._close(self.at)
        self.negative = False
        if after.text in _CONCESSIONS and self.at + 2 < self.limit and self.tokens[self.at + 2].text == "not":
            self.negative = True
            self.at += 3
            self._open(after, is_works=False)
            return True
        if kinds & (Kind.says) and not kinds & Kind.noun_first or kinds & (Kind.be | Kind.auxiliary | Kind.modal):
            self.at += 1
            self.in_relative = False
            return True
        if after.text == "and" and self.at + 2 < self.limit and self.tokens[self.at + 2].kinds & Kind.determiner:
            self.at += 1
            kinds = self.tokens[self.at + 1].kinds
        is_front = kinds & Kind.front and after.text != "as" and not kinds & Kind.determiner
        if kinds & (Kind.relative | Kind.works | Kind.after) or is_front:
            self.at += 1
            return True
        if kinds & Kind.origin or self._is_apposition():
            self.at += 1
            self._open(after, is_works=False)
            if after.kinds & VALUES:
                self._value()
            self.at += 1
            return True
        return self._aside()

    def _is_list(self) -> bool:
        """ "from Kenya, Uganda and Peru": a list runs to "and" or "or"."""
        for token in self.tokens[self.at + 1 : self.at + 9]:
            if token.text in {"and", "or"}:
                return True
            if not token.kinds & (VALUES | Kind.determiner) and token.text != ",":
                return False
        return False

    def _is_apposition(self) -> bool:
        """ ", a lawyer from Nairobi,", ", Kenyan,", ", formerly a judge,": closed by a comma, bracket or verb."""
        seen = False
        for token in self.tokens[self.at + 1 : min(self.limit, self.at + 1 + _INSIDE_COMMAS)]:
            if token.kinds & VALUES and not token.kinds & Kind.pronoun:
                seen = True
            if token.kinds & Kind.sign or token.text in _DASHES:
                return seen and token.text in {",", "-", "--", ")"}
            if token.kinds & Kind.says and not token.kinds & Kind.noun_first and not token.kinds & VALUES:
                return seen
            if token.kinds & (Kind.be | Kind.modal):
                return False
        return False

    def _aside(self) -> bool:
        """Step over ", after some thought," when a verb of saying follows."""
        end = self._find(",")
        if end is None or end + 1 >= self.limit:
            return False
        kinds = self.tokens[end + 1].kinds
        if kinds & Kind.says and not kinds & Kind.noun_first:
            self.at = end + 1
            self.in_relative = False
            return True
        return False

    def _open(self, token: Token, *, is_works: bool) -> None:
        is_works = is_works or (token.text in {"in", "on"} and self.tokens[self.phrase.head].text in _EXPERTS)
        is_negative = self.negative or token.text == "outside"
        self.slot = Slot(token.text, self.at, self.at + 1, is_works=is_works, is_negative=is_negative)

    def _close(self, end: int) -> None:
        slot = self.slot
        if slot is not None and (slot.values or slot.words):
            slot.end = end
            self.phrase.right.append(slot)
        if slot is not None and slot.values:
            self.phrase.end = max(self.phrase.end, end)
        elif self.phrase.right:
            self.phrase.end = max(self.phrase.end, self.phrase.right[-1].end)
        self.slot = None
