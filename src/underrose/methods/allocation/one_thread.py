"""Small products of matrices stay on one processor: on a busy machine their threads would wait for each other."""

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

from threadpoolctl import ThreadpoolController

P = ParamSpec("P")
R = TypeVar("R")


def on_one_thread(act: Callable[P, R]) -> Callable[P, R]:
    """The same function, with the linear algebra in it single-threaded; its results are the same on every machine."""

    @wraps(act)
    def alone(*given: P.args, **named: P.kwargs) -> R:
        with _controller().limit(limits=1, user_api="blas"):
            return act(*given, **named)

    return alone


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()
