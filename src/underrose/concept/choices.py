"""What forms offer to choose from, taken from the reference of other sections."""

from functools import lru_cache

from django.utils.translation import gettext

from underrose.context import gazetteer
from underrose.methods.disclosure import table, words


def regimes() -> list[tuple[str, str]]:
    return [(regime.value, gettext(table.TABLE.labels[regime])) for regime in words.Regime]


@lru_cache(maxsize=1)
def _countries() -> list[tuple[str, str]]:
    return sorted(((area.code, area.name) for area in gazetteer.load().areas()), key=lambda pair: pair[1])


def countries() -> list[tuple[str, str]]:
    return [("", ""), *_countries()]
