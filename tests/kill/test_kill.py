import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kill import visitor

HARNESS = Path(__file__).with_name("harness.py")
IS_POSTGRESQL = os.environ.get("UNDERROSE_DATABASE_URL", "").startswith("postgres")
NONE_LOST = {
    "lost": 0,
    "unsent": 0,
    "strange": 0,
    "doubled": 0,
    "answered_lost": 0,
    "answered_doubled": 0,
    "answered_amiss": 0,
    "missing_in_backup": 0,
    "backup_faults": 0,
}

pytestmark = pytest.mark.kill


def killed(home: Path, kills: int, *more: str) -> dict[str, Any]:
    """Run in a process of its own: it forks, and must not share the tests' connections."""
    command = [sys.executable, str(HARNESS), "--kills", str(kills), *more]
    surroundings = {**os.environ, "UNDERROSE_HOME": str(home)}
    if IS_POSTGRESQL:
        # One server serves all tests of a run, and each has keys of its own: what another sealed would not open.
        for command_before in (
            ["migrate_all", "--verbosity", "0"],
            ["flush", "--no-input", "--verbosity", "0"],
        ):
            begun = [sys.executable, "-m", "underrose", *command_before]
            subprocess.run(begun, env=surroundings, check=True, timeout=120)  # noqa: S603 - our own program
    ended = subprocess.run(  # noqa: S603 - our own program
        command, env=surroundings, capture_output=True, text=True, timeout=180, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    count: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    if count["backup_faults"]:
        print(ended.stderr)  # noqa: T201 - what is wrong with the backup, for whoever reads the failure
    return count


CHILDREN, WHOLE = (30, 4) if IS_POSTGRESQL else (300, 10)


def test_nothing_acknowledged_is_lost_when_children_are_killed(tmp_path: Path) -> None:
    """The writer and the worker; on PostgreSQL its processes too, and twice all of it."""
    count = killed(tmp_path / "home", CHILDREN)
    assert {name: count[name] for name in NONE_LOST} == NONE_LOST
    assert count["kills"] == CHILDREN
    assert count["acknowledged"] > CHILDREN / 2
    wanted = {"writer", "worker"} | ({"backend", "postmaster"} if IS_POSTGRESQL else set())
    assert set(count["of"]) == wanted
    assert count["of"].get("postmaster", 2) >= 2


def test_nothing_acknowledged_is_lost_when_whole_processes_are_killed(tmp_path: Path) -> None:
    """The site with every form it answered, the worker, the writer; on PostgreSQL a process of its own too."""
    count = killed(tmp_path / "home", WHOLE, "--whole")
    assert {name: count[name] for name in NONE_LOST} == NONE_LOST
    assert count["kills"] == WHOLE
    assert min(count["of"].values()) >= WHOLE // 4
    assert set(count["of"]) == {"writer", "worker", "site"} | ({"backend"} if IS_POSTGRESQL else set())
    assert (count["acknowledged"] > WHOLE, count["answered"] >= 3) == (True, True)


def test_lost_and_doubled_answers_would_be_found(db: None) -> None:
    from underrose.access.models import Account
    from underrose.concept.models import Meeting, Section

    assert visitor.judged(
        {"section Heading 9", "guest guest3@example.org", "written 7", "fault Heading 12"}
    ) == {"answered": 4, "answered_lost": 3, "answered_doubled": 0, "answered_amiss": 1}
    meeting = Meeting.objects.create(code=visitor.CODE, title="Killed", opened_on=date(2026, 3, 1))
    for position, (heading, body) in enumerate([("Heading 9", ""), ("Heading 9", ""), ("Written", "4")]):
        Section.objects.create(meeting=meeting, heading=heading, body=body, position=position)
    Account.objects.create(name="Guest", email="guest3@example.org")
    assert visitor.judged({"section Heading 9", "guest guest3@example.org", "written 7"}) == {
        "answered": 3,
        "answered_lost": 2,
        "answered_doubled": 1,
        "answered_amiss": 0,
    }
