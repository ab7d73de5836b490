"""Questions that are asked often, put into words once.

Writing a query in SQL costs several times what the database needs to answer it. A question here keeps its SQL, for
each thread and database, and puts the values of the day into it.
"""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connections
from django.db.models import QuerySet

Row = TypeVar("Row")
_here = threading.local()


class Question(Generic[Row]):
    """`Question(lambda key: Thing.objects.filter(key=key))`: called with a value, it gives the rows.

    Whatever differs from one asking to the next is an argument, a UUID or a text of its field, and reaches the query
    unchanged; all else is kept as it was the first time. The query is sliced or ordered, but never counted.
    """

    def __init__(self, asked: Callable[..., QuerySet[Any, Row]], *kinds: type[UUID] | type[str]) -> None:
        self._asked = asked
        self._kinds = kinds

    def __call__(self, *values: UUID | str) -> list[Row]:
        if len(values) != len(self._kinds) or not all(map(isinstance, values, self._kinds)):
            raise TypeError("A question is asked with the values it was written for.")
        written = self._written()
        return written.rows(values)

    def first(self, *values: UUID | str) -> Row | None:
        found = self(*values)
        return found[0] if found else None

    def only(self, *values: UUID | str) -> Row:
        """The one row there is to be; without it, whatever Django says of a row that is not there."""
        found = self(*values)
        if len(found) != 1:
            return self._asked(*values).get()
        return found[0]

    def _written(self) -> "_Written":
        kept: dict[Question[Any], _Written] = _here.__dict__.setdefault("kept", {})
        found = kept.get(self)
        if found is None or not found.is_of_this_connection():
            found = kept[self] = _Written(self._asked, self._kinds)
        return found


class _Written:
    """The SQL of one question, on one connection of one thread, and where the values stand in it."""

    def __init__(self, asked: Callable[..., QuerySet[Any, Any]], kinds: tuple[type, ...]) -> None:
        marks = [uuid4() if kind is UUID else uuid4().hex for kind in kinds]
        self._rows = asked(*marks)
        self._connection = connections[self._rows.db]
        self._compiler = self._rows.query.get_compiler(self._rows.db)
        self._sql, params = self._compiler.as_sql()
        places = {_plain(mark): number for number, mark in enumerate(marks)}
        self._params = list(params)
        self._where = [
            (at, places[_plain(param)]) for at, param in enumerate(params) if _plain(param) in places
        ]
        if {number for _at, number in self._where} != set(range(len(marks))):
            raise TypeError("A value of this question does not reach the database as it is.")
        self._takes_uuid = self._connection.features.has_native_uuid_field
        self._converters = self._compiler.get_converters([told[0] for told in self._compiler.select])
        self._compiler.get_converters = lambda _columns: self._converters
        self._rows.query.get_compiler = self._kept_compiler  # type: ignore[method-assign] # of this one query

    def is_of_this_connection(self) -> bool:
        return connections[self._rows.db] is self._connection

    def rows(self, values: tuple[UUID | str, ...]) -> list[Any]:
        params = list(self._params)
        for at, number in self._where:
            value = values[number]
            params[at] = value.hex if isinstance(value, UUID) and not self._takes_uuid else value
        self._compiler.as_sql = lambda *_args, **_named: (self._sql, tuple(params))
        read: Any = self._rows._iterable_class  # noqa: SLF001 - as QuerySet itself reads rows
        return list(read(self._rows))

    def _kept_compiler(self, *_args: Any, **_kwargs: Any) -> Any:
        return self._compiler


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value
