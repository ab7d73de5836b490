"""On PostgreSQL a file from outside is read in this process; on SQLite in one of its own, as people's files are.

That process has no settings and meets no database (docs/decisions/0022): what it answers on SQLite it answers on
PostgreSQL. Beginning it costs more than most of the tests that bring a file.
"""

import importlib
import inspect
import io
import re
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
METHODS = SOURCE / "underrose" / "methods"
ONE = threading.Lock()
PATIENCE = 60


@pytest.fixture(scope="session", autouse=True)
def read_here_on_postgres() -> Iterator[None]:
    from django.conf import settings

    from underrose.methods.documents import reading

    with pytest.MonkeyPatch.context() as patched:
        if "postgres" in settings.DATABASES["default"]["ENGINE"]:
            patched.setattr(reading, "_asked", asked)
        yield


@pytest.fixture(autouse=True)
def patience_with_files(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests run beside: ten seconds on the wall may be one of a processor. That a late file is refused is tested beside the reader."""
    from underrose.methods.documents import reading

    if METHODS not in request.path.parents:
        monkeypatch.setattr(reading, "SECONDS", PATIENCE)


def asked(raw: bytes, name: str, program: Path) -> bytes:
    """What the program of the process says when it runs here; nothing if it would have died."""
    from underrose.methods.documents.readers import child

    module = importlib.import_module(".".join(program.relative_to(SOURCE).with_suffix("").parts))
    ending = "".join(re.findall(r"\.[a-z0-9]{1,8}$", name.lower()))
    said = io.BytesIO()
    with ONE, pytest.MonkeyPatch.context() as patched, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they would be said on an error output that nobody reads
        # What that process gives up before it reads, this one goes on needing.
        patched.setattr(child, "limit", lambda: None)
        patched.setattr(child, "close_doors", lambda: None)
        patched.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        patched.setattr(sys, "stdout", SimpleNamespace(buffer=said))
        spent, since = time.process_time, time.process_time()
        patched.setattr(time, "process_time", lambda: spent() - since)  # of a process that has just begun
        return said.getvalue() if _ends_well(module, ending) else b""


def _ends_well(module: Any, ending: str) -> bool:
    try:
        words: list[object] = [f"file{ending}", []]
        ended: int = module.main(*words[-len(inspect.signature(module.main).parameters) :])
    except Exception:  # noqa: BLE001 - whatever it is, the process would have ended with it
        return False
    return ended == 0
