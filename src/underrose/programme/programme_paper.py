"""A programme on paper: the same rendering as its page, for print and for Word."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from underrose.concept.audiences import Audience
from underrose.kit import house
from underrose.methods.documents.programme_pdf import programme_pdf
from underrose.methods.documents.programme_word import programme_docx
from underrose.methods.documents.programmes import ProgrammeDay, ProgrammePaper, Slot
from underrose.programme.rendering import Day, Item, Programme
from underrose.programme.table_words import hour

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPERS: dict[str, tuple[Callable[[ProgrammePaper], bytes], str]] = {
    "pdf": (programme_pdf, PDF),
    "docx": (programme_docx, WORD),
}
SIZES = {"letter": "us-letter"}


def of(programme: Programme, today: date, *, page_size: str = "a4") -> ProgrammePaper:
    """Its furniture is in the language in force: that of the meeting, like the note."""
    is_public = programme.reader == Audience.public
    edition = "" if programme.number is None else programme.edition
    return ProgrammePaper(
        kind=_("Programme"),
        title=programme.title,
        reference=programme.code,
        facts=tuple(fact for fact in (programme.when, programme.place, programme.code) if fact),
        note=_note(programme),
        days=tuple(_day(day) for day in programme.days),
        dated=programme.released_on or today,
        foot=house.name() if is_public else _foot(programme),
        edition=edition,
        language=programme.language,
        page_size=page_size,
        labels={
            "page": _("page"),
            "of": _("of"),
            "hours": _("Hours"),
            "session": _("Session"),
            "place": _("Room"),
            "empty": _("Nothing stands on this day."),
        },
    )


def _note(programme: Programme) -> str:
    if programme.state:
        return programme.state
    return programme.edition if programme.number is None else ""


def _foot(programme: Programme) -> str:
    """The rule of the room stands on every page that leaves for those in it."""
    return " · ".join(part for part in (house.name(), programme.regime) if part)


def _day(day: Day) -> ProgrammeDay:
    return ProgrammeDay(day.heading, day.title, tuple(_slot(item) for item in day.items))


def _slot(item: Item) -> Slot:
    return Slot(
        begins=hour(item.begins),
        ends=hour(item.ends),
        title=item.title,
        kind=item.kind_label,
        place=item.room,
        markdown="" if item.is_pause else item.words,
        lines=tuple((line.label, said(line.people, is_open=line.is_open)) for line in item.lines),
        asides=asides(item),
        is_pause=item.is_pause and not (item.lines or item.words),
    )


def _rule(regime: str) -> str:
    return _("Rule of this session: %(regime)s") % {"regime": regime} if regime else ""


def said(people: tuple[str, ...], *, is_open: bool) -> str:
    """Names, and in words that somebody more is to come."""
    return _("; ").join([*people, *([_("to be confirmed")] if is_open else [])])


def asides(item: Item) -> tuple[str, ...]:
    found = [", ".join(words for words in (item.theme, *item.lenses) if words), _rule(item.regime)]
    return tuple(words for words in (*found, " · ".join(item.groups)) if words)
