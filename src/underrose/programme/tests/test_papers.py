"""Papers of who sits where: everybody as on their badge, nobody's protected name, and only what changed printed anew."""

import datetime as dt

import pypdfium2
import pytest
import time_machine

from underrose.access.models import RecordEntry
from underrose.methods.disclosure import TABLE
from underrose.participation.models import Arrangements, Listing, Participant, Place
from underrose.participation.tests.asked import becomes_protected
from underrose.participation.tests.furnished import (
    TODAY,
    browser_of,
    furnished,
    guest,
    manager,
)
from underrose.programme import group_papers, seated
from underrose.programme.models import Assignment, Group, Kind, Room, Seat, Task
from underrose.programme.tests.furnished_rounds import grouped, seat, session, topics
from underrose.programme.tests.papers import NOON, at, doors, hidden, pages, read, shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def test_a_door_list_says_who_sits_there_as_on_their_badges() -> None:
    meeting = furnished()
    one = session(meeting)
    heron = Room.objects.create(meeting=meeting, name="Heron Room")
    first = [
        guest(meeting, "Layla Haddad", native="ليلى حداد"),
        guest(meeting, "Quiet Canary", said=Listing.by_role, role_words="adviser, a ministry"),
        guest(meeting, "Nowhere Canary", said=Listing.nowhere),
        hidden(meeting),
    ]
    grouped(one, first, [guest(meeting, "Chen Wei", native="陈伟")], room=heron)
    answer = doors(browser_of(manager()), meeting, one)
    words = read(answer)
    there = ("Group 1", "Group 2", "Heron Room", "11:00–12:15", "Layla Haddad", "Chen Wei", "陈伟", "Rowan")
    assert [
        part for part in (*there, "adviser, a ministry", "and 1 further participant") if part not in words
    ] == []
    assert [part for part in ("Canary", "Quillfeather", "Nowhere") if part in words] == []
    assert pages(answer) == 2
    assert RecordEntry.objects.filter(verb="made", noun="door lists", subject=one.key).count() == 1


def test_only_what_changed_is_printed_anew() -> None:
    meeting = furnished()
    ama, ben, chi = (guest(meeting, name) for name in ("Ama Okoro", "Ben Hale", "Chi Lam"))
    one = session(meeting)
    first, second, _third = grouped(one, [ama], [ben], [chi])
    client = browser_of(manager())
    assert "Make all 3 door lists" in shown(client, meeting)
    doors(client, meeting, one)
    assert "say who sits there now" in shown(client, meeting)
    Seat.objects.filter(participant=ama).update(group=second)
    assert "What hangs on these 2 doors is no longer right: Group 1, Group 2." in shown(client, meeting)
    answer = doors(client, meeting, one, "changed")
    assert (pages(answer), "Chi Lam" in read(answer), "Ama Okoro" in read(answer)) == (2, False, True)
    assert "say who sits there now" in shown(client, meeting)
    assert first.assignments.count() == 0


def test_a_door_that_says_the_same_is_not_printed_anew_and_one_with_another_script_is() -> None:
    """Whoever stands in no list may change seats with another such person, and no paper tells of it."""
    meeting = furnished()
    layla, ben = guest(meeting, "Layla Haddad"), guest(meeting, "Ben Hale")
    quiet, silent = (guest(meeting, name, said=Listing.nowhere) for name in ("Quiet One", "Silent One"))
    one = session(meeting)
    first, second = grouped(one, [layla, quiet], [ben, silent])
    client = browser_of(manager())
    doors(client, meeting, one)
    Seat.objects.filter(participant=quiet).update(group=second)
    Seat.objects.filter(participant=silent).update(group=first)
    assert "say who sits there now" in shown(client, meeting)
    layla.person.native_name = "ليلى حداد"
    layla.person.save()
    assert "What hangs on the door of Group 1 is no longer right." in shown(client, meeting)


def test_somebody_who_is_missing_leaves_one_door_to_print() -> None:
    """The repair moves nobody else: their seat is gone, and no other seat tells of it."""
    meeting = furnished()
    ama, ben = guest(meeting, "Ama Okoro"), guest(meeting, "Ben Hale")
    one = session(meeting)
    grouped(one, [ama, guest(meeting, "Dina Sol")], [ben])
    client = browser_of(manager())
    doors(client, meeting, one)
    Seat.objects.filter(participant=ama).delete()
    assert "What hangs on the door of Group 1 is no longer right." in shown(client, meeting)
    answer = doors(client, meeting, one, "changed")
    assert (pages(answer), "Ama" in read(answer)) == (1, False)


def test_whoever_withdrew_or_became_protected_is_on_no_paper() -> None:
    meeting = furnished()
    ama, ben = guest(meeting, "Ama Okoro"), guest(meeting, "Ben Hale")
    one = session(meeting)
    grouped(one, [ama], [ben, guest(meeting, "Chi Lam")])
    client = browser_of(manager())
    doors(client, meeting, one)
    Participant.objects.filter(pk=ben.pk).update(place=Place.withdrawn)
    becomes_protected(ama.person)
    assert "Group 1, Group 2" in shown(client, meeting)
    words = read(doors(client, meeting, one, "changed"))
    assert ("Ama" in words, "Ben" in words, "Rowan" in words, "Chi Lam" in words) == (
        False,
        False,
        True,
        True,
    )


def test_one_door_alone_and_a_choice_that_is_none() -> None:
    meeting = furnished()
    one = session(meeting)
    first, second = grouped(one, [guest(meeting, "Ama Okoro")], [guest(meeting, "Ben Hale")])
    client = browser_of(manager())
    answer = doors(client, meeting, one, str(second.key))
    assert (pages(answer), "Ben Hale" in read(answer)) == (1, True)
    assert doors(client, meeting, one, "nonsense").status_code == 302
    first.refresh_from_db()
    assert first.door_list == ""


def test_where_the_rule_gives_nobody_a_list_no_door_has_one() -> None:
    meeting = furnished(regime="undisclosed", is_undisclosed=True)
    one = session(meeting)
    meal = session(meeting, "Dinner", 19, kind=Kind.meal)
    grouped(one, [guest(meeting, "Ama Okoro")])
    grouped(meal, [Participant.objects.get()])
    client = browser_of(manager())
    for answer in (doors(client, meeting, one), client.get(at("table_plan", meeting, meal))):
        assert "nobody receives a list of participants" in answer.content.decode()
        assert b"%PDF" not in answer.content
    assert Group.objects.exclude(door_list="").count() == 0
    sheet = read(client.get(at("facilitator_sheets", meeting, one)))
    assert ("Ama" in sheet, "People 1" in sheet) == (False, True)
    assert "Rivers and Rights" not in sheet
    assert "Ama Okoro" in read(client.get(at("personal_cards", meeting)))


def test_where_the_organiser_decides_nothing_is_made_before() -> None:
    meeting = furnished(regime="chatham_house_rule")
    one = session(meeting)
    grouped(one, [guest(meeting, "Ama Okoro")])
    client = browser_of(manager())
    assert "please decide first" in shown(client, meeting)
    assert b"%PDF" not in doors(client, meeting, one).content
    Arrangements.objects.update_or_create(meeting=meeting, defaults={"shares_list": True})
    assert "Ama Okoro" in read(doors(client, meeting, one))


def test_a_stricter_rule_of_the_round_counts() -> None:
    meeting = furnished()
    one = session(meeting, regime="undisclosed")
    grouped(one, [guest(meeting, "Ama Okoro")])
    client = browser_of(manager())
    assert "Under the rule of “Breakout groups” nobody receives a list" in shown(client, meeting)
    assert b"%PDF" not in doors(client, meeting, one).content


def test_a_personal_card_has_all_groups_of_one_person() -> None:
    meeting = furnished()
    ama, rowan = guest(meeting, "Ama Okoro"), hidden(meeting)
    one, meal = session(meeting), session(meeting, "Dinner", 19, kind=Kind.meal)
    grouped(one, [ama], [rowan])
    grouped(meal, [rowan, ama])
    answer = browser_of(manager()).get(at("personal_cards", meeting))
    words = read(answer)
    assert words.index("Ama Okoro") < words.index("Rowan")
    mine = words[words.index("Ama Okoro") : words.index("Rowan")]
    assert [
        part for part in ("Wed 3 Mar 11:00", "Group 1", "Wed 3 Mar 19:00", "Table 1") if part not in mine
    ] == []
    assert ("Group 2" in words, "Quillfeather" in words) == (True, False)


def test_a_facilitator_reads_topic_people_times_and_the_rule() -> None:
    meeting = furnished()
    one = session(meeting)
    leader = guest(meeting, "Ama Okoro", post=("Adviser", "Larkmoor Trust", "GB"))
    (group,) = grouped(one, [leader, hidden(meeting)])
    group.topic = topics(one, "Early warning")[0]
    group.language = "fr"
    group.save()
    Assignment.objects.create(session=one, group=group, task=Task.facilitator, participant=leader)
    words = read(browser_of(manager()).get(at("facilitator_sheets", meeting, one)))
    there = (
        "Group 1",
        "Early warning",
        "French",
        "Facilitator, Adviser, Larkmoor Trust",
        "Rowan",
        "Discussion",
    )
    assert [
        part
        for part in (*there, "Off the record, non-attributable", TABLE.rule[:40], "never who said it")
        if part not in words
    ] == []
    assert "Quillfeather" not in words


def test_the_sentence_of_the_rule_is_that_of_the_table() -> None:
    assert TABLE.rule == group_papers.RULE


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [
        ((11, 0), (12, 15), ["11:00", "11:05", "11:15", "12:00", "12:15"]),
        ((9, 0), (9, 30), ["09:00", "09:05", "09:10", "09:25", "09:30"]),
        ((9, 0), (9, 20), ["09:00", "09:20"]),
        ((9, 0), (12, 0), ["09:00", "09:05", "09:30", "11:30", "12:00"]),
    ],
)
def test_a_timetable_fits_its_round(begins, ends, hours) -> None:
    assert [hour for hour, _words in group_papers.timetable(dt.time(*begins), dt.time(*ends))] == hours


def test_tables_of_a_meal_by_name_and_by_table() -> None:
    meeting = furnished()
    meal = session(meeting, "Dinner", 19, kind=Kind.meal)
    ama, ben = guest(meeting, "Ama Zephyr"), guest(meeting, "Ben Albers")
    grouped(meal, [ama, hidden(meeting)], [ben, guest(meeting, "Nowhere Canary", said=Listing.nowhere)])
    client = browser_of(manager())
    answer = client.get(at("table_plan", meeting, meal))
    by_name, by_table = (
        " ".join(page.get_textpage().get_text_bounded().split())
        for page in pypdfium2.PdfDocument(answer.content)
    )
    assert by_name.index("Ben Albers 2") < by_name.index("Rowan 1") < by_name.index("Ama Zephyr 1")
    assert ("Table 2" in by_table, "and 1 further participant" in by_table) == (True, True)
    assert "Canary" not in by_name + by_table
    cards = read(client.get(at("place_cards", meeting, meal)))
    assert ("Table 1" in cards, "Rowan" in cards, "Quillfeather" in cards) == (True, True, False)


def test_a_round_is_no_meal() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting)])
    client = browser_of(manager())
    assert [client.get(at(name, meeting, one)).status_code for name in ("table_plan", "place_cards")] == [
        404,
        404,
    ]


def test_files_ask_for_a_fresh_sign_in() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting)])
    with time_machine.travel(NOON - dt.timedelta(hours=1), tick=False):
        client = browser_of(manager())
    answers = [
        client.get(at("personal_cards", meeting)),
        client.get(at("pre_assigned_rooms", meeting, one)),
        doors(client, meeting, one),
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 401]
    assert RecordEntry.objects.filter(verb__in=["made", "exported"]).count() == 0
    assert Group.objects.exclude(door_list="").count() == 0


HOSTILE = (
    "#set page(fill: red)",
    "$x$ *bold* @here",
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "محمد بن عبد الله",
    "陈伟",
    "N" * 240,
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_are_names_whatever_stands_in_them(language: str) -> None:
    meeting = furnished(title="#panic() <b>Rivers</b>", language=language)
    one = session(meeting, title="*Round* #let x = 1")
    meal = session(meeting, "Dinner", 19, kind=Kind.meal)
    people = [guest(meeting, name) for name in HOSTILE]
    (group,) = grouped(one, people)
    grouped(meal, people)
    Group.objects.filter(pk=group.pk).update(name="#panic()")
    client = browser_of(manager())
    answers = [
        doors(client, meeting, one),
        client.get(at("personal_cards", meeting)),
        client.get(at("facilitator_sheets", meeting, one)),
        client.get(at("table_plan", meeting, meal)),
        client.get(at("place_cards", meeting, meal)),
    ]
    for answer in answers:
        words = read(answer)
        assert [part for part in ("set", "page", "red", "陈伟", "NNN") if part not in words] == []
    assert "<script>" not in shown(client, meeting)


def test_a_letter_without_a_form_is_said_and_marks_no_door() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting, "Ama \U00013000")])
    answer = doors(browser_of(manager()), meeting, one)
    assert (answer.status_code, "sheet 1" in answer.content.decode()) == (422, True)
    assert Group.objects.exclude(door_list="").count() == 0


def test_nobody_is_seated_yet() -> None:
    meeting = furnished()
    one = session(meeting)
    Group.objects.create(session=one, number=1, smallest=1, largest=9)
    client = browser_of(manager())
    assert "Nobody is seated yet" in shown(client, meeting)
    assert at("group_papers", meeting) in client.get(at("groups", meeting)).content.decode()
    assert doors(client, meeting, one).status_code == 404
    assert client.get(at("personal_cards", meeting)).status_code == 200


def test_questions_do_not_grow_with_the_room(django_assert_num_queries) -> None:
    meeting = furnished()
    counted = []
    one, two = session(meeting), session(meeting, hour=15)
    for number in (1, 2):
        for round_of in (one, two):
            group = Group.objects.create(session=round_of, number=number, smallest=1, largest=9)
            seat(
                group,
                [
                    guest(
                        meeting,
                        f"Guest {round_of.begins:%H} {number}{at}",
                        post=("Adviser", f"House {number}{at}", "GB"),
                    )
                    for at in range(number)
                ],
            )
        with django_assert_num_queries(QUERIES):
            counted.append(seated.of(meeting, TODAY).rounds[0].people)
    assert counted == [1, 3]


QUERIES = 11


def test_the_page_costs_the_same_for_one_and_three_rounds(django_assert_num_queries) -> None:
    meeting = furnished()
    client = browser_of(manager())
    for hour in (9, 13, 17):
        grouped(session(meeting, hour=hour), [guest(meeting, f"Guest {hour}")])
        if hour != 13:
            with django_assert_num_queries(PAGE_QUERIES):
                assert client.get(at("group_papers", meeting)).status_code == 200


PAGE_QUERIES = 18


def test_a_letter_sheet() -> None:
    meeting = furnished()
    one = session(meeting)
    grouped(one, [guest(meeting)])
    answer = browser_of(manager()).post(f"{at('door_lists', meeting, one)}?paper=letter", {"which": ""})
    assert [round(side) for side in pypdfium2.PdfDocument(answer.content)[0].get_size()] == [612, 792]
