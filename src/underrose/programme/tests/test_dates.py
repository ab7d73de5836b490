"""When the meeting moves: the days of the draft are said to stay behind, follow in one act, and go back."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.actions import meetings, publishing
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting, State
from underrose.kit.refusals import Refused
from underrose.programme import dates, outline, overview, versions
from underrose.programme.actions import days, skeleton
from underrose.programme.models import Assignment, Availability, Day, Session

from .planning import (
    END,
    START,
    TODAY,
    a_day,
    a_guest,
    a_meeting,
    a_session,
    a_task,
    browser_of,
    colleague,
    not_there,
    planner,
    url,
)
from .releasing import announced, release

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)
ONE = dt.timedelta(days=1)


def _by():
    return {"by": colleague(), "today": TODAY}


def _laid_out(**particulars):
    meeting = a_meeting(**particulars)
    skeleton.draw_skeleton(meeting, **_by())
    return meeting


def _moved(meeting, start=START + WEEK, end=END + WEEK):
    Meeting.objects.filter(key=meeting.key).update(start_on=start, end_on=end)
    meeting.refresh_from_db()
    return meeting


def _shift(meeting, first=None):
    return dates.of(outline.of(meeting), first)


def _follow(meeting, first=None):
    return days.follow(meeting, basis=_shift(meeting, first).basis, first=first, **_by())


def _dates(meeting):
    return list(Day.objects.filter(meeting=meeting).values_list("on", flat=True))


def _last_verb():
    entry = RecordEntry.objects.order_by("-position").first()
    return entry.verb, entry.noun


def test_days_on_the_dates_are_nothing_to_talk_about():
    shift = _shift(_laid_out())
    assert (shift.is_due, shift.moving, shift.outside, shift.empty) == (False, (), (), ())


def test_days_follow_the_meeting_with_all_that_stands_on_them():
    meeting = _laid_out()
    session = Session.objects.of(meeting).first()
    task = a_task(session, a_guest(meeting))
    _moved(meeting)
    shift = _shift(meeting)
    assert (shift.is_due, shift.later, dates.act(shift)) == (True, 7, "Move all days 7 days later")
    before = list(Session.objects.values_list("key", "begins", "ends", "day"))
    _follow(meeting)
    assert _dates(meeting) == [START + WEEK, START + WEEK + ONE, END + WEEK]
    assert list(Session.objects.values_list("key", "begins", "ends", "day")) == before
    assert Assignment.objects.get().key == task.key
    assert _last_verb() == ("moved", "programme")
    assert not _shift(meeting).is_due


def test_days_go_back_where_they_stood():
    meeting = _moved(_laid_out(), START - ONE, END - ONE)
    assert dates.act(_shift(meeting)) == "Move all days one day earlier"
    kept = _follow(meeting)
    assert _dates(meeting) == [START - ONE, START, START + ONE]
    days.take_back(meeting, kept, **_by())
    assert _dates(meeting) == [START, START + ONE, END]
    assert _shift(meeting).is_due
    assert _last_verb() == ("moved back", "programme")


def test_what_no_longer_fits_is_said_and_stays():
    meeting = _moved(_laid_out(), START + WEEK, START + WEEK + ONE)
    number = Session.objects.of(meeting).count()
    said = dates.follows(_shift(meeting), 0)
    assert (
        "Friday 12 March 2027 would be outside the dates of the meeting, with 4 sessions. "
        "They stay until you move or remove them."
    ) in said
    _follow(meeting)
    assert (_dates(meeting)[-1], Session.objects.of(meeting).count()) == (END + WEEK, number)


def test_dates_without_a_day_are_said():
    meeting = _moved(_laid_out(), START + WEEK, END + WEEK + ONE)
    assert _shift(meeting).empty == (END + WEEK + ONE,)
    assert "No day of the programme would stand on: Saturday 13 March 2027." in dates.follows(
        _shift(meeting), 1
    )


def test_of_a_very_long_meeting_no_empty_dates_are_told():
    meeting = _moved(_laid_out(), START + WEEK, START + dt.timedelta(days=200))
    assert _shift(meeting).empty == ()


def test_a_day_on_the_eve_follows_too():
    meeting = _laid_out()
    days.add(meeting, on=START - ONE, title="Arrival", **_by())
    _moved(meeting)
    _follow(meeting)
    assert _dates(meeting)[0] == START - ONE + WEEK


def test_days_placed_after_the_move_stay():
    meeting = _laid_out()
    first = Day.objects.get(meeting=meeting, on=START)
    _moved(meeting)
    days.write(first, on=START + WEEK, title="", **_by())
    shift = _shift(meeting)
    assert [day.on for day in shift.moving] == [START + ONE, END]
    assert dates.act(shift) == "Move 2 days to the new dates"
    _follow(meeting)
    assert _dates(meeting) == [START + WEEK, START + WEEK + ONE, END + WEEK]


def test_a_new_name_alone_places_nothing_anew():
    meeting = _laid_out()
    first = Day.objects.get(meeting=meeting, on=START)
    _moved(meeting)
    days.write(first, on=START, title="Rivers", **_by())
    assert len(_shift(meeting).moving) == 3


def test_two_days_never_share_a_date():
    meeting = _moved(_laid_out())
    days.add(meeting, on=START + WEEK, title="", **_by())
    with pytest.raises(
        Refused, match="Two days of the programme would stand on one date: Wednesday 10 March"
    ):
        _follow(meeting)
    assert _dates(meeting) == [START, START + ONE, END, START + WEEK]


def test_days_change_places_with_one_another():
    meeting = _laid_out()
    rows = {day.on: day for day in Day.objects.filter(meeting=meeting)}
    Day.objects.filter(key=rows[START].key).update(counted_from=START - ONE)
    Day.objects.filter(key=rows[START + ONE].key).update(counted_from=START + ONE)
    _follow(meeting)
    assert Day.objects.get(on=START + ONE).key == rows[START].key
    assert Day.objects.get(on=START).key == rows[START + ONE].key


def test_days_of_which_nothing_is_known_follow_if_none_is_on_a_date_of_the_meeting():
    meeting = a_meeting()
    a_session(meeting, day=a_day(meeting, START))
    a_day(meeting, START + ONE)
    assert not _shift(meeting).is_due
    assert not _shift(_moved(meeting, START + ONE, END)).is_due
    assert _shift(_moved(meeting)).later == 7


def test_a_draft_from_before_there_were_dates_follows_them():
    meeting = a_meeting(start_on=None, end_on=None)
    days.add(meeting, on=START, title="", **_by())
    assert (_shift(meeting).is_due, _shift(meeting).empty) == (False, ())
    assert _shift(_moved(meeting)).is_due


def test_another_first_day_is_chosen():
    meeting = _laid_out()
    shift = _shift(meeting, START + ONE)
    assert (shift.is_due, shift.later, shift.first) == (False, 1, START + ONE)
    _follow(meeting, START + ONE)
    assert _dates(meeting) == [START + ONE, END, END + ONE]


def test_whoever_comes_second_moves_nothing():
    meeting = _moved(_laid_out())
    seen = _shift(meeting).basis
    days.follow(meeting, basis=seen, first=None, **_by())
    with pytest.raises(Refused, match="A colleague moved days or the meeting in the meantime"):
        days.follow(meeting, basis=seen, first=None, **_by())
    with pytest.raises(Refused, match="The days stand there already"):
        _follow(meeting)
    assert _dates(meeting) == [START + WEEK, START + WEEK + ONE, END + WEEK]


def test_days_are_left_where_they_are_and_asked_about_again():
    meeting = _moved(_laid_out())
    kept = days.stay(meeting, **_by())
    assert (_dates(meeting)[0], _shift(meeting).is_due) == (START, False)
    assert _last_verb() == ("left", "programme")
    days.take_back(meeting, kept, **_by())
    assert _shift(meeting).is_due


def test_going_back_lays_no_day_on_another_and_forgets_none():
    meeting = _moved(_laid_out())
    kept = _follow(meeting)
    added = days.add(meeting, on=START, title="", **_by())
    with pytest.raises(Refused, match="A day was added on Wednesday 3 March 2027 in the meantime"):
        days.take_back(meeting, kept, **_by())
    days.remove(added, **_by())
    Session.objects.filter(day__on=END + WEEK).delete()
    days.remove(Day.objects.get(on=END + WEEK), **_by())
    days.take_back(meeting, kept, **_by())
    assert _dates(meeting) == [START, START + ONE]


def test_a_removed_day_comes_back_as_one_that_stayed_behind():
    meeting = _laid_out()
    Session.objects.filter(day__on=START).delete()
    kept = days.remove(Day.objects.get(on=START), **_by())
    _moved(meeting)
    days.put_back(meeting, kept, **_by())
    assert len(_shift(meeting).moving) == 3


@pytest.mark.parametrize("verb", ["follow", "stay", "take_back"])
def test_of_a_cancelled_meeting_no_day_moves(verb):
    meeting = _moved(_laid_out())
    Meeting.objects.filter(key=meeting.key).update(state=State.cancelled)
    acts = {
        "follow": lambda: _follow(meeting),
        "stay": lambda: days.stay(meeting, **_by()),
        "take_back": lambda: days.take_back(meeting, {}, **_by()),
    }
    with pytest.raises(Refused, match="was cancelled"):
        acts[verb]()


# --- pages ----------------------------------------------------------------------------------------


def _page(browser, name="programme"):
    return browser.get(url(name)).content.decode()


def _basis(html):
    return re.search(r'name="basis" value="(\w+)"', html).group(1)


def test_the_page_says_so_and_one_press_moves_all_days_and_another_takes_them_back():
    meeting = _laid_out()
    guest = a_guest(meeting)
    not_there(guest, Day.objects.get(on=START), is_absent=True)
    not_there(guest, Day.objects.get(on=END), is_absent=True)
    browser = planner()
    assert "do not stand on the meeting’s dates" not in _page(browser)
    _moved(meeting)
    html = _page(browser)
    assert "The meeting is on 10–12 March 2027. The programme stands on 3–5 March 2027." in html
    assert "One person said when they are there on days that move. Ask them anew." in html
    answer = browser.post(url("programme_dates"), {"basis": _basis(html), "once": "one"}, follow=True)
    assert "All days are moved, with their sessions." in answer.content.decode()
    assert (_dates(meeting)[0], Availability.objects.count()) == (START + WEEK, 2)
    assert "The days can go back to where they stood." in answer.content.decode()
    answer = browser.post(url("put_back_in_programme"), follow=True)
    assert (_dates(meeting)[0], "Put back." in answer.content.decode()) == (START, True)


def test_the_page_names_dates_of_the_meeting_without_a_day():
    meeting = a_meeting()
    a_session(meeting)
    html = _page(planner())
    assert "No day of the programme stands on: Thursday 4 March 2027; Friday 5 March 2027." in " ".join(
        html.split()
    )
    assert "do not stand on the meeting’s dates" not in html


def test_the_page_shows_first_what_another_first_day_means():
    meeting = _laid_out()
    browser = planner()
    assert "Say on which date the first of them should be." in _page(browser, "programme_dates")
    html = browser.get(url("programme_dates"), {"first": "2027-03-04"}).content.decode()
    assert "Saturday 6 March 2027" in html
    assert _dates(meeting)[0] == START
    browser.post(url("programme_dates"), {"basis": _basis(html), "first": "2027-03-04"})
    assert _dates(meeting)[0] == START + ONE


def test_what_cannot_be_moved_is_said_with_the_choice_still_there():
    meeting = _moved(_laid_out())
    browser = planner()
    basis = _basis(_page(browser))
    days.add(meeting, on=START + WEEK, title="", **_by())
    sent = {"basis": basis, "first": "2027-03-10"}
    html = browser.post(url("programme_dates"), sent).content.decode()
    assert "A colleague moved days or the meeting in the meantime" in html
    assert "Two days of the programme would stand on one date" in html
    assert 'value="2027-03-10"' in html
    assert "Two days of the programme would stand on one date" in _page(browser)
    html = browser.get(url("programme_dates"), {"first": "nonsense"}).content.decode()
    assert "first-day" in html


def test_days_are_left_where_they_are_from_the_page():
    meeting = _moved(_laid_out())
    answer = planner().post(url("programme_dates"), {"stay": "yes"}, follow=True)
    assert "The days stay where they are." in answer.content.decode()
    assert not _shift(meeting).is_due


def test_a_programme_without_days_moves_nothing():
    a_meeting()
    assert "There is no day in the programme yet." in _page(planner(), "programme_dates")


def test_those_who_read_see_it_without_buttons():
    _moved(_laid_out())
    html = _page(browser_of(colleague(Role.COMMUNICATIONS)))
    assert "do not stand on the meeting’s dates" in html
    assert url("programme_dates") not in html


def test_a_released_programme_says_that_the_meeting_has_moved():
    meeting = announced()
    skeleton.draw_skeleton(meeting, **_by())
    release(meeting)
    for reader in (Audience.participants, Audience.public):
        assert versions.shown(meeting, versions.latest(meeting), reader).state == ""
    publishing.move(
        meeting,
        by=colleague(Role.PROGRAMME_DIRECTOR),
        start_on=START + WEEK,
        end_on=END + WEEK,
        now=timezone.now(),
    )
    meeting = Meeting.objects.get(key=meeting.key)
    for reader in (Audience.participants, Audience.public):
        state = versions.shown(meeting, versions.latest(meeting), reader).state
        assert "now takes place on other dates than this programme says: Wednesday 10" in state, reader
    assert versions.drafted(meeting, Audience.team).state == ""
    _follow(meeting)
    release(meeting)
    assert versions.shown(meeting, versions.latest(meeting), Audience.public).state == ""


# --- where the meeting is moved, and on the desk --------------------------------------------------


def test_whoever_moves_the_meeting_learns_of_the_days():
    meeting = a_meeting()
    followed = lambda: [one.sentence for one in publishing.what_follows(meeting, "move", START, END)]  # noqa: E731
    assert not any("The draft of the programme" in sentence for sentence in followed())
    skeleton.draw_skeleton(meeting, **_by())
    assert any("The draft of the programme has 3 days." in sentence for sentence in followed())


def test_the_desk_asks_for_it_until_it_is_done():
    meeting = _laid_out()
    holder = colleague()
    revised = {"start_on": START + WEEK, "end_on": END + WEEK}
    meetings.revise(meeting, revised, by=holder, revision=meeting.revision, today=TODAY)
    meeting.refresh_from_db()
    needs = [need.sentence for need in overview.needs(meeting, holder, TODAY)]
    assert any("do not stand on the meeting’s dates" in sentence for sentence in needs)
    _follow(meeting)
    needs = [need.sentence for need in overview.needs(meeting, holder, TODAY)]
    assert not any("do not stand on the meeting’s dates" in sentence for sentence in needs)
