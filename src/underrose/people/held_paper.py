"""Everything held about one person as a paper to read: a heading for each section, a line for each thing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from underrose.access import institution
from underrose.kit.templatetags.kit import day
from underrose.methods.documents.model import Paper, Passage
from underrose.methods.documents.pdf import paper_pdf

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^$&@])")


def pdf(name: str, told: Mapping[str, Mapping[str, Any]], today: date) -> bytes:
    language = get_language() or "en-gb"
    return paper_pdf(
        Paper(
            kind=_("What is held about you"),
            title=name,
            reference="",
            when="",
            place="",
            organiser=institution.name(),
            passages=tuple(Passage(_heading(section), _lines(said)) for section, said in told.items()),
            language=language,
            direction="rtl" if language.startswith("ar") else "ltr",
            dated=today,
        )
    )


def _heading(section: str) -> str:
    return section[:1].upper() + section[1:]


def _lines(said: Mapping[str, Any]) -> str:
    return "\n".join(_line(label, value) for label, value in said.items())


def _line(label: str, value: Any, depth: int = 0) -> str:
    written = [_words(one) for one in _several(value)]
    space = "  " * depth
    if len(written) < 2:  # noqa: PLR2004 - one thing stands beside its label
        return f"{space}- {_words(label)}: {written[0] if written else '–'}"
    return "\n".join([f"{space}- {_words(label)}:", *[f"{space}  - {one}" for one in written]])


def _several(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        yield from (f"{label}: {one}" for label, one in value.items())
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from [", ".join(f"{k}: {v}" for k, v in one.items())] if isinstance(one, Mapping) else [one]
    elif value not in (None, ""):
        yield value


def _words(value: Any) -> str:
    """As it is: nothing a person wrote is taken for a mark of the text."""
    said = day(value) if isinstance(value, date) else str(value)
    return _MARKS.sub(r"\\\1", " ".join(said.split()))
