"""What the public can read, and what it cannot."""

import datetime as dt
import json
import re

import pytest

from underrose.concept.actions import meetings, note, publishing
from underrose.concept.models import Contact, Meeting, Objective, Partner, Section

from .conftest import NOW, TODAY

CANARIES = {
    "heading": "CANARYheading",
    "body": "CANARYbody",
    "objective": "CANARYobjective",
    "contact": "CANARYcontact",
    "wording": "CANARYoriginal",
}


@pytest.fixture
def announced(written, director):
    """Announced, with something in every place that the public is not to see."""
    participation = written.sections.get(kind="participation")
    note.write_section(
        participation,
        by=director,
        revision=1,
        today=TODAY,
        heading=CANARIES["heading"],
        body=CANARIES["body"],
    )
    context = written.sections.get(kind="context")
    note.write_section(
        context,
        by=director,
        revision=1,
        today=TODAY,
        body=CANARIES["wording"],
        public_wording="For all to read.",
    )
    note.write_lines(written, Objective, [CANARIES["objective"]], by=director, today=TODAY)
    note.write_part(
        Contact(meeting=written),
        by=director,
        today=TODAY,
        role="Programme Director",
        name=CANARIES["contact"],
    )
    note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    meetings.place_in_series(written, name="River Dialogues", ordinal=7, by=director, today=TODAY)
    publishing.announce(written, by=director, today=TODAY)
    return Meeting.objects.get()


PUBLIC = [
    "/meetings/AB12/",
    "/meetings/AB12/note.pdf",
    "/meetings/AB12/meeting.ics",
    "/series/river-dialogues/",
    "/feed/",
    "/",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_shows_no_field_that_is_not_public(address, announced, client):
    content = client.get(address).content
    assert b"CANARY" not in content


@pytest.mark.parametrize("address", PUBLIC)
def test_public_page_sets_no_cookie(address, announced, client):
    response = client.get(address)
    assert response.status_code == 200
    assert response.cookies == {}
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("address", PUBLIC[:4])
def test_draft_is_not_public(address, written, client):
    assert client.get(address).status_code == 404


def test_draft_is_in_no_list(written, client):
    assert "Rivers" not in client.get("/").content.decode() + client.get("/feed/").content.decode()


def test_undisclosed_meeting_is_nowhere_even_if_its_state_says_announced(announced, client):
    Meeting.objects.update(is_undisclosed=True)
    assert client.get("/meetings/AB12/").status_code == 404
    assert "Rivers" not in client.get("/").content.decode() + client.get("/feed/").content.decode()
    assert client.get("/series/river-dialogues/").status_code == 404


def test_page_shows_what_was_announced_and_not_what_is_being_written(announced, director, client):
    summary = announced.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=summary.revision, today=TODAY, body="SECRET draft")
    assert "SECRET" not in client.get("/meetings/AB12/").content.decode()


def test_page_in_the_words_meant_for_the_public(announced, client):
    html = client.get("/meetings/AB12/").content.decode()
    assert "For all to read." in html
    assert "Norrvind Foundation" in html


def test_page_tells_machines_what_it_tells_people(announced, client):
    html = client.get("/meetings/AB12/").content.decode()
    event = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
    assert event["@type"] == "Event"
    assert (event["startDate"], event["endDate"]) == ("2027-03-03", "2027-03-05")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["superEvent"]["name"] == "River Dialogues"


def test_title_that_closes_a_script_stays_a_title(make_meeting, director, client):
    meeting = make_meeting(title="</script><script>alert(1)</script>")
    Section.objects.filter(meeting=meeting, kind="summary").update(body="Words.")
    publishing.announce(meeting, by=director, today=TODAY)
    html = client.get("/meetings/AB12/").content.decode()
    assert "<script>alert(1)" not in html


def test_page_of_a_postponed_meeting_says_so(announced, director, client):
    publishing.postpone(announced, by=director, now=NOW, words="The river is high.")
    html = client.get("/meetings/AB12/").content.decode()
    assert "Postponed." in html
    assert "The river is high." in html
    assert "EventPostponed" in html


def test_calendar_file_updates_and_cancels_itself(announced, director, client):
    first = client.get("/meetings/AB12/meeting.ics").content.decode()
    publishing.move(announced, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    moved = client.get("/meetings/AB12/meeting.ics").content.decode()
    publishing.cancel(announced, by=director, now=NOW)
    gone = client.get("/meetings/AB12/meeting.ics").content.decode()
    uid = f"UID:{announced.key}@underrose\r\n"
    assert [uid in text for text in (first, moved, gone)] == [True, True, True]
    assert [re.search(r"SEQUENCE:(\d+)", text)[1] for text in (first, moved, gone)] == ["1", "2", "3"]
    assert "DTSTART;VALUE=DATE:20270407\r\nDTEND;VALUE=DATE:20270410\r\n" in moved
    assert "METHOD:CANCEL\r\n" in gone
    assert "STATUS:CANCELLED\r\n" in gone
    assert "ATTENDEE" not in first + moved + gone
    assert all(len(line.encode()) <= 75 for line in moved.split("\r\n"))


def test_team_sees_a_preview_that_no_search_engine_keeps(written, director, browser_of):
    response = browser_of(director).get("/meetings/AB12/")
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_address_in_other_letters_leads_to_the_true_one(announced, client):
    response = client.get("/meetings/ab12/")
    assert (response.status_code, response.url) == (302, "/meetings/AB12/")


@pytest.mark.parametrize(
    ("address", "queries"), [("/meetings/AB12/", 2), ("/", 3), ("/series/river-dialogues/", 3)]
)
def test_public_page_costs_few_queries(address, queries, announced, client, django_assert_num_queries):
    with django_assert_num_queries(queries):
        client.get(address)


def test_words_for_the_public_hide_the_facts_and_only_from_the_public(
    announced, director, client, browser_of
):
    from underrose.concept.models import Venue

    venue = Venue.objects.create(name="CANARYhouse", town="CANARYtown")
    particulars = {"venue": venue, "public_wordings": {"venue": "in the north", "dates": "Spring 2027"}}
    meetings.revise(announced, particulars, by=director, revision=announced.revision, today=TODAY)
    publishing.announce(announced, by=director, today=TODAY)
    public = client.get("/meetings/AB12/").content.decode()
    assert "in the north" in public
    assert "Spring 2027" in public
    assert "CANARY" not in public
    assert "2027-03-03" not in public
    desk = browser_of(director).get("/desk/meetings/AB12/concept/").content.decode()
    assert "CANARYhouse" in desk
    assert "5 March 2027" in desk


def test_facts_switched_on_for_the_public_are_on_the_page(announced, director, client):
    switches = {**announced.field_audiences, "cap": "public", "regime": "public", "follow_up": "public"}
    particulars = {
        "field_audiences": switches,
        "cap": 55,
        "follow_up_from_months": 3,
        "follow_up_to_months": 6,
    }
    meetings.revise(announced, particulars, by=director, revision=announced.revision, today=TODAY)
    publishing.announce(announced, by=director, today=TODAY)
    html = client.get("/meetings/AB12/").content.decode()
    assert "<dd>55</dd>" in html
    assert "off the record" in html
    assert "3 to 6 months" in html


def test_series_page_says_what_the_meeting_says_in_public(announced, director, client):
    meetings.place_in_series(announced, name="Hidden Ladder", ordinal=1, by=director, today=TODAY)
    assert client.get("/series/hidden-ladder/").status_code == 404
    publishing.announce(announced, by=director, today=TODAY)
    assert client.get("/series/hidden-ladder/").status_code == 200
    switches = {**announced.field_audiences, "series": "team"}
    meeting = Meeting.objects.get()
    meetings.revise(
        meeting, {"field_audiences": switches}, by=director, revision=meeting.revision, today=TODAY
    )
    publishing.announce(meeting, by=director, today=TODAY)
    assert client.get("/series/hidden-ladder/").status_code == 404


def test_title_adds_no_line_to_the_calendar(make_meeting, director, client):
    meeting = make_meeting("AB15", title="A\rATTENDEE:mailto:x@x.example\r\nX")
    Section.objects.filter(meeting=meeting, kind="summary").update(body="Words.")
    publishing.announce(meeting, by=director, today=TODAY)
    text = client.get("/meetings/AB15/meeting.ics").content.decode()
    assert [
        line
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if line.startswith("ATTENDEE")
    ] == []


def test_feed_says_the_day_and_no_hour(announced, client):
    text = client.get("/feed/").content.decode()
    assert text == client.get("/feed/").content.decode()
    assert f"<updated>{announced.published.kept_on.isoformat()}T00:00:00+00:00</updated>" in text
