"""What of the programme is forgotten by itself. Seats, tasks and hours go with the participant, after 24 months."""

from datetime import datetime, timedelta

from django.db import transaction

from underrose.concept.models import Meeting
from underrose.kit import retention
from underrose.programme.models import Pairing, TopicWish

PAIRINGS_KEPT = timedelta(days=30)


@retention.rule("old_pairings")
@transaction.atomic
def old_pairings(now: datetime) -> int:
    """Thirty days after the meeting nobody knows any more who was kept apart, and who wished for which topic."""
    over = Meeting.objects.filter(end_on__lt=now.date() - PAIRINGS_KEPT)
    gone = Pairing.objects.filter(meeting__in=over).delete()[0]
    return gone + TopicWish.objects.filter(participant__meeting__in=over).delete()[0]
