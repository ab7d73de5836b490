"""Jobs as rows of django-tasks: claimed by one worker, given back when it dies, tried again when they fail.

A failed job keeps the class of the fault and its place in the code; never a traceback, whose lines carry values.
"""

import traceback
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from underrose.kit import retention

Job: TypeAlias = DBTaskResult[..., Any]
TRIES = 5
_DAY = timedelta(days=1)


def enqueue(task: Task[..., Any], *ids: UUID | str | int) -> None:
    """Have this done after the caller's transaction; ids only, so that no value waits in a queue."""
    if not all(isinstance(one, UUID | str | int) for one in ids):
        raise TypeError("A job takes ids, not values.")
    task.enqueue(*(str(one) if isinstance(one, UUID) else one for one in ids))


def take(worker: UUID) -> Job | None:
    """Claim the next job that is due."""
    if not DBTaskResult.objects.ready().exists():  # no lock is taken while there is nothing to do
        return None
    with transaction.atomic():
        found: Job | None = DBTaskResult.objects.ready().get_locked()
        if found is not None:
            found.claim(str(worker))
    return found


def run(job: Job, now: datetime) -> None:
    try:
        job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except Exception as fault:  # noqa: BLE001 - whatever a job raises, the worker lives on
        _failed(job, fault, now)
    else:
        _held(job).update(status=TaskResultStatus.SUCCESSFUL, finished_at=now)


def give_back(dead: UUID) -> int:
    """What a killed worker held is done by another."""
    held = [job.pk for job in _running() if job.worker_ids[-1:] == [str(dead)]]
    return DBTaskResult.objects.filter(pk__in=held, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY
    )


def holders() -> set[UUID]:
    """Every worker that holds a job just now."""
    return {UUID(job.worker_ids[-1]) for job in _running() if job.worker_ids}


@retention.rule("finished_jobs")
def forget_finished(now: datetime) -> int:
    """Jobs that are done with are forgotten after a day."""
    ended = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=now - _DAY)
    return int(DBTaskResult.objects.filter(ended).delete()[0])


def place(fault: BaseException) -> str:
    """Where in our code it happened: module, line and function, no values."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "/underrose/" in frame.filename] or frames
    if not ours:
        return ""
    file = ours[-1].filename.rpartition("/underrose/")[2]
    return f"{file}:{ours[-1].lineno} {ours[-1].name}"


def _failed(job: Job, fault: Exception, now: datetime) -> None:
    tries = len(job.worker_ids)
    kept = {
        "exception_class_path": f"{type(fault).__module__}.{type(fault).__qualname__}",
        "traceback": place(fault),
    }
    if tries >= TRIES:
        _held(job).update(status=TaskResultStatus.FAILED, finished_at=now, **kept)
    else:
        later = now + timedelta(minutes=2**tries)
        _held(job).update(status=TaskResultStatus.READY, run_after=later, **kept)


def _held(job: Job) -> QuerySet[Job]:
    """Only the worker that still holds the job may say what came of it."""
    held: QuerySet[Job] = DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
    )
    return held


def _running() -> list[Job]:
    return list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
