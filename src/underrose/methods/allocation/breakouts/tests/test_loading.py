import os
import subprocess
import sys
from pathlib import Path

from underrose.methods.allocation.breakouts import loading

_PLANS = """
import warnings; warnings.simplefilter("ignore")
import numpy as np
from underrose.methods.allocation.breakouts import kernel, loading
from underrose.methods.allocation.breakouts.dispersion import Room, disperse
from underrose.methods.allocation.breakouts.problem import Attribute, Duty, Pin
from underrose.methods.allocation.breakouts.solving import solve
from underrose.methods.allocation.breakouts.tests.making import plain
from underrose.methods.allocation.breakouts.turning import turned_rounds
from dataclasses import replace

room = plain(11, 3, 3, attributes=(Attribute("x", tuple((str(n % 3),) for n in range(11))),),
    apart=frozenset({(0, 1)}), together=(frozenset({2, 3}),), duties=(Duty("f", frozenset({4, 5, 6, 7})),),
    pins=(Pin(0, 8, 1),), met={(9, 10): 1}, wishes={(0, 0, 1): 1})
first = solve(room, seed=3, moves=3_000)
print(first.seats, first.tried)
print(solve(replace(room, in_hand=first.seats), seed=4, moves=2_000).seats)
print(turned_rounds(3, 2, 5))
apart = np.random.default_rng(1).random((8, 8)).round(3)
print(disperse(Room(apart + apart.T, (2, 2, 1), (4, 4, 4)), seed=1, cycles=1, moves=300).groups)
print(type(kernel.anneal).__name__)
"""


def _printed(**settings: str) -> list[str]:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", _PLANS], capture_output=True, text=True, check=True, env=os.environ | settings
    )
    return done.stdout.splitlines()


def test_compiled_and_interpreted_searches_make_the_same_plans():
    *compiled, kind = _printed()
    *interpreted, plain_kind = _printed(NUMBA_DISABLE_JIT="1")
    assert (kind, plain_kind) == ("CPUDispatcher", "function")
    assert len(compiled) == 4
    assert interpreted == compiled


def test_machine_code_is_kept_beside_the_source_where_that_may_be_written(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    loading.keep_compiled_in(tmp_path)
    assert "NUMBA_CACHE_DIR" not in os.environ


def test_machine_code_is_kept_at_home_where_the_source_may_not_be_written(monkeypatch, tmp_path):
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.setattr(loading, "__file__", str(Path("/proc/self/loading.py")))
    loading.keep_compiled_in(tmp_path)
    assert os.environ["NUMBA_CACHE_DIR"] == str(tmp_path)


def test_loading_leaves_nothing_to_compile():
    """Neither a room of a retreat nor a full one asks for machine code that was not loaded: in a process of its own."""
    asked = """
from underrose.methods.allocation.breakouts import dispersion_kernel, kernel, loading, turning_kernel
from underrose.methods.allocation.breakouts.solving import solve
from underrose.methods.allocation.breakouts.tests.making import plain

def loaded():
    return [len(one.signatures) for one in (kernel.anneal, kernel.lay_out, turning_kernel.search, dispersion_kernel.anneal)]

loading.load()
before = loaded()
solve(plain(11, 3, 3), seed=1, moves=1_000)
solve(plain(15, 5, 7), seed=1, moves=1_000)
print(before, loaded() == before)
"""
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert done.stdout == "[1, 1, 1, 1] True\n"


def test_loading_for_congresses():
    loading.load_for_congresses()
