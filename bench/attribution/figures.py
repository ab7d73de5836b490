"""Intervals for the figures of the guard, and how a finding answers to what was labelled."""

import json
import math
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from underrose.methods.attribution.roster_files import from_json
from underrose.methods.attribution.values import Roster

Z = 1.959963984540054
"""Of a normal distribution, for 95 %."""


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share. Source: Wilson (1927)."""
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    middle = share + Z * Z / (2 * trials)
    spread = Z * math.sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    scale = 1 + Z * Z / trials
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def bootstrap(
    values: Sequence[float],
    rng: random.Random,
    rounds: int = 1000,
    of: Callable[[Sequence[float]], float] = lambda drawn: sum(drawn) / len(drawn),
) -> tuple[float, float]:
    """The 95 % percentile interval of a figure of some values (their mean if none is named). Source: Efron (1979)."""
    if not values:
        return 0.0, 1.0
    drawn = sorted(of(rng.choices(values, k=len(values))) for _ in range(rounds))
    return drawn[int(0.025 * rounds)], drawn[min(rounds - 1, int(0.975 * rounds))]


def within(low_high: tuple[float, float]) -> str:
    """An interval as it stands behind the name of a row."""
    return f"[{low_high[0]:.3f}, {low_high[1]:.3f}]"


def rooms(folder: Path) -> dict[str, Roster]:
    """The rosters of the data, by room; people stand in the order of the file."""
    raw = (_labelled(folder) / "rosters.json").read_bytes()
    return {room: from_json(raw, room) for room in _rooms(raw)}


def places(folder: Path) -> dict[str, dict[str, int]]:
    """For each room the place of a person in the roster, by the id labels use."""
    rooms = _rooms((_labelled(folder) / "rosters.json").read_bytes())
    return {room: {one["id"]: place for place, one in enumerate(people)} for room, people in rooms.items()}


def passages(folder: Path) -> list[dict[str, Any]]:
    """The labelled passages of the data."""
    lines = (_labelled(folder) / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def _labelled(folder: Path) -> Path:
    """Rooms and passages stand in a folder of their own, or in the folder itself."""
    return folder / "roundtable" if (folder / "roundtable").is_dir() else folder


def _rooms(raw: bytes) -> dict[str, list[dict[str, Any]]]:
    found = json.loads(raw)
    found = found.get("rooms", found)
    return {room: people["people"] if isinstance(people, dict) else people for room, people in found.items()}


def overlaps(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a place touches one of some places."""
    return any(start < until and begin < end for begin, until in spans)
