"""Public pages are kept ready in every web process; a stamp tells all of them when something changed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from underrose.access.models import Institution
from underrose.concept.models import Edition, Meeting, Series


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
