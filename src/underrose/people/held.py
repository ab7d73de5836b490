"""Everything the house holds about one person, section by section."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from underrose.people import differences, particulars
from underrose.people.models import Person

Part = Callable[[Person], dict[str, Any]]
_parts: dict[str, Part] = {}


def part(name: str) -> Callable[[Part], Part]:
    """Name what a section holds about a person: headings with words, lists and days, as JSON can say them."""

    def named(told: Part) -> Part:
        _parts[name] = told
        return told

    return named


def everything(person: Person) -> dict[str, dict[str, Any]]:
    """By section, each as it names itself; real particulars of protected people too, so showing it is an opening."""
    return {name: told(person) for name, told in sorted(_parts.items())}


@part("people")
def _of_people(person: Person) -> dict[str, Any]:
    facts = particulars.of(person)
    told: dict[str, Any] = {
        str(label): list(differences.said(facts, name)) for name, label in differences.LABELS.items()
    }
    told[_("In the list since")] = person.introduced_on
    told[_("Protected")] = _("yes") if person.is_sealed else _("no")
    told[_("Stands in lists as")] = person.full_name
    told[_("Do not contact")] = _("yes") if person.do_not_contact else _("no")
    told[_("Agreed to")] = [
        f"{consent.get_purpose_display()}: {_('yes') if consent.is_given else _('no')}, {consent.said_on}"
        for consent in person.consents.all()
    ]
    told[_("History")] = [
        f"{line.happened_on}: {line.get_kind_display()}, {line.meeting_code}" for line in person.history.all()
    ]
    told[_("Meetings that need to know")] = [need.meeting_code for need in person.needs_to_know.all()]
    told[_("Rows made one with this person")] = person.absorbed.count()
    return told
