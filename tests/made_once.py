"""What all tests of a module start from, made once: each test's own changes are undone, and at the end everything."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from two_databases import BOTH

Once = Callable[[Callable[[], object]], None]


def commits(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    is_marked = mark is not None and (mark.kwargs.get("transaction") or bool(mark.args and mark.args[0]))
    return is_marked or bool({"transactional_db", "live_server"} & set(item.fixturenames))


@pytest.fixture(scope="module")
def once(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Once]:
    """`once(make)` in a fixture of the module, before the `db` of each test."""
    here = [item for item in request.session.items if item.nodeid.startswith(f"{request.node.nodeid}::")]
    assert not any(map(commits, here)), (
        "A test of this module commits: what is made once would be committed too."
    )
    with django_db_blocker.unblock():
        around = [(alias, transaction.atomic(using=alias)) for alias in BOTH]
        for _alias, one in around:
            one.__enter__()

    def made(make: Callable[[], object]) -> None:
        with django_db_blocker.unblock():
            make()

    yield made
    with django_db_blocker.unblock():
        for alias, one in around:
            transaction.set_rollback(True, using=alias)
            one.__exit__(None, None, None)
