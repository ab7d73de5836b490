"""Two notes side by side: what was added and what was taken away, word by word, part by part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from underrose.concept import paper
from underrose.concept.audiences import FIELD_WORDS
from underrose.concept.concept_note import ConceptNote


@dataclass(frozen=True, slots=True)
class Run:
    kind: str
    """"same", "added" or "removed"."""
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    title: str
    parts: tuple[Run, ...]


def compare(before: ConceptNote, after: ConceptNote) -> list[Hunk]:
    """The parts that differ, in the order of the paper. Equal notes give an empty list."""
    old, new = dict(_labelled(before)), dict(_labelled(after))
    labels = list(dict.fromkeys([*old, *new]))
    return [
        Hunk(label, words_between(old.get(label, ""), new.get(label, "")))
        for label in labels
        if old.get(label, "") != new.get(label, "")
    ]


def _labelled(note: ConceptNote) -> Iterator[tuple[str, str]]:
    """Every part of the note under the words a reader knows it by."""
    yield _("Title"), note.title
    yield str(FIELD_WORDS["dates"]), paper.when(note)
    yield str(FIELD_WORDS["venue"]), paper.place(note)
    yield str(FIELD_WORDS["series"]), f"{note.series} {note.ordinal or ''}".strip()
    yield str(FIELD_WORDS["partners"]), "; ".join(partner.name for partner in note.partners)
    yield str(FIELD_WORDS["cap"]), str(note.cap or "")
    yield str(FIELD_WORDS["objectives"]), "\n".join(note.objectives)
    yield str(FIELD_WORDS["themes"]), "\n".join(note.themes)
    yield str(FIELD_WORDS["lenses"]), "\n".join(note.lenses)
    for section in note.sections:
        yield section.heading, section.body
    for footnote in note.footnotes:
        yield _("Footnote %(number)s") % {"number": footnote.number}, footnote.text
    contacts = (" ".join(filter(None, (c.role, c.name, c.telephone, c.mail))) for c in note.contacts)
    yield str(FIELD_WORDS["contacts"]), "\n".join(contacts)


_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 40_000


def words_between(before: str, after: str) -> tuple[Run, ...]:
    """The smallest readable change from one text to the other; very long texts are shown as a whole."""
    if len(before) + len(after) > LONGEST:
        return (Run("removed", before), Run("added", after))
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    runs: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(Run("same", "".join(old[a:b])))
        else:
            runs += [Run("removed", "".join(old[a:b]))] * (b > a) + [Run("added", "".join(new[c:d]))] * (
                d > c
            )
    return tuple(_without_crumbs(runs))


def _without_crumbs(runs: list[Run]) -> Iterator[Run]:
    """A single space between two changes belongs to both: changes read as phrases, not as confetti."""
    removed, added = "", ""
    for index, run in enumerate(runs):
        is_crumb = run.kind == "same" and not run.text.strip() and 0 < index < len(runs) - 1
        if run.kind == "same" and not is_crumb:
            yield from _changed(removed, added)
            removed, added = "", ""
            yield run
            continue
        removed += run.text if run.kind in {"removed", "same"} else ""
        added += run.text if run.kind in {"added", "same"} else ""
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Run]:
    if removed.strip() or (removed and not added):
        yield Run("removed", removed)
    if added.strip() or (added and not removed):
        yield Run("added", added)
