"""Words about sessions and tasks are saved while one types, shown beside a colleague's, or kept on the device."""

import pytest

from underrose.programme.models import Assignment, Session

from .planning import a_guest, a_meeting, a_room, a_session, a_task, planner, url

pytestmark = pytest.mark.django_db
TYPING = {"X-Autosave": "1"}


def _session(row, **changed):
    sent = {"day": row.day.key, "kind": "plenary", "title": "Opening", "begins": "09:00", "ends": "10:30"}
    sent |= {"audience": "participants", "words": "", "public_title": "", "regime": "", "version": "1"}
    return sent | changed


def _task(**changed):
    sent = {"task": "chair", "participant": "", "name": "Not Settled", "briefing": "", "version": "1"}
    return sent | changed


def test_session_is_saved_while_somebody_types() -> None:
    row, browser = a_session(a_meeting()), planner()
    answer = browser.post(url("session", row.key), _session(row, words="So fa"), headers=TYPING)
    assert answer.json() == {"version": 2, "saved_at_words": "Saved"}
    answer = browser.post(
        url("session", row.key), _session(row, words="So far.", version="2"), headers=TYPING
    )
    assert answer.json()["version"] == 3
    assert Session.objects.get().words == "So far."


def test_second_writer_of_a_session_is_shown_every_field_of_the_first() -> None:
    meeting = a_meeting()
    row, room, browser = a_session(meeting), a_room(meeting), planner()
    lens = meeting.lenses.get()
    first = _session(row, words="Theirs", room=room.key, lenses=lens.key)
    browser.post(url("session", row.key), first, headers=TYPING)
    answer = browser.post(url("session", row.key), _session(row, words="Mine"), headers=TYPING)
    said = answer.json()
    assert (answer.status_code, said["version"], said["by"]) == (409, 2, "")
    assert said["text"] == {
        "day": str(row.day.key),
        "kind": "plenary",
        "title": "Opening",
        "begins": "09:00",
        "ends": "10:30",
        "room": str(room.key),
        "theme": "",
        "words": "Theirs",
        "audience": "participants",
        "public_title": "",
        "regime": "",
        "lenses": [str(lens.key)],
    }
    assert Session.objects.get().words == "Theirs"


def test_what_is_not_right_yet_stays_on_the_device() -> None:
    row, browser = a_session(a_meeting()), planner()
    address = url("session", row.key)
    assert browser.post(address, _session(row, ends="08:00"), headers=TYPING).status_code == 422
    answer = browser.post(address, _session(row, regime="on_the_record"), headers=TYPING)
    assert (answer.status_code, "lets out more" in answer.json()["sentence"]) == (422, True)
    assert Session.objects.get().revision == 1


def test_what_is_not_added_yet_stays_on_the_device() -> None:
    row, browser = a_session(a_meeting()), planner()
    answer = browser.post(url("add_session"), _session(row, title="New"), headers=TYPING)
    assert (answer.status_code, Session.objects.count()) == (422, 1)
    answer = browser.post(url("add_assignment", row.key), _task(), headers=TYPING)
    assert (answer.status_code, Assignment.objects.count()) == (422, 0)


def test_pages_that_add_something_promise_no_more_than_to_keep_words() -> None:
    row, browser = a_session(a_meeting()), planner()
    page = browser.get(url("add_session")).content.decode()
    assert 'data-refused="Kept on this device until you add it."' in page
    page = browser.get(url("add_assignment", row.key)).content.decode()
    assert 'data-refused="Kept on this device until you give the task."' in page
    page = browser.get(url("session", row.key)).content.decode()
    assert 'data-refused="Not saved. Your words are kept on this device."' in page


def test_task_is_saved_while_somebody_types_and_shown_to_the_second() -> None:
    meeting = a_meeting()
    guest, browser = a_guest(meeting), planner()
    row = a_task(a_session(meeting), guest)
    address, sent = url("assignment", row.key), {"participant": guest.key, "name": ""}
    first = _task(**sent, briefing="Be brief.", is_confirmed="on")
    assert browser.post(address, first, headers=TYPING).json()["version"] == 2
    answer = browser.post(address, _task(**sent, briefing="Mine"), headers=TYPING)
    assert (answer.status_code, answer.json()["text"]) == (
        409,
        {
            "task": "chair",
            "participant": str(guest.key),
            "name": "",
            "group": "",
            "is_confirmed": ["on"],
            "is_public": [],
            "briefing": "Be brief.",
        },
    )
    assert Assignment.objects.get().briefing == "Be brief."


def test_half_a_name_is_nobodys() -> None:
    meeting = a_meeting()
    row, guest, browser = a_task(a_session(meeting), "Not Settled"), a_guest(meeting), planner()
    address = url("assignment", row.key)
    assert browser.post(address, _task(name="Not Set"), headers=TYPING).status_code == 422
    another = _task(name="", participant=guest.key)
    assert browser.post(address, another, headers=TYPING).status_code == 422
    assert browser.post(address, _task(briefing="Be brief."), headers=TYPING).status_code == 200
    assert browser.post(address, _task(briefing="Late.", task="chairs"), headers=TYPING).status_code == 422
    found = Assignment.objects.get()
    assert (found.key, found.name, found.briefing) == (row.key, "Not Settled", "Be brief.")
