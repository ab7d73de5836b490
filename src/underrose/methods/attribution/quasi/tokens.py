"""The typed words of a sentence."""

from dataclasses import dataclass, field

from underrose.methods.attribution.quasi.index import Bits


class Kind:
    """What a word or phrase may be, as bits. A phrase may be several things. Plain numbers: an IntFlag costs half the speed."""

    determiner = 1
    room = 1 << 1
    """Whoever is called so sits in the room: participant, speaker."""
    person = 1 << 2
    event = 1 << 3
    """What somebody said: intervention, comment."""
    role = 1 << 4
    gender = 1 << 5
    place = 1 << 6
    demonym = 1 << 7
    sector = 1 << 8
    topic = 1 << 9
    body = 1 << 10
    origin = 1 << 11
    """from, of, representing"""
    says = 1 << 12
    be = 1 << 13
    modal = 1 << 14
    relative = 1 << 15
    pronoun = 1 << 16
    number = 1 << 17
    again = 1 << 18
    neutral = 1 << 19
    sign = 1 << 20
    aside = 1 << 21
    auxiliary = 1 << 22
    city = 1 << 23
    adjective = 1 << 24
    """May stand before a noun: Kenyan, academic."""
    noun = 1 << 25
    """A demonym that names people: Kenyan, Danes."""
    plural = 1 << 26
    noun_first = 1 << 27
    fact = 1 << 28
    works = 1 << 29
    after = 1 << 30
    front = 1 << 31
    join = 1 << 32
    adverb = 1 << 33
    code = 1 << 34
    """An ISO code; stands only in capitals."""
    capital = 1 << 35
    """An acronym that is a plain word too; stands only in capitals."""
    fate = 1 << 36
    post = 1 << 37
    title = 1 << 39
    """The title of a post of this roster: names its bearer after "the", with a capital."""
    somebody = 1 << 40
    """A noun in no list that ends as nouns of people do: commissioner, archivist."""
    own = 1 << 38
    """A value of this roster, word for word."""
    short = 1 << 41
    """A short form that only labels of notes read: "insp.", "Hond."."""


PEOPLE = Kind.room | Kind.person | Kind.event | Kind.role | Kind.gender
VALUES = (
    Kind.place | Kind.demonym | Kind.sector | Kind.topic | Kind.body | Kind.city | Kind.fact | Kind.code
    | Kind.role | Kind.gender | Kind.post | Kind.title
)  # fmt: skip
VERBS = Kind.says | Kind.be | Kind.modal | Kind.auxiliary


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing a phrase may mean: a value of an axis. `key` is what the index looks up."""

    axis: str
    key: str
    how: str
    """"code", "region", "group", "value" or "topic"."""


@dataclass(slots=True, eq=False)
class Entry:
    """A phrase of the lexicon."""

    kinds: int
    senses: tuple[Sense, ...] = ()


@dataclass(slots=True, eq=False)
class Token:
    """A word, sign or phrase of a sentence; places are those of the folded text."""

    text: str
    start: int
    end: int
    kinds: int = 0
    senses: tuple[Sense, ...] = ()
    is_capital: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Something said of a speaker: an axis, the value as a person reads it, who fits, and where it stands."""

    axis: str
    label: str
    bits: Bits
    start: int
    end: int
    sense: Sense | None = None
    is_soft: bool = field(default=False)
    """Rosters seldom hold all of it: left aside when it fits nobody."""
    otherwise: Bits = 0
    """Who fits another reading, where nobody fits this one: "an academic" may be a lawyer in academia."""
    joined: bool = False
    """Joined to the piece before by "and" or "or"."""
