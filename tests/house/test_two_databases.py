"""What depends on a database is asked of both, and what a module makes once is there for each of its tests."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.db import connection

import made_once
import two_databases
from underrose.access.models import Account


def test_who_asks_is_told_from_who_does_not(request: pytest.FixtureRequest) -> None:
    assert [two_databases.asks(request.node), made_once.commits(request.node)] == [False, False]


def test_a_fixture_asks(db: None, request: pytest.FixtureRequest) -> None:
    assert [two_databases.asks(request.node), made_once.commits(request.node)] == [True, False]


@pytest.mark.django_db
def test_a_mark_asks(request: pytest.FixtureRequest) -> None:
    assert [two_databases.asks(request.node), made_once.commits(request.node)] == [True, False]


def test_a_module_that_names_processes_runs_on_both(request: pytest.FixtureRequest) -> None:
    assert two_databases.starts(request.module)
    assert not two_databases.starts(made_once)


def test_a_look_at_a_connection_and_a_process_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    two_databases.watch(monkeypatch, seen)
    assert connection.vendor in {"sqlite", "postgresql"}
    for words in ([sys.executable, "-c", ""], [sys.executable, "-I", "-c", ""], ["git", "--version"]):
        subprocess.run(words, check=True, capture_output=True)  # noqa: S603 - our own words
    assert seen == ["the connection default", f"the process {[sys.executable, '-c', '']}"]


@pytest.fixture(scope="module")
def ada(once: Callable[[Callable[[], object]], None]) -> None:
    once(lambda: Account.objects.create(name="Ada", email="ada@example.org"))


@pytest.mark.parametrize("name", ["Ben", "Cleo"])
def test_each_test_finds_what_was_made_once(ada: None, db: None, name: str) -> None:
    assert list(Account.objects.values_list("name", flat=True)) == ["Ada"]
    Account.objects.update(name=name)
