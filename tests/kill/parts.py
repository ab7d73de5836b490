"""Processes that are killed and started anew, and what each of them has said so far."""

import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from typing import Any

Start = Callable[[int], int]


class Part:
    """A process with everything it started; what it prints is read without waiting."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.told = b""
        self.begin()

    def begin(self) -> None:
        self.reading, writing = os.pipe()
        os.set_blocking(self.reading, False)
        self.pid = self.start(writing)
        os.close(writing)

    def kill(self) -> None:
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self.hear()
        os.close(self.reading)

    def hear(self) -> None:
        while select.select([self.reading], [], [], 0)[0]:
            heard = os.read(self.reading, 65_536)
            if not heard:
                return
            self.told += heard

    @property
    def acknowledged(self) -> set[str]:
        """Whole lines only: half a line was not said."""
        return set(self.told.decode().split("\n")[:-1])


def forked(work: Callable[[int], None]) -> Start:
    """A child of this loaded process, in a group of its own: begun in a moment."""

    def start(writing: int) -> int:
        pid = os.fork()
        if pid == 0:
            try:
                os.setpgid(0, 0)
                work(writing)
            finally:
                os._exit(1)
        # Both say it, so that it is so whoever comes first.
        os.setpgid(pid, pid)
        return pid

    return start


def spawned(*command: str) -> Start:
    """A program of its own, as people run it."""

    def start(writing: int) -> int:
        begun = subprocess.Popen(  # noqa: S603 - our own programs
            command, stdout=writing, stderr=subprocess.DEVNULL, start_new_session=True
        )
        return begun.pid

    return start


def in_child(act: Callable[[], Any]) -> bool:
    """Do it in a process of its own, which leaves no connection behind."""
    pid = os.fork()
    if pid == 0:
        done = 1
        try:
            act()
            done = 0
        finally:
            os._exit(done)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        found: int = asked.getsockname()[1]
        return found


def wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
