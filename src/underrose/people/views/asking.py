"""What every page about people begins with: who asks, whom it is about, and a refusal shown where the words are."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone

from underrose.access.holders import Asking
from underrose.kit.refusals import Refused
from underrose.people.models import Person


def person_of(request: Asking, key: object) -> Person:
    """The person, if whoever asks may know of them; otherwise there is no such page."""
    return get_object_or_404(Person.objects.visible_to(request.holder), key=key)


def posted(request: Asking) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def today() -> date:
    return timezone.localdate()


def tried(request: Asking, act: Callable[[], Any], said: str) -> bool:
    """Do it and say so, or say why not, on the next page."""
    try:
        act()
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return False
    if said:
        messages.success(request, said)
    return True
