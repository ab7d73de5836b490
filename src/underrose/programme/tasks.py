"""Work that takes longer than a page."""

import time
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from underrose.programme.actions import allocating


@task()
def allocate(key: str) -> None:
    """Compute the groups of a meeting, as was asked for last."""
    allocating.compute(UUID(key), now=timezone.now(), seconds=time.monotonic)
