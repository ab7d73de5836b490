"""`underrose allocate`: groups for an instance in a file, with their quality and its bound. Asks no database."""

import json
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from underrose.methods.allocation.breakouts.explanation import explain
from underrose.methods.allocation.breakouts.feasibility import feasibility
from underrose.methods.allocation.breakouts.instance_file import (
    MOST_BYTES,
    UnreadableInstance,
    conflicts_as_json,
    plan_as_json,
    read_instance,
)
from underrose.methods.allocation.breakouts.plain_english import conflict_sentence, plan_sentences
from underrose.methods.allocation.breakouts.problem import Problem
from underrose.methods.allocation.breakouts.solving import CYCLE, CYCLES, Plan, Progress, solve
from underrose.methods.allocation.breakouts.verification import groups_of

IMPOSSIBLE, BROKEN, STOPPED = 3, 4, 130


class Command(BaseCommand):
    help = (
        "Make breakout groups for an instance in a file (JSON), or for a list of people (CSV, with --groups and "
        "--rounds), and say how good they are. Ctrl+C keeps the best plan so far. Ends with 0 when all rules hold, 1 "
        "when the file cannot be read, 3 when what is asked cannot be met, 4 when a rule is broken all the same, 130 "
        "when it was stopped."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("instance", type=Path, help="the file")
        parser.add_argument(
            "--seed", type=int, default=1, help="default: 1; the same seed gives the same plan"
        )
        parser.add_argument(
            "--moves", type=int, default=CYCLE * CYCLES, help=f"how long to search; default: {CYCLE * CYCLES}"
        )
        parser.add_argument("--groups", type=int, help="of a list of people: how many groups")
        parser.add_argument("--rounds", type=int, help="of a list of people: how many rounds")
        parser.add_argument(
            "--slack", type=int, default=0, help="by how much each value may miss an even mix; default: 0"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object: plan and report")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["moves"] < 1 or options["slack"] < 0:
            raise CommandError("--moves must be 1 or more, --slack 0 or more.")
        problem = _loosened(
            _problem(options["instance"], options["groups"], options["rounds"]), options["slack"]
        )
        found = feasibility(problem)
        if found.conflicts:
            if options["json"]:
                self._print({"conflicts": conflicts_as_json(found.conflicts)})
            else:
                for conflict in found.conflicts:
                    self.stdout.write(conflict_sentence(problem, conflict))
            sys.exit(IMPOSSIBLE)
        with _until_stopped() as stopped:
            plan = solve(
                problem,
                seed=options["seed"],
                moves=options["moves"],
                may_go_on=lambda progress: self._go_on(progress, stopped),
            )
        self._say_progress("")
        if stopped:
            self.stderr.write(
                f"Stopped after {plan.tried} of {plan.moves} moves; this is the best plan so far."
            )
        if options["json"]:
            self._print(plan_as_json(problem, plan))
        else:
            self._tell(problem, plan)
        if stopped:
            sys.exit(STOPPED)
        if not plan.report.is_valid:
            sys.exit(BROKEN)

    def _go_on(self, progress: Progress, stopped: list[int]) -> bool:
        self._say_progress(f"{100 * progress.tried // progress.moves} % of the moves tried")
        return not stopped

    def _say_progress(self, words: str) -> None:
        """On one line that is written over, and only where somebody looks on."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{words}", style_func=str, ending="")
            self.stderr.flush()

    def _print(self, found: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(found, ensure_ascii=False))

    def _tell(self, problem: Problem, plan: Plan) -> None:
        for number, round_ in enumerate(problem.rounds):
            self.stdout.write(f"Round {round_.name}")
            for group, people in groups_of(plan.seats, number).items():
                names = ", ".join(problem.labels[one] for one in people)
                self.stdout.write(f"  Group {round_.groups[group].name}: {names}")
        self.stdout.write("")
        for sentence in plan_sentences(problem, explain(problem, plan.seats)):
            self.stdout.write(sentence)
        self.stdout.write(f"Seed {plan.seed}, {plan.tried} moves tried: with them this plan comes out again.")


def _problem(file: Path, groups: int | None, rounds: int | None) -> Problem:
    try:
        with file.open("rb") as opened:
            given = opened.read(MOST_BYTES + 1)
        return read_instance(given, groups=groups, rounds=rounds)
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error
    except UnreadableInstance as unreadable:
        raise CommandError(f"{file}: {unreadable}") from unreadable


def _loosened(problem: Problem, slack: int) -> Problem:
    within = min(slack, len(problem))
    return replace(problem, attributes=tuple(replace(one, slack=within) for one in problem.attributes))


@contextmanager
def _until_stopped() -> Iterator[list[int]]:
    """Ctrl+C asks the search to stop; a second one ends the program."""
    stopped: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def stop(number: int, _frame: object) -> None:
        stopped.append(number)
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)
