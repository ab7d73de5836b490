"""How good the waves of invitations are: shortfall, the cap, one wave against two and three, wrong chances, time.

Every figure is measured on scenarios of this file's own, never on those a plan was chosen with. The greedy beside it
invites who brings the expected numbers closest to the targets until the expected attendance reaches a level, and the
level is tuned on scenarios so that the greedy does as well as it can under the same cap.
"""

import argparse
import csv
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from table import Table
from underrose.methods.allocation.composition import Candidate, Composition, Standing
from underrose.methods.allocation.deviation import bounds
from underrose.methods.allocation.explanation import feasibility_sentences
from underrose.methods.allocation.feasibility import smallest_relaxation
from underrose.methods.allocation.forecast import evaluate
from underrose.methods.allocation.incidence import incidence
from underrose.methods.allocation.scenarios import Assumptions
from underrose.methods.allocation.targets_file import read_pool, read_targets
from underrose.methods.allocation.waves import Settings, propose_wave

POOLS = Path(__file__).resolve().parents[2] / "shared" / "data" / "allocation" / "pools"
CAP = 55
ALLOWED = 0.05
FRESH = 40_000
SEATS_OF_PUBLIC_POOLS = {"sortition_fixture150": 22, "example_small_20": 20}
"""Stated by those who published the pools; in their files no number of seats is given."""

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Room:
    """What happened, on the average: missing and surplus seats, and how often more came than may sit."""

    missing: float
    surplus: float
    over: float

    @property
    def off(self) -> float:
        return self.missing + self.surplus


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=POOLS, help="the folder with the pools")
    parser.add_argument("--cap", type=int, default=CAP, help="seats in the room")
    parser.add_argument("--courses", type=int, default=60, help="courses of replies played for several waves")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    folder = given.data / "pools" if (given.data / "pools").is_dir() else given.data
    files = sorted(file for file in folder.glob("invite160*.csv") if re.search(r"_s\d+\.csv$", file.name))
    if not files:
        sys.exit(f"There is no invite160*_sN.csv in {folder}. Name the folder of the pools with --data.")
    table = Table("Who is invited")
    for file in files:
        pool = Pool(load(file, given.cap), file.stem)
        one_wave(table, pool)
        several_waves(table, pool, given.courses)
        wrong_chances(table, pool, given.courses)
        what_can_be_met(table, pool.composition, pool.name)
    for name, seats in SEATS_OF_PUBLIC_POOLS.items():
        if (folder / name).is_dir():
            what_can_be_met(table, public(folder / name, seats), name)
    table.finish(as_json=given.json)


def load(file: Path, cap: int) -> Composition:
    stem = re.sub(r"_s\d+$", "", file.stem)
    beside = [file.with_name(f"{name}_targets.csv") for name in (file.stem, stem)]
    targets = read_targets(next(path for path in beside if path.exists()).read_bytes())
    pool = read_pool(file.read_bytes())
    for fault in (*targets.faults, *pool.faults):
        sys.exit(f"{file.name}: {fault.sentence}")
    return Composition(pool.candidates, targets.targets, cap)


def public(folder: Path, seats: int) -> Composition:
    """A pool of the sortition community: the people and the targets in two files, whatever they are called."""
    people, wanted = sorted(folder.glob("*.csv"), key=lambda file: -file.stat().st_size)[:2]
    targets = read_targets(wanted.read_bytes()).targets
    features = {target.feature for target in targets}
    with people.open(encoding="utf-8", newline="") as lines:
        rows = [{key: row[key] for key in row if key in features} for row in csv.DictReader(lines)]
    found = read_pool([["id", *rows[0]], *([str(n), *row.values()] for n, row in enumerate(rows))])
    return Composition(found.candidates, targets, seats)


class Pool:
    """One instance, with the numbers of this bench beside it: chances, who counts to what, the bounds."""

    def __init__(self, composition: Composition, name: str) -> None:
        self.composition, self.name = composition, name
        self.chances = np.array([each.chance for each in composition.candidates])
        self.who = incidence(composition)
        self.bounds = bounds(composition.targets)
        self.place = {each.key: row for row, each in enumerate(composition.candidates)}

    def rows(self, keys: tuple[str, ...]) -> Flags:
        found = np.zeros(len(self.chances), dtype=bool)
        found[[self.place[key] for key in keys]] = True
        return found

    def outcome(self, invited: Flags, chances: Floats, *, came: Flags | None = None, seed: int = 99) -> Room:
        """What inviting these leads to, when those have come already."""
        rng = np.random.default_rng(seed)
        came = np.zeros_like(invited) if came is None else came
        fresh = FRESH if not came.any() else FRESH // 10
        attends = (rng.random((int(invited.sum()), fresh)) < chances[invited][:, None]).astype(float)
        counts = self.who[:, invited] @ attends + self.who[:, came].sum(axis=1)[:, None]
        heads = attends.sum(axis=0) + came.sum()
        return Room(
            float(self.bounds.missing(counts).sum(axis=0).mean()),
            float(self.bounds.surplus(counts).sum(axis=0).mean()),
            float((heads > self.composition.cap).mean()),
        )


def greedy(pool: Pool, level: float) -> Flags:
    """Whoever brings the expected numbers closest to the targets, until so many are expected to come."""
    invited = np.zeros(len(pool.chances), dtype=bool)
    expected = np.zeros((len(pool.who), 1))
    while not invited.all() and pool.chances[invited].sum() < level:
        left = np.flatnonzero(~invited)
        costs = pool.bounds.cost(expected + pool.who[:, left] * pool.chances[left]).sum(axis=0)
        chosen = left[int(np.argmin(costs))]
        invited[chosen] = True
        expected[:, 0] += pool.who[:, chosen] * pool.chances[chosen]
    return invited


def tuned_greedy(pool: Pool, chances: Floats, key: Callable[[Room], float]) -> Room:
    """The best of all levels of overbooking that hold the cap, both measured on the same fresh scenarios."""
    levels = np.arange(0.7, 1.1, 0.004) * pool.composition.cap
    seen = {greedy(pool, level).tobytes(): greedy(pool, level) for level in levels}
    rooms = [pool.outcome(invited, chances) for invited in seen.values()]
    return min((room for room in rooms if room.over <= ALLOWED), key=key)


def under(value: float, beside: float) -> float:
    return 100 * (1 - value / beside)


def one_wave(table: Table, pool: Pool) -> None:
    took, rooms = [], []
    for seed in range(1, 6):
        start = time.process_time()
        plan = propose_wave(pool.composition, None, Settings(accepts_risk=True, seed=seed))
        took.append(time.process_time() - start)
        rooms.append(pool.outcome(pool.rows(plan.invite), pool.chances))
    off = tuned_greedy(pool, pool.chances, lambda room: room.off)
    missing = tuned_greedy(pool, pool.chances, lambda room: room.missing)
    name, middle = pool.name, statistics.median(room.off for room in rooms)
    short = statistics.median(room.missing for room in rooms)
    table.row(f"{name}: tuned greedy, missing and surplus seats", off.off, "", "seats", is_met=True)
    table.row(f"{name}: tuned greedy, missing seats alone", missing.missing, "", "seats", is_met=True)
    table.row(f"{name}: one wave, missing and surplus seats", middle, "", "seats", is_met=True)
    table.at_least(f"{name}: one wave, missing and surplus under the greedy", under(middle, off.off), 25, "%")
    table.at_least(
        f"{name}: one wave, missing alone under the greedy", under(short, missing.missing), 25, "%"
    )
    long = propose_wave(pool.composition, None, Settings(accepts_risk=True, steps=2000, scenarios=512))
    least = under(pool.outcome(pool.rows(long.invite), pool.chances).missing, missing.missing)
    table.row(f"{name}: missing alone, ten times the steps", least, "", "%", is_met=True)
    table.at_most(
        f"{name}: one wave, more than the cap, worst of 5 seeds", 100 * max(r.over for r in rooms), 5, "%"
    )
    table.at_most(f"{name}: one wave, slowest of 5", max(took), 1, "s CPU")
    start = time.process_time()
    evaluate(pool.composition, plan.invite)
    table.at_most(f"{name}: forecast after a change", 1000 * (time.process_time() - start), 100, "ms CPU")


def played(
    pool: Pool, truth: Floats, waves: int, courses: int, assumptions: Assumptions, *, strict: bool = False
) -> tuple[Room, float]:
    """The average room after so many waves, each planned when all replies to the one before have come; slowest wave."""
    rooms: list[Room] = []
    slowest, first = 0.0, None
    for course in range(courses):
        rng = np.random.default_rng([17, course])
        says_yes = rng.random(len(truth)) < truth
        state, came = pool.composition, np.zeros(len(truth), dtype=bool)
        for wave in range(waves, 0, -1):
            settings = Settings(waves_left=wave, accepts_risk=not strict, seed=course + 1)
            start = time.process_time()
            plan = first if wave == waves and first else propose_wave(state, assumptions, settings)
            slowest = max(slowest, time.process_time() - start)
            first = first or plan
            invited = pool.rows(plan.invite)
            if wave == 1:
                rooms.append(pool.outcome(invited, truth, came=came, seed=course))
            came |= invited & says_yes
            state = after(state, invited, says_yes)
    return Room(
        *(statistics.fmean(getattr(r, part) for r in rooms) for part in ("missing", "surplus", "over"))
    ), slowest


def after(state: Composition, invited: Flags, says_yes: Flags) -> Composition:
    def answered(row: int, each: Candidate) -> Candidate:
        if not invited[row]:
            return each
        return replace(each, standing=Standing.accepted if says_yes[row] else Standing.declined)

    return replace(state, candidates=tuple(answered(row, each) for row, each in enumerate(state.candidates)))


def several_waves(table: Table, pool: Pool, courses: int) -> None:
    rooms = [played(pool, pool.chances, waves, courses, Assumptions()) for waves in (1, 2, 3)]
    for waves, (room, _) in enumerate(rooms, start=1):
        table.row(
            f"{pool.name}: {waves} waves, missing and surplus seats", room.off, "", "seats", is_met=True
        )
        table.at_most(f"{pool.name}: {waves} waves, more than the cap", 100 * room.over, 5, "%")
    table.at_least(f"{pool.name}: two waves under one", under(rooms[1][0].off, rooms[0][0].off), 0.1, "%")
    table.at_least(f"{pool.name}: three waves under two", under(rooms[2][0].off, rooms[1][0].off), 0.1, "%")
    table.at_most(f"{pool.name}: slowest wave of all courses", max(took for _, took in rooms), 1, "s CPU")
    strict, _ = played(pool, pool.chances, 3, courses // 2, Assumptions(), strict=True)
    table.row(f"{pool.name}: 3 waves, no risk accepted in the last", strict.off, "", "seats", is_met=True)
    table.at_most(f"{pool.name}: 3 waves, no risk accepted, more than the cap", 100 * strict.over, 5, "%")


def wrong_chances(table: Table, pool: Pool, courses: int) -> None:
    """The true chances differ from those planned with: each for itself by up to 0.1, or all together by 0.1."""
    rng = np.random.default_rng(5)
    each = np.clip(pool.chances + rng.uniform(-0.1, 0.1, len(pool.chances)), 0, 1)
    plan = propose_wave(pool.composition, None, Settings(accepts_risk=True))
    one = pool.outcome(pool.rows(plan.invite), each)
    beside = tuned_greedy(pool, each, lambda room: room.off)
    name = f"{pool.name}: each chance off by up to 0.1"
    table.at_least(f"{name}, one wave under the greedy", under(one.off, beside.off), 25, "%")
    some = max(10, courses // 2)
    off_by(table, pool, name, each, some)
    off_by(table, pool, f"{pool.name}: all chances 0.1 higher", np.clip(pool.chances + 0.1, 0, 1), some)
    off_by(table, pool, f"{pool.name}: all chances 0.1 lower", np.clip(pool.chances - 0.1, 0, 1), some)


def off_by(table: Table, pool: Pool, name: str, truth: Floats, courses: int) -> None:
    """Planned with a spread of 0.1. The cap is to hold under the rule for the last wave; the risk is the organiser's."""
    spread = Assumptions(spread=0.1)
    rooms = [played(pool, truth, waves, courses, spread)[0] for waves in (1, 2, 3)]
    for waves, room in enumerate(rooms, start=1):
        table.row(f"{name}, {waves} waves, missing and surplus seats", room.off, "", "seats", is_met=True)
        table.row(
            f"{name}, {waves} waves, more than the cap, risk accepted", 100 * room.over, "", "%", is_met=True
        )
    table.at_least(f"{name}, two waves under one", under(rooms[1].off, rooms[0].off), 0.1, "%")
    table.at_least(f"{name}, three waves under two", under(rooms[2].off, rooms[1].off), 0.1, "%")
    strict, _ = played(pool, truth, 3, courses, spread, strict=True)
    table.row(
        f"{name}, 3 waves, no risk accepted, missing and surplus seats", strict.off, "", "seats", is_met=True
    )
    table.at_most(f"{name}, 3 waves, no risk accepted, more than the cap", 100 * strict.over, 5, "%")


def what_can_be_met(table: Table, composition: Composition, name: str) -> None:
    found = smallest_relaxation(composition, fills_room=True)
    table.at_most(f"{name}: are the targets possible", found.seconds, 1, "s")
    table.row(
        f"{name}: bounds that must give way", len(found.relaxations), "", "bounds", is_met=found.is_proven
    )
    wanted = composition.targets[0]
    crowd = sum(wanted.categories <= each.categories for each in composition.candidates)
    beyond = replace(wanted, minimum=crowd + 2, maximum=None, minimum_flexible=None, maximum_flexible=None)
    harder = replace(composition, targets=(beyond, *composition.targets[1:]))
    broken = smallest_relaxation(harder, fills_room=True)
    table.at_most(f"{name}: smallest relaxation, one target beyond the pool", broken.seconds, 1, "s")
    tight = replace(composition, cap=composition.cap // 2)
    halved = smallest_relaxation(tight, fills_room=True)
    table.at_most(f"{name}: smallest relaxation, half the seats", halved.seconds, 1, "s")
    for sentence in feasibility_sentences(found):
        print(f"{name}: {sentence}", file=sys.stderr)


if __name__ == "__main__":
    main()
