"""Whose guest or candidate a person is today: the teams of those meetings are asked before somebody is forgotten or protected."""

import datetime as dt

from django.db.models import Q, QuerySet

from underrose.concept.models import Meeting, State
from underrose.participation.models import Candidate, Participant, Place
from underrose.people.actions.forgetting import current_meetings
from underrose.people.models import Person


@current_meetings("guests")
def meetings_of(person: Person, today: dt.date) -> set[str]:
    """Codes of meetings that are not over, where the person may still be invited, is, or has a place."""
    standing = Candidate.objects.standing().filter(person=person)
    placed = Participant.objects.filter(person=person).exclude(place=Place.withdrawn)
    found = _to_come(today).filter(
        Q(key__in=standing.values("meeting")) | Q(key__in=placed.values("meeting"))
    )
    return set(found.values_list("code", flat=True))


def _to_come(today: dt.date) -> QuerySet[Meeting]:
    open_still = Meeting.objects.exclude(state=State.cancelled)
    return open_still.filter(Q(end_on__isnull=True) | Q(end_on__gte=today))
