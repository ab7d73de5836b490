import pytest

from underrose.concept import checks, concept_note
from underrose.concept.actions import note
from underrose.concept.models import Footnote, Meeting

from .conftest import TODAY


def _of(meeting):
    return concept_note.of(Meeting.objects.select_related("venue", "edition__series").get(key=meeting.key))


def test_finding_names_the_heading_it_stands_under(written, director):
    section = written.sections.get(kind="outcomes")
    note.write_section(section, by=director, revision=1, today=TODAY, body="A report, see [here](#).")
    found = checks.findings(_of(written))
    assert [(finding.kind, finding.place) for finding in found if finding.kind == "link"] == [
        ("link", "Outcomes")
    ]


def test_finding_in_a_footnote_names_the_footnote(written, director):
    section = written.sections.get(kind="outcomes")
    note.write_section(section, by=director, revision=1, today=TODAY, body="A report.[^7]")
    note.write_part(Footnote(meeting=written), by=director, today=TODAY, number="7", text="See [there](#).")
    places = {finding.place for finding in checks.findings(_of(written)) if finding.kind == "link"}
    assert places == {"Footnote 7"}


def test_offer_is_not_a_finding(written, director):
    section = written.sections.get(kind="context")
    words = "The twin resolutions on sustaining peace say so."
    note.write_section(section, by=director, revision=1, today=TODAY, body=words)
    assert [offer.place for offer in checks.offered(_of(written))] == ["Context and key policy issues"]
    assert "offer" not in {finding.kind for finding in checks.findings(_of(written))}


@pytest.mark.parametrize("words", ["-\n\ntext", "1.\n\ntext", "- <!-- c -->\n\ntext", "[" * 1_000])
def test_odd_markdown_is_shown_and_checked(words, written, director, browser_of):
    section = written.sections.get(kind="outcomes")
    note.write_section(section, by=director, revision=1, today=TODAY, body=words)
    assert browser_of(director).get("/desk/meetings/AB12/concept/").status_code == 200
    assert "unchecked" not in {finding.kind for finding in checks.findings(_of(written))}


def test_citation_that_names_no_document_is_remarked_upon(written, director):
    section = written.sections.get(kind="outcomes")
    note.write_section(
        section, by=director, revision=1, today=TODAY, body="See [@nonsense, p. 3] and [@A/RES/70/262]."
    )
    found = [
        (finding.place, finding.message)
        for finding in checks.findings(_of(written))
        if finding.kind == "symbol"
    ]
    assert found == [("Outcomes", "“nonsense, p. 3” is cited as a document and is no document symbol.")]


def test_signs_that_no_font_has_are_said_before_the_pdf_is_wanted(written, director):
    section = written.sections.get(kind="outcomes")
    note.write_section(section, by=director, revision=1, today=TODAY, body="A report ᚠ.")
    assert [finding.message for finding in checks.findings(_of(written)) if finding.kind == "letters"] == [
        "The PDF cannot be made: no font of the house has the signs ᚠ."
    ]
