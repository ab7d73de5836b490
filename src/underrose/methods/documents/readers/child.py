"""The process in which one file from outside is read, and which ends with it.

Started by `reading.read` with nothing but the file on its standard input. Before a parser sees a byte the process has
given up memory beyond a bound, processor time beyond five seconds, every new file, socket and process. What it found
leaves as JSON on its standard output. What it cannot give up is said in `docs/explanation/files-from-outside.md`.
"""

import contextlib
import ctypes
import json
import os
import resource
import struct
import sys

MEMORY = 600 * 1024 * 1024
SECONDS = 5

_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED_CALLS = {
    # socket, connect, accept, socketpair, bind, listen, clone, fork, vfork, execve, kill, ptrace, open, openat, openat2,
    # creat, setrlimit, prlimit64, unshare, setns, execveat, clone3, io_uring_setup, memfd_create, process_vm_writev
    "x86_64": (
        41,
        42,
        43,
        53,
        49,
        50,
        56,
        57,
        58,
        59,
        62,
        101,
        2,
        257,
        437,
        85,
        160,
        302,
        272,
        308,
        322,
        435,
        425,
        319,
        311,
    ),
    "aarch64": (
        198,
        203,
        202,
        199,
        200,
        201,
        220,
        221,
        129,
        117,
        56,
        437,
        164,
        261,
        97,
        268,
        281,
        435,
        425,
        279,
        271,
    ),
}
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_EPERM = 0x00050001
_ALLOW = 0x7FFF0000
_KILL = 0x80000000


def limit() -> None:
    """At the start: bounds on memory and time, no core dump (it would hold the text), no file written."""
    for what, bound in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (bound, bound))


def close_doors() -> None:
    """When all code is loaded: no new file, socket or process."""
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        _refuse_calls()


def _refuse_calls() -> None:
    """Ask the kernel (Linux, seccomp) to refuse the calls by which a captured parser would reach out."""
    machine = os.uname().machine
    calls = _REFUSED_CALLS.get(machine, ())
    if sys.platform != "linux" or not calls:
        return
    steps = [(0x20, 0, 0, 4), (0x15, 1, 0, _AUDIT[machine]), (0x06, 0, 0, _KILL), (0x20, 0, 0, 0)]
    if machine == "x86_64":
        steps += [(0x35, 0, 1, 0x40000000), (0x06, 0, 0, _KILL)]
    steps += [(0x15, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    steps += [(0x06, 0, 0, _ALLOW), (0x06, 0, 0, _EPERM)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    prctl(_SET_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0)


def main(name: str, paths: list[str]) -> int:
    limit()
    sys.path += [path for path in paths if path not in sys.path]
    from underrose.methods.documents.readers.fair_copy import as_plain
    from underrose.methods.documents.readers.inside import read_here
    from underrose.methods.documents.readers.unreadable import Unreadable

    answer: dict[str, object]
    try:
        answer = {"document": as_plain(read_here(sys.stdin.buffer.read(), name, close_doors))}
    except Unreadable as refusal:
        answer = {"unreadable": refusal.sentence}
    except (MemoryError, RecursionError):
        return 3
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
