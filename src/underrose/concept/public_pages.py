"""Public pages are kept ready in every web process; a stamp tells all of them when something changed."""

from pathlib import Path

from django.conf import settings
from django.db import transaction


def stamp() -> Path:
    path: Path = settings.HOME / "public.stamp"
    return path


def changed() -> None:
    """After the change is committed, every process makes its pages anew."""
    transaction.on_commit(lambda: stamp().touch())
