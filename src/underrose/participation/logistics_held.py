"""What logistics holds about one person, in words; asked for by the person, or by a colleague who opens it."""

from datetime import date, time
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day
from underrose.participation.board import Board, Head
from underrose.participation.forms.needs import TeamNeeds
from underrose.participation.models import Participant, VisaLetter
from underrose.participation.needs import NeedsContent
from underrose.people import held
from underrose.people.models import Person


def facts_of(content: NeedsContent) -> list[tuple[str, str]]:
    """What was said, question by question; what was not said is left out."""
    form = TeamNeeds(content=content)
    said = [
        (f"{heading}: {field.label}", _written(form.initial.get(field.name), field.field))
        for heading, fields in form.groups()
        for field in fields
    ]
    return [(label, words) for label, words in said if words]


def _written(value: Any, field: Any) -> str:
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return _("yes")
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    values = value if isinstance(value, list | tuple) else [value]
    return ", ".join(choices.get(str(one), str(one)) for one in values)


def needs_board(name: str, content: NeedsContent) -> Board:
    """All that one guest said, to be handed to that guest."""
    return Board(
        name="needs",
        title=_("Journey and needs of %(name)s") % {"name": name},
        state="",
        heads=(Head(_("Question")), Head(_("Answer"))),
        rows=tuple(facts_of(content)),
        empty=_("Nothing was said."),
        note=_("For this guest alone."),
    )


@held.part("logistics")
def _of_logistics(person: Person, tells: held.Tells) -> dict[str, Any]:
    """By meeting: that needs are held, and who hands out the copy. Colleagues who invite do not read them here."""
    rows = Participant.objects.filter(person=person).select_related("meeting", "needs")
    rows = rows.prefetch_related(Prefetch("visa_letters", VisaLetter.objects.told())).defer("needs__content")
    told: dict[str, Any] = {}
    for row in rows.order_by("meeting__code"):
        if not tells(row.meeting.code):
            continue
        lines = [_letter(letter) for letter in row.visa_letters.all()]
        if kept := getattr(row, "needs", None):
            words = _("Sealed, last saved on %(day)s. The project manager of the meeting hands out a copy.")
            lines.insert(0, words % {"day": day(kept.updated_on)})
        if lines:
            told[_("Journey and needs for %(code)s") % {"code": row.meeting.code}] = lines
    return told


def _letter(letter: Any) -> str:
    kept = _("passport kept until %(day)s") % {"day": day(letter.passport_until)}
    words = kept if letter.has_passport else _("passport erased")
    return _("Letter %(serial)s for a consulate: %(words)s") % {"serial": letter.serial, "words": words}
