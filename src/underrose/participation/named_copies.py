"""Numbered copies of a list that somebody was given by name: found by the words alone, which are sealed."""

from contextlib import suppress

from django.db.models import Q

from underrose.concept.models import Meeting
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.participation.models import ListCopy
from underrose.people import particulars
from underrose.people.actions.sealing import other_names_of
from underrose.people.actions.traces import Wanted
from underrose.people.models import Person
from underrose.people.particulars import Particulars


def of(person: Person, known: Particulars | None = None) -> list[ListCopy]:
    """In their own meetings alone: elsewhere whoever writes down a name would choose which copy is nobody's."""
    wanted, found = Wanted([known or particulars.of(person), *other_names_of(person)]), []
    theirs = Meeting.objects.filter(Q(candidates__person=person) | Q(participants__person=person))
    for copy in ListCopy.objects.filter(meeting__in=theirs).select_related("meeting"):
        with suppress(Destroyed, WillNotOpen):
            if wanted.is_mentioned(copy.recipient) or wanted.is_named(copy.recipient):
                found.append(copy)
    return found
