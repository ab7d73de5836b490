"""A point that left and should not have: taken off the list, its words destroyed, and no more than a number of it kept."""

import io
import re
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.utils.timezone import localdate

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.dialogue import release, rules
from underrose.dialogue.actions import destroying, releasing, rewriting
from underrose.dialogue.models import Note, Promise, ReleasedPoint
from underrose.kit.refusals import Refused
from underrose.kit.templatetags.kit import day

from .browsing import reader
from .reading import PLAIN, meeting, url
from .roomful import TODAY, colleague, director, rapporteur
from .test_released_list import page_of, released

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
BAD = "CANARY of the marsh."


def gone(words: str) -> ReleasedPoint:
    return next(one for one in ReleasedPoint.objects.all() if one.words == words)


@pytest.mark.parametrize("who", [director, rapporteur])
def test_point_is_taken_back_after_a_question(meeting, who):
    released(meeting, PLAIN, BAD)
    browser, row = reader(who()), gone(BAD)
    way = url("take_back_released", row.key)
    assert f'href="{way}"' in page_of(browser)
    asked = browser.get(way).content.decode()
    assert (BAD in asked, "Whoever took a copy along has it still" in asked) == (True, True)
    assert ReleasedPoint.objects.count() == 2
    page = " ".join(browser.post(way, follow=True).content.decode().split())
    assert "1 point has left the room. 1 was taken back." in page
    assert [BAD in page, PLAIN in page] == [False, True]
    assert [one.words for one in release.released(meeting)] == [PLAIN]
    word = browser.get(url("released_word")).content
    told = zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    assert [BAD in told, PLAIN in told] == [False, True]
    said = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", told))
    assert f"1 point, as of {day(localdate())}" in said
    (line,) = RecordEntry.objects.filter(verb="took back", noun="released point")
    assert (line.subject, line.meeting_code) == (None, "AB12")


def test_files_are_owed_until_they_are_written_anew(meeting):
    released(meeting, PLAIN)
    rewriting.rewrite_the_file()
    releasing.take_back(gone(PLAIN), by=director(), today=TODAY)
    assert rewriting.is_owed(), "a test runs within a transaction, where no file is written anew"


def test_point_is_taken_back_once(meeting):
    released(meeting, PLAIN, BAD)
    row = gone(BAD)
    releasing.take_back(row, by=director(), today=TODAY)
    with pytest.raises(Refused, match="taken back already"):
        releasing.take_back(row, by=director(), today=TODAY)
    assert Promise.objects.get().taken_back == 1
    assert RecordEntry.objects.filter(verb="took back").count() == 1
    page = reader(director()).post(url("take_back_released", row.key), follow=True)
    assert reader(director()).get(url("take_back_released", row.key)).status_code == 404
    assert "was taken back already" in page.content.decode()


def test_press_after_the_destruction_is_told_of_it(meeting):
    released(meeting, PLAIN)
    way = url("take_back_released", gone(PLAIN).key)
    destroying.destroy(meeting.code, by=director(), today=TODAY)
    page = reader(director()).post(way, follow=True).content.decode()
    assert ["taken back already" in page, str(rules.were_destroyed()) in page] == [False, True]


@pytest.mark.parametrize(("regime", "is_said"), [("on_the_record", True), ("chatham_house_rule", False)])
def test_question_says_where_the_point_itself_stays(meeting, regime, is_said):
    released(meeting, PLAIN)
    Note.objects.update(regimes=[regime])
    page = reader(director()).get(url("take_back_released", gone(PLAIN).key)).content.decode()
    assert ("lets the notes keep their wording" in page) is is_said


def test_record_is_written_last(meeting, monkeypatch):
    """Whoever puts the destruction off holds the promise and waits for the record: the other way round both wait for ever."""
    released(meeting, PLAIN)
    seen = []

    def look(*_line):
        seen.append((ReleasedPoint.objects.count(), Promise.objects.get().taken_back))

    monkeypatch.setattr(releasing, "record", look)
    releasing.take_back(gone(PLAIN), by=director(), today=TODAY)
    assert seen == [(0, 1)]


def test_nothing_is_done_across_the_wall_that_is_not_on_record(meeting, monkeypatch):
    """The record is kept first: where it cannot be, the point stays released and the promise where it was."""

    def full(_name: str) -> None:
        raise DatabaseError("the disk is full")

    released(meeting, PLAIN)
    row, before = gone(PLAIN), Promise.objects.get().destroy_on
    for act in (
        lambda: releasing.take_back(row, by=director(), today=TODAY),
        lambda: destroying.extend(
            meeting, before + timedelta(days=30), reason="Late.", by=director(), today=TODAY
        ),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(connection, "savepoint_commit", full)
            with pytest.raises(DatabaseError):
                act()
    assert ReleasedPoint.objects.count() == 1
    assert (Promise.objects.get().destroy_on, Promise.objects.get().taken_back) == (before, 0)


@pytest.mark.parametrize("role", [Role.POLICY_TEAM, Role.NOTE_TAKER, Role.PROJECT_MANAGER])
def test_who_lets_nothing_out_takes_nothing_back(meeting, role):
    released(meeting, PLAIN)
    browser, way = reader(colleague(role)), url("take_back_released", gone(PLAIN).key)
    assert [browser.get(way).status_code, browser.post(way).status_code] == [404, 404]
    with pytest.raises(Refused):
        releasing.take_back(gone(PLAIN), by=colleague(role), today=TODAY)
    if role == Role.POLICY_TEAM:
        assert "Take it back" not in page_of(browser)
    assert ReleasedPoint.objects.count() == 1


def test_point_of_another_meeting_is_not_found(meeting):
    released(meeting, PLAIN)
    ReleasedPoint.objects.update(meeting_code="CD34")
    assert reader(director()).post(url("take_back_released", gone(PLAIN).key)).status_code == 302
    assert reader(director()).post(url("take_back_released", uuid4())).status_code == 302
    assert ReleasedPoint.objects.count() == 1


def test_list_and_promise_say_that_what_was_released_is_destroyed_too(meeting):
    released(meeting, PLAIN)
    until = day(Promise.objects.get().destroy_on)
    browser = reader(director())
    assert f"This list is destroyed on {until}" in page_of(browser)
    assert f"Released points are destroyed on {until} too" in page_of(browser, "promise")
