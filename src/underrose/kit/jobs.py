"""The worker: it carries mail, does jobs, and sees to the duties that come round by themselves.

Several may run beside each other, on one machine or many. Each counts its beats; one whose count stands still is
dead, and what it held is given back. No clocks are compared.
"""

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from threading import Event, Thread

from django.conf import settings
from django.db import Error, close_old_connections, connections, transaction
from django.db.models import F
from django.utils import timezone

from underrose.kit import post, retention, work
from underrose.kit.delivery import Carrier, NoWay
from underrose.kit.models import Duty, Worker
from underrose.kit.sqlite import rewriting
from underrose.kit.work import enqueue

__all__ = ["Labourer", "at_first_rest", "duty", "embedded", "enqueue"]

log = logging.getLogger("underrose.worker")
_MAIL_PAUSE = 30.0
_DUTY_PAUSE = 30.0
_LONGEST_PREPARING = 60.0
Clock = Callable[[], datetime]
_preparations: list[Callable[[], object]] = []
_duties: dict[str, tuple[timedelta, Callable[[datetime], object]]] = {}


def duty(
    name: str, every: timedelta
) -> Callable[[Callable[[datetime], object]], Callable[[datetime], object]]:
    """Name work that comes round by itself; it is called with the time, by one worker, and must bear being repeated."""

    def named(act: Callable[[datetime], object]) -> Callable[[datetime], object]:
        _duties[name] = (every, act)
        return act

    return named


def at_first_rest(act: Callable[[], object]) -> Callable[[], object]:
    """Have every worker do this when it first has nothing to do, beside what comes then: what is slow to load is there early."""
    _preparations.append(act)
    return act


@duty("retention", timedelta(days=1))
def sweep(now: datetime) -> object:
    """Everything whose time is over goes, once a day."""
    return retention.sweep(now)


@duty("rewriting", timedelta(days=1))
def rewrite(_now: datetime) -> None:
    """No file keeps the order in which its rows came for longer than a day."""
    rewriting.rewrite_all()


class Labourer:
    """One worker process, or the thread of one in the demo."""

    def __init__(
        self, *, mail_url: str = "", interval: float = 1.0, beat: float = 5.0, dead_after: float = 60.0
    ) -> None:
        self.key = uuid.uuid4()
        self.mail_url = mail_url or settings.MAIL_URL
        self.interval = interval
        self.beat = beat
        self.dead_after = dead_after
        self._no_mail_before = 0.0
        self._no_duty_before = 0.0
        self._seen: dict[uuid.UUID, tuple[int, float]] = {}

    def work(self, stop: Event, clock: Clock = timezone.now) -> None:
        """Work until asked to stop; what was begun is finished first."""
        heart = Thread(target=self._beat_until, args=(stop,), daemon=True, name="heartbeat")
        preparing = Thread(target=_prepare, daemon=True, name="preparing")
        self._announce(stop)
        heart.start()
        with Carrier(self.mail_url) as carrier:
            while not stop.is_set():
                if not self._survived_turn(carrier, clock):
                    carrier.close()
                    if preparing.ident is None:
                        preparing.start()
                    stop.wait(self.interval)
        if preparing.ident is not None:  # a process that ends while machine code is made may end badly
            preparing.join(timeout=_LONGEST_PREPARING)
        heart.join(timeout=self.beat + 1)
        with suppress(Error):
            Worker.objects.filter(pk=self.key).delete()
        connections.close_all()

    def turn(self, carrier: Carrier, clock: Clock = timezone.now) -> bool:
        """One mail, one job and what duty asks; False when there was nothing to do."""
        did_mail = self._carry_one(carrier, clock())
        job = work.take(self.key)
        if job is not None:
            work.run(job, clock())
        did_duty = self._do_duties(clock())
        return did_mail or job is not None or did_duty

    def look_again(self) -> None:
        """Do not wait for a mail server that was away a moment ago."""
        self._no_mail_before = 0.0

    def sweep_dead(self, monotonic: float) -> int:
        """Give back what those hold who have not been seen to beat for a while."""
        alive = dict(Worker.objects.values_list("key", "beats"))
        returned = 0
        for key in set(alive) | post.holders() | work.holders():
            if key != self.key and self._looks_dead(key, alive.get(key, -1), monotonic):
                with transaction.atomic():
                    returned += post.give_back(key) + work.give_back(key)
                    Worker.objects.filter(pk=key, beats=alive.get(key, -1)).delete()
                del self._seen[key]
        return returned

    def _survived_turn(self, carrier: Carrier, clock: Clock) -> bool:
        """A database that is away for a while is no reason to die."""
        try:
            close_old_connections()
            return self.turn(carrier, clock)
        except Error as fault:
            log.warning("The database is not there: %s", type(fault).__name__)
            _close_all()
            return False

    def _carry_one(self, carrier: Carrier, now: datetime) -> bool:
        if not self.mail_url or time.monotonic() < self._no_mail_before:
            return False
        mail = post.take(self.key, now)
        if mail is None:
            return False
        try:
            post.carry(mail, carrier, now)
        except NoWay as fault:
            log.warning("The mail server cannot be reached: %s. Mail waits.", fault)
            self._no_mail_before = time.monotonic() + _MAIL_PAUSE
            return False
        return True

    def _do_duties(self, now: datetime) -> bool:
        if time.monotonic() < self._no_duty_before:
            return False
        self._no_duty_before = time.monotonic() + _DUTY_PAUSE
        did = False
        for name, (every, act) in _duties.items():
            if _is_ours(name, now, every):
                did = True
                try:
                    act(now)
                except Exception as fault:  # noqa: BLE001 - one duty that fails must not stop the others
                    log.warning("The duty %s failed: %s at %s", name, type(fault).__name__, work.place(fault))
                    Duty.objects.filter(name=name).update(next_at=now + min(every, timedelta(minutes=10)))
        return did

    def _announce(self, stop: Event) -> None:
        while not stop.is_set():
            try:
                Worker.objects.get_or_create(key=self.key)
            except Error:
                _close_all()
                stop.wait(self.interval)
            else:
                return

    def _beat_until(self, stop: Event) -> None:
        """In a thread of its own, so that a long job does not look like death."""
        while not stop.wait(self.beat):
            try:
                if not Worker.objects.filter(pk=self.key).update(beats=F("beats") + 1):
                    Worker.objects.get_or_create(key=self.key)
                self.sweep_dead(time.monotonic())
            except Error:
                _close_all()
        connections.close_all()

    def _looks_dead(self, key: uuid.UUID, beats: int, monotonic: float) -> bool:
        seen = self._seen.get(key)
        if seen is None or seen[0] != beats:
            self._seen[key] = (beats, monotonic)
            return False
        return monotonic - seen[1] >= self.dead_after


@contextmanager
def embedded(
    *, interval: float = 0.3, mail_url: str = "", beat: float = 5.0, dead_after: float = 60.0
) -> Iterator[Labourer]:
    """A worker in a thread of this process: for the demo, where one command is enough."""
    stop = Event()
    labourer = Labourer(interval=interval, mail_url=mail_url, beat=beat, dead_after=dead_after)
    thread = Thread(target=labourer.work, args=(stop,), daemon=True, name="worker")
    thread.start()
    try:
        yield labourer
    finally:
        stop.set()
        thread.join(timeout=30)


def _is_ours(name: str, now: datetime, every: timedelta) -> bool:
    """Whoever moves the time on does the work; a duty met for the first time is due at once."""
    if Duty.objects.filter(name=name, next_at__gt=now).exists():
        return False
    if Duty.objects.filter(name=name, next_at__lte=now).update(next_at=now + every):
        return True
    made = Duty(name=name, next_at=now + every)
    Duty.objects.bulk_create([made], ignore_conflicts=True)
    return Duty.objects.filter(pk=made.pk).exists()


def _prepare() -> None:
    for act in _preparations:
        try:
            act()
        except Exception as fault:  # noqa: BLE001 - whoever needs it meets the fault again, and can say so
            log.warning("A preparation failed: %s at %s", type(fault).__name__, work.place(fault))


def _close_all() -> None:
    for connection in connections.all(initialized_only=True):
        with suppress(Exception):
            connection.close()
