"""Exact mentions: names in any order and with any title, posts, addresses, numbers and handles, found by Aho-Corasick.

Words of a name that stand together become one mention; whether a word alone is a person is asked of the gate (`near.gate`).
Source: Aho and Corasick, "Efficient string matching" (1975), as `ahocorasick-rs`. Linear in the text.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from underrose.methods.attribution import letters
from underrose.methods.attribution.beside_names import (
    begins_alike,
    is_abbreviation,
    is_of_another,
    word_before,
)
from underrose.methods.attribution.beside_words import is_beside_words
from underrose.methods.attribution.contacts import Contacts
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.forms import Form, Forms, Kind, plain_words
from underrose.methods.attribution.language import ENGLISH, language_around, small_words_around
from underrose.methods.attribution.near import gate
from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.near.initials import are_of_somebody
from underrose.methods.attribution.ordinary import is_ordinary
from underrose.methods.attribution.passages import Passage
from underrose.methods.attribution.values import Hit, Leak, Roster
from underrose.methods.names.wordlists import WORDS

_PARTICLES = "|".join(sorted((word for word in WORDS.particles if len(word) > 1), key=len, reverse=True))
_JOIN = re.compile(rf"(?:[ ._'’-]|\. )(?:(?:{_PARTICLES}|[a-z]')[ '-]+)*(?:[a-z]\.? )?")
_COMMA = re.compile(rf" ?, ?(?:(?:{_PARTICLES})[ '-])*")
_MIDDLE = re.compile(r" (?:[^\W\d_][\w'-]{1,20} ){1,2}")
_LONGEST_GAP, _MOST_WORDS = 44, 16
"""Letters between two words of one mention, and its words."""
_BEHIND = frozenset(
    "phd md llm llb mba msc bsc ma ba cmg kcmg gcmg kcb obe mbe cbe qc kc esq jr ii iii iv".split()  # noqa: SIM905 # a list of words
)
_TITLES = "|".join(
    sorted(
        {
            word
            for word in WORDS.titles | gate_words().titles
            if word.isascii() and len(word) > 1 and word not in _BEHIND
        },
        key=len,
        reverse=True,
    )
)
_TITLED = re.compile(
    rf"(?<![^\W_])(?:(?:(?:vice|deputy|former)[ -])?(?:{_TITLES}|h\.\s?e|his excellency|her excellency)\.? ){{1,4}}$"
)
_BEHIND_NAME = re.compile(rf"[ -](?:{'|'.join(sorted(gate_words().behind))})(?![^\W_])")
_IN_FRONT = "al el ul ad ar ash bin ibn ben bint binti van der den de del della dello di da dos du von vom zu zur ter ten la le st mac"
_PARTICLE = re.compile(rf"(?<![^\W_])(?:(?:{'|'.join(_IN_FRONT.split())})[ '-]|[a-z]')+$")
_INITIALS = re.compile(r"(?<![^\W_])((?:[^\W\d_]\.[ -]?){1,3}|[^\W\d_] )$")
_INITIAL_AFTER = re.compile(r",? ([^\W\d_])\.(?![^\W\d_]{2})")
_OF = re.compile(r",? (?:of|at|for|from|to) (?:the )?([^\W\d_]+)")
_LOOK_BACK = 60
_WORD_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]+)\.? $")
_SEVERAL_GIVEN = 0.8  # evidence of two given names together
_ANOTHERS = "another's initial"
_NEXT = re.compile(
    r" (?:(is|has) (?:often|always|never|usually|seldom|rarely|sometimes|to)|(?:(?:often|always|never|usually|seldom|rarely|sometimes) )?([a-z]+))(?![a-z])"
)
_ARTICLE = re.compile(r"(?<![^\W_])an? $")
_GENERAL = frozenset({"can", "cannot", "must", "should", "may", "might", "needs"})
_NO_VERBS = frozenset(
    {"is", "was", "has", "this", "across", "towards", "besides", "as", "his", "us", "less", "prefers"}
)
_SURE, _FOREIGN = 0.97, 0.6
_RARE = 3
"""How common a word of English may be that, in brackets alone, is taken for the name of whoever said it."""
_WORDS = tomllib.loads((Path(__file__).parent / "forms.toml").read_text(encoding="utf-8"))
_SMALL = frozenset(str(_WORDS["small"]).split())


class _Found(NamedTuple):
    """A form at a place of the folded text."""

    start: int
    end: int
    form: Form


class _Mention(NamedTuple):
    """Words that stand together, whose they are, and whether given and family name are both there."""

    start: int
    end: int
    who: int
    given: int
    family: int
    forms: tuple[Form, ...]

    @property
    def words(self) -> int:
        return len(self.forms)

    @property
    def is_full(self) -> bool:
        return len(self.forms) > 1 and self.given & self.family != 0


class ExactForms:
    """Finds what is written exactly as it is known. Built once per roster; knows nothing of earlier texts."""

    def __init__(self, roster: Roster) -> None:
        forms = Forms(roster)
        self._forms = forms.forms
        self._search = AhoCorasick(
            forms.patterns,
            MatchKind.Standard,
            store_patterns=False,
            implementation=Implementation.ContiguousNFA,
        )
        self._initials = _initials_of(roster)
        self._addressed: dict[str, int] = {}
        for place, one in enumerate(roster.people):
            for word in plain_words((one.honorific,)):
                self._addressed[word] = self._addressed.get(word, 0) | 1 << place
        self._told = [plain_words((*one.bodies, *one.posts, *one.countries)) for one in roster.people]
        self._given = [fold(one.given or one.name) for one in roster.people]
        self._contacts = Contacts(roster)
        self._staff = sum(
            1 << at for at, one in enumerate(roster.people) if not one.counts and not one.part_of
        )
        every = (word for one in roster.people for word in (one.name, *one.other_names))
        self._named_so = plain_words(every) - WORDS.particles - gate_words().counts.keys()

    def find(self, passage: Passage) -> list[Hit]:
        """Mentions of people in the room, in the order of the text. Overlapping ones are left to the guard."""
        words, others = self._seen(passage)
        edges = frozenset(edge for found in words if found.form.family for edge in (found.start, found.end))
        hits = [hit for mention in _mentions(passage, words) if (hit := self._named(passage, mention, edges))]
        hits += [hit for found in _longest(others) if (hit := self._other(passage, found))]
        hits = [hit for hit in hits if not self._is_of_staff(passage.text, hit)]
        hits += self._contacts.find(passage)
        return sorted(hits, key=lambda hit: (hit.start, -hit.end))

    def _is_of_staff(self, text: str, hit: Hit) -> bool:
        """Whether a note is written to somebody of the staff, or signed by one: "Hi Clare, the list is ready. Inés"."""
        if hit.leak is Leak.contact_or_post or not hit.who or hit.who & ~self._staff:
            return False
        return letters.is_address(text, hit.start, hit.end)

    def _seen(self, passage: Passage) -> tuple[list[_Found], list[_Found]]:
        words: list[_Found] = []
        others: list[_Found] = []
        text = f" {passage.plain} "
        for pattern, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            form = self._forms[pattern]
            # Patterns between spaces begin one before the word, and the searched text one before the folded text.
            found = _Found(start, end - 2, form) if text[start] == " " else _Found(start - 1, end - 1, form)
            (words if form.kind is Kind.word else others).append(found)
        return sorted(words), others

    def _named(self, passage: Passage, mention: _Mention, edges: frozenset[int]) -> Hit | None:
        """The hit of a mention, if it is a person; `edges` are the ends of all surnames, which are nobody else's."""
        start, end = passage.original(mention.start, mention.end)
        who, evidence, variant = mention.who, gate.GIVEN, "given"
        if mention.is_full:
            who, evidence, variant = mention.given & mention.family, gate.FULL, "full"
        elif mention.family & who:
            evidence, variant = gate.SURNAME, "surname"
        elif mention.words > 1:
            evidence = _SEVERAL_GIVEN
        if mention.words == 1 and is_ordinary(passage, start, end):
            return None
        at, until = mention.start - _before(passage, mention.start, _PARTICLE), mention.end
        if evidence != gate.FULL and (led := self._with_initials(passage, mention, at)):
            at, until, who, evidence, variant = led
        if variant == _ANOTHERS and not is_beside_words(passage, *passage.original(at, until)):
            return None
        title = self._title(passage, at, who)
        addressed = _BEHIND_NAME.match(passage.folded, until)
        if addressed and passage.text[passage.original(at, until)[0]].isupper():
            return self._found(passage, (at, addressed.end()), who, variant, (mention.start, _SURE))
        is_joined = _is_joined(passage.folded, at, until, edges)
        if (
            evidence < gate.FULL
            and not is_joined
            and self._is_nobody_here(passage, (at - title, until), who, variant)
        ):
            return None
        sure = _SURE if title else self._likelihood(passage, (at, until), evidence)
        if sure < 0.5:  # noqa: PLR2004 # more likely another meaning of the word
            return None
        return self._found(passage, (at - title, until), who, variant, (mention.start, sure))

    def _found(
        self, passage: Passage, place: tuple[int, int], who: int, variant: str, told: tuple[int, float]
    ) -> Hit:
        """The hit with titles in front; `told` is where the name itself begins, and how sure it is."""
        at, until = place
        begin, stop = passage.original(at - _before(passage, at, _TITLED), until)
        if not passage.folded[told[0]].isascii():
            leak = Leak.other_script
        else:
            leak = Leak.written_otherwise if variant == "given" else Leak.named
        return Hit(start=begin, end=stop, leak=leak, who=who, variant=variant, weight=told[1])

    def _called_nearly(
        self, passage: Passage, at: int, mention: _Mention
    ) -> tuple[int, int, int, float, str] | None:
        """The mention with the word in front, if it begins like the given name of a bearer: "Agnes Nowak" for Agnieszka Nowak."""
        before = word_before(passage, at)
        near = sum(
            1 << place for place in _places(mention.family) if begins_alike(before, self._given[place])
        )
        return (at - len(before) - 1, mention.end, near, gate.FULL, "surname") if near else None

    def _title(self, passage: Passage, at: int, who: int) -> int:
        """How long the form of address in front is, if one of those people is addressed so."""
        found = _WORD_BEFORE.search(passage.folded[max(0, at - _LOOK_BACK) : at])
        return len(found.group()) if found and who & self._addressed.get(found.group(1), 0) else 0

    def _is_nobody_here(self, passage: Passage, place: tuple[int, int], who: int, variant: str) -> bool:
        """A small word of English or an abbreviation without a title, or a part of somebody else's name."""
        at, until = place
        begin, stop = passage.original(at, until)
        if passage.folded[at:until] in small_words_around(passage.text, begin):
            return not _before(passage, at, _TITLED)
        if passage.folded[at:until] in _SMALL or is_abbreviation(passage, at, until):
            is_told = (
                is_beside_words(passage, begin, stop)
                or are_of_somebody(passage.text, begin, stop, self._is_named)
            ) and passage.folded[at:until] not in _SMALL
            return not is_told and not _before(passage, at, _TITLED)
        called = [letter for letter, people in self._initials.items() if people & who]
        if not is_of_another(passage, at, until, None if variant == "given" else called):
            return False
        return language_around(passage.text, begin) == ENGLISH

    def _is_named(self, word: str) -> bool:
        """Whether a word with a capital is a name of the room."""
        return word[0].isupper() and fold(word) in self._named_so

    def _likelihood(self, passage: Passage, place: tuple[int, int], evidence: float) -> float:
        """What the gate says; it reads English, so in a text of another language a capital is enough."""
        begin, stop = passage.original(*place)
        sure = gate.likelihood(passage.text, begin, stop, evidence)
        if passage.text[max(0, begin - 1) : begin] == "(" and passage.text[stop : stop + 1] == ")":
            is_rare = gate_words().count(passage.folded[place[0] : place[1]]) <= _RARE
            return max(sure, _SURE) if is_rare and passage.text[begin].isupper() else sure
        is_refused = sure < 0.5 and passage.text[begin].isupper()  # noqa: PLR2004 # the gate says no
        return _FOREIGN if is_refused and language_around(passage.text, begin) != ENGLISH else sure

    def _with_initials(
        self, passage: Passage, mention: _Mention, start: int
    ) -> tuple[int, int, int, float, str] | None:
        """The mention with initials before or behind the surname: whose they are, or that they are nobody's here."""
        if not (family := mention.family):
            return None
        at, until, letter = start, mention.end, ""
        found = _INITIALS.search(passage.folded[max(0, start - _LOOK_BACK) : start])
        if found and found.group().replace(" ", "") != "h.e.":
            at -= len(found.group())
            letter = found.group()[0]
        elif found := _INITIAL_AFTER.match(passage.folded, mention.end):
            until, letter = found.end(), found.group(1)
        begin = passage.original(at, until)[0]
        if not letter:
            return self._called_nearly(passage, start, mention)
        if at < start and not passage.text[begin].isupper():
            return None
        if who := family & self._initials.get(letter, 0):
            return at, until, who, gate.FULL, "initial_surname"
        return (at, until, family, gate.SURNAME, _ANOTHERS) if at < start else None

    def _other(self, passage: Passage, found: _Found) -> Hit | None:
        start, end = passage.original(found.start, found.end)
        kind, who = found.form.kind, found.form.who
        if kind is Kind.post:
            who = 0 if _is_of_anybody(passage, found) else self._holders(passage, found)
            leak, variant = Leak.contact_or_post, "post"
        elif kind is Kind.handle:
            leak, variant = Leak.contact_or_post, "handle"
        elif kind is Kind.native:
            leak, variant = Leak.other_script, "native"
        else:
            leak, variant = Leak.written_otherwise, "joined"
        return Hit(start=start, end=end, leak=leak, who=who, variant=variant) if who else None

    def _holders(self, passage: Passage, found: _Found) -> int:
        """Whose post it is: not theirs if it goes on "of" a body that is none of theirs."""
        goes_on = _OF.match(passage.folded, found.end)
        if goes_on is None:
            return found.form.who
        begin = passage.original(goes_on.start(1), goes_on.end(1))[0]
        if not passage.text[begin].isupper():
            return found.form.who
        word = goes_on.group(1)
        return sum(1 << place for place in _places(found.form.who) if word in self._told[place])


def _mentions(passage: Passage, words: list[_Found]) -> Iterator[_Mention]:
    """Words of names put together while one person bears them all."""
    held: _Mention | None = None
    for found in words:
        form = found.form
        if held is not None:
            if (joined := _joined(passage, held, found)) is not None:
                held = joined
                continue
            yield held
        held = _Mention(found.start, found.end, form.who, form.given, form.family, (form,))
    if held is not None:
        yield held


def _joined(passage: Passage, held: _Mention, found: _Found) -> _Mention | None:
    gap = passage.folded[held.end : found.start]
    who = held.who & found.form.who
    is_over = len(held.forms) == _MOST_WORDS or (held.is_full and found.form in held.forms)
    if not who or is_over or len(gap) > _LONGEST_GAP or "\n" in gap:
        return None
    given, family, forms = found.form.given, found.form.family, (*held.forms, found.form)
    both = ((held.given & family) | (held.family & given)) & who
    if _JOIN.fullmatch(gap):
        return _Mention(
            held.start, found.end, who, (held.given | given) & who, (held.family | family) & who, forms
        )
    if _COMMA.fullmatch(gap) and (turned := held.family & given & who):
        return _Mention(held.start, found.end, turned, turned, turned, forms)
    if both and _MIDDLE.fullmatch(gap) and _is_name_like(passage, held.end, found.start):
        return _Mention(held.start, found.end, both, both, both, forms)
    return None


def _is_name_like(passage: Passage, start: int, end: int) -> bool:
    """Whether each word between bears a capital, as a middle name does."""
    return all(
        word.is_capital or word.folded in WORDS.particles for word in passage.words_between(start, end)
    )


def _is_joined(folded: str, at: int, until: int, edges: frozenset[int]) -> bool:
    """Whether a hyphen joins the surname to that of somebody else in the room: "the Okoro-Otieno text"."""
    return (folded[until : until + 1] == "-" and until + 1 in edges) or (
        folded[at - 1 : at] == "-" and at - 1 in edges
    )


def _before(passage: Passage, at: int, pattern: re.Pattern[str]) -> int:
    """How many characters of the folded text before a place the pattern takes."""
    found = pattern.search(passage.folded[max(0, at - _LOOK_BACK) : at])
    return len(found.group()) if found else 0


def _is_of_anybody(passage: Passage, found: _Found) -> bool:
    """“A head teacher spends two hours": a post in small letters behind an article, and what anybody who holds it does."""
    if not _ARTICLE.search(passage.folded[max(0, found.start - 4) : found.start]):
        return False
    if not passage.text[passage.original(found.start, found.end)[0]].islower():
        return False
    verb = _NEXT.match(passage.folded, found.end)
    if verb is None or verb.group(1):
        return verb is not None
    word = verb.group(2)
    return word in _GENERAL or (word.endswith("s") and word not in _NO_VERBS | gate_words().verbs)


def _longest(found: list[_Found]) -> Iterator[_Found]:
    """Of posts and other forms that overlap the longest."""
    end = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.end > end:
            yield one
            end = one.end


def _initials_of(roster: Roster) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, person in enumerate(roster.people):
        for word in plain_words((person.given or person.name,)):
            found[word[0]] = found.get(word[0], 0) | 1 << place
    return found


def _places(who: int) -> Iterator[int]:
    while who:
        low = who & -who
        yield low.bit_length() - 1
        who ^= low
