"""Towns and provinces of the countries of a roster: "from Choloma" says Honduras as plainly as "from Honduras".

The table holds more than thirty thousand names. A guard looks for those of its own countries alone: in a room without
Hondurans a town of Honduras narrows nobody down.
Sources: GeoNames, ISO 3166-2 (see the head of the table).
"""

from functools import cache

from underrose.methods.attribution.quasi.plain import plain_words
from underrose.methods.attribution.quasi.tables import rows

Words = tuple[str, ...]


@cache
def of(code: str) -> tuple[Words, ...]:
    """The towns and provinces of a country (ISO 3166-1 alpha-2) as plain words; none for a code that is unknown. O(their letters), once."""
    return tuple(_plain(name) for name in _written().get(code, "").split("|") if name)


@cache
def _written() -> dict[str, str]:
    return {row["code"]: row["towns"] for row in rows("towns")}


def _plain(name: str) -> Words:
    """As `plain_words`, four times as fast for the many names that are letters alone."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    return plain_words(name)
