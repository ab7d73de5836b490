"""What a version holds, reads and refuses; and who is named in it when it is drawn."""

import copy
import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.access.roles import Role
from underrose.concept.audiences import Audience
from underrose.participation.models import Listing, Place
from underrose.participation.tests.becoming import forgotten, protected
from underrose.programme import naming, outline, released, versions
from underrose.programme.models import Kind, ProgrammeVersion, Session, Task
from underrose.programme.released import Damaged, Moves
from underrose.programme.tests.planning import (
    TODAY,
    a_room,
    a_session,
    a_task,
    browser_of,
    colleague,
    planner,
    url,
)
from underrose.programme.tests.releasing import announced, invited, release

CANARY = "Zephyrine Quillfeather"


@pytest.mark.django_db
def test_what_is_kept_is_read_back() -> None:
    meeting = announced()
    session = a_session(meeting, room=a_room(meeting), theme=meeting.themes.first(), words="W")
    session.lenses.set(meeting.lenses.all())
    a_task(session, invited(meeting), is_confirmed=True, is_public=True)
    a_task(session, "Free Name", Task.speaker)
    draft = outline.of(meeting)
    content = released.as_content(draft, None, TODAY, is_in_public=True)
    drawn = released.read(json.loads(json.dumps(content))).drawn(meeting, outline.names_of(meeting))
    assert released.as_it_was(drawn.days) == released.as_it_was(draft.days)
    said = [
        (one.task, one.label, one.is_here)
        for day in drawn.days
        for s in day.sessions
        for one in s.assignments
    ]
    assert said == [(Task.chair, "Ama Okoro", True), (Task.speaker, "Free Name", False)]


@pytest.mark.django_db
def test_no_name_stands_in_what_is_kept() -> None:
    meeting = announced()
    session = a_session(meeting)
    a_task(session, invited(meeting, CANARY), is_confirmed=True)
    a_task(session, "Peregrine Canarsie", Task.speaker)
    version = release(meeting)
    kept = json.dumps(version.content)
    assert [word for word in ("Zephyrine", "Quillfeather", "Peregrine", "Canarsie") if word in kept] == []


@pytest.mark.django_db
def test_old_version_names_nobody_who_was_forgotten_or_is_protected_since() -> None:
    meeting = announced()
    session = a_session(meeting)
    guest = invited(meeting, CANARY)
    free = a_task(session, "Peregrine Canarsie", Task.speaker, is_confirmed=True)
    a_task(session, guest, is_confirmed=True, is_public=True)
    release(meeting)
    client, path = planner(), url("programme_version", 1)
    assert CANARY in client.get(path).content.decode()
    assert "Peregrine" in client.get(path).content.decode()
    by = colleague(Role.PROGRAMME_DIRECTOR, "")
    protected(guest, "Willow", by=by, today=TODAY)
    free.delete()
    for reader in Audience:
        page = client.get(f"{path}?reader={reader}").content.decode()
        assert [word for word in ("Zephyrine", "Quillfeather", "Peregrine") if word in page] == []
        assert ("Willow" in page) is (reader != Audience.public)
    forgotten(guest, by=by, today=TODAY)
    assert "Willow" not in client.get(path).content.decode()


@pytest.mark.django_db
def test_hours_and_rooms_are_counted_and_nothing_else() -> None:
    meeting = announced()
    session = a_session(meeting)
    a_session(meeting, "18:00-19:00", title="Evening")
    row = Session.objects.filter(key=session.key)
    counted = []
    for facts in (
        {"title": "A", "words": "B"},
        {"begins": dt.time(8)},
        {"room": a_room(meeting)},
        {"is_removed": True},
        {"is_removed": False},
        {"regime": "on_the_record"},
    ):
        if not counted:
            release(meeting)
        row.update(**facts)
        counted.append(released.read(release(meeting).content).moves.get(session.key))
    assert counted == [Moves(0, 0), Moves(1, 0), Moves(1, 1), None, Moves(3, 1), Moves(3, 1)]


@pytest.mark.django_db
def test_dropped_session_is_told_for_thirty_days() -> None:
    meeting = announced()
    gone = a_session(meeting, title="Gone")
    stays = a_session(meeting, "18:00-19:00", title="Evening")
    release(meeting)
    Session.objects.filter(key=gone.key).update(is_removed=True)
    dropped = released.read(release(meeting).content).dropped
    assert [(one.session.title, one.on, one.moves) for one in dropped] == [("Gone", TODAY, Moves(1, 0))]
    for days, titles in ((30, ["Gone"]), (31, [])):
        Session.objects.filter(key=stays.key).update(title=f"Evening {days}")
        later = release(meeting, today=TODAY + dt.timedelta(days=days))
        assert [one.session.title for one in released.read(later.content).dropped] == titles


def kept() -> dict:
    key = "00000000-0000-4000-8000-00000000000"
    return {
        "format": 2,
        "is_in_public": True,
        "moves": {f"{key}2": [1, 0]},
        "dropped": [],
        "days": [
            {
                "key": f"{key}1",
                "on": "2027-03-03",
                "title": "",
                "sessions": [
                    {
                        "key": f"{key}2", "day": f"{key}1", "on": "2027-03-03", "begins": "09:00:00",
                        "ends": "10:00:00", "kind": "plenary", "title": "T", "public_title": "", "words": "",
                        "audience": "public", "room": None, "room_name": "", "access": "", "theme": "",
                        "lenses": [], "regime": "off_the_record", "has_own_regime": False,
                        "assignments": [
                            {"key": f"{key}3", "task": "chair", "participant": None, "is_confirmed": True,
                             "is_public": False, "group": None}
                        ],
                        "groups": [],
                    }
                ],
            }
        ],
    }  # fmt: skip


def test_older_content_is_read() -> None:
    content = kept()
    for name in ("moves", "dropped"):
        del content[name]
    found = released.read({**content, "format": 1})
    assert (len(found.days), found.is_in_public, dict(found.moves)) == (1, True, {})


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "x",
        7,
        {},
        {"format": 3, "days": []},
        {"format": 2},
        {"format": 2, "days": [{}]},
        {"format": True},
    ],
)
def test_damaged_content_is_refused_in_words(content) -> None:
    with pytest.raises(Damaged, match="This version cannot be read"):
        released.read(content)


def test_version_with_a_regime_this_house_does_not_know_is_damaged() -> None:
    content = kept()
    content["days"][0]["sessions"][0]["regime"] = "whispered"
    with pytest.raises(Damaged, match="newer Underrose"):
        released.read(content)


@given(st.randoms(use_true_random=False), st.sampled_from([None, 7, "?", [], {}, True, [[]], -1]))
def test_any_one_part_that_is_something_else_is_refused_or_harmless(rng: random.Random, wrong) -> None:
    """Either the sentence, or a value; never another fault."""
    content = copy.deepcopy(kept())
    spot, name = _somewhere(content, rng)
    spot[name] = wrong
    try:
        found = released.read(content)
    except Damaged:
        return
    assert isinstance(found, released.Released)


def _somewhere(content, rng):
    spots = []

    def walk(part):
        names = part.keys() if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else []
        for name in names:
            spots.append((part, name))
            walk(part[name])

    walk(content)
    return rng.choice(spots)


@pytest.mark.django_db
def test_damaged_version_is_said_in_words_and_can_be_released_over(client) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    ProgrammeVersion.objects.update(content={"format": 2})
    assert "cannot be read" in planner().get(url("programme_versions")).content.decode()
    page = planner().get(url("programme_version", 1))
    assert "This version cannot be read" in page.content.decode()
    assert client.get("/meetings/AB12/programme/").status_code == 404
    assert release(meeting).number == 2
    assert client.get("/meetings/AB12/programme/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "2", "999999999999999999999999", "-1", "x", "1.0"])
def test_version_that_is_not_there(client, number) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    desk = "/desk/meetings/AB12/programme/versions/"
    assert planner().get(f"{desk}{number}/").status_code == 404
    assert planner().get(f"{desk}1/?with={number}").status_code == (404)
    assert client.get(f"/meetings/AB12/programme/versions/{number}/").status_code == 404


@pytest.mark.django_db
def test_two_versions_are_compared_from_the_earlier_to_the_later() -> None:
    meeting = announced()
    session = a_session(meeting)
    release(meeting)
    Session.objects.filter(key=session.key).update(begins=dt.time(8))
    release(meeting)
    pages = [
        planner().get(f"/desk/meetings/AB12/programme/versions/{one}/?with={other}").content.decode()
        for one, other in ((1, 2), (2, 1))
    ]
    assert ["Moved from 09:00–10:30 to 08:00–10:30." in page for page in pages] == [True, True]
    beside = planner().get("/desk/meetings/AB12/programme/versions/2/?with=draft").content.decode()
    assert "The two say the same." in beside


WISHES = [
    ({}, "Ama Okoro", "Ama Okoro"),
    ({"listed_to_participants": Listing.by_name, "listed_in_public": Listing.nowhere}, "Ama Okoro", ""),
    ({"listed_to_participants": Listing.by_role, "listed_in_public": Listing.by_role}, "Judge", "Judge"),
    ({"listed_to_participants": Listing.by_alias, "listed_in_public": Listing.by_alias}, "A. O.", "A. O."),
    ({"listed_to_participants": Listing.nowhere, "listed_in_public": Listing.by_name}, "", "Ama Okoro"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("wish", "to_participants", "in_public"), WISHES)
def test_everybody_is_named_as_they_wished(wish, to_participants, in_public) -> None:
    meeting = announced()
    guest = invited(meeting)
    for name, value in {**wish, "alias": "A. O.", "role_words": "Judge"}.items():
        setattr(guest, name, value)
    guest.has_said_how_listed = bool(wish)
    guest.save()
    a_task(a_session(meeting), guest, is_confirmed=True, is_public=True)
    session = next(outline.of(meeting).sessions())
    (one,), called = session.assignments, naming.of(meeting)
    named = [called.of(one, reader, session.regime) for reader in Audience]
    assert named == [in_public, to_participants, "Ama Okoro"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "task", "participants", "public"),
    [
        ({}, {"is_confirmed": False, "is_public": True}, "", ""),
        ({}, {"is_confirmed": True, "is_public": False}, "Ama Okoro", ""),
        ({"place": Place.withdrawn}, {"is_confirmed": True, "is_public": True}, "", ""),
        ({"is_sealed": True}, {"is_confirmed": True, "is_public": True}, "Ama Okoro", ""),
    ],
)
def test_nobody_is_named_before_they_agreed_or_after_they_left(facts, task, participants, public) -> None:
    """Of a protected person the row holds nothing but the other name."""
    meeting = announced()
    a_task(a_session(meeting), invited(meeting, mail="", **facts), **task)
    session = next(outline.of(meeting).sessions())
    (one,), called = session.assignments, naming.of(meeting)
    readers = (Audience.participants, Audience.public)
    assert [called.of(one, reader, session.regime) for reader in readers] == [participants, public]


@pytest.mark.django_db
@pytest.mark.parametrize(("regime", "participants", "public"), [
    ("off_the_record", "Ama Okoro", "Ama Okoro"), ("private", "Ama Okoro", ""), ("undisclosed", "", ""),
])  # fmt: skip
def test_regime_of_the_meeting_is_stricter_than_any_switch(regime, participants, public) -> None:
    meeting = announced(regime=regime)
    a_task(a_session(meeting), invited(meeting), is_confirmed=True, is_public=True)
    session = next(outline.of(meeting).sessions())
    (one,), called = session.assignments, naming.of(meeting)
    readers = (Audience.participants, Audience.public)
    assert [called.of(one, reader, session.regime) for reader in readers] == [participants, public]


@pytest.mark.django_db
def test_public_rendering_shows_no_room_regime_group_or_words_of_others() -> None:
    meeting = announced()
    a_session(
        meeting, kind=Kind.breakout, title="Inner title", public_title="Outer title", words="Inner words",
        room=a_room(meeting, "Secret Cellar", access="By the river door"), regime="on_the_record",
    )  # fmt: skip
    a_session(meeting, "11:00-12:00", title="Open", words="Outer words", audience=Audience.public)
    version = release(meeting)
    (day,) = versions.shown(meeting, version, Audience.public).days
    first, second = day.items
    assert (first.title, first.words, first.room, first.access, first.regime) == (
        "Outer title",
        "",
        "",
        "",
        "",
    )
    assert (second.title, second.words) == ("Open", "Outer words")
    (day,) = versions.shown(meeting, version, Audience.participants).days
    assert (day.items[0].title, day.items[0].words, day.items[0].room) == (
        "Inner title",
        "Inner words",
        "Secret Cellar",
    )


@pytest.mark.django_db
def test_reading_pages_ask_as_many_questions_for_three_sessions_as_for_one() -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    meeting = announced()
    counted = []
    client = browser_of(colleague(Role.RAPPORTEUR))
    for number in (1, 3):
        for at in range(number):
            a_task(
                a_session(meeting, f"{9 + at + number}:00-{9 + at + number}:30"),
                invited(meeting, f"G{number}{at} X"),
            )
        release(meeting)
        paths = [url("programme_versions"), url("programme_version", 1), "/meetings/AB12/programme/"]
        found = []
        for path in paths:
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            found.append(len(asked))
        counted.append(found)
    assert counted[0] == counted[1]
