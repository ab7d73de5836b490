"""Pages of groups: who opens them, what they show, how many questions they ask, and that a protected person has an alias."""

import io

import pytest
from django.test import Client
from django.urls import reverse

from underrose.access.roles import Role
from underrose.kit.tables import as_xlsx
from underrose.participation.models import Brief, Participant
from underrose.participation.tests.asked import protected
from underrose.participation.tests.furnished import START, browser_of, colleague, director
from underrose.programme import seat_page
from underrose.programme.actions import allocating, groups
from underrose.programme.models import (
    Allocation,
    AllocationState,
    Availability,
    Group,
    Pairing,
    Seat,
)
from underrose.programme.tests.grouped import (
    computed,
    group_of,
    meeting_with,
    numbered,
    seated,
    sessions,
    set_up,
)

pytestmark = pytest.mark.django_db
PLAIN = (
    "groups",
    "set_up_groups",
    "encounters",
    "group_changes",
    "missing_people",
    "groups_repair",
    "pairings",
)


def url(name: str, *keys) -> str:
    return reverse(name, args=["AB12", *keys])


def words(client: Client, name: str, *keys, **asked) -> str:
    answer = client.get(url(name, *keys), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("rounds", [0, 1])
def test_before_anything_is_computed_each_page_says_what_comes_first(name: str, rounds: int) -> None:
    meeting_with(0, rounds=rounds)
    assert "<h1" in words(browser_of(director()), name)


@pytest.mark.parametrize(
    ("role", "reads", "plans", "pairs"),
    [
        (Role.PROGRAMME_DIRECTOR, 200, 200, 200),
        (Role.PROJECT_MANAGER, 200, 200, 200),
        (Role.POLICY_TEAM, 200, 200, 404),
        (Role.RAPPORTEUR, 200, 404, 404),
        (Role.PARTNER, 404, 404, 404),
    ],
)
def test_who_may_open_what(role: Role, reads: int, plans: int, pairs: int) -> None:
    meeting_with(4)
    client = browser_of(colleague(role))
    found = [client.get(url(name)).status_code for name in ("groups", "set_up_groups", "pairings")]
    assert found == [reads, plans, pairs]


def test_who_is_kept_apart_is_told_to_two_roles_alone() -> None:
    meeting = seated(8, 2, 1)
    one, other = (found.participant for found in Seat.objects.filter(group__number=1)[:2])
    first, second = sorted((one, other), key=lambda found: found.key)
    Pairing.objects.create(meeting=meeting, one=first, other=second, company="apart")
    names = {one.person.full_name, other.person.full_name}
    told = [
        words(browser_of(colleague(role)), "groups") for role in (Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM)
    ]
    assert ["are to be kept apart" in page for page in told] == [True, False]
    assert [all(name in page for name in names) for page in told] == [True, False]
    assert "The programme director or the project manager sees who." in told[1]


def test_a_protected_person_stands_by_alias_everywhere() -> None:
    meeting = meeting_with(7)
    person = protected()
    canary = Participant.objects.create(meeting=meeting, person=person, since=START)
    set_up(meeting, 2)
    Allocation.objects.update(moves=20_000)
    computed(meeting)
    computed(meeting, allocating.CURVE)
    client = browser_of(director())
    first = sessions(meeting)[0]
    pages = [words(client, name) for name in PLAIN]
    pages += [words(client, "round_groups", first.key), words(client, "group_person", canary.key)]
    pages += [words(client, "groups", q="rowan"), words(client, "groups", q="quillfeather")]
    files = [b"".join(client.get(url("export_seats", kind)).streaming_content) for kind in ("csv", "xlsx")]
    assert [page for page in pages if "Quillfeather" in page.replace('value="quillfeather"', "")] == []
    assert [b"Quillfeather" in one for one in files] == [False, False]
    assert "Rowan" in pages[-3]
    assert b"Rowan" in files[0]
    kept = [str(one.report) + str(one.attributes) for one in Allocation.objects.all()]
    assert not any("Quill" in one or "Rowan" in one for one in kept)


def test_a_programme_is_built_computed_changed_and_taken_back_on_pages(
    django_capture_on_commit_callbacks,
) -> None:
    meeting = meeting_with(12)
    client = browser_of(director())
    page = client.get(url("set_up_groups"))
    sent = {one.html_name: one.value() or "" for one in page.context["form"] if one.value() is not False}
    sent |= {"round-0-number": "3", "round-1-number": "3", "mix-0": "1"}
    assert client.post(url("set_up_groups"), sent).headers["Location"] == url("groups")
    Allocation.objects.update(moves=20_000)
    assert client.post(url("compute_groups"), {"mode": "anew"}).headers["Location"] == url("groups_progress")
    assert "See how far it is" in words(client, "groups_progress")
    allocation = groups.of_meeting(meeting)
    allocating.compute(allocation.key, now=_now(), seconds=lambda: 0.0)
    assert client.get(url("groups_progress")).headers["Location"] == url("groups")
    assert "No plan can" in words(client, "groups")
    first = sessions(meeting)[0]
    guest = Seat.objects.filter(session=first, group__number=1).first()
    assert guest is not None
    to = {"group": group_of(first, 2).key, "revision": groups.of_meeting(meeting).revision}
    moved = client.post(url("move_seat", guest.participant_id), to, follow=True).content.decode()
    assert "Moved to Group 2. What it does: 2 rules more are broken" in moved
    assert "Group 1 of “Round 1” has 3 people; 4 were asked for." in moved
    undone = client.post(url("undo_groups"), follow=True).content.decode()
    assert "Taken back. All is as it was before." in undone
    guest.refresh_from_db()
    assert (guest.group.number, guest.is_pinned) == (1, False)


def _now():
    from underrose.programme.tests.grouped import NOW

    return NOW


def test_a_form_sent_twice_moves_once() -> None:
    meeting = seated()
    client = browser_of(director())
    first = sessions(meeting)[0]
    guest = Seat.objects.filter(session=first, group__number=1).first()
    assert guest is not None
    sent = {
        "group": group_of(first, 2).key,
        "revision": groups.of_meeting(meeting).revision,
        "once": "a-key-of-its-own",
    }
    answers = [client.post(url("move_seat", guest.participant_id), sent) for _turn in range(2)]
    assert {one.headers["Location"] for one in answers} == {url("round_groups", first.key)}
    assert groups.of_meeting(meeting).revision == int(sent["revision"]) + 1


def test_somebody_missing_leads_to_a_choice_of_repairs() -> None:
    meeting = seated(21, 3, 2)
    client = browser_of(director())
    gone = numbered(meeting).people[0].participant
    sent = {
        "person": str(gone),
        "since": str(sessions(meeting)[0].key),
        "how_long": "rest",
        "revision": groups.of_meeting(meeting).revision,
    }
    assert client.post(url("missing_people"), sent).headers["Location"] == url("groups_progress")
    allocation = groups.of_meeting(meeting)
    allocating.compute(allocation.key, now=_now(), seconds=lambda: 0.0)
    choice = words(client, "groups_repair")
    least = groups.of_meeting(meeting).report["curve"][0]["changes"]
    assert f'value="{least}"' in choice
    client.post(url("take_repair"), {"changes": least})
    assert groups.of_meeting(meeting).state == AllocationState.waiting
    assert Availability.objects.count() == 1


def test_a_missing_person_who_was_not_ticked_is_asked_for() -> None:
    meeting = seated()
    sent = {
        "since": str(sessions(meeting)[0].key),
        "how_long": "rest",
        "revision": groups.of_meeting(meeting).revision,
    }
    page = browser_of(director()).post(url("missing_people"), sent).content.decode()
    assert "Tick at least one person first." in page


def test_sizes_that_cannot_be_stand_on_the_form() -> None:
    meeting_with(12, rounds=1)
    client = browser_of(director())
    sent = {"revision": 1, "seed": 1, "round-0-number": "3", "round-0-least": "5"}
    page = client.post(url("set_up_groups"), sent).content.decode()
    assert "the smallest size, 5, is over the largest, 4" in page
    assert Group.objects.count() == 0


def test_a_pair_is_noted_and_let_go_and_put_back() -> None:
    meeting_with(3)
    client = browser_of(director())
    one, other, _third = Participant.objects.all()
    client.post(url("pairings"), {"one": one.key, "other": other.key, "company": "apart"})
    row = Pairing.objects.get()
    client.post(url("remove_pairing", row.key))
    assert Pairing.objects.count() == 0
    assert "The two may sit as it comes." in words(client, "pairings")
    client.post(url("put_back_pairing"))
    assert Pairing.objects.count() == 1


def test_a_large_room_is_told_in_a_summary(monkeypatch) -> None:
    monkeypatch.setattr("underrose.programme.matrix.MOST", 5)
    monkeypatch.setattr("underrose.programme.seat_page.TICKED_AT_ONCE", 5)
    seated(8, 2, 1)
    client = browser_of(director())
    assert "How many others each meets" in words(client, "encounters")
    assert "search for those who are missing first" in words(client, "missing_people")
    assert "Guest 003" in words(client, "missing_people", q="003")


def test_the_drawing_has_a_title_and_a_table_behind_it() -> None:
    seated(8, 2, 2)
    page = words(browser_of(director()), "encounters", until="1")
    assert '<title id="encounters-title">' in page
    assert "12 pairs have met." in page
    assert page.count('<td class="number">3</td>') == 8 + 1


def test_who_sits_where_as_a_file() -> None:
    seated(4, 2, 1)
    client = browser_of(director())
    text = b"".join(client.get(url("export_seats", "csv")).streaming_content).decode("utf-8-sig")
    lines = text.splitlines()
    assert lines[0] == "Round,Group,Topic,Room,Name,Stays"
    assert len(lines) == 5
    assert io.BytesIO(b"".join(as_xlsx(seat_page.columns(), [], title="x"))).read(2) == b"PK"


QUERIES = {
    "groups": 25,
    "set_up_groups": 19,
    "encounters": 22,
    "group_changes": 23,
    "missing_people": 22,
    "groups_repair": 25,
    "pairings": 11,
}


@pytest.mark.parametrize("guests", [4, 55])
@pytest.mark.parametrize("name", sorted(QUERIES))
def test_pages_ask_the_same_however_many_guests(name: str, guests: int, django_assert_num_queries) -> None:
    seated(guests, 2, 2)
    client = browser_of(director())
    client.get(url(name))
    with django_assert_num_queries(QUERIES[name]):
        client.get(url(name))


@pytest.mark.parametrize("guests", [4, 55])
def test_a_round_and_a_person_ask_the_same_however_many(guests: int, django_assert_num_queries) -> None:
    meeting = seated(guests, 2, 3)
    client = browser_of(director())
    keys = sessions(meeting)[0].key, numbered(meeting).people[0].participant
    for name, key, queries in (("round_groups", keys[0], 24), ("group_person", keys[1], 22)):
        client.get(url(name, key))
        with django_assert_num_queries(queries):
            client.get(url(name, key))


@pytest.mark.parametrize("rounds", [1, 3])
def test_rounds_ask_the_same_however_many(rounds: int, django_assert_num_queries) -> None:
    seated(12, 3, rounds)
    client = browser_of(director())
    client.get(url("groups"))
    with django_assert_num_queries(QUERIES["groups"]):
        client.get(url("groups"))


def test_the_page_says_that_the_room_has_changed() -> None:
    meeting = seated()
    client = browser_of(director())
    assert "The room has changed" not in words(client, "groups")
    Brief.objects.filter(meeting=meeting).update(revision=77)
    assert "The room has changed" in words(client, "groups")


def test_of_very_many_groups_one_round_at_a_time_is_named(monkeypatch) -> None:
    monkeypatch.setattr("underrose.programme.set_up_page.MOST_IN_DETAIL", 3)
    meeting = meeting_with(8)
    set_up(meeting, 2)
    client = browser_of(director())
    first, second = sessions(meeting)
    assert "Name of group 1" not in words(client, "set_up_groups")
    page = client.get(url("set_up_groups"), {"round": second.key})
    sent = {one.html_name: one.value() or "" for one in page.context["form"] if one.value() is not False}
    sent["round-1-group-2-name"] = "Heron"
    client.post(f"{url('set_up_groups')}?round={second.key}", sent)
    assert [group_of(one, 2).name for one in (first, second)] == ["", "Heron"]
