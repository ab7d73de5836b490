"""The real note, in every point the product promises to find. Its words are read from the sample, never kept here."""

import time
from collections import Counter
from datetime import date

from underrose.concept.note import NoteReading, as_json, lint, offers, understand
from underrose.context import gazetteer
from underrose.methods.documents.model import Document

from .conftest import sample


def test_real_note_title_page(real: NoteReading) -> None:
    said = as_json(real)
    assert (said["title"], said["reference"]) == ("Human Rights, Peace and Security", "WP1725")
    assert (said["start"], said["end"], said["venue"]) == ("2020-01-15", "2020-01-17", "Wiston House")
    assert real.dates
    assert (real.dates.start_weekday, real.dates.end_weekday) == (2, 4)
    assert real.not_understood == ()


def test_real_note_sections(real: NoteReading) -> None:
    assert [section.kind.value for section in real.sections] == [
        "summary", "context", "format", "participation", "outcomes", "evaluation", "communications", "enquiries",
    ]  # fmt: skip
    assert [section.heading[:9] for section in real.sections] == [
        "Summary", "Context a", "Format an", "Who shoul", "Outcomes", "Monitorin", "Communica", "Enquiries",
    ]  # fmt: skip
    assert real.summary == real.sections[0].markdown
    assert all(section.markdown for section in real.sections)


def test_real_note_footnotes(real: NoteReading) -> None:
    assert [(note.number, len(note.areas)) for note in real.footnotes] == [("1", 0), ("2", 70)]
    areas = real.footnotes[1].areas
    assert all(len(area.code) == 3 for area in areas)
    assert len({area.code for area in areas}) == 70
    assert (areas[0].as_written, areas[0].code, areas[-1].as_written, areas[-1].code) == (
        "Afghanistan",
        "AFG",
        "Uruguay",
        "URY",
    )
    assert real.citations == ("A/73/890", "S/2019/448")


def test_real_note_purpose(real: NoteReading) -> None:
    assert [objective.split()[0] for objective in real.objectives] == [
        "Identify", "Enhance", "Rethink", "Strengthen", "Generate",
    ]  # fmt: skip
    assert real.lenses == ("women's rights", "gender equality")
    assert real.series
    assert (real.series.name, real.series.ordinal) == ("annual human rights series", 15)


def test_real_note_people(real: NoteReading) -> None:
    assert real.cap == 55
    assert [group.kind for group in real.groups] == [
        "donor_countries", "affected_countries", "policy_makers", "defenders", "practitioners", "business",
        "international_bodies",
    ]  # fmt: skip
    donors, affected, makers = real.groups[:3]
    assert [area.code for area in donors.areas] == ["CHE", "FIN", "NOR", "CAN", "NLD", "NZL", "GBR"]
    assert [area.code for area in affected.areas if not area.is_region] == ["COL", "XKX", "KEN", "COD", "UKR"]
    assert [area.code for area in affected.areas if area.is_region] == ["middle-east", "035"]
    assert (donors.is_open, affected.is_open, makers.is_open) == (True, True, False)
    assert makers.places == ("Geneva", "New York")
    assert [(partner.name.split()[0], partner.code) for partner in real.partners] == [
        ("Federal", "CHE"),
        ("Ministry", "FIN"),
    ]


def test_real_note_quotations(real: NoteReading) -> None:
    assert [(one.speaker, one.occasion, one.year) for one in real.quotations] == [
        ("António Guterres", "Human Rights Council", 2017),
        ("Michelle Bachelet", "73rd Session of the UN General Assembly", 2018),
    ]
    assert [one.role for one in real.quotations] == [
        "Secretary-General",
        "High Commissioner for Human Rights",
    ]
    assert [len(one.words.split()) for one in real.quotations] == [49, 12]


def test_real_note_contacts(real: NoteReading) -> None:
    assert [one.role for one in real.contacts] == ["Programme Director", "Policy Team", "Project Manager"]
    assert [one.telephone for one in real.contacts] == [
        one.telephone_as_written.replace("(0) 0", "") for one in real.contacts
    ]
    assert all(len(one.telephone) == len("+44 1632 960123") for one in real.contacts)
    assert all(one.mail.endswith("@wiltonpark.org.uk") and " " in one.name for one in real.contacts)
    assert {one.telephone_as_written[:9] for one in real.contacts} == {"+44 (0) 0"}


def test_real_note_follow_up(real: NoteReading) -> None:
    assert real.follow_up
    assert (real.follow_up.starts, real.follow_up.ends) == (date(2020, 4, 17), date(2020, 7, 17))


def test_real_note_proposals(real: NoteReading) -> None:
    assert real.proposed("regime") == ("off_the_record",)
    assert real.proposed("invitation_only") == ("invitation_only",)
    assert real.proposed("format") == ("plenary", "breakout", "margins")
    assert real.proposed("report_part") == (
        "discussions",
        "conclusions",
        "recommendations",
        "proposed_actions",
    )
    assert real.proposed("questionnaire") == ("in_meeting",)
    assert real.proposed("initiative") == ("13th June Appeal",)
    assert [one.words for one in real.proposals if one.kind == "regime"] == [
        "off the record",
        "non-attributable",
    ]
    assert all(one.words in one.sentence and one.place for one in real.proposals)


def test_real_note_findings(real: NoteReading) -> None:
    findings = lint(real, gazetteer.load())
    assert Counter(finding.kind for finding in findings) == {
        "count": 1,
        "area-name": 4,
        "link": 2,
        "telephone": 3,
    }
    assert all(
        finding.place and finding.message and finding.remedy and not finding.offer for finding in findings
    )
    assert [
        finding.message.split("”")[0].split("“")[1] for finding in findings if finding.kind == "area-name"
    ] == [
        "Bosnia-Herzegovina",
        "Czech Republic",
        "The former Yugoslav Republic of Macedonia",
        "United Kingdom and Northern Ireland",
    ]
    assert (
        next(one.message for one in findings if one.kind == "count")
        == "The text says 71 states, and footnote 2 lists 70."
    )


def test_real_note_offer(real: NoteReading) -> None:
    assert [offer.offered for offer in offers(real)] == [("A/RES/70/262", "S/RES/2282 (2016)")]
    assert all(offer.offer for offer in offers(real))


def test_real_note_against_page(real: NoteReading, real_page: Document) -> None:
    without = lint(real, gazetteer.load())
    findings = [finding for finding in lint(real, gazetteer.load(), real_page) if finding not in without]
    assert {finding.kind for finding in findings} == {"page"}
    assert len([one for one in findings if "in other words" in one.message]) == 6
    assert len([one for one in findings if "leaves out the part" in one.message]) == 5
    assert len([one for one in findings if "leaves out the sentence" in one.message]) == 3
    assert not [one for one in findings if "newsletter" in one.message.casefold()]


def test_real_page_against_itself_is_silent(real: NoteReading) -> None:
    note = sample("concept-note-wp1725.txt")
    assert lint(real, gazetteer.load(), note) == lint(real, gazetteer.load())


def test_real_note_read_quickly() -> None:
    note, names = sample("concept-note-wp1725.txt"), gazetteer.load()
    understand(note, names)
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        lint(understand(note, names), names)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.05
