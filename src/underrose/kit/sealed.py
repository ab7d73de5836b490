"""Fields whose value nobody reads without its key: not in the database, not in a backup, not in an error message.

Each value is bound to its place (scope, table, field, row), so it cannot be moved to another. It is opened when a
person's page asks for it, not when the row is fetched; a list of fifty rows whose key is gone still shows the rest.
"""

import os
from abc import abstractmethod
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import DeferredAttribute

from underrose.kit import keys
from underrose.kit.keys import Destroyed

__all__ = ["Destroyed", "Sealed", "SealedBytesField", "SealedTextField", "WillNotOpen"]

FORMAT = 1
_HEAD = 1 + keys.NONCE_SIZE


class WillNotOpen(Exception):
    """The sealed value was damaged, or comes from another place."""


class HasSeal(Protocol):
    """A model with sealed fields says under which key: the scope (a meeting's key, or "house") and the purpose."""

    def sealed_by(self) -> tuple[str, str]: ...


class Sealed:
    """A value as it stands in the database, with the row it was read from."""

    __slots__ = ("raw", "row")

    def __init__(self, raw: bytes, row: Any = None) -> None:
        self.raw = raw
        self.row = row

    def __repr__(self) -> str:
        return "<sealed>"


class _Opening(DeferredAttribute):
    """Opens the value at first access, and remembers the row from which a still closed value came."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if isinstance(value, Sealed):
            field = self.field
            assert isinstance(field, _SealedField)
            value = instance.__dict__[field.attname] = field.opened(value, instance)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        if isinstance(value, Sealed) and value.row is None:
            value = Sealed(value.raw, instance.__dict__.get(instance._meta.pk.attname))
        instance.__dict__[self.field.attname] = value


class _SealedField(models.BinaryField[Any, Any]):
    descriptor_class = _Opening

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002, FBT001 - Django's signature
        value = model_instance.__dict__.get(self.attname)
        if value is None:
            return None
        if isinstance(value, Sealed) and not self._has_left_its_row(value, model_instance):
            return value
        plain = self.opened(value, model_instance) if isinstance(value, Sealed) else value
        return Sealed(self._closed(plain, model_instance), model_instance.pk)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(f"{self.name} is sealed to its row: write it through save or bulk_create.")
        return super().get_db_prep_value(value.raw if value else None, connection, prepared)

    def get_default(self) -> Any:
        # "No default" is a class to Django, and would be called.
        if not self.has_default():
            return None
        return self.default() if callable(self.default) else self.default

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: the database cannot search in it.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:  # noqa: ARG002 - Django's signature
        raise FieldError(f"{self.name} is sealed: the database cannot look into it.")

    def value_to_string(self, obj: models.Model) -> str:  # noqa: ARG002 - Django's signature
        raise FieldError(f"{self.name} is sealed: it leaves the house by a page or a backup only.")

    def opened(self, value: Sealed, instance: Any) -> Any:
        """What was sealed; `Destroyed` when its key is gone."""
        scope, purpose = instance.sealed_by()
        row = instance.pk if value.row is None else value.row
        try:
            key = keys.ring(settings.KEY_FOLDER).existing(scope, purpose)
        except FileNotFoundError:
            raise Destroyed(f"The key for {purpose} is not in the key folder.") from None
        if value.raw[:1] != bytes([FORMAT]):
            raise WillNotOpen(f"{self.name} has a format this version does not know.")
        try:
            plain = AESGCM(key).decrypt(value.raw[1:_HEAD], value.raw[_HEAD:], self._binding(scope, row))
        except (InvalidTag, ValueError):
            raise WillNotOpen(f"{self.name} was damaged, or belongs to another row.") from None
        return self._from_bytes(plain)

    def _has_left_its_row(self, value: Sealed, instance: Any) -> bool:
        if value.row is not None and value.row != instance.pk:
            return True
        try:
            self.opened(value, instance)  # a changed sealed_by() would leave a value that nobody can open
        except Destroyed:
            return False
        return False

    def _closed(self, plain: Any, instance: Any) -> bytes:
        scope, purpose = instance.sealed_by()
        nonce = os.urandom(keys.NONCE_SIZE)
        key = keys.ring(settings.KEY_FOLDER).key(scope, purpose)
        closed = AESGCM(key).encrypt(nonce, self._to_bytes(plain), self._binding(scope, instance.pk))
        return bytes([FORMAT]) + nonce + closed

    def _binding(self, scope: str, row: Any) -> bytes:
        return f"{scope}|{self.model._meta.db_table}|{self.column}|{row}".encode()

    @abstractmethod
    def _to_bytes(self, plain: Any) -> bytes:
        """What is sealed, as bytes."""

    @abstractmethod
    def _from_bytes(self, plain: bytes) -> Any:
        """And back again."""


class SealedTextField(_SealedField):
    """Words under a key."""

    def _to_bytes(self, plain: Any) -> bytes:
        return str(plain).encode()

    def _from_bytes(self, plain: bytes) -> str:
        return plain.decode()


class SealedBytesField(_SealedField):
    """A file, or anything else that is not words, under a key."""

    def _to_bytes(self, plain: Any) -> bytes:
        return bytes(plain)

    def _from_bytes(self, plain: bytes) -> bytes:
        return plain
