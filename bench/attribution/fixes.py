"""Wordings offered: for how many findings of one clause (Q1) or across sentences (Q2) one restores k, and what it leaves.

A wording counts when it says that enough people fit it, and when the guard, asked about the text with that wording in place,
finds nothing any more where the finding was.
"""

from collections import Counter
from pathlib import Path

from attribution.figures import passages, rooms, wilson, within
from table import Table
from underrose.methods.attribution.guard import Guard
from underrose.methods.attribution.values import Finding, Fix

NARROWING = frozenset({"Q1", "Q2", "Q3", "D5"})
SHARE = 0.9
KINDS = frozenset({"quasi"})


def measure(folder: Path, table: Table) -> None:
    """Rows for findings that carry such a wording, and for wordings that hold when they are used."""
    guards = {room: Guard(roster, key=b"bench") for room, roster in rooms(folder).items()}
    found: Counter[str] = Counter()
    for passage in passages(folder):
        if passage["kind"] not in KINDS:
            continue
        guard, text = guards[passage["event"]], passage["text"]
        for one in guard.scan(text).findings:
            if one.leak.value in NARROWING:
                found["all"] += 1
                enough = [fix for fix in one.fixes if fix.k is not None and fix.k >= guard.policy.enough]
                found["offered"] += bool(enough)
                found["holds"] += bool(enough) and _holds(guard, text, one, enough[0])
    span = within(wilson(found["offered"], found["all"]))
    table.at_least(
        f"wordings: findings with one that restores k {span} of {found['all']}",
        found["offered"] / max(1, found["all"]),
        SHARE,
        "share",
    )
    span = within(wilson(found["holds"], found["offered"]))
    table.at_least(
        f"wordings: the first one, used, leaves no finding there {span}",
        found["holds"] / max(1, found["offered"]),
        SHARE,
        "share",
    )


def _holds(guard: Guard, text: str, one: Finding, fix: Fix) -> bool:
    """Whether the place is free of findings once the wording stands there."""
    changed = text[: fix.start] + fix.wording + text[fix.end :]
    end = max(one.end, fix.end) + len(fix.wording) - (fix.end - fix.start)
    return not any(
        other.start < end and min(one.start, fix.start) < other.end and other.leak.value in NARROWING
        for other in guard.scan(changed).findings
    )
