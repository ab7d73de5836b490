"""Pages of those who have a task: given, agreed to, taken away, with the sheet they take along and when they are there."""

import pytest

from underrose.programme.models import Assignment, Availability, Session, Task

from .planning import END, a_day, a_guest, a_meeting, a_room, a_session, a_task, planner, url

pytestmark = pytest.mark.django_db


def _task(**changed):
    sent = {"task": "chair", "participant": "", "name": "", "briefing": "", "version": "0"}
    return sent | changed


def test_task_is_given_agreed_to_taken_away_and_put_back():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    browser = planner()
    sent = _task(participant=guest.key, briefing="Be brief.", once="1")
    for _twice in range(2):
        assert browser.post(url("add_assignment", session.key), sent).url == url("session", session.key)
    row = Assignment.objects.get()
    assert (row.participant_id, row.briefing, row.name) == (guest.key, "Be brief.", None)
    html = browser.get(url("session", session.key)).content.decode()
    assert "Not agreed yet" in html
    browser.post(url("confirm_assignment", row.key), {"agreed": "yes", "once": "2"})
    assert Assignment.objects.get().is_confirmed
    browser.post(url("remove_assignment", row.key))
    assert "“Chair” is removed." in browser.get(url("session", session.key)).content.decode()
    stored = str(dict(browser.session))
    assert "Ama Okoro" not in stored
    assert "Be brief." not in stored
    browser.post(url("put_back_in_programme"))
    assert Assignment.objects.get().briefing == "Be brief."


def test_task_is_for_somebody_in_the_room_or_for_a_name():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    stranger = a_guest(a_meeting("ZZ99"), "Lea Moss")
    address = url("add_assignment", session.key)
    browser = planner()
    assert "or write a name." in browser.post(address, _task(once="1")).content.decode()
    both = _task(participant=guest.key, name="N", once="2")
    assert "one of the two" in browser.post(address, both).content.decode()
    assert browser.post(address, _task(participant=stranger.key, once="3")).status_code == 200
    assert not Assignment.objects.exists()
    browser.post(address, _task(name="Not Settled", once="4"))
    assert Assignment.objects.get().name == "Not Settled"


def test_one_name_has_one_task_once_in_a_session():
    meeting = a_meeting()
    session, address = a_session(meeting), url("add_assignment", a_session(meeting, title="B").key)
    a_task(session, "Not Settled")
    browser = planner()
    browser.post(address, _task(name="Not Settled", once="1"))
    refused = browser.post(address, _task(name="not  settled", briefing="Be brief.", once="2"))
    assert "Not Settled has this task in this session already." in refused.content.decode()
    assert "Be brief." in refused.content.decode()
    assert Assignment.objects.count() == 2
    browser.post(address, _task(name="Not Settled", task="speaker", once="3"))
    row = Assignment.objects.get(task="speaker")
    browser.post(url("assignment", row.key), _task(name="Not Settled", version=row.revision, once="4"))
    assert Assignment.objects.get(key=row.key).task == "speaker"
    mine = Assignment.objects.get(session__title="B", task="chair")
    sent = _task(name="Not Settled", briefing="Be brief.", version=mine.revision, once="5")
    browser.post(url("assignment", mine.key), sent)
    assert Assignment.objects.get(key=mine.key).briefing == "Be brief."


def test_words_about_a_task_that_is_gone_are_kept():
    row = a_task(a_session(a_meeting()), "Not Settled")
    browser, address = planner(), url("assignment", row.key)
    assert f'name="session" value="{row.session_id}"' in browser.get(address).content.decode()
    browser.post(url("remove_assignment", row.key))
    sent = _task(name="Not Settled", briefing="Be brief.", session=row.session_id, version="1", once="1")
    assert browser.post(address, sent, headers={"X-Autosave": "1"}).status_code == 422
    html = browser.post(address, sent).content.decode()
    assert "A colleague took this task away or gave it to somebody else in the meantime." in html
    assert "Be brief." in html
    assert 'name="version" value="0"' in html
    assert not Assignment.objects.exists()
    again = browser.post(address, {**sent, "version": "0", "once": "2"})
    assert again.url == url("session", row.session_id)
    assert Assignment.objects.get().briefing == "Be brief."
    for session in ("", "nonsense"):
        assert browser.post(url("assignment", row.key), {**sent, "session": session}).status_code == 404
    assert browser.get(address).status_code == 404


def test_second_editor_of_a_task_keeps_every_word():
    row = a_task(a_session(a_meeting()), "Not Settled")
    browser = planner()
    browser.post(url("assignment", row.key), _task(name="First", version="1", once="1"))
    html = browser.post(
        url("assignment", row.key), _task(name="Mine", version="1", once="2")
    ).content.decode()
    assert "saved this in the meantime" in html
    assert 'value="Mine"' in html
    assert Assignment.objects.get().name == "First"


def test_briefing_says_what_one_needs_to_know():
    meeting = a_meeting()
    session = a_session(meeting, room=a_room(meeting, access="Lift"), words="On *rivers*.")
    row = a_task(session, a_guest(meeting), briefing="Open in **five** minutes.")
    a_task(session, a_guest(meeting, "Willow", is_sealed=True), Task.rapporteur)
    html = planner().get(url("briefing", row.key)).content.decode()
    for words in ("Chair: Opening", "Great Hall, Lift", "<strong>five</strong>", "<em>rivers</em>", "Willow"):
        assert words in html
    for suffix, head in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = planner().get(url("briefing_paper", row.key, suffix))
        assert answer.content.startswith(head)
        assert "Ama" not in answer["Content-Disposition"]
    assert planner().get(url("briefing_paper", row.key, "odt")).status_code == 404
    Session.objects.update(is_removed=True)
    assert planner().get(url("briefing", row.key)).status_code == 404


def test_hours_of_a_guest_are_said_and_shown():
    meeting = a_meeting()
    assert "Nobody is in the room yet" in planner().get(url("availability")).content.decode()
    guest, day, last = a_guest(meeting), a_day(meeting), a_day(meeting, END)
    browser = planner()
    sent = {f"arrives_{day.key}": "14:00", f"absent_{last.key}": "on", "once": "1"}
    browser.post(url("availability_of", guest.key), sent)
    assert Availability.objects.count() == 2
    html = browser.get(url("availability")).content.decode()
    assert "from 14:00" in html
    assert "not there" in html
    wrong = {f"arrives_{day.key}": "14:00", f"leaves_{day.key}": "12:00", "once": "2"}
    html = browser.post(url("availability_of", guest.key), wrong).content.decode()
    assert "Somebody who leaves before arriving is not there." in html
