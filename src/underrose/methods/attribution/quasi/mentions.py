"""Which noun phrases are speakers of the room, and what each says of them."""

import re
from dataclasses import dataclass, field

from underrose.methods.attribution.quasi.index import Bits
from underrose.methods.attribution.quasi.nouns import NounPhrase, Slot, Verdict, noun_phrases
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.tokens import VALUES, Kind, Piece, Sense, Token


@dataclass(slots=True, eq=False)
class Mention:
    """A speaker, or speakers, as one sentence has them. Places are those of the folded text."""

    start: int
    end: int
    pieces: list[Piece] = field(default_factory=list)
    bits: Bits = 0
    is_again: bool = False
    """The speaker before: the same participant, she, that lawyer."""
    is_definite: bool = False
    is_new: bool = False
    """Another one, a second one."""
    is_plural: bool = False
    is_room: bool = False
    count: str = ""
    """How many of those who fit: "only", "both", "none", "all", "except", "some", "several"."""
    is_pronoun: bool = False
    narrow: tuple[int, int] | None = None
    """Where what is new of a speaker stands."""
    tail: tuple[int, int] | None = None
    """An afterthought behind the verb."""
    experience: tuple[int, int] | None = None
    """Something they say they lived through."""
    noun: str = ""
    determiner: str = ""
    by_pronoun: bool = False
    """The gender is known from a pronoun beside a role."""


_DEFINITE = frozenset({"the", "this", "that", "these", "those", "our", "their", "its", "his", "her", "both", "all", "my", "your"})
_AGAIN = words("again")
_ANOTHER = frozenset({"another", "second", "third", "fourth", "fifth", "other", "different", "further", "next", "new"})
_ONLY = frozenset({"only", "sole", "lone", "solitary", "single"})
_EACH = frozenset({"one", "either", "neither", "each", "every"})
_WHO_IT_IS = frozenset({"that", "whether", "how", "why", "if", "what"})
_WORDS_BEFORE = 7
_AGENTS = words("agents")
_PRESENT = frozenset(verb.partition(":")[0] for verb in words("says")) - {"put", "set", "read", "cut"}
_GIFTS = words("gifts")
_EARLY = 4
_AGENT_WORDS = 4
_LEAST_WORKS, _LEAST_FREE = 0.3, 0.72
_EXCEPT = re.compile(r"(?:except(?:ing)?(?: for)?|with the exception of|apart from|save for|aside from|bar)(?: (?:the|a|an|our|\w+ of|those))*$")
_AT_LEAST = re.compile(r"\b(?:at least|at most|only|just|no fewer than|exactly|more than|fewer than)$")
_FIRST = frozenset({"i", "we"})
_HE_OR_SHE = frozenset({"he", "she"})
_ORIGIN_ASIDES = frozenset({"on", "in", "against", "for", "of"})
_SUBORDINATES = frozenset({"while", "when", "because", "if", "although", "though", "but", "whether", "how", "why", "where", "before", "after", "since", "until", "than"})
_HOMES = frozenset({"from", "at", "with", "representing", "based in", "for", "inside", "speaking for", "attached"})
_NUMBERS = frozenset(words("numbers"))
_PAST_EXPERIENCE = (Kind.auxiliary)


class Mentions:
    """Finds speakers sentence by sentence, for one roster."""

    __slots__ = ("reader",)

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def of(self, tokens: list[Token]) -> list[Mention]:
        """The speakers of one sentence, in order."""
        front, begin = self._front(tokens)
        found: list[Mention] = []
        for phrase in noun_phrases(tokens, begin):
            mention = self._mention(tokens, phrase)
            if mention is not None:
                found.append(mention)
        pronouns = self._pronouns(tokens, begin, found)
        apposed = [mention.narrow for mention in pronouns if mention.narrow]
        found = [one for one in found if not any(start <= one.start < end for start, end in apposed)] + pronouns
        found.sort(key=lambda mention: mention.start)
        if front is not None:
            found = self._attached(front, found, tokens, begin)
        self._afterthoughts(tokens, found)
        return found

    # Noun phrases

    def _mention(self, tokens: list[Token], phrase: NounPhrase) -> Mention | None:
        head = tokens[phrase.head]
        pieces = self._pieces(tokens, phrase)
        count, first = self._count(tokens, phrase)
        left = {tokens[at].text for at in range(phrase.first, phrase.head)} | {phrase.determiner}
        mention = Mention(tokens[first].start, tokens[phrase.end - 1].end, pieces, count=count, noun=head.text)
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
        if not self._speaks(tokens, phrase, mention):
            return None
        mention.experience = self._experience(tokens, phrase)
        if mention.is_again and pieces:
            mention.narrow = (min(piece.start for piece in pieces), max(piece.end for piece in pieces))
        return mention

    def _told_by_pronoun(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> None:
        """ "The prosecutor kept his remarks short": a role, and whether it is a man or a woman."""
        head = tokens[phrase.head]
        if mention.is_plural or mention.determiner != "the" or not head.kinds & (Kind.role | Kind.title):
            return
        if any(piece.axis == "gender" for piece in mention.pieces):
            return
        for token in tokens[phrase.end : phrase.end + 16]:
            if token.text in _WHO_IT_IS:
                return
            if token.kinds & Kind.pronoun and token.senses:
                mention.pieces = [*mention.pieces, *self.reader.meanings(token)]
                mention.by_pronoun = True
                return

    def _is_again(self, tokens: list[Token], phrase: NounPhrase, left: set[str]) -> bool:
        before = tokens[phrase.first - 1].text if phrase.first else ""
        return bool(left & {"same", "aforementioned", "aforesaid", "said", "above mentioned", "very"}) or (
            phrase.determiner in {"this", "that"} or before in {"same"}
        )

    def _pieces(self, tokens: list[Token], phrase: NounPhrase) -> list[Piece]:
        pieces: list[Piece] = []
        head = tokens[phrase.head]
        for at in sorted(phrase.left):
            pieces += self._value(tokens[at], is_left=True)
        if head.kinds & VALUES:
            pieces += [piece for piece in self.reader.meanings(head, as_noun=True) if piece.axis != "works_on"]
        for slot in phrase.right:
            pieces += self._slot(tokens, slot)
        return pieces

    def _value(self, token: Token, *, is_left: bool) -> list[Piece]:
        if token.kinds & Kind.pronoun:
            return []
        return self.reader.meanings(token, as_noun=not is_left)

    def _slot(self, tokens: list[Token], slot: Slot) -> list[Piece]:
        pieces: list[Piece] = []
        for at in slot.values:
            token = tokens[at]
            found = self.reader.meanings(token, as_noun=True)
            if at in slot.joined:
                found = [
                    Piece(p.axis, p.label, p.bits, p.start, p.end, p.sense, is_soft=p.is_soft, joined=True) for p in found
                ]
            pieces += found
        if slot.is_negative:
            return [self._without(piece) for piece in pieces if piece.sense]
        if not any(piece.axis in {"works_on", "body"} and piece.bits for piece in pieces):
            pieces += self._subject(tokens, slot)
        return pieces

    def _is_certain(self, tokens: list[Token], slot: Slot) -> bool:
        """ "From the phosphate business": one body is meant; "from different regions": none."""
        return any(token.kinds & Kind.determiner for token in tokens[slot.first + 1 : slot.first + 3])

    def _without(self, piece: Piece) -> Piece:
        """Whoever is not known to fit."""
        index = self.reader.index
        others = index.everybody & ~piece.bits | index.unknown.get(piece.axis, 0)
        return Piece(piece.axis, f"not {piece.label}", others, piece.start, piece.end, None, is_soft=piece.is_soft)

    def _subject(self, tokens: list[Token], slot: Slot) -> list[Piece]:
        free = sorted({*slot.words, *(at for at in slot.values if tokens[at].kinds & (Kind.topic | Kind.sector | Kind.gender))})
        if not free:
            return []
        row = [word for at in free for word in tokens[at].text.split()]
        place = tokens[free[0]].start, tokens[free[-1]].end
        found = None
        if slot.is_works or slot.opener in _ORIGIN_ASIDES:
            found = self.reader.subject(row, _LEAST_WORKS if slot.is_works else _LEAST_FREE, *place)
        elif slot.opener in _HOMES and self._is_certain(tokens, slot):
            found = self.reader.told_by(row, *place)
        return [found] if found else []

    def _count(self, tokens: list[Token], phrase: NounPhrase) -> tuple[str, int]:
        """How many are meant, from the words before the phrase, and where those words begin."""
        first = phrase.first
        low = max(0, first - _WORDS_BEFORE)
        at = first
        row = [token.text for token in tokens]
        numbers = {*_NUMBERS}

        def is_number(place: int) -> bool:
            return row[place] in numbers or row[place].isdigit()

        inner = row[first : phrase.head]
        count = ""
        if phrase.determiner in {"both", "all", "each", "every", "neither", "either", "none", "several", "most", "many", "few", "no", "some"}:
            count = phrase.determiner
        if any(word in numbers - {"one"} or word.isdigit() for word in inner) and phrase.is_plural:
            count = count or "number"
        if at > low and row[at - 1] == "of":
            at -= 1
            if at > low and (is_number(at - 1) or row[at - 1] in {"none", "both", "all", "some", "most", "many", "several", "few", "each", "either", "neither", "half", "any", "majority", "number", "couple", "pair", "handful", "trio", "minority", "third", "rest", "remainder", "quarter"}):
                at -= 1
                count = row[at]
                first = at
        elif at > low and (is_number(at - 1) or row[at - 1] in {"both", "all"}):
            at -= 1
            count, first = row[at], at
        while at > low and row[at - 1] in {"a", "the", "at", "least", "most", "only", "just", "but", "except", "for", "than", "more", "fewer", "no", "all", "everyone", "everybody", "exactly", "save", "apart", "from", "bar", "every", "other", "of", "one", "nobody", "anyone", "aside", "excepting", "none"}:
            at -= 1
        before = " ".join(row[at:first])
        if _EXCEPT.search(" ".join(row[max(0, first - 6) : first])):
            return "except", first
        if any(word in before.split() for word in ("except", "but", "save", "bar", "apart", "aside", "excepting")) and any(
            word in before.split() for word in ("all", "everyone", "everybody", "every", "nobody", "anyone", "none")
        ):
            return "except", at
        found = _AT_LEAST.search(" ".join(row[max(0, first - 3) : first]))
        if found:
            first -= len(found.group().split())
            count = count or found.group().split()[-1]
        return count, first

    # Who speaks

    def _speaks(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        head = tokens[phrase.head]
        kinds = head.kinds
        by = self._is_agent(tokens, tokens_index(tokens, mention.start))
        if mention.count == "except":
            return bool(mention.pieces)
        if not by and not kinds & Kind.room and self._is_object(tokens, mention):
            return False
        if kinds & Kind.event and not kinds & (Kind.room | Kind.person | Kind.role | Kind.gender):
            return self._is_event(tokens, phrase, mention)
        if kinds & Kind.title:
            return True
        if kinds & Kind.room:
            is_one = mention.is_definite and not mention.is_plural
            return bool(mention.pieces) or phrase.verdict is not Verdict.none or mention.is_again or by or is_one
        if mention.is_plural:
            return self._group_speaks(tokens, phrase, mention, by=by)
        if not mention.pieces and not mention.is_again:
            return False
        is_stranger = self._is_stranger(head, phrase, mention)
        if mention.by_pronoun and not is_stranger and self._is_subject(tokens, mention):
            return True
        if by and (not is_stranger or self._comes_from(tokens, phrase)):
            return True
        if phrase.verdict in {Verdict.says, Verdict.stands} and not is_stranger:
            return bool(phrase.determiner) or phrase.first == 0 or mention.count != ""
        if phrase.verdict is Verdict.says:
            return bool(phrase.determiner) and self._comes_from(tokens, phrase)
        if phrase.verdict in {Verdict.maybe, Verdict.possessed}:
            is_whose = phrase.verdict is Verdict.possessed
            return bool(phrase.determiner) and (is_whose or self._is_subject(tokens, mention)) and not is_stranger
        if mention.count in {"only", "except"} and self._is_subject(tokens, mention):
            return True
        return by or self._is_tag(tokens, phrase)

    def _is_object(self, tokens: list[Token], mention: Mention) -> bool:
        """Whether a preposition before the phrase makes it somebody spoken of: "the arrest of a journalist"."""
        at = tokens_index(tokens, mention.start) - 1
        if at < 0:
            return False
        token = tokens[at]
        return bool(token.kinds & Kind.origin) or token.kinds & Kind.aside and token.text not in _SUBORDINATES  # type: ignore[return-value]

    def _is_stranger(self, head: Token, phrase: NounPhrase, mention: Mention) -> bool:
        """Whether nobody in the room is known to be what the noun says: a judge, where there is none."""
        if not head.kinds & Kind.role:
            return False
        return not any(piece.start == head.start and piece.bits for piece in mention.pieces)

    def _comes_from(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        return any(slot.opener in {"from", "representing", "("} for slot in phrase.right) or any(
            tokens[at].kinds & Kind.adjective for at in phrase.left
        )

    def _group_speaks(self, tokens: list[Token], phrase: NounPhrase, mention: Mention, *, by: bool) -> bool:
        if not mention.pieces or self._is_stranger(tokens[phrase.head], phrase, mention):
            return False
        says = phrase.verdict in {Verdict.says, Verdict.stands}
        if mention.count in {"both", "except", "only"} or mention.count and mention.is_definite:
            return phrase.verdict is not Verdict.none or by or self._is_subject(tokens, mention)
        if mention.is_definite or mention.count:
            return says and self._is_subject(tokens, mention) or by
        says = says and (phrase.verb < 0 or tokens[phrase.verb].text not in _PRESENT)
        return by or (says and self._is_subject(tokens, mention) and not self._is_embedded(tokens, phrase))

    def _is_embedded(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """Whether the phrase is inside what is reported: "agreed that most employers ..."."""
        return any(token.kinds & Kind.says or token.text == "that" for token in tokens[: phrase.first])

    def _is_event(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """ "An intervention from Asia": of somebody in the room when it says from where."""
        sourced = [slot for slot in phrase.right if slot.opener in {"from", "by", "representing"}]
        keep = {piece.start for slot in sourced for at in slot.values for piece in self.reader.meanings(tokens[at])}
        adjectives = {tokens[at].start for at in phrase.left if tokens[at].kinds & (Kind.adjective | Kind.role | Kind.code)}
        mention.pieces = [piece for piece in mention.pieces if piece.start in keep | adjectives]
        nested = any(tokens[at].kinds & (Kind.role | Kind.room | Kind.person) for slot in sourced for at in (*slot.values, *slot.words))
        if nested or not mention.pieces:
            return False
        return phrase.verdict in {Verdict.says, Verdict.stands} or bool(sourced)

    def _is_subject(self, tokens: list[Token], mention: Mention) -> bool:
        """Whether the phrase stands where a subject does: first, or after a sign, a join or a short adverb."""
        at = tokens_index(tokens, mention.start) - 1
        if at < 0:
            return True
        token = tokens[at]
        return bool(token.kinds & (Kind.sign | Kind.join | Kind.adverb)) or token.text in {"while", "whereas", "as", "that"}

    def _is_agent(self, tokens: list[Token], first: int) -> bool:
        """Whether "by", "according to", "an intervention from" stands before the phrase."""
        row = [token.text for token in tokens[max(0, first - _AGENT_WORDS) : first]]
        text = " ".join(word for word in row)
        plain = text.split()
        if plain[-1:] == ["by"] or plain[-2:] == ["according", "to"] or plain[-2:] in (["it", "was"], ["it", "is"]):
            return True
        if any(" ".join(plain[-length:]) in _AGENTS for length in (4, 3, 2) if len(plain) >= length):
            return True
        if plain[-1:] == ["as"]:
            return any(token.kinds & Kind.says for token in tokens[first : first + 14])
        if first > 1 and plain[-1] in {"from", "of"}:
            giver = tokens[first - 2]
            return giver.text in _GIFTS or bool(giver.kinds & Kind.event)
        before = tokens[first - 1] if first else None
        if first > 1 and not tokens[first - 2].kinds & Kind.sign:
            return False
        return bool(before and before.kinds & Kind.says and not before.kinds & (Kind.auxiliary | Kind.modal))

    def _is_tag(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """ '"..." (Kenyan lawyer)' and '"..." - a judge from Fiji': who a quotation is from."""
        at = phrase.first - 1
        return at >= 1 and tokens[at].text in {"(", "-", "--"} and tokens[at - 1].text in {'"', ".", "'"}

    def _experience(self, tokens: list[Token], phrase: NounPhrase) -> tuple[int, int] | None:
        """A clause of what somebody did or went through, which says more than any axis: "who had drafted the annex"."""
        for slot in phrase.right:
            if slot.values and not slot.words:
                continue
            row = [tokens[at] for at in range(slot.first, min(slot.end, len(tokens)))]
            if len(row) > 3 and row[0].text == "who" and _is_past(row[1:4]):  # noqa: PLR2004
                return row[0].start, row[-1].end
            if len(row) > 3 and _is_past(row[:2]) and slot.opener in {"was", "had", "has"}:  # noqa: PLR2004
                return row[0].start, row[-1].end
        return None

    # Pronouns, fronted clauses, afterthoughts

    def _pronouns(self, tokens: list[Token], begin: int, found: list[Mention]) -> list[Mention]:
        """He and she who speak, the latter and the former."""
        taken = [(mention.start, mention.end) for mention in found]
        more: list[Mention] = []
        for at, token in enumerate(tokens):
            if at < begin or any(start <= token.start < end for start, end in taken):
                continue
            if token.text in _HE_OR_SHE or token.text == "they":
                mention = self._he_or_she(tokens, at)
            elif token.text in {"latter", "former"} and at and tokens[at - 1].text == "the":
                mention = Mention(tokens[at - 1].start, token.end, is_again=True)
                if at + 1 < len(tokens) and tokens[at + 1].text == ",":
                    mention.pieces = self._apposed(tokens, at + 1, mention)
            else:
                continue
            if mention is not None:
                more.append(mention)
        return more

    def _he_or_she(self, tokens: list[Token], at: int) -> Mention | None:
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        speaks = after is not None and bool(
            after.kinds & (Kind.says | Kind.adverb | Kind.be | Kind.auxiliary) or after.text == "," or after.text.endswith("ed")
        )
        said_before = at > 0 and bool(tokens[at - 1].kinds & Kind.says)
        if not (speaks and (at == 0 or tokens[at - 1].kinds & (Kind.sign | Kind.join | Kind.adverb) or tokens[at - 1].text == "that" or at <= _EARLY) or said_before):
            return None
        pieces = self.reader.meanings(token) if token.text != "they" else []
        mention = Mention(token.start, token.end, pieces, is_again=True, is_pronoun=True)
        if after is not None and after.text == ",":
            mention.pieces = mention.pieces + self._apposed(tokens, at + 1, mention)
        return mention

    def _apposed(self, tokens: list[Token], comma: int, mention: Mention) -> list[Piece]:
        """ "He, a lawyer from Lima, ..." """
        pieces: list[Piece] = []
        for at in range(comma + 1, min(len(tokens), comma + 14)):
            token = tokens[at]
            if token.text == "," or token.kinds & Kind.says and not token.kinds & VALUES:
                break
            if token.kinds & VALUES and not token.kinds & Kind.pronoun:
                pieces += self.reader.meanings(token, as_noun=True)
        if pieces:
            mention.is_pronoun = False
            mention.narrow = (tokens[comma + 1].start, pieces[-1].end)
        return pieces

    def _front(self, tokens: list[Token]) -> tuple[Mention | None, int]:
        """What opens the sentence about whoever is its subject: "Speaking as a judge, ..."; and where the rest begins."""
        at = 0
        while at < len(tokens) and (tokens[at].kinds & Kind.adverb or tokens[at].kinds & Kind.sign) and not tokens[at].kinds & (Kind.front | Kind.after | Kind.works):
            at += 1
        if at >= len(tokens) or not tokens[at].kinds & (Kind.front | Kind.after | Kind.works):
            return None, 0
        if tokens[at].kinds & Kind.determiner and not self._is_bare_front(tokens, at):
            return None, 0
        comma = next((place for place in range(at, min(len(tokens), at + 20)) if tokens[place].text == "," and not self._in_list(tokens, place)), None)
        if tokens[at].text == "as" and comma and any(token.kinds & Kind.says and not token.kinds & VALUES for token in tokens[at:comma]):
            return None, 0
        if comma is None or any(token.kinds & Kind.says and not token.kinds & (Kind.front | Kind.noun_first | VALUES) for token in tokens[at:comma]):
            return None, 0
        slot = Slot(tokens[at].text, at, comma, is_works=any(token.kinds & Kind.works for token in tokens[at:comma]))
        skip_topic = False
        for place in range(at, comma):
            token = tokens[place]
            if token.kinds & Kind.aside:
                skip_topic = True
            if token.kinds & VALUES and not token.kinds & Kind.pronoun and not skip_topic:
                slot.values.append(place)
            elif not token.kinds & (Kind.determiner | Kind.front | Kind.works | Kind.after):
                slot.words.append(place)
        pieces = self._slot(tokens, slot)
        if not pieces:
            return None, 0
        return Mention(tokens[at].start, tokens[comma - 1].end, pieces), comma + 1

    def _is_bare_front(self, tokens: list[Token], at: int) -> bool:
        """ "A lawyer by training, the speaker ..." """
        comma = next((place for place in range(at, min(len(tokens), at + 12)) if tokens[place].text == ","), None)
        if comma is None or comma + 1 >= len(tokens):
            return False
        after = tokens[comma + 1]
        return bool(after.kinds & Kind.pronoun) or (
            after.text in {"this", "that", "the"} and comma + 2 < len(tokens) and bool(tokens[comma + 2].kinds & (Kind.room | Kind.again))
        )

    def _in_list(self, tokens: list[Token], comma: int) -> bool:
        return comma + 1 < len(tokens) and bool(tokens[comma + 1].kinds & VALUES) and any(
            token.text in {"and", "or"} for token in tokens[comma + 1 : comma + 4]
        )

    def _attached(self, front: Mention, found: list[Mention], tokens: list[Token], begin: int) -> list[Mention]:
        """The fronted clause is said of the subject that follows; of the speaker before where that is a pronoun."""
        place = (front.start, front.end)
        opener = tokens[tokens_index(tokens, front.start)].text
        if found and not found[0].is_plural and self._follows(tokens, begin, found[0]):
            subject = found[0]
            subject.pieces = [*front.pieces, *subject.pieces]
            subject.narrow = subject.narrow or place if subject.is_again else None
            if subject.is_again or not subject.pieces[len(front.pieces):]:
                subject.narrow = place
                if subject.is_definite and subject.is_room:
                    subject.is_again = True
            else:
                subject.start = front.start
            subject.is_pronoun = False
            return found
        first = tokens[begin].text if begin < len(tokens) else ""
        if first in _FIRST or opener.startswith(("speaking", "identifying", "introducing", "in her", "in his", "in their")) or (
            opener == "as" and first in {"she", "he", "they"}
        ):
            front.is_again = first in {"she", "he", "they"}
            front.narrow = place
            return [front, *found]
        return found

    def _follows(self, tokens: list[Token], begin: int, mention: Mention) -> bool:
        at = tokens_index(tokens, mention.start)
        return at - begin <= 3 and not any(token.kinds & Kind.says for token in tokens[begin:at])  # noqa: PLR2004

    def _afterthoughts(self, tokens: list[Token], found: list[Mention]) -> None:
        """ "..., speaking as a judge": said of the last speaker before it in the sentence."""
        for at, token in enumerate(tokens):
            if not token.kinds & Kind.after or token.kinds & Kind.works:
                continue
            owner = next((mention for mention in reversed(found) if mention.end <= token.start), None)
            if owner is None or owner.is_plural or at == 0 or not (tokens[at - 1].text in {",", "-", "--", "("} or token.text.startswith(("speaking", "in her cap", "in his cap", "in their cap", "drawing"))):
                continue
            pieces: list[Piece] = []
            last = at
            for place in range(at + 1, min(len(tokens), at + 12)):
                if tokens[place].kinds & Kind.sign or tokens[place].kinds & (Kind.be | Kind.modal | Kind.relative | Kind.pronoun):
                    break
                if tokens[place].kinds & VALUES:
                    pieces += self.reader.meanings(tokens[place], as_noun=True)
                    last = place
            if pieces:
                owner.pieces = [*owner.pieces, *pieces]
                owner.is_pronoun = False
                owner.tail = (token.start, tokens[last].end)
                owner.narrow = owner.tail if owner.is_again or owner.narrow else None


def tokens_index(tokens: list[Token], start: int) -> int:
    """The token at or after a place."""
    for at, token in enumerate(tokens):
        if token.start >= start:
            return at
    return len(tokens)


def _is_past(row: list[Token]) -> bool:
    return any(token.text in {"had", "was", "has", "have"} for token in row[:1]) or any(
        token.text.endswith("ed") for token in row[:1]
    )


__all__ = ["Mention", "Mentions", "Sense"]
