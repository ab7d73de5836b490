"""The pages of regimes on the desk: what holds, what is missing, the buttons, and who may see and press them."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from underrose.access.roles import Role
from underrose.methods.disclosure.sentences import KINDS
from underrose.participation.models import Place
from underrose.programme.actions import regimes as actions
from underrose.programme.models import Announcement, Kind

from .planning import TODAY, a_guest, a_meeting, a_session, browser_of, colleague, planner, url
from .test_regimes import announce, asked, made_stricter, room_accepts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def page(client, name="regimes", *more) -> str:
    answer = client.get(url(name, *more))
    assert answer.status_code == 200
    return answer.content.decode()


def fields(html: str, address: str) -> dict[str, str]:
    """What the first form that leads to this address would send."""
    form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', html, re.DOTALL)
    assert form, address
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]))


def press(client, html: str, address: str) -> str:
    answer = client.post(address, fields(html, address), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_plenary_and_round_stands_with_its_regime_and_meals_do_not():
    meeting = a_meeting(regime="chatham_house_rule")
    a_session(meeting, "09:00-10:00", title="Opening <b>")
    a_session(meeting, "10:00-11:00", title="Rounds", kind=Kind.breakout, regime="private")
    a_session(meeting, "12:00-13:00", title="Lunch", kind=Kind.meal)
    a_session(meeting, "14:00-15:00", title="Gone", is_removed=True)
    words = page(planner())
    assert "Opening &lt;b&gt;" in words
    assert "Chatham House Rule" in words
    assert "Private and confidential" in words
    assert ("Lunch" in words, ">Gone<" in words) == (False, False)
    assert "Of 2 sessions, the regime of 0 was announced and accepted." in words
    assert "Announce the regimes of 2 sessions" in words


def test_rule_is_explained_cell_by_cell():
    session = a_session(a_meeting(regime="private"))
    client = planner()
    for words in (page(client), page(client, "regime", session.pk)):
        assert [kind for kind in KINDS.values() if kind.replace("'", "&#x27;") not in words] == []
        assert "only as the organiser&#x27;s cleared summary" in words
        assert "Nothing that is said here leaves this room." in words


def test_page_without_sessions_says_what_belongs_there():
    a_meeting()
    words = page(planner())
    assert "No session that needs a regime" in words
    assert "What may be said outside" in words
    assert "announce/" not in words


def test_one_press_announces_all_and_a_second_click_nothing_more():
    meeting = a_meeting()
    for hour in (9, 10, 11):
        a_session(meeting, f"{hour:02}:00-{hour:02}:45")
    client = planner()
    html, address = page(client), url("announce_regimes")
    assert "The regimes of 3 sessions are announced." in press(client, html, address)
    client.post(address, fields(html, address))
    assert Announcement.objects.count() == 3
    words = page(client)
    assert "Announced" in words
    assert "To be accepted: by every guest on their own page" in words
    assert address not in words


def test_page_that_was_overtaken_announces_nothing():
    meeting = a_meeting()
    session = a_session(meeting)
    client = planner()
    html = page(client)
    made_stricter(session, "private")
    assert "Nothing was announced." in press(client, html, url("announce_regimes"))
    assert not Announcement.objects.exists()


def test_room_accepts_and_has_not_after_all():
    meeting = a_meeting()
    session = a_session(meeting)
    announce(meeting, session)
    client, address = planner(), url("room_accepted", session.pk)
    words = press(client, page(client, "regime", session.pk), address)
    assert "It is noted that the room accepted." in words
    assert "by the room on Sunday 22 November 2026" in words
    words = press(client, words, address)
    assert "It is no longer noted that the room accepted." in words
    assert Announcement.objects.get().accepted_by_room_on is None


def test_announcement_is_taken_back_by_its_button():
    meeting = a_meeting()
    session = a_session(meeting)
    announce(meeting, session)
    client = planner()
    assert "is taken back" in press(client, page(client), url("take_back_regime", session.pk))
    assert not Announcement.objects.exists()


def test_stricter_regime_asks_to_be_announced_anew():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    announce(meeting, session)
    room_accepts(session)
    made_stricter(session, "private")
    client = planner()
    words = page(client, "regime", session.pk)
    assert "It was announced as “Chatham House Rule”. What holds now has to be announced anew." in words
    assert "by the room on" in words  # what was accepted then stands among what was announced
    press(client, words, url("announce_regimes"))
    assert Announcement.objects.filter(session=session).count() == 2


def test_session_marked_looser_than_the_meeting_says_which_rule_holds():
    session = a_session(a_meeting(regime="private"), regime="on_the_record")
    words = page(planner(), "regime", session.pk)
    assert "<h1>" in words
    assert "Private and confidential" in words
    assert "The session itself is marked “on the record”." in words


def test_announced_after_the_session_is_said_so():
    meeting = a_meeting(start_on=TODAY - dt.timedelta(days=9), end_on=TODAY - dt.timedelta(days=8))
    session = a_session(meeting, on=TODAY - dt.timedelta(days=9))
    announce(meeting, session)
    assert "Sunday 22 November 2026, after the session" in page(planner())


def test_who_has_not_accepted_is_named_as_the_desk_names_them():
    meeting = a_meeting()
    sessions = [a_session(meeting, f"{hour:02}:00-{hour:02}:45") for hour in (9, 10)]
    done, half = a_guest(meeting, "Ama Okoro"), a_guest(meeting, "Lea Moss")
    a_guest(meeting, "Rowan", is_sealed=True)
    a_guest(meeting, "Tom Reed", place=Place.withdrawn)
    announce(meeting, sessions[0])
    actions.accept(half, asked(half), today=TODAY)
    announce(meeting, sessions[1])
    actions.accept(done, asked(done), today=TODAY)
    words = page(planner(), "regimes_not_accepted")
    assert "2 of 3 guests have not accepted" in words
    assert [name in words for name in ("Ama Okoro", "Lea Moss", "Rowan", "Tom Reed")] == [
        False,
        True,
        True,
        False,
    ]
    assert "1 of 2 sessions" in words


def test_accepted_regime_says_that_notes_can_begin_and_by_whom():
    session = a_session(a_meeting())
    announce(session.day.meeting, session)
    told = "Notes can be taken in this session now. The programme director and the rapporteur begin them"
    assert told not in page(planner(), "regime", session.pk)
    room_accepts(session)
    assert told in page(planner(), "regime", session.pk)


def test_nobody_is_waited_for_where_the_room_accepted():
    meeting = a_meeting()
    sessions = [a_session(meeting, f"{hour:02}:00-{hour:02}:45") for hour in (9, 10)]
    a_guest(meeting, "Ama Okoro")
    announce(meeting, sessions[0])
    room_accepts(sessions[0])
    words = page(planner(), "regimes_not_accepted")
    assert "In 1 session the room accepted for everybody" in words
    assert "Nobody is waited for." in words
    assert ["Ama Okoro" in words, "1 of 1 guests" in words] == [False, False]
    announce(meeting, sessions[1])
    assert "1 of 1 guests has not accepted" in page(planner(), "regimes_not_accepted")


def test_names_of_those_who_have_not_accepted_are_for_those_who_plan():
    meeting = a_meeting()
    session = a_session(meeting)
    a_guest(meeting)
    announce(meeting, session)
    reader = browser_of(colleague(Role.RAPPORTEUR))
    words = page(reader)
    assert "<form method" not in words.partition("<main")[2].partition("</main>")[0]
    assert "Who has not accepted yet" not in words
    assert reader.get(url("regimes_not_accepted")).status_code == 404
    for name, more in (
        ("announce_regimes", ()),
        ("room_accepted", (session.pk,)),
        ("take_back_regime", (session.pk,)),
    ):
        assert reader.post(url(name, *more)).status_code == 404
    assert Announcement.objects.get().accepted_by_room_on is None


def test_session_of_another_meeting_or_a_meal_has_no_page():
    meeting = a_meeting()
    other = a_session(a_meeting("CD34"))
    meal = a_session(meeting, kind=Kind.meal)
    client = planner()
    for key in (other.pk, meal.pk):
        for name, more in (("regime", ()), ("regime_card", ()), ("opening_words", ("pdf",))):
            assert client.get(url(name, key, *more)).status_code == 404
        assert client.post(url("room_accepted", key)).status_code == 404
    assert client.post(url("announce_regimes"), {"sessions": "no key"}).status_code == 404


def test_pages_of_programme_and_session_say_how_it_stands_with_a_link():
    meeting = a_meeting()
    session = a_session(meeting)
    meal = a_session(meeting, "12:00-13:00", kind=Kind.meal)
    client = planner()
    words = page(client, "programme")
    assert "Of 1 session, the regime of 0 was announced and accepted." in words
    assert url("regimes") in words
    words = page(client, "session", session.pk)
    assert "Not announced" in words
    assert url("regime", session.pk) in words
    assert url("regime", meal.pk) not in page(client, "session", meal.pk)
    announce(meeting, session)
    room_accepts(session)
    assert "The regime of every session was announced and accepted." in page(client, "programme")


COSTS = {"regimes": 10, "regimes_not_accepted": 10, "regime": 11}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", sorted(COSTS))
def test_pages_ask_the_same_however_many(name, number):
    meeting = a_meeting()
    sessions = [a_session(meeting, f"{9 + at:02}:00-{9 + at:02}:45") for at in range(number)]
    guests = [a_guest(meeting, f"Guest Number{at}") for at in range(number + 1)]
    announce(meeting, *sessions)
    for one in guests[1:]:
        actions.accept(one, asked(one), today=TODAY)
    client, more = planner(), [sessions[0].pk] if name == "regime" else []
    client.get(url(name, *more))
    with CaptureQueriesContext(connection) as questions:
        client.get(url(name, *more))
    assert len(questions) == COSTS[name]


def test_page_of_one_session_calls_letter_a_paper():
    meeting = a_meeting(regime="chatham_house_rule")
    words = page(planner(), "regime", a_session(meeting).pk)
    assert ("PDF on Letter" in words, words.count("on Letter paper (North America)")) == (False, 2)
