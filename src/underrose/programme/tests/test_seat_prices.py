"""What a choice costs or buys, said where it is made: a seat, a looser mixture, a list that hangs."""

import pytest
from django.utils.translation import override

from underrose.access.roles import Role
from underrose.methods.allocation.breakouts.verification import verify
from underrose.participation.tests.furnished import browser_of, colleague, director
from underrose.programme import edit_words, sentences
from underrose.programme.actions.groups import Mixing
from underrose.programme.models import Allocation, Group, Pairing, Seat
from underrose.programme.tests.grouped import (
    computed,
    group_of,
    meeting_with,
    numbered,
    seated,
    sessions,
    set_up,
)
from underrose.programme.tests.test_group_pages import words

pytestmark = pytest.mark.django_db


def test_a_list_that_hangs_is_printed_anew_where_somebody_stays_away() -> None:
    seated(8, 2, 1)
    Group.objects.update(door_list="what it said once")
    page = words(browser_of(director()), "group_changes")
    assert "“Round 1”: Group 1, Group 2" in page
    assert "Print those, and no others" in page


def test_every_choice_of_a_seat_stands_with_its_price(monkeypatch) -> None:
    meeting = seated(12, 3, 2)
    client, first = browser_of(director()), sessions(meeting)[0]
    who = Seat.objects.filter(session=first, group__number=1).first()
    other = Seat.objects.filter(session=first, group__number=2).first()
    assert who is not None
    assert other is not None
    page = words(client, "group_person", who.participant_id)
    assert "Group 2: 2 rules more are broken" in page
    monkeypatch.setattr("underrose.programme.seat_choices.PRICED", 5)
    page = words(client, "group_person", who.participant_id)
    assert "See what it costs" in page
    assert "rules more are broken" not in page
    asked_for = {"round": str(first.key), "with": str(other.participant_id)}
    page = words(client, "group_person", who.participant_id, **asked_for)
    assert "Change places with Guest" in page
    assert "What it does:" in page or "This costs nothing" in page
    page = words(client, "group_person", who.participant_id, to=str(group_of(first, 3).key))
    assert "Group 1 of “Round 1” has 3 people; 4 were asked for." in page


@pytest.mark.parametrize(
    ("role", "is_priced"), [(Role.POLICY_TEAM, True), (Role.MONITORING_AND_EVALUATION, False)]
)
def test_nothing_is_priced_for_those_who_are_shown_no_price(role, is_priced, monkeypatch) -> None:
    """Each price counts the whole plan anew."""
    meeting = seated(12, 3, 2)
    reckoned = []

    def counted(*told):
        reckoned.append(told)
        return price(*told)

    price = edit_words.price
    monkeypatch.setattr(edit_words, "price", counted)
    page = words(
        browser_of(colleague(role)),
        "group_person",
        Seat.objects.filter(session=sessions(meeting)[0])[0].participant_id,
    )
    assert ("Change this seat" in page, bool(reckoned)) == (is_priced, is_priced)


def test_what_a_looser_mixture_would_buy_stands_with_the_groups() -> None:
    seated(12, 3, 2)
    Allocation.objects.update(
        attributes={"sector": 0}, report={"loosened": {"sector": {"bought": 2, "paid": 1}, "gone": {}}}
    )
    page = words(browser_of(director()), "groups")
    assert (
        "Sector: to allow one more or fewer in each group would save 2 repeated meetings; "
        "1 person more would sit outside the even spread." in page
    )
    Allocation.objects.update(report={"loosened": {"sector": {"bought": 0, "paid": 0}}})
    assert "would save no repeated meeting: Sector." in words(browser_of(director()), "groups")


def test_in_arabic_a_list_has_its_own_comma_and_a_name_its_own_direction() -> None:
    with override("ar"):
        assert sentences.listed(["أ", "ب"]) == "أ، ب"
        assert sentences.own("Money in time?") == "\u2068Money in time?\u2069"
    assert sentences.listed([sentences.own("Ada"), "Bo"]) == "Ada, Bo"


def test_the_worker_works_out_what_a_looser_mixture_buys_only_where_it_can_buy_anything() -> None:
    meeting = meeting_with(13, rounds=3)
    set_up(meeting, 3, Mixing({"sector": 0}))
    Allocation.objects.update(moves=20_000)
    found = computed(meeting)
    plan = numbered(meeting)
    over = verify(plan.problem, plan.seats)
    assert set(found.report["loosened"]) == (
        {"sector"} if over.encounters > over.bounds.encounters else set()
    )
    assert all(set(one) == {"bought", "paid"} for one in found.report["loosened"].values())
    set_up(meeting, 3, Mixing({"sector": 1}))
    assert computed(meeting).report["loosened"] == {}


def test_a_price_tells_nobody_who_is_kept_apart() -> None:
    """Else the prices of a whole room would name everybody somebody is kept apart from."""
    meeting = seated(12, 3, 1)
    first, people = sessions(meeting)[0], numbered(meeting).people
    who = Seat.objects.get(session=first, participant=people[0].participant)
    there = Seat.objects.filter(session=first).exclude(group=who.group).first()
    assert there is not None
    foe = Seat.objects.filter(session=first, group=there.group).exclude(key=there.key).first()
    assert foe is not None
    one, other = sorted((who.participant, foe.participant), key=lambda found: found.key)
    Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart")
    looked_at = {"round": str(first.key), "with": str(there.participant_id)}
    pages = [
        words(browser_of(colleague(role)), "group_person", who.participant_id, **looked_at)
        for role in (Role.PROJECT_MANAGER, Role.POLICY_TEAM)
    ]
    assert ["are to be kept apart" in page for page in pages] == [True, False]
    assert ["1 rule more is broken" in page for page in pages] == [True, False]
    assert ["in no price you see" in page for page in pages] == [False, True]
