"""Findings as a page shows them: the gravest first, by kind, twenty on a page, each button in its own words."""

import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from underrose.dialogue import checked_page, guard
from underrose.dialogue.checked_page import MOST, Asked
from underrose.dialogue.places import in_the_readers_words
from underrose.methods.attribution.sentences import OF_VARIANT

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, sealed_note, url
from .roomful import a_meeting, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
QUERIES = 21
"""Of one check, however long the text."""
MIXED = (
    "The widow of a trade unionist killed in Kalo in 2019 was threatened.\n\n"
    "When I negotiated the annex, nobody listened.\n\nAma Okoro warned that wells run dry."
)

BUREAU = "\n\nSomebody in the statistics bureau had kept copies of the real figures."


def _checked(meeting, text):
    return guard.look(meeting, text)


def test_gravest_stands_first_with_its_kind_above(meeting):
    page = checked_page.of(_checked(meeting, MIXED), MIXED)
    assert [line.found.leak for line in page.lines] == ["D1", "Q4", "T1"]
    assert [str(line.kind) for line in page.lines] == ["Names", "Experiences", "People outside the room"]
    assert [(kind.key, kind.number) for kind in page.kinds] == [
        ("names", 1),
        ("experiences", 1),
        ("absent", 1),
    ]


def test_one_kind_is_shown_alone_until_it_has_none_left(meeting):
    browser = reader(rapporteur())
    page = browser.post(url("check_text"), {"text": MIXED, "show": "absent"})
    assert [line.found.leak for line in page.context["found"].lines] == ["T1"]
    assert page.context["found"].open_number == 3
    kept = browser.post(url("check_text"), {"text": MIXED, "kind_shown": "absent"})
    assert [line.found.leak for line in kept.context["found"].lines] == ["T1"]
    every = browser.post(url("check_text"), {"text": MIXED, "kind_shown": "absent", "show": "all"})
    assert len(every.context["found"].lines) == 3
    gone = browser.post(url("check_text"), {"text": NAMED, "kind_shown": "absent"})
    assert [line.found.leak for line in gone.context["found"].lines] == ["D1"]


@pytest.mark.parametrize("number", [1, 3 * MOST + 1])
def test_many_findings_come_with_the_same_questions(meeting, django_assert_num_queries, number):
    browser = reader(rapporteur())
    browser.post(url("check_text"), {"text": NAMED})
    with django_assert_num_queries(QUERIES):
        browser.post(url("check_text"), {"text": "\n\n".join([NAMED] * number)})


def test_many_findings_come_by_twenties(meeting):
    browser, long = reader(rapporteur()), "\n\n".join([NAMED] * (3 * MOST + 1))
    found = browser.post(url("check_text"), {"text": long}).context["found"]
    assert (len(found.lines), found.number, found.before, found.after) == (MOST, 61, None, MOST + 1)
    last = browser.post(url("check_text"), {"text": long, "first": "61"}).context["found"]
    assert ([line.number for line in last.lines], last.before, last.after) == ([61], 41, None)
    beyond = browser.post(url("check_text"), {"text": NAMED, "first": "61"}).context["found"]
    assert len(beyond.lines) == 1


@pytest.mark.parametrize("said", [{"first": "²"}, {"first": "-3"}, {"show": "x"}, {}], ids=str)
def test_what_no_page_knows_is_left_aside(said):
    assert Asked.of(said) == Asked()


def test_buttons_name_what_they_leave_out(meeting):
    html = (
        reader(rapporteur())
        .post(url("check_text"), {"text": f"{MIXED} Stressed by Ama Okoro. {BUREAU}"})
        .content.decode()
    )
    assert "Leave out the sentence" in html
    assert "Leave out the name" in html
    assert re.search("Leave out “(?:<bdi>)?in the statistics bureau", html)
    assert "Leave it out" not in html


def test_nothing_to_check_is_said(meeting):
    browser = reader(rapporteur())
    page = browser.post(url("check_text"), {"text": " \n"})
    assert page.context["is_checked"] is False
    assert "There is nothing to check yet." in page.content.decode()
    blank = SimpleUploadedFile("programme.txt", b"  \n ")
    page = browser.post(url("check_text"), {"text": PLAIN, "beside": blank})
    assert list(page.context["form"].errors) == ["beside"]
    assert page.context["is_checked"] is False
    page = browser.post(url("check_text"), {"text": "", "file": SimpleUploadedFile("report.txt", b"  \n ")})
    assert list(page.context["form"].errors) == ["file"]


def test_keys_are_told_where_the_keys_of_the_desk_stand(meeting):
    html = reader(rapporteur()).get(url("check_text")).content.decode()
    assert "take over the first wording of this finding" in html
    assert "take over the first wording" not in reader(rapporteur()).get(url("released")).content.decode()


def test_place_is_named_in_the_language_of_the_page():
    with translation.override("ar"):
        assert in_the_readers_words("Kenya") == "كينيا"
        assert in_the_readers_words("Sub-Saharan Africa") == "أفريقيا جنوب الصحراء الكبرى"
        assert in_the_readers_words("land rights") == "land rights"
    with translation.override("en"):
        assert in_the_readers_words("Kenya") == "Kenya"
    assert in_the_readers_words("") == ""


def test_reword_leads_to_the_text_of_the_page(meeting):
    note = sealed_note(meeting, NAMED)
    held = note.points.get()
    html = reader(rapporteur()).get(url("review_point", note.pk, held.pk)).content.decode()
    assert 'href="#id_words" data-reword' in html


def test_words_that_claim_more_than_was_noted_are_told(meeting):
    words = "Most participants agreed that wells run dry."
    note = sealed_note(meeting, words)
    held = note.points.get()
    browser, path = reader(rapporteur()), url("review_point", note.pk, held.pk)
    assert "claim more than was noted" not in browser.get(path).content.decode()
    told = {"words": words, "kind": "issue", "revision": held.revision, "voices": "two", "show": "all"}
    html = browser.post(path, told).content.decode()
    assert "claim more than was noted" in html
    assert "More than half of those who spoke" in html
    live = browser.post(
        url("look_at_point", note.pk), {"words": words, "voices": "²", "agreement": "minority"}
    )
    assert "claim more than was noted" in live.content.decode()
    plain = browser.post(url("look_at_point", note.pk), {"words": words, "voices": "²"})
    assert "claim more than was noted" not in plain.content.decode()


def test_counts_of_two_texts_are_taken_from_one_another(meeting):
    report, table = "20 participants from Africa took part.", "African lawyers: 18\n"
    browser = reader(rapporteur())
    assert browser.post(url("check_text"), {"text": report}).context["found"].open_number == 0
    beside = SimpleUploadedFile("table.txt", table.encode())
    page = browser.post(url("check_text"), {"text": report, "beside": beside})
    assert [line.found.leak for line in page.context["found"].lines] == ["Q3"]
    assert len(page.context["beside"].lines) == 1
    assert "only 2 people" in page.content.decode()


FRENCH = "La coordinatrice du fleuve a perdu son bureau en mars, et personne ne lui a rendu ses dossiers."


@pytest.mark.parametrize("text", [FRENCH, f"Wells run dry in the hills.\n\n{FRENCH}"], ids=["all", "a part"])
def test_what_is_in_another_language_is_called_partly_checked_and_never_clean(meeting, text):
    page = reader(rapporteur()).post(url("check_text"), {"text": text})
    html = page.content.decode()
    assert page.context["found"].lines == ()
    assert "Only partly checked" in html
    assert "No leak found by these checks" not in html
    assert html.index("Part of this text is in") < html.index('<ol class="leaks">')
    beside = reader(rapporteur()).post(url("check_text"), {"text": PLAIN, "beside_text": text})
    assert "What goes out with it was only partly checked" in beside.content.decode()


def test_copies_that_nobody_may_look_for_leave_a_text_read(meeting):
    html = reader(rapporteur()).post(url("check_text"), {"text": PLAIN}).content.decode()
    assert "Only partly checked" not in html
    assert "No leak found by these checks" in html


def test_post_stands_among_descriptions_and_a_button_says_all_that_it_puts_there():
    def shown(sentence, fixes=()):
        return guard.Shown("m", 0, 9, "D4", 1, sentence, "", fixes)

    fix = guard.Fix(0, 9, "A participant lost their court", 11, shown="A participant … their")
    long = guard.Fix(0, 9, "A participant " + "very " * 60 + "their", 11, shown="A participant … their")
    found = (shown(OF_VARIANT["post"], (fix, long)), shown(OF_VARIANT["mail"]))
    page = checked_page.of(guard.Checked(found), "The envoy said no.")
    assert [str(line.kind) for line in page.lines] == ["Addresses and numbers", "Descriptions that fit few"]
    assert [offer.shown for _, offer in page.lines[1].fixes] == ["", "A participant … their"]


def test_other_text_that_makes_a_finding_is_named_by_its_title(meeting):
    report, table = "20 participants from Africa took part.", "African lawyers: 18\n"
    browser = reader(rapporteur())
    page = browser.post(
        url("check_text"),
        {"text": report, "beside": SimpleUploadedFile("Who came.txt", table.encode())},
    )
    said = page.content.decode()
    assert "Together with: <bdi>Who came.txt</bdi>" in said
    assert "Together with: <bdi>the text that is checked here</bdi>" in said
    assert re.search(r'name="beside_name" value="Who came.txt"', said)
    kept = {"text": report, "beside_text": table, "beside_name": "Who came.txt"}
    for address in ("check_text", "look_at_text"):
        again = browser.post(url(address), kept).content.decode()
        assert (address, "Together with: <bdi>Who came.txt</bdi>" in again) == (address, True)
    unnamed = browser.post(url("look_at_text"), {"text": report, "beside_text": table}).content.decode()
    assert "Together with: <bdi>what goes out with it</bdi>" in unnamed
    assert "Together with" not in browser.post(url("look_at_text"), {"text": NAMED}).content.decode()


def test_neither_text_nor_file_is_called_optional_and_the_page_says_that_one_is_needed(meeting):
    page = reader(rapporteur()).get(url("check_text")).content.decode()
    assert page.count("(optional)") == 1  # what goes out with it
    assert "One of the two is needed." in page


def test_text_for_a_room_without_guests_is_not_called_clean():
    a_meeting()
    page = reader(rapporteur()).post(url("check_text"), {"text": NAMED}).content.decode()
    assert "No guest stands on the list of this meeting yet" in page
    assert ["Only partly checked" in page, "No leak found" in page] == [True, False]


def test_nothing_is_said_instead_where_a_sentence_can_only_be_left_out(meeting):
    page = checked_page.of(_checked(meeting, NAMED), NAMED)
    (line,) = page.lines
    assert line.has_wording
    gone = tuple((place, replace(fix, wording="")) for place, fix in line.fixes)
    assert not replace(line, fixes=gone).has_wording
