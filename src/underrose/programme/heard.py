"""In which languages a group can be followed, and who can follow it, in the words the computation knows.

The computation asks one thing of languages: whoever sits in a group that has one speaks it. A group that can be followed
in several has one word for all of them, and whoever speaks one of the several is said to speak that word.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from underrose.participation.room import Sitter
from underrose.programme.models import Group


def languages(group: Group, held_in: str) -> frozenset[str]:
    """Those a group is held in or interpreted into; none where nobody is asked what they speak."""
    held = group.language or held_in
    return frozenset({held, *group.interpreted}) if held else frozenset()


def word(group: Group, held_in: str) -> str:
    return "+".join(sorted(languages(group, held_in)))


def spoken(one: Sitter, held_in: str) -> frozenset[str]:
    """Of whom nothing is known, a protected person too, is taken to speak what groups are held in."""
    return frozenset(one.languages or (() if not held_in else (held_in,)))


def understood(
    people: Sequence[Sitter], groups: Iterable[Group], held_in: str, by_hand: Mapping[int, Collection[Group]]
) -> tuple[frozenset[str], ...]:
    """The words of the groups each can follow; nothing where no group asks.

    Whoever was put into a group by hand and could not follow it is taken to speak its language: the team knows more than
    the list.
    """
    words = {word(one, held_in): languages(one, held_in) for one in groups}
    words.pop("", None)
    if not words:
        return ()
    found = []
    for number, one in enumerate(people):
        own = spoken(one, held_in)
        for group in by_hand.get(number, ()):
            if not own & languages(group, held_in):
                own |= {group.language or held_in}
        found.append(frozenset(name for name, heard in words.items() if own & heard))
    return tuple(found)


def needed(people: Iterable[Sitter], held_in: str) -> dict[tuple[str, ...], list[Sitter]]:
    """Whoever is known not to speak what groups are held in, by what they speak."""
    found: dict[tuple[str, ...], list[Sitter]] = {}
    for one in people:
        if held_in and held_in not in spoken(one, held_in):
            found.setdefault(tuple(sorted(one.languages)), []).append(one)
    return found


def interpret(groups: Sequence[Group], wanted: Mapping[str, int], held_in: str) -> None:
    """So many groups interpreted into each language: those that are already, then those with the fewest interpreters."""
    for code, number in sorted(wanted.items()):
        having = [one for one in groups if code in one.interpreted]
        others = [one for one in groups if one not in having and (one.language or held_in) != code]
        others.sort(key=lambda one: (len(one.interpreted), one.number))
        chosen = {one.number for one in [*having, *others][:number]}
        for one in groups:
            rest = [each for each in one.interpreted if each != code]
            one.interpreted = sorted([*rest, code] if one.number in chosen else rest)
