"""Shapes that people write every day: labels in one paragraph, limits, one-line parts, contacts in a line."""

import pytest

from underrose.concept.note import lint, understand
from underrose.concept.note.model import NoteReading
from underrose.context import gazetteer
from underrose.methods.documents.model import Paper, Passage
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.readers import markdown
from underrose.methods.documents.reading import read


def _read(words: str) -> NoteReading:
    return understand(markdown.read(words), gazetteer.load())


def _note(words: str) -> NoteReading:
    return _read(
        f"# Quiet lakes\n\n3 March 2027\n\n{words}\n\n## Context\n\nThe lakes were quiet all year.\n"
    )


def _kinds(reading: NoteReading) -> list[str]:
    return [finding.kind for finding in lint(reading, gazetteer.load())]


@pytest.mark.parametrize(
    ("facts", "venue"),
    [
        ("**Du mardi 4 au jeudi 6 mai 2027** – Château de Brissac – Réf. LQ2704", "Château de Brissac"),
        ("From 4 to 6 May 2027 – Lakeside Hall", "Lakeside Hall"),
        ("Venue: Hotel Mare, Trieste\nDate: 14/05/2027", "Hotel Mare, Trieste"),
        ("Date: 14 May 2027\nLieu : Villa Mare, Trieste\nRef: LQ2704", "Villa Mare, Trieste"),
    ],
)
def test_venue_is_the_venue_and_no_more(facts: str, venue: str) -> None:
    reading = _read(f"# Quiet lakes\n\n{facts}\n\n## Context\n\nThe lakes were quiet all year.\n")
    assert reading.venue.value == venue
    assert reading.dates


@pytest.mark.parametrize(
    "words",
    [
        "Jusqu'à 35 personnes: Bénin, Togo, Ghana.",
        "Up to 35 leaders: Benin, Togo, Ghana.",
        "A maximum of 35 judges: Benin, Togo, Ghana.",
    ],
)
def test_limit_is_no_count(words: str) -> None:
    assert _kinds(_note(f"## Participants\n\n{words}")) == []


def test_short_line_between_marked_headings_is_a_body() -> None:
    reading = _note("## Outcomes\n\nMeeting outcomes on one page")
    assert next((section.heading, section.markdown) for section in reading.sections) == (
        "Outcomes",
        "Meeting outcomes on one page",
    )
    assert _kinds(reading) == []


def test_series_ends_at_the_word_series() -> None:
    reading = _note("## Summary\n\nThe third edition of the Lakes series asks who drinks from them.")
    assert reading.series
    assert (reading.series.name, reading.series.ordinal) == ("Lakes series", 3)


def test_role_before_a_colon_is_no_heading() -> None:
    reading = _note(
        "## Contacts\n\nDirectrice de programme : Awa Sarr, Tél. +33 1 99 00 11 22, awa@lacs.example"
    )
    assert [section.heading for section in reading.sections] == ["Contacts", "Context"]
    assert [(one.role, one.name, one.telephone, one.mail) for one in reading.contacts] == [
        ("Directrice de programme", "Awa Sarr", "+33 1 99 00 11 22", "awa@lacs.example")
    ]
    assert _kinds(reading) == []


def test_escaped_marks() -> None:
    reading = _note("## Summary\n\nSee [the map](javascript:go(1)) and the sign `[^4]` below it.")
    assert [finding.message for finding in lint(reading, gazetteer.load())] == [
        "The address of the link on “the map” is not one of a page: “javascript:go(1)”."
    ]
    assert "[^4]" in reading.sentences[0].text


def test_what_we_want_to_achieve() -> None:
    reading = _note(
        "## What we want to achieve\n\n1. Clean water\n2. Full nets\n\n## Rule\n\nChatham House Rule."
    )
    assert reading.objectives == ("Clean water", "Full nets")
    assert reading.proposed("regime") == ("chatham_house_rule",)


def test_title_page_of_our_own_pdf_with_long_partners() -> None:
    partners = (
        "Federal Department of Inland Waters of Switzerland",
        "University of the Northern Lakes and Shores",
    )
    printed = Paper(
        kind="Concept note",
        title="Quiet lakes",
        reference="LQ2704",
        when="Tuesday 4 – Thursday 6 May 2027",
        place="Sarn Mere, Wales",
        organiser="",
        passages=(
            Passage("Summary", "Those who live by lakes meet those who measure them, and stay for two days."),
        ),
        partners=partners,
        labels={"partners": "In partnership with"},
    )
    reading = understand(read(paper_pdf(printed), "note.pdf"), gazetteer.load())
    assert (reading.title.value, reading.reference.value, reading.venue.value) == (
        "Quiet lakes",
        "LQ2704",
        "Sarn Mere, Wales",
    )
    assert reading.dates
    assert (str(reading.dates.start), str(reading.dates.end)) == ("2027-05-04", "2027-05-06")
    assert tuple(partner.name for partner in reading.partners) == partners


def test_run_in_heading_with_an_address_in_its_words_stays_one() -> None:
    reading = _note("**Participants**: write to awa@lacs.example. Up to 20 people come.")
    assert [section.heading for section in reading.sections][-2:] == ["Participants", "Context"]
    reading = _note("## Contacts\n\nProgramme Officer: Awa Sarr, Tel. +33 1 99 00 11 22")
    assert [section.heading for section in reading.sections] == ["Contacts", "Context"]
