"""What an act on a person brings with it, in sentences, for the page that asks before."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.holders import Holder
from underrose.people.actions import reach, sealing, traces
from underrose.people.actions.sealing import known_of
from underrose.people.models import ContactImport, Person
from underrose.people.particulars import Particulars


def of_sealing(person: Person, by: Holder, today: date) -> list[str]:
    """Said before the button is pressed, and of nothing that whoever asks may not know of."""
    known, within = known_of(person), reach.of(person, by, today)
    found = traces.find(known, within)
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
            len(found.letters),
            _(
                "Letters in the outbox to them are deleted; those that wait are not sent and can be prepared anew"
            ),
        ),
        (len(found.received), _("Answers of theirs in the outbox are deleted")),
        (
            own_lists(person, found, within),
            _("Lists that came as a file and hold them are deleted, for all rows in them"),
        ),
        (person.absorbed.count(), _("Merges with this person can no longer be undone")),
    )
    said += [f"{words}: {number}." for number, words in (*counted, *sealing.said_before(person)) if number]
    said += _withdrawn(len(found.waiting))
    said += mentioned(known, within, found, but_for=found.waiting)
    said.append(_("Lists of colleagues that hold them are deleted as well, and not counted here."))
    said.append(_("Backups, exported files and letters that left before today still say who it is."))
    return said


def own_lists(person: Person, found: traces.Traces, within: reach.Reach) -> int:
    """Those of whoever asks. How many of their colleagues' lists hold somebody is not said."""
    mine = ContactImport.objects.filter(account=within.account)
    return mine.filter(Q(pk__in=found.lists) | Q(pk__in=sealing.lists_that_brought(person))).count()


def _withdrawn(number: int) -> list[str]:
    """What has not left would still carry the real name out of the house."""
    if not number:
        return []
    words = ngettext(
        "%(count)s other letter that has not left says this name, itself or in a file that goes with it. It is withdrawn: please write it anew with the other name.",
        "%(count)s other letters that have not left say this name, themselves or in a file that goes with them. They are withdrawn: please write them anew with the other name.",
        number,
    )
    return [words % {"count": number}]


def mentioned(
    known: Sequence[Particulars],
    within: reach.Reach,
    found: traces.Traces,
    *,
    but_for: frozenset[UUID] = traces.NONE,
) -> list[str]:
    """Letters of others are not deleted for a name in them; a person reads them and decides."""
    number = traces.mentions(known, within, found, but_for=but_for)
    if not number:
        return []
    words = ngettext(
        "%(count)s other letter mentions this name. It stays: please read it.",
        "%(count)s other letters mention this name. They stay: please read them.",
        number,
    )
    return [words % {"count": number}]
