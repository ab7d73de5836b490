"""Work that takes longer than a page."""

import time
from uuid import UUID

from django.utils import timezone
from django_tasks import task

from underrose.programme.actions import allocating


@task()
def allocate(key: str, mode: str, allowed: int) -> None:
    """Compute the groups of a meeting."""
    allocating.compute(UUID(key), mode, allowed, now=timezone.now(), seconds=time.monotonic)
