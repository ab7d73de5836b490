"""Who sits with whom: repeats against the bound, quotas, time; full rooms; drop-outs; one round of the most different.

Seconds are of the processor, in a process that has loaded the search, as a worker has. Each row of a room is computed in
a process of its own, whose memory is measured.
"""

import argparse
import csv
import gzip
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

from table import Table
from underrose.methods.allocation.breakouts import loading
from underrose.methods.allocation.breakouts.dispersion import Room, disperse, read_room
from underrose.methods.allocation.breakouts.explanation import explain
from underrose.methods.allocation.breakouts.problem import (
    ABSENT,
    Attribute,
    Group,
    Pin,
    Problem,
    Round,
    Seats,
    even_sizes,
    pair,
)
from underrose.methods.allocation.breakouts.repair import repair, seats_to_come
from underrose.methods.allocation.breakouts.solving import CYCLE, CYCLES, Progress, solve
from underrose.methods.allocation.breakouts.verification import verify

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "allocation"
ROOMS = {
    "roundtable55_g7_r4_s7": (37, 1.0, 6_000_000),
    "roundtable55_g7_r4_s11": (37, 1.0, 6_000_000),
    "plenary500_g63_r6_s7": (0, 3.0, CYCLE * CYCLES),
    "congress5000_g625_r6_s7": (0, 60.0, 20 * CYCLE * CYCLES),
}
"""Rooms with quotas, those apart and facilitators: repeats at the most, seconds, and moves."""
LONG_RUNS = Path(__file__).with_name("diverse-rounds.json")
"""The best of two runs of `LONG` seconds for each instance of one round; `--only diverse --long 30` makes it anew."""
LONG = 30.0
WHY_SHORT = (
    "Why drop-outs fall short: whoever is left keeps the repeats of larger groups, some changes only bring sizes and quotas back "
    "in order, and two changed seats take away one repeat at the most, on the average. A cold start has none of these repeats "
    "to begin with. That nothing better exists within a tenth of the seats is not proven."
)
SLACK = 1
SEEDS = (1, 2, 3)
PEER_SECONDS = 60
NO_PEERS = (
    "groupselect and the social golfer solvers of public repositories are in no package registry that we know of; "
    "sortition-algorithms draws a panel and seats nobody: beside us stand CP-SAT on the pair model and the best of 1,000 lots."
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with breakout, golfer and mdgp")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=list(PARTS), help="some of the parts")
    parser.add_argument("--short", type=float, default=10, help="seconds of a short run of one diverse round")
    parser.add_argument(
        "--long", type=float, help="seconds of each of two long runs, to be made anew and kept"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--room", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not (given.data / "breakout").is_dir():
        sys.exit(f"There is no folder breakout in {given.data}. Name the folder with --data.")
    if given.room:
        print(json.dumps(solved(given.data, given.room)))
        return
    table = Table("Who sits with whom")
    for part in given.only:
        PARTS[part](table, given)
    table.finish(as_json=given.json)


def start(table: Table, _given: argparse.Namespace) -> None:
    """What a process pays that makes plans for the first time, from what is kept on disk."""
    asked = "from underrose.methods.allocation.breakouts import loading as l; import time; l.load(); print(time.process_time())"
    loading.load()
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    table.at_most("cold start: imports and first searches", float(done.stdout), 5, "CPU s")


def rooms(table: Table, given: argparse.Namespace) -> None:
    for name, (most, seconds, _moves) in ROOMS.items():
        command = [sys.executable, __file__, "--data", str(given.data), "--room", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
        found = json.loads(done.stdout)
        table.at_most(f"{name}: repeats (bound {found['bound']})", found["encounters"], most, "")
        table.at_most(f"{name}: people off a quota, one more or less allowed", found["off"], 0, "")
        table.at_most(f"{name}: rules broken", found["violations"], 0, "")
        table.at_most(f"{name}: until then", found["seconds"], seconds, "CPU s")
        table.at_most(f"{name}: memory of the process", found["megabytes"], 1_000, "MB")
    loading.load()
    began = time.process_time()
    report = solve(plain(55, 8, 4), seed=1).report
    table.at_most("55 / 8 / 4 and nothing else asked: repeats", report.encounters, 0, "")
    table.at_most("55 / 8 / 4: until then", time.process_time() - began, 0.1, "CPU s")


def solved(data: Path, name: str) -> dict[str, float]:
    """One room, in a process of its own: stopped where its seconds are over."""
    loading.load()
    problem = asked(data, name)
    _most, seconds, moves = ROOMS[name]
    began = time.process_time()
    plan = solve(problem, seed=1, moves=moves, may_go_on=until(began + seconds * 0.95))
    spent = time.process_time() - began
    report = plan.report
    return {
        "encounters": report.encounters,
        "bound": report.bounds.encounters,
        "off": report.off_quota,
        "violations": len(report.violations),
        "seconds": spent,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def until(end: float) -> Callable[[Progress], bool]:
    return lambda _progress: time.process_time() < end


def asked(data: Path, name: str) -> Problem:
    """A file of the folder breakout."""
    kept = json.loads((data / "breakout" / f"{name}.json").read_text(encoding="utf-8"))
    room = plain(kept["n"], kept["groups"], kept["rounds"])
    return replace(
        room,
        attributes=tuple(
            Attribute(name, tuple((value,) for value in values), SLACK)
            for name, values in kept["attributes"].items()
        ),
        apart=frozenset(pair(*both) for both in kept["must_apart"]),
        pins=tuple(
            Pin(number, person, int(group))
            for number in range(kept["rounds"])
            for group, person in kept["facilitators"].items()
        ),
    )


def plain(people: int, groups: int, rounds: int) -> Problem:
    sizes = even_sizes(people, groups)
    tables = tuple(Group(str(number), min(sizes), max(sizes)) for number in range(groups))
    return Problem(
        tuple(str(number) for number in range(people)),
        tuple(Round(str(number), tables) for number in range(rounds)),
    )


def peers(table: Table, _given: argparse.Namespace) -> None:
    """The first room by others, in the same run. They are shown the sizes alone, which is less than we are asked."""
    problem = plain(55, 7, 4)
    rng = Random(1)
    lots = [verify(problem, lot(problem, rng)) for _ in range(1_000)]
    table.row(
        "55 / 7 / 4 by lot, best of 1,000: repeats", min(one.encounters for one in lots), "", "", is_met=True
    )
    mean = statistics.mean(one.distinct for one in lots)
    table.row("55 / 7 / 4 by lot: different pairs on the average (bound 738)", mean, "", "", is_met=True)
    try:
        from ortools.sat.python import cp_model
    except ImportError:
        print("ortools is not installed: CP-SAT is left out.", file=sys.stderr)
    else:
        best = lot(problem, Random(1))
        seats, spent = by_cp_sat(cp_model, problem, best)
        if seats is None:
            print(f"CP-SAT found no plan in {PEER_SECONDS} s of the processor.", file=sys.stderr)
        else:
            found = verify(problem, seats).encounters
            table.row(
                "55 / 7 / 4 by CP-SAT on the pair model, sizes alone: repeats", found, "", "", is_met=True
            )
        table.row("55 / 7 / 4 by CP-SAT: spent", spent, "", "CPU s", is_met=True)
    print(NO_PEERS, file=sys.stderr)


def lot(problem: Problem, rng: Random) -> Seats:
    chairs = [group for group, size in enumerate(even_sizes(len(problem), 7)) for _ in range(size)]
    return tuple(tuple(rng.sample(chairs, len(chairs))) for _round in problem.rounds)


def by_cp_sat(cp_model: Any, problem: Problem, begun: Seats) -> tuple[Seats | None, float]:
    """x[r, i, g], and for each pair how many rounds it shares, whose m(m-1)/2 is summed. A lot is given as a hint."""
    model, rounds, groups = cp_model.CpModel(), range(len(problem.rounds)), range(7)
    people = range(len(problem))
    x = {(r, i, g): model.new_bool_var("") for r in rounds for i in people for g in groups}
    for r in rounds:
        for i in people:
            model.add_exactly_one(x[r, i, g] for g in groups)
        for g, table in enumerate(problem.rounds[r].groups):
            model.add_linear_constraint(sum(x[r, i, g] for i in people), table.smallest, table.largest)
    repeats = []
    for i, k in combinations(people, 2):
        shared = []
        for r in rounds:
            both = model.new_bool_var("")
            for g in groups:
                model.add(both >= x[r, i, g] + x[r, k, g] - 1)
            shared.append(both)
        again = model.new_int_var(0, 6, "")
        total = sum(shared)
        for slope in range(1, len(shared)):
            model.add(again >= slope * total - slope * (slope + 1) // 2)
        repeats.append(again)
    for (r, i, g), sits in x.items():
        model.add_hint(sits, begun[r][i] == g)
    model.minimize(sum(repeats))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 8
    began = time.process_time()
    done = Event()
    Thread(target=stopped, args=(solver, began + PEER_SECONDS, done), daemon=True).start()
    status = solver.solve(model)
    done.set()
    print(f"CP-SAT: {solver.status_name(status)}", file=sys.stderr)
    spent = time.process_time() - began
    try:
        return tuple(
            tuple(next(g for g in groups if solver.boolean_value(x[r, i, g])) for i in people) for r in rounds
        ), spent
    except RuntimeError:  # nothing was found
        return None, spent


def stopped(solver: Any, end: float, done: Event) -> None:
    """Stop a solver that counts seconds of the clock when its seconds of the processor are over."""
    while not done.wait(0.2):
        if time.process_time() > end:
            solver.stop_search()


def dropouts(table: Table, given: argparse.Namespace) -> None:
    """Three people do not come, before the first round and after it, against a plan made without them."""
    loading.load()
    problem = asked(given.data, "roundtable55_g7_r4_s7")
    pinned = {pin.person for pin in problem.pins}
    for held in (0, 1, 2):
        worse: list[int] = []
        parts: list[float] = []
        seconds: list[float] = []
        curves: list[str] = []
        each: list[float] = []
        valid = 0
        for seed in SEEDS:
            plan = solve(problem, seed=seed)
            missing = Random(seed).sample(sorted(set(range(55)) - pinned), 3)
            after = without(problem, plan.seats, frozenset(missing), held)
            cold = solve(replace(after, in_hand=None), seed=seed).report.encounters
            began = time.process_time()
            found = repair(after, seed=seed)
            seconds.append(time.process_time() - began)
            worse.append(found.plan.report.encounters - cold)
            parts.append(100 * found.plan.report.changes / seats_to_come(after))
            valid += found.plan.report.is_valid and not found.plan.report.off_quota
            left = tuple(
                tuple(
                    ABSENT if person in round_.absent else group
                    for person, group in enumerate(round_.held or row)
                )
                for row, round_ in zip(plan.seats, after.rounds, strict=True)
            )
            exchanges = found.plan.report.changes / 2
            fewer = verify(after, left).encounters - found.plan.report.encounters
            each.append(fewer / exchanges if exchanges else 0.0)
            curves.append(
                f"0: {verify(after, left).encounters}, "
                + ", ".join(f"{one.report.changes}: {one.report.encounters}" for one in found.curve)
                + f", cold {cold}"
            )
        name = f"three missing, {held} of 4 rounds held"
        table.at_least(
            f"{name}: plans that keep all rules and quotas, of {len(SEEDS)}", valid, len(SEEDS), ""
        )
        table.at_most(f"{name}: seats changed, worst", max(parts), 10, "%")
        table.at_most(f"{name}: repeats more than a cold start, worst", max(worse), 3, "")
        table.at_most(f"{name}: until then, worst", max(seconds), 1, "CPU s")
        table.row(f"{name}: repeats saved by two changed seats", statistics.mean(each), "", "", is_met=True)
        print(f"{name}: seats changed: repeats\n  " + "\n  ".join(curves), file=sys.stderr)
    print(WHY_SHORT, file=sys.stderr)


def without(problem: Problem, seats: Seats, missing: frozenset[int], held: int) -> Problem:
    """The problem with the plan in hand, some rounds over and some people away in the others."""
    left = len(problem) - len(missing)
    sizes = even_sizes(left, len(problem.rounds[0].groups))
    rounds = tuple(
        replace(round_, held=seats[number])
        if number < held
        else replace(
            round_,
            absent=missing,
            groups=tuple(
                replace(group, smallest=min(group.smallest, min(sizes) - 1)) for group in round_.groups
            ),
        )
        for number, round_ in enumerate(problem.rounds)
    )
    return replace(problem, rounds=rounds, in_hand=seats)


def reasons(table: Table, _given: argparse.Namespace) -> None:
    """What a page of groups waits for: everything that can be said of a plan, where everybody ranked five groups of a round."""
    for people in (2_000, 5_000):
        rng, groups = Random(1), people // 10
        problem = plain(people, groups, 4)
        wishes = {
            (number, person, group): rank
            for number in range(4)
            for person in range(people)
            for rank, group in enumerate(rng.sample(range(groups), 5))
        }
        chairs = [person % groups for person in range(people)]
        seats = tuple(tuple(rng.sample(chairs, people)) for _round in range(4))
        began = time.process_time()
        found = explain(replace(problem, wishes=wishes), seats)
        table.at_most(f"{people:,} people: reasons of a plan", time.process_time() - began, 2, "CPU s")
        table.row(f"{people:,} people: wishes not met", len(found.disappointed), "", "", is_met=True)


def golfer(table: Table, given: argparse.Namespace) -> None:
    loading.load()
    with (given.data / "golfer" / "sgp_max_rounds_oeis_A107431.csv").open(encoding="utf-8") as file:
        rows = [tuple(int(value) for value in row.values()) for row in csv.DictReader(file)]
    spent, open_ = [], 0
    for groups, size, rounds in [*rows, (7, 7, 8), (8, 8, 9), (9, 9, 10)]:
        began = time.process_time()
        report = solve(plain(groups * size, groups, rounds), seed=1).report
        spent.append(time.process_time() - began)
        open_ += not report.is_proven
        table.at_most(f"golfers {groups} x {size}, {rounds} rounds: repeats", report.encounters, 0, "")
    table.at_most("golfers: the longest of them", max(spent), 1, "CPU s")


def diverse(table: Table, given: argparse.Namespace) -> None:
    """Gaps of a short run to the best of two long ones, from other beginnings, which are kept. Less time for fewer people."""
    loading.load()
    kept: dict[str, float] = json.loads(LONG_RUNS.read_text(encoding="utf-8"))
    gaps: dict[int, list[float]] = {}
    for name, room in instances(given.data / "mdgp"):
        part = min(1.0, len(room.distances) / 240)
        if given.long or name not in kept:
            longest = (given.long or LONG) * part
            kept[name] = round(max(run(room, seed=seed, seconds=longest) for seed in (2, 3)), 3)
        short = run(room, seed=1, seconds=given.short * part)
        print(f"{name}: short {short:.3f}, long {kept[name]:.3f}", file=sys.stderr)
        gaps.setdefault(len(room.distances), []).append(100 * max(0.0, kept[name] - short) / kept[name])
    if given.long:
        LONG_RUNS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    for people, found in sorted(gaps.items()):
        name = f"one diverse round of {people}, {given.short * min(1.0, people / 240):g} CPU s"
        table.row(f"{name}: gap on the average of {len(found)}", statistics.mean(found), "", "%", is_met=True)
        table.at_most(f"{name}: worst gap", max(found), 0.1, "%")


def instances(folder: Path) -> Iterator[tuple[str, Room]]:
    for file in sorted(folder.glob("*_n*_*.txt*")):
        room = read_room(
            gzip.decompress(file.read_bytes()).decode() if file.suffix == ".gz" else file.read_text()
        )
        if len(room.distances) <= 240:
            yield file.name.partition(".")[0], room


def run(room: Room, *, seed: int, seconds: float) -> float:
    end = time.process_time() + seconds
    return disperse(room, seed=seed, cycles=10_000, may_go_on=lambda _so_far: time.process_time() < end).value


PARTS: dict[str, Callable[[Table, argparse.Namespace], None]] = {
    "start": start,
    "rooms": rooms,
    "peers": peers,
    "golfer": golfer,
    "reasons": reasons,
    "dropouts": dropouts,
    "diverse": diverse,
}

if __name__ == "__main__":
    main()
