"""What a group or a table is called, and when its round is, in the words that stand on papers and pages of guests."""

from datetime import time

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day
from underrose.programme.seated import Round, Table


def called(one: Round, table: Table) -> str:
    """The number is what people look for; a name of its own stands beside it."""
    words = _("Table %(number)s") if one.is_meal else _("Group %(number)s")
    return words % {"number": table.number}


def table_name(table: Table) -> str:
    """What stands beside the number: the topic, or else the name."""
    return table.name or table.topic


def subject(table: Table) -> str:
    """Name and topic, where they say two things."""
    return ": ".join(dict.fromkeys(part for part in (table.name, table.topic) if part))


def when(one: Round) -> str:
    return f"{day(one.on)} · {hours(one.begins, one.ends)}"


def shortly(one: Round) -> str:
    """For a card to carry."""
    return " ".join((date_format(one.on, _("D j M")), hour(one.begins)))


def hours(begins: time, ends: time) -> str:
    return f"{hour(begins)}–{hour(ends)}"


def hour(value: time) -> str:
    return f"{value:%H:%M}"
