"""For every test of the house: pages meet the same hashed style and fonts that people meet."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

pytest_plugins = ["two_databases", "made_once", "walls", "files_from_outside"]


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def static_files_read_once() -> Iterator[None]:
    """Every browser of a test is a server of its own, and would look through all static files before its first answer."""
    from whitenoise.base import WhiteNoise

    given, known = WhiteNoise.update_files_dictionary, {}

    def update(self: Any, root: str, prefix: str) -> None:
        place = root, prefix, self.max_age
        if place not in known:
            given(self, root, prefix)
            known[place] = dict(self.files)
        self.files.update(known[place])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoise, "update_files_dictionary", update)
        yield


@pytest.fixture(scope="session", autouse=True)
def patience(request: pytest.FixtureRequest) -> None:
    """A page may take its time while other tests run beside it: what comes at last has come."""
    if any(item.get_closest_marker("browser") for item in request.session.items):
        from playwright.sync_api import expect

        expect.set_options(timeout=20_000)


@pytest.fixture(scope="session", autouse=True)
def made_anew() -> None:
    """Within one test a change is often not committed, so no stamp would tell; the cache has tests of its own."""
    from django.conf import settings

    settings.PUBLIC_CACHE = False


@pytest.fixture(scope="session", autouse=True)
def asked_anew() -> None:
    """Every test has a house of its own; that its name is known for a while has a test of its own."""
    from underrose.kit import house

    house.KNOWN_SECONDS = 0.0


@pytest.fixture
def django_assert_num_queries(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> DjangoAssertNumQueries:
    """Every five minutes a session is noted as seen, which is a question more. No count of questions is one by chance."""
    from underrose.access.sessions import SessionStore

    monkeypatch.setattr(SessionStore, "touch", lambda _store, _now: None)
    return django_assert_num_queries


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """A page read in Arabic by one test is no reason for the next to be."""
    yield
    translation.deactivate()
