import json
import uuid

import pytest

from underrose.access.models import RecordEntry
from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.participation.actions import attendance
from underrose.participation.actions.attendance import Tick
from underrose.participation.models import Brief, Participant, Place
from underrose.people.models import HistoryLine

from .furnished import START, TODAY, browser_of, furnished, guest, manager, needing, staff

pytestmark = pytest.mark.django_db
ROOT = "/desk/meetings/AB12/participation/logistics/check-in/"
QUERIES = 7


def _said():
    return list(Participant.objects.order_by("person__full_name").values_list("attended", flat=True))


def _tick(meeting, *ticks):
    return attendance.tick(meeting, [Tick(*one) for one in ticks], by=manager(), today=TODAY)


def test_a_tick_is_a_yes_and_raises_the_room():
    meeting = furnished()
    one, other = guest(meeting, "Ama Okoro"), guest(meeting, "Bo Lind")
    before = Brief.objects.get().revision
    assert _tick(meeting, (one.key, True, None)) == frozenset()
    assert (_said(), Brief.objects.get().revision) == ([True, None], before + 1)
    assert other.attended is None


def test_a_list_sent_twice_changes_nothing_the_second_time():
    meeting = furnished()
    one = guest(meeting)
    sent = ((one.key, True, None),)
    _tick(meeting, *sent)
    revision, lines = Brief.objects.get().revision, RecordEntry.objects.count()
    assert (_tick(meeting, *sent), _said()) == (frozenset(), [True])
    assert (Brief.objects.get().revision, RecordEntry.objects.count()) == (revision, lines)


def test_what_a_colleague_corrected_meanwhile_stands():
    meeting = furnished()
    one = guest(meeting)
    _tick(meeting, (one.key, True, None))
    _tick(meeting, (one.key, False, True))
    assert _tick(meeting, (one.key, True, None)) == {one.key}
    assert _said() == [False]


def test_ticks_of_others_and_of_nobody_are_passed_over():
    meeting = furnished()
    foreign = guest(furnished("CD34"), "Cy Ash")
    gone = guest(meeting, "Di Elm", place=Place.withdrawn)
    assert (
        _tick(meeting, (foreign.key, True, None), (gone.key, True, None), (uuid.uuid4(), True, None))
        == frozenset()
    )
    assert _said() == [None, None]


def test_a_cancelled_meeting_is_not_ticked():
    meeting = furnished()
    Meeting.objects.update(state="cancelled")
    meeting.refresh_from_db()
    with pytest.raises(Refused, match="cancelled"):
        _tick(meeting)
    with pytest.raises(Refused, match="cancelled"):
        attendance.close(meeting, by=manager(), today=TODAY)


def test_closing_says_who_did_not_come_and_notes_who_did():
    meeting = furnished()
    one = guest(meeting, "Ama Okoro")
    guest(meeting, "Bo Lind")
    _tick(meeting, (one.key, True, None))
    assert attendance.close(meeting, by=manager(), today=TODAY) == 1
    assert attendance.close(meeting, by=manager(), today=TODAY) == 1
    assert _said() == [True, False]
    assert list(HistoryLine.objects.values_list("person", "kind", "happened_on")) == [
        (one.person_id, "attended", START)
    ]


def test_no_hour_is_kept():
    kinds = {
        field.get_internal_type()
        for field in Participant._meta.get_fields()
        if hasattr(field, "get_internal_type")
    }
    assert kinds & {"DateTimeField", "TimeField"} == set()


def test_page_ticks_without_a_script_and_keeps_the_search():
    meeting = furnished()
    one = guest(meeting)
    staff(meeting)
    browser = browser_of(manager())
    html = browser.get(f"{ROOT}?q=oko").content.decode()
    assert (f"{one.key}|yes|" in html, "0 of 2 are here" in html, html.count('name="tick"')) == (
        True,
        True,
        1,
    )
    answer = browser.post(ROOT, {"tick": f"{one.key}|yes|", "q": "oko"})
    assert (answer.status_code, answer["Location"], _said()) == (302, f"{ROOT}?q=oko", [True, None])
    browser.post(ROOT, {"tick": f"{one.key}|no|yes"})
    assert _said() == [False, None]
    late = browser.post(ROOT, {"tick": f"{one.key}|yes|"}, follow=True)
    assert "What they said stands" in late.content.decode()


@pytest.mark.parametrize("said", ["", "x|yes|", "x", f"{uuid.uuid4()}|perhaps|"])
def test_a_tick_that_says_nothing_ticks_nobody(said):
    furnished()
    answer = browser_of(manager()).post(ROOT, {"tick": said}, follow=True)
    assert "Nobody was ticked" in answer.content.decode()


def test_page_asks_as_often_for_three_as_for_one(django_assert_num_queries):
    meeting = furnished()
    guest(meeting)
    browser = browser_of(manager())
    with django_assert_num_queries(QUERIES):
        browser.get(ROOT)
    guest(meeting, "Bo Lind")
    guest(meeting, "Cy Ash")
    with django_assert_num_queries(QUERIES):
        browser.get(ROOT)


def test_the_page_that_a_phone_keeps_holds_no_name():
    meeting = furnished()
    guest(meeting)
    html = browser_of(manager()).get(f"{ROOT}phone/").content.decode()
    assert [words in html for words in ("Okoro", "Rivers", "project_manager")] == [False, False, False]


def test_a_phone_takes_names_and_aliases_and_nothing_else():
    meeting = furnished()
    needing(guest(meeting, "Ama Okoro", telephone="+44 1632 960 001"), diet=("vegan",))
    guest(meeting, "Heron", is_sealed=True)
    answer = browser_of(manager()).get(f"{ROOT}phone/list/")
    people = answer.json()["people"]
    assert [(sorted(one), one["label"], one["attended"]) for one in people] == [
        (["attended", "key", "label", "native"], "Heron", None),
        (["attended", "key", "label", "native"], "Ama Okoro", None),
    ]
    assert answer["Cache-Control"] == "no-store"


def _send(browser, body):
    return browser.post(f"{ROOT}phone/ticks/", body, content_type="application/json")


def test_ticks_of_a_phone_are_taken_once():
    meeting = furnished()
    one, other = guest(meeting, "Ama Okoro"), guest(meeting, "Bo Lind")
    browser = browser_of(manager())
    _tick(meeting, (other.key, True, None))
    _tick(meeting, (other.key, False, True))
    sent = json.dumps(
        {
            "ticks": [
                {"key": str(one.key), "attended": True, "was": None},
                {"key": str(other.key), "attended": True, "was": None},
            ]
        }
    )
    for _time in range(2):
        heard = _send(browser, sent).json()
        assert heard["kept"] == [str(other.key)]
        assert [row["attended"] for row in heard["people"]] == [False, True]
    assert RecordEntry.objects.filter(verb="ticked").count() == 3


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"ticks": 1}',
        '{"ticks": [1]}',
        '{"ticks": [{"key": "x", "attended": true, "was": null}]}',
    ],
)
def test_a_broken_list_ticks_nobody(body):
    meeting = furnished()
    guest(meeting)
    answer = _send(browser_of(manager()), body)
    assert (answer.status_code, "cannot be read" in answer.json()["sentence"], _said()) == (400, True, [None])


def test_a_phone_is_told_why_not():
    furnished()
    Meeting.objects.update(state="cancelled")
    answer = _send(browser_of(manager()), '{"ticks": []}')
    assert (answer.status_code, "cancelled" in answer.json()["sentence"]) == (409, True)


def test_the_script_of_a_phone_comes_from_its_own_page():
    furnished()
    answer = browser_of(manager()).get(f"{ROOT}phone/worker.js")
    assert (answer["Content-Type"], b"addEventListener" in answer.content) == (
        "text/javascript; charset=utf-8",
        True,
    )


def test_the_list_is_closed_from_the_page():
    meeting = furnished()
    guest(meeting)
    answer = browser_of(manager()).post(f"{ROOT}close/", follow=True)
    assert ("The list is complete: 0 people came." in answer.content.decode(), _said()) == (True, [False])


def test_somebody_at_the_door_is_found_by_the_name_in_their_own_script():
    meeting = furnished()
    guest(meeting, "Leyla Karimi", native="لیلا کریمی")
    guest(meeting, "Heron", is_sealed=True, native="قو")
    browser = browser_of(manager())
    root = "/desk/meetings/AB12/participation/logistics/check-in/"
    html = browser.get(root, {"q": "کریمی"}).content.decode()
    assert ("Leyla Karimi" in html, "Heron" in html) == (True, False)
    people = browser.get(f"{root}phone/list/").json()["people"]
    assert [(one["label"], one["native"]) for one in people] == [
        ("Heron", ""),
        ("Leyla Karimi", "لیلا کریمی"),
    ]
