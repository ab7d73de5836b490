"""Each rule with a text that breaks it, and with one that does not."""

from collections import Counter

import pytest

from underrose.concept.note import Finding, NoteReading, lint, understand
from underrose.context import gazetteer
from underrose.methods.documents.model import Block, Document, Footnote, Kind

COVER = (
    Block(Kind.heading, "Quiet harbours", 1, place="line 1"),
    Block(Kind.heading, "3–5 March 2026 | QH0412", 1, place="line 2"),
    Block(Kind.heading, "Quay House", 1, place="line 3"),
)


def _note(
    *paragraphs: str,
    heading: str = "Context",
    footnotes: tuple[Footnote, ...] = (),
    cover: tuple[Block, ...] = COVER,
) -> Document:
    body = tuple(
        Block(
            Kind.item if text.startswith("- ") else Kind.paragraph,
            text.removeprefix("- "),
            place=f"line {at}",
        )
        for at, text in enumerate(paragraphs, start=5)
    )
    return Document((*cover, Block(Kind.heading, heading, 2, place="line 4"), *body), footnotes)


def _found(document: Document, page: Document | None = None) -> tuple[Finding, ...]:
    return lint(understand(document, gazetteer.load()), gazetteer.load(), page)


def _kinds(*paragraphs: str, **given: object) -> list[str]:
    return [finding.kind for finding in _found(_note(*paragraphs, **given))]  # type: ignore[arg-type]  # passed on as given


def test_faulty_note_findings(faulty: NoteReading) -> None:
    findings = lint(faulty, gazetteer.load())
    assert Counter(finding.kind for finding in findings) == {
        "weekday": 2, "dates": 1, "count": 2, "area-name": 2, "telephone": 2, "mail": 1, "symbol": 1, "footnote": 1,
        "duplicate-section": 1, "missing": 1, "objectives": 1, "cap": 1, "regime": 1,
    }  # fmt: skip
    assert all(finding.message.endswith(".") and finding.remedy.endswith(".") for finding in findings)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Replies are due by Monday 2 February 2026.", []),
        ("Replies are due by Tuesday 2 February 2026.", ["weekday"]),
        ("The last evening, Thursday 5 March, is free.", []),
        ("The last evening, Friday 5 March, is free.", ["weekday"]),
        ("The earlier meeting, on Friday 5 April, was short.", []),
        ("It will run from 5 March 2026 to 3 March 2026.", ["dates"]),
        ("Papers are due on 30 February 2026.", ["dates"]),
        ("Papers are due on 02/03/2026.", ["dates"]),
        ("Papers are due on 22/02/2026.", []),
        ("This three-day retreat begins early.", []),
        ("This two-day retreat begins after an evening of arrival.", []),
        ("This five-day retreat begins early.", ["dates"]),
    ],
)
def test_days(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It rests on three pillars: trust, time and money.", []),
        ("It rests on four pillars: trust, time and money.", ["count"]),
        ("It rests on two pillars: trust and time, and money and work.", []),
        ("In 2016 resolutions: one, two and three were passed.", []),
        ("There are two days: one to arrive, one to talk and one to leave.", []),
        ("Five ports[^1] have signed.", ["count"]),
        ("Four ports[^1] have signed.", []),
        ("In the past 30 years,[^1] four ports have signed.", []),
    ],
)
def test_counts(text: str, kinds: list[str]) -> None:
    notes = (Footnote("1", "Aldmouth, Brackwater, Cresthaven and Dunmere."),) if "[^1]" in text else ()
    assert _kinds(text, footnotes=notes) == kinds


def test_count_of_bullets() -> None:
    assert _kinds("The meeting has three aims:", "- Listen", "- Learn", "- Leave", heading="Aims") == []
    assert _kinds("The meeting has two aims:", "- Listen", "- Learn", "- Leave", heading="Aims") == ["count"]


@pytest.mark.parametrize(
    ("listing", "kinds"),
    [
        ("Bolivia (Plurinational State of), the Netherlands, Czechia and Viet Nam.", []),
        ("Bolivia, Iran, Trinidad and Tobago, and Moldova, Republic of.", []),
        ("Czech Republic, Peru and Chile.", ["area-name"]),
        ("Peru, Chile, Narnia and Kenya.", ["area-name"]),
        ("Peru, Chile and Peru.", ["area-name"]),
        ("See the annual report, page 3, and the annex.", []),
    ],
)
def test_area_names(listing: str, kinds: list[str]) -> None:
    assert _kinds("The statement[^1] was long.", footnotes=(Footnote("1", listing),)) == kinds


def test_area_name_is_judged_on_the_day_of_the_meeting() -> None:
    earlier = (COVER[0], Block(Kind.heading, "3–5 March 2015 | QH0412", 1, place="line 2"), COVER[2])
    notes = (Footnote("1", "Swaziland, Peru and Chile."),)
    assert _kinds("The statement[^1] was long.", footnotes=notes) == ["area-name"]
    assert _kinds("The statement[^1] was long.", footnotes=notes, cover=earlier) == []


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("https://example.org/a_(b)?c=d#e", []),
        ("mailto:a@example.org", []),
        ("#", ["link"]),
        ("", ["link"]),
        ("javascript:void", ["link"]),
        ("www.example.org", ["link"]),
        ("https://example.org/a b", ["link"]),
        ("https://example", ["link"]),
    ],
)
def test_links(address: str, kinds: list[str]) -> None:
    assert _kinds(f"See [the paper]({address}) of last year.") == kinds


@pytest.mark.parametrize(
    ("number", "kinds", "canonical"),
    [
        ("+44 1632 960123", [], "+44 1632 960123"),
        ("+44 (0) 01632 960123", ["telephone"], "+44 1632 960123"),
        ("+44 (0)1632 960123", ["telephone"], "+44 1632 960123"),
        ("+44 01632 960123", ["telephone"], "+44 1632 960123"),
        ("0044 1632 960123", [], "+44 1632 960123"),
        ("+39 06 5550 1234", [], "+39 06 5550 1234"),
        ("+1 (202) 555-0143", [], "+1 202 555 0143"),
        ("01632 960123", [], "01632 960123"),
        ("+254 20 555 0143 ext. 12", [], "+254 20 555 0143 ext. 12"),
    ],
)
def test_telephones(number: str, kinds: list[str], canonical: str) -> None:
    document = _note(f"Clerk, Ned Abara\nT: {number}\nE: ned@harbours.example.org", heading="Contacts")
    assert [finding.kind for finding in _found(document)] == kinds
    assert [
        (one.role, one.name, one.telephone) for one in understand(document, gazetteer.load()).contacts
    ] == [("Clerk", "Ned Abara", canonical)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("It follows A/RES/70/262 and S/RES/2282 (2016).", []),
        ("It follows A/RES/70-262 in spirit.", ["symbol"]),
        ("Write to ned@harbours.example.org soon.", []),
        ("Write to ned@harbours soon.", ["mail"]),
        ("Write to ned @harbours.example.org soon.", ["mail"]),
        ("A claim.[^9] And another.", ["footnote"]),
        ("The meeting is off the record.", []),
        ("The meeting is off the record and follows the Chatham House Rule.", ["regime"]),
        ("The meeting is not on the record; it is off the record.", []),
        ("The opening is on the record and the rest off the record.", ["regime"]),
        ("Up to 30 people come. There are a maximum of 30 participants.", []),
        ("Up to 30 people come. There are a maximum of 28 participants.", ["cap"]),
    ],
)
def test_other_marks(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


def test_shape_of_a_note() -> None:
    empty = Document(
        (
            *_note("Words stand here.").blocks,
            Block(Kind.heading, "Outcomes", 2, place="line 9"),
            Block(Kind.heading, "Contacts", 2),
        )
    )
    assert [(one.kind, one.place) for one in _found(empty)] == [("missing", "line 9"), ("missing", "")]
    assert _kinds("We would like to think.", heading="Objectives") == ["objectives"]
    assert _kinds("Nobody is named here.", heading="Contacts") == ["missing"]


def test_page_that_rewords_and_adds() -> None:
    note = _note("The harbour is quiet in the early morning.", "Pilots know every stone of the long mole.")
    same = Document(
        (
            Block(Kind.heading, "Quiet harbours (QH0412)"),
            Block(Kind.paragraph, "3–5 March 2026, Quay House"),
            *note.blocks[4:],
        )
    )
    assert _found(note, same) == ()
    changed = Document(
        (
            *same.blocks[:2],
            Block(
                Kind.paragraph,
                "The harbour is loud in the early morning. Bring your own boots and a lamp for the pier.",
            ),
        )
    )
    assert [one.message for one in _found(note, changed)] == [
        "The page says it in other words: “The harbour is quiet in the early …” became “The harbour is loud in the early …”.",
        "The page leaves out the sentence “Pilots know every stone of the long mole.”.",
        "The page says what the note does not: “Bring your own boots and a lamp for the pier.”.",
    ]
