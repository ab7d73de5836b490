"""The topics of a round, which its groups talk about and guests rank."""

from collections.abc import Sequence

from django.db import transaction

from underrose.programme.models import Session, Topic


@transaction.atomic
def write(session: Session, titles: Sequence[str]) -> None:
    """One for each title, in this order. A topic whose title stands already keeps the wishes of guests."""
    known = {one.title: one for one in session.topics.all()}
    wanted = list(dict.fromkeys(titles))
    session.topics.exclude(title__in=wanted).delete()
    every = [known.get(title) or Topic(session=session, title=title) for title in wanted]
    for position, one in enumerate(every):
        one.position = position
    Topic.objects.bulk_update([one for one in every if one.title in known], ["position"])
    Topic.objects.bulk_create([one for one in every if one.title not in known])
