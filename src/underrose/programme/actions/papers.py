"""Papers that leave a trace: which door lists hang, and that addresses were handed out."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.concept.models import Meeting
from underrose.kit.refusals import require
from underrose.participation import room
from underrose.participation.actions import lists
from underrose.participation.room import Addressee
from underrose.programme.models import Group
from underrose.programme.rules import papers as rules
from underrose.programme.seated import Round, Table


@transaction.atomic
def make_door_lists(
    meeting: Meeting, one: Round, tables: Iterable[Table], *, by: Holder, today: date
) -> None:
    """From now on it is known what hangs on these doors; after a repair only what says something else is made anew."""
    require(rules.may_hang(meeting, one, organiser_allows=lists.shares_list(meeting)))
    says = {table.key: table.says for table in tables}
    rows = list(Group.objects.select_for_update(of=("self",)).filter(session=one.key, key__in=says))
    for row in rows:
        row.door_list = says[row.key]
    Group.objects.bulk_update(rows, ["door_list"])
    record(by, "made", "door lists", one.key, meeting.code, today)


@transaction.atomic
def hand_out_addresses(meeting: Meeting, one: Round, *, by: Holder, today: date) -> tuple[Addressee, ...]:
    """Opened in memory for one file. The record says that addresses left, never whose."""
    require(rules.may_hand_out_addresses(meeting, one))
    record(by, "exported", "addresses of guests", None, meeting.code, today)
    return room.addressees(meeting)
