"""When groups may be set up, computed and changed by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.access.roles import Role
from underrose.participation.models import Participant
from underrose.programme.in_numbers import has_begun
from underrose.programme.models import Allocation, AllocationState, Session
from underrose.programme.sentences import language_name, own

PAIRING = (Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER)
"""Who may know who sits apart from whom, or always with whom."""
BUSY = (AllocationState.waiting, AllocationState.running)
MOST_GROUPS = 1_000
MOST_TOPICS = 60
"""Of one round: a guest reads them all to rank five."""
LONGEST_TOPIC = 200
LONGEST_NAME = 120


def is_busy(allocation: Allocation) -> bool:
    return allocation.state in BUSY


def may_change(allocation: Allocation, revision: int) -> str:
    """Nobody changes what is being computed, nor what a colleague has changed since the page was drawn."""
    if is_busy(allocation):
        return _(
            "The groups are being computed just now. Wait for it, or stop it first. Nothing was changed."
        )
    if allocation.revision != revision:
        return _(
            "A colleague has changed the groups in the meantime. They are shown as they are now; please look again. "
            "Nothing was changed."
        )
    return ""


def may_compute(allocation: Allocation) -> str:
    if is_busy(allocation):
        return _("The groups are being computed already.")
    return ""


def may_be_seated(session: Session, now: datetime) -> str:
    if has_begun(session, now):
        return _("“%(round)s” has begun: who sits there stays as it is. Nothing was changed.") % {
            "round": own(session.title)
        }
    return ""


def may_pair(one: Participant, other: Participant) -> str:
    if one.key == other.key:
        return _("Choose two different people.")
    return ""


def has_people(session: Session, number: int, present: int, places: int) -> str:
    """No more groups than people, unless they stand already.

    As long as guests are still to accept, the places of the brief count, two to a group.
    """
    if not 0 < present < number or number <= session.groups.count() or 2 * number <= places:
        return ""
    words = ngettext(
        "“%(round)s”: %(present)s person cannot sit in %(number)s groups.",
        "“%(round)s”: %(present)s people cannot sit in %(number)s groups.",
        present,
    )
    return words % {"round": own(session.title), "present": present, "number": number}


def has_sizes(session: Session, number: int, sizes: tuple[int, int], present: int) -> str:
    """Whether so many people can sit in so many groups of these sizes; otherwise the sentence with the figures."""
    least, most = sizes
    told = {"round": own(session.title), "number": number, "least": least, "most": most, "present": present}
    told["seats"] = most * number
    if not 0 < number <= MOST_GROUPS:
        return _("“%(round)s” needs at least one group, and at most 1,000.") % told
    if least > most == -(-present // number):
        return (
            _(
                "In “%(round)s” the smallest size, %(least)s, is over the largest, %(most)s, with %(present)s people in %(number)s groups."
            )
            % told
        )
    if least > most:
        return _("In “%(round)s” the smallest size, %(least)s, is over the largest, %(most)s.") % told
    if least * number > present:
        return (
            _(
                "In “%(round)s” %(number)s groups of at least %(least)s need more people than the %(present)s who are there."
            )
            % told
        )
    if most * number < present:
        return (
            _(
                "In “%(round)s” %(number)s groups of at most %(most)s hold %(seats)s and do not seat the %(present)s people who are there."
            )
            % told
        )
    return ""


def has_interpreters(session: Session, number: int, interpreters: Mapping[str, int]) -> str:
    """A group needs one interpretation into a language; more interpreters than groups are a slip of the pen."""
    for code, wanted in sorted(interpreters.items()):
        if wanted > number:
            return _(
                "In “%(round)s” %(wanted)s groups are to be interpreted into %(language)s; the round has %(number)s."
            ) % {
                "round": own(session.title),
                "wanted": wanted,
                "language": language_name(code),
                "number": number,
            }
    return ""


def has_topics(session: Session, titles: Sequence[str]) -> str:
    """A list that is too long, or a line that is, is sent back whole: what was typed stands on the form still."""
    number = len(set(titles))
    if number > MOST_TOPICS:
        return _("“%(round)s” can have 60 topics at most; these are %(number)s. Nothing was changed.") % {
            "round": own(session.title),
            "number": number,
        }
    longest = max(titles, key=len, default="")
    if len(longest) > LONGEST_TOPIC:
        return _(
            "In “%(round)s” a topic has %(length)s characters, and 200 at most can be kept: “%(beginning)s…”. "
            "Nothing was changed."
        ) % {"round": own(session.title), "length": len(longest), "beginning": own(longest[:40])}
    return ""


def has_names(session: Session, names: Sequence[str]) -> str:
    """A name for all groups may grow where it takes in their numbers."""
    longest = max(names, key=len, default="")
    if len(longest) > LONGEST_NAME:
        return _(
            "In “%(round)s” a group would be called “%(beginning)s…”: %(length)s characters, and 120 at most can be kept. "
            "Nothing was changed."
        ) % {"round": own(session.title), "length": len(longest), "beginning": own(longest[:40])}
    return ""


def anybody(people: int, rounds: int) -> str:
    """What is missing before anything can be computed."""
    if not rounds:
        return _("No round to come has groups yet. Set up the groups first.")
    if not people:
        return _(
            "Nobody is in the room yet, so nobody can be seated. Guests sit here once they have accepted."
        )
    return ""


def chosen(keys: list[UUID]) -> str:
    return "" if keys else _("Tick at least one person first. Nothing was changed.")


def any_kept(seats: Sequence[object]) -> str:
    return "" if seats else _("No seat of the rounds to come is kept by hand. Nothing was changed.")


def changes_offered(allocation: Allocation, allowed: int) -> str:
    offered = {one["changes"] for one in allocation.report.get("curve", ())}
    if allowed not in offered:
        return _("This choice is not offered any more. Please look again what can be done.")
    return ""


def no_swap() -> str:
    return _("Two people change places who sit in two groups of one round. Nothing was changed.")


def no_guest() -> str:
    return _("Only guests who are in the room can be seated. Nothing was changed.")
