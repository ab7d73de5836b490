"""Whether a noun phrase is a speaker of the room, or somebody spoken of."""

import re

from underrose.methods.attribution.quasi.agents import is_agent
from underrose.methods.attribution.quasi.counting import is_counted_behind
from underrose.methods.attribution.quasi.here_and_now import is_of_now, is_present, is_singled_out
from underrose.methods.attribution.quasi.mention import Mention, tokens_index
from underrose.methods.attribution.quasi.phrase import NounPhrase, Verdict
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.tables import words
from underrose.methods.attribution.quasi.thought_of import is_of_anybody, is_outside, is_supposed, is_told_of
from underrose.methods.attribution.quasi.tokens import Kind, Token

_INVERTED = words("inverted")
_CONJUNCTIONS = words("subordinates")
_NUMBERS = words("numbers") | {"number"}
_BEFORE_SUBJECTS = words("before_subjects")
_EACH = frozenset({"every", "each", "any"})
_ABOUT_OTHERS, _MISFORTUNES = words("about_others"), words("misfortunes")
_VOICES = words("voices")
_OF_STATES = words("offices_of_states")
_WHENCE = frozenset({"country", "region", "city", "body"})
_COMPARES = frozenset({"than", "like", "unlike", "as", "between", "with"})
"""“Sharper than our Malaysian policeman”: ours, who sits here too."""
_TOLD_APART = 2
_LONG_AGO = re.compile("1[0-8][0-9][0-9]|19[0-4][0-9]")
_WAS = frozenset({"was", "is", "were", "came"})
_NEAR, _EARLY = 14, 2
_WISHES = frozenset({"would", "could", "might", "will"})


class Speaking:
    """Decides for one roster."""

    __slots__ = ("reader",)

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def speaks(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:  # noqa: C901, PLR0911 - one line for each kind of noun
        """Whether somebody in the room speaks here."""
        head = tokens[phrase.head]
        kinds = head.kinds
        by = is_agent(tokens, tokens_index(tokens, mention.start))
        if mention.count == "except":
            return bool(mention.pieces)
        is_known = kinds & Kind.room or (kinds & Kind.title and mention.is_definite)
        if not by and not is_known and self._is_object(tokens, mention):
            if mention.is_plural and mention.count in _NUMBERS and kinds & Kind.noun:
                return is_of_now(tokens, phrase, mention)
            if is_singled_out(tokens, phrase, mention):
                return True
            is_one = not mention.is_plural and not self._is_stranger(head, mention)
            is_of_room = kinds & (Kind.role | Kind.gender | Kind.noun) and not kinds & Kind.event
            return bool(is_one and is_of_room) and self._is_told_apart(tokens, phrase, mention)
        if is_supposed(tokens, mention) or (not kinds & Kind.room and is_outside(tokens, phrase, mention)):
            return False
        if kinds & Kind.somebody:
            return self._stranger_speaks(tokens, phrase, mention, by=by)
        if kinds & Kind.event and not kinds & (Kind.room | Kind.person | Kind.role | Kind.gender):
            return self._is_event(tokens, phrase, mention)
        if kinds & Kind.title:
            return not self._is_title_of_another(tokens, phrase, mention)
        if kinds & Kind.room:
            is_one = mention.is_definite and not mention.is_plural
            if (
                mention.is_plural
                and not (by or mention.count or mention.is_definite)
                and is_present(tokens, phrase)
            ):
                return False
            return (
                bool(mention.pieces) or phrase.verdict is not Verdict.none or mention.is_again or by or is_one
            )
        if mention.is_plural:
            return self._group_speaks(tokens, phrase, mention, by=by)
        return self._one_speaks(tokens, phrase, mention, by=by)

    def is_told_of_here(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """Whether somebody is told of as of one in the room, without being said to speak: a pronoun behind makes it a speaker.

        A subject with its verb in the past: neither a rule nor a fate, nor of another time, nor what somebody reports.
        """
        head = tokens[phrase.head]
        if head.text == "one" and phrase.determiner == "the":
            return bool(mention.pieces)
        if not head.kinds & (Kind.role | Kind.noun | Kind.gender) or self._is_stranger(head, mention):
            return False
        if not mention.pieces or mention.count in {"no", "none", "except"} or mention.is_again:
            return False
        is_object = self._is_object(tokens, mention) and tokens_index(tokens, mention.start) > 1
        if is_object or self._is_reported(tokens, phrase) or is_outside(tokens, phrase, mention):
            return False
        is_bare = not (phrase.determiner or phrase.is_plural)
        is_any = is_supposed(tokens, mention) or is_of_anybody(tokens, phrase, mention, is_present=False)
        if is_bare or is_any or is_present(tokens, phrase):
            return False
        verb = tokens[phrase.verb] if phrase.verb >= 0 else None
        is_rule = verb is not None and bool(verb.kinds & Kind.modal) and verb.text not in _WISHES
        return not is_rule and is_of_now(tokens, phrase, mention)

    def _is_title_of_another(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """“The President of Ruritania” presides over something else than anybody here; and nobody here over Peru."""
        of = [slot for slot in phrase.right if slot.opener == "of"]
        if any(slot.words and not slot.values for slot in of):
            return True
        if tokens[phrase.head].text.split()[-1] not in _OF_STATES:
            return False  # an ambassador may be told of as the envoy, and an envoy as the ambassador
        bits = self.reader.index.everybody
        for piece in mention.pieces:
            bits &= piece.bits
        return bits == 0 and any(slot.values for slot in of)

    def _one_speaks(  # noqa: PLR0911 - one line for each sign
        self, tokens: list[Token], phrase: NounPhrase, mention: Mention, *, by: bool
    ) -> bool:
        """Whether a noun that anybody may be called by is somebody of the room."""
        head = tokens[phrase.head]
        if (not mention.pieces and not mention.is_again) or self._is_of_all(tokens, phrase, mention):
            return False
        if (
            (self._is_owned(tokens, phrase) and not (by and self._is_placed(mention)))
            or is_told_of(tokens, phrase, mention)
            or is_of_anybody(tokens, phrase, mention, is_present=is_present(tokens, phrase))
        ):
            return False
        is_stranger = self._is_stranger(head, mention)
        if mention.by_pronoun and not is_stranger and self._is_subject(tokens, mention):
            return True
        if by and (not is_stranger or self._comes_from(tokens, phrase)):
            return True
        if not is_stranger and self._is_inverted(tokens, phrase, mention):
            return True
        does = self._does(tokens, phrase, mention, is_stranger=is_stranger)
        if does:
            return True
        if phrase.verdict is Verdict.none and (by or self._is_tag(tokens, phrase)):
            return True
        if is_singled_out(tokens, phrase, mention):
            return True
        return not is_stranger and self._is_told_apart(tokens, phrase, mention)

    def _is_told_apart(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """“The annex owes its last line to the Istanbul counsel”: whence and what, wherever it stands.

        In what is told of a room somebody described so narrowly is of the room, but for those to whom something was done,
        those who are only thought of, those of another time, and those of whom a rule is told.
        """
        axes = {piece.axis for piece in mention.pieces}
        if len(axes) < _TOLD_APART or not axes & _WHENCE or not phrase.determiner:
            return False
        if not (self._comes_from(tokens, phrase) or tokens[phrase.head].kinds & Kind.noun):
            return False
        if not is_of_now(tokens, phrase, mention):
            return False
        at = tokens_index(tokens, mention.start)
        is_ours = phrase.determiner == "our" and tokens[at - 1].text in _COMPARES
        is_about = tokens[at - 1].text in _ABOUT_OTHERS or tokens[at - 1].text in _MISFORTUNES
        if at and is_about and not is_ours:
            return False
        verb = tokens[phrase.verb] if phrase.verb >= 0 else None
        return verb is None or not (
            verb.kinds & Kind.be
            or (verb.kinds & Kind.modal and verb.text not in _WISHES and not mention.is_definite)
            or (not mention.is_definite and is_present(tokens, phrase))
        )

    def _is_placed(self, mention: Mention) -> bool:
        """“The Oslo view, put by its ambassador in Dhaka”: whose, and where besides."""
        axes = {piece.axis for piece in mention.pieces}
        return len(axes) >= _TOLD_APART and bool(axes & _WHENCE)

    def _is_owned(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """“The report says that its chief executive earned": of something spoken of, and not said to speak."""
        return phrase.determiner in {"its", "their", "his", "her"} and (
            phrase.verdict is not Verdict.says or self._is_embedded(tokens, phrase)
        )

    def _does(self, tokens: list[Token], phrase: NounPhrase, mention: Mention, *, is_stranger: bool) -> bool:
        """Whether its verb is one of somebody in the room."""
        is_subject = self._is_subject(tokens, mention)
        if phrase.in_relative and (not is_subject or is_present(tokens, phrase)):
            return False  # "the nurse who leaves"
        if not mention.is_definite and is_present(tokens, phrase) and self._is_embedded(tokens, phrase):
            return False  # "explained that a commander who avoids everything ends"
        if phrase.verdict in {Verdict.says, Verdict.stands} and not is_stranger:
            is_noted = tokens[phrase.verb].text == ":" and bool(tokens[phrase.first - 1].kinds & Kind.sign)
            return bool(phrase.determiner) or phrase.first == 0 or mention.count != "" or is_noted
        if phrase.verdict is Verdict.says:
            return bool(phrase.determiner) and self._comes_from(tokens, phrase)
        if phrase.verdict in {Verdict.maybe, Verdict.possessed}:
            is_whose = phrase.verdict is Verdict.possessed
            is_old = any(_LONG_AGO.fullmatch(one.text) for one in tokens[phrase.verb : phrase.verb + _NEAR])
            is_bare = tokens[phrase.head].kinds & Kind.gender and len(mention.pieces) == 1
            # "The wallet came back, the man did not": whoever that is.
            is_nobody = is_bare and not is_whose and not mention.is_again
            is_here = not is_stranger or (self._comes_from(tokens, phrase) and not is_whose)
            return (
                bool(phrase.determiner)
                and (is_whose or (is_subject and not is_old))
                and is_here
                and not is_nobody
            )
        return mention.count in {"only", "except"} and is_subject

    def _is_object(self, tokens: list[Token], mention: Mention) -> bool:
        """Whether a preposition before the phrase makes it somebody spoken of: "the arrest of a journalist"."""
        at = tokens_index(tokens, mention.start) - 1
        if at < 0:
            return False
        token = tokens[at]
        return bool(token.kinds & Kind.origin) or (
            bool(token.kinds & Kind.aside) and token.text not in _CONJUNCTIONS
        )

    def _stranger_speaks(
        self, tokens: list[Token], phrase: NounPhrase, mention: Mention, *, by: bool
    ) -> bool:
        """“A commissioner from Kenya said”: whatever that is, somebody from Kenya said it."""
        if not phrase.determiner or mention.is_plural or not mention.pieces:
            return False
        is_of = any(
            slot.opener == "of" and any(tokens[at].kinds & (Kind.place | Kind.city) for at in slot.values)
            for slot in phrase.right
        )  # "a weaver of the north of Peru", as interpreters say it
        is_whence = self._comes_from(tokens, phrase) or (is_of and phrase.determiner in {"a", "an", "one"})
        return is_whence and (by or phrase.verdict is Verdict.says)

    def _is_inverted(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """“The first to speak was a judge”, "Agreement came from one side: a judge from Mali"."""
        at = tokens_index(tokens, mention.start) - 1
        if at < 1 or not phrase.determiner:
            return False
        if tokens[at].text in {":", "-", "--"}:
            is_last = phrase.end >= len(tokens) - 1
            return is_last and len({piece.axis for piece in mention.pieces}) > 1
        is_said = not mention.is_definite or len({piece.axis for piece in mention.pieces}) > 1
        return is_said and tokens[at].text in _WAS and any(token.text in _INVERTED for token in tokens[:at])

    def _is_stranger(self, head: Token, mention: Mention) -> bool:
        """Whether nobody in the room is known to be what the noun says: a judge, where there is none."""
        if not head.kinds & Kind.role:
            return False
        return not any(piece.start == head.start and piece.bits for piece in mention.pieces)

    def _comes_from(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        is_whence = any(
            slot.opener in {"representing", "(", "to"} or slot.opener.endswith("from")
            for slot in phrase.right
        )
        is_work = any(
            tokens[at].kinds == Kind.fact
            for slot in phrase.right
            if slot.opener == "who"
            for at in slot.values
        )  # "who preaches in Bogura"
        return (
            is_whence
            or is_work
            or any(tokens[at].kinds & (Kind.adjective | Kind.city | Kind.place) for at in phrase.left)
        )

    def _group_speaks(self, tokens: list[Token], phrase: NounPhrase, mention: Mention, *, by: bool) -> bool:
        is_nobody = not mention.pieces or self._is_stranger(tokens[phrase.head], mention)
        if is_nobody or self._is_of_all(tokens, phrase, mention):
            return False
        is_theirs = phrase.verdict is Verdict.possessed and mention.is_definite
        near = tokens[phrase.head + 2 : phrase.head + 4] if is_theirs else []
        says = phrase.verdict in {Verdict.says, Verdict.stands} or any(one.text in _VOICES for one in near)
        if mention.count in {"both", "except", "only"} or (mention.count and mention.is_definite):
            return phrase.verdict is not Verdict.none or by or self._is_subject(tokens, mention)
        if (
            mention.count in _NUMBERS
            and tokens[phrase.head].kinds & Kind.noun
            and is_of_now(tokens, phrase, mention)
        ):
            return True  # "lost for want of two Cambodians"
        if is_counted_behind(tokens, phrase):
            return self._is_subject(tokens, mention)
        if mention.is_definite or mention.count:
            says = says or (phrase.verdict is Verdict.maybe and mention.count in _NUMBERS)
            return (says and self._is_subject(tokens, mention)) or by
        says = says and not is_present(tokens, phrase)
        return by or (says and self._is_subject(tokens, mention) and not self._is_embedded(tokens, phrase))

    def _is_of_all(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """“As every hydrologist knows”."""
        if any(token.text in _EACH for token in tokens[phrase.head : phrase.end]):
            return True  # "the priest in every village knows"
        return mention.count in _EACH and is_present(tokens, phrase)

    def _is_embedded(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """Whether the phrase is inside what is reported: "agreed that most employers ..."."""
        return any(token.kinds & Kind.says or token.text == "that" for token in tokens[: phrase.first])

    def _is_reported(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """Whether the phrase is inside what is reported in its own part of the sentence."""
        if phrase.first and tokens[phrase.first - 1].text == ",":
            return False
        strong = (at for at in range(phrase.first - 1, -1, -1) if tokens[at].text in {";", ":", "-", "--"})
        return any(
            token.kinds & Kind.says or token.text == "that"
            for token in tokens[next(strong, 0) : phrase.first]
        )

    def _is_event(self, tokens: list[Token], phrase: NounPhrase, mention: Mention) -> bool:
        """“An intervention from Asia”: of somebody in the room when it says from where."""
        first = next(
            (at for at, slot in enumerate(phrase.right) if slot.opener in {"from", "by", "representing"}),
            None,
        )  # all that follows is of whom it comes from: "from the head of a board in Poland"
        sourced = [] if first is None else phrase.right[first:]
        keep = {
            piece.start
            for slot in sourced
            for at in slot.values
            for piece in self.reader.meanings(tokens[at])
        }
        adjectives = {
            tokens[at].start
            for at in phrase.left
            if tokens[at].kinds & (Kind.adjective | Kind.role | Kind.code)
        }
        mention.pieces = [piece for piece in mention.pieces if piece.start in keep | adjectives]
        nested = any(
            tokens[at].kinds & (Kind.role | Kind.room | Kind.person)
            for slot in sourced
            for at in (*slot.values, *slot.words)
        )
        if nested or not mention.pieces:
            return False
        is_whose = phrase.verdict is Verdict.maybe and bool(phrase.determiner)
        at = tokens_index(tokens, mention.start)
        if at == _EARLY and tokens[0].text == "there" and tokens[1].kinds & Kind.be and adjectives:
            return True  # "there was a French objection"
        return phrase.verdict in {Verdict.says, Verdict.stands} or bool(sourced) or is_whose

    def _is_subject(self, tokens: list[Token], mention: Mention) -> bool:
        """Whether the phrase stands where a subject does: first, or after a sign, a join or a short adverb."""
        at = tokens_index(tokens, mention.start) - 1
        if at < 0:
            return True
        token = tokens[at]
        if self._is_after_front(tokens, at + 1):
            return True
        return bool(token.kinds & (Kind.sign | Kind.join | Kind.adverb)) or token.text in _BEFORE_SUBJECTS

    def _is_after_front(self, tokens: list[Token], first: int) -> bool:
        """“In a brief intervention the Mexican counsellor”: a preposition opens the sentence, and no verb stands between."""
        opener = tokens[0].kinds & (Kind.origin | Kind.aside) and tokens[0].text not in _CONJUNCTIONS
        between = tokens[1:first]
        return (
            bool(opener)
            and tokens[first].kinds & Kind.determiner != 0
            and not any(
                token.kinds & (Kind.be | Kind.auxiliary | Kind.modal | Kind.relative | Kind.sign)
                or (token.kinds & Kind.says and not token.kinds & (Kind.noun_first | Kind.event))
                or (not token.kinds and token.text.endswith("ed"))
                for token in between
            )
        )

    def _is_tag(self, tokens: list[Token], phrase: NounPhrase) -> bool:
        """'"..." (Kenyan lawyer)' and '"..." - a judge from Fiji': who a quotation is from."""
        at = phrase.first - 1
        if at < 0 or tokens[at].text not in {"(", "[", "-", "--"}:
            return False
        return at == 0 or tokens[at - 1].text in {'"', ".", "'"}
