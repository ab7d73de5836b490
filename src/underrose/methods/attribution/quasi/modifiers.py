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
    is_theirs,
    is_whence,
)
from underrose.methods.attribution.quasi.counting import takes_out, total_at, up_to_one
from underrose.methods.attribution.quasi.phrase import DASHES, HEADS, NOT_EVENTS, NounPhrase, Slot, Verdict
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, VERBS, Kind, Token
from underrose.methods.attribution.quasi.verdicts import is_done_here, is_vote, verdict
from underrose.methods.attribution.quasi.work import take_work

_OPENERS = Kind.origin | Kind.works | Kind.after | Kind.front
_FARTHEST, _CLOSES = 45, {"(": ")", "[": "]"}
_NEGATIVE, _CONCESSIONS = words("negatives"), words("concessions")
_ANOTHER = frozenset({"one", "another", "two", "others"})
_IRREGULAR, _POSTPOSED, _PASTS = words("irregular"), words("postposed"), words("pasts")
_EXPERTS, _ALOUD, _SENT_TO = words("experts"), words("aloud"), words("sent_to")
_NOTHING = frozenset({"nothing", "silence", "little"})
_NO_GERUNDS = frozenset({"nothing", "something", "anything", "everything", "morning", "evening"})
_TO_COME = frozenset({"come", "hail", "represent"})


class Right:
    """Reads on from a head to the verb whose subject it is, and gathers what is said on the way."""

    def __init__(self, tokens: list[Token], phrase: NounPhrase) -> None:
        self.tokens = tokens
        self.phrase = phrase
        self.at = phrase.head + 1
        self.limit = up_to_one(tokens, phrase, min(len(tokens), phrase.head + _FARTHEST))
        self.slot: Slot | None = None
        self.in_relative = False
        self.verbs = 0
        self.negative = False
        self.in_aside = False
        """After "about" and its like: what is told there is not of the speaker."""

    def read(self) -> None:
        if self.at < self.limit and is_vote(self.tokens, self.at):
            self.phrase.verdict, self.phrase.verb = Verdict.says, self.at
            return
        while self.at < self.limit and not takes_out(self.tokens, self.at) and self._step():
            pass
        self._close(self.at)

    def _step(self) -> bool:
        """Take one word; False when the phrase ends before it."""
        token = self.tokens[self.at]
        kinds = token.kinds
        is_next = self.at == self.phrase.head + 1
        if (is_next and self._is_postposed(token)) or (self.slot is None and self._is_total()):
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

    def _is_postposed(self, token: Token) -> bool:
        """Step over "present", and the number of "speaker 4"."""
        is_behind = token.text in _POSTPOSED or is_numbered(self.tokens, self.phrase.head)
        self.at += is_behind
        return is_behind

    def _is_total(self) -> bool:
        """Step over ", all of them," and "to a man": who is meant stays the same."""
        is_parted = self.tokens[self.at].text == "," or self.tokens[self.at].text in DASHES
        taken = total_at(self.tokens, self.at + is_parted)
        if taken:
            self.at += is_parted + taken
            if self.tokens[self.at - 1].text != "them":  # taken up by a reader of its own
                self.phrase.end = self.at
            is_closed = is_parted and self.at < self.limit
            self.at += is_closed and self.tokens[self.at].text in {",", *DASHES}
        return bool(taken)

    def _word(self, token: Token, kinds: int) -> bool:
        if kinds & Kind.fate and not self.slot:
            return False
        if self.slot is not None:
            if self._is_another(kinds):
                return False
            self.verbs += take_work(self.tokens, self.phrase, self.slot, self.at)
            if self._is_end_of_slot(token, kinds):
                self.phrase.verdict, self.phrase.verb = Verdict.maybe, self.at
                return False
            if kinds & VALUES and not kinds & Kind.pronoun:
                self._value()
            elif not kinds & Kind.determiner:
                self.slot.words.append(self.at)
        elif self._is_gerund(token):
            self._open_doing(kinds)
        elif self._is_deed(token):
            self.phrase.verdict, self.phrase.verb = self._here(Verdict.maybe), self.at
            return False
        elif not self.in_aside and self._is_past_phrase(kinds):
            return False
        self.at += 1
        return True

    def _open_doing(self, kinds: int) -> None:
        self._open(self.tokens[self.at], is_works=False)
        if kinds:
            self._value()

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
        """A join, a value that belongs to something else, or "nothing": "from the auditors nothing on prices"."""
        if self.tokens[self.at].text in _NOTHING:
            return True
        is_other = kinds & VALUES and not self.in_relative and self.at > self.phrase.head + 1
        return bool(kinds & Kind.join or is_other)

    def _is_gerund(self, token: Token) -> bool:
        """“A nurse treating children in Lima”, "a doctor in uniform"."""
        is_next = self.at == self.phrase.head + 1 and not self.in_relative
        is_doing = not token.kinds and token.text.endswith("ing") and token.text not in _NO_GERUNDS
        return is_next and (is_doing or token.kinds == Kind.fact)

    def _is_deed(self, token: Token) -> bool:
        """A past tense in no list."""
        if token.text in _ALOUD:
            return True
        is_past = token.text.endswith("ed") or token.text in _PASTS
        is_now = self.at == self.phrase.head + 1 and is_present_deed(self.tokens, self.at)
        return (is_past or is_now) and not token.kinds and not self.in_relative

    def _is_end_of_slot(self, token: Token, kinds: int) -> bool:
        """“From Helsinki shrugged”: an unknown verb right after a value."""
        slot = self.slot
        is_past = token.text.endswith("ed") or token.text in _PASTS
        if slot is None or kinds or (self.in_relative and not self.verbs) or slot.is_works or not is_past:
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
        if self.slot.values and self.tokens[before].text in {"and", "or", ",", "nor", "+", "&"}:
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
        self.phrase.verdict = self._here(verdict(self.tokens, self.at, kinds))
        return False

    def _here(self, told: Verdict) -> Verdict:
        """What is done in a room alone tells as much as speech, but for the people of a country: "the people of Mali would not"."""
        slots = [*self.phrase.right, *([self.slot] if self.slot else [])]
        is_of_many = any(slot.opener in {"of", "in"} and slot.values for slot in slots)
        return Verdict.says if not is_of_many and is_done_here(self.tokens, self.at) else told

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
        if is_theirs(self.tokens, self.at, is_told=bool(self.phrase.left) or self.phrase.is_plural):
            self.phrase.verdict = Verdict.possessed
        return False

    def _bracket(self, closing: str) -> bool:
        end = self._find(closing)
        if end is None:
            return False
        self._close(self.at)
        is_told = VALUES | (Kind.pronoun if end == self.at + 2 else 0)  # "the doctor (she)"
        values = [at for at in range(self.at + 1, end) if self.tokens[at].kinds & is_told]
        if values:
            self.phrase.right.append(Slot("(", self.at, end + 1, values=values, joined=set(values[1:])))
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
        if is_vote(self.tokens, end + 1 + (text == "in" and end + 2 < len(self.tokens))):
            self.phrase.verdict, self.phrase.verb = Verdict.says, end + 1
            return False
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
