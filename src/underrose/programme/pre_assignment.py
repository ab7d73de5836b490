"""Who goes into which room of a conference service: a file for Zoom or Teams, `Pre-assign Room Name,Email Address`.

Protected people are never in it, and cannot be put into it: the file goes to a company, and an address beside a room
says who is there and with whom they sit. The host lets them into their room by hand.
"""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from underrose.kit import tables
from underrose.kit.tables import Column
from underrose.methods.documents.workbook import FORMULA
from underrose.participation.room import Addressee
from underrose.programme.seated import Round, Sitting, Table
from underrose.programme.table_words import table_name

HEADS = ("Pre-assign Room Name", "Email Address")
"""As the services ask for them, in every language."""
LONGEST_ROOM = 32


@dataclass(frozen=True, slots=True, repr=False)
class Assigned:
    room: str
    mail: str


def of(one: Round, addressees: Iterable[Addressee]) -> Iterator[Assigned]:
    """Everybody of a round whose address may leave, room by room."""
    mails = {found.participant: found.mail for found in addressees}
    for table in one.tables:
        for sitting in table.people:
            if _may_leave(sitting, mails):
                yield Assigned(_room(table), mails[sitting.participant])


def as_csv(lines: Iterable[Assigned]) -> bytes:
    """Nothing before the first heading: the services read the first line letter by letter."""
    columns = [Column(HEADS[0], lambda line: line.room), Column(HEADS[1], lambda line: line.mail)]
    return b"".join(tables.as_csv(columns, lines)).removeprefix(codecs.BOM_UTF8)


def _may_leave(sitting: Sitting, mails: dict[UUID, str]) -> bool:
    """An address that a spreadsheet would calculate stays out: with a mark before it, it would be nobody's address."""
    mail = mails.get(sitting.participant, "")
    return bool(mail) and not sitting.is_protected and not mail.startswith(FORMULA)


def _room(table: Table) -> str:
    """The number first, so that rooms stand in order and no two are called the same."""
    return " ".join(f"{table.number} {table_name(table)}".split())[:LONGEST_ROOM].strip()
