"""Whom guests propose in their own place, as long as nobody has listed them: found by the words alone, which are sealed."""

from contextlib import suppress
from typing import NamedTuple

from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.participation.models import Substitute
from underrose.people import particulars
from underrose.people.actions.sealing import other_names_of
from underrose.people.actions.traces import Wanted
from underrose.people.models import Person
from underrose.people.particulars import Particulars


class OpenOnes(NamedTuple):
    """Proposals by or of somebody, and those of others in whose words they are named."""

    going: tuple[Substitute, ...]
    mentioning: tuple[Substitute, ...]


def of(person: Person, known: Particulars) -> OpenOnes:
    """By the address, or a whole name of two parts or more: a part of a name may be another's."""
    wanted = Wanted([known, *other_names_of(person)])
    going: list[Substitute] = []
    mentioning: list[Substitute] = []
    rows = Substitute.objects.filter(candidate__isnull=True).select_related("invitation__candidate")
    for row in rows:
        with suppress(Destroyed, WillNotOpen):
            is_by_them = row.invitation.candidate.person_id == person.pk
            if is_by_them or wanted.is_address(row.mail) or wanted.is_mentioned(row.name):
                going.append(row)
            elif wanted.is_mentioned(row.words):
                mentioning.append(row)
    return OpenOnes(tuple(going), tuple(mentioning))


def of_nobody_else(person: Person) -> list[Substitute]:
    """Those that go when somebody is forgotten: with another address they are a namesake's, and words of a guest stay."""
    known = particulars.of(person)
    wanted = Wanted([known, *other_names_of(person)])
    return [
        row
        for row in of(person, known).going
        if not row.mail or wanted.is_address(row.mail) or row.invitation.candidate.person_id == person.pk
    ]
