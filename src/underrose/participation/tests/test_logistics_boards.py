import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from underrose.access.roles import Role
from underrose.participation import board, boards, logistics
from underrose.participation.models import Capacity, Participant, Place
from underrose.participation.needs import Cost, Journey

from .furnished import END, START, browser_of, colleague, furnished, guest, manager, needing, staff

pytestmark = pytest.mark.django_db
ROOT = "/desk/meetings/AB12/participation/logistics/"
QUERIES = {"travel": 7, "rooms": 7, "diet": 7, "costs": 7, "morning": 8}


def _arriving(participant, hour, place="Larkmoor station", **said):
    return needing(participant, arrival=Journey(START, hour, place, "LM 12"), **said)


def test_arrivals_stand_by_day_and_hour():
    meeting = furnished()
    _arriving(guest(meeting, "Ama Okoro"), dt.time(16, 5), wants_collection=True)
    _arriving(guest(meeting, "Bo Lind"), dt.time(9, 0), wants_collection=True, collected_by="Ivo Renn")
    _arriving(guest(meeting, "Cy Ash"), None)
    needing(guest(meeting, "Di Elm"), arrival=Journey(START - dt.timedelta(days=1), None, "", ""))
    guest(meeting, "Ed Fir")
    board = boards.arrivals(logistics.of(meeting))
    assert [(group.heading, group.count, [row[:2] for row in group.rows]) for group in board.groups()] == [
        ("Tuesday 2 March 2027", "1", [("", "Di Elm")]),
        ("Wednesday 3 March 2027", "3", [("09:00", "Bo Lind"), ("16:05", "Ama Okoro"), ("", "Cy Ash")]),
    ]
    assert [row[5] for row in board.rows] == ["", "Ivo Renn", "to be named", ""]


def test_departures_name_no_collector():
    meeting = furnished()
    needing(guest(meeting), departure=Journey(END, dt.time(18, 0), "Larkmoor station", "LM 21"))
    assert boards.departures(logistics.of(meeting)).rows == (
        (END, "18:00", "Ama Okoro", "Larkmoor station", "LM 21"),
    )


def test_rooms_stand_by_kind_and_count_nights():
    meeting = furnished()
    needing(guest(meeting, "Ama Okoro"), room="double", room_from=START, room_until=END)
    needing(guest(meeting, "Bo Lind"), room="single", room_from=START, room_until=END, shares_no_room=True)
    needing(guest(meeting, "Cy Ash"), room="none")
    board = boards.rooms(logistics.of(meeting))
    assert board.rows == (
        ("Single room", "Bo Lind", START, END, 2, "Not shared"),
        ("Double room", "Ama Okoro", START, END, 2, ""),
    )
    assert board.state == "2 rooms, 4 nights in all."


def test_the_kitchen_has_numbers_and_no_names():
    meeting = furnished()
    needing(guest(meeting, "Ama Okoro"), diet=("vegan", "halal"), allergies=("nuts",), allergy_words="kiwi")
    needing(guest(meeting, "Bo Lind"), diet=("vegan",), access=("step_free",))
    board = boards.kitchen(logistics.of(meeting))
    assert board.rows == (
        ("Diet", "Vegan", 2),
        ("Diet", "Halal", 1),
        ("Allergies", "Nuts", 1),
        ("Allergies", "Other wishes, which the project manager tells you", 1),
        ("Access", "Step-free ways", 1),
    )
    html = browser_of(manager()).get(f"{ROOT}diet/").content.decode()
    assert ("kiwi" in html, "Okoro" in html) == (True, False)
    paper = browser_of(manager()).get(f"{ROOT}files/diet.csv").getvalue().decode()
    assert ("kiwi" in paper, "Okoro" in paper) == (False, False)


def test_costs_are_added_by_payer_and_currency():
    meeting = furnished()
    flight = Cost("Flight", "Norrvind", Decimal("412.10"), "CHF")
    needing(guest(meeting, "Ama Okoro"), costs=(flight, Cost("Visa", "Norrvind", None, "CHF")))
    needing(guest(meeting, "Bo Lind"), costs=(flight, Cost("Room", "The house", Decimal(90), "GBP")))
    found = logistics.of(meeting)
    assert boards.payers(found).rows == (("Norrvind", "CHF", 824.2, 1), ("The house", "GBP", 90.0, None))
    assert [group.heading for group in boards.costs(found).groups()] == ["Norrvind", "The house"]
    assert board.written(824.2) == "824.20"


def test_the_morning_calls_protected_people_only_on_the_number_they_gave():
    meeting = furnished()
    guest(meeting, "Ama Okoro", telephone="+44 1632 960 001")
    called = guest(meeting, "Heron", is_sealed=True)
    needing(called, telephone_on_the_day="+44 1632 960 009")
    guest(meeting, "Linnet", is_sealed=True, telephone="+44 1632 960 666")
    needing(guest(meeting, "Bo Lind", telephone="+44 1632 960 003"), telephone_on_the_day="+44 1632 960 004")
    staff(meeting, "Ivo Renn", Capacity.security)
    rows = {row.guest.label: row.telephone for row in logistics.on_the_morning(logistics.of(meeting))}
    assert rows == {
        "Ama Okoro": "+44 1632 960 001",
        "Heron": "+44 1632 960 009",
        "Linnet": "",
        "Bo Lind": "+44 1632 960 004",
        "Ivo Renn": "",
    }
    html = browser_of(manager()).get(f"{ROOT}morning/").content.decode()
    assert ('href="tel:+441632960009"' in html, "960 666" in html) == (True, False)


def test_only_those_who_come_stand_in_lists():
    meeting = furnished()
    guest(meeting, "Ama Okoro", place=Place.reserve)
    guest(meeting, "Bo Lind", place=Place.withdrawn)
    guest(furnished("CD34"), "Cy Ash")
    assert logistics.of(meeting) == ()


@pytest.mark.parametrize("name", boards.PAGES)
def test_pages_ask_as_often_for_three_as_for_one(name, django_assert_num_queries):
    meeting = furnished()
    browser = browser_of(manager())
    for people in (["Ama Okoro"], ["Bo Lind", "Heron"]):
        for one in people:
            found = guest(meeting, one, telephone="+44 1632 960 001")
            _arriving(
                found, dt.time(9, 0), room="single", diet=("vegan",), costs=(Cost("Room", "The house"),)
            )
        with django_assert_num_queries(QUERIES[name]):
            assert browser.get(f"{ROOT}{name}/").status_code == 200


@pytest.mark.parametrize("name", boards.PAGES)
def test_pages_without_anybody_say_what_belongs_there(name):
    furnished()
    html = browser_of(manager()).get(f"{ROOT}{name}/").content.decode()
    board = boards.BOARDS[boards.PAGES[name][0]](())
    assert board.empty in html or board.rows == ()


@pytest.mark.parametrize("name", boards.BOARDS)
def test_every_list_leaves_in_four_kinds(name):
    meeting = furnished()
    found = guest(meeting, "Ama Okoro", telephone="+44 1632 960 001")
    _arriving(
        found,
        dt.time(9, 0),
        room="single",
        diet=("vegan",),
        departure=Journey(END),
        costs=(Cost("Room", "=1+1"),),
    )
    browser = browser_of(manager())
    heads = {}
    for suffix in ("csv", "xlsx", "pdf", "docx"):
        answer = browser.get(f"{ROOT}files/{name}.{suffix}")
        assert (answer.status_code, answer["Content-Disposition"]) == (
            200,
            f'attachment; filename="AB12-{name}.{suffix}"',
        )
        heads[suffix] = answer.getvalue()[:4]
    assert heads == {
        "csv": b"\xef\xbb\xbf" + heads["csv"][3:],
        "xlsx": b"PK\x03\x04",
        "pdf": b"%PDF",
        "docx": b"PK\x03\x04",
    }


def test_spreadsheets_hold_days_as_days_and_nothing_that_calculates():
    meeting = furnished()
    _arriving(guest(meeting), dt.time(9, 0), place="=HYPERLINK(1)")
    browser = browser_of(manager())
    sheet = CalamineWorkbook.from_filelike(
        io.BytesIO(browser.get(f"{ROOT}files/arrivals.xlsx").getvalue())
    ).get_sheet_by_index(0)
    assert sheet.to_python()[1][:4] == [START, "09:00", "Ama Okoro", "=HYPERLINK(1)"]
    lines = csv.reader(io.StringIO(browser.get(f"{ROOT}files/arrivals.csv").getvalue().decode("utf-8-sig")))
    assert list(lines)[1][3] == "'=HYPERLINK(1)"


def test_a_letter_without_a_form_is_named_and_no_paper_is_made():
    meeting = furnished()
    _arriving(guest(meeting, "Ama \U00013000"), None)
    answer = browser_of(manager()).get(f"{ROOT}files/arrivals.pdf")
    assert answer.status_code == 422
    assert "row 1" in answer.content.decode()


def test_files_ask_for_a_fresh_sign_in():
    furnished()
    browser = browser_of(manager())
    session = browser.session
    session["account_authentication_methods"] = [{"method": "code", "at": 0}]
    session.save()
    answer = browser.get(f"{ROOT}files/rooms.xlsx")
    assert (answer.status_code, answer["Location"].startswith("/accounts/")) == (302, True)


@pytest.mark.parametrize("role", [Role.PROGRAMME_DIRECTOR, Role.RAPPORTEUR, Role.PARTNER, Role.POLICY_TEAM])
def test_lists_are_the_project_managers_alone(role):
    furnished()
    browser = browser_of(colleague(role))
    addresses = [
        "",
        "guests/",
        "settle/",
        "travel/",
        "morning/",
        "staff/",
        "check-in/",
        "check-in/phone/list/",
        "files/rooms.csv",
    ]
    assert {browser.get(ROOT + address).status_code for address in addresses} == {404}


def test_overview_says_what_is_missing_and_where(django_assert_num_queries):
    meeting = furnished()
    guest(meeting, "Ama Okoro")
    needing(
        guest(meeting, "Bo Lind"),
        arrival=Journey(START),
        room="single",
        wants_collection=True,
        needs_visa=True,
    )
    said = [one.sentence for one in logistics.missing(meeting, logistics.of(meeting), START)]
    assert said == [
        "1 guest needs a visa soon and has no letter.",
        "1 guest has not said when they arrive.",
        "1 guest has said when they arrive and not when they leave.",
        "1 guest wishes to be collected and nobody is named who does it.",
        "1 guest needs a room and the nights are not known.",
        "2 guests have not said how to appear in the list, and are not in it.",
    ]
    browser = browser_of(manager())
    with django_assert_num_queries(12):
        html = browser.get(ROOT).content.decode()
    assert "?show=no-arrival" in html
    guest(meeting, "Cy Ash")
    with django_assert_num_queries(12):
        browser.get(ROOT)


def test_guests_are_searched_filtered_and_turned_over(django_assert_num_queries):
    meeting = furnished()
    needing(guest(meeting, "Ama Okoro"), arrival=Journey(START))
    browser = browser_of(manager())
    with django_assert_num_queries(7):
        browser.get(f"{ROOT}guests/")
    for number in range(60):
        guest(meeting, f"Bo Lind{number:02d}")
    with django_assert_num_queries(7):
        html = browser.get(f"{ROOT}guests/").content.decode()
    assert ("1–55 of 61" in html, "Lind59" in html) == (True, False)
    assert "Okoro" not in browser.get(f"{ROOT}guests/?show=no-arrival").content.decode()
    assert browser.get(f"{ROOT}guests/?q=okoro").content.decode().count('scope="row"') == 1
    assert "Nobody fits" in browser.get(f"{ROOT}guests/?q=zzz").content.decode()


def test_joining_facts_are_what_everybody_has_to_know():
    from underrose.participation.actions import arrangements

    meeting = furnished()
    assert [term for term, _words in logistics.joining_facts(meeting)] == [
        "Dates",
        "Venue",
        "Address",
        "Town",
        "Local time",
    ]
    arrangements.settle(
        meeting, by=manager(), revision=0, today=START, arrival_help="Ring at the green door."
    )
    assert logistics.joining_facts(meeting)[0] == ("Dates", "Wednesday 3 – Friday 5 March 2027")
    assert logistics.joining_facts(meeting)[-1] == ("How to arrive", "Ring at the green door.")


def test_needs_whose_key_is_gone_leave_the_rest():
    from django.conf import settings

    from underrose.kit import keys

    meeting = furnished()
    _arriving(guest(meeting), dt.time(9, 0))
    keys.ring(settings.KEY_FOLDER).destroy(str(meeting.key), "logistics")
    assert [(one.label, one.needs.is_blank) for one in logistics.of(meeting)] == [("Ama Okoro", True)]


def test_a_colleague_who_settled_first_is_not_overwritten():
    from underrose.kit.refusals import Refused
    from underrose.participation.actions import arrangements
    from underrose.participation.models import Arrangements

    meeting = furnished()
    arrangements.settle(meeting, by=manager(), revision=0, today=START, arrival_help="One")
    with pytest.raises(Refused, match="in the meantime"):
        arrangements.settle(meeting, by=manager(), revision=0, today=START, arrival_help="Two")
    assert (
        arrangements.settle(meeting, by=manager(), revision=7, today=START, arrival_help="One").revision == 1
    )
    assert Arrangements.objects.get().arrival_help == "One"
    browser = browser_of(manager())
    assert (
        browser.post(
            f"{ROOT}settle/", {"revision": "1", "visa_lead_days": "30", "shares_list": "yes"}
        ).status_code
        == 302
    )
    kept = Arrangements.objects.get()
    assert (kept.visa_lead_days, kept.shares_list, kept.arrival_help) == (30, True, "")
    late = browser.post(f"{ROOT}settle/", {"revision": "1", "visa_lead_days": "31"})
    assert "A colleague settled this" in late.content.decode()


def test_arrangements_go_with_what_is_known_of_attendance():
    from underrose.participation.actions import arrangements

    meeting = furnished()
    arrangements.settle(meeting, by=manager(), revision=0, today=START, arrival_help="One")
    long_after = dt.datetime(2029, 3, 5, tzinfo=dt.UTC)
    assert (
        arrangements.old_arrangements(long_after),
        arrangements.old_arrangements(long_after + dt.timedelta(days=2)),
    ) == (0, 1)


def test_staff_are_added_without_a_place_and_leave_again():
    from underrose.participation.models import Brief

    meeting = furnished()
    Brief.objects.update(cap=0)
    browser = browser_of(manager())
    typed = {
        "full_name": "Ivo Renn",
        "capacity": "interpreter",
        "telephone": "+44 1632 960 005",
        "languages": "fr, ar",
    }
    assert browser.post(f"{ROOT}staff/", typed).status_code == 302
    added = Participant.objects.get()
    assert (added.capacity, added.place, added.invitation_id, added.person.languages) == (
        "interpreter",
        "confirmed",
        None,
        ["fr", "ar"],
    )
    assert "960 005" in browser.get(f"{ROOT}staff/").content.decode()
    browser.post(f"{ROOT}staff/{added.key}/leaves/")
    assert Participant.objects.get().place == "withdrawn"
    host = guest(meeting, "Ama Okoro")
    assert browser.post(f"{ROOT}staff/{host.key}/leaves/").status_code == 404


def test_staff_of_a_meeting_without_a_brief_are_refused_in_words():
    from underrose.participation.models import Brief

    furnished()
    Brief.objects.all().delete()
    answer = browser_of(manager()).post(f"{ROOT}staff/", {"full_name": "Ivo Renn", "capacity": "staff"})
    assert "Begin the brief first" in answer.content.decode()


def test_the_morning_of_a_full_room_fits_on_one_page():
    import pypdfium2

    meeting = furnished()
    for number in range(55):
        guest(meeting, f"Maria del Carmen Okoro{number:02d}", telephone=f"+44 1632 960 {number:03d}")
    staff(meeting, "Ivo Renn", Capacity.security)
    made = pypdfium2.PdfDocument(browser_of(manager()).get(f"{ROOT}files/morning.pdf").content)
    words = made[0].get_textpage().get_text_bounded()
    assert (len(made), "Okoro54" in words, "Ivo Renn, Security" in words) == (1, True, True)


def test_what_is_read_shows_nothing_of_itself():
    import pickle

    meeting = furnished()
    needing(guest(meeting), needs_visa=True)
    found = logistics.of(meeting)
    waiting = logistics.without_letter(logistics.arrangements_of(meeting), found, START)
    shown = [repr(one) for one in (*found, *waiting, *logistics.on_the_morning(found))]
    assert shown == ["<Guest>", "<WithoutLetter>", "<OnTheMorning>"]
    with pytest.raises(TypeError):
        pickle.dumps(found[0])


def test_a_round_sum_of_costs_has_no_point():
    from decimal import Decimal

    from underrose.participation.needs import Cost

    meeting = furnished()
    said = (Cost("Train", "House", Decimal("824.00"), "EUR"), Cost("Taxi", "House", Decimal("12.50"), "EUR"))
    needing(guest(meeting), costs=said)
    words = b"".join(browser_of(manager()).get(f"{ROOT}files/costs.csv").streaming_content).decode()
    assert [sum_ in words for sum_ in ("824.0", "824", "12.5")] == [False, True, True]
