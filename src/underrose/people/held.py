"""Everything the house holds about one person, section by section."""

from collections.abc import Callable
from typing import Any

from underrose.people.models import Person

Part = Callable[[Person], dict[str, Any]]
_parts: dict[str, Part] = {}


def part(name: str) -> Callable[[Part], Part]:
    """Name what a section holds about a person: headings with words, lists and days, as JSON can say them."""

    def named(told: Part) -> Part:
        _parts[name] = told
        return told

    return named


def everything(person: Person) -> dict[str, dict[str, Any]]:
    """By section, each as it names itself; real particulars of protected people too, so showing it is an opening."""
    return {name: told(person) for name, told in sorted(_parts.items())}
