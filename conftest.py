"""For every test of the house: pages meet the same hashed style and fonts that people meet."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
