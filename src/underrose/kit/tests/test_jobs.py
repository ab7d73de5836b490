import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from uuid import UUID, uuid4

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from underrose.kit import jobs, post, work
from underrose.kit.delivery import Carrier
from underrose.kit.models import Duty, MailState, OutboxMail, Worker

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
done: list[str] = []


@task
def note_down(one: str) -> None:
    done.append(one)


@task
def fail(one: str) -> None:
    raise ValueError(f"canary-value {one}")


@pytest.fixture(autouse=True)
def _fresh(key_folder: Path) -> None:
    done.clear()


def run_next(now: datetime = NOW) -> DBTaskResult | None:
    job = work.take(uuid4())
    if job is not None:
        work.run(job, now)
    return job


def mail_held_by(worker: UUID) -> OutboxMail:
    return OutboxMail.objects.create(
        recipient="a@b.org",
        subject="s",
        body="b",
        cause=str(uuid4()),
        queued_on=NOW.date(),
        state=MailState.SENDING,
        worker=worker,
    )


def test_job_is_done_once() -> None:
    jobs.enqueue(note_down, "a")
    assert (run_next() is not None, run_next(), done) == (True, None, ["a"])
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_job_takes_ids_and_no_values() -> None:
    with pytest.raises(TypeError, match="ids"):
        jobs.enqueue(note_down, {"name": "Ann"})  # type: ignore[arg-type]
    key = uuid4()
    jobs.enqueue(note_down, key)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [str(key)], "kwargs": {}}


def test_failed_job_keeps_class_and_place_and_no_value() -> None:
    jobs.enqueue(fail, "x")
    run_next()
    row = DBTaskResult.objects.get()
    assert row.exception_class_path == "builtins.ValueError"
    assert row.traceback.startswith("kit/tests/test_jobs.py:")
    assert row.traceback.endswith(" fail")
    assert "canary" not in f"{row.traceback}{row.return_value}"


def test_failed_job_is_tried_again_later_and_given_up_in_the_end() -> None:
    jobs.enqueue(fail, "x")
    for count in range(1, work.TRIES + 1):
        run_next()
        row = DBTaskResult.objects.get()
        assert len(row.worker_ids) == count
        if count < work.TRIES:
            assert (row.status, row.run_after) == ("READY", NOW + timedelta(minutes=2**count))
    assert (row.status, row.finished_at, run_next()) == ("FAILED", NOW, None)


def test_finished_jobs_are_forgotten_after_a_day() -> None:
    jobs.enqueue(note_down, "a")
    jobs.enqueue(note_down, "b")
    run_next()
    assert work.forget_finished(NOW + timedelta(hours=24)) == 0
    assert work.forget_finished(NOW + timedelta(hours=25)) == 1
    assert DBTaskResult.objects.count() == 1


def test_what_a_dead_worker_held_is_given_back_when_its_beat_stands_still() -> None:
    dead, labourer = uuid4(), jobs.Labourer(dead_after=60)
    Worker.objects.create(key=dead)
    held = mail_held_by(dead)
    jobs.enqueue(note_down, "a")
    work.take(dead)
    assert [labourer.sweep_dead(at) for at in (0.0, 59.0, 60.0, 61.0)] == [0, 0, 2, 0]
    held.refresh_from_db()
    assert (held.state, held.worker, DBTaskResult.objects.get().status) == ("queued", None, "READY")
    assert Worker.objects.count() == 0


def test_worker_that_beats_keeps_what_it_holds() -> None:
    alive, labourer = uuid4(), jobs.Labourer(dead_after=60)
    Worker.objects.create(key=alive)
    mail_held_by(alive)
    for at in range(0, 300, 30):
        Worker.objects.filter(key=alive).update(beats=at)
        assert labourer.sweep_dead(float(at)) == 0


def test_holder_nobody_knows_is_dead_too() -> None:
    labourer = jobs.Labourer(dead_after=60)
    mail_held_by(uuid4())
    assert [labourer.sweep_dead(at) for at in (0.0, 60.0)] == [0, 1]


def test_worker_does_not_sweep_itself() -> None:
    labourer = jobs.Labourer(dead_after=0)
    mail_held_by(labourer.key)
    assert [labourer.sweep_dead(at) for at in (0.0, 60.0)] == [0, 0]
    assert post.holders() == {labourer.key}


def test_duty_comes_round_once_in_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[datetime] = []
    monkeypatch.setattr(jobs, "_duties", {"sweep": (timedelta(days=1), called.append)})
    moments = [NOW, NOW + timedelta(hours=23), NOW + timedelta(hours=24), NOW + timedelta(hours=25)]
    for moment in moments:
        jobs.Labourer().turn(Carrier(""), lambda moment=moment: moment)
    assert called == [NOW, NOW + timedelta(hours=24)]


def test_duty_that_fails_comes_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(now: datetime) -> None:
        raise ValueError("canary")

    monkeypatch.setattr(jobs, "_duties", {"stumble": (timedelta(days=1), stumble)})
    jobs.Labourer().turn(Carrier(""), lambda: NOW)
    assert Duty.objects.get().next_at == NOW + timedelta(minutes=10)


def test_place_of_a_fault_without_frames_is_empty() -> None:
    assert work.place(ValueError("x")) == ""


@pytest.mark.django_db(transaction=True)
def test_worker_prepares_once_when_it_first_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails beside it hinders nothing, and is named without its words."""
    stop, called = Event(), []

    def stumble() -> None:
        raise ValueError("canary")

    def prepare() -> None:
        called.append(threading.current_thread().name)
        stop.set()

    monkeypatch.setattr(jobs, "_preparations", [stumble, prepare])
    monkeypatch.setattr(jobs, "_duties", {})
    jobs.Labourer(interval=0.01, beat=60).work(stop)
    assert called == ["preparing"]


@pytest.mark.django_db(transaction=True)
def test_worker_that_never_rests_prepares_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, called = Event(), []
    monkeypatch.setattr(jobs, "_preparations", [lambda: called.append(1)])
    stop.set()
    jobs.Labourer(beat=60).work(stop)
    assert called == []
