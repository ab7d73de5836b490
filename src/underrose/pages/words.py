"""Every word a person reads, and its translations: collected from code and templates, compiled for Django.

Babel does both, so that nothing has to be installed by hand: Django's own commands need the GNU tools.
"""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from underrose.methods.disclosure import TABLE

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_t": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "say": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
SOURCES = ("*.py", "*.html", "*.txt")
LEFT_OUT = frozenset({"tests", "migrations", "fonts", "node_modules"})


def collected() -> Catalog:
    """All words of the house, each with the files that say it. No line numbers: a moved line is no change."""
    catalog = Catalog(project="Underrose", charset="utf-8")
    for file in _files():
        place = file.relative_to(PACKAGE).as_posix()
        for words, comments, context in _words(file):
            catalog.add(words, locations=[(place, 0)], auto_comments=comments, context=context)
    # The names of the regimes stand in the table that decides, not in a page.
    for label in TABLE.labels.values():
        catalog.add(label, locations=[("methods/disclosure/regimes.toml", 0)])
    return catalog


def _files() -> Iterator[Path]:
    found = (file for pattern in SOURCES for file in PACKAGE.rglob(pattern))
    return iter(sorted(file for file in found if not LEFT_OUT & set(file.parts)))


def _words(file: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # What Django makes of a template is a row of calls and blanks; Python wants them at the margin.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(file)).splitlines())
    for _line, words, comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield words, comments, context


def languages() -> list[str]:
    return sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) if LOCALE.is_dir() else []


def translated(language: str) -> Catalog:
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return Catalog(locale=language, project="Underrose", charset="utf-8")
    with file.open("rb") as source:
        return read_po(source, locale=language)


def missing(language: str, words: Catalog) -> list[Message]:
    """What a language does not say yet, or says of words that have changed since."""
    found = translated(language)
    return [
        message for message in words if message.id and not _is_said(found.get(message.id, message.context))
    ]


def _is_said(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(said)


def update(language: str, words: Catalog) -> None:
    """Bring a catalogue to the words of today; translations of words that are gone go too."""
    catalog = translated(language)
    catalog.update(words, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    file = LOCALE / language / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as target:
        write_po(target, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False)


def compile_all() -> None:
    """What Django reads, beside what people write."""
    for language in languages():
        catalog = translated(language)
        with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("wb") as target:
            write_mo(target, catalog)
