"""What of the programme is forgotten by itself. Seats and hours go with the participant, after 24 months."""

from datetime import datetime, timedelta

from django.db import transaction

from underrose.concept.models import Meeting
from underrose.kit import retention
from underrose.programme.models import Assignment, Introduction, Pairing, TopicWish

PAIRINGS_KEPT = timedelta(days=30)
TASKS_KEPT = timedelta(days=731)


@retention.rule("old_pairings")
@transaction.atomic
def old_pairings(now: datetime) -> int:
    """Thirty days after the meeting nobody knows any more who was kept apart, who wished for which topic or to meet others."""
    over = Meeting.objects.filter(end_on__lt=now.date() - PAIRINGS_KEPT)
    gone = Pairing.objects.filter(meeting__in=over).delete()[0]
    for model in (TopicWish, Introduction):
        gone += model._default_manager.filter(participant__meeting__in=over).delete()[0]
    return gone


@retention.rule("old_assignments")
def old_assignments(now: datetime) -> int:
    """After 24 months nobody knows who was to do what, free names too, which belong to no participant."""
    over = now.date() - TASKS_KEPT
    return Assignment.objects.filter(session__day__meeting__end_on__lt=over).delete()[0]
