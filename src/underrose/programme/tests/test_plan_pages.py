"""Pages of the draft: who gets in, what stands there, what comes of a form, and what they cost."""

import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from underrose.access.holders import holder_of
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.programme.models import (
    PLANNING,
    READING,
    Day,
    Kind,
    Session,
    Task,
)

from .planning import (
    END,
    START,
    a_day,
    a_guest,
    a_meeting,
    a_room,
    a_session,
    a_task,
    browser_of,
    colleague,
    not_there,
    planner,
    url,
)

pytestmark = pytest.mark.django_db
TO_READ = ["programme", "briefing"]
TO_PLAN = [
    "add_day",
    "day",
    "add_session",
    "session",
    "rooms",
    "add_room",
    "room",
    "add_assignment",
    "assignment",
    "availability",
    "availability_of",
    "skeleton",
    "copy_programme",
]


@pytest.fixture
def addresses():
    """A meeting with one of each, and the address of every page that is read."""
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    row, room = a_task(session, guest), a_room(meeting)
    keys = {"day": session.day_id, "session": session.key, "room": room.key, "add_assignment": session.key}
    keys |= {"assignment": row.key, "briefing": row.key, "availability_of": guest.key}
    return {name: url(name, *([keys[name]] if name in keys else [])) for name in (*TO_READ, *TO_PLAN)}


@pytest.mark.parametrize("name", [*TO_READ, *TO_PLAN])
def test_pages_open_to_those_whose_work_they_are(addresses, name):
    let_in = READING if name in TO_READ else PLANNING
    for role in Role:
        answer = browser_of(colleague(role)).get(addresses[name])
        assert answer.status_code == (200 if role in let_in else 404), role


@pytest.mark.parametrize("name", [*TO_READ, *TO_PLAN])
def test_pages_do_not_exist_for_a_stranger(addresses, name):
    account = Account.objects.create(name="Stranger", email="stranger@house.example")
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code="ZZ99")
    assert browser_of(holder_of(account)).get(addresses[name]).status_code == 404


def test_readers_see_no_act_they_may_not_do(addresses):
    html = browser_of(colleague(Role.RAPPORTEUR)).get(addresses["programme"]).content.decode()
    assert "Ama Okoro" in html
    for words in ("Add a session", "Move “Opening”", "Who is there when"):
        assert words not in html


def test_programme_begins_with_two_ways():
    a_meeting()
    html = planner().get(url("programme")).content.decode()
    assert "No programme yet" in html
    assert url("skeleton") in html
    assert url("copy_programme") in html


def _many(number):
    meeting = a_meeting()
    for place in range(number):
        on = START + dt.timedelta(days=place)
        room = a_room(meeting, f"Hall {place}", capacity=9)
        session = a_session(meeting, title=f"Session {place}", on=on, room=room, theme=meeting.themes.first())
        session.lenses.set(meeting.lenses.all())
        guest = a_guest(meeting, f"Guest {place}", body=f"House {place}")
        a_task(session, guest, briefing="Be brief.")
        a_task(session, f"Free {place}", Task.speaker)
        not_there(guest, session.day, arrives=dt.time(8))
    return meeting


COSTS = {"programme": 22, "rooms": 8, "availability": 9, "programme_export": 10}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", sorted(COSTS))
def test_lists_cost_the_same_for_one_and_for_three(name, number):
    _many(number)
    browser = planner()
    more = ["csv"] if name == "programme_export" else []
    browser.get(url(name, *more))
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(url(name, *more))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert len(asked) == COSTS[name]
    assert body.decode().count("Hall ") >= number or name == "availability"


def test_programme_shows_hours_people_and_what_cannot_work():
    meeting = a_meeting()
    opening = a_session(meeting, room=a_room(meeting, capacity=1), regime="private")
    a_task(opening, a_guest(meeting, "Willow", is_sealed=True), is_confirmed=True)
    a_task(opening, a_guest(meeting, "Lea Moss"), Task.speaker)
    a_session(meeting, "10:30-11:00", title="Gone", is_removed=True)
    html = planner().get(url("programme")).content.decode()
    assert '<time datetime="09:00">09:00</time>–<time datetime="10:30">10:30</time>' in html
    assert "1 day, 1 session. One thing cannot work as it stands." in html
    assert html.count("Great Hall has one seat, and 2 are confirmed for “Opening”.") == 2
    assert html.count("not agreed yet") == 1
    assert "private and confidential" in html
    assert url("put_back_session", Session.objects.get(title="Gone").key) in html


def test_skeleton_is_shown_first_and_written_once():
    a_meeting()
    browser = planner()
    html = browser.get(url("skeleton")).content.decode()
    assert "Opening plenary" in html
    assert re.findall(r"Breakout groups (\d)", html) == ["1", "2", "3", "4"]
    assert not Day.objects.exists()
    for _twice in range(2):
        assert browser.post(url("skeleton"), {"once": "one"}).status_code == 302
    assert (Day.objects.count(), Session.objects.count()) == (3, 20)
    assert "20 sessions are laid out." in browser.get(url("programme")).content.decode()
    assert "There is nothing to lay out" in browser.get(url("skeleton")).content.decode()


def test_skeleton_without_dates_says_what_to_do():
    a_meeting(start_on=None, end_on=None)
    html = planner().get(url("skeleton")).content.decode()
    assert "The meeting has no dates yet." in html
    assert url("particulars") in html


def test_earlier_edition_is_shown_before_it_is_copied():
    meeting, other = a_meeting(), a_meeting("OLD1", start_on=END)
    a_session(other, title="Of old", on=END)
    by = colleague()
    html = browser_of(by).get(url("copy_programme")).content.decode()
    assert "No other meeting that you may read has a programme." in html
    refused = browser_of(by).post(url("copy_programme"), {"earlier": "OLD1", "once": "0"})
    assert (refused.status_code, Session.objects.of(meeting).exists()) == (200, False)
    Grant.objects.create(account=by.account, role=Role.RAPPORTEUR, meeting_code="OLD1")
    browser = browser_of(by)
    assert "Of old" in browser.get(url("copy_programme") + "?earlier=OLD1").content.decode()
    assert not Session.objects.of(meeting).exists()
    browser.post(url("copy_programme"), {"earlier": "OLD1", "once": "1"})
    assert [str(row.day.on) for row in Session.objects.of(meeting)] == [str(START)]


def test_day_is_added_changed_removed_and_put_back():
    a_meeting()
    browser = planner()
    assert 'value="2027-03-03"' in browser.get(url("add_day")).content.decode()
    browser.post(url("add_day"), {"on": "2027-03-03", "title": "Rivers", "once": "1"})
    day = Day.objects.get()
    again = browser.post(url("add_day"), {"on": "2027-03-03", "title": "", "once": "2"})
    assert "is in the programme already" in again.content.decode()
    browser.post(url("day", day.key), {"on": "2027-03-04", "title": "Rivers", "once": "3"})
    browser.post(url("remove_day", day.key))
    assert not Day.objects.exists()
    assert "Put it back" in browser.get(url("programme")).content.decode()
    browser.post(url("put_back_in_programme"))
    assert list(Day.objects.values_list("on", "title")) == [(dt.date(2027, 3, 4), "Rivers")]
    browser.post(url("put_back_in_programme"))
    assert Day.objects.count() == 1


def test_second_editor_of_a_day_overwrites_nothing():
    day = a_day(a_meeting(), title="Rivers")
    browser, address = planner(), url("day", day.key)
    sent = {"on": "2027-03-03", "read": "2027-03-03 Rivers"}
    browser.post(address, {**sent, "title": "Theirs", "once": "1"})
    html = browser.post(address, {**sent, "title": "Mine", "once": "2"}).content.decode()
    assert "A colleague saved this day in the meantime: Wednesday 3 March 2027 · Theirs." in html
    assert 'value="Mine"' in html
    assert Day.objects.get().title == "Theirs"
    assert 'name="read" value="2027-03-03 Theirs"' in html
    browser.post(address, {**sent, "read": "2027-03-03 Theirs", "title": "Mine", "once": "3"})
    assert Day.objects.get().title == "Mine"


def _sent(day, **changed):
    sent = {"day": day.key, "kind": "plenary", "title": "Opening", "begins": "09:00", "ends": "10:00"}
    sent |= {"audience": "participants", "words": "", "public_title": "", "regime": "", "version": "0"}
    return sent | changed


def test_session_is_added_where_the_day_ends():
    meeting = a_meeting()
    browser = planner()
    assert browser.get(url("add_session")).status_code == 302
    session = a_session(meeting, "09:00-10:30")
    html = browser.get(url("add_session") + f"?day={session.day_id}").content.decode()
    assert 'value="10:30"' in html
    assert 'value="11:30"' in html
    lens = meeting.lenses.get()
    sent = _sent(session.day, begins="10:30", ends="11:30", title="Next", lenses=lens.key, once="1")
    for _twice in range(2):
        answer = browser.post(url("add_session"), sent)
    row = Session.objects.get(title="Next")
    assert answer.url == url("programme") + f"#session-{row.key}"
    assert list(row.lenses.all()) == [lens]


def test_session_form_names_what_is_wrong():
    day = a_day(a_meeting())
    browser = planner()
    html = browser.post(url("add_session"), _sent(day, ends="08:00", once="1")).content.decode()
    assert "It ends before it begins." in html
    html = browser.post(url("add_session"), _sent(day, regime="on_the_record", once="2")).content.decode()
    assert "lets out more than “off the record, non-attributable”" in html
    assert not Session.objects.exists()
    browser.post(url("add_session"), _sent(day, regime="on_the_record", all_agree="on", once="3"))
    assert Session.objects.get().regime == "on_the_record"


def test_second_editor_reads_what_the_first_saved_and_keeps_every_word():
    session = a_session(a_meeting())
    browser = planner()
    browser.post(url("session", session.key), _sent(session.day, version="1", title="First", once="1"))
    late = browser.post(url("session", session.key), _sent(session.day, version="1", title="Mine", once="2"))
    html = late.content.decode()
    assert late.status_code == 409
    assert "What your colleague saved" in html
    assert "First" in html
    assert 'value="Mine"' in html
    assert 'name="version" value="2"' in html
    assert Session.objects.get().title == "First"
    browser.post(url("session", session.key), _sent(session.day, version="2", title="Mine", once="3"))
    assert Session.objects.get().title == "Mine"


def test_session_of_another_meeting_cannot_be_reached_or_borrowed_from():
    a_meeting()
    other = a_session(a_meeting("ZZ99"))
    browser = planner()
    for name in ("move_session", "remove_session", "put_back_session"):
        assert browser.post(url(name, other.key)).status_code == 404
    html = browser.post(url("add_session"), _sent(other.day, once="1"), follow=True).content.decode()
    assert "Add a day first" in html


def test_buttons_move_remove_and_put_back():
    meeting = a_meeting()
    first, second = a_session(meeting, title="A"), a_session(meeting, "11:00-12:00", title="B")
    browser = planner()
    html = browser.get(url("programme")).content.decode()
    assert html.count('value="earlier"') == html.count('value="later"') == 1
    assert 'value="day_after"' not in html
    asked = browser.post(url("move_session", second.key), {"where": "later", "once": "0"})
    assert asked.url == url("programme") + f"#move-{second.key}"
    assert f'<summary id="move-{second.key}"' in html
    told = browser.post(url("move_session", second.key), {"where": "earlier", "once": "1"}, follow=True)
    assert "“B” is now on Wednesday 3 March 2027, 09:00 to 10:00." in told.content.decode()
    told = browser.post(url("move_session", second.key), {"where": "earlier", "once": "2"}, follow=True)
    assert "It stands there already." in told.content.decode()
    told = browser.post(url("move_session", second.key), {"where": "up", "once": "3"}, follow=True)
    assert "Say where the session goes." in told.content.decode()
    told = browser.post(url("remove_session", first.key), follow=True).content.decode()
    assert "“A” is removed. You can put it back below." in told
    browser.post(url("put_back_in_programme"))
    assert not Session.objects.filter(is_removed=True).exists()
    browser.post(url("remove_session", first.key))
    browser.post(url("put_back_session", first.key))
    assert not Session.objects.filter(is_removed=True).exists()


def test_a_session_is_found_by_what_is_said_of_it():
    meeting = a_meeting()
    hall = a_room(meeting)
    found = a_session(meeting, title="Opening", room=hall)
    a_task(found, a_guest(meeting))
    browser = planner()
    assert 'type="search"' not in browser.get(url("programme")).content.decode()
    for number in range(11):
        a_session(meeting, "14:00-15:00", title=f"Talk {number}", on=END)
    html = browser.get(url("programme")).content.decode()
    assert 'type="search"' in html
    assert "Talk 10" in html
    for words in ("opening", "great hall", "OKORO chair", "Ópening"):
        html = browser.get(url("programme"), {"q": words}).content.decode()
        assert ("1 of 12 sessions" in html, "Talk 1" in html.split('id="remarks"')[0]) == (True, False), words
    assert "0 of 12 sessions" in browser.get(url("programme"), {"q": "nothing"}).content.decode()


def test_draft_leaves_as_a_table_with_typed_days():
    meeting = a_meeting()
    session = a_session(meeting, room=a_room(meeting), kind=Kind.breakout)
    a_task(session, a_guest(meeting, "Willow", is_sealed=True), is_confirmed=True)
    a_task(session, "Not Settled", Task.speaker)
    answer = planner().get(url("programme_export", "xlsx"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))
    heads, row = book.get_sheet_by_index(0).to_python()
    told = dict(zip(heads, row, strict=True))
    assert told["Date"] == START
    assert [told[name] for name in ("Begins", "Ends", "Kind", "Title", "Room", "Chair", "Speaker")] == [
        "09:00",
        "10:30",
        "Breakout round",
        "Opening",
        "Great Hall",
        "Willow",
        "Not Settled (not agreed yet)",
    ]


def test_desk_says_where_the_programme_stands():
    meeting = a_meeting()
    browser = planner()
    assert "not begun" in browser.get(url("desk_meeting")).content.decode()
    a_task(a_session(meeting, room=a_room(meeting, capacity=0)), a_guest(meeting))
    html = browser.get(url("desk_meeting")).content.decode()
    assert "1 session" in html
    assert "One thing in the programme cannot work as it stands." in html
    assert (
        url("programme") in browser_of(colleague(Role.RAPPORTEUR)).get(url("desk_meeting")).content.decode()
    )
    partner = browser_of(colleague(Role.PARTNER)).get(url("desk_meeting")).content.decode()
    assert url("programme") not in partner
