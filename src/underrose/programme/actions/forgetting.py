"""What of the programme is forgotten by itself. Seats and hours go with the participant, after 24 months."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from underrose.concept.models import Meeting, State
from underrose.kit import retention
from underrose.programme.models import Acceptance, Assignment, Day, Introduction, Pairing, TopicWish

PAIRINGS_KEPT = timedelta(days=30)
TASKS_KEPT = timedelta(days=731)


@retention.rule("old_pairings")
@transaction.atomic
def old_pairings(now: datetime) -> int:
    """Thirty days after the meeting nobody knows any more who was kept apart, who wished for which topic or to meet others."""
    over = _over(now.date() - PAIRINGS_KEPT)
    gone = Pairing.objects.filter(meeting__in=over).delete()[0]
    for model in (TopicWish, Introduction):
        gone += model._default_manager.filter(participant__meeting__in=over).delete()[0]
    return gone


@retention.rule("old_assignments")
@transaction.atomic
def old_assignments(now: datetime) -> int:
    """After 24 months nobody knows who was to do what, free names too, nor who accepted which regime, dates or no dates."""
    over = _over(now.date() - TASKS_KEPT)
    gone = Acceptance.objects.filter(participant__meeting__in=over).delete()[0]
    return gone + Assignment.objects.filter(session__day__meeting__in=over).delete()[0]


def _over(before: date) -> QuerySet[Meeting]:
    """By its last day; without dates by the last day of its programme, and without either once it is cancelled.

    A meeting whose dates were taken away must not keep for ever what others forget.
    """
    planned = Day.objects.filter(meeting=OuterRef("key"))
    undated = Meeting.objects.filter(end_on__isnull=True)
    by_programme = undated.filter(Exists(planned)).exclude(Exists(planned.filter(on__gte=before)))
    never_held = undated.filter(~Exists(planned), state=State.cancelled)
    return Meeting.objects.filter(
        Q(end_on__lt=before) | Q(key__in=by_programme.values("key")) | Q(key__in=never_held.values("key"))
    )
