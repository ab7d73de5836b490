"""Which rows of the house point at a person or an organisation: read from the models themselves, whichever sections there are."""

from typing import Any

from django.db.models import ForeignKey, ForeignObjectRel, Model


def keys_to(kind: type[Model]) -> list[tuple[type[Model], ForeignKey[Any, Any]]]:
    """Every key that leads to rows of this kind, also one that has no name on the way back (`related_name="+"`)."""
    found = []
    for relation in kind._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        model, key = relation.related_model, relation.field
        if not isinstance(model, str) and isinstance(key, ForeignKey):
            found.append((model, key))
    return found
