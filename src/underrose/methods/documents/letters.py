"""A letter from one text: the same words on paper, in Word, in plain text and in a mail.

Templates are letters with placeholders; `filled` gives the letter of one person. All words come in, also the labels.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import partial
from itertools import groupby

from underrose.methods.documents import marks, placeholders, typesetting
from underrose.methods.documents.placeholders import Unmerged

_NOT_WORDS = frozenset(("language", "page_size", "dated", "labels"))


@dataclass(frozen=True, slots=True)
class Letter:
    house: str
    """The name of the house, or the words of its logo."""
    body: str
    """Markdown: paragraphs, lists, emphasis, links, tables."""
    dated: date
    """The day the file carries in its properties; never a time."""
    house_lines: tuple[str, ...] = ()
    reference: str = ""
    day: str = ""
    """The day of the letter in words, "22 November 2026"."""
    addressee: tuple[str, ...] = ()
    salutation: str = ""
    subject: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Names and values after the body: what a visa letter certifies of a passport."""
    rest: str = ""
    """Markdown after the facts."""
    closing: str = ""
    signatory: str = ""
    signatory_title: str = ""
    footer: str = ""
    language: str = "en"
    page_size: str = "a4"
    labels: dict[str, str] = field(default_factory=dict)
    """Translated furniture: "reference", "page", "of"."""


def filled(template: Letter, values: Mapping[str, str | None]) -> Letter:
    """The letter for one person. Every fault of every part is named at once."""
    wrong: list[str] = []
    found: dict[str, object] = {}
    for name, value in _words(template):
        merge = placeholders.merge_markdown if name in ("body", "rest") else placeholders.merge
        try:
            found[name] = _each(value, partial(merge, values=values, where=_called(name)))
        except Unmerged as unmerged:
            wrong += unmerged.faults
    if wrong:
        raise Unmerged(wrong)
    return replace(template, **found)  # type: ignore[arg-type] # the same fields with the same shapes


def faults(template: Letter, known: Iterable[str]) -> tuple[str, ...]:
    """What would keep a letter from being filled in for anybody, part by part."""
    names = list(known)
    return tuple(
        sentence
        for name, value in _words(template)
        for text in _texts(value)
        for sentence in placeholders.faults(text, names, where=_called(name))
    )


def westward(letter: Letter) -> Letter:
    """A letter from right to left, its telephone numbers running as one dials them."""
    if typesetting.direction(letter.language) == "ltr":
        return letter
    turned = {name: _each(value, typesetting.westward) for name, value in _words(letter)}
    return replace(letter, **turned)  # type: ignore[arg-type] # the same fields with the same shapes


def parts(markdown: str) -> tuple[marks.Part, ...]:
    """The blocks of a letter. On paper nobody can follow a link, so its address stands after its words, in every form."""
    return tuple(_spelt(part) for part in marks.parts(markdown))


def reference_lines(letter: Letter) -> tuple[str, ...]:
    """The reference with its label, and the day."""
    reference = marks.plain(letter.reference)
    label = marks.plain(letter.labels.get("reference", ""))
    labelled = f"{label}: {reference}" if label and reference else reference
    return tuple(line for line in (labelled, marks.plain(letter.day)) if line)


def short_lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in map(marks.plain, lines) if line)


def placed(letter: Letter) -> Iterator[tuple[str, str]]:
    """Every text with the part it stands in."""
    for name, value in _words(letter):
        yield from ((_called(name), text) for text in _texts(value))
    yield from (("the labels", label) for label in letter.labels.values())


def _called(name: str) -> str:
    return f"the {name.replace('_', ' ')}"


def _words(letter: Letter) -> Iterator[tuple[str, object]]:
    for one in fields(letter):
        if one.name not in _NOT_WORDS:
            yield one.name, getattr(letter, one.name)


def _each(value: object, merge: Callable[[str], str]) -> object:
    if isinstance(value, tuple):
        return tuple(_each(one, merge) for one in value)
    return merge(str(value))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    else:
        yield str(value)


def _spelt(part: marks.Part) -> marks.Part:
    match part:
        case marks.Heading(runs=runs):
            return replace(part, runs=_spelt_runs(runs))
        case marks.Paragraph(runs=runs):
            return replace(part, runs=_spelt_runs(runs))
        case marks.Listing(items=items):
            return replace(part, items=tuple(tuple(map(_spelt, item)) for item in items))
        case marks.Quotation(parts=inner):
            return replace(part, parts=tuple(map(_spelt, inner)))
        case marks.Table(heads=heads, rows=rows):
            spelt = tuple(tuple(map(_spelt_runs, row)) for row in rows)
            return replace(part, heads=tuple(map(_spelt_runs, heads)), rows=spelt)
        case _:  # a rule
            return part


def _spelt_runs(runs: marks.Runs) -> marks.Runs:
    found: list[marks.Run] = []
    for url, group in groupby(runs, key=lambda run: run.url):
        inner = list(group)
        found += inner
        bare = _bare(url)
        if url and _joined(bare) not in _joined(marks.words(tuple(inner))):
            found.append(marks.Run(f" ({bare})"))
    return tuple(found)


def _joined(address: str) -> str:
    """A number is the same with its spaces and without."""
    return re.sub(r"[\s().\-\u200e]", "", address)


def _bare(url: str) -> str:
    """An address as one writes it on paper."""
    found = url.removeprefix("mailto:").removeprefix("tel:")
    return found.split("?", 1)[0] if url.startswith("mailto:") else found
