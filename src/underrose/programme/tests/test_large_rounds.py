"""Rounds of hundreds of groups, such as tables of a congress: named by a pattern or a hundred at a time, shown in parts."""

import pytest

from underrose.participation.tests.furnished import browser_of, director
from underrose.programme.actions import groups
from underrose.programme.models import Group
from underrose.programme.tests.grouped import group_of, meeting_with, sessions
from underrose.programme.tests.test_group_pages import url, words

pytestmark = pytest.mark.django_db


def test_of_more_than_a_hundred_groups_a_hundred_are_named_on_a_screen() -> None:
    meeting = meeting_with(4, rounds=1)
    session = sessions(meeting)[0]
    Group.objects.bulk_create(
        Group(session=session, number=number, smallest=0, largest=4) for number in range(1, 251)
    )
    client = browser_of(director())
    page = words(client, "set_up_groups")
    assert "Name of group" not in page
    assert [f"from={first}#" in page for first in (1, 101, 201, 301)] == [True, True, True, False]
    path = f"{url('set_up_groups')}?round={session.key}&from=201"
    shown = client.get(path)
    sent = {one.html_name: one.value() or "" for one in shown.context["form"] if one.value() is not False}
    assert "round-0-group-201-name" in sent
    assert "round-0-group-200-name" not in sent
    sent["round-0-group-202-name"] = "Heron"
    refused = client.post(path, sent | {"round-0-least": "9"})
    assert "9, is over the largest" in refused.content.decode()
    assert 'value="Heron"' in refused.content.decode()
    assert client.post(path, sent).headers["Location"] == path
    assert [group_of(session, number).name for number in (200, 202)] == ["", "Heron"]


def test_all_groups_of_a_round_are_named_by_one_pattern() -> None:
    meeting = meeting_with(6, rounds=1)
    client = browser_of(director())
    sent = {"revision": 1, "seed": 1, "round-0-number": "3", "round-0-naming": "Table"}
    assert "Put # where the number goes" in client.post(url("set_up_groups"), sent).content.decode()
    client.post(url("set_up_groups"), sent | {"round-0-naming": "Table #"})
    assert [one.name for one in Group.objects.order_by("number")] == ["Table 1", "Table 2", "Table 3"]
    page = client.get(url("set_up_groups"))
    assert page.context["form"]["round-0-naming"].value() == "Table #"
    sent |= {"revision": groups.of_meeting(meeting).revision, "round-0-naming": "Table #"}
    client.post(url("set_up_groups"), sent | {f"round-0-group-{number}-name": "Heron" for number in (2,)})
    assert [one.name for one in Group.objects.order_by("number")] == ["", "Heron", ""]
    assert client.get(url("set_up_groups")).context["form"]["round-0-naming"].value() == ""


@pytest.mark.parametrize("many", [3, 250])
def test_a_round_of_very_many_groups_is_shown_in_parts(many: int, django_assert_num_queries) -> None:
    meeting = meeting_with(4, rounds=1)
    session = sessions(meeting)[0]
    Group.objects.bulk_create(
        Group(session=session, number=number, smallest=0, largest=4) for number in range(1, many + 1)
    )
    client = browser_of(director())
    page = words(client, "round_groups", session.key)
    assert page.count('class="group-table"') == min(many, 100)
    assert ("Groups 201–250" in page) == (many == 250)
    if many == 250:
        last = words(client, "round_groups", session.key, **{"from": "201"})
        assert last.count('class="group-table"') == 50
        assert words(client, "round_groups", session.key, **{"from": "9999"}).count("group-table") > 100
    for name, key, queries in (("round_groups", session.key, 24), ("set_up_groups", None, 19)):
        with django_assert_num_queries(queries):
            client.get(url(name, *filter(None, [key])))
