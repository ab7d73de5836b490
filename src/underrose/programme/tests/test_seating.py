"""Seats by hand, somebody missing, pairs, and how groups are set up: what changed, who is refused, what can be taken back."""

import datetime as dt

import pytest

from underrose.access.models import RecordEntry
from underrose.kit.refusals import Refused
from underrose.methods.allocation.breakouts.edits import cost_of_edit
from underrose.participation.models import Participant
from underrose.participation.tests.furnished import START, TODAY, director, guest, staff
from underrose.programme import edit_words, group_page, matrix, seat_page, trade_off
from underrose.programme.actions import allocating, groups, pairings, seating, topics
from underrose.programme.actions.groups import GroupWish, Mixing, RoundWish
from underrose.programme.models import (
    Allocation,
    AllocationState,
    Availability,
    Company,
    Group,
    Kind,
    Pairing,
    Room,
    Seat,
    Topic,
)
from underrose.programme.tests.grouped import (
    NOW,
    asked,
    breakout,
    computed,
    group_of,
    meeting_with,
    numbered,
    seated,
    sessions,
    set_up,
    where,
)

pytestmark = pytest.mark.django_db
BEGUN = dt.datetime.combine(START, dt.time(9, 30), dt.UTC)


def _two(meeting, number: int = 0):
    """Two guests of two groups of a round."""
    session = sessions(meeting)[number]
    one = Seat.objects.filter(session=session, group__number=1).first()
    other = Seat.objects.filter(session=session, group__number=2).first()
    assert one is not None
    assert other is not None
    return session, one, other


def test_a_move_pins_and_can_be_taken_back() -> None:
    meeting = seated()
    before = where(meeting)
    session, one, other = _two(meeting)
    held = seating.move(meeting, one.participant_id, group_of(session, 2), asked(meeting))
    one.refresh_from_db()
    assert (one.group_id, one.is_pinned) == (other.group_id, True)
    seating.put_back(meeting, held, asked(meeting))
    one.refresh_from_db()
    assert (where(meeting), one.is_pinned) == (before, False)
    assert RecordEntry.objects.filter(verb__in=["moved", "put back"], subject=None).count() == 2


def test_what_is_computed_next_leaves_a_pinned_seat() -> None:
    meeting = seated()
    session, one, _other = _two(meeting)
    seating.move(meeting, one.participant_id, group_of(session, 3), asked(meeting))
    Allocation.objects.update(seed=5)
    computed(meeting)
    assert where(meeting)[session.key, one.participant_id] == group_of(session, 3).key
    seating.pin(meeting, session, one.participant_id, asked(meeting), is_pinned=False)
    assert numbered(meeting).problem.pins == ()


def test_a_swap_changes_two_places_and_a_swap_within_a_group_is_refused() -> None:
    meeting = seated()
    session, one, other = _two(meeting)
    held = seating.swap(meeting, session, one.participant_id, other.participant_id, asked(meeting))
    found = where(meeting)
    assert [found[session.key, each.participant_id] for each in (one, other)] == [
        other.group_id,
        one.group_id,
    ]
    seating.put_back(meeting, held, asked(meeting))
    assert where(meeting)[session.key, one.participant_id] == one.group_id
    neighbour = Seat.objects.filter(group=one.group).exclude(key=one.key).first()
    assert neighbour is not None
    with pytest.raises(Refused, match="two groups of one round"):
        seating.swap(meeting, session, one.participant_id, neighbour.participant_id, asked(meeting))


def test_who_comes_late_is_given_a_seat_and_staff_is_not() -> None:
    meeting = seated()
    late, helper = guest(meeting, "Late Comer"), staff(meeting)
    session = sessions(meeting)[0]
    held = seating.move(meeting, late.key, group_of(session, 1), asked(meeting))
    assert where(meeting)[session.key, late.key] == group_of(session, 1).key
    seating.put_back(meeting, held, asked(meeting))
    assert (session.key, late.key) not in where(meeting)
    with pytest.raises(Refused, match="Only guests"):
        seating.move(meeting, helper.key, group_of(session, 1), asked(meeting))


@pytest.mark.parametrize("act", ["move", "swap", "pin", "set up"])
def test_a_round_that_has_begun_stays_as_it_is(act: str) -> None:
    meeting = seated()
    session, one, other = _two(meeting)
    late = asked(meeting, BEGUN)
    acts = {
        "move": lambda: seating.move(meeting, one.participant_id, group_of(session, 2), late),
        "swap": lambda: seating.swap(meeting, session, one.participant_id, other.participant_id, late),
        "pin": lambda: seating.pin(meeting, session, one.participant_id, late, is_pinned=True),
        "set up": lambda: groups.set_up(meeting, [RoundWish(session.key, 2, 12)], Mixing({}), late),
    }
    with pytest.raises(Refused, match="has begun"):
        acts[act]()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [(AllocationState.done, "A colleague has changed"), (AllocationState.running, "being computed")],
)
def test_nobody_overwrites_a_colleague_or_a_computation(state: AllocationState, sentence: str) -> None:
    meeting = seated()
    Allocation.objects.update(state=state)
    _session, one, other = _two(meeting)
    with pytest.raises(Refused, match=sentence):
        seating.move(meeting, one.participant_id, other.group, asked(meeting, revision=0))


def test_an_edit_says_what_it_costs() -> None:
    meeting = seated(12, 3, 2)
    before = numbered(meeting)
    session, one, _other = _two(meeting)
    seating.move(meeting, one.participant_id, group_of(session, 2), asked(meeting))
    after = numbered(meeting)
    number, person = before.round(session.key), before.person(one.participant_id)
    assert number is not None
    assert person is not None
    cost = edit_words.price(before, number, {person: 1})
    assert edit_words.sentence(cost).startswith("What it does: 2 rules more are broken")
    assert cost == cost_of_edit(before.problem, before.seats, after.seats)
    same = edit_words.price(after, number, {person: 1})
    assert edit_words.sentence(same).startswith("This costs nothing")


def test_somebody_missing_is_away_from_that_round_on_and_can_come_back() -> None:
    meeting = seated()
    second = sessions(meeting)[1]
    gone = numbered(meeting).people[0].participant
    held = seating.say_missing(meeting, [gone], since=second, is_rest_of_meeting=True, asked=asked(meeting))
    assert Availability.objects.get().leaves == second.begins
    assert [len(one.absent) for one in numbered(meeting).problem.rounds] == [0, 1]
    with pytest.raises(Refused, match="Tick at least one"):
        seating.say_missing(meeting, [], since=second, is_rest_of_meeting=True, asked=asked(meeting))
    seating.say_there(meeting, held, asked(meeting))
    assert Availability.objects.count() == 0


def test_a_repair_touches_no_round_that_was_held() -> None:
    meeting = seated(21, 3, 3)
    first, second, _third = sessions(meeting)
    before = where(meeting)
    gone = numbered(meeting).people[0].participant
    late = asked(meeting, BEGUN)
    seating.say_missing(meeting, [gone], since=second, is_rest_of_meeting=True, asked=late)
    curve = computed(meeting, allocating.CURVE, now=BEGUN).report["curve"]
    computed(meeting, allocating.TAKE, curve[0]["changes"], now=BEGUN)
    after = where(meeting)
    assert {k: g for k, g in after.items() if k[0] == first.key} == {
        k: g for k, g in before.items() if k[0] == first.key
    }
    assert [key for key in after if key[1] == gone] == [(first.key, gone)]


def test_pairs_are_noted_once_and_can_be_put_back() -> None:
    meeting = meeting_with(3)
    one, other, _third = Participant.objects.all()
    told = {"by": director(), "today": TODAY}
    pairings.pair(meeting, one, other, Company.apart, **told)
    row = pairings.pair(meeting, other, one, Company.together, **told)
    assert [found.company for found in Pairing.objects.all()] == ["together"]
    held = pairings.let_go(row, **told)
    assert Pairing.objects.count() == 0
    pairings.put_back(meeting, held, **told)
    assert {Pairing.objects.get().one_id, Pairing.objects.get().other_id} == {one.key, other.key}
    with pytest.raises(Refused, match="two different people"):
        pairings.pair(meeting, one, one, Company.apart, **told)
    assert not RecordEntry.objects.filter(subject__in=[one.key, other.key]).exists()
    Allocation.objects.update(state=AllocationState.running)
    with pytest.raises(Refused, match="being computed"):
        pairings.pair(meeting, one, other, Company.apart, **told)


def test_groups_are_made_even_named_and_made_fewer() -> None:
    meeting = meeting_with(11, rounds=1)
    hall = Room.objects.create(meeting=meeting, name="Library")
    foreign = Room.objects.create(meeting=meeting_with(0, "CD34", 0), name="Elsewhere")
    set_up(meeting, 3, topics=("Water", "Law", "Water"))
    water = Topic.objects.get(title="Water")
    assert [(one.smallest, one.largest) for one in Group.objects.all()] == [(3, 4)] * 3
    wishes = (GroupWish("Heron", water.key, hall.key, "fr"), GroupWish(room=foreign.key))
    set_up(meeting, 2, groups=wishes, topics=("Water",))
    found = [(one.name, one.topic, one.room, one.language) for one in Group.objects.order_by("number")]
    assert found == [("Heron", water, hall, "fr"), ("", None, None, "")]
    assert Topic.objects.get() == water


def test_a_topic_that_stays_keeps_its_place_in_the_list_of_wishes() -> None:
    meeting = meeting_with(2, rounds=1)
    session = sessions(meeting)[0]
    topics.write(session, ["Water", "Law"])
    water = Topic.objects.get(title="Water")
    topics.write(session, ["Law", "Water"])
    water.refresh_from_db()
    assert [water.position, *(one.title for one in session.topics.all())] == [1, "Law", "Water"]


@pytest.mark.parametrize(
    ("number", "sizes", "sentence"),
    [
        (0, (None, None), "at least one group"),
        (3, (5, 4), "over the largest"),
        (3, (5, 6), "need more people than the 12"),
        (3, (1, 3), "do not seat the 12"),
    ],
)
def test_sizes_that_cannot_be_are_refused_with_figures(
    number: int, sizes: tuple[int | None, int | None], sentence: str
) -> None:
    meeting = meeting_with(12)
    with pytest.raises(Refused, match=sentence):
        set_up(meeting, number, smallest=sizes[0], largest=sizes[1])
    assert Group.objects.count() == 0


def test_tables_of_a_meal_are_rounds_only_if_asked_for() -> None:
    meeting = meeting_with(12, rounds=1)
    breakout(meeting.days.get(), "Dinner", 19, Kind.meal)
    set_up(meeting)
    assert [one.title for one in numbered(meeting).rounds] == ["Round 1"]
    set_up(meeting, mixing=Mixing({}, mixes_meals=True))
    assert [one.title for one in numbered(meeting).rounds] == ["Round 1", "Dinner"]


def test_the_number_of_groups_in_one_sentence() -> None:
    said = trade_off.in_a_sentence(trade_off.choices(55, 4, 7))
    assert said == (
        "7 groups of 7–8: at least 36 repeated meetings. 8 groups of 6–7: nobody needs to meet anybody twice."
    )
    assert trade_off.in_a_sentence([]) == ""


def test_the_drawing_fills_round_by_round() -> None:
    meeting = seated(12, 3, 2)
    plan = numbered(meeting)
    one, two = (matrix.first_shared(plan, until) for until in (1, 2))
    assert (len(one), len(two)) == (18, 36 - sum(len(rounds) > 1 for rounds in two.values()))
    drawn = matrix.drawn(plan, one, ["Round 1", "Round 2"])
    assert [(layer.number, layer.pairs) for layer in drawn.layers] == [(1, 18)]
    assert [line.meets for line in matrix.lines(plan, one, 1)] == [3] * 12
    assert matrix.summary(matrix.lines(plan, one, 1)) == [matrix.Share(3, 3, 12)]
    assert matrix.summary([]) == []


def test_a_group_without_a_voice_says_why() -> None:
    meeting = seated(10, 3, 1)
    page = group_page.seen(meeting, director(), NOW)
    said = [words for table in group_page.tables(page, 0) for words in table.remarks]
    assert set(said) <= {
        f"Nobody for “{word}”: only 2 people for 3 groups." for word in ("Business", "Research")
    }
    assert "Nobody for “Business”: only 2 people for 3 groups." in said


def test_a_person_is_told_whom_they_meet() -> None:
    meeting = seated(12, 3, 2)
    page = group_page.seen(meeting, director(), NOW)
    lines = seat_page.companions(page, 0)
    others = {key for line in lines for key, _label, _again in line.people}
    assert [len(line.people) for line in lines] == [3, 3]
    assert seat_page.meets(lines, 12).startswith(f"Meets {len(others)} of 11 others")
