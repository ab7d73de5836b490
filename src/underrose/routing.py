"""Which database a model lives in: what is said in the room has its own, all else stands in main."""

from typing import Any

from django.db.models import Model

DIALOGUE = "dialogue"


class TheWall:
    """Keeps the tables of `dialogue` in the dialogue database and every other table out of it."""

    def db_for_read(self, model: type[Model], **_hints: Any) -> str:
        return DIALOGUE if model._meta.app_label == DIALOGUE else "default"

    db_for_write = db_for_read

    def allow_relation(self, one: Model, other: Model, **_hints: Any) -> bool:
        return (one._meta.app_label == DIALOGUE) == (other._meta.app_label == DIALOGUE)

    def allow_migrate(self, db: str, app_label: str, **_hints: Any) -> bool:
        return (db == DIALOGUE) == (app_label == DIALOGUE)
