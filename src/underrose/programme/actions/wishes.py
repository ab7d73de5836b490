"""What guests choose for themselves: topics they would like to talk about. No hour is kept, and no line of the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from underrose.kit.refusals import require
from underrose.participation.models import Participant
from underrose.programme import topics_offered
from underrose.programme.models import TopicWish


@transaction.atomic
def rank(guest: Participant, wishes: Mapping[UUID, Sequence[UUID]], *, now: datetime) -> None:
    """By round, the topics from the dearest on; what was said of that round before is replaced, and none is an answer too."""
    held = Participant.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=guest.pk)
    offered = {one.key: one for one in topics_offered.of(held, now)}
    for session, wanted in wishes.items():
        one = offered.get(session)
        if one is None:
            continue
        known = dict(one.topics)
        ranked = [key for key in dict.fromkeys(wanted) if key in known]
        if tuple(ranked) == one.said:
            continue
        require(one.closed)
        TopicWish.objects.filter(participant=held, topic__in=list(known)).delete()
        TopicWish.objects.bulk_create(
            TopicWish(topic_id=key, participant=held, rank=place) for place, key in enumerate(ranked, start=1)
        )
