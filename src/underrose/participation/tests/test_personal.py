"""The page of one guest: a button first, then the question; no script needed; nothing told to a stranger."""

import datetime as dt
import itertools
import re

import icalendar
import pytest
import time_machine
from django.test import Client

from underrose.kit.models import MailState, OutboxMail, OutboxPart
from underrose.participation import calendar_entries
from underrose.participation.models import Invitation, Listing, Needs, Participant, Place
from underrose.participation.tests.asked import capped, letter_of, page_of, person, protected, sent
from underrose.participation.tests.furnished import TODAY, furnished

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _the_day():
    with time_machine.travel(NOON, tick=False):
        yield


def opened(invitation: Invitation) -> tuple[Client, str]:
    """A telephone on which the guest has pressed the button."""
    client, page = Client(), page_of(invitation)
    once = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())[1]
    answer = client.post(page, {"door": "open", "once": once})
    assert (answer.status_code, answer["Location"]) == (303, page)
    return client, page


def post(client: Client, page: str, **said):
    once = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())
    return client.post(page, {**({"once": once[1]} if once else {}), **said})


def told(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_only_looks_learns_nothing_and_changes_nothing() -> None:
    invitation = sent(furnished(title="Canary Waters"))
    answer = Client().get(page_of(invitation))
    words = answer.content.decode()
    assert "Canary Waters" not in words
    assert "Ama Okoro" not in words
    assert Invitation.objects.get().state == "sent"


def test_accepting_on_a_telephone() -> None:
    client, page = opened(sent(furnished()))
    assert "Can you come?" in told(client, page)
    assert post(client, page, answer="accept", reason="").status_code == 303
    words = told(client, page)
    assert "You have accepted, and a place is kept for you." in words
    assert "Take this answer back" in words
    assert Participant.objects.get().place == Place.confirmed


def test_a_click_too_many_answers_once() -> None:
    client, page = opened(sent(furnished()))
    once = re.search(r'name="once" value="([^"]+)"', told(client, page))[1]
    for _click in range(2):
        assert client.post(page, {"once": once, "answer": "accept"}).status_code in {302, 303}
    assert OutboxMail.objects.filter(cause__startswith="confirmation:").count() == 1


def test_a_click_too_many_proposes_one_person() -> None:
    client, page = opened(sent(furnished()))
    once = re.search(r'name="once" value="([^"]+)"', told(client, f"{page}substitute/"))[1]
    for _click in range(2):
        said = {"once": once, "name": "Dina Sol", "mail_address": "", "words": ""}
        assert client.post(f"{page}substitute/", said).status_code in {302, 303}
    assert Invitation.objects.get().substitutes.count() == 1


def test_declining_with_a_reason_and_proposing_somebody() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="decline", reason="a wedding")
    assert "you cannot come" in told(client, page)
    answer = post(client, f"{page}substitute/", name="Dina Sol", mail_address="dina@guest.example", words="")
    assert (answer.status_code, answer["Location"]) == (303, page)
    assert Invitation.objects.get().substitutes.get().name == "Dina Sol"


def test_taking_an_answer_back() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="accept")
    assert client.get(f"{page}take-back/").status_code == 200
    assert Invitation.objects.get().state == "accepted"
    assert post(client, f"{page}take-back/").status_code == 303
    assert Invitation.objects.get().state == "sent"


def test_no_answer_chosen_is_said_and_the_reason_kept() -> None:
    client, page = opened(sent(furnished()))
    words = post(client, page, reason="a wedding").content.decode()
    assert "a wedding" in words
    assert Invitation.objects.get().state == "sent"


def test_the_second_step_asks_one_thing_at_a_time() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="accept")
    first = post(client, f"{page}needs/", step="diet", revision="0", diet=["vegetarian"])
    assert first["Location"] == f"{page}needs/?step=access"
    assert "vegetarian" in Needs.objects.select_related("participant").get().content
    assert client.get(f"{page}needs/?step=nonsense").status_code == 200


def test_needs_are_not_asked_of_somebody_without_a_place() -> None:
    client, page = opened(sent(furnished()))
    assert client.get(f"{page}needs/").status_code == 404


def test_how_my_name_may_appear() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="accept")
    assert "stands in no list" in told(client, page)
    missing = post(client, f"{page}names/", to_participants="by_alias", in_public="nowhere")
    assert "the name under which to appear" in missing.content.decode()
    post(
        client,
        f"{page}names/",
        to_participants="by_role",
        in_public="nowhere",
        role_words="adviser, a ministry",
    )
    found = Participant.objects.get()
    assert (found.listed_to_participants, found.listed_in_public, found.has_said_how_listed) == (
        Listing.by_role,
        Listing.nowhere,
        True,
    )


def test_what_is_held_about_me_and_until_when() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="decline", reason="a wedding")
    words = told(client, f"{page}held/")
    assert "Ama Okoro" in words
    assert "a wedding" in words
    assert "5 March 2029" in words  # 24 months after the meeting


def test_what_is_held_is_said_in_words_and_why_once() -> None:
    who = person("Ama Okoro", languages=("fr", "ar"), country="KEN", given_name="Ama", family_name="Okoro")
    client, page = opened(sent(furnished(), who))
    words = told(client, f"{page}held/")
    assert re.findall(r"<h2>(Languages|Country)</h2>\s*<p><bdi>([^<]*)</bdi>", words) == [
        ("Languages", "French, Arabic"),
        ("Country", "Kenya"),
    ]
    assert words.count("Kept to write to you and to address you rightly") == 1
    kept = re.findall(r'<p class="soft">(Kept [^<]*)</p>', words)
    assert all(one != other for one, other in itertools.pairwise(kept))


def test_stepping_back_altogether() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="accept")
    post(client, f"{page}step-back/", is_not_written_to_again="on")
    assert Invitation.objects.get().state == "declined"
    assert Invitation.objects.get().candidate.person.do_not_contact is True


def test_stepping_back_before_an_answer_is_no_answer_to_take_back() -> None:
    client, page = opened(sent(furnished()))
    post(client, f"{page}step-back/")
    words = told(client, page)
    assert "No place is kept for you, as you asked." in words
    assert "Take this answer back" not in words
    assert "can no longer be taken back" in told(client, f"{page}take-back/")
    assert letter_of(Invitation.objects.get(), "regret").state == MailState.QUEUED
    assert post(client, page, answer="accept").status_code == 303
    assert Participant.objects.get().place == Place.confirmed


def test_whoever_is_not_to_be_written_to_is_not_even_thanked() -> None:
    invitation = sent(furnished())
    client, page = opened(invitation)
    post(client, f"{page}step-back/", is_not_written_to_again="on")
    assert letter_of(invitation, "regret").state == MailState.CANCELLED


def test_until_when_an_answer_is_taken_back_is_said() -> None:
    client, page = opened(sent(furnished()))
    post(client, page, answer="decline")
    assert "until the end of Monday 23 November 2026" in told(client, page)
    assert "until the end of Monday 23 November 2026" in told(client, f"{page}take-back/")
    with time_machine.travel(NOON + dt.timedelta(days=2), tick=False):
        assert "Take this answer back" not in told(client, page)


def test_the_page_opens_with_the_meeting_before_it_asks() -> None:
    client, page = opened(sent(furnished()))
    words = told(client, page).partition("<main")[2]
    assert words.index("Rivers and Rights") < words.index("3–5 March 2027") < words.index("Can you come?")
    assert "Rivers" not in told(client, page).partition("</title>")[0]


@pytest.mark.parametrize("facts", [{"is_undisclosed": True}, {"mail_tone": "quiet"}, {}])
def test_a_quiet_page_opens_with_nothing_that_tells(facts: dict[str, object]) -> None:
    client, page = opened(sent(furnished(**facts), "Ama Okoro" if facts else protected()))
    above, asked, _below = told(client, page).partition("Can you come?")
    assert asked
    assert "Rivers and Rights" not in above
    assert "March" not in above


def test_the_letter_on_an_arabic_page_runs_from_right_to_left() -> None:
    client, page = opened(sent(furnished(), person("Amina Haddad", languages=("ar",))))
    words = told(client, page)
    assert '<section class="letter" lang="ar" dir="rtl">' in words
    assert re.findall(r'<a href="#answer"[^>]*>([^<]+)</a>', words) == ["ردّكم"]
    assert ">your answer<" not in words


def test_the_letter_as_pdf() -> None:
    client, page = opened(sent(furnished()))
    answer = client.get(f"{page}letter.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_note_stands_on_the_page() -> None:
    client, page = opened(sent(furnished()))
    assert f"{page}note.pdf" in told(client, page)
    assert client.get(f"{page}note.pdf").content.startswith(b"%PDF")


def test_a_calendar_entry_names_nobody_else() -> None:
    meeting = furnished()
    other = sent(meeting, "Béla Nagy")
    first, first_page = opened(other)
    post(first, first_page, answer="accept")
    client, page = opened(sent(meeting))
    assert client.get(f"{page}meeting.ics").status_code == 404
    post(client, page, answer="accept")
    entry = icalendar.Calendar.from_ical(client.get(f"{page}meeting.ics").content)
    event = entry.walk("VEVENT")[0]
    assert str(event["ATTENDEE"]) == "mailto:ama@guest.example"
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (0, dt.date(2027, 3, 3))


def test_an_entry_put_back_into_a_calendar_stands_above_the_one_that_took_it_out() -> None:
    client, page = opened(sent(furnished()))
    for path, said in ((page, {"answer": "accept"}), (f"{page}take-back/", {}), (page, {"answer": "accept"})):
        post(client, path, **said)
    entries = [
        icalendar.Calendar.from_ical(part.body)
        for part in OutboxPart.objects.filter(media_type__startswith="text/calendar").order_by("mail__pk")
    ]
    told_of = [(str(one["METHOD"]), one.walk("VEVENT")[0]["SEQUENCE"]) for one in entries]
    assert sorted(told_of, key=lambda one: one[1]) == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]
    on_the_page = icalendar.Calendar.from_ical(client.get(f"{page}meeting.ics").content)
    assert on_the_page.walk("VEVENT")[0]["SEQUENCE"] == 2


@pytest.mark.parametrize(
    ("guest", "is_undisclosed", "summary", "language"),
    [
        ("fr", False, "Rivers and Rights", "en"),
        ("ar", False, "Rivers and Rights", "en"),
        ("fr", True, "Meeting", "en"),
        ("ar", True, "الاجتماع", "ar"),
    ],
)
def test_a_calendar_names_the_language_its_words_are_in(guest, is_undisclosed, summary, language) -> None:
    meeting = furnished(is_undisclosed=is_undisclosed)
    who = Participant(meeting=meeting, person=person(languages=(guest,)), since=TODAY)
    raw = calendar_entries.request(meeting, who, "ama@guest.example", TODAY)
    found = icalendar.Calendar.from_ical(raw).walk("VEVENT")[0]["SUMMARY"]
    assert (str(found), found.params["LANGUAGE"]) == (summary, language)


def test_a_protected_person_has_a_quiet_page_without_a_calendar() -> None:
    invitation = sent(furnished(title="Canary Waters"), protected())
    letter = OutboxMail.objects.get(cause__startswith="invitation:")
    assert "Canary Waters" not in letter.subject + letter.body
    client, page = opened(invitation)
    post(client, page, answer="accept")
    assert "For my calendar" not in told(client, page)
    assert client.get(f"{page}meeting.ics").status_code == 404
    confirmation = OutboxMail.objects.get(cause__startswith="confirmation:")
    assert confirmation.parts.count() == 0


def test_another_device_sees_nothing() -> None:
    invitation = sent(furnished(title="Canary Waters"))
    _client, page = opened(invitation)
    stranger = Client()
    for path in ("", "held/", "note.pdf", "needs/", "letter.pdf", "meeting.ics", "details/", "names/"):
        words = stranger.get(page + path).content.decode()
        assert "Canary Waters" not in words
        assert "Okoro" not in words
    assert stranger.post(page, {"answer": "accept"}).status_code == 200
    assert Invitation.objects.get().state == "sent"


def test_a_page_of_one_opens_nothing_of_another() -> None:
    meeting = furnished()
    client, _page = opened(sent(meeting, "Ama Okoro"))
    other = page_of(sent(meeting, "Béla Nagy"))
    assert "Béla" not in client.get(other).content.decode()


@pytest.mark.parametrize("end", ["", "held/", "letter.pdf"])
def test_an_address_that_ended_says_nothing(end: str) -> None:
    invitation = sent(furnished())
    client, page = opened(invitation)
    with time_machine.travel(NOON + dt.timedelta(days=500), tick=False):
        answer = client.get(page + end)
    assert answer.status_code == 404
    assert "Okoro" not in answer.content.decode()


def test_the_reserve_is_told_kindly() -> None:
    meeting = furnished()
    capped(meeting, 0)
    client, page = opened(sent(meeting))
    post(client, page, answer="accept")
    assert "Every place is taken at this moment" in told(client, page)
    assert Participant.objects.get().since == TODAY
