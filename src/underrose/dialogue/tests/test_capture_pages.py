"""Handing points in by a ticket: who may, what is refused in which sentence, and that nothing is doubled or left behind."""

import datetime as dt
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as configured
from django.contrib.messages import get_messages
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from underrose.access import actions as access
from underrose.access.models import Grant, HandingOver, RecordEntry, Session
from underrose.access.roles import Role
from underrose.concept.models import Theme
from underrose.dialogue import forms, tickets
from underrose.dialogue.actions import sealing
from underrose.dialogue.models import Arrival, Note, Point

from .capturing import closed, hand_in, signed_in, ticket, way, words_of
from .roomful import TODAY, a_meeting, a_session, colleague, dice, director, noted, rapporteur

pytestmark = pytest.mark.django_db
HOSTILE = {
    "control": ("a\x00b\x07c\x1b[31md\r\ne", "a b c [31md\ne"),
    "arabic": ("  الإنذار المبكر لا يصل  ", "الإنذار المبكر لا يصل"),
    "markup": ("<script>alert(1)</script> & 'x'", "<script>alert(1)</script> & ‘x’"),
    "invisible": ("wat\u200ber\ufeff \u2066of\u2069 wel\u00adls\u3164", "water of wells"),
    "tags": (
        "Wells." + "".join(chr(0xE0000 + ord(letter)) for letter in "NOTED BY RITA") + "\ufe0f",
        "Wells.",
    ),
    "joiner of another script": ("we\u200dlls\u200c", "wells"),
    "blanks": ("a\u00a0b\u2009\u3000c", "a b c"),
    "joiner": ("می\u200cخواهم", "می\u200cخواهم"),
    "longest": ("x" * 2000, "x" * 2000),
}


def test_points_are_taken_without_an_account_and_no_cookie_is_set():
    note = noted()
    answer = hand_in(note, one := closed(note, "One"), two := closed(note, "Two", "question"))
    assert (answer.status_code, answer.json()["refused"]) == (200, {})
    assert sorted(answer.json()["taken"]) == sorted([one["id"], two["id"]])
    assert (words_of(note), answer.cookies.keys()) == (["One", "Two"], set())


def test_ids_that_differ_in_capitals_alone_are_one():
    note = noted()
    one = closed(note, "Once")
    answer = hand_in(note, one, one | {"id": one["id"].upper()})
    assert (answer.status_code, words_of(note)) == (200, ["Once"])


def test_what_is_sent_again_is_taken_once():
    note = noted()
    points = [closed(note, f"Point {number}") for number in range(3)]
    answers = [hand_in(note, *points).json()["taken"] for _ in range(3)]
    assert [sorted(one) for one in answers] == [sorted(point["id"] for point in points)] * 3
    assert (note.points.count(), Arrival.objects.count()) == (3, 3)


def test_what_is_sent_again_after_it_was_struck_or_sealed_comes_back_no_more():
    note = noted()
    point = closed(note, "One")
    hand_in(note, point)
    Point.objects.update(is_struck=True)
    assert hand_in(note, point).json()["taken"] == [point["id"]]
    assert words_of(note) == []
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    answer = hand_in(note, point)
    assert (answer.status_code, "sealed" in answer.json()["sentence"], Point.objects.count()) == (
        409,
        True,
        0,
    )


@pytest.mark.parametrize("wrong", ["", "x", "AAAA" * 12, "ticket of another", "ticket of long ago"])
def test_wrong_ticket_is_refused_and_nothing_is_lost(wrong: str):
    meeting = a_meeting()
    note, other = noted(meeting), noted(meeting, a_session(meeting, "11:00-12:00"))
    made = {
        "ticket of another": ticket(other),
        "ticket of long ago": tickets.issue(note, timezone.localdate() - dt.timedelta(days=2)),
    }
    answer = hand_in(note, closed(note, "One"), by_ticket=made.get(wrong, wrong))
    assert answer.status_code == 403
    assert answer.json() == {"sentence": "This page was opened too long ago. Sign in again; nothing is lost."}
    assert note.points.count() == 0


def test_notes_that_are_not_there_answer_like_a_wrong_ticket():
    note = noted()
    answers = [
        Client().post(
            reverse("capture", args=[key]), {}, content_type="application/json", headers={"X-Ticket": "x"}
        )
        for key in (note.pk, "00000000-0000-4000-8000-000000000000")
    ]
    assert answers[0].content == answers[1].content
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"points": []}',
        '{"points": 3}',
        '{"points": [3]}',
        '{"points": [{"id": "x", "envelope": "y"}]}',
        '{"points": [{"id": 3, "envelope": 4}]}',
        "[" * 90_000,
        json.dumps({"points": [{"id": f"{number:032x}", "envelope": "A"} for number in range(201)]}),
    ],
    ids=[
        "empty",
        "list",
        "object",
        "none",
        "number",
        "of numbers",
        "short id",
        "no texts",
        "deep",
        "too many",
    ],
)
def test_what_our_page_does_not_send_is_refused(body: str):
    note = noted()
    answer = Client().post(
        reverse("capture", args=[note.pk]),
        body,
        content_type="application/json",
        headers={"X-Ticket": ticket(note)},
    )
    assert (answer.status_code, note.points.count()) == (400, 0)


def test_too_much_at_once_is_not_read():
    note = noted()
    answer = Client().post(
        reverse("capture", args=[note.pk]),
        "x" * (512 * 1024 + 1),
        content_type="application/json",
        headers={"X-Ticket": ticket(note)},
    )
    assert answer.status_code == 413


def test_bad_envelope_is_told_by_its_id_and_the_good_ones_are_taken():
    meeting = a_meeting()
    note, other = noted(meeting), noted(meeting, a_session(meeting, "11:00-12:00"))
    good, of_another, swapped = closed(note, "Good"), closed(other, "Other"), closed(note, "Swapped")
    swapped["id"] = "0" * 32
    broken = {"id": "1" * 32, "envelope": "AAAA"}
    answer = hand_in(note, good, of_another, swapped, broken).json()
    unreadable = "This point cannot be read as one of ours. It was not taken; please type it again."
    assert answer["taken"] == [good["id"]]
    assert answer["refused"] == {one["id"]: unreadable for one in (of_another, swapped, broken)}
    assert words_of(note) == ["Good"]


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_words_are_taken_as_text(name: str):
    sent, kept = HOSTILE[name]
    note = noted()
    hand_in(note, closed(note, sent))
    assert words_of(note) == [kept]


def test_half_a_character_does_no_harm():
    """A browser writes it as an escape; no text could be sealed with it."""
    content = json.loads(r'{"id": "a", "kind": "issue", "words": "a\ud800b"}')
    point = forms.taken("a", content, (), ())
    assert point is not None
    assert point.words == "a?b"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"words": ""}, "There were no words in this point. Nothing was taken."),
        ({"words": "\x00 \n"}, "There were no words in this point. Nothing was taken."),
        ({"words": 7}, "There were no words in this point. Nothing was taken."),
        (
            {"words": "x" * 10_000},
            "A point has at most 2000 characters; this one has 10000. Please say it in two points.",
        ),
        (
            {"kind": "gossip"},
            "This point cannot be read as one of ours. It was not taken; please type it again.",
        ),
        (
            {"voices": "Ama"},
            "This point cannot be read as one of ours. It was not taken; please type it again.",
        ),
    ],
)
def test_point_that_is_none_is_refused_with_a_sentence(facts: dict, sentence: str):
    note = noted()
    point = closed(note, **{"words": "x", **facts})
    assert hand_in(note, point).json() == {"taken": [], "refused": {point["id"]: sentence}}


def test_theme_that_went_out_of_the_note_meanwhile_is_left_out():
    note = noted()
    theme = Theme.objects.first()
    hand_in(note, closed(note, "One", theme=str(theme.pk)), closed(note, "Two", theme="of another"))
    found = {point.words: point.theme for point in note.points.select_related("note")}
    assert found == {"One": str(theme.pk), "Two": ""}


def test_capture_touches_no_session_and_writes_no_record():
    note, client = noted(), signed_in()
    client.get(reverse("desk"))
    Session.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=20))
    before, lines = list(Session.objects.values()), RecordEntry.objects.count()
    hand_in(note, closed(note, "One"), client=client)
    client.get(way("note", note))
    client.get(way("note_points", note), headers={"X-Part": "points"})
    client.get(way("note_ticket", note))
    client.post(way("note", note), {"kind": "issue", "words": "Two", "once": "a"})
    point = note.points.first()
    client.post(way("strike_point", note, point=point.pk), {"revision": 1})
    assert list(Session.objects.values()) == before
    assert RecordEntry.objects.count() == lines
    assert words_of(note) != []


def test_what_a_page_says_afterwards_tells_no_hour():
    """A sentence for the next page is kept in the session, and whoever saves a session writes down when."""
    note, client, drawn = noted(), signed_in(), "c" * 32
    client.get(reverse("desk"))
    Session.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=20))
    before = list(Session.objects.values_list("seen_at", flat=True))
    sent = {"take": "1", "id": drawn, f"take-{drawn}": "1", f"kind-{drawn}": "issue", f"words-{drawn}": "One"}
    took = client.post(way("import_notes", note), sent)
    lost = client.post(reverse("open_note", args=[note.meeting_code]), {"session": ""})
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    late = client.post(way("import_notes", note), sent)
    assert [answer.status_code for answer in (took, lost, late)] == [302] * 3
    said = [str(one) for one in get_messages(client.get(way("note", note)).wsgi_request)]
    assert (words_of(note), len(said)) == (["One"], 3)
    assert list(Session.objects.values_list("seen_at", flat=True)) == before


def test_a_session_that_ended_does_not_stop_the_page_from_handing_in():
    note, client = noted(), signed_in()
    handed = page_ticket(client, note)
    Session.objects.all().delete()
    assert hand_in(note, closed(note, "One"), by_ticket=handed, client=client).json()["refused"] == {}
    assert words_of(note) == ["One"]


def _revoked(held: Grant) -> None:
    access.revoke(held, by=director())


def _deactivated(held: Grant) -> None:
    access.deactivate(held.account, by=colleague(Role.ADMINISTRATOR, ""))


def _handed_over(held: Grant) -> None:
    taker = colleague(Role.PARTNER).account
    access.hand_over(held.account, to=taker, by=colleague(Role.ADMINISTRATOR, ""), today=TODAY)
    access.agree_to_hand_over(HandingOver.objects.get(meeting_code="AB12"), by=director())


def _forgotten(held: Grant) -> None:
    access.forget(held.account, by=colleague(Role.ADMINISTRATOR, ""))


@pytest.mark.parametrize("leave", [_revoked, _deactivated, _handed_over, _forgotten])
@pytest.mark.parametrize("role", [Role.NOTE_TAKER, Role.RAPPORTEUR])
def test_colleague_who_left_hands_nothing_in_with_an_open_page(leave: Callable[[Grant], None], role: Role):
    note = noted()
    leaver = colleague(role, "ELSE")
    session = note.session if role is Role.NOTE_TAKER else ""
    held = access.grant(leaver.account, role=role, meeting_code="AB12", by=director(), session=session)
    theirs, ours = signed_in(leaver), signed_in(director())
    opened = [page_ticket(client, note) for client in (theirs, ours)]
    assert opened[0] == opened[1]
    assert hand_in(note, closed(note, "Before"), by_ticket=opened[0]).status_code == 200
    leave(held)
    late = closed(note, "After")
    assert hand_in(note, late, by_ticket=opened[0]).status_code == 403
    assert theirs.get(way("note_ticket", note)).status_code in {302, 404}
    renewed = ours.get(way("note_ticket", note)).json()["ticket"]
    assert hand_in(note, late, by_ticket=renewed).json()["taken"] == [late["id"]]
    assert words_of(note) == ["After", "Before"]


def test_colleague_who_joins_makes_no_open_page_ask_again():
    note, client = noted(), signed_in()
    opened = page_ticket(client, note)
    Session.objects.all().delete()
    joins = colleague(Role.RAPPORTEUR, "ELSE").account
    access.grant(joins, role=Role.NOTE_TAKER, meeting_code="AB12", by=director(), session=note.session)
    assert hand_in(note, closed(note, "One"), by_ticket=opened).status_code == 200


def page_ticket(client: Client, note: Note) -> str:
    return client.get(way("note", note)).content.decode().split('data-ticket="')[1].split('"')[0]


def test_any_method_but_post_is_refused():
    note = noted()
    path = reverse("capture", args=[note.pk])
    assert [Client().generic(method, path).status_code for method in ("GET", "PUT", "DELETE")] == [405] * 3


def test_public_page_is_asked_without_the_cookie_of_a_form():
    note = noted()
    client = signed_in()
    client.handler.enforce_csrf_checks = True
    answer = hand_in(note, closed(note, "One"), client=client)
    assert (answer.status_code, configured.CSRF_COOKIE_NAME in answer.cookies) == (200, False)


@pytest.mark.django_db(transaction=True)
def test_many_devices_that_send_at_once_double_nothing():
    note = noted()
    shared = [closed(note, f"Shared {number}") for number in range(10)]

    def device(number: int) -> int:
        try:
            own = [closed(note, f"Own {number} {at}") for at in range(5)]
            return sum(hand_in(note, *shared, *own).status_code == 200 for _ in range(3))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(device, range(8))) == [3] * 8
    told = [f"Shared {number}" for number in range(10)]
    told += [f"Own {number} {at}" for number in range(8) for at in range(5)]
    assert words_of(note) == sorted(told)
