"""Public pages are kept ready in every web process; a stamp tells all of them when something changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet, Subquery
from django.db.models.signals import post_delete, post_save

from underrose.access.models import Institution
from underrose.concept.models import Edition, Meeting, Series


class Way(NamedTuple):
    """A public page of the same meeting in a later section."""

    label: str
    url: str


Telling = Callable[[Meeting, Any], Way | None]


class _Asked(NamedTuple):
    question: Subquery
    telling: Telling


_tellings: dict[str, _Asked] = {}


def leads_to(name: str, question: Subquery) -> Callable[[Telling], Telling]:
    """A later section names its public page here; None where the meeting has none.

    What it has to know of the meeting (`OuterRef("pk")`) is asked together with the meeting itself.
    """

    def named(telling: Telling) -> Telling:
        _tellings[f"way_{name}"] = _Asked(question, telling)
        return telling

    return named


def with_ways(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings of which `ways` can be told."""
    return meetings.annotate(**{name: asked.question for name, asked in _tellings.items()})


def ways(meeting: Meeting) -> list[Way]:
    """The public pages besides the note."""
    told = (asked.telling(meeting, getattr(meeting, name)) for name, asked in _tellings.items())
    return [way for way in told if way is not None]


def stamp() -> Path:
    path: Path = settings.HOME / "public.stamp"
    return path


def changed() -> None:
    """After the change is committed, every process makes its pages anew."""
    transaction.on_commit(_mark, robust=True)


def watch() -> None:
    """Whatever a public page draws on besides what was announced tells of its own change."""
    for model in (Institution, Series, Edition, Meeting):
        for signal in (post_save, post_delete):
            signal.connect(_row_changed, sender=model, dispatch_uid=f"public pages: {model.__name__}")


def _row_changed(instance: Any, **_: Any) -> None:
    if isinstance(instance, Meeting) and instance.published_id is None:
        return  # nobody outside knows of it
    changed()


def _mark() -> None:
    """One byte longer each time: two changes within one tick of the file system's clock still differ."""
    with stamp().open("ab") as file:
        file.write(b".")
