"""The draft as a table: one row for each session, for Excel and CSV."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from underrose.kit.tables import Cell, Column
from underrose.programme.models import Task
from underrose.programme.outline import Assigned, Outline, Session
from underrose.programme.rules.days import label
from underrose.programme.table_words import hour


@dataclass(frozen=True, slots=True)
class Row:
    session: Session
    day_title: str


def rows(draft: Outline) -> list[Row]:
    return [Row(one, day.title) for day in draft.days for one in day.sessions]


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Date"), lambda row: row.session.on),
        Column(_("Day"), lambda row: row.day_title),
        Column(_("Begins"), lambda row: hour(row.session.begins)),
        Column(_("Ends"), lambda row: hour(row.session.ends)),
        Column(_("Kind"), lambda row: str(row.session.kind.label)),
        Column(_("Title"), lambda row: row.session.title),
        Column(_("Title on the public page"), lambda row: row.session.public_title),
        Column(_("Room"), lambda row: row.session.room_name),
        Column(_("Theme"), lambda row: row.session.theme_words),
        Column(_("Lenses"), lambda row: "; ".join(words for _key, words in row.session.lenses)),
        Column(_("Disclosure regime"), lambda row: label(row.session.regime)),
        *(_of_task(task) for task in Task),
        Column(_("What it is about"), lambda row: row.session.words),
    )


def _of_task(task: Task) -> Column:
    def said(row: Row) -> Cell:
        return "; ".join(_name(one) for one in row.session.assignments if one.task == task)

    return Column(str(task.label), said)


def _name(one: Assigned) -> str:
    return one.label if one.is_confirmed else _("%(name)s (not agreed yet)") % {"name": one.label}
