import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HARNESS = Path(__file__).with_name("harness.py")
IS_POSTGRESQL = os.environ.get("UNDERROSE_DATABASE_URL", "").startswith("postgres")
NONE_LOST = {
    "lost": 0,
    "unsent": 0,
    "strange": 0,
    "doubled": 0,
    "missing_in_backup": 0,
    "backup_faults": 0,
}

pytestmark = pytest.mark.kill


def killed(home: Path, kills: int, *more: str) -> dict[str, Any]:
    """Run in a process of its own: it forks, and must not share the tests' connections."""
    command = [sys.executable, str(HARNESS), "--kills", str(kills), *more]
    surroundings = {**os.environ, "UNDERROSE_HOME": str(home)}
    ended = subprocess.run(  # noqa: S603 - our own program
        command, env=surroundings, capture_output=True, text=True, timeout=180, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    count: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return count


@pytest.mark.parametrize(
    ("kills", "more"),
    [(30, ()), (4, ("--whole",))] if IS_POSTGRESQL else [(300, ()), (10, ("--whole",))],
    ids=["children", "whole processes"],
)
def test_nothing_acknowledged_is_lost_when_processes_are_killed(
    tmp_path: Path, kills: int, more: tuple[str, ...]
) -> None:
    count = killed(tmp_path / "home", kills, *more)
    assert {name: count[name] for name in NONE_LOST} == NONE_LOST
    assert count["kills"] == kills
    assert count["acknowledged"] > kills / 2
