import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core import checks

from underrose.kit import retention
from underrose.kit.models import Duty, Submission
from underrose.kit.retention import Line, Plan

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WHOLE = tuple(
    Line(f"kit.Submission.{name}", "why", "a day", "submissions") for name in ("digest", "result", "made_on")
)


def told(lines: tuple[Line, ...], none: set[str] = frozenset()) -> list[tuple[str | None, str]]:  # type: ignore[assignment]
    plan = Plan(lines, frozenset(none))
    return [
        (fault.id, fault.msg) for fault in retention.faults(plan, [Submission], frozenset({"submissions"}))
    ]


def test_list_that_is_whole_has_no_faults() -> None:
    assert told(WHOLE) == []


def test_model_that_holds_no_person_needs_no_lines() -> None:
    assert told((), {"kit.Submission"}) == []


def test_field_that_is_forgotten_stops_the_site() -> None:
    assert told(WHOLE[1:]) == [
        ("retention.E001", "retention.toml does not say how long kit.Submission.digest is kept.")
    ]


@pytest.mark.parametrize("name", ["kit.Submission.gone", "kit.Nowhere"])
def test_name_that_does_not_exist_is_found(name: str) -> None:
    plain = Line(name, "why", "a day", "submissions")
    assert told((*WHOLE, plain)) == [
        ("retention.E002", f"retention.toml names {name}, which does not exist.")
    ]


def test_way_of_going_that_nobody_goes_is_found() -> None:
    wrong = WHOLE[0]._replace(erase="by magic")
    assert told((wrong, *WHOLE[1:])) == [
        ("retention.E003", "Nothing erases kit.Submission.digest by “by magic”.")
    ]


def test_check_is_asked_at_start() -> None:
    assert retention.check in checks.registry.registry.registered_checks


def test_file_is_read_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text(
        'holds_no_person = ["kit.Duty"]\n[kit.Submission]\ndigest = { purpose = "p", keep = "k", erase = "e" }\n'
    )
    plan = retention.read(tmp_path / "r.toml")
    assert plan == Plan((Line("kit.Submission.digest", "p", "k", "e"),), frozenset({Duty._meta.label}))


@pytest.mark.django_db
def test_sweep_follows_every_rule() -> None:
    Submission.objects.create(digest="d", result=b"", made_on=datetime(2026, 2, 1).date())  # noqa: DTZ001
    assert retention.sweep(NOW)["submissions"] == 1
    assert sorted(retention.sweep(NOW)) == sorted(retention._rules)


SHORTER = """
from underrose.kit import retention
whole = retention.read()
retention.read = lambda: whole._replace(lines=whole.lines[{first}:])
import underrose.wsgi
"""


@pytest.mark.parametrize(("first", "status"), [(1, 1), (0, 0)])
def test_the_bare_application_starts_only_with_a_complete_list(
    tmp_path: Path, first: int, status: int
) -> None:
    surroundings = {**os.environ, "UNDERROSE_HOME": str(tmp_path)}
    begun = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", SHORTER.format(first=first)],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    missing = f"retention.toml does not say how long {retention.read().lines[0].field} is kept."
    assert (begun.returncode, missing in begun.stderr) == (status, bool(status))
