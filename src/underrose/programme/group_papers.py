"""Papers of who sits where, made of the seats as they stand. Everybody stands on them as on their badge."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, time

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit.templatetags.kit import day
from underrose.methods.disclosure import TABLE, Disclosure, Regime, may
from underrose.methods.documents import seating_papers
from underrose.methods.documents.name_cards import CardSheet, NameCard, tent_cards_pdf, with_fallback
from underrose.methods.documents.seating_papers import (
    CardLine,
    DoorList,
    FacilitatorSheet,
    Frame,
    Named,
    PersonalCard,
    TablePlan,
)
from underrose.programme.models import Task
from underrose.programme.seated import Place, Round, Seated, Sitting, Table
from underrose.programme.sentences import heard_in, listed
from underrose.programme.table_words import called, hour, hours, shortly, subject, table_name, when

RULE = gettext_noop(
    "You may use what you hear in the room; you may not let anyone learn who said it, whom they speak for, or who else was there."
)
"""The one sentence behind the Rule, word for word that of the table of regimes."""
SHORT = 30
"""Minutes of a round that needs no timetable."""
LEADING = (Task.facilitator, Task.rapporteur, Task.note_taker)


def door_lists(
    meeting: Meeting, one: Round, tables: Iterable[Table], today: date, *, page_size: str
) -> bytes:
    found = [
        DoorList(
            group=called(one, table),
            title=subject(table),
            round=one.title,
            where=_placed(table),
            when=when(one),
            people=tuple(_named(sitting) for sitting in table.listed),
            further=_further(table.unlisted),
        )
        for table in tables
    ]
    frame = _frame(
        meeting, _("Door lists"), today, page_size, _("Please take this list down when it is over.")
    )
    return seating_papers.door_lists_pdf(found, frame)


def personal_cards(meeting: Meeting, seated: Seated, today: date, *, page_size: str) -> bytes:
    found = [
        PersonalCard(sitting.card.name, sitting.card.native, tuple(_lines(places)))
        for sitting, places in seated.personal()
    ]
    labels = {"when": _("When"), "what": _("What"), "group": _("Where you sit")}
    frame = _frame(meeting, _("Personal cards"), today, page_size, labels=labels)
    return seating_papers.personal_cards_pdf(found, frame)


def facilitator_sheets(
    meeting: Meeting, one: Round, today: date, *, page_size: str, names_people: bool
) -> bytes:
    """Where the rule of the room lets nobody have a list, a sheet says how many sit there."""
    found = [_facilitator(one, table, names_people=names_people) for table in one.tables]
    labels = {
        "people": _("Who sits here"),
        "times": _("A timetable to begin from"),
        "questions": _("Questions, and what the group brings back"),
    }
    foot = _("For whoever leads this group. Please destroy it when the meeting is over.")
    frame = _frame(meeting, _("Facilitator sheets"), today, page_size, foot, labels=labels)
    return seating_papers.facilitator_sheets_pdf(found, frame)


def table_plan(meeting: Meeting, one: Round, today: date, *, page_size: str) -> bytes:
    listed = [(sitting, table) for table in one.tables for sitting in table.listed]
    plan = TablePlan(
        title=one.title,
        when=when(one),
        where=one.room,
        by_name=tuple(
            (_named(sitting), str(table.number))
            for sitting, table in sorted(listed, key=lambda pair: pair[0].filed)
        ),
        by_table=tuple(
            (_headed(one, table), tuple(map(_named, table.listed)), _further(table.unlisted))
            for table in one.tables
        ),
        further=_further(sum(table.unlisted for table in one.tables)),
    )
    labels = {"by_name": _("Find your table"), "by_table": _("Table by table")}
    frame = _frame(meeting, _("Table plan"), today, page_size, labels=labels)
    return seating_papers.table_plan_pdf(plan, frame)


def place_cards(meeting: Meeting, one: Round, today: date, *, page_size: str) -> bytes:
    """One to stand at each place, the table in its corner."""
    cards: list[NameCard] = [
        replace(sitting.card, capacity=called(one, table)) for table in one.tables for sitting in table.people
    ]
    kept, _left_off = with_fallback(cards)
    sheet = CardSheet(
        title=_("Place cards"),
        dated=today,
        heading=_heading(meeting),
        language=get_language() or "en",
        page_size=page_size,
    )
    return tent_cards_pdf(kept, sheet)


def timetable(begins: time, ends: time) -> Iterator[tuple[str, str]]:
    """A proposal: a welcome, one round, the discussion, and at the end what the group brings back."""
    minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    if minutes < SHORT:
        yield hour(begins), _("Begin")
    else:
        first, last = 5 + max(5, _in_fives(0.15 * minutes)), max(5, _in_fives(0.17 * minutes))
        yield hour(begins), _("Welcome, and the rule of the room")
        yield hour(_after(begins, 5)), _("Once around the table: one sentence each")
        yield hour(_after(begins, first)), _("Discussion")
        yield hour(_after(begins, minutes - last)), _("What the group brings back")
    yield hour(ends), _("End")


def _in_fives(minutes: float) -> int:
    return 5 * round(minutes / 5)


def _after(begins: time, minutes: int) -> time:
    at = begins.hour * 60 + begins.minute + minutes
    return time(at // 60 % 24, at % 60)


def _facilitator(one: Round, table: Table, *, names_people: bool) -> FacilitatorSheet:
    people = table.listed if names_people else ()
    facts = [
        (_("When"), f"{day(one.on)}, {hours(one.begins, one.ends)}"),
        (_("Where"), table.room),
        (_("Language"), heard_in(table.language, table.interpreted)),
        (_("People"), str(len(table.people))),
    ]
    label, words, note = _rule(Regime(one.regime))
    return FacilitatorSheet(
        group=called(one, table),
        title=subject(table),
        round=one.title,
        facts=tuple((name, value) for name, value in facts if value),
        people=tuple(_with_task(sitting) for sitting in people),
        further=_further(len(table.people) - len(people)) if people else "",
        times=tuple(timetable(one.begins, one.ends)),
        rule=label,
        rule_words=words,
        note=note,
    )


def _rule(regime: Regime) -> tuple[str, str, str]:
    """The rule of the room, its one sentence, and what it means for whoever writes."""
    label = str(_(TABLE.labels[regime]))
    label = label[:1].upper() + label[1:]
    if may(Disclosure.speaker_name, regimes=[regime]).is_allowed:
        return label, "", ""
    note = _(
        "Write down what was said, never who said it: no name, no organisation, no country that one person here stands for."
    )
    return label, _(RULE), note


def _lines(places: Iterable[Place]) -> Iterator[CardLine]:
    for one, table in places:
        what = ": ".join(part for part in (one.title, table.topic) if part)
        yield CardLine(when=shortly(one), what=what, group=called(one, table), where=_placed(table))


def _placed(table: Table) -> str:
    """Where, in which language if one was set, and interpreted into which."""
    return " · ".join(part for part in (table.room, heard_in(table.language, table.interpreted)) if part)


def _headed(one: Round, table: Table) -> str:
    return " · ".join(part for part in (called(one, table), table_name(table)) if part)


def _named(sitting: Sitting) -> Named:
    return Named(sitting.card.name, sitting.card.native)


def _with_task(sitting: Sitting) -> Named:
    """What somebody does in this group, and for whom they are there, as far as their badge says so."""
    tasks = [str(Task(one).label) for one in sitting.tasks if one in LEADING]
    about = [*tasks, sitting.card.role, sitting.card.organisation]
    return Named(sitting.card.name, sitting.card.native, listed([part for part in about if part]))


def _further(number: int) -> str:
    """That there are more, never who."""
    if not number:
        return ""
    return ngettext("and %(count)s further participant", "and %(count)s further participants", number) % {
        "count": number
    }


def _heading(meeting: Meeting) -> str:
    return "" if meeting.is_undisclosed else meeting.title


def _frame(
    meeting: Meeting,
    title: str,
    today: date,
    page_size: str,
    foot: str = "",
    labels: dict[str, str] | None = None,
) -> Frame:
    return Frame(
        title=title,
        dated=today,
        heading=_heading(meeting),
        foot=foot,
        language=get_language() or "en",
        page_size=page_size,
        labels=labels or {},
    )
