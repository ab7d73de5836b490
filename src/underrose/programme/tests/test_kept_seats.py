"""All seats that were set by hand may move again by one button, and stay again by its undo."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from underrose.access.roles import Role
from underrose.kit.refusals import Refused
from underrose.participation.tests.furnished import START, browser_of, director
from underrose.programme.actions import seating
from underrose.programme.models import Seat
from underrose.programme.tests.grouped import asked, seated, sessions, where
from underrose.programme.tests.planning import colleague

pytestmark = pytest.mark.django_db
LET = "Let all kept seats move again"
BEGUN = dt.datetime.combine(START, dt.time(9, 30), dt.UTC)


def url(name: str) -> str:
    return reverse(name, args=["AB12"])


def test_all_kept_seats_move_again_by_one_button_and_stay_by_its_undo() -> None:
    meeting = seated()
    client = browser_of(director())
    assert LET not in client.get(url("groups")).content.decode()
    Seat.objects.filter(group__number=1).update(is_pinned=True)
    before, kept = where(meeting), set(Seat.objects.filter(is_pinned=True).values_list("key", flat=True))
    html = client.get(url("groups")).content.decode()
    assert f"{len(kept)} seats of the rounds to come stay where they were put by hand" in html
    assert LET in html
    sent = {"revision": asked(meeting).revision, "once": "1"}
    told = client.post(url("let_all_move"), sent, follow=True).content.decode()
    assert "All kept seats may move when groups are computed next." in told
    assert "You have let all kept seats move again." in told
    assert LET not in told
    assert not Seat.objects.filter(is_pinned=True).exists()
    told = client.post(url("let_all_move"), sent | {"once": "2"}, follow=True).content.decode()
    assert "A colleague has changed the groups in the meantime." in told
    client.post(url("undo_groups"))
    assert set(Seat.objects.filter(is_pinned=True).values_list("key", flat=True)) == kept
    assert where(meeting) == before


def test_seats_of_a_round_that_has_begun_stay_kept() -> None:
    meeting = seated()
    Seat.objects.update(is_pinned=True)
    first, second = sessions(meeting)
    seating.unpin_all(meeting, asked(meeting, BEGUN))
    assert {one.session_id for one in Seat.objects.filter(is_pinned=True)} == {first.key}
    assert Seat.objects.filter(session=second, is_pinned=False).count() == 12
    with pytest.raises(Refused, match="No seat of the rounds to come is kept by hand"):
        seating.unpin_all(meeting, asked(meeting, BEGUN))


def test_letting_all_move_and_its_undo_cost_the_same_for_few_and_for_all() -> None:
    meeting = seated()
    costs = []
    for number in (1, 3):
        Seat.objects.filter(group__number__lte=number).update(is_pinned=True)
        by = asked(meeting)
        with CaptureQueriesContext(connection) as questions:
            held = seating.unpin_all(meeting, by)
            seating.put_back(meeting, held, asked(meeting, by=by.by, revision=by.revision + 1))
        costs.append(len(questions))
        Seat.objects.update(is_pinned=False)
    assert costs[0] == costs[1]


def test_readers_of_groups_let_nobody_move() -> None:
    seated()
    Seat.objects.update(is_pinned=True)
    client = browser_of(colleague(Role.RAPPORTEUR))
    assert LET not in client.get(url("groups")).content.decode()
    assert client.post(url("let_all_move")).status_code == 404
