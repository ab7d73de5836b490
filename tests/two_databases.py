"""Which tests PostgreSQL is asked as well: those that could tell it from SQLite (docs/decisions/0022).

A test that asks for no database gets none, pytest-django sees to that, and its answer is the same whatever the
database is. It runs on SQLite alone. There it may not even look at a connection, or start a process that has one.
"""

import inspect
import os
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ASKS = {"db", "transactional_db", "django_db_setup", "live_server"}
BOTH = ["default", "dialogue"]
ASKS |= {"django_db_reset_sequences", "django_db_serialized_rollback"}
# A process has settings of its own, and with them a database that pytest-django does not keep from it.
STARTS = re.compile(r"\b(?:subprocess|multiprocessing|pexpect|os\.(?:fork|exec\w*|posix_spawn\w*|system))\b")
# What Django asks of all connections that are there, at either end of a request.
HOUSE_KEEPING = {"all", "<listcomp>"}
OTHERS = {"pandoc", "git"}
# Plain Python without Django, by an import contract: no process of theirs has settings.
METHODS = Path(__file__).resolve().parents[1] / "src" / "underrose" / "methods"
LEFT_OUT = pytest.StashKey[int]()


def asks(item: Any) -> bool:
    """Whether a test asks for a database: by the mark of pytest-django, or by a fixture, its own or another's."""
    return item.get_closest_marker("django_db") is not None or bool(ASKS & set(item.fixturenames))


@cache
def starts(module: ModuleType) -> bool:
    """Whether a module of tests names what starts processes: then all its tests run on both."""
    return STARTS.search(inspect.getsource(module)) is not None


def may_tell(item: Any) -> bool:
    return asks(item) or (starts(item.module) and METHODS not in item.path.parents)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--that",
        choices=("ask", "ask-not"),
        help="only the tests that ask for a database, or only those that do not: together they are all",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[Any]) -> None:
    from django.conf import settings

    if wanted := config.getoption("--that"):
        config.hook.pytest_deselected(items=[item for item in items if asks(item) != (wanted == "ask")])
        items[:] = [item for item in items if asks(item) == (wanted == "ask")]

    for item in items:
        # The house has two databases; the sweep, for one, goes through both.
        if mark := item.get_closest_marker("django_db"):
            mark.kwargs.setdefault("databases", BOTH)
        elif ASKS & set(item.fixturenames):
            item.add_marker(pytest.mark.django_db(databases=BOTH))
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        return
    left = [item for item in items if not may_tell(item)]
    config.stash[LEFT_OUT] = len(left)
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if may_tell(item)]


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if left := config.stash.get(LEFT_OUT, 0):
        terminalreporter.write_line(
            f"{left} of those deselected ask for no database: they run on SQLite (docs/decisions/0022)."
        )


@pytest.fixture(autouse=True)
def no_database_in_sight(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test that depends on the database all the same: it would have to run on both."""
    seen: list[str] = []
    if not asks(request.node) and not starts(request.module):
        watch(monkeypatch, seen)
    yield
    assert seen == [], "This test asks for no database, and yet depends on one: let it ask for `db`."


def watch(monkeypatch: pytest.MonkeyPatch, seen: list[str]) -> None:
    from django.db import connections

    kind = type(connections)
    given, begin, fork = kind.__getitem__, subprocess.Popen.__init__, os.fork

    def connection(self: Any, alias: str) -> Any:
        if inspect.stack(context=0)[1].function not in HOUSE_KEEPING:
            seen.append(f"the connection {alias}")
        return given(self, alias)

    def popen(self: Any, args: Any, *more: Any, **named: Any) -> None:
        if has_settings(args):
            seen.append(f"the process {args}")
        begin(self, args, *more, **named)

    def forked() -> int:
        seen.append("a process of its own")
        return fork()

    monkeypatch.setattr(kind, "__getitem__", connection)
    monkeypatch.setattr(subprocess.Popen, "__init__", popen)
    monkeypatch.setattr(os, "fork", forked)


def has_settings(args: Any) -> bool:
    """Whatever begins but a program of others, and the Python that is shut in to read a file (-I)."""
    words = [args] if isinstance(args, str | bytes | os.PathLike) else list(args)
    return Path(os.fsdecode(words[0])).stem not in OTHERS and "-I" not in words
