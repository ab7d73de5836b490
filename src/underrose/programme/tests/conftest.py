"""The day on which papers are made."""

from collections.abc import Iterator

import pytest
import time_machine

from underrose.programme.tests.papers import NOON


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon, and stays so."""
    with time_machine.travel(NOON, tick=False):
        yield
