"""Who would like to be introduced: opted in by themselves, and out again. The record says nothing of it.

That two met, or looked at one another's words, is written down nowhere.
"""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from underrose.concept.models import Theme
from underrose.kit.refusals import require
from underrose.participation.actions import places
from underrose.participation.models import Participant
from underrose.programme.models import Introduction
from underrose.programme.rules import chosen as rules


@transaction.atomic
def join(guest: Participant, themes: Collection[UUID], words: str, *, today: date) -> Introduction:
    """By themes of the meeting, and words of their own; a protected person has none, because words tell who one is."""
    held = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("person", "meeting")
        .get(pk=guest.pk)
    )
    require(rules.may_be_introduced(held.meeting, today))
    known = Theme.objects.filter(meeting=held.meeting, key__in=list(themes)).values_list("key", flat=True)
    chosen = sorted(str(key) for key in known)
    require(rules.has_theme(len(chosen)))
    found = Introduction.objects.filter(participant=held).first() or Introduction(participant=held)
    found.themes = chosen
    found.words = None if held.person.is_sealed else words.strip() or None
    found.save()
    return found


@places.goes_with_a_place("introductions")
@transaction.atomic
def leave(guest: Participant) -> None:
    """From now on nobody is shown them, and they are shown nobody. Possible at any time, and done for whoever withdraws:
    on the page of a guest without a place it could not be asked for.
    """
    Introduction.objects.filter(participant=guest).delete()
