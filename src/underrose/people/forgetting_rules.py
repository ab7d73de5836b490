"""Who may have a person forgotten, protected, reached elsewhere: whose guest they are has a say, not only who finds them in the list."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.people import rules
from underrose.people.models import INVITING, Person

Meetings = Callable[[Person, date], Iterable[str]]
_meetings: dict[str, Meetings] = {}


def current_meetings(name: str) -> Callable[[Meetings], Meetings]:
    """Name how a higher section knows the meetings, by code, whose guest or candidate a person is on a day."""

    def named(told: Meetings) -> Meetings:
        _meetings[name] = told
        return told

    return named


def may_be_forgotten(person: Person, by: Holder, today: date) -> str:
    if person.is_forgotten:
        return _("This person was forgotten before. Nothing is left to forget.")
    if person.merged_into_id is not None:
        return _("This row was made one with another person. Forget that person, and both are gone.")
    if not rules.may_know_of(person, by):
        return rules.needs_to_know()
    return _is_a_guest_of_others(person, by, today)


def may_be_sealed(person: Person, by: Holder, today: date) -> str:
    """Becoming protected takes their letters away, also those of other meetings."""
    return _is_a_guest_of_others(person, by, today)


def may_be_reached_elsewhere(person: Person, by: Holder, today: date) -> str:
    """Confirmations, codes for a personal page and the voice on the telephone go where the address book says.

    Whoever writes another address there, makes the row one with another, or has nobody write any more, would take a
    guest away from the team that invited them. Who follows a personal link was looked at by the section that gave it.
    """
    if by.link is not None:
        return ""
    if not _meetings_of_others(person, by, today):
        return ""
    return _(
        "Another team works with this person, so their addresses, and whether they are written to, are not changed here. "
        "Please ask a programme director of the house. Nothing was saved."
    )


def meetings_of(person: Person, today: date) -> set[str]:
    """Codes of the meetings whose guest or candidate a person is on a day, as far as any section knows."""
    return {code for told in _meetings.values() for code in told(person, today)}


def _meetings_of_others(person: Person, by: Holder, today: date) -> list[str]:
    if by.may(Role.PROGRAMME_DIRECTOR):
        return []
    return sorted(code for code in meetings_of(person, today) if not by.may(*INVITING, meeting_code=code))


def _is_a_guest_of_others(person: Person, by: Holder, today: date) -> str:
    others = _meetings_of_others(person, by, today)
    if not others:
        return ""
    if by.account is None:
        return _("Our team works with this person already. Nothing was changed. Please write to us.")
    if set(others) <= set(by.meeting_codes):
        return _(
            "This person is a guest or candidate of %(codes)s. Only colleagues who invite there can do this. Nothing was changed."
        ) % {"codes": ", ".join(others)}
    return _(
        "This person is a guest or candidate of a meeting of another team. Only that team, or a programme director of the house, can do this. Nothing was changed."
    )
