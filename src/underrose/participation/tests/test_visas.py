import datetime as dt
import pickle

import pytest
from django.db import connection
from django.utils.timezone import localdate

from underrose.access.models import RecordEntry
from underrose.kit import retention
from underrose.kit.refusals import Refused
from underrose.participation import logistics
from underrose.participation.actions import arrangements, visas
from underrose.participation.actions.visas import Passport
from underrose.participation.models import VisaLetter

from .furnished import NOW, START, TODAY, browser_of, director, furnished, guest, manager, needing

pytestmark = pytest.mark.django_db
PASSPORT = Passport(
    "AMA NADIA OKORO", "Ghana", "XK0099887", dt.date(1980, 5, 1), dt.date(2031, 1, 1), "Embassy of Larkmoor"
)
LATER = TODAY + dt.timedelta(days=30)


def _asked(participant, until=LATER):
    return visas.ask_for_letter(
        participant, by=manager(participant.meeting.code), passport=PASSPORT, signatory="Dara Quell", passport_until=until, today=TODAY
    )  # fmt: skip


def _raw():
    with connection.cursor() as cursor:
        cursor.execute("SELECT passport FROM visa_letter ORDER BY serial")
        return [row[0] for row in cursor.fetchall()]


def test_numbers_run_and_never_come_twice():
    meeting = furnished()
    first, second = _asked(guest(meeting)), _asked(guest(meeting, "Bo Lind"))
    first.participant.delete()
    third = _asked(guest(meeting, "Cy Ash"))
    assert (first.serial, second.serial, third.serial) == (1, 2, 3)
    assert _asked(guest(furnished("CD34"))).serial == 1


def test_letter_is_made_from_the_passport_and_again():
    letter = _asked(guest(furnished()))
    with pytest.raises(Refused, match="has not been made"):
        visas.passport_of(letter)
    assert visas.passport_of(visas.issue(letter, by=manager(), today=TODAY)) == PASSPORT
    assert visas.issue(letter, by=manager(), today=LATER).issued_on == TODAY
    assert RecordEntry.objects.filter(verb="made", noun="visa letter").count() == 1


def test_passport_shows_nothing_of_itself():
    assert repr(PASSPORT) == "<Passport>"
    with pytest.raises(TypeError):
        pickle.dumps(PASSPORT)


def test_a_letter_that_was_sent_leaves_no_byte_of_the_passport():
    letter = _asked(guest(furnished()))
    sealed = bytes(_raw()[0])
    visas.issue(letter, by=manager(), today=TODAY)
    visas.say_sent(letter, by=manager(), today=TODAY)
    assert (_raw(), len(sealed) > 40) == ([None], True)
    assert VisaLetter.objects.get().sent_on == TODAY
    with pytest.raises(Refused, match="was erased"):
        visas.issue(letter, by=manager(), today=TODAY)


def test_saying_sent_twice_keeps_the_first_day():
    letter = _asked(guest(furnished()))
    visas.issue(letter, by=manager(), today=TODAY)
    visas.say_sent(letter, by=manager(), today=TODAY)
    assert visas.say_sent(letter, by=manager(), today=LATER).sent_on == TODAY


def test_a_letter_that_was_never_made_is_not_sent():
    with pytest.raises(Refused, match="has not been made"):
        visas.say_sent(_asked(guest(furnished())), by=manager(), today=TODAY)
    assert _raw() != [None]


def test_passport_goes_on_the_chosen_day():
    meeting = furnished()
    _asked(guest(meeting), until=TODAY + dt.timedelta(days=1))
    _asked(guest(meeting, "Bo Lind"), until=TODAY + dt.timedelta(days=9))
    assert visas.used_passports(NOW + dt.timedelta(days=1)) == 1
    assert [one is None for one in _raw()] == [True, False]
    assert "used_passports" in {line.erase for line in retention.read().lines}


def test_passport_is_erased_at_once_when_nobody_needs_it():
    letter = _asked(guest(furnished()))
    visas.erase_passport(letter, by=manager(), today=TODAY)
    visas.erase_passport(letter, by=manager(), today=TODAY)
    assert _raw() == [None]


def test_passport_is_not_kept_until_a_day_that_is_over():
    with pytest.raises(Refused, match="a day to come"):
        _asked(guest(furnished()), until=TODAY)
    assert VisaLetter.objects.count() == 0


def _waiting(meeting, today):
    return [
        (row.guest.label, row.by, row.is_due)
        for row in logistics.without_letter(logistics.arrangements_of(meeting), logistics.of(meeting), today)
    ]


def test_those_who_need_a_visa_are_named_in_time():
    meeting = furnished()
    arrangements.settle(meeting, by=manager(), revision=0, today=TODAY, visa_lead_days=20)
    needing(guest(meeting, "Ama Okoro"), needs_visa=True)
    needing(guest(meeting, "Bo Lind"), needs_visa=True, visa_by=dt.date(2026, 12, 1))
    needing(guest(meeting, "Cy Ash"), needs_visa=False)
    helped = guest(meeting, "Di Elm")
    needing(helped, needs_visa=True)
    visas.issue(_asked(helped), by=manager(), today=TODAY)
    by = START - dt.timedelta(days=20)
    assert _waiting(meeting, TODAY) == [("Bo Lind", dt.date(2026, 12, 1), True), ("Ama Okoro", by, False)]
    assert _waiting(meeting, by - dt.timedelta(days=14))[1] == ("Ama Okoro", by, True)


def test_register_asks_as_often_for_three_as_for_one(django_assert_num_queries):
    meeting = furnished()
    browser = browser_of(manager())
    for names in (["Ama Okoro"], ["Bo Lind", "Cy Ash"]):
        for name in names:
            found = guest(meeting, name)
            needing(found, needs_visa=True)
            _asked(found)
        with django_assert_num_queries(QUERIES):
            html = browser.get("/desk/meetings/AB12/participation/logistics/visas/").content.decode()
    assert [f"AB12/V00{number}" in html for number in (1, 2, 3)] == [True, True, True]
    assert "XK0099887" not in html


QUERIES = 10


def test_pages_lead_from_the_guest_to_a_letter_and_its_end():
    meeting = furnished()
    found = guest(meeting)
    browser = browser_of(manager())
    root = "/desk/meetings/AB12/participation/logistics/visas/"
    typed = {
        "name": "AMA NADIA OKORO",
        "nationality": "Ghana",
        "number": "XK0099887",
        "signatory": "Dara Quell",
    }
    assert (
        browser.post(
            f"{root}for/{found.key}/", {**typed, "passport_until": str(localdate() + dt.timedelta(days=1))}
        ).status_code
        == 302
    )
    letter = VisaLetter.objects.get()
    assert browser.get(f"{root}{letter.key}/letter.pdf").status_code == 409
    browser.post(f"{root}{letter.key}/make/")
    pdf = browser.get(f"{root}{letter.key}/letter.pdf")
    assert (pdf.status_code, pdf.content[:4]) == (200, b"%PDF")
    word = browser.get(f"{root}{letter.key}/letter.docx")
    assert (word.status_code, word.content[:2]) == (200, b"PK")
    assert browser.get(f"{root}{letter.key}/letter.csv").status_code == 404
    browser.post(f"{root}{letter.key}/sent/")
    assert _raw() == [None]
    assert browser.get(f"{root}{letter.key}/letter.pdf").status_code == 409


def test_register_is_the_project_managers_alone():
    meeting = furnished()
    letter = _asked(guest(meeting))
    browser = browser_of(director())
    root = "/desk/meetings/AB12/participation/logistics/visas/"
    assert browser.get(root).status_code == 404
    assert browser.get(f"{root}{letter.key}/letter.pdf").status_code == 404


def test_letter_of_an_undisclosed_meeting_does_not_name_it():
    from underrose.participation.working_papers import visa_letter

    meeting = furnished(is_undisclosed=True)
    letter = _asked(guest(meeting))
    written = visa_letter(meeting, letter, PASSPORT, TODAY)
    assert ("Rivers" in written.body, written.addressee) == (False, ("Embassy of Larkmoor",))


def test_register_says_how_far_each_letter_has_come():
    meeting = furnished()
    browser = browser_of(manager())
    root = "/desk/meetings/AB12/participation/logistics/visas/"
    made, erased, asked, sent = (_asked(guest(meeting, name)) for name in ("Ama", "Bo", "Cy", "Di"))
    for letter in (made, sent):
        browser.post(f"{root}{letter.key}/make/")
    browser.post(f"{root}{sent.key}/sent/")
    answer = browser.post(f"{root}{erased.key}/erase/", follow=True)
    html = answer.content.decode()
    words = (
        "Made, to be sent",
        "Passport erased",
        "To be made",
        "Sent</span>",
        "The number stays in the register",
    )
    assert ([word in html for word in words], asked.issued_on) == ([True] * 5, None)


SOON = dt.timedelta(days=100)


def _soon():
    """A meeting whose last day is a hundred days away, whenever this is run."""
    return furnished(start_on=localdate() + SOON, end_on=localdate() + SOON)


def _entered(participant, **said):
    last = localdate() + SOON
    told = {"name": "AMA OKORO", "nationality": "Ghana", "number": "XK1", "signatory": "Dara Quell"}
    told |= {"passport_until": last, "born_on": "1980-05-01", "valid_until": last} | said
    address = f"/desk/meetings/AB12/participation/logistics/visas/for/{participant.key}/"
    return browser_of(manager()).post(address, told, follow=True).content.decode()


@pytest.mark.parametrize(
    ("name", "days", "sentence"),
    [
        ("born_on", 1, "The day of birth is a day to come."),
        ("valid_until", 99, "the last day of the meeting. Nothing was saved"),
        ("passport_until", 191, "A passport is erased at the latest 90 days after the meeting"),
    ],
)
def test_days_that_cannot_be_are_refused_in_a_sentence(name, days, sentence):
    html = _entered(guest(_soon()), **{name: localdate() + dt.timedelta(days=days)})
    assert (sentence in html, "XK1" in html, VisaLetter.objects.count()) == (True, True, 0)


def test_a_passport_valid_to_the_last_day_is_taken_and_kept_ninety_days():
    _entered(guest(_soon()), passport_until=localdate() + dt.timedelta(days=190))
    assert VisaLetter.objects.count() == 1


def test_a_second_letter_for_one_guest_is_asked_for_first():
    one = guest(_soon())
    assert (
        "second letter"
        not in browser_of(manager())
        .get(f"/desk/meetings/AB12/participation/logistics/visas/for/{one.key}/")
        .content.decode()
    )
    _entered(one)
    html = _entered(one)
    sentence = "This guest has letter 1 in the register already."
    assert (sentence in html, "Enter a second letter for this guest" in html) == (True, True)
    assert VisaLetter.objects.count() == 1
    _entered(one, is_another="on")
    assert [row.serial for row in VisaLetter.objects.order_by("serial")] == [1, 2]


def test_whoever_stands_in_the_register_no_longer_waits_for_a_letter():
    meeting = furnished()
    one = guest(meeting)
    needing(one, needs_visa=True)
    letter = _asked(one)
    assert _waiting(meeting, TODAY) == []
    visas.erase_passport(letter, by=manager(), today=TODAY)
    assert [name for name, _by, _due in _waiting(meeting, TODAY)] == ["Ama Okoro"]
