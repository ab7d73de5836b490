"""Counts of attempts, shared by all processes in a folder. Names are HMACs, so the folder tells nobody's address."""

import datetime as dt
import fcntl
import hashlib
import hmac
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.utils import timezone
from django.utils.connection import ConnectionProxy

from underrose.kit import retention

SWEEP_ONE_IN = 50
HALF_WRITTEN_SECONDS = 60 * 60


class Limits(FileBasedCache):
    """Django's file cache, with names nobody can guess, an `add` that only one process wins, and no early forgetting."""

    def make_key(self, key: str, version: int | None = None) -> str:
        plain = super().make_key(key, version)
        return hmac.new(settings.SECRET_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        with self._alone():
            return bool(super().add(key, value, timeout, version))

    def sweep(self) -> None:
        """Remove what has run out, and what a process that was killed left half written; an attempt leaves nothing behind."""
        for name in self._list_cache_files():  # type: ignore[attr-defined]  # Django's own
            try:
                with Path(name).open("rb") as file:
                    self._is_expired(file)  # type: ignore[attr-defined]  # deletes what is out of date
            except OSError:
                continue
        for left in Path(self._dir).glob("tmp*"):  # type: ignore[attr-defined]  # Django's own
            with suppress(FileNotFoundError):
                if time.time() - left.stat().st_mtime > HALF_WRITTEN_SECONDS:
                    left.unlink()

    def count(self, key: str, until: dt.datetime) -> int:
        """How often this was counted until that moment, this time included. The file tells neither hour nor whose it is."""
        with self._alone():
            number = int(self.get(key) or 0) + 1
            self.set(key, number, timeout=max(until.timestamp() - time.time(), 1))
            os.utime(self._key_to_file(key), (0, 0))  # type: ignore[attr-defined]  # Django's own
        return number

    def _cull(self) -> None:
        """Django would drop counts at random when there are many; only time may do that here."""
        if random.randrange(SWEEP_ONE_IN) == 0:  # noqa: S311 – housekeeping, not a secret
            self.sweep()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = Path(self._dir)  # type: ignore[attr-defined]  # Django's own
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / "lock").open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def times_today(what: str, whose: UUID, now: dt.datetime) -> int:
    """How often a colleague did this on this day, this time included. It is forgotten with the day."""
    today = timezone.localdate(now)
    until = timezone.make_aware(dt.datetime.combine(today + dt.timedelta(days=1), dt.time()))
    counts = caches["limits"]
    assert isinstance(counts, Limits)
    return counts.count(f"{what}:{whose}:{today}", until)


@retention.rule("attempts")
def forget_attempts(now: dt.datetime) -> int:  # noqa: ARG001 – the counts know their own hour
    """Counts of attempts whose minutes are over."""
    counts = caches["limits"]
    if isinstance(counts, Limits):
        counts.sweep()
    return 0


def use_shared_counts() -> None:
    """Let allauth count in the shared folder instead of the memory of one process."""
    from allauth.core.internal import ratelimit
    from allauth.mfa.totp.internal import auth

    ratelimit.cache = ConnectionProxy(caches, "limits")
    auth.cache = ConnectionProxy(caches, "limits")
