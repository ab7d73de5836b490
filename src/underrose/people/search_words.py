"""What a search finds people and organisations by: their names in any spelling, folded and romanised."""

from collections.abc import Iterable

from underrose.methods.names import fold, romanise
from underrose.people.particulars import Particulars

LONGEST = 4_000


def folded(text: str) -> str:
    """Small letters without accents, in the script they were typed in."""
    return fold(text.strip()[:LONGEST])


def looked_for(query: str) -> tuple[str, ...]:
    """What was typed, as it is looked up: in its own script, and in Latin letters."""
    typed = query.strip()[:100]
    return tuple(dict.fromkeys(found for found in (fold(typed), fold(romanise(typed))) if found))


def words_of(names: Iterable[str]) -> str:
    """Each word once, folded and in Latin letters."""
    found: dict[str, None] = {}
    for name in names:
        if name:
            found.update(dict.fromkeys(_spellings(name)))
    return " ".join(found)[:LONGEST]


def _spellings(name: str) -> list[str]:
    return [*fold(name).split(), *fold(romanise(name)).split()]


def of_person(facts: Particulars) -> str:
    """Names, addresses, posts and organisations, those of former days too."""
    posts = [part for post in facts.posts for part in (post.title, post.organisation, post.department)]
    names = (facts.full_name, facts.native_name, facts.given_name, facts.family_name)
    return " ".join([*map(of_language, facts.languages), words_of([*names, *posts, *facts.mails])])


def of_language(code: str) -> str:
    """A mark no search can type, so that a filter by language asks the same column: ~f~r~."""
    return f"~{'~'.join(code)}~"


def of_alias(alias: str) -> str:
    return words_of([alias])
