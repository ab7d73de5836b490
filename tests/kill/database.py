"""Killing PostgreSQL: one of its processes, or the one that stands over all of them."""

import random
import signal
import subprocess
import time
from pathlib import Path

import psutil

READY_LINE = 7  # of postmaster.pid


class Server:
    """The test server, found by its folder, so that one that was started anew is found too."""

    def __init__(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            self.folder = Path(cursor.fetchone()[0])
        connection.close()

    def kill_backend(self, chance: random.Random) -> bool:
        """One process dies; PostgreSQL then throws everybody out and recovers."""
        children = self._postmaster().children()
        ours = [one for one in children if " underrose" in _said(one)]
        if ours:
            chance.choice(ours).send_signal(signal.SIGKILL)
            time.sleep(0.3)
        return bool(ours)

    def kill_postmaster(self) -> bool:
        """The whole server dies without a word, and is started as it was: it recovers from its log."""
        postmaster = self._postmaster()
        command, user, group = postmaster.cmdline(), postmaster.uids().real, postmaster.gids().real
        children = postmaster.children(recursive=True)
        postmaster.kill()
        psutil.wait_procs([postmaster, *children], timeout=10)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            begun = subprocess.Popen(  # noqa: S603 - as it was started before
                command,
                user=user,
                group=group,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            while begun.poll() is None and not self._is_ready(begun.pid) and time.monotonic() < until:
                time.sleep(0.05)
            if begun.poll() is None:
                return True
            time.sleep(0.2)  # what the dead server shared is not yet let go
        return False

    def _postmaster(self) -> psutil.Process:
        return psutil.Process(int((self.folder / "postmaster.pid").read_text().split("\n")[0]))

    def _is_ready(self, pid: int) -> bool:
        try:
            lines = (self.folder / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return False
        return lines[0] == str(pid) and "ready" in "".join(lines[READY_LINE : READY_LINE + 1])


def _said(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""
