"""What follows a noun and is said of it: "from", "who works on", appositions, brackets, up to the verb it is the subject of."""

from underrose.methods.attribution.quasi.asides import (
    INSIDE_COMMAS,
    after_adverbs,
    is_apposition,
    is_in_front,
    is_list,
    is_numbered,
    is_present_deed,
    is_second,
    is_whence,
)
from underrose.methods.attribution.quasi.phrase import DASHES, HEADS, NOT_EVENTS, NounPhrase, Slot, Verdict
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, VERBS, Kind, Token
from underrose.methods.attribution.quasi.verdicts import verdict

_OPENERS = Kind.origin | Kind.works | Kind.after | Kind.front
_FARTHEST = 45
_CLOSES = {"(": ")", "[": "]"}
_NEGATIVE = words("negatives")
_CONCESSIONS = words("concessions")
_ANOTHER = frozenset({"one", "another", "two", "others"})
_IRREGULAR = words("irregular")
_EXPERTS = words("experts")
_ALOUD = words("aloud")
_POSTPOSED = words("postposed")
_PASTS = words("pasts")
_TO_COME = frozenset({"come", "hail", "represent"})
_SENT_TO = words("sent_to")
_MISFORTUNES = words("misfortunes")
_FOLLOWERS = words("followers")


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
        self.in_aside = False
        """After "about" and its like: what is told there is not of the speaker."""

    def read(self) -> None:
        while self.at < self.limit and self._step():
            pass
        self._close(self.at)

    def _step(self) -> bool:
        """Take one word; False when the phrase ends before it."""
        token = self.tokens[self.at]
        kinds = token.kinds
        is_next = self.at == self.phrase.head + 1
        if is_next and (token.text in _POSTPOSED or is_numbered(self.tokens, self.phrase.head)):
            self.at += 1
            return True
        if kinds & Kind.sign or token.text in DASHES or token.text in {"'s", "'"}:
            return self._sign(token)
        if kinds & Kind.relative and not self._is_conjunction():
            self._close(self.at)
            self.in_relative, self.verbs, self.negative = True, 0, False
            self._open(token, is_works=False)
        elif (kinds & _OPENERS and not self._is_particle(kinds)) or self._is_adviser_to(token):
            self._close(self.at)
            self._open(token, is_works=bool(kinds & Kind.works))
            self.verbs += bool(kinds & Kind.works)
        elif kinds & VERBS and not (kinds & VALUES and self.slot and not self.in_relative):
            return self._verb(kinds)
        elif self._is_another(kinds):
            return False
        elif token.text in _NEGATIVE:
            self.negative = True
            self._close(self.at)
        elif kinds & Kind.aside:
            self._close(self.at)
            self.in_aside = True
            after = self.tokens[self.at + 1] if self.at + 1 < self.limit else token
            if token.text == "to" and (after.kinds & Kind.says or after.text in _TO_COME):
                self.in_aside = after.text not in _TO_COME
                self.at += 1  # "the only one to speak was": no verb of the sentence
        else:
            return self._word(token, kinds)
        self.at += 1
        return True

    def _word(self, token: Token, kinds: int) -> bool:
        if kinds & Kind.fate and not self.slot:
            return False
        if self.slot is not None:
            if self._is_another(kinds):
                return False
            if self._is_end_of_slot(token, kinds):
                self.phrase.verdict, self.phrase.verb = Verdict.maybe, self.at
                return False
            if kinds & VALUES and not kinds & Kind.pronoun:
                self._value()
            elif not kinds & Kind.determiner:
                self.slot.words.append(self.at)
        elif self._is_gerund(token):
            self._open(token, is_works=False)
        elif self._is_deed(token):
            self.phrase.verdict, self.phrase.verb = Verdict.maybe, self.at
            return False
        elif not self.in_aside and self._is_past_phrase(kinds):
            return False
        self.at += 1
        return True

    def _is_second(self) -> bool:
        """“A journalist from Mali and a lawyer from India”; but "from Mali and a lawyer"."""
        is_open = self.slot is not None and self.slot.values and not self.in_relative
        return bool(is_open) and is_second(self.tokens, self.phrase, self.at + 1)

    def _is_adviser_to(self, token: Token) -> bool:
        """“An adviser to the ministry”: where somebody belongs."""
        before = self.tokens[self.phrase.head].text.rpartition(" ")[2]
        return token.text == "to" and self.at == self.phrase.head + 1 and before in _SENT_TO

    def _is_another(self, kinds: int) -> bool:
        """“From Kenya and one from Ghana”."""
        after = [token.text for token in self.tokens[self.at + 1 : self.at + 3]]
        if not kinds & Kind.join or not after:
            return False
        return after[0] in _ANOTHER or after == ["the", "one"] or self._is_second()

    def _is_past_phrase(self, kinds: int) -> bool:
        """A join, or a value that belongs to something else."""
        is_other = kinds & VALUES and not self.in_relative and self.at > self.phrase.head + 1
        return bool(kinds & Kind.join or is_other)

    def _is_gerund(self, token: Token) -> bool:
        """“A nurse treating children in Lima”."""
        is_next = self.at == self.phrase.head + 1 and not self.in_relative
        return not token.kinds and token.text.endswith("ing") and is_next

    def _is_deed(self, token: Token) -> bool:
        """A past tense in no list."""
        if token.text in _ALOUD:
            return True
        is_past = token.text.endswith("ed") or token.text in _PASTS or self._is_present_deed()
        return is_past and not token.kinds and not self.in_relative

    def _is_present_deed(self) -> bool:
        return self.at == self.phrase.head + 1 and is_present_deed(self.tokens, self.at)

    def _is_end_of_slot(self, token: Token, kinds: int) -> bool:
        """“From Helsinki shrugged”: an unknown verb right after a value."""
        slot = self.slot
        is_past = token.text.endswith("ed") or token.text in _PASTS
        if slot is None or kinds or self.in_relative or slot.is_works or not is_past:
            return False
        after = self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""
        return (
            bool(slot.values)
            and slot.values[-1] == self.at - 1
            and after not in {"by", "to", "in", "at", "with"}
        )

    def _value(self) -> None:
        assert self.slot is not None
        before = self.at - 1
        while before > self.slot.first and self.tokens[before].kinds & Kind.determiner:
            before -= 1
        if self.slot.values and self.tokens[before].text in {"and", "or", ",", "nor"}:
            self.slot.joined.add(self.at)
        self.slot.values.append(self.at)

    def _verb(self, kinds: int) -> bool:
        if is_whence(self.tokens, self.phrase, self.at):
            self._close(self.at)
            self.phrase.verdict, self.phrase.verb = Verdict.says, self.at
            self.at += 1
            return True
        if self.in_relative and self.verbs == 0:
            self._close(self.at)
            self.verbs = 1
            if kinds & Kind.says and not kinds & Kind.auxiliary and self._ends_here():
                self.phrase.in_relative = True
                return self._done(kinds)
            self._open(self.tokens[self.at], is_works=False)
            self.at += 1
            return True
        if (
            self.in_relative
            and self.tokens[self.at - 1].kinds
            & (Kind.be | Kind.auxiliary | Kind.modal | Kind.adverb | Kind.neutral)
            and not self._reported()
        ):
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
        self.phrase.verdict = verdict(self.tokens, self.at, kinds)
        return False

    def _is_conjunction(self) -> bool:
        """“that” after a verb, or right before a clause of its own, is no relative."""
        if self.tokens[self.at].text != "that":
            return False
        after = self.tokens[self.at + 1] if self.at + 1 < self.limit else None
        return self.at > self.phrase.head + 1 or after is None or bool(after.kinds & HEADS)

    def _is_particle(self, kinds: int) -> bool:
        """“A lawyer in the room”: fine; "took part in": the verb has ended the phrase before."""
        return bool(
            kinds & Kind.front and kinds & (Kind.pronoun | Kind.determiner) and not self._after_sign()
        )

    def _after_sign(self) -> bool:
        return bool(self.tokens[self.at - 1].kinds & Kind.sign) or self.tokens[self.at - 1].text in DASHES

    def _sign(self, token: Token) -> bool:
        text = token.text
        if text in {"'s", "'"}:
            return self._possessive()
        if text in _CLOSES:
            return self._bracket(_CLOSES[text])
        if text == ":":
            self.phrase.verdict, self.phrase.verb = Verdict.says, self.at
            return False
        if text == "," or text in DASHES:
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
            if token.text in _MISFORTUNES:
                break
            if (
                token.kinds & Kind.event
                or token.text in _FOLLOWERS
                or (self.phrase.left and not token.kinds and token.text.isalpha())
            ):
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
        for at in range(self.at + 1, min(self.limit, self.at + INSIDE_COMMAS)):
            if self.tokens[at].text == text:
                return at
        return None

    def _comma(self) -> bool:  # noqa: PLR0911 - one line for each thing a comma may open
        """A comma opens an apposition, a clause or an aside; after one it closes it; else the phrase ends."""
        if self.at + 1 >= self.limit or is_in_front(self.tokens, self.phrase):
            return False
        after = after_adverbs(self.tokens, self.at, self.limit, is_apposed=self.slot is not None)
        if not self.tokens[self.phrase.head].kinds & NOT_EVENTS and not after.kinds & (
            Kind.origin | Kind.says
        ):
            return False
        kinds = after.kinds
        if (
            self.slot
            and self.slot.values
            and kinds & VALUES
            and not kinds & (Kind.gender)
            and is_list(self.tokens, self.at)
        ):
            self.at += 1
            return True
        self._close(self.at)
        self.negative = False
        if self._is_denied(after):
            return True
        is_verb = kinds & Kind.says and (not kinds & Kind.noun_first or after.text in _IRREGULAR)
        if is_verb or kinds & (Kind.be | Kind.auxiliary | Kind.modal):
            self.at += 1
            self.in_relative = False
            return True
        if (
            after.text == "and"
            and self.at + 2 < self.limit
            and self.tokens[self.at + 2].kinds & Kind.determiner
        ):
            self.at += 1
            kinds = self.tokens[self.at + 1].kinds
        is_front = kinds & Kind.front and after.text != "as" and not kinds & Kind.determiner
        if kinds & (Kind.relative | Kind.works | Kind.after) or is_front:
            self.at += 1
            return True
        if kinds & Kind.origin or is_apposition(self.tokens, self.phrase.head, self.at, self.limit):
            self.at += 1
            self._open(after, is_works=False)
            if after.kinds & VALUES:
                self._value()
            self.at += 1
            return True
        return self._aside()

    def _is_denied(self, after: Token) -> bool:
        """“, though not from Kenya”; whoever did not is stepped over: ", not the delegate from Norway, objected"."""
        beyond = self.tokens[self.at + 2] if self.at + 2 < self.limit else None
        if beyond and after.text in _CONCESSIONS and beyond.text == "not":
            self.negative = True
            self.at += 3
            self._open(after, is_works=False)
            return True
        end = self._find(",")
        if after.text != "not" or not beyond or not beyond.kinds & Kind.determiner:
            return False
        if end is None or end + 1 >= self.limit:
            return False
        self.at = end + 1
        self.in_relative = False
        return True

    def _aside(self) -> bool:
        """Step over ", after some thought," when a verb of saying follows."""
        end = self._find(",")
        if end is None or end + 1 >= self.limit:
            return False
        kinds, text = self.tokens[end + 1].kinds, self.tokens[end + 1].text
        is_verb = kinds & (Kind.be | Kind.auxiliary | Kind.modal) or (
            not kinds and (text.endswith("ed") or text in _PASTS)
        )
        if is_verb or (kinds & Kind.says and not kinds & Kind.noun_first):
            self.at = end + 1
            self.in_relative = False
            return True
        return False

    def _open(self, token: Token, *, is_works: bool) -> None:
        is_works = is_works or (token.text in {"in", "on"} and self.tokens[self.phrase.head].text in _EXPERTS)
        self.in_aside = False
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
