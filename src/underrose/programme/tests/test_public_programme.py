"""The public page and its files: whom they name, for which meetings they exist, and what caches keep."""

import datetime as dt
import io
import json
import zipfile

import icalendar
import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.module_loading import import_string

from underrose.access.roles import Role
from underrose.concept.audiences import Audience
from underrose.concept.models import State
from underrose.participation.tests.becoming import protected
from underrose.programme.models import Session
from underrose.programme.tests.planning import TODAY, a_meeting, a_room, a_session, a_task, colleague
from underrose.programme.tests.releasing import announced, invited, release

pytestmark = pytest.mark.django_db
PAGE = "/meetings/AB12/programme/"
ADDRESSES = ("", "versions/1/", "programme.pdf", "programme.docx", "programme.ics", "programme.json")


def statuses(client: Client) -> list[int]:
    return [client.get(PAGE + address).status_code for address in ADDRESSES]


def words(answer) -> str:
    """Everything a file says, whatever its kind."""
    kind = answer.headers["Content-Type"]
    if kind == "application/pdf":
        document = pypdfium2.PdfDocument(answer.content)
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    if "wordprocessing" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
            return "".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return answer.content.decode()


def calendar_of(content: bytes) -> dict[str, icalendar.Event]:
    return {str(event["SUMMARY"]): event for event in icalendar.Calendar.from_ical(content).walk("VEVENT")}


def test_every_address_is_there_once_a_version_is_public(client: Client) -> None:
    meeting = announced()
    a_session(meeting)
    assert statuses(client) == [404] * 6
    release(meeting, is_in_public=False)
    assert statuses(client) == [404] * 6
    release(meeting)
    assert statuses(client) == [200, 404, 200, 200, 200, 200]
    assert client.get(f"{PAGE}versions/2/").status_code == 200


@pytest.mark.parametrize("facts", [{"is_undisclosed": True}, {"regime": "private"}, {"published": None}])
def test_meeting_nobody_may_know_of_answers_like_one_that_is_not(client: Client, facts) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()
    assert statuses(client) == [404] * 6


def test_public_reads_no_earlier_version(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting)
    release(meeting)
    Session.objects.filter(key=session.key).update(title="Renamed")
    release(meeting)
    assert client.get(f"{PAGE}versions/1/").status_code == 404
    assert "Renamed" in client.get(f"{PAGE}versions/2/").content.decode()


def test_nothing_that_is_not_public_is_in_any_file(client: Client) -> None:
    meeting = announced()
    session = a_session(
        meeting, title="Canary title", public_title="Open title", words="Canary words",
        room=a_room(meeting, "Canary cellar", access="Canary door"), regime="on_the_record",
    )  # fmt: skip
    a_session(meeting, "11:00-12:00", title="Second", words="Plain words", audience=Audience.public)
    a_task(session, invited(meeting, "Canary Chair"), is_confirmed=True, is_public=False)
    a_task(session, "Canary Free", is_confirmed=False, is_public=True)
    a_task(
        session, invited(meeting, "Canary Alias", is_sealed=True, mail=""), is_confirmed=True, is_public=True
    )
    release(meeting, note="Canary note")
    for address in ADDRESSES:
        answer = client.get(PAGE + address)
        assert ("Canary" in words(answer), "Open title" in words(answer)) == (False, True), address


def test_whoever_agreed_is_named_in_every_file_but_the_calendar(client: Client) -> None:
    meeting = announced()
    a_task(a_session(meeting), invited(meeting), is_confirmed=True, is_public=True)
    release(meeting)
    named = {address: "Ama Okoro" in words(client.get(PAGE + address)) for address in ADDRESSES}
    assert named == {**dict.fromkeys(ADDRESSES, True), "programme.ics": False}


def test_title_and_dates_are_those_that_were_announced(client: Client) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    meeting.title = "A title nobody announced"
    meeting.save()
    for address in ADDRESSES:
        text = words(client.get(PAGE + address))
        assert ("nobody announced" in text, "Rivers and Rights" in text) == (False, True), address


@pytest.fixture
def cached(settings):
    """A browser in front of which the public cache stands, as in a running house."""
    settings.PUBLIC_CACHE = True
    assert import_string("underrose.pages.public_cache.public_cache")
    return Client()


def test_page_that_names_nobody_may_be_kept_and_one_that_names_somebody_may_not(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting)
    release(meeting)
    kept = {address: client.get(PAGE + address).headers["Cache-Control"] for address in ADDRESSES}
    assert set(kept.values()) == {"public, no-cache"}
    a_task(session, invited(meeting), is_confirmed=True, is_public=True)
    release(meeting)
    own = {
        address: client.get(PAGE + address).headers.get("Cache-Control")
        for address in ADDRESSES
        if address != "versions/1/"
    }
    assert own == {
        "": "private, no-cache", "programme.pdf": "private, no-cache", "programme.docx": "private, no-cache",
        "programme.json": "private, no-cache", "programme.ics": "public, no-cache",
    }  # fmt: skip


def test_cache_gives_the_new_version_at_once_and_no_name_that_is_protected(
    cached: Client, django_capture_on_commit_callbacks
) -> None:
    meeting = announced()
    session = a_session(meeting)
    with django_capture_on_commit_callbacks(execute=True):
        release(meeting)
    assert "Opening" in cached.get(PAGE).content.decode()
    Session.objects.filter(key=session.key).update(title="Renamed")
    guest = invited(meeting)
    a_task(session, guest, is_confirmed=True, is_public=True)
    with django_capture_on_commit_callbacks(execute=True):
        release(meeting)
    page = cached.get(PAGE).content.decode()
    assert ("Renamed" in page, "Ama Okoro" in page) == (True, True)
    # No signal, no release: the name is gone because nothing keeps a page with a name.
    by = colleague(Role.PROGRAMME_DIRECTOR, "")
    protected(guest, "Willow", by=by, today=TODAY)
    page = cached.get(PAGE).content.decode()
    assert ("Ama Okoro" in page, "Willow" in page) == (False, False)


def test_public_page_of_the_meeting_leads_here_when_there_is_something(client: Client) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting, is_in_public=False)
    assert PAGE not in client.get("/meetings/AB12/").content.decode()
    release(meeting)
    assert PAGE in client.get("/meetings/AB12/").content.decode()


def test_calendar_has_the_zone_a_lasting_uid_and_a_sequence_of_time_alone(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting)
    row = Session.objects.filter(key=session.key)
    found = []
    for facts in ({}, {"words": "Other"}, {"room": a_room(meeting)}, {"begins": dt.time(8)}):
        row.update(**facts)
        release(meeting)
        content = client.get(f"{PAGE}programme.ics").content
        found.append(calendar_of(content)["Opening"])
        assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/London" in content
    assert [event["SEQUENCE"] for event in found] == [0, 0, 0, 1]
    assert len({event["UID"] for event in found}) == 1
    assert found[-1]["DTSTART"].params["TZID"] == "Europe/London"
    assert (found[-1].decoded("DTSTART").hour, str(found[-1]["LOCATION"])) == (8, "Larkmoor House, Larkmoor")


def test_dropped_session_is_cancelled_in_the_calendar_for_a_while(client: Client) -> None:
    meeting = announced()
    gone = a_session(meeting, title="Gone", public_title="Gone in public")
    a_session(meeting, "14:00-15:00", title="Stays")
    release(meeting, today=timezone.localdate())
    Session.objects.filter(key=gone.key).update(is_removed=True)
    version = release(meeting, today=timezone.localdate())
    events = calendar_of(client.get(f"{PAGE}programme.ics").content)
    assert {name: str(event["STATUS"]) for name, event in events.items()} == {
        "Stays": "CONFIRMED",
        "Gone in public": "CANCELLED",
    }
    assert events["Gone in public"]["SEQUENCE"] == 1
    version.content["dropped"][0]["on"] = f"{timezone.localdate() - dt.timedelta(days=31)}"
    version.save()
    assert set(calendar_of(client.get(f"{PAGE}programme.ics").content)) == {"Stays"}


@pytest.mark.parametrize("state", [State.postponed, State.cancelled])
def test_programme_of_a_meeting_that_is_off_says_so_everywhere(client: Client, state) -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    meeting.state, meeting.state_words = state, "The river rose."
    meeting.save()
    (event,) = calendar_of(client.get(f"{PAGE}programme.ics").content).values()
    assert str(event["STATUS"]) == "CANCELLED"
    for address in ("", "programme.pdf", "programme.json"):
        assert "The river rose." in words(client.get(PAGE + address))


def test_json_says_what_its_reference_page_says(client: Client) -> None:
    meeting = announced()
    session = a_session(meeting, words="W", audience=Audience.public, theme=meeting.themes.first())
    a_task(session, "Minister Flood", is_confirmed=True, is_public=True)
    release(meeting)
    told = json.loads(client.get(f"{PAGE}programme.json").content)
    assert told == {
        "format": 1,
        "meeting": "AB12",
        "title": "Rivers and Rights",
        "dates": "Wednesday 3 – Friday 5 March 2027",
        "place": "Larkmoor House, Larkmoor",
        "time_zone": "Europe/London",
        "address": "http://testserver/meetings/AB12/programme/",
        "language": "en",
        "state": "",
        "version": 1,
        "released_on": f"{TODAY}",
        "days": [
            {
                "date": "2027-03-03",
                "title": "",
                "sessions": [
                    {
                        "id": f"{session.key}",
                        "kind": "plenary",
                        "begins": "2027-03-03T09:00",
                        "ends": "2027-03-03T10:30",
                        "title": "Opening",
                        "words": "W",
                        "theme": "Water as a right",
                        "lenses": [],
                        "people": [{"task": "chair", "name": "Minister Flood"}],
                    }
                ],
            }
        ],
    }


def test_words_in_a_title_are_words(client: Client) -> None:
    meeting = announced()
    a_session(
        meeting,
        title="<b>Bold</b> #let x = 1; *stars*\\",
        words="<script>alert(1)</script>",
        audience=Audience.public,
    )
    release(meeting)
    page = client.get(PAGE).content.decode()
    assert ("<b>Bold" in page, "<script>alert" in page, "&lt;b&gt;Bold" in page) == (False, False, True)
    assert "#let x = 1; *stars*\\" in words(client.get(f"{PAGE}programme.pdf"))


def test_letter_that_no_font_has_is_named(client: Client) -> None:
    meeting = announced()
    a_session(meeting, title="Opening 𓀀")
    release(meeting)
    answer = client.get(f"{PAGE}programme.pdf")
    assert (answer.status_code, "𓀀" in answer.content.decode()) == (422, True)
    assert client.get(f"{PAGE}programme.docx").status_code == 200


def test_meeting_that_is_only_a_draft_shows_nothing(client: Client) -> None:
    meeting = a_meeting()
    a_session(meeting)
    release(meeting)
    assert statuses(client) == [404] * 6
