"""A list that came as a file goes with whoever stands in it, however they are written there, and is looked through in one pass."""

import re
import sys

import pytest

from underrose.people import foretold, listed
from underrose.people.actions import forgetting, sealing
from underrose.people.models import Brought, ContactImport

from .conftest import TODAY


def brought(inviting, words):
    return ContactImport.objects.create(
        account=inviting.account, file_name="people.csv", original=words.encode(), taken_on=TODAY
    )


AS_OTHERS_WRITE = (
    "Name,Town\nDr. Canary Quillfeather,X\n",
    "Name,Town\nMs Ada Fjord,Y\nProf. Canary Quillfeather,X\n",
    'Name,Town\n"QUILLFEATHER, Canary (Ms)",X\n',
    "Title,Name,Town\nH.E. Ms,Canary J. Quillfeather,X\n",
    "Name,Town\nCanary Quillfeather-Smith,X\n",
    "Name,Town\nCanary Quillfeater,X\n",
)


@pytest.mark.parametrize("act", ["seal", "forget"])
@pytest.mark.parametrize("words", AS_OTHERS_WRITE)
def test_a_list_goes_that_names_them_as_another_hand_writes(introduced, inviting, words, act):
    brought(inviting, words)
    other = brought(inviting, "Name,Town\nDr Canary Fjord,X\nAda Quillon,Y\n")
    person = introduced(full_name="Canary Quillfeather")
    if act == "seal":
        assert "Lists that came as a file and hold them are deleted, for all rows in them: 1." in (
            foretold.of_sealing(person, inviting, TODAY)
        )
        sealing.seal(person, alias="Heron", by=inviting, today=TODAY)
    else:
        assert (
            "Lists of people that came as a file and hold them: 1"
            in forgetting.foreseen(person, inviting, TODAY).goes
        )
        forgetting.forget(person, by=inviting, today=TODAY)
    assert list(ContactImport.objects.all()) == [other]


@pytest.mark.parametrize("act", ["seal", "forget"])
def test_the_list_they_came_from_goes_whatever_they_are_called_today(introduced, inviting, act):
    one = brought(inviting, "Name,Town\nAda Fjord,X\n")
    person = introduced(full_name="Canary Quillfeather")
    Brought.objects.create(imported=one, person=person)
    if act == "seal":
        assert "Lists that came as a file and hold them are deleted, for all rows in them: 1." in (
            foretold.of_sealing(person, inviting, TODAY)
        )
        sealing.seal(person, alias="Heron", by=inviting, today=TODAY)
    else:
        assert (
            "Lists of people that came as a file and hold them: 1"
            in forgetting.foreseen(person, inviting, TODAY).goes
        )
        forgetting.forget(person, by=inviting, today=TODAY)
    assert ContactImport.objects.count() == 0


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Ada <Ada@X.example>; b@x.example.", ["ada@x.example", "b@x.example"]),
        ("a@b@c", ["a@b", "b@c"]),
        ("x@ y @z @", []),
        ("mailto:a@x.example", ["a@x.example"]),
        (f"x@{'a' * 252}", [f"x@{'a' * 252}"]),
        (f"x@{'a' * 253}", []),
    ],
)
def test_addresses_in_a_cell(cell, found):
    assert listed.addresses(cell) == found


def _steps(cell):
    """Lines of Python that are passed through, and letters that a sign between addresses is compared with."""
    passed = 0

    def count(_frame, _what, _told):
        nonlocal passed
        passed += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        listed.addresses(cell)
    finally:
        sys.settrace(before)
    return passed


@pytest.mark.parametrize("fill", ["a", "x@", "@", "x@ ", ". "])
def test_a_cell_ten_times_as_long_is_at_most_ten_times_the_work(fill):
    few, many = (_steps(f"x@ {fill * number}") for number in (500, 5_000))
    assert many <= 10 * few + 50
    # What is not Python: one letter parts two pieces, so there is nothing to be tried in a second way.
    assert re.fullmatch(r"\[[^*+?]+\]", listed._BETWEEN_ADDRESSES.pattern)


def test_of_a_long_text_no_more_than_a_name_could_hold_is_looked_at():
    [table] = listed.tables(f"Name,Note\nAda {'a' * 9_000},x@ {'a' * 9_000}\n".encode(), "a.csv")
    assert [max(map(len, one.names)) for one in listed.people(table)] == [listed.LONGEST_LOOKED_AT]
