"""Direct mentions: how many are found, how many findings are right, for every variant class and beside exact names alone.

A mention is found when a finding of a name touches it and leads to one of those it means. A finding of a name is right when
it touches anything labelled; where nothing is, it is false. Nothing is learned from these rooms, so no folds are needed.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from attribution.figures import bootstrap, overlaps, passages, places, rooms, wilson, within
from table import Table
from underrose.methods.attribution.folding import fold
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Roster

NAMES = frozenset({"D1", "D2", "D3", "D4", "A2"})
DIRECT = NAMES | {"direct"}
RECALL, WORST, PRECISION, FALSE = 0.995, 0.97, 0.98, 0.3
Found = tuple[int, int, int]
"""Start, end, who."""


class Tally:
    """What was found, missed and falsely found."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.labelled: Counter[str] = Counter()
        self.right = self.false = self.words = 0
        self.by_passage: list[tuple[int, int, int, int]] = []
        """Found, labelled, right, false of each passage."""
        self.missed: dict[str, list[str]] = defaultdict(list)
        self.wrong: list[str] = []

    def add(self, passage: dict[str, Any], findings: Iterable[Found], ids: dict[str, int]) -> None:
        findings = list(findings)
        text, spans = passage["text"], passage["spans"]
        labelled = [span for span in spans if span["leak"] in DIRECT]
        before = (sum(self.found.values()), sum(self.labelled.values()), self.right, self.false)
        for span in labelled:
            who = sum(1 << ids[one] for one in span["participants"])
            self.labelled[span["variant"]] += 1
            if any(
                start < span["end"] and span["start"] < end and people & who
                for start, end, people in findings
            ):
                self.found[span["variant"]] += 1
            else:
                self.missed[span["variant"]].append(text[span["start"] : span["end"]])
        known = [(span["start"], span["end"]) for span in (*spans, *passage.get("neutral", ()))]
        for start, end, _ in findings:
            if overlaps(start, end, known):
                self.right += 1
            else:
                self.false += 1
                self.wrong.append(text[start:end])
        self.words += len(text.split())
        after = (sum(self.found.values()), sum(self.labelled.values()), self.right, self.false)
        self.by_passage.append(tuple(now - then for now, then in zip(after, before, strict=True)))  # type: ignore[arg-type]

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.labelled.values()))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.false)


def measure(folder: Path, table: Table) -> None:
    """Rows for the whole guard, for each variant class, and for exact names alone."""
    every, texts, ids = rooms(folder), passages(folder), places(folder)
    guards = {room: Guard(roster, key=b"bench") for room, roster in every.items()}
    guarded, exact = Tally(), Tally()
    bare = {room: _bare_names(roster) for room, roster in every.items()}
    for passage in texts:
        room = passage["event"]
        findings = guards[room].scan(passage["text"]).findings
        told = [(one.start, one.end, one.who) for one in findings if one.leak.value in NAMES]
        guarded.add(passage, told, ids[room])
        exact.add(passage, _exactly(passage["text"], bare[room]), ids[room])
    _print(guarded, table)
    table.at_least("direct mentions: exact names alone, recall (baseline)", exact.recall, 0, "share")


def _print(tally: Tally, table: Table) -> None:
    rng = random.Random(5)
    labelled, found = sum(tally.labelled.values()), sum(tally.found.values())
    about_false = bootstrap([false for *_, false in tally.by_passage], rng)
    scale = 1000 * len(tally.by_passage) / max(1, tally.words)
    table.at_least(
        f"direct mentions: recall {within(wilson(found, labelled))}", tally.recall, RECALL, "share"
    )
    shares = {name: tally.found[name] / count for name, count in tally.labelled.items()}
    for name in sorted(shares, key=lambda one: shares[one]):
        span = within(wilson(tally.found[name], tally.labelled[name]))
        table.at_least(f"  {name} {span} of {tally.labelled[name]}", shares[name], 0, "share")
    if shares:
        worst = min(shares, key=lambda one: shares[one])
        table.at_least(f"direct mentions: worst class ({worst})", shares[worst], WORST, "share")
    span = within(wilson(tally.right, tally.right + tally.false))
    table.at_least(f"direct mentions: precision {span}", tally.precision, PRECISION, "share")
    span = within((about_false[0] * scale, about_false[1] * scale))
    table.at_most(
        f"direct mentions: false per 1,000 words {span}", 1000 * tally.false / max(1, tally.words), FALSE, ""
    )


def _bare_names(roster: Roster) -> dict[str, int]:
    names: dict[str, int] = {}
    for place, one in enumerate(roster.people):
        names[fold(one.name)] = names.get(fold(one.name), 0) | 1 << place
    return names


def _exactly(text: str, names: dict[str, int]) -> list[Found]:
    """What a search for names as they stand in the list finds."""
    small = text.casefold()
    return [
        (at, at + len(name), who) for name, who in names.items() if name and (at := small.find(name)) >= 0
    ]
