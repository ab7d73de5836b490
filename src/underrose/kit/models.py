"""What every table has in common: a random key that tells no order and no time, and the institution it belongs to."""

import uuid

from django.conf import settings
from django.db import models


def institution_key() -> uuid.UUID:
    """The one institution of this installation; a sharded database can follow because every row carries it."""
    key: uuid.UUID = settings.INSTITUTION
    return key


class Row(models.Model):
    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.UUIDField(default=institution_key, editable=False)

    class Meta:
        abstract = True
