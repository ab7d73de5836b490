from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from underrose.access import record
from underrose.access.holders import PUBLIC, holder_of
from underrose.access.models import RecordEntry, RecordName
from underrose.access.roles import Role

DAY = date(2026, 5, 4)


@pytest.fixture
def five(make: Any) -> Any:
    ada = holder_of(make("Ada"))
    for number in range(5):
        record.record(
            ada, "changed", "note", None, "AB12" if number % 2 else "", today=date(2026, 5, 1 + number)
        )
    return ada


def test_chain_is_whole(five: Any) -> None:
    assert record.first_break() is None
    assert list(RecordEntry.objects.order_by("position").values_list("position", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]


def test_line_holds_a_random_key_and_a_day(make: Any) -> None:
    ada = make("Ada")
    entry = record.record(holder_of(ada), "announced", "meeting", ada.key, "AB12", today=DAY)
    assert entry.who == RecordName.objects.get().key != ada.key
    assert entry.day == DAY
    assert record.record(PUBLIC, "asked", "question", None, today=DAY).who is None


@pytest.mark.parametrize(
    "change",
    [{"verb": "read"}, {"noun": "x"}, {"day": date(2020, 1, 1)}, {"meeting_code": "ZZ"}, {"who": None}],
)
def test_edit_is_found(five: Any, change: Any) -> None:
    RecordEntry.objects.filter(position=3).update(**change)
    assert record.first_break() == record.Break(3, "This line was changed, moved or replaced.")


def test_deletion_in_the_middle_is_found(five: Any) -> None:
    RecordEntry.objects.filter(position=3).delete()
    assert record.first_break() == record.Break(3, "A line is missing here.")


def test_deletion_with_renumbering_is_found(five: Any) -> None:
    RecordEntry.objects.filter(position=3).delete()
    RecordEntry.objects.filter(position=4).update(position=3)
    RecordEntry.objects.filter(position=5).update(position=4)
    assert record.first_break() == record.Break(3, "This line was changed, moved or replaced.")


def test_reordering_is_found(five: Any) -> None:
    for before, after in ((2, 99), (3, 2), (99, 3)):
        RecordEntry.objects.filter(position=before).update(position=after)
    assert record.first_break() == record.Break(2, "This line was changed, moved or replaced.")


def test_deletion_of_the_first_is_found(five: Any) -> None:
    RecordEntry.objects.filter(position=1).delete()
    assert record.first_break() == record.Break(1, "A line is missing here.")


def test_cut_tail_shows_against_a_kept_head(five: Any) -> None:
    kept = record.head()
    RecordEntry.objects.filter(position=5).delete()
    assert record.first_break() is None
    assert record.first_break(kept) == record.Break(
        5, "The end is missing: no line bears the head that was kept."
    )


def test_kept_head_stays_good_as_the_record_grows(five: Any) -> None:
    kept = record.head()
    record.record(five, "changed", "note", None, today=DAY)
    assert record.first_break(kept) is None


def test_act_that_fails_leaves_no_line(five: Any) -> None:
    with transaction.atomic():
        record.record(five, "changed", "note", None, today=DAY)
        transaction.set_rollback(True)
    assert [RecordEntry.objects.count(), record.first_break()] == [5, None]


def test_prune_leaves_a_signed_checkpoint(five: Any) -> None:
    kept = record.head()
    assert record.prune(date(2026, 5, 4)) == 3
    assert record.first_break(kept) is None
    assert list(RecordEntry.objects.order_by("position").values_list("position", "verb")) == [
        (3, "pruned"),
        (4, "changed"),
        (5, "changed"),
    ]
    assert record.prune(date(2026, 5, 4)) == 0
    assert [record.prune(date(2027, 1, 1)), record.first_break(kept)] == [2, None]
    record.record(five, "changed", "note", None, today=DAY)
    assert record.first_break() is None


def test_forged_checkpoint_is_found(five: Any) -> None:
    record.prune(date(2026, 5, 3))
    RecordEntry.objects.filter(position=3).delete()
    RecordEntry.objects.filter(position=2).update(position=3)
    assert record.first_break() == record.Break(1, "A checkpoint stands here that this house did not sign.")


def test_forgotten_colleague_leaves_a_whole_record(five: Any) -> None:
    record.forget(five.account)
    assert [RecordName.objects.count(), record.first_break()] == [0, None]


def test_verify_command_says_where(five: Any) -> None:
    out = StringIO()
    call_command("record", "verify", stdout=out)
    call_command("record", "head", stdout=out)
    assert out.getvalue() == f"The record is whole.\n{record.head()}\n"
    RecordEntry.objects.filter(position=2).update(verb="x")
    err = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("record", "verify", stderr=err)
    assert [left.value.code, "line 2" in err.getvalue()] == [1, True]


def test_prune_command(five: Any) -> None:
    out = StringIO()
    call_command("record", "prune", "--before", "2026-05-03", stdout=out)
    assert out.getvalue().startswith("2 lines removed")


def test_director_reads_their_meetings_and_administrator_the_house(
    make: Any, browser_of: Any, five: Any
) -> None:
    director, other = (
        make("Dora", AB12=[Role.PROGRAMME_DIRECTOR]),
        make("Otto", ZZ99=[Role.PROGRAMME_DIRECTOR]),
    )
    admin, partner = make("Adam", Role.ADMINISTRATOR), make("Pia", AB12=[Role.PARTNER])
    rows = []
    for account in (director, other, admin):
        page = browser_of(account).get("/desk/record/")
        rows.append(page.content.decode().count("changed · note"))
    assert rows == [2, 0, 3]
    assert browser_of(partner).get("/desk/record/").status_code == 404


def test_record_is_searched(make: Any, browser_of: Any, five: Any) -> None:
    record.record(five, "granted", "role", None, today=DAY)
    client = browser_of(make("Adam", Role.ADMINISTRATOR))
    page = client.get("/desk/record/?q=grant").content.decode()
    assert [page.count("granted · role"), page.count("changed · note")] == [1, 0]


def test_record_is_exported_with_safe_cells(make: Any, browser_of: Any, five: Any) -> None:
    five.account.name = "=1+1"
    five.account.save()
    client = browser_of(make("Adam", Role.ADMINISTRATOR))
    lines = client.get("/desk/record/export/").content.decode().splitlines()
    assert [lines[0], lines[1]] == [
        "\ufeffDay,Who,What was done,To what,Meeting",
        "2026-05-01,'=1+1,changed,note,",
    ]
    assert (
        browser_of(make("Alba", Role.ADMINISTRATOR), ago=600).get("/desk/record/export/").status_code == 302
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_record_page_costs_the_same_for_one_and_three(
    make: Any, browser_of: Any, rows: Any, django_assert_num_queries: Any
) -> None:
    ada = holder_of(make("Ada"))
    for _ in range(rows):
        record.record(ada, "changed", "note", None, today=DAY)
    client = browser_of(make("Adam", Role.ADMINISTRATOR))
    with django_assert_num_queries(7):
        client.get("/desk/record/")


def test_exchanged_names_are_found(make, as_holder):
    ada, ben = make("Ada", Role.ADMINISTRATOR), make("Ben", Role.ADMINISTRATOR)
    for account in (ada, ben):
        record.record(as_holder(account), "opened", "meeting", None)
    assert record.first_break() is None
    mine, theirs = RecordName.objects.get(account=ada), RecordName.objects.get(account=ben)
    RecordName.objects.filter(key=mine.key).delete()
    RecordName.objects.filter(key=theirs.key).update(account=ada)
    assert record.first_break().reason.startswith("A name was given to another account")
