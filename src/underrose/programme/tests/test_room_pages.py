"""Pages of rooms: written, removed and put back, and given to all sessions of a kind."""

import pytest

from underrose.kit.refusals import Refused
from underrose.programme.actions import rooms as actions
from underrose.programme.models import Kind, Room, Session
from underrose.programme.rules import days as rules

from .planning import TODAY, a_meeting, a_room, a_session, colleague, planner, url

pytestmark = pytest.mark.django_db


def test_room_is_added_changed_removed_and_put_back():
    a_meeting()
    browser = planner()
    assert "No room yet" in browser.get(url("rooms")).content.decode()
    sent = {"name": "Great Hall", "capacity": "60", "access": "Lift", "once": "1"}
    browser.post(url("add_room"), sent)
    again = browser.post(url("add_room"), {**sent, "once": "2"}).content.decode()
    assert "There is a room “Great Hall” already." in again
    room = Room.objects.get()
    browser.post(url("room", room.key), {**sent, "capacity": "", "once": "3"})
    assert "not counted" in browser.get(url("rooms")).content.decode()
    browser.post(url("remove_room", room.key))
    assert "“Great Hall” is removed." in browser.get(url("rooms")).content.decode()
    assert browser.post(url("put_back_in_programme")).url == url("rooms")
    assert list(Room.objects.values_list("name", "access")) == [("Great Hall", "Lift")]


def test_second_editor_of_a_room_overwrites_nothing_unread():
    room = a_room(a_meeting(), capacity=60)
    browser, address = planner(), url("room", room.key)
    page = browser.get(address).content.decode()
    assert f'name="read" value="{rules.room_as_read(room)}"' in page
    sent = {"name": room.name, "access": "", "read": rules.room_as_read(room)}
    browser.post(address, {**sent, "capacity": "55", "once": "1"})
    refused = browser.post(
        address, {**sent, "capacity": "60", "access": "Lift", "once": "2"}
    ).content.decode()
    assert f"A colleague saved this room in the meantime: {room.name} · 55 seats." in refused
    room.refresh_from_db()
    assert (room.capacity, room.access, 'value="Lift"' in refused) == (55, "", True)
    read = rules.room_as_read(room)
    browser.post(address, {**sent, "capacity": "60", "access": "Lift", "read": read, "once": "3"})
    room.refresh_from_db()
    assert (room.capacity, room.access) == (60, "Lift")


def test_one_room_is_given_to_all_sessions_of_a_kind_and_taken_back():
    meeting = a_meeting()
    hall = a_room(meeting, capacity=60)
    browser = planner()
    assert "Sessions without a room" not in browser.get(url("rooms")).content.decode()
    first, second = a_session(meeting, title="A"), a_session(meeting, "11:00-12:00", title="B")
    meal = a_session(meeting, "12:00-13:00", title="Lunch", kind=Kind.meal)
    housed = a_session(meeting, "14:00-15:00", title="C", room=a_room(meeting, "Library"))
    a_session(meeting, "15:00-16:00", title="Gone", is_removed=True)
    assert "Plenary (2)" in browser.get(url("rooms")).content.decode()
    sent = {"room": hall.key, "kind": "plenary", "once": "1"}
    told = browser.post(url("rooms"), sent, follow=True).content.decode()
    assert "The room is given." in told
    assert "Sessions were given “Great Hall”." in told
    rooms = lambda: {row.title: str(row.room or "") for row in Session.objects.select_related("room")}  # noqa: E731
    assert rooms() == {"A": "Great Hall", "B": "Great Hall", "C": "Library", "Lunch": "", "Gone": ""}
    again = browser.post(url("rooms"), {**sent, "once": "2"})
    assert (again.status_code, "without a room" in again.content.decode()) == (200, True)
    Session.objects.filter(key=second.key).update(room=housed.room)
    assert browser.post(url("put_back_in_programme")).url == url("rooms")
    assert rooms() == {"A": "", "B": "Library", "C": "Library", "Lunch": "", "Gone": ""}
    assert Session.objects.get(key=first.key).revision == 3
    assert Session.objects.get(key=meal.key).revision == 1


def test_a_room_is_given_once():
    meeting = a_meeting()
    hall = a_room(meeting)
    a_session(meeting)
    actions.give(hall, Kind.plenary, by=colleague(), today=TODAY)
    late = planner().post(url("rooms"), {"room": hall.key, "kind": "plenary", "once": "1"}).content.decode()
    assert "Every session of this kind has a room already. Nothing was changed." in late
    with pytest.raises(Refused, match="Every session of this kind has a room already"):
        actions.give(hall, Kind.plenary, by=colleague(), today=TODAY)


def test_rooms_that_were_given_are_taken_back_until_something_else_is_saved():
    meeting = a_meeting()
    hall = a_room(meeting)
    a_session(meeting, title="A")
    browser = planner()
    browser.post(url("rooms"), {"room": hall.key, "kind": "plenary", "once": "1"})
    for _twice in range(2):
        assert "Sessions were given “Great Hall”." in browser.get(url("programme")).content.decode()
    browser.post(url("add_room"), {"name": "Library", "capacity": "", "access": "", "once": "2"})
    assert "Sessions were given" not in browser.get(url("rooms")).content.decode()
    browser.post(url("put_back_in_programme"))
    assert Session.objects.get().room == hall
