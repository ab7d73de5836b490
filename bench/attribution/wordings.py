"""Sentences about a room, written by chance from a grammar of our own, with what each says of its speaker.

They know nothing of the guard's tables: heads, modifiers, verbs and ways to go on with a speaker stand here, in words
a rapporteur might use.
"""

import random

from underrose.methods.attribution.quasi.inflection import article
from underrose.methods.attribution.values import Person, Roster

Said = dict[str, str]
Spans = list[tuple[int, int, Said]]

HEADS = (
    "participant",
    "speaker",
    "delegate",
    "attendee",
    "contributor",
    "discussant",
    "panellist",
    "voice",
    "colleague",
)
PLACES = (
    "from {}",
    "based in {}",
    "coming from {}",
    "who comes from {}",
    "working in {}",
    "originally from {}",
    "who lives in {}",
)
REGIONS = ("from {}", "based in {}", "from somewhere in {}", "whose home is in {}")
TOPICS = (
    "working on {}", "whose work focuses on {}", "specialising in {}", "with expertise in {}", "who deals with {}",
    "whose field is {}", "who has spent years on {}", "dedicated to {}", "with a background in {}",
)  # fmt: skip
SECTORS = (
    "from {}",
    "representing {}",
    "speaking for {}",
    "who works in {}",
    "coming from {}",
    "on behalf of {}",
)
VERBS = (
    "said that", "pointed out that", "was of the view that", "took the view that", "made the point that",
    "cautioned that", "wondered whether", "drew attention to the fact that", "was concerned that", "asked whether",
    "reminded the room that", "was adamant that", "had doubts whether", "conceded that", "did not accept that",
)  # fmt: skip
FILLINGS = ("the process was slow", "funding had fallen", "more time was needed", "nobody was listening")
BEGINNINGS = ("", "", "In the second session, ", "Later, ", "On financing, ", "On this point, ")
BETWEEN = ("", "Several participants agreed. ", "It was suggested that states should act. ")
AGAIN = ("The same participant", "This speaker", "That delegate", "The same person")
NOUNS = {"F": ("woman", "lady", "female participant"), "M": ("man", "gentleman", "male participant")}
PLAIN = {"the united kingdom", "united kingdom", "netherlands", "united states", "philippines", "middle east"}


def written(roster: Roster, rng: random.Random) -> tuple[str, Spans]:
    """One passage about somebody of the room, and the places that say something of that person."""
    person = rng.choice([one for one in roster.people if one.counts and one.works_on])
    phrase, said = _subject(person, rng)
    filling = rng.choice(FILLINGS)
    text = rng.choice(BEGINNINGS)
    form = rng.randrange(6)
    if form == 0:
        text, rest = "According to ", f", {filling}."
    elif form == 1:
        text, rest = "It was argued by ", f" that {filling}."
    else:
        rest = f" {rng.choice(VERBS)} {filling}."
    start = len(text)
    text += phrase + rest
    spans = [(start, start + len(phrase), said)]
    if rng.random() < 0.4:
        text, more = _again(text + " " + rng.choice(BETWEEN), person, said, rng)
        spans.append(more)
    return text[:1].upper() + text[1:], spans


def _again(text: str, person: Person, said: Said, rng: random.Random) -> tuple[str, tuple[int, int, Said]]:
    """The same speaker goes on, and more is said of them."""
    clause, more = _clause(person, rng)
    name = rng.choice(AGAIN)
    form = rng.randrange(3)
    if form == 0:
        before, after = f"{name}, ", ", went on to say that it mattered."
    elif form == 1:
        before, after = "", f", {name.lower()} added that it mattered."
        clause = clause[:1].upper() + clause[1:]
    else:
        before, after = f"{name} (", ") disagreed with the chair."
    start = len(text) + len(before)
    return text + before + clause + after, (start, start + len(clause), {**said, **more})


def _subject(person: Person, rng: random.Random) -> tuple[str, Said]:
    head, ways = rng.choice(HEADS), []
    place, region, role, topic, sector, gender = (
        _one(way, person, rng) for way in ("p", "r", "o", "t", "s", "g")
    )
    ways = [(head, (place,)), (head, (sector,)), (head, (topic,)), (head, (region,))]
    ways += [
        (role[0], (role, place)),
        (role[0], (role, region)),
        (role[0], (role, topic)),
        (role[0], (role,)),
    ]
    ways += [
        (role[0], (role, place, topic)),
        (gender[0], (gender, place)),
        (gender[0], (gender, region, sector)),
    ]
    noun, parts = rng.choice(ways)
    words = [noun, *(words for words, _ in parts if words != noun)]
    said = {axis: value for _, one in parts for axis, value in one.items()}
    phrase = " ".join(words)
    return f"{rng.choice((article(phrase), 'one'))} {phrase}", said


def _clause(person: Person, rng: random.Random) -> tuple[str, Said]:
    role = _one("o", person, rng)
    gender = {"F": "woman", "M": "man"}.get(person.gender, "man")
    return rng.choice(
        (
            (f"who is {article(role[0])} {role[0]}", role[1]),
            (f"speaking as a {gender}", {"gender": person.gender}),
            *(_one(way, person, rng) for way in "ptsr"),
        )
    )


def _one(way: str, person: Person, rng: random.Random) -> tuple[str, Said]:
    """One thing said of a person: place, region, role (o), topic, sector or gender."""
    if way == "p":
        return rng.choice(PLACES).format(_the(person.countries[0])), {"country": person.countries[0]}
    if way == "r":
        region = (person.regions or ("",))[0]
        return rng.choice(REGIONS).format(_the(region)), {"region": region}
    if way == "o":
        return person.roles[0], {"role": person.roles[0]}
    if way == "t":
        return rng.choice(TOPICS).format(person.works_on[0]), {"works_on": person.works_on[0]}
    if way == "s":
        return rng.choice(SECTORS).format(person.sectors[0]), {"sector": person.sectors[0]}
    return rng.choice(NOUNS.get(person.gender, NOUNS["M"])), {"gender": person.gender}


def _the(place: str) -> str:
    return (
        f"the {place}" if place.casefold() in PLAIN or place.startswith(("Democratic", "Republic")) else place
    )
