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
    for position, title in enumerate(wanted):
        one = known.get(title)
        if one is None:
            Topic.objects.create(session=session, title=title, position=position)
        elif one.position != position:
            one.position = position
            one.save(update_fields=["position"])
