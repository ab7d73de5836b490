"""Who in the room fits what is said of somebody: for each axis and value a set of people, as bits.

Whoever's value on an axis is not known fits every value of it. k is the number of bits in the AND of what is said: the
anonymity set of Samarati and Sweeney (1998), with the room as the population (prosecutor model).
Building takes O(people x values); one set of constraints O(constraints).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.quasi import groups, lattice
from underrose.methods.attribution.quasi.inflection import stem
from underrose.methods.attribution.quasi.lattice import Codes
from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import toml
from underrose.methods.attribution.values import Discreet, Person, Roster

Bits = int
Constraints = Mapping[str, str | Sequence[str]]

AXES = {
    "country": "country", "nationality": "country", "iso2": "country", "iso3": "country", "iso": "country",
    "demonym": "country", "city": "country", "region": "region", "role": "role", "profession": "role",
    "occupation": "role", "sector": "sector", "gender": "gender", "sex": "gender", "pronoun": "gender",
    "works_on": "works_on", "topic": "works_on", "subject": "works_on", "expertise": "works_on", "theme": "works_on",
    "body": "body", "bodies": "body", "affiliation": "body", "organisation": "body", "organization": "body",
    "institution": "body", "employer": "body", "post": "post", "position": "post", "title": "post",
    "language": "language", "countries": "country", "regions": "region", "roles": "role", "sectors": "sector",
    "posts": "post", "languages": "language",
}  # fmt: skip
"""What rosters and texts call an axis, and what it is called here. Any other name is an axis of the meeting's own."""

_GENDERS = {
    "f": "F", "female": "F", "woman": "F", "she": "F", "w": "F", "she/her": "F", "girl": "F", "lady": "F",
    "m": "M", "male": "M", "man": "M", "he": "M", "he/him": "M", "gentleman": "M", "boy": "M",
    "x": "X", "non-binary": "X", "nonbinary": "X", "they": "X", "they/them": "X", "other": "X", "divers": "X",
}  # fmt: skip


def axis_named(name: str) -> str:
    """The axis a name means here; the name itself, folded, for an axis of the meeting's own."""
    plain = fold(name).strip()
    return AXES.get(plain.replace(" ", "_"), plain)


class Index(Discreet):
    """The values of a roster and who bears them."""

    __slots__ = (
        "_answers",
        "_borne",
        "_codes",
        "_groups",
        "_homes",
        "_labels",
        "_subjects",
        "_telling",
        "axes",
        "counting",
        "everybody",
        "roster",
        "unknown",
        "values",
    )

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.everybody: Bits = (1 << len(roster)) - 1
        self.counting: Bits = roster.counting
        self.values: dict[str, dict[str, Bits]] = {}
        """Axis to plain value to people. Countries are ISO codes."""
        self._labels: dict[tuple[str, str], str] = {}
        self._codes: list[Codes] = []
        self._borne: list[dict[str, tuple[str, ...]]] = []
        self._answers: dict[tuple[str, str], Bits] = {}
        known: dict[str, Bits] = {}
        for place, person in enumerate(roster.people):
            self._codes.append(_home(person))
            self._borne.append({})
            for axis, value in _said(person):
                self._put(axis, value, place)
                known[axis] = known.get(axis, 0) | 1 << place
        self.axes: tuple[str, ...] = tuple(self.values)
        self.unknown: dict[str, Bits] = {axis: self.everybody & ~bits for axis, bits in known.items()}
        self._groups: dict[str, dict[str, Bits]] = {}
        self._subjects: list[tuple[groups.Subject, Bits]] | None = None
        self._homes: dict[str, Bits] = self._by_home()
        self._telling: dict[str, Bits] = self._by_word()

    def anonymity_set(self, constraints: Constraints) -> Bits:
        """Those who count and fit every constraint. Several values of one axis are alternatives.

        "not_" before an axis takes away whoever is known to fit.
        """
        found = self.counting
        for name, values in constraints.items():
            axis = name.removeprefix("not_")
            listed = [values] if isinstance(values, str) else list(values)
            fitting = _union(self.fitting(axis, value) for value in listed)
            if axis != name:
                found &= ~fitting | self.unknown.get(axis_named(axis), 0)
            elif listed:
                found &= fitting
        return found

    def fitting(self, axis: str, value: str) -> Bits:
        """Those who fit one value, written in any usual way, or whose value is not known."""
        key = (axis_named(axis), value)
        if key not in self._answers:
            self._answers[key] = self._fitting(*key)
        return self._answers[key]

    def knows(self, axis: str) -> bool:
        """Whether the roster says anything on this axis."""
        return axis in self.values

    def label(self, axis: str, plain: str) -> str:
        """A value as the roster writes it."""
        return self._labels.get((axis, plain), plain)

    def at_home(self, codes: Codes) -> Bits:
        """Those from one of these countries, or whose country is not known (and whose region does not speak against it)."""
        return _union(self._homes.get(code, self._homes[""]) for code in codes) | self._homes[""]

    def in_region(self, name: str) -> Bits:
        """Those whose region has this name, or lies in it; where the roster does not say, those whose country lies in it.

        A roster that uses the name itself decides who is meant: somebody it puts into another region that does not lie in
        this one is not.
        """
        region = lattice.region_of(name)
        plain = _plain_region(name)
        labels = self.values.get("region", {})
        codes = region.codes if region else lattice.NOWHERE
        is_own = plain in labels
        found = self.at_home(codes) if codes else self.unknown.get("region", self.everybody)
        for label, people in labels.items():
            other = lattice.region_of(label)
            inside = other.codes if other else lattice.NOWHERE
            if label == plain or (inside and inside <= codes):
                found |= people
            elif is_own or (inside and not inside & codes):
                found &= ~people
        return found

    def homes(self, bits: Bits) -> Codes:
        """The countries that those in the set are known to come from."""
        return frozenset(
            code for code, people in self._homes.items() if code and people & bits & ~self._homes[""]
        )

    def shared(self, bits: Bits, axis: str) -> str | None:
        """The value of this axis that everybody in the set bears, when all are known to bear it."""
        if not bits:
            return None
        one = (bits & -bits).bit_length() - 1
        people = self.values.get(axis, {})
        borne = self._borne[one].get(axis, ())
        return next((value for value in borne if bits & ~people[value] == 0), None)

    def told_by(self, words: Iterable[str]) -> Bits:
        """Those in whose bodies, posts and subjects the telling words of a phrase stand; nobody if there is none.

        Words that stand for nobody are left aside; those left must stand for one person together.
        """
        found = 0
        for word in words:
            bits = self._telling.get(stem(word), 0)
            if bits:
                found = (found & bits) or bits if found else bits
        return found

    def bearing(self, title: str) -> Bits:
        """Those who bear a title; of those whose post is not known, only who has a role of somebody who bears it."""
        known = self._plainly("post", title)
        alike = _union(people for people in self.values.get("role", {}).values() if people & known)
        return known | self.unknown.get("post", 0) & (alike or self.everybody)

    def called(self, noun: str) -> Bits:
        """Those in whose role or post a noun stands."""
        wanted = f" {noun} "
        return _union(
            people
            for axis in ("role", "post")
            for value, people in self.values.get(axis, {}).items()
            if wanted in f" {value} "
        )

    def borne(self, bits: Bits, axis: str) -> Iterator[str]:
        """The values of an axis that somebody in the set bears."""
        return (value for value, people in self.values.get(axis, {}).items() if people & bits)

    def _put(self, axis: str, value: str, place: int) -> None:
        plain = _plain_value(axis, value)
        if not plain:
            return
        people = self.values.setdefault(axis, {})
        people[plain] = people.get(plain, 0) | 1 << place
        self._borne[place][axis] = (*self._borne[place].get(axis, ()), plain)
        self._labels.setdefault((axis, plain), value.strip())

    def come_from(self, country: str) -> Bits:
        """Those who may come from a country, named or by its code; nobody where none of them is known to."""
        codes = lattice.codes_of(country)
        is_known = any(self._homes.get(code) for code in codes)
        return self.at_home(codes) if is_known else 0

    def _by_home(self) -> dict[str, Bits]:
        homes: dict[str, Bits] = {"": 0}
        for place, codes in enumerate(self._codes):
            for code in codes or ("",):
                homes[code] = homes.get(code, 0) | 1 << place
        return homes

    def _by_word(self) -> dict[str, Bits]:
        """Stems of the words of bodies and posts; without those that most rosters hold, and names of places."""
        found: dict[str, Bits] = {}
        weak = _weak_words()
        for axis in ("body", "post"):
            for value, people in self.values.get(axis, {}).items():
                unknown = self.unknown.get(axis, 0)
                if not people & self.counting:
                    continue  # what staff are called tells of nobody who counts
                for word in set(value.split()):
                    if len(word) > _SHORT and word not in weak and not lattice.codes_of(word):
                        found[stem(word)] = found.get(stem(word), 0) | people | unknown
        return found

    def _fitting(self, axis: str, value: str) -> Bits:
        known = _SPECIAL.get(axis)
        found = known(self, value) if known else self._plainly(axis, value)
        if axis in _PLACES:
            return found  # a country speaks for an unknown region, and a region against a country
        return found | self.unknown.get(axis, self.everybody)

    def _plainly(self, axis: str, value: str) -> Bits:
        plain = _plain_value(axis, value)
        people = self.values.get(axis, {})
        if plain in people:
            return people[plain]
        wanted = frozenset(plain.split()) - _SMALL
        return _union(bits for held, bits in people.items() if wanted and wanted <= frozenset(held.split()))

    def _country(self, value: str) -> Bits:
        codes = lattice.codes_of(value)
        return self.at_home(codes) if codes else self._plainly("country", value) | self._homes[""]

    def _role(self, value: str) -> Bits:
        return self._grouped("role", value) or self._plainly("role", value)

    def _sector(self, value: str) -> Bits:
        return self._grouped("sector", value) or self._plainly("sector", value)

    def _topic(self, value: str) -> Bits:
        return self.on_topic(value)

    def _grouped(self, axis: str, value: str) -> Bits:
        plain = _plain_value(axis, value)
        people = self.values.get(axis, {})
        if plain in people:
            return people[plain]
        return _union(self._in_group(axis, group) for group in groups.groups_in(axis, plain))

    def in_group(self, axis: str, group: str) -> Bits:
        """Those whose role or sector belongs to a group of the tables; where none does, those of related sectors or roles."""
        found = self._in_group(axis, group)
        if found:
            return found | self.unknown.get(axis, 0)
        other, related = groups.related(axis, group)
        found = _union(self._in_group(other, name) for name in related)
        return found | self.unknown.get(other, 0) if found else 0

    def _in_group(self, axis: str, group: str) -> Bits:
        if axis not in self._groups:
            self._groups[axis] = {}
            for held, people in self.values.get(axis, {}).items():
                for name in groups.groups_in(axis, held):
                    self._groups[axis][name] = self._groups[axis].get(name, 0) | people
        return self._groups[axis].get(group, 0)

    def on_topic(self, phrase: str, least: float = 0.34) -> Bits:
        """Those who work on what a phrase means; nobody when it means nothing the roster knows."""
        people = self.values.get("works_on", {})
        plain = _plain_value("works_on", phrase)
        if plain in people:
            return people[plain]
        if self._subjects is None:
            self._subjects = [(groups.subject(topic), bits) for topic, bits in people.items()]
        said = groups.subject(plain)
        best, found = least, 0
        for topic, bits in self._subjects:
            likeness = groups.alike(said, topic)
            if likeness > best + _SAME:
                best, found = likeness, bits
            elif found and abs(likeness - best) <= _SAME:
                found |= bits
        return found


@cache
def _weak_words() -> frozenset[str]:
    return frozenset(toml("topics")["weak"]) | frozenset(toml("topics")["weak_in_bodies"])


_RANKS: dict[str, str] = toml("ranks")["ranks"]
"""Honorifics that texts use as nouns: "Maj. Gen." is a major general."""
_PLACES = frozenset({"country", "region"})
_SHORT = 3
_SAME = 1e-9
_SMALL = frozenset({"the", "of", "and", "for", "in", "a", "an", "to", ","})
_SPECIAL: dict[str, Callable[[Index, str], Bits]] = {
    "country": Index._country,  # noqa: SLF001 - its own table
    "region": Index.in_region,
    "role": Index._role,  # noqa: SLF001
    "sector": Index._sector,  # noqa: SLF001
    "works_on": Index._topic,  # noqa: SLF001
}


def _said(person: Person) -> Iterator[tuple[str, str]]:
    fields = (
        ("country", person.countries), ("region", person.regions), ("role", person.roles),
        ("sector", person.sectors), ("body", person.bodies), ("post", person.posts),
        ("works_on", person.works_on), ("language", person.languages),
        ("gender", (person.gender,) if person.gender else ()),
    )  # fmt: skip
    for axis, values in fields:
        yield from ((axis, value) for value in values if value.strip())
    rank = " ".join(plain_words(person.honorific.replace(".", " ")))
    if rank in _RANKS:
        yield "post", _RANKS[rank]
    for name, values in person.facts.items():
        yield from ((axis_named(name), value) for value in values if value.strip())


def _home(person: Person) -> Codes:
    """The countries somebody may come from; empty when anything is possible."""
    codes = frozenset[str]().union(*(lattice.codes_of(country) for country in person.countries))
    if codes or person.countries:
        return codes or frozenset(fold(country) for country in person.countries)
    found = [region.codes for label in person.regions if (region := lattice.region_of(label))]
    return frozenset[str]().union(*found)


def _plain_value(axis: str, value: str) -> str:
    if axis == "gender":
        return _GENDERS.get(fold(value).strip(), "")
    if axis == "country":
        return "|".join(sorted(lattice.codes_of(value))) or fold(value).strip()
    return _plain_region(value) if axis == "region" else " ".join(plain_words(value))


def _plain_region(name: str) -> str:
    return " ".join(plain_words(name)).removeprefix("the ")


def _union(sets: Iterable[Bits]) -> Bits:
    found = 0
    for bits in sets:
        found |= bits
    return found
