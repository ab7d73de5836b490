"""What is found in a file is asked within this process; that a process of its own says the same has tests of its own."""

import json

import pytest

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import asking
from underrose.methods.inspection.inside import answer

IN_A_PROCESS = {"test_hostile", "test_process", "test_drawn"}


@pytest.fixture(autouse=True)
def asked_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A third of a second less for each question: the tests of single findings ask some hundreds."""
    if request.path.stem not in IN_A_PROCESS:
        monkeypatch.setattr(asking, "asked", _asked)


def _asked(sent: bytes, name: str, _program: object) -> bytes:
    order, _, content = sent.partition(b"\n")
    try:
        return json.dumps(answer(json.loads(order), content, name, lambda: None)).encode()
    except Unreadable as refusal:
        return json.dumps({"unreadable": refusal.sentence}).encode()
    except (MemoryError, RecursionError):
        return b""
