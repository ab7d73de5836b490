import io
import zipfile

import pypdfium2
import pytest

from underrose.access.roles import Role
from underrose.kit.refusals import Refused
from underrose.participation import delegates
from underrose.participation.actions import arrangements, lists
from underrose.participation.delegates import Shows
from underrose.participation.models import Capacity, ListCopy
from underrose.participation.rules import logistics as rules

from .furnished import (
    ALIAS,
    NAMED,
    NOWHERE,
    ROLE,
    TODAY,
    browser_of,
    colleague,
    director,
    furnished,
    guest,
    manager,
    staff,
)

pytestmark = pytest.mark.django_db
ROOT = "/desk/meetings/AB12/participation/logistics/"
POST = ("Ambassador", "Mission of Larkmoor", "CHE")
LIST_QUERIES, BADGE_QUERIES = 10, 8


def _room(meeting):
    guest(meeting, "Ama Okoro", said=NAMED, post=POST, native="Ама Окоро")
    guest(meeting, "Bo Lind", said=ROLE, role_words="Judge of a regional court", post=POST)
    guest(meeting, "Cy Ash", said=ALIAS, alias="Kestrel")
    guest(meeting, "Di Elm", said=NOWHERE)
    guest(meeting, "Ed Fir")
    guest(meeting, "Heron", is_sealed=True, said=NAMED, post=POST)
    staff(meeting, "Ivo Renn", Capacity.interpreter)


def _names(found):
    return [one.name for one in found.people]


def test_each_stands_as_they_agreed():
    meeting = furnished()
    _room(meeting)
    found = delegates.of(meeting, TODAY, organiser_allows=None)
    assert delegates.rows_of(found.people) == [
        ("Heron", "", "", "", ""),
        ("Judge of a regional court", "", "", "", ""),
        ("Kestrel", "", "", "", ""),
        ("Ama Okoro", "Ама Окоро", "Ambassador", "Mission of Larkmoor", "Switzerland"),
    ]
    assert (found.left_out, found.silent, found.sentence) == (2, 1, "and 2 further participants")


def test_the_order_tells_nothing_of_a_name_that_is_not_there():
    one, other = furnished(), furnished("CD34")
    for meeting, family in ((one, "Aaron"), (other, "Zyss")):
        guest(meeting, f"Cy {family}", said=ALIAS, alias="Kestrel")
        guest(meeting, f"Bo {family}", said=ROLE, role_words="Judge")
        guest(meeting, "Ama Marlow", said=NAMED)
    found = [_names(delegates.of(meeting, TODAY, organiser_allows=None)) for meeting in (one, other)]
    made = [[card[0] for card in _cards(meeting)] for meeting in (one, other)]
    assert (found[0] == found[1], made[0] == made[1]) == (True, True)


def test_a_partner_sees_only_those_who_stand_by_name():
    meeting = furnished()
    _room(meeting)
    found = delegates.of(meeting, TODAY, organiser_allows=None, is_for_partner=True)
    assert (_names(found), found.left_out) == (["Ama Okoro"], 5)


@pytest.mark.parametrize(
    ("regime", "allows", "refused"),
    [
        ("off_the_record", None, ""),
        ("off_the_record", False, ""),
        ("on_the_record", None, ""),
        ("chatham_house_rule", None, "please decide first"),
        ("chatham_house_rule", True, ""),
        ("chatham_house_rule", False, "receive no list"),
        ("private", True, ""),
        ("private", None, "please decide first"),
        ("undisclosed", True, "nobody receives"),
    ],
)
def test_the_rule_of_the_meeting_decides_about_the_list(regime, allows, refused):
    meeting = furnished(regime=regime)
    _room(meeting)
    said = rules.may_list(meeting, organiser_allows=allows)
    assert (refused in said, bool(said)) == (True, bool(refused))
    found = delegates.of(meeting, TODAY, organiser_allows=allows)
    assert bool(found.people) is not bool(refused)


def test_an_undisclosed_meeting_has_no_list_whatever_its_regime():
    assert "nobody receives" in rules.may_list(furnished(is_undisclosed=True), organiser_allows=True)


def test_copies_are_numbered_through_and_sealed():
    meeting = furnished()
    _room(meeting)
    first = lists.make_copies(meeting, ["Embassy of Larkmoor", " ", "Ama Okoro"], by=manager(), today=TODAY)
    second = lists.make_copies(meeting, ["The chair"], by=manager(), today=TODAY)
    assert [(one.number, one.recipient) for one in (*first, *second)] == [
        (1, "Embassy of Larkmoor"),
        (2, "Ama Okoro"),
        (3, "The chair"),
    ]
    raw = [one.raw for one in ListCopy.objects.values_list("recipient", flat=True)]
    assert any(b"Embassy" in one for one in raw) is False


def test_copies_for_nobody_for_too_many_and_against_the_rule_are_refused():
    meeting = furnished()
    for recipients, words in ((["", " "], "for whom"), (["x"] * 61, "At most 60")):
        with pytest.raises(Refused, match=words):
            lists.make_copies(meeting, recipients, by=manager(), today=TODAY)
    meeting.regime = "chatham_house_rule"
    meeting.save()
    with pytest.raises(Refused, match="decide first"):
        lists.make_copies(meeting, ["Ama"], by=manager(), today=TODAY)
    arrangements.settle(meeting, by=manager(), revision=0, today=TODAY, shares_list=True)
    assert len(lists.make_copies(meeting, ["Ama"], by=manager(), today=TODAY)) == 1


def test_page_shows_the_list_and_asks_as_often_for_three_as_for_one(django_assert_num_queries):
    meeting = furnished()
    guest(meeting, "Ama Okoro", said=NAMED, post=POST)
    browser = browser_of(director())
    with django_assert_num_queries(LIST_QUERIES):
        browser.get(f"{ROOT}lists/")
    guest(meeting, "Bo Lind", said=NAMED, post=POST)
    guest(meeting, "Heron", is_sealed=True, said=NAMED)
    with django_assert_num_queries(LIST_QUERIES):
        html = browser.get(f"{ROOT}lists/").content.decode()
    assert "3 people stand in the list" in html


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "pdf", "docx"])
def test_list_leaves_in_four_kinds(suffix):
    _room(furnished())
    answer = browser_of(director()).get(f"{ROOT}lists/participants.{suffix}")
    assert (answer.status_code, "attachment" in answer["Content-Disposition"]) == (200, True)
    if suffix == "csv":
        words = answer.getvalue().decode()
        assert [name in words for name in ("Okoro", "Kestrel", "Lind", "Ash", "Elm", "Fir")] == [
            True,
            True,
            False,
            False,
            False,
            False,
        ]


def test_list_that_may_not_be_made_is_refused_on_every_way():
    _room(furnished(regime="private"))
    browser = browser_of(director())
    html = browser.get(f"{ROOT}lists/").content.decode()
    assert "please decide first" in html
    assert browser.get(f"{ROOT}lists/participants.pdf").status_code == 409
    answer = browser.post(f"{ROOT}lists/copies/", {"recipients": "The chair"})
    assert ("please decide first" in answer.content.decode(), ListCopy.objects.count()) == (True, 0)


def test_copies_leave_as_files_with_their_numbers():
    _room(furnished())
    browser = browser_of(director())
    assert browser.post(f"{ROOT}lists/copies/", {"recipients": "The chair"}).status_code == 302
    assert (
        browser.post(f"{ROOT}lists/copies/", {"recipients": "A\nB", "is_for_partner": "on"}).status_code
        == 302
    )
    one = browser.get(f"{ROOT}lists/copies/1.pdf")
    words = pypdfium2.PdfDocument(one.content)[0].get_textpage().get_text_bounded()
    assert ("Copy 1 – for The chair" in words, "Kestrel" in words) == (True, True)
    two = browser.get(f"{ROOT}lists/copies/2.pdf")
    words = pypdfium2.PdfDocument(two.content)[0].get_textpage().get_text_bounded()
    assert ("Copy 2 – for A" in words, "Kestrel" in words, "5 further" in words) == (True, False, True)
    assert browser.get(f"{ROOT}lists/copies/3.docx").content[:2] == b"PK"
    every = zipfile.ZipFile(io.BytesIO(browser.get(f"{ROOT}lists/copies/together-pdf.zip").content))
    assert every.namelist() == [f"AB12-participants-{number}.pdf" for number in (1, 2, 3)]
    assert {browser.get(f"{ROOT}lists/copies/{way}").status_code for way in ("4.pdf", "1.csv")} == {404}
    assert browser.post(f"{ROOT}lists/copies/", {"recipients": ""}).status_code == 200


def test_copies_that_are_asked_for_twice_have_one_number():
    _room(furnished())
    browser = browser_of(director())
    for _time in range(2):
        browser.post(f"{ROOT}lists/copies/", {"recipients": "The chair", "once": "k"})
    assert ListCopy.objects.count() == 1


def test_a_copy_shows_what_people_agree_to_today():
    meeting = furnished()
    row = guest(meeting, "Ama Okoro", said=NAMED)
    lists.make_copies(meeting, ["The chair"], by=manager(), today=TODAY)
    row.listed_to_participants = NOWHERE
    row.save()
    made = pypdfium2.PdfDocument(browser_of(director()).get(f"{ROOT}lists/copies/1.pdf").content)
    assert "Okoro" not in made[0].get_textpage().get_text_bounded()


def test_a_copy_whose_recipient_cannot_be_set_is_named():
    meeting = furnished()
    lists.make_copies(meeting, ["\U00013000"], by=manager(), today=TODAY)
    assert browser_of(director()).get(f"{ROOT}lists/copies/1.pdf").status_code == 422


def _cards(meeting, shows=Shows.name, who="all"):
    return [
        (card.name, card.role, card.capacity)
        for card in delegates.cards(meeting, TODAY, shows=shows, who=who)
    ]


def test_badges_show_what_each_asked_for_before_what_was_chosen():
    meeting = furnished()
    _room(meeting)
    assert _cards(meeting) == [
        ("Ed Fir", "", ""),
        ("Heron", "", ""),
        ("Judge of a regional court", "", ""),
        ("Kestrel", "", ""),
        ("Ama Okoro", "Ambassador", ""),
        ("Participant", "", ""),
        ("Ivo Renn", "", "Interpreter"),
    ]
    assert [card[0] for card in _cards(meeting, Shows.given)] == [
        "Ama",
        "Ed",
        "Heron",
        "Ivo",
        "Judge of a regional court",
        "Kestrel",
        "Participant",
    ]
    assert [card[0] for card in _cards(meeting, Shows.role, "staff")] == ["Interpreter"]
    assert len(_cards(meeting, who="guests")) == 6


def test_badges_of_a_room_are_made(django_assert_num_queries):
    meeting = furnished()
    _room(meeting)
    guest(meeting, "أمينة الخطيب", native="أمينة الخطيب")
    guest(meeting, "Chen Wei", native="陈伟")
    browser = browser_of(director())
    with django_assert_num_queries(BADGE_QUERIES):
        html = browser.get(f"{ROOT}badges/").content.decode()
    assert "Make 9 cards" in html
    for kind in ("badges", "tent-cards"):
        answer = browser.get(f"{ROOT}badges/cards.pdf?kind={kind}&shows=given&who=all&paper=us-letter")
        assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
    assert browser.get(f"{ROOT}badges/?shows=nonsense").status_code == 200


def test_a_name_without_a_form_is_named_with_its_badge():
    meeting = furnished()
    guest(meeting, "Ama \U00013000")
    answer = browser_of(director()).get(f"{ROOT}badges/cards.pdf")
    assert (answer.status_code, "badge 1" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("role", [Role.PARTNER, Role.RAPPORTEUR, Role.COMMUNICATIONS, Role.POLICY_TEAM])
def test_list_and_badges_are_not_there_for_others(role):
    _room(furnished())
    browser = browser_of(colleague(role))
    found = {
        browser.get(ROOT + way).status_code
        for way in ("lists/", "lists/participants.csv", "badges/", "badges/cards.pdf")
    }
    assert found == {404}


def test_director_has_tabs_only_where_there_is_a_page():
    furnished()
    html = browser_of(director()).get(f"{ROOT}lists/").content.decode()
    assert (f"{ROOT}badges/" in html, f"{ROOT}travel/" in html) == (True, False)
