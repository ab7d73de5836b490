"""Every module of the guard can be imported first: none leans on another that leans on it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "name", ["pronouns", "fitting", "offers", "third_parties", "quasi", "frames", "guard"]
)
def test_module_can_be_the_first_imported(name):
    called = [sys.executable, "-c", f"import underrose.methods.attribution.{name}"]
    assert subprocess.run(called, check=False).returncode == 0  # noqa: S603 - our own module, by a name from above
