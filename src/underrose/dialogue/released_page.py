"""The list of what left the room, by page: of one kind or theme, or what says certain words. They are searched once they are open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.utils.http import urlencode

from underrose.dialogue.models import Kind
from underrose.dialogue.release import Released
from underrose.dialogue.released_paper import Part
from underrose.methods.names import fold

ON_A_PAGE = 55
LONGEST_QUERY = 200
WITHOUT_THEME = "none"
"""How an address names the points without a theme."""
Row = tuple[Part, tuple[Released, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Which points a reader asked for. Words that are searched come by POST alone, so that no address holds them."""

    kind: str = ""
    theme: str = ""
    query: str = ""
    page: str = ""

    @classmethod
    def asked(cls, said: Any, *, may_search: bool) -> "Shown":
        kind, query = said.get("kind", ""), said.get("q", "").strip()[:LONGEST_QUERY]
        return cls(
            kind=kind if kind in Kind.values else "",
            theme=said.get("theme", ""),
            query=query if may_search else "",
            page=said.get("page", ""),
        )

    @property
    def address(self) -> str:
        """What an address may hold of it."""
        kept = {name: value for name in ("kind", "theme") if (value := getattr(self, name))}
        return f"?{urlencode(kept)}" if kept else "?"


def listed(every: Sequence[Part], shown: Shown) -> dict[str, Any]:
    """One page of the parts, with what can be chosen above it. It asks the databases nothing."""
    rows = [(part, one) for part in every for one in part.points]
    wanted = fold(shown.query).split()
    found = [row for row in rows if _is_wanted(row, shown, wanted)]
    page = Paginator(found, ON_A_PAGE).get_page(shown.page)
    return {
        "parts": list(_parts(page.object_list)),
        "page": page,
        "shown": shown,
        "is_narrowed": len(found) < len(rows) or bool(wanted),
        "kinds": _kinds(rows),
        "themes": [(_named(part), part.theme, len(part.points)) for part in every],
    }


def _is_wanted(row: Row, shown: Shown, wanted: Sequence[str]) -> bool:
    part, (one, _about) = row
    if shown.kind and one.kind != shown.kind:
        return False
    if shown.theme and _named(part) != shown.theme:
        return False
    said = fold(one.words) if wanted else ""
    return all(word in said for word in wanted)


def _parts(rows: Iterable[Row]) -> Iterable[Part]:
    for key, of_part in groupby(rows, key=lambda row: row[0].key):
        found = list(of_part)
        yield Part(key, found[0][0].theme, tuple(one for _part, one in found))


def _kinds(rows: Iterable[Row]) -> list[tuple[str, str, int]]:
    numbers = Counter(one.kind for _part, (one, _about) in rows)
    return [(kind.value, str(kind.label), numbers[kind]) for kind in Kind if numbers[kind]]


def _named(part: Part) -> str:
    return part.key or WITHOUT_THEME
