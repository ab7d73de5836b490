"""The project's own labelled passages (`tests/data/attribution`), written without a look at the guard: what it makes of them.

Nothing is tuned on single passages. `reckoned` gives the figures; a test of the guard holds them as floors.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from attribution.figures import overlaps, passages, rooms, wilson, within
from table import Table
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Finding

OWN = Path(__file__).parents[2] / "tests" / "data" / "attribution"
SETS = {"own": OWN} | {
    name: OWN / name for name in ("second", "third", "fourth", "fifth", "sixth", "held", "unseen")
}
"""Six are worked through, class of error by class. Nobody looks at what is missed in the last two: they tell of new wording."""
_ALIKE = (
    frozenset({"D1", "D2", "D3", "D4", "D5", "A1", "A2"}),
    frozenset({"D5", "Q1", "Q2", "Q3", "Q4", "A1"}),
    frozenset({"V1", "V2", "Q4"}),
    frozenset({"T1"}),
)
"""Leaks of which one may stand for another at the same place."""


class Figures(NamedTuple):
    """Counts by kind of passage: labelled and found, findings and right ones, flags, k, words."""

    labelled: Counter[str]
    found: Counter[str]
    findings: Counter[str]
    right: Counter[str]
    flags: Counter[tuple[str, bool, bool]]
    """Kind, whether it should be flagged, whether it was."""
    k: Counter[str]
    """"exact", "high" and "low"."""
    words: int

    @property
    def recall(self) -> float:
        return sum(self.found.values()) / max(1, sum(self.labelled.values()))

    @property
    def precision(self) -> float:
        return sum(self.right.values()) / max(1, sum(self.findings.values()))

    @property
    def false_per_thousand(self) -> float:
        return 1000 * (sum(self.findings.values()) - sum(self.right.values())) / max(1, self.words)

    def flagged(self, *, rightly: bool) -> tuple[int, int]:
        """How many of those that should (or should not) be flagged are flagged, and how many there are."""
        of = [(count, was) for (_, should, was), count in self.flags.items() if should is rightly]
        return sum(count for count, was in of if was), sum(count for count, _ in of)


def measure(folder: Path, table: Table) -> None:
    """Rows for each set of the project's own passages, or of `--data` where that holds passages itself.

    The open data keeps its passages one folder deeper; it has benches of its own.
    """
    if (folder / "passages.jsonl").is_file():
        _rows(folder.name, reckoned(folder), table)
        return
    for name, place in SETS.items():
        _rows(name, reckoned(place), table)


def _rows(name: str, figures: Figures, table: Table) -> None:
    """By kind what was found and what was right, then what counts."""

    def row(told: str, part: int, of: int, bar: float, *, is_most: bool = False) -> None:
        add = table.at_most if is_most else table.at_least
        add(f"{name}: {told} {within(wilson(part, of))} of {of}", part / max(1, of), bar, "share")

    for kind, count in sorted(figures.labelled.items()):
        row(f"{kind}, labelled places found", figures.found[kind], count, 0)
    for kind, count in sorted(figures.findings.items()):
        row(f"{kind}, findings right", figures.right[kind], count, 0)
    k, told = figures.k, sum(figures.k.values())
    row("passages rightly flagged", *figures.flagged(rightly=True), 0.95)
    row("quiet passages flagged", *figures.flagged(rightly=False), 0.05, is_most=True)
    row("k exact", k["exact"], told, 0.92)
    row("k too high", k["high"], told, 0.01, is_most=True)
    table.at_most(f"{name}: false findings per 1,000 words", figures.false_per_thousand, 0.3, "")


def reckoned(folder: Path) -> Figures:
    """What the guard makes of all passages of a folder."""
    guards = {room: Guard(roster, key=b"bench") for room, roster in rooms(folder).items()}
    figures = Figures(Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), 0)
    words = 0
    for passage in passages(folder):
        points = [point["text"] for point in passage.get("points", ())]
        findings = guards[passage["event"]].scan(passage["text"], points=points).findings
        _count(passage, findings, figures)
        words += len(passage["text"].split())
    return figures._replace(words=words)


def _count(passage: dict[str, Any], findings: Iterable[Finding], figures: Figures) -> None:
    kind, told = passage["kind"], list(findings)
    figures.flags[kind, passage["expect_flag"], bool(told)] += 1
    for span in passage["spans"]:
        if span["k"] is not None and span["k"] >= 5:
            continue
        met = [one for one in told if _touches(one, span) and _are_alike(one.leak.value, span["leak"])]
        figures.labelled[kind] += 1
        figures.found[kind] += bool(met)
        if met and "constraints" in span:
            figures.k[
                _compared(min(one.k or 0 for one in met), {span["k"], span.get("k_known", span["k"])})
            ] += 1
    known = [(span["start"], span["end"]) for span in (*passage["spans"], *passage.get("neutral", ()))]
    for one in told:
        figures.findings[kind] += 1
        figures.right[kind] += overlaps(one.start, one.end, known)


def _compared(k: int, right: set[int]) -> str:
    return "exact" if k in right else "high" if k > max(right) else "low"


def _touches(one: Finding, span: dict[str, Any]) -> bool:
    return bool(one.start < span["end"] and span["start"] < one.end)


def _are_alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _ALIKE)
