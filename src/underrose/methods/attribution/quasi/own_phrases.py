"""The phrases of one roster: its values, word for word and as texts usually write them."""

from collections.abc import Iterator
from functools import cache

from underrose.methods.attribution.near.gate_words import gate_words
from underrose.methods.attribution.quasi import abbreviations, towns
from underrose.methods.attribution.quasi.index import Index
from underrose.methods.attribution.quasi.inflection import plural
from underrose.methods.attribution.quasi.lexicon import ACRONYM, Lexicon, Words, of_everybody
from underrose.methods.attribution.quasi.plain import plain_words, without_commas
from underrose.methods.attribution.quasi.tokens import Entry, Kind, Sense


def of_roster(index: Index) -> Lexicon:
    """The values of one roster, word for word and in the usual variations."""
    lexicon = Lexicon()
    for axis, people in index.values.items():
        for value in people:
            _own(lexicon, index, axis, value)
    for code in index.homes(index.everybody):
        for form, is_plain in abbreviations.of_country(code):
            kinds = Kind.short | (Kind.place if is_plain else 0)
            lexicon.add(form, kinds, Sense("country", code, "code"))
    lexicon.seal()
    _join_towns(lexicon, index)
    return lexicon


def _join_towns(lexicon: Lexicon, index: Index) -> None:
    """Towns and provinces of the countries people come from, but for those that are known anyhow or somebody's name."""
    names = frozenset(
        word
        for one in index.roster.people
        for name in (one.name, one.given, one.family, *one.other_names)
        for word in plain_words(name)
    )
    held = [_towns_of(code) for code in sorted(index.homes(index.everybody))]
    towns_there = (one for listed, _cues in held for one in listed if names.isdisjoint(one[0]))
    lexicon.join(towns_there, frozenset().union(*(cues for _listed, cues in held)), _TOWN)


_TOWN = Kind.city | Kind.place


@cache
def _towns_of(code: str) -> tuple[tuple[tuple[Words, Entry], ...], frozenset[str]]:
    """The towns of one country as entries, with the word of each to look for: the same for every roster."""
    everybody, sense = of_everybody(), Sense("country", code, "code")
    listed = tuple(
        (words, Entry(_TOWN, (sense,))) for words in towns.of(code) if not everybody.kinds_of(words)
    )
    return listed, frozenset(_rarest(words) for words, _entry in listed)


def _rarest(words: Words) -> str:
    """The word by which a sentence is looked at for a town: of "Nam Can" not the one that every text has."""
    return min(
        filter(str.isalpha, words), key=lambda word: (gate_words().count(word), -len(word)), default=words[-1]
    )


def _own(lexicon: Lexicon, index: Index, axis: str, value: str) -> None:
    label = index.label(axis, value)
    words = tuple(value.split())
    if axis in {"country", "gender", "language"}:
        return
    kind = _OWN_KINDS.get(axis, Kind.fact) | Kind.own
    sense = Sense(axis, value, "value")
    if axis == "region":
        lexicon.add(words, kind | Kind.place, Sense("region", label, "value"))
        return
    if axis == "post":
        _titles(lexicon, words)
        if len(words) <= _LONGEST_TITLE:
            return
    if axis == "role":
        _work(lexicon, words, sense)
    if axis == "body":
        for kept, form in _kinds_of_body(words):
            lexicon.add(form, kind, Sense("body", " ".join(kept), "value"))
    for form in _written(axis, words):
        is_plural = axis == "role" and form[-1] != words[-1]
        lexicon.add(form, kind | (Kind.plural if is_plural else 0) | _needs_capitals(form, label), sense)


def _work(lexicon: Lexicon, words: Words, sense: Sense) -> None:
    """The field of a role, what its bearer is called otherwise, and how notes shorten that."""
    for form in abbreviations.of_noun(words[-1]):
        lexicon.add(form, Kind.short, sense)
    for field in _fields(words[-1]):
        lexicon.add((field,), Kind.fact, sense)
    for callings in _callings(words):
        lexicon.add(callings, Kind.role, sense)


def _written(axis: str, words: Words) -> set[Words]:
    """How texts write a value: a role by its noun, a sector by its last word, a body without its article."""
    if axis == "role":
        return {
            form for at in _heads(words) for form in (words[at:], plain_words(plural(" ".join(words[at:]))))
        }
    forms_of_value = {words, without_commas(words)}
    if axis == "sector" and len(words) > 1 and words[-1] not in _VAGUE_SECTORS:
        forms_of_value |= {words[-1:], plain_words(plural(words[-1])), (*words[:-1], _singular(words[-1]))}
    if axis == "body":
        forms_of_value |= set(_bodies(words))
    return forms_of_value


def _singular(noun: str) -> str:
    """“A public hospital” is one of the "public hospitals"; what is no plural stays."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun.removesuffix("s") if not noun.endswith(("ss", "us", "is")) else noun


_OWN_KINDS = {
    "role": Kind.role, "sector": Kind.sector, "works_on": Kind.topic, "body": Kind.body, "post": Kind.post,
    "region": Kind.place,
}  # fmt: skip


def _callings(words: Words) -> Iterator[Words]:
    """A "hospital director" is the director, or the head, of a hospital."""
    if len(words) > 1 and words[-1] in _HEADS_OF:
        for head in _HEADS_OF:
            for small in (("of", "a"), ("of", "the"), ("of", "an"), ("at", "a"), ("of", "our"), ("of",)):
                yield (head, *small, *words[:-1])


_HEADS_OF = frozenset({"director", "manager", "head", "chief", "administrator", "leader", "owner"})
_VAGUE_SECTORS = frozenset({
    "society", "sector", "organisation", "organization", "organisations", "organizations", "institution", "institutions",
    "service", "services", "body", "bodies", "system", "community", "group", "groups", "world", "other", "field", "rights",
    "nations", "affairs", "public", "private", "state", "level", "market", "side", "branch", "actor", "actors",
})  # fmt: skip


def _fields(noun: str) -> Iterator[str]:
    """What a role is called as a field: "a background in hydrology", "in nursing"."""
    if noun.endswith("ist"):
        yield from (noun[:-3] + end for end in ("y", "ics", "ism"))
    elif noun.endswith(("er", "or")):
        yield noun[:-2] + "ing"
    elif noun == "nurse":
        yield "nursing"


def _heads(words: Words) -> Iterator[int]:
    """Where shorter names of a role begin: "human rights defender" is a defender; "UN official" is no other official."""
    yield 0
    if words[-1] not in VAGUE and "of" not in words:
        yield from range(1, len(words))


VAGUE = frozenset({
    "official", "representative", "officer", "adviser", "advisor", "leader", "worker", "manager", "executive",
    "member", "expert", "person", "staff", "specialist", "delegate", "participant", "professional", "director",
    "fellow", "head", "secretary", "assistant", "colleague", "speaker", "figure", "actor", "coordinator", "owner",
})  # fmt: skip


def _titles(lexicon: Lexicon, words: Words) -> None:
    """“The Executive Director”: a post up to its comma or preposition, and its last word, for all who bear it."""
    end = next((at for at, word in enumerate(words) if word in END_OF_TITLE), len(words))
    for title in (words[:end], words[end - 1 : end]):
        if title and len(title) <= _LONGEST_TITLE and title[0].isalpha():
            lexicon.add(title, Kind.title, Sense("post", " ".join(title), "value"))
    if 1 < end <= _LONGEST_TITLE and not of_everybody().is_known(words[:end]):
        lexicon.add(words[:end], Kind.role, Sense("post", " ".join(words[:end]), "value"))
    last = words[end - 1 : end]
    if last and last[0].isalpha():
        for form in abbreviations.of_noun(last[0]):
            lexicon.add(form, Kind.short, Sense("post", last[0], "value"))
    for short in abbreviations.of_title(words[:end]):
        lexicon.add((short,), Kind.short | Kind.capital, Sense("post", " ".join(words[:end]), "value"))
    if last and last[0].isalpha() and len(last[0]) > ACRONYM and not of_everybody().is_known(last):
        lexicon.add(last, Kind.role, Sense("post", last[0], "value"))
        lexicon.add(plain_words(plural(last[0])), Kind.role | Kind.plural, Sense("post", last[0], "value"))


_LONGEST_TITLE = 4
END_OF_TITLE = frozenset({",", "of", "for", "in", "at", "to", "and", "(", "-", ";", "/", "with", "on"})


def _needs_capitals(words: Words, label: str) -> int:
    return (Kind.capital) if len(words) == 1 and label.isupper() and len(label) <= ACRONYM else 0


def _bodies(words: Words) -> Iterator[Words]:
    """“The Bridge Initiative”, "Ministry of Foreign Affairs of Kenya" as said otherwise."""
    if words[0] == "the":
        yield words[1:]
    short = next((at for at, word in enumerate(words) if word in {"for", "on", "against"}), 0)
    if short > 1:
        yield words[:short]
    if "," in words:
        at = words.index(",")
        yield (*words[:at], "of", *words[at + 1 :])
        yield (*words[:at], "of", "the", *words[at + 1 :])
    if "of" in words:
        at = len(words) - 1 - words[::-1].index("of")
        yield (*words[: at + 1], "the", *words[at + 1 :])


def _kinds_of_body(words: Words) -> Iterator[tuple[Words, Words]]:
    """“The foreign ministry”, "the mission" of any country: a body without its country, and how that is said."""
    if words[:2] == ("permanent", "mission"):
        yield words[:2], words[:2]
        yield words[1:2], words[1:2]
    elif words[0] in _OF_STATES:
        yield words[:1], words[:1]
    if words[:2] != ("ministry", "of"):
        return
    end = words.index(",") if "," in words else len(words)
    if "of" in words[2:end]:
        end = len(words) - 1 - words[::-1].index("of")
    kept = words[:end]
    yield kept, kept
    yield kept, (*(kept[2:-1] if kept[-1] == "affairs" else kept[2:]), "ministry")


_OF_STATES = frozenset({"ministry", "embassy", "mission", "consulate"})
