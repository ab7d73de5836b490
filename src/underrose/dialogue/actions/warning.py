"""Thirty, seven and one day before the words of a meeting are destroyed, its directors are told."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from underrose.access.models import Account
from underrose.access.roles import Role
from underrose.dialogue.models import Promise
from underrose.dialogue.promises import WARNED_BEFORE
from underrose.kit import mail
from underrose.kit.jobs import duty


@duty("warnings before a destruction", timedelta(hours=6))
def warn(now: datetime) -> int:
    """Each director once for each of the three days, however often it is asked; who missed a day is told the next one."""
    today = now.date()
    near = Promise.objects.filter(
        destroy_on__gt=today, destroy_on__lte=today + timedelta(days=max(WARNED_BEFORE))
    )
    return sum(_told(promise, promise.days_left(today)) for promise in near)


def _told(promise: Promise, left: int) -> int:
    stage = min(before for before in WARNED_BEFORE if left <= before)
    directors = Account.objects.active().holding(Role.PROGRAMME_DIRECTOR, promise.meeting_code)
    for account in directors:
        mail.queue(
            "dialogue/mail/destruction_nears",
            to=account.email,
            context={
                "name": account.name,
                "code": promise.meeting_code,
                "day": promise.destroy_on,
                "left": left,
                "url": settings.SITE_URL + reverse("promise", args=[promise.meeting_code]),
            },
            meeting_code=promise.meeting_code,
            scope=promise.scope,
            language=account.language,
            cause=f"destruction:{promise.pk}:{promise.destroy_on}:{stage}:{account.pk}",
        )
    return len(directors)
