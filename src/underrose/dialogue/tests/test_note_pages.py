"""The pages of a session's notes: who may see them, what they show, and that two note-takers do not overwrite each other."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from underrose.access.actions import grant
from underrose.access.models import RecordEntry
from underrose.access.models import Session as BrowserSession
from underrose.access.roles import Role
from underrose.concept.models import Lens, Theme
from underrose.dialogue.actions import capture, sealing
from underrose.dialogue.models import Finding, Point
from underrose.participation.tests.furnished import guest

from .capturing import closed, hand_in, signed_in, way, words_of
from .roomful import (
    TODAY,
    a_meeting,
    a_session,
    colleague,
    dice,
    director,
    noted,
    point,
    rapporteur,
    taken,
)

pytestmark = pytest.mark.django_db
FORM = {"kind": "recommendation", "words": "Open the registers.", "once": "key-of-this-form"}
PART = {"X-Part": "points"}


def shown(client: Client, path: str, **more) -> str:
    return client.get(path, **more).content.decode()


def revision(one: Point) -> int:
    return Point.objects.get(pk=one.pk).revision


# --- who may --------------------------------------------------------------------------------------


def test_note_taker_sees_the_sessions_they_were_asked_for():
    meeting = a_meeting()
    asked, other = a_session(meeting, title="Asked"), a_session(meeting, "11:00-12:00", title="Other")
    mine, theirs = noted(meeting, asked), noted(meeting, other)
    taker = colleague(Role.RAPPORTEUR, "ELSE")
    grant(taker.account, role=Role.NOTE_TAKER, meeting_code="AB12", by=director(), session=str(asked.pk))
    client = signed_in(taker)
    room = shown(client, reverse("the_room", args=[meeting.code]))
    assert [title in room for title in ("Asked", "Other")] == [True, False]
    assert [client.get(way("note", one)).status_code for one in (mine, theirs)] == [200, 404]


@pytest.mark.parametrize(
    "name", ["note", "note_points", "note_print", "note_ticket", "note_shell", "note_worker"]
)
def test_pages_ask_for_a_second_proof_and_are_for_note_takers(name: str):
    note = noted()
    from underrose.programme.tests.planning import browser_of

    path = way(name, note)
    by_mail = browser_of(rapporteur()).get(path)
    others = [
        signed_in(colleague(role)).get(path).status_code
        for role in (Role.COMMUNICATIONS, Role.PROJECT_MANAGER)
    ]
    assert by_mail.headers["Location"] == reverse("second_factor_needed")
    assert others == [404, 404]
    assert Client().get(path).status_code == 302
    assert signed_in(rapporteur("CD34")).get(path).status_code == 404


def test_point_of_another_session_is_not_found():
    meeting = a_meeting()
    note, other = noted(meeting), noted(meeting, a_session(meeting, "11:00-12:00"))
    theirs, client = point(other, "Theirs"), signed_in()
    assert client.get(way("reword_point", note, point=theirs.pk)).status_code == 404
    client.post(way("strike_point", note, point=theirs.pk), {"revision": 1})
    assert words_of(other) == ["Theirs"]


NOTE = 11


# --- the line without a script ----------------------------------------------------------------------


def test_form_takes_a_point_once_and_goes_on_with_the_same_kind():
    note, client = noted(), signed_in()
    answers = [client.post(way("note", note), FORM) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [
        f"{way('note', note)}?kind=recommendation&taken=yes"
    ] * 2
    client.post(way("note", note), {**FORM, "words": "Open the courts."})
    assert words_of(note) == ["Open the courts.", "Open the registers."]
    page = shown(client, answers[0].headers["Location"])
    assert re.search(r'value="recommendation"[^>]*checked', page)
    assert "Taken." in page


def test_form_goes_on_with_the_same_theme_and_lens():
    note, client = noted(), signed_in()
    theme = Theme.objects.first()
    sent = {**FORM, "theme": str(theme.pk), "agreement": "some", "voices": "few"}
    page = shown(client, client.post(way("note", note), sent).headers["Location"])
    assert f'<option value="{theme.pk}" selected>' in page
    assert page.count('<option value="" selected>') == 3  # lens, agreement and voices


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "There are no words in this line yet."),
        ("\u200b", "There were no words in this point. Nothing was taken."),
        ("x" * 10_000, "A point has at most 2000 characters; this one has 10000."),
    ],
)
def test_form_that_cannot_be_taken_comes_back_with_every_word(words: str, sentence: str):
    note = noted()
    answer = signed_in().post(way("note", note), {**FORM, "words": words})
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, words in page, note.points.count()) == (422, True, True, 0)


def test_words_of_somebody_signed_out_are_in_no_page_and_no_row():
    note, client = noted(), signed_in()
    BrowserSession.objects.all().delete()
    answer = client.post(way("note", note), {**FORM, "words": "Canary of the marsh"})
    assert (answer.status_code, "Canary" in answer.content.decode(), note.points.count()) == (401, False, 0)


def test_sealed_notes_show_no_line():
    note, client = noted(), signed_in()
    point(note, "Standing")
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    page = shown(client, way("note", note))
    assert ["data-capture" in page, "Standing" in page, "Reword" in page] == [False, True, False]
    answer = client.post(way("note", note), FORM)
    assert (answer.status_code, "These notes are sealed" in answer.content.decode(), note.points.count()) == (
        422,
        True,
        1,
    )
    assert client.get(way("note_ticket", note)).status_code == 409


# --- the list -----------------------------------------------------------------------------------------


def test_list_is_sent_again_only_when_something_changed():
    note, client = noted(), signed_in()
    first = point(note, "First")
    path = way("note_points", note)
    mark = re.search(r'data-mark="(\w+)"', shown(client, path, headers=PART))[1]
    assert client.get(path, headers={**PART, "X-Seen": mark}).status_code == 204
    capture.strike(first, revision=first.revision)
    again = client.get(path, headers={**PART, "X-Seen": mark})
    assert (again.status_code, "<html" in again.content.decode()) == (200, False)


def test_points_are_searched_by_a_form_that_no_address_holds():
    note, client = noted(), signed_in()
    for words in ("Cafés on the quay", "Courts and commissions", "A quay for everybody"):
        point(note, words)
    page = client.post(way("note_points", note), {"q": "QUAY cafe"}, headers=PART).content.decode()
    assert [words in page for words in ("Cafés on the quay", "A quay for", "Courts")] == [True, False, False]
    whole = client.post(way("note_points", note), {"q": "quay"}).content.decode()
    assert ("2 points say this." in whole, "<html" in whole) == (True, True)
    assert "Nothing" not in page


def test_line_above_what_was_found_still_takes_points():
    """Without a script the page of a search stands at another address."""
    note, client = noted(), signed_in()
    point(note, "A quay for everybody")
    page = client.post(way("note_points", note), {"q": "quay"}).content.decode()
    action = re.search(r'<form class="line" method="post" action="([^"]+)"', page)[1]
    client.post(action, FORM)
    assert words_of(note) == ["A quay for everybody", "Open the registers."]


def test_points_are_shown_by_kind_and_page():
    note, client = noted(), signed_in()
    rows = [
        taken(f"Point number {number:03}", kind="question" if number % 2 else "issue")
        for number in range(120)
    ]
    capture.take(note, rows, rng=dice())
    path = way("note", note)
    sizes = [
        shown(client, path + asked).count('class="point-words"')
        for asked in ("", "?page=3", "?show=question", "?show=x")
    ]
    assert sizes == [55, 10, 55, 55]
    assert "1–55 of 120" in shown(client, path)


@pytest.mark.parametrize("points", [1, 3])
def test_page_asks_a_constant_number_of_questions(points: int, django_assert_num_queries):
    note, client = noted(), signed_in()
    for number in range(points):
        point(note, f"Point {number}")
    client.get(way("note", note))
    with django_assert_num_queries(NOTE, using="default"), django_assert_num_queries(6, using="dialogue"):
        client.get(way("note", note))


def test_printed_points_stand_by_kind_without_those_struck():
    note, client = noted(), signed_in()
    for kind, words in (("question", "Who pays?"), ("issue", "Nobody listens."), ("issue", "Struck words")):
        point(note, words, kind=kind)
    struck = next(one for one in note.points.select_related("note") if one.words == "Struck words")
    capture.strike(struck, revision=1)
    page = shown(client, way("note_print", note))
    assert page.index("Nobody listens.") < page.index("Who pays?")
    assert "Struck words" not in page


# --- rewording ----------------------------------------------------------------------------------------


def test_point_is_reworded_with_all_that_is_said_of_it():
    note, client = noted(), signed_in()
    one, theme = point(note, "Before"), Theme.objects.first()
    said = {"kind": "insight", "words": "After", "theme": str(theme.pk), "agreement": "some", "voices": "few"}
    path = way("reword_point", note, point=one.pk)
    assert "Before" in shown(client, path)
    answer = client.post(path, {**said, "revision": 1})
    assert answer.headers["Location"] == way("note", note)
    page = shown(client, way("note", note))
    assert [
        "After" in page,
        "Before" in page,
        f"<bdi>{theme.words}</bdi>" in page,
        "Voices: Three or four" in page,
    ] == [
        True,
        False,
        True,
        True,
    ]


def test_second_writer_sees_both_texts_and_may_save_all_the_same():
    note, client = noted(), signed_in()
    one = point(note, "Before")
    path = way("reword_point", note, point=one.pk)
    client.post(path, {"kind": "issue", "words": "Theirs", "revision": 1})
    answer = client.post(path, {"kind": "issue", "words": "Mine", "revision": 1}, headers=PART)
    page = answer.content.decode()
    assert (answer.status_code, words_of(note)) == (409, ["Theirs"])
    assert ["Theirs" in page, "Mine" in page, 'name="revision" value="2"' in page] == [True, True, True]
    again = client.post(path, {"kind": "issue", "words": "Mine", "revision": 2}, headers=PART)
    assert (again.status_code, words_of(note)) == (200, ["Mine"])


def test_point_that_is_gone_keeps_the_words_of_whoever_rewords_it():
    note, client = noted(), signed_in()
    one = point(note, "Before")
    path = way("reword_point", note, point=one.pk)
    Point.objects.all().delete()
    answer = client.post(path, {"kind": "issue", "words": "My better words", "revision": 1})
    page = answer.content.decode()
    assert (answer.status_code, "no longer there" in page, "My better words" in page) == (409, True, True)
    assert client.get(path).status_code == 404


def test_point_is_struck_and_put_back_and_a_second_press_changes_nothing():
    note, client = noted(), signed_in()
    one = point(note, "One")
    strike, back = (way(name, note, point=one.pk) for name in ("strike_point", "put_back_point"))
    client.post(strike, {"revision": 1})
    assert (words_of(note), "1 struck point" in shown(client, way("note", note))) == ([], True)
    again = client.post(strike, {"revision": 1}, headers=PART).content.decode()
    assert ("Somebody changed this point meanwhile." in again, revision(one)) == (True, 2)
    client.post(back, {"revision": 2})
    assert words_of(note) == ["One"]


@pytest.mark.parametrize("said", ["", "x", "-1", "9" * 30])
def test_revision_that_is_none_strikes_nothing(said: str):
    note = noted()
    one = point(note, "One")
    signed_in().post(way("strike_point", note, point=one.pk), {"revision": said})
    assert words_of(note) == ["One"]


# --- without a connection -----------------------------------------------------------------------------


def test_page_that_is_kept_holds_no_word_of_the_meeting():
    meeting = a_meeting()
    note, client = noted(meeting, a_session(meeting, title="Whose water is it")), signed_in()
    point(note, "Said in the room")
    page = shown(client, way("note_shell", note))
    told = [
        meeting.title,
        "Whose water",
        "Said in the room",
        *(one.words for one in Theme.objects.all()),
        "apporteur",
    ]
    assert [words for words in told if words in page] == []
    assert f'data-public-key="{note.public_key}"' in page
    assert "<title>Notes without a connection · AB12</title>" in page
    assert 'data-ticket=""' in page


def test_page_that_is_kept_tells_session_theme_and_lens_by_number():
    meeting = a_meeting()
    a_session(meeting, "09:00-10:00", title="Whose water is it")
    second = a_session(meeting, "11:00-12:00", title="Whose land is it")
    Lens.objects.create(meeting=meeting, words="Gender", position=9)
    note = noted(meeting, second)
    page = shown(signed_in(), way("note_shell", note))
    assert '<p class="kind">AB12 · Plenary 2</p>' in page
    themes = [str(one.pk) for one in Theme.objects.filter(meeting=meeting)]
    assert themes
    lenses = [str(one.pk) for one in Lens.objects.filter(meeting=meeting)]
    offered = [(key, str(at)) for at, key in enumerate(lenses, 1)]
    offered += [(key, f"{at}.") for at, key in enumerate(themes, 1)]
    assert [one for one in offered if f'<option value="{one[0]}">{one[1]}</option>' not in page] == []
    assert "Gender" not in page


@pytest.mark.parametrize(
    ("said", "told"), [("4", "4 points that waited"), ("1", "1 point that waited"), ("<b>", ""), ("0", "")]
)
def test_whole_page_says_how_many_waited(said: str, told: str):
    address = way("note", noted()) + "?" + urlencode({"waited": said})
    page = shown(signed_in(), address)
    assert [told in page, "waited on this device" in page] == [True, bool(told)]


def test_script_that_keeps_it_is_served_beneath_the_page():
    note = noted()
    answer = signed_in().get(way("note_worker", note))
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.content.startswith(b"/* Opens the page of one session")
    assert way("note_worker", note).startswith(way("note", note))


def test_new_ticket_hands_in():
    note = noted()
    ticket = signed_in().get(way("note_ticket", note)).json()["ticket"]
    assert hand_in(note, closed(note, "One"), by_ticket=ticket).json()["refused"] == {}


# --- while it is typed --------------------------------------------------------------------------------


def test_line_is_looked_at_and_nothing_of_it_is_kept():
    meeting = a_meeting()
    note, client = noted(meeting), signed_in()
    guest(meeting, "Layla Haddad")
    path, rows = way("look_at_line", note), RecordEntry.objects.count()
    found = client.post(path, {"words": "Layla Haddad will open the registers."}).content.decode()
    nothing = client.post(path, {"words": "The registers should be open."}).content.decode()
    assert ["<q" in found, "Layla Haddad" in found, nothing.strip()] == [True, True, ""]
    assert (note.points.count(), Finding.objects.count(), RecordEntry.objects.count()) == (0, 0, rows)
    assert client.get(path).status_code == 405
