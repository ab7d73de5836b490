"""What an act on a person brings with it, in sentences, for the page that asks before."""

from django.utils.translation import gettext as _

from underrose.people import particulars
from underrose.people.actions import traces
from underrose.people.models import Person


def of_sealing(person: Person) -> list[str]:
    """Said before the button is pressed."""
    found = traces.found(particulars.of(person))
    said = [
        _(
            "In every list, search, letter, calendar and file this person stands by the other name and nothing else."
        ),
        _(
            "Names, addresses, numbers, posts and forms of address are sealed. Programs open them in memory to write the address on a letter."
        ),
        _(
            "A colleague sees them only for a meeting that needs to know, after signing in afresh; each look stands in the record."
        ),
    ]
    counted = (
        (
            found.letters,
            _("Letters in the outbox to them or that name them are deleted; those that wait are not sent"),
        ),
        (found.received, _("Answers of theirs in the outbox are deleted")),
        (found.lists, _("Lists that came as a file and hold them are deleted, for all rows in them")),
        (person.absorbed.count(), _("Merges with this person can no longer be undone")),
    )
    said += [f"{words}: {number}." for number, words in counted if number]
    said.append(_("Backups, exported files and letters that left before today still say who it is."))
    return said
