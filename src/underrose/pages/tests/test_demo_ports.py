"""Two demonstrations on one machine, and an address that is told only when something answers there."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from underrose.pages import demonstration_mail
from underrose.pages.management.commands import demo

SERVER = """
import http.server, sys, time
time.sleep(0.5)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
"""


@pytest.fixture
def first(monkeypatch: Any) -> int:
    """A port with free ones behind it, which the demonstrations of this test begin from."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    monkeypatch.setattr(demo, "FIRST_PORT", port)
    return port


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_two_demonstrations_take_two_ports(first: int) -> None:
    with demo.held(0) as one, demo.held(0) as two:
        assert first <= one < two
    with demo.held(0) as again:
        assert again == one


def test_port_that_was_asked_for_and_is_taken_is_refused_in_a_sentence(taken: int) -> None:
    with pytest.raises(CommandError, match=f"Port {taken} is taken"), demo.held(taken):
        pass


def test_letters_are_taken_at_the_next_port(tmp_path: Path, taken: int) -> None:
    with (
        demonstration_mail.listening(tmp_path / "a", taken) as one,
        demonstration_mail.listening(tmp_path / "b", taken) as two,
    ):
        assert taken < one < two


def test_address_is_told_when_a_page_was_answered(first: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", SERVER, str(first)], stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
    try:
        demo.wait_until_it_answers(first, process)
        with socket.create_connection(("127.0.0.1", first), 1):
            pass
    finally:
        process.kill()
        process.wait()


def test_site_that_ends_at_once_is_said(first: int) -> None:
    process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(1)"])
    process.wait()
    with pytest.raises(CommandError, match="could not be started"):
        demo.wait_until_it_answers(first, process)
