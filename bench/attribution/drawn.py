"""Rooms drawn from the popular names of 65 countries: are such people found, and are they seen where nobody is named?

Two questions that the labelled rooms, with their fifteen countries, cannot answer. Names are put into sentences of our own in usual
written forms; for false ones every summary of the transcripts is read with rooms of people who were never there. A namesake
there ("Mr Rogers") counts as false, although a reader could not tell either.
"""

import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from attribution.figures import wilson, within
from table import Table
from underrose.methods.attribution.layers import Layers
from underrose.methods.attribution.merging import names_merged
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.values import Person, Policy, Roster

ROOMS, PEOPLE, SEED = 4, 55, 65
RECALL, FALSE = 0.97, 0.3
_SENTENCES = (
    "{} said that more was needed.", "According to {}, the text was weak.", "The chair thanked {} for the intervention.",
    "This was contested by {}.", "{}'s proposal found support.", "Later {} added that time was short.",
    "The point, raised by {}, was noted.", "It was {} who objected.",
)  # fmt: skip
_TITLES = ("Mr", "Ms", "Dr", "Prof.", "Ambassador", "Minister", "H.E.")
Names = dict[str, list[tuple[str, str]]]


def measure(folder: Path, table: Table) -> None:
    """Rows for each written form, and for false names in summaries."""
    rng = random.Random(SEED)
    given, family = (
        _names(folder / "names" / f"common-{kind}-by-country.csv") for kind in ("forenames", "surnames")
    )
    texts = list(_summaries(folder / "transcripts"))
    found: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    false = words = 0
    for _ in range(ROOMS):
        people = [_person(number, given, family, rng) for number in range(PEOPLE)]
        layers = Layers(Roster(tuple(people)), Policy(), str)
        for place, person in enumerate(people):
            for form, written in _forms(person, rng):
                asked[form] += 1
                found[form] += _is_found(layers, written, place, rng)
        for text in texts:
            words += len(text.split())
            false += len(names_merged(layers.names(passage(text))))
    for form, count in asked.items():
        span = within(wilson(found[form], count))
        table.at_least(f"drawn rooms: {form} {span} of {count}", found[form] / count, RECALL, "share")
    table.at_most(
        "drawn rooms: false names per 1,000 words of summaries", 1000 * false / max(1, words), FALSE, ""
    )


def _names(path: Path) -> Names:
    """Pairs of romanised and own writing, by country."""
    names: Names = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Romanized Name"] or row["Localized Name"]:
                names[row["Country"]].append(
                    (row["Romanized Name"] or row["Localized Name"], row["Localized Name"])
                )
    return names


def _summaries(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.json")):
        meeting = json.loads(path.read_text(encoding="utf-8"))
        for queries in ("general_query_list", "specific_query_list"):
            yield from (query["answer"] for query in meeting.get(queries, ()))


def _person(number: int, given: Names, family: Names, rng: random.Random) -> Person:
    country = rng.choice(sorted(given.keys() & family.keys()))
    (first, own_first), (last, own_last) = rng.choice(given[country]), rng.choice(family[country])
    native = (f"{own_first} {own_last}",) if own_first[:1] > "\u024f" and own_last[:1] > "\u024f" else ()
    return Person(key=str(number), name=f"{first} {last}", given=first, family=last, native=native)


def _forms(person: Person, rng: random.Random) -> Iterator[tuple[str, str]]:
    first, last = person.given, person.family
    yield "full", f"{first} {last}"
    yield "turned round, in capitals", f"{last.upper()}, {first}"
    yield "title and surname", f"{rng.choice(_TITLES)} {last}"
    yield "surname", last
    yield "given name", first
    yield "initial and surname", f"{first[0]}. {last}"
    yield "small letters", f"{first} {last}".lower()
    yield "hidden characters", f"{first[:2]}\u200b{first[2:]} {last[:1]}\u00ad{last[1:]}"
    yield "look-alikes", f"{first} {last}".replace("a", "а").replace("o", "о").replace("e", "е")
    yield "over two lines", f"{first}\n{last}"
    yield "with a middle name", f"{first} Njoroge {last}"
    if person.native:
        yield "own script", person.native[0]


def _is_found(layers: Layers, written: str, place: int, rng: random.Random) -> bool:
    sentence = rng.choice(_SENTENCES)
    start = sentence.index("{}")
    hits = layers.names(passage(sentence.format(written)))
    return any(
        (hit.who or 0) >> place & 1 and hit.start < start + len(written) and start < hit.end for hit in hits
    )
