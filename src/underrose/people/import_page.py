"""What the pages of an import say: each row with what would happen to it and why, and the figures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.access.holders import Holder, holder_of
from underrose.kit.templatetags.kit import day
from underrose.methods.contacts.headers import Field
from underrose.methods.contacts.plan import Act, Counts, Decision
from underrose.methods.contacts.rows import ContactRow
from underrose.people import importing
from underrose.people.differences import between
from underrose.people.duplicates import in_words
from underrose.people.importing import Foreseen, faults_by_line
from underrose.people.models import ContactImport, HistoryLine, Person
from underrose.people.particulars import Particulars

WORDS = {
    Act.new: gettext_lazy("New"),
    Act.update: gettext_lazy("Known already"),
    Act.duplicate: gettext_lazy("Twice in the list"),
    Act.rejected: gettext_lazy("Not taken in"),
}
MARKS = {Act.new: "done", Act.update: "plain", Act.duplicate: "held", Act.rejected: "warning"}
NAMED = 3

Step = tuple[str, str]
NextSteps = Callable[[Holder, UUID, date], list[Step]]
_next_steps: list[NextSteps] = []


def next_step(told: NextSteps) -> NextSteps:
    """A higher section offers what to do with the people of a list: addresses, each with its words."""
    _next_steps.append(told)
    return told


def next_steps(holder: Holder, list_key: UUID, today: date) -> list[Step]:
    return [step for told in _next_steps for step in told(holder, list_key, today)]


@dataclass(frozen=True)
class _Reader:
    """For whom a preview is made, on which day, and what a blank cell erases."""

    holder: Holder
    today: date
    emptied: frozenset[Field]


def rows(
    told: Foreseen, decisions: Iterable[Decision], imported: ContactImport, today: date
) -> list[dict[str, Any]]:
    """Of one page of the preview; the people of that page alone are read for what would change of them."""
    decisions = list(decisions)
    emptied = importing.emptied_by_blanks(told.understood, imported)
    reader = _Reader(holder_of(imported.account), today, emptied)
    changes = _changes(told, decisions, reader)
    faults = faults_by_line(told.understood)
    cells = {row.line: row.cells for row in told.understood.table.rows}
    return [
        {
            "line": one.line,
            "name": told.rows[one.line].name
            if one.line in told.rows
            else " · ".join(filter(None, cells[one.line]))[:80],
            "word": WORDS[one.act],
            "mark": MARKS[one.act],
            "remarks": [
                *_remarks(one, told),
                *changes.get(one.line, ()),
                *[
                    f"{fault.column}: {fault.sentence} {fault.remedy}".lstrip(": ")
                    for fault in faults.get(one.line, ())
                ],
            ],
            "person": told.persons.get(one.key),
        }
        for one in decisions
    ]


def _remarks(one: Decision, told: Foreseen) -> list[str]:
    said = []
    if one.reasons:
        said.append(", ".join(in_words(one.reasons)) + ".")
    if one.of_line:
        said.append(_("It repeats line %(line)s.") % {"line": one.of_line})
    near = [told.persons[key].full_name for key in one.resembles if key in told.persons][:NAMED]
    if near:
        said.append(_("Somebody in the list has a name like this: %(names)s.") % {"names": ", ".join(near)})
    if one.resembles_lines:
        lines = ", ".join(str(line) for line in one.resembles_lines[:NAMED])
        said.append(_("A name like this stands in line %(lines)s too.") % {"lines": lines})
    return said


def _changes(told: Foreseen, decisions: list[Decision], reader: _Reader) -> dict[int, list[str]]:
    """By line, what is known now and what the list says instead; and whether the guest put right what is known."""
    met = ((one.line, told.persons.get(one.key)) for one in decisions if one.act == Act.update)
    persons = {line: person for line, person in met if person is not None}
    known = importing.in_the_clear(persons.values())
    days = _corrected(known, reader)
    found = {}
    for line, person in persons.items():
        if person.key in known:
            changed = _changed(told.rows[line], person, known[person.key], reader)
            told_first = [days[person.key]] if changed and person.key in days else []
            found[line] = [*told_first, *changed]
    return found


def _changed(row: ContactRow, person: Person, before: Particulars, reader: _Reader) -> list[str]:
    after = importing.taken_over(
        person, before, row, by=reader.holder, today=reader.today, emptied=reader.emptied
    )
    return [
        _("%(what)s: %(before)s → %(after)s")
        % {"what": one.label, "before": _listed(one.one), "after": _listed(one.other)}
        for one in between(before, after)
    ]


def _listed(lines: tuple[str, ...]) -> str:
    return "; ".join(lines) or _("nothing")


def _corrected(keys: Iterable[UUID], reader: _Reader) -> dict[UUID, str]:
    """The guests of this colleague's meetings who said themselves how they are called."""
    lines = HistoryLine.objects.visible_to(reader.holder).filter(
        person__in=list(keys), kind=HistoryLine.Kind.revised
    )
    return {
        line.person_id: _("The guest corrected what is known, %(day)s; the list says otherwise.")
        % {"day": day(line.happened_on)}
        for line in lines.order_by("happened_on")
    }


def figures(counts: Counts) -> list[dict[str, Any]]:
    return figures_done(
        {
            "new": counts.new,
            "update": counts.update,
            "duplicate": counts.duplicate,
            "rejected": counts.rejected,
        }
    )


def figures_done(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"number": counts.get(act.value, 0), "label": words} for act, words in WORDS.items()]


def cell(place: int) -> Callable[[tuple[str, ...]], str]:
    return lambda row: row[place]
