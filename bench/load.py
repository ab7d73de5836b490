"""A load client small enough not to be what is measured: one process, a few kept-open connections, no library.

Run as a program: `python bench/load.py HOST PORT SECONDS CONCURRENCY`, headers and path as JSON on standard input,
figures as JSON on standard output. It is bounded twice: by the seconds, and by a time limit on every answer.
"""

import json
import selectors
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

PATIENCE = 20.0
END_OF_HEAD = b"\r\n\r\n"


@dataclass(slots=True)
class Figures:
    """What one round measured. Times are milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    statuses: dict[str, int]
    bytes_each: int
    client_cpu_ms: float

    @property
    def a_second(self) -> float:
        return self.requests / self.seconds


@dataclass(slots=True)
class Connection:
    """One visitor who asks again as soon as the answer is there."""

    socket: socket.socket
    request: bytes
    began: float = 0.0
    arrived: bytearray = field(default_factory=bytearray)
    awaited: int = 0

    def ask(self) -> None:
        self.arrived.clear()
        self.awaited = 0
        self.began = time.perf_counter()
        self.socket.sendall(self.request)

    def is_answered(self) -> bool:
        """Takes in what has come; true when the answer is whole."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise ConnectionError("The server closed a connection in the middle.")
        self.arrived += piece
        if not self.awaited:
            end = self.arrived.find(END_OF_HEAD)
            if end < 0:
                return False
            self.awaited = end + len(END_OF_HEAD) + _length(bytes(self.arrived[:end]))
        return len(self.arrived) >= self.awaited

    def status(self) -> str:
        return self.arrived[9:12].decode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n")[1:]:
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    raise ValueError("An answer without a length cannot be measured: " + head[:200].decode("latin-1"))


def request(host: str, port: int, path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host}:{port}", *(f"{n}: {v}" for n, v in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def ask_once(host: str, port: int, path: str, headers: Mapping[str, str]) -> tuple[str, bytes, bytes]:
    """Status, head and body of one answer."""
    with socket.create_connection((host, port), timeout=PATIENCE) as opened:
        one = Connection(opened, request(host, port, path, headers))
        one.ask()
        while not one.is_answered():
            pass
        head, _, body = bytes(one.arrived).partition(END_OF_HEAD)
        return one.status(), head, body


def measured(host: str, port: int, asked: bytes, *, seconds: float, concurrency: int) -> Figures:
    """So many visitors for so long. The first answer of each is not counted: it may open a database."""
    chosen = selectors.DefaultSelector()
    opened = [
        Connection(socket.create_connection((host, port), timeout=PATIENCE), asked)
        for _ in range(concurrency)
    ]
    try:
        for one in opened:
            one.ask()
            while not one.is_answered():
                pass
        for one in opened:
            chosen.register(one.socket, selectors.EVENT_READ, one)
        return _round(chosen, opened, seconds)
    finally:
        chosen.close()
        for one in opened:
            one.socket.close()


def _round(chosen: selectors.BaseSelector, opened: list[Connection], seconds: float) -> Figures:
    times: list[float] = []
    statuses: dict[str, int] = {}
    size = 0
    cpu, began = time.process_time(), time.perf_counter()
    for one in opened:
        one.ask()
    while (now := time.perf_counter()) - began < seconds:
        ready = chosen.select(PATIENCE)
        if not ready:
            raise TimeoutError(f"No answer within {PATIENCE:g} s.")
        for key, _events in ready:
            one = key.data
            if one.is_answered():
                times.append(time.perf_counter() - one.began)
                statuses[one.status()] = statuses.get(one.status(), 0) + 1
                size = one.awaited
                one.ask()
    times.sort()
    return Figures(
        requests=len(times),
        seconds=now - began,
        p50=times[len(times) // 2] * 1000,
        p99=times[min(len(times) - 1, int(len(times) * 0.99))] * 1000,
        statuses=statuses,
        bytes_each=size,
        client_cpu_ms=(time.process_time() - cpu) * 1000,
    )


if __name__ == "__main__":
    to, at, lasting, visitors = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])
    said = json.loads(sys.stdin.read())
    wanted = request(to, at, said["path"], said["headers"])
    print(json.dumps(asdict(measured(to, at, wanted, seconds=lasting, concurrency=visitors))))
