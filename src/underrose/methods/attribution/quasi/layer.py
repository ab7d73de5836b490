"""What a text says of its speakers beside their names, and who in the room it fits."""

import re
from dataclasses import replace

from underrose.methods.attribution.passages import Passage, Span
from underrose.methods.attribution.pronouns import neutral
from underrose.methods.attribution.quasi.apart import Apart
from underrose.methods.attribution.quasi.cues import Cues, Said, said_in
from underrose.methods.attribution.quasi.deeds import Deeds
from underrose.methods.attribution.quasi.experience import Experiences
from underrose.methods.attribution.quasi.following import Following, Speaker, Taken
from underrose.methods.attribution.quasi.index import Bits, Constraints, Index
from underrose.methods.attribution.quasi.lived import LIVED
from underrose.methods.attribution.quasi.mention import Mention
from underrose.methods.attribution.quasi.mentions import Mentions
from underrose.methods.attribution.quasi.reading import Reader
from underrose.methods.attribution.quasi.rewording import Phrase, Rewording
from underrose.methods.attribution.quasi.tokens import Piece
from underrose.methods.attribution.values import Fix, Hit, Leak, Policy, Roster, Words

_WHO_ALONE = frozenset({"role", "gender", "sector"})
"""What is said of somebody and not from where."""
_WHENCE = (["country"], ["city"])
"""What alone is said of whoever had a voice."""
_TOO_SHORT = 16
"""Characters of an experience that are too few to stand for themselves."""

Kept = dict[tuple[str, str], tuple[int, list[Mention]]]
"""The mentions of sentences, by their words as written and folded, and where in the folded text each sentence began."""
_MOST_KEPT = 200


class QuasiIdentifiers:
    """The layer of quasi-identifiers, built once for a roster. Building: O(people x values); under 150 ms for 500."""

    def __init__(self, roster: Roster, policy: Policy | None = None, words: Words = str) -> None:  # noqa: ARG002 - layers are built alike
        self.policy = policy or Policy()
        self.index = Index(roster)
        self._reader = Reader(self.index)
        self._mentions = Mentions(self._reader)
        self._rewording = Rewording(self.index, self.policy.enough)
        self._cues = Cues(self._reader)
        self._experiences = Experiences(self.index)
        self._deeds = Deeds(self.index, self.policy.enough)
        self._apart = Apart()

    def anonymity_set(self, constraints: Constraints) -> Bits:
        """Those who count and fit every constraint, as bits of the roster."""
        return self.index.anonymity_set(constraints)

    def find(self, passage: Passage, read: Kept | None = None) -> list[Hit]:
        """One hit for every speaker of whom something is said, whoever fits; nothing where nobody does.

        `read` holds what was read before of texts that are nearly alike: a paragraph with one wording after another in it.
        """
        hits: list[Hit] = []
        told: list[Span] = []
        paragraph: tuple[int, int] | None = None
        following = Following(self.index)
        sentences = said_in(passage)
        for number, sentence in enumerate(sentences):
            if paragraph is None or sentence.start >= paragraph[1]:
                paragraph = passage.paragraph_of(sentence.start)
                following = Following(self.index)
            is_worth = self._cues.are_in(sentence.words, is_followed=bool(following))
            if not is_worth and not self._cues.are_noted(sentence, passage.folded):
                continue
            for mention in self._read(passage, sentence, read):
                known = len(hits)
                self._take(mention, number, following, hits, passage)
                if len(hits) > known and self._is_narrow(hits[-1]):
                    told += (passage.original(piece.start, piece.end) for piece in mention.pieces)
        lived = self._experiences.find(passage)
        lived += [
            deed
            for deed in self._deeds.find(passage, sentences)
            if not any(one.start < deed.end and deed.start < one.end for one in lived)
        ]
        lived = [
            hit for hit in lived if not any(hit.start <= start and end <= hit.end for start, end in told)
        ]
        apart = [hit for hit in self._apart.find(passage) if not self._is_told(hit, hits)]
        lived = [hit for hit in lived if not any(_meet(hit, one) for one in apart)]
        apart = [hit for hit in apart if not self._instead(hit, hits)]
        beside = [kept for hit in lived if (kept := self._beside(hit, hits)) is not None]
        return hits + apart + beside

    def _read(self, passage: Passage, sentence: Said, kept: Kept | None) -> list[Mention]:
        """The mentions of a sentence, read once wherever it stands; whoever asks gets their own."""
        if kept is None:
            return self._mentions.of(self._reader.tokens(passage, sentence.low, sentence.high))
        key = (passage.text[sentence.start : sentence.end], passage.folded[sentence.low : sentence.high])
        if key not in kept:
            if len(kept) > _MOST_KEPT:
                kept.clear()
            kept[key] = (sentence.low, self._read(passage, sentence, None))
        low, mentions = kept[key]
        return [mention.moved(sentence.low - low) for mention in mentions]

    def _instead(self, hit: Hit, hits: list[Hit]) -> bool:
        """What sets apart stands instead of a description at the same place that many fit: one finding, and it is not lost."""
        for at, other in enumerate(hits):
            if other.start >= hit.start and other.end <= hit.end and not self._is_narrow(other):
                hits[at] = replace(hit, links=other.links)
                return True
        return False

    def _is_told(self, hit: Hit, hits: list[Hit]) -> bool:
        """Whether a description that few fit stands there already; one that many fit hides nothing of what sets apart."""
        near = [other for other in hits if _meet(hit, other)]
        is_placed = hit.variant == "origin" and any(not _WHO_ALONE.issuperset(other.said) for other in near)
        return is_placed or any(self._is_narrow(other) for other in near)

    def _is_narrow(self, hit: Hit) -> bool:
        return (hit.who or 0).bit_count() < self.policy.enough

    def _beside(self, hit: Hit, hits: list[Hit]) -> Hit | None:
        """An experience without the words of a description that many fit; none where few fit the description itself.

        The deed of somebody told with it stands instead of the description of whoever did it.
        """
        is_told = False
        for at, other in enumerate(hits):
            if other.start < hit.end and hit.start < other.end:
                if self._is_narrow(other):
                    return None
                if hit.variant == LIVED and (other.start <= hit.start or other.end <= hit.end):
                    hits[at] = replace(hit, links=other.links)
                    is_told = True
                    continue
                if other.end + _TOO_SHORT <= hit.end:
                    hit = replace(hit, start=max(hit.start, other.end + 1))
                elif other.start >= hit.start + _TOO_SHORT:
                    hit = replace(hit, end=other.start - 1)
                else:
                    return None
        return None if is_told else hit

    def _take(
        self, mention: Mention, number: int, following: Following, hits: list[Hit], passage: Passage
    ) -> None:
        if mention.is_bare and passage.text[slice(*passage.original(mention.start, mention.end))].isupper():
            return  # "HE" is higher education
        taken = following.take(mention, number)
        if taken is None:
            return
        before = taken.before
        if before is not None and taken.woken is not None:
            hits.append(self._hit(taken.woken, None, before, passage))
            before.hit = taken.speaker.hit = len(hits) - 1
        if taken.tells and not (mention.is_bare and self._is_little(taken)):
            hits.append(self._hit(mention, before, taken.speaker, passage))
            taken.speaker.hit = len(hits) - 1

    def _is_little(self, taken: Taken) -> bool:
        """Whether a pronoun alone is no finding: enough fit still, or one speaker stands before it whom few fit already."""
        enough, before = self.policy.enough, taken.before
        if taken.speaker.bits.bit_count() >= enough:
            return True
        is_one = before is not None and taken.woken is None and not before.is_plural
        return is_one and before is not None and before.bits.bit_count() < enough

    def _hit(self, mention: Mention, before: Speaker | None, speaker: Speaker, passage: Passage) -> Hit:
        start, end = mention.narrow if mention.narrow and before else (mention.start, mention.end)
        facts: dict[str, tuple[str, ...]] = {}
        for piece in speaker.pieces:
            facts[piece.axis] = tuple(dict.fromkeys((*facts.get(piece.axis, ()), piece.label)))
        first, last = passage.original(start, end)
        return Hit(
            start=first,
            end=last,
            leak=self._leak(mention, before),
            who=speaker.bits,
            said=facts,
            variant=_variant(mention, speaker.pieces),
            fixes=self._fixes(mention, before, speaker, passage),
            links=before.hit if before else None,
            weight=0.6 if mention.is_pronoun else 0.9,
        )

    def _leak(self, mention: Mention, before: Speaker | None) -> Leak:
        if mention.is_post:
            return Leak.contact_or_post
        if mention.by_pronoun or (
            mention.is_pronoun and all(piece.axis == "gender" for piece in mention.pieces)
        ):
            return Leak.pronoun
        if before is not None or mention.alike:
            return Leak.linked
        return Leak.counted if mention.count else Leak.one_clause

    def _fixes(
        self, mention: Mention, before: Speaker | None, speaker: Speaker, passage: Passage
    ) -> tuple[Fix, ...]:
        """Wordings for the new words; where the speaker of before is too narrow already, for one who is not the same."""
        if speaker.bits.bit_count() >= self.policy.enough and self.index.shared(speaker.bits, "body") is None:
            return ()
        if mention.is_first or mention.is_placed:
            return self._in_place(mention, speaker, passage)
        if mention.is_bare:
            start, end = passage.original(mention.start, mention.end)
            k = before.bits.bit_count() if before else 0
            return (Fix(start, end, neutral(passage.text, start, end), k),) if k >= self.policy.enough else ()
        if mention.is_voice and [piece.axis for piece in speaker.pieces] in _WHENCE:
            phrase = _phrase(mention, passage, is_again=False)
            return self._rewording.of_voice(passage.text, phrase, mention.noun, speaker.pieces[0])
        base = self.index.counting
        known = before.pieces if before else []
        own = speaker.pieces[len(known) :]
        if before:
            base &= before.bits
        is_again = before is not None and base.bit_count() >= self.policy.enough
        if not is_again:
            base = self.index.counting
        told = [piece for piece in own if mention.by_pronoun and piece.axis == "gender"]
        for piece in told:
            base &= piece.bits
        phrase = _phrase(mention, passage, is_again=is_again)
        own = [piece for piece in own if piece not in told]
        if before and not own and not is_again:
            own = [Piece("", "", 0, mention.start, mention.end)]
        return self._rewording.fixes(passage.text, phrase, own, base)

    def _in_place(self, mention: Mention, speaker: Speaker, passage: Passage) -> tuple[Fix, ...]:
        """“Our office in Goma” becomes "our office in Central Africa": whoever says "I" stays whoever says "I"."""
        fixes = []
        for piece in mention.pieces:
            start, end = passage.original(piece.start, piece.end)
            if piece.axis not in {"country", "city"} or not _BEFORE_PLACE.search(passage.text[:start][-12:]):
                continue
            base = self.index.counting
            for other in speaker.pieces:
                base &= other.bits if (other.axis, other.bits) != (piece.axis, piece.bits) else base
            for option in self._rewording._wider_places(piece):  # noqa: SLF001 - the steps any wording takes
                k = (base & option.bits).bit_count()
                if k >= self.policy.enough:
                    fixes.append(Fix(start, end, option.words, k))
        return tuple(fixes[:2])


_BEFORE_PLACE = re.compile(
    r"(?:\b(?:in|at|from|of|near|outside|across|around|inside|to)|,)\s+$", re.IGNORECASE
)
_SINGULAR = re.compile(r"\s+(?:was|is|has)\b")
"""Behind "the press": what stands instead goes with its verb."""
_IS = re.compile(r"(?:\w+ ){0,6}?(?P<verb>is|was)(?: also| (?:her|him|them)self)?\s*", re.IGNORECASE)


def _phrase(mention: Mention, passage: Passage, *, is_again: bool) -> Phrase:
    """What a fix replaces: the noun phrase with what stands before and behind it about the speaker."""
    start, end = passage.original(mention.start, mention.end)
    tail, text = "", passage.text
    if mention.pieces and not mention.is_plural:
        first, last = passage.original(
            min(piece.start for piece in mention.pieces), max(piece.end for piece in mention.pieces)
        )
        found = _IS.match(text, start, max(first, last))
        if found and start < found.end() <= last and found.end() > end and last > end:
            again = "they" if mention.is_pronoun or mention.narrow else "the same participant"
            return Phrase(
                start, last, is_plural=False, is_again=is_again, again=again, verb=found["verb"].lower()
            )
    if mention.narrow:
        start = min(start, passage.original(*mention.narrow)[0])
    if mention.tail:
        first, last = passage.original(*mention.tail)
        tail, end = text[end:first].rstrip(" ,-\u2013\u2014("), last
    elif mention.narrow:
        end = max(end, passage.original(*mention.narrow)[1])
    if not tail and "," in text[start:end] and text[end : end + 1] == ",":
        end += 1
    again = "they" if mention.is_pronoun else "the same participant"
    is_plural = mention.is_plural and not _SINGULAR.match(text, end)
    return Phrase(start, end, is_plural, is_again, again, tail)


def _meet(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _variant(mention: Mention, pieces: list[Piece]) -> str:
    axes = "+".join(sorted({piece.axis for piece in pieces}))
    return f"{mention.count}:{axes}" if mention.count else axes
