"""Everything the house holds about one person, section by section."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.people import differences, particulars
from underrose.people.models import INVITING, Person

# Whether what a meeting, by its code, knows of somebody is told to whoever asks.
Tells = Callable[[str], bool]
Part = Callable[[Person, Tells], dict[str, Any]]
_parts: dict[str, Part] = {}


def part(name: str) -> Callable[[Part], Part]:
    """Name what a section holds about a person: headings with words, lists and days, as JSON can say them.

    Of a meeting it says only what `tells` allows: whoever invites elsewhere learns from no copy whose guest somebody is.
    """

    def named(told: Part) -> Part:
        _parts[name] = told
        return told

    return named


def everything(person: Person, by: Holder) -> dict[str, dict[str, Any]]:
    """By section, each as it names itself; real particulars of protected people too, so showing it is an opening."""
    tells = tells_to(by)
    said = {name: told(person, tells) for name, told in sorted(_parts.items())}
    if sentence := left_out(by):
        said[_("left out")] = {_("Other meetings"): sentence}
    return said


def tells_to(by: Holder) -> Tells:
    """A programme director of the house hands out the whole, everybody else what their own meetings know."""
    is_whole = by.may(Role.PROGRAMME_DIRECTOR)
    return lambda code: is_whole or by.may(*INVITING, meeting_code=code)


def left_out(by: Holder) -> str:
    """The same sentence whether anything is left out or not."""
    if by.may(Role.PROGRAMME_DIRECTOR):
        return ""
    return _(
        "What meetings hold to which you do not invite is left out, should there be any. "
        "For the whole copy please ask a programme director of the house."
    )


@part("people")
def _of_people(person: Person, tells: Tells) -> dict[str, Any]:
    facts = particulars.of(person)
    told: dict[str, Any] = {
        str(label): list(differences.said(facts, name)) for name, label in differences.LABELS.items()
    }
    told[_("In the list since")] = person.introduced_on
    told[_("Protected")] = _yes_or_no(is_so=person.is_sealed)
    told[_("Stands in lists as")] = person.full_name
    told[_("Do not contact")] = _yes_or_no(is_so=person.do_not_contact)
    told[_("Agreed to")] = [
        f"{consent.get_purpose_display()}: {_yes_or_no(is_so=consent.is_given)}, {consent.said_on}"
        for consent in person.consents.all()
    ]
    told[_("History")] = [
        f"{line.happened_on}: {line.get_kind_display()}, {line.meeting_code}"
        for line in person.history.all()
        if tells(line.meeting_code)
    ]
    told[_("Meetings that need to know")] = [
        need.meeting_code for need in person.needs_to_know.all() if tells(need.meeting_code)
    ]
    told[_("Rows made one with this person")] = person.absorbed.count()
    return told


def _yes_or_no(*, is_so: bool) -> str:
    return _("yes") if is_so else _("no")
