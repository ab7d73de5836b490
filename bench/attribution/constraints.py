"""k from text: what sentences say of speakers, and how many people fit.

A labelled span is exact when the lowest k of the hits that touch it is the labelled one. A passage is flagged when a hit
has k under five, or is an experience. Nothing is learned from these rooms, so each room is a fold of its own: the worst
room stands beside the whole. `wordings` writes other sentences about the same rooms, with words the labelled ones do not
use, and takes k from the attributes themselves.
"""

import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from attribution.figures import bootstrap, passages, rooms, wilson, within
from attribution.wordings import written
from table import Table
from underrose.methods.attribution.passages import passage
from underrose.methods.attribution.quasi import QuasiIdentifiers
from underrose.methods.attribution.values import Hit, Leak, Roster

NARROWING = frozenset({"quasi", "quasi_linked", "Q1", "Q2", "Q3", "D5"})
"""Labels with a k. Experiences (Q4) have none."""
ENOUGH = 5
WRITTEN = 1500
Figures = Counter[str]


def measure(folder: Path, table: Table) -> None:
    """Rows for spans, flags, fixes and speed."""
    layers = {room: QuasiIdentifiers(roster) for room, roster in rooms(folder).items()}
    texts = passages(folder)
    by_room: dict[str, Figures] = defaultdict(Counter)
    by_variant: dict[str, Figures] = defaultdict(Counter)
    exact: list[float] = []
    for one in texts:
        layer, figures = layers[one["event"]], by_room[one["event"]]
        hits = layer.find(passage(one["text"]))
        exact += _spans(one, hits, layer.index.counting, figures, by_variant)
        _flags(one, hits, layer.index.counting, figures)
    whole = sum(by_room.values(), Counter())
    _print_spans(whole, by_room, by_variant, exact, table)
    _print_flags(whole, table)
    _wordings(rooms(folder), layers, table)
    _speed(rooms(folder), texts, table)


def _spans(
    one: dict[str, Any], hits: list[Hit], counting: int, figures: Figures, by_variant: dict[str, Figures]
) -> list[float]:
    right = []
    for span in one["spans"]:
        if span["leak"] not in NARROWING or span["k"] is None:
            continue
        k = _lowest(hits, span["start"], span["end"], counting)
        verdict = _verdict(k, span["k"])
        figures[verdict] += 1
        by_variant[span["leak"]][verdict] += 1
        right.append(float(verdict == "exact"))
    return right


def _lowest(hits: list[Hit], start: int, end: int, counting: int) -> int | None:
    touching = [hit for hit in hits if hit.who is not None and hit.start < end and start < hit.end]
    return min(((hit.who or 0) & counting).bit_count() for hit in touching) if touching else None


def _verdict(k: int | None, labelled: int) -> str:
    if k is None:
        return "missed"
    return "exact" if k == labelled else "too high" if k > labelled else "too low"


def _flags(one: dict[str, Any], hits: list[Hit], counting: int, figures: Figures) -> None:
    few = any(
        hit.leak is Leak.experience or (hit.who is not None and (hit.who & counting).bit_count() < ENOUGH)
        for hit in hits
    )
    labelled = [span for span in one["spans"] if span["leak"] in NARROWING or span["leak"] == "Q4"]
    if labelled:
        should = any(span["k"] is None or span["k"] < ENOUGH for span in labelled)
        figures["flagged rightly" if few else "flag missed"] += should
        figures["flagged wrongly"] += few and not should
    elif not one["spans"]:
        figures["clean"] += 1
        figures["clean flagged"] += few
        figures["flagged wrongly"] += few
    for hit in hits:
        if hit.who is not None and (hit.who & counting).bit_count() < ENOUGH:
            figures["few"] += 1
            figures["few with a fix"] += bool(hit.fixes)


def _print_spans(
    whole: Figures,
    by_room: dict[str, Figures],
    by_variant: dict[str, Figures],
    exact: list[float],
    table: Table,
) -> None:
    spans = len(exact)
    share = sum(exact) / max(1, spans)
    table.at_least(
        f"k from text: exact {within(bootstrap(exact, random.Random(5)))}", share, 0.92, "share of spans"
    )
    worst = min((_share(figures), room) for room, figures in by_room.items() if _total(figures))
    table.at_least(f"k from text: exact, worst room {worst[1]}", worst[0], 0.92, "share of spans")
    for leak, figures in sorted(by_variant.items()):
        low_high = within(wilson(figures["exact"], _total(figures)))
        table.at_least(
            f"k from text: exact, {leak} ({_total(figures)}) {low_high}", _share(figures), 0, "share"
        )
    high = whole["too high"]
    table.at_most(
        f"k from text: too high {within(wilson(high, spans))}", high / max(1, spans), 0.01, "share of spans"
    )
    table.at_most("k from text: missed", whole["missed"] / max(1, spans), 1, "share of spans")


def _share(figures: Figures) -> float:
    return figures["exact"] / max(1, _total(figures))


def _total(figures: Figures) -> int:
    return sum(figures[verdict] for verdict in ("exact", "too high", "too low", "missed"))


def _print_flags(whole: Figures, table: Table) -> None:
    right, missed, wrong = whole["flagged rightly"], whole["flag missed"], whole["flagged wrongly"]
    recall = right / max(1, right + missed)
    precision = right / max(1, right + wrong)
    table.at_least(f"k from text: flag recall {within(wilson(right, right + missed))}", recall, 0.99, "share")
    table.at_least(
        f"k from text: flag precision {within(wilson(right, right + wrong))}", precision, 0.95, "share"
    )
    clean = whole["clean"]
    table.at_most(
        f"k from text: passages with no label flagged {within(wilson(whole['clean flagged'], clean))}",
        whole["clean flagged"] / max(1, clean),
        0.01,
        "share",
    )
    table.at_least(
        "k from text: narrow hits with a fix", whole["few with a fix"] / max(1, whole["few"]), 0.9, "share"
    )


def _wordings(rosters: dict[str, Roster], layers: dict[str, QuasiIdentifiers], table: Table) -> None:
    rng = random.Random(11)
    figures: Figures = Counter()
    for _ in range(WRITTEN):
        room = rng.choice(sorted(rosters))
        layer = layers[room]
        text, spans = written(rosters[room], rng)
        hits = layer.find(passage(text))
        for start, end, said in spans:
            k = layer.anonymity_set(said).bit_count()
            figures[_verdict(_lowest(hits, start, end, layer.index.counting), k)] += 1
    spans = _total(figures)
    low_high = within(wilson(figures["exact"], spans))
    table.at_least(f"k from other wordings: exact ({spans}) {low_high}", _share(figures), 0.92, "share")
    table.at_most("k from other wordings: too high", figures["too high"] / max(1, spans), 0.01, "share")


def _speed(rosters: dict[str, Roster], texts: list[dict[str, Any]], table: Table) -> None:
    roster = max(rosters.values(), key=len)
    people = tuple(one for _ in range(500 // len(roster) + 1) for one in roster.people)[:500]
    QuasiIdentifiers(roster)
    begun = time.process_time()
    QuasiIdentifiers(Roster(people))
    table.at_most("k from text: build for 500 people", (time.process_time() - begun) * 1000, 150, "ms")
    ordinary = [one["text"] for one in texts if one["kind"] not in {"quasi", "negative"}]
    read = passage("\n\n".join(ordinary)[:500_000])
    assert read.sentences
    layer = QuasiIdentifiers(roster)
    layer.find(read)
    begun = time.process_time()
    layer.find(read)
    seconds = time.process_time() - begun
    table.at_least(
        "k from text: speed on ordinary text, 55 people", len(read.text) / seconds / 1e6, 1, "MB/s"
    )


if __name__ == "__main__":
    shown = Table("k from text")
    measure(Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/attribution"), shown)
    shown.finish()
