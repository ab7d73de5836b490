"""What logistics holds about one person, in words; asked for by the person, or by a colleague who opens it."""

from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day
from underrose.participation import logistics
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


@held.part("logistics")
def _of_logistics(person: Person) -> dict[str, Any]:
    """By meeting: what was said one needs, and letters for consulates."""
    rows = Participant.objects.filter(person=person).select_related("meeting", "needs")
    told: dict[str, Any] = {}
    for row in rows.order_by("meeting__code"):
        content = logistics.content_of(getattr(row, "needs", None))
        lines = [f"{label}: {words}" for label, words in facts_of(content)]
        lines += [_letter(letter) for letter in row.visa_letters.all()]
        if lines:
            told[_("Journey and needs for %(code)s") % {"code": row.meeting.code}] = lines
    return told


def _letter(letter: VisaLetter) -> str:
    kept = _("passport kept until %(day)s") % {"day": day(letter.passport_until)}
    words = kept if letter.passport is not None else _("passport erased")
    return _("Letter %(serial)s for a consulate: %(words)s") % {"serial": letter.serial, "words": words}
