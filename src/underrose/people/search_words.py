"""What a search finds people and organisations by: their names in any spelling, folded and romanised."""

from collections.abc import Iterable

from underrose.context.folding import fold
from underrose.people.particulars import Particulars

LONGEST = 4_000


def folded(query: str) -> str:
    """What was typed, as it is looked up."""
    return fold(query.strip()[:100])


def words_of(names: Iterable[str]) -> str:
    """Each word once, folded and in Latin letters."""
    found: dict[str, None] = {}
    for name in names:
        if name:
            found.update(dict.fromkeys(_spellings(name)))
    return " ".join(found)[:LONGEST]


def _spellings(name: str) -> list[str]:
    return fold(name).split()


def of_person(facts: Particulars) -> str:
    """Names, addresses, posts and organisations, those of former days too."""
    posts = [part for post in facts.posts for part in (post.title, post.organisation, post.department)]
    return words_of(
        [facts.full_name, facts.native_name, facts.given_name, facts.family_name, *posts, *facts.mails]
    )


def of_alias(alias: str) -> str:
    return words_of([alias])
