"""Writing the note: its sections, and the lists that belong to it."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept import rules
from underrose.concept.actions.meetings import Overtaken
from underrose.concept.audiences import default_section_audience
from underrose.concept.models import Meeting, Section
from underrose.concept.models.note import LineOfNote
from underrose.kit.refusals import require


@transaction.atomic
def write_section(section: Section, *, by: Holder, revision: int, today: date, **words: str) -> Section:
    """Save what was written, unless a colleague saved first: then neither text is touched."""
    locked = Section.objects.select_for_update().select_related("meeting").get(key=section.key)
    require(rules.may_be_edited(locked.meeting))
    if not _differs(locked, words):
        return locked
    if locked.revision != revision:
        raise Overtaken(
            _(
                "This section was saved in the meantime, by a colleague or by you in another window. Your words are kept; choose which to keep."
            ),
            theirs=locked.body,
            revision=locked.revision,
        )
    for name, value in words.items():
        setattr(locked, name, value)
    locked.revision += 1
    locked.save(update_fields=[*words, "revision"])
    record(by, "wrote", "section", locked.key, locked.meeting.code, today)
    return locked


def _differs(section: Section, words: dict[str, str]) -> bool:
    return any(getattr(section, name) != value for name, value in words.items())


@transaction.atomic
def add_section(
    meeting: Meeting, *, heading: str, kind: str, by: Holder, today: date, body: str = ""
) -> Section:
    require(rules.may_be_edited(meeting))
    section = Section.objects.create(
        meeting=meeting,
        heading=heading,
        kind=kind,
        body=body,
        position=_next_position(meeting.sections),
        audience=default_section_audience(kind),
    )
    record(by, "added", "section", section.key, meeting.code, today)
    return section


def _next_position(parts: Any) -> int:
    return int(parts.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def remove_section(section: Section, *, by: Holder, today: date) -> None:
    """Out of the note, and back again with `bring_back_section` as long as the note exists."""
    _switch_removed(section, is_removed=True)
    record(by, "removed", "section", section.key, section.meeting.code, today)


@transaction.atomic
def bring_back_section(section: Section, *, by: Holder, today: date) -> None:
    _switch_removed(section, is_removed=False)
    record(by, "brought back", "section", section.key, section.meeting.code, today)


def _switch_removed(section: Section, *, is_removed: bool) -> None:
    require(rules.may_be_edited(section.meeting))
    section.is_removed = is_removed
    section.save(update_fields=["is_removed"])


@transaction.atomic
def move_section(section: Section, *, by: Holder, up: bool, today: date) -> None:
    """One place up or down among the sections that are in the note. At the end of the row nothing happens."""
    require(rules.may_be_edited(section.meeting))
    row = list(section.meeting.sections.filter(is_removed=False))
    here = next(index for index, other in enumerate(row) if other.key == section.key)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(row):
        return
    row[here], row[there] = row[there], row[here]
    for position, other in enumerate(row, 1):
        other.position = position
    Section.objects.bulk_update(row, ["position"])
    record(by, "moved", "section", section.key, section.meeting.code, today)


@transaction.atomic
def write_lines(
    meeting: Meeting, kind: type[LineOfNote], lines: Iterable[str], *, by: Holder, today: date
) -> None:
    """The list as now written, one line each. A line that was only reworded keeps its key, so that what hangs on it stays."""
    require(rules.may_be_edited(meeting))
    wanted = [line.strip() for line in lines if line.strip()]
    existing: list[LineOfNote] = list(kind._default_manager.filter(meeting=meeting))
    kept = _matched([row.words for row in existing], wanted)
    for index, row in enumerate(existing):
        if index not in kept.values():
            row.delete()
    for position, words in enumerate(wanted, 1):
        if position - 1 in kept:
            _reword(existing[kept[position - 1]], words, position)
        else:
            kind._default_manager.create(meeting=meeting, words=words, position=position)
    record(by, "wrote", kind._meta.db_table, None, meeting.code, today)


def _reword(row: LineOfNote, words: str, position: int) -> None:
    row.words, row.position = words, position
    row.save(update_fields=["words", "position"])


ALIKE = 0.6


def _matched(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which new line is which old one: the same words first, then the most alike."""
    found: dict[int, int] = {}
    for index, words in enumerate(new):
        for candidate, before in enumerate(old):
            if candidate not in found.values() and before == words:
                found[index] = candidate
                break
    for index, words in enumerate(new):
        if index in found:
            continue
        free = [candidate for candidate in range(len(old)) if candidate not in found.values()]
        best = max(free, key=lambda c: SequenceMatcher(None, old[c], words).ratio(), default=None)
        if best is not None and SequenceMatcher(None, old[best], words).ratio() >= ALIKE:
            found[index] = best
    return found


@transaction.atomic
def write_part(part: Any, *, by: Holder, today: date, **values: Any) -> Any:
    """Add or change a partner, contact, footnote or quotation."""
    require(rules.may_be_edited(part.meeting))
    for name, value in values.items():
        setattr(part, name, value)
    require(rules.may_be_numbered(part))
    if part._state.adding and not part.position:
        part.position = _next_position(type(part).objects.filter(meeting=part.meeting))
    part.save()
    record(by, "wrote", part._meta.db_table, part.key, part.meeting.code, today)
    return part


@transaction.atomic
def take_out_part(part: Any, *, by: Holder, today: date) -> dict[str, Any]:
    """Remove it, and return what it held so that it can be put back."""
    require(rules.may_be_edited(part.meeting))
    held = {field.name: getattr(part, field.attname) for field in part._meta.concrete_fields}
    record(by, "removed", part._meta.db_table, part.key, part.meeting.code, today)
    part.delete()
    return {name: value for name, value in held.items() if name not in {"key", "institution", "meeting"}}
