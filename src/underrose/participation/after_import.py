"""Where people who came as a list may become candidates: the coming meetings to which a colleague invites."""

from datetime import date
from uuid import UUID

from django.urls import reverse

from underrose.access.holders import Holder
from underrose.concept.models import Meeting, State
from underrose.people import import_page
from underrose.people.models import INVITING


@import_page.next_step
def candidates_of(holder: Holder, list_key: UUID, today: date) -> list[import_page.Step]:
    """Each leads to the people of that list, who are looked at before anybody is added."""
    mine = Meeting.objects.visible_to(holder).filter(code__in=holder.codes_within(*INVITING))
    coming = mine.coming(today).exclude(state=State.cancelled)
    return [
        (f"{reverse('add_candidates', args=[code])}?brought={list_key}", f"{code} · {title}")
        for code, title in coming.values_list("code", "title")
    ]
