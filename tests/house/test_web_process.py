"""What a web process never loads: the compiler of the search for breakout groups, and what it compiles."""

import os
import subprocess
import sys
from pathlib import Path

_ASKED = """
import sys
from django.urls import get_resolver
from underrose.wsgi import application

def resolved(patterns):
    for one in patterns:
        yield from resolved(one.url_patterns) if hasattr(one, "url_patterns") else [one.callback]

print(len(list(resolved(get_resolver().url_patterns))) > 100)
{more}
print(sorted({{name.partition(".")[0] for name in sys.modules}} & {{"numba", "llvmlite"}}))
"""


def _answer(home: Path, more: str = "") -> list[str]:
    settings = {"DJANGO_SETTINGS_MODULE": "underrose.settings", "UNDERROSE_HOME": str(home)}
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _ASKED.format(more=more)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | settings,
    )
    return done.stdout.split("\n")[:2]


def test_no_compiler_in_a_web_process(tmp_path: Path) -> None:
    assert _answer(tmp_path) == ["True", "[]"]


def test_no_compiler_where_a_page_says_how_many_groups_there_might_be(tmp_path: Path) -> None:
    """A full room, whose rounds only a search finds, and one of a congress: a page waits for both."""
    said = (
        "from underrose.programme import trade_off\n"
        "assert len(trade_off.choices(36, 5, 6)) == 5\n"
        "assert len(trade_off.choices(5_000, 6, 625)) == 5"
    )
    assert _answer(tmp_path, said) == ["True", "[]"]


def test_a_compiler_in_a_web_process_is_found(tmp_path: Path) -> None:
    planted = "from underrose.methods.allocation.breakouts import compiling"
    assert _answer(tmp_path, planted) == ["True", "['llvmlite', 'numba']"]
