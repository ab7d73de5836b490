"""The one place where sentences for people are put together, so that they can be translated in one place."""

from collections.abc import Callable

_translate: list[Callable[[str], str]] = [str]


def translate_with(translate: Callable[[str], str]) -> None:
    """The house says here how its pages translate; without it the sentences are English."""
    _translate[:] = [translate]


def say(template: str, **values: object) -> str:
    """A sentence for a person: the template in the reader's language, the values taken as they are."""
    return _translate[0](template).format(**values)
