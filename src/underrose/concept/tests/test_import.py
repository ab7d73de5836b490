"""Notes that come as files, the record they become, and the way out and in again."""

import datetime as dt
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from underrose.access.holders import holder_of
from underrose.access.roles import Role
from underrose.concept import checks, concept_note, paper, understood
from underrose.concept.actions import imports, meetings
from underrose.concept.audiences import Audience
from underrose.concept.models import ImportedNote, Meeting, Venue
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.kit.refusals import Refused
from underrose.methods.documents.pdf import paper_pdf
from underrose.methods.documents.reading import read
from underrose.methods.documents.word import paper_docx

from .conftest import TODAY

SAMPLES = Path(os.environ.get("UNDERROSE_SAMPLES", settings.PROJECT.parent / "shared" / "inputs"))
OWN = settings.PROJECT / "examples" / "larkmoor"


def _real() -> bytes:
    file = SAMPLES / "concept-note-wp1725.txt"
    if not file.exists():
        print(f"not run: there is no {file}")  # noqa: T201 - said, so that nobody takes it for passed
        pytest.skip("no sample note")
    return file.read_bytes()


def _own(name="those-who-warn.md") -> bytes:
    return (
        (OWN / name)
        .read_text(encoding="utf-8")
        .replace("{dates}", "Wednesday 3 – Friday 5 March 2027")
        .encode()
    )


def _note(raw: bytes, name: str) -> concept_note.ConceptNote:
    return understood.as_note(understand(read(raw, name), gazetteer.load()))


def _words(note: concept_note.ConceptNote) -> concept_note.ConceptNote:
    """What a paper carries: the words and facts, not the switches."""
    sections = tuple(replace(section, audience="", public_wording="") for section in note.sections)
    partners = tuple(replace(partner, role="", website="") for partner in note.partners)
    return replace(note, sections=sections, partners=partners, audiences={}, public_wordings={}, town="")


@pytest.mark.parametrize("file", sorted(path.name for path in OWN.glob("*-*.md")))
@pytest.mark.parametrize("way", ["docx", "md"])
def test_note_of_our_own_goes_out_and_comes_in_the_same(file, way):
    note = _note(_own(file), file)
    made = paper.of(note, dated=TODAY)
    out = paper_docx(made) if way == "docx" else paper.as_markdown(note).encode()
    assert _words(_note(out, f"note.{way}")) == _words(note)


@pytest.mark.parametrize("way", ["docx", "md"])
def test_real_note_goes_out_and_comes_in_the_same(way):
    note = _note(_real(), "note.txt")
    made = paper.of(note, dated=TODAY)
    out = paper_docx(made) if way == "docx" else paper.as_markdown(note).encode()
    expected = _words(note)
    if way == "docx":  # a link that leads nowhere leaves as plain words
        sections = tuple(
            replace(s, body=re.sub(r"\[([^]]*)\]\(#\)", r"\1", s.body)) for s in expected.sections
        )
        expected = replace(expected, sections=sections)
    assert _words(_note(out, f"note.{way}")) == expected


def test_note_as_pdf_comes_in_with_its_facts():
    """Line ends and typography go; title, dates, parts, lists, footnotes and people stay."""
    note = _note(_own(), "note.md")
    again = _note(paper_pdf(paper.of(note, dated=TODAY)), "note.pdf")
    assert (again.title, again.code, again.start_on, again.end_on) == (
        note.title,
        note.code,
        note.start_on,
        note.end_on,
    )
    assert [section.heading for section in again.sections] == [section.heading for section in note.sections]
    assert again.objectives == note.objectives
    assert again.contacts == note.contacts
    assert [footnote.number for footnote in again.footnotes] == [
        footnote.number for footnote in note.footnotes
    ]
    assert (again.cap, again.lenses) == (note.cap, note.lenses)


def test_real_note_becomes_a_meeting(director):
    note = _note(_real(), "note.txt")
    meeting = imports.take_over(note, by=director, today=TODAY)
    kept = concept_note.of(Meeting.objects.select_related("venue", "edition__series").get(key=meeting.key))
    assert (kept.code, kept.start_on, kept.end_on) == ("WP1725", dt.date(2020, 1, 15), dt.date(2020, 1, 17))
    assert (kept.venue, kept.cap, kept.ordinal) == ("Wiston House", 55, 15)
    assert kept.regime == "off_the_record"
    assert len(kept.sections) == 8
    assert len(kept.objectives) == 5
    assert len(kept.partners) == 2
    assert [contact.role for contact in kept.contacts] == [
        "Programme Director",
        "Policy Team",
        "Project Manager",
    ]
    assert [footnote.number for footnote in kept.footnotes] == ["1", "2"]
    assert len(kept.quotations) == 2
    assert kept.contacts[0].telephone == "+44 (0) 01903 817699"  # a finding corrects nothing by itself
    kinds = {finding.kind for finding in checks.findings(kept)}
    assert kinds == {"count", "area-name", "link", "telephone"}
    assert (kept.follow_up_from_months, kept.follow_up_to_months) == (3, 6)


def test_public_part_of_the_real_note_has_no_contact_and_no_objective(director):
    public = _note(_real(), "note.txt").for_reader(Audience.public)
    assert (public.contacts, public.objectives, public.cap) == ((), (), None)
    assert [section.kind for section in public.sections] == ["summary", "context"]


def test_objectives_stand_once_in_the_record():
    note = _note(_own(), "note.md")
    body = note.section("format").body
    assert "{objectives}" in body
    assert note.objectives[0] not in body
    assert note.objectives[0] in paper.body_with_lists(note, note.section("format"))


def test_enquiries_keep_what_is_no_contact():
    raw = _own() + b"\nThe office is closed on Fridays.\n"
    note = _note(raw, "note.md")
    assert note.section("enquiries").body == "The office is closed on Fridays."
    printed = paper.of(note)
    assert "closed on Fridays" in printed.passages[-1].markdown
    assert len(printed.contacts) == 3


def test_taking_over_twice_is_refused_and_nothing_is_half_done(director):
    note = _note(_own(), "note.md")
    imports.take_over(note, by=director, today=TODAY)
    with pytest.raises(Refused, match="already"):
        imports.take_over(note, by=director, today=TODAY)
    assert Meeting.objects.count() == 1


# --- on the desk ----------------------------------------------------------------------------------------


def _upload(raw: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, raw)


def test_desk_reads_shows_and_opens_a_meeting(director, browser_of):
    browser = browser_of(director)
    response = browser.post(reverse("import_note"), {"file": _upload(_own(), "note.md")})
    imported = ImportedNote.objects.get()
    assert response.url == reverse("review_import", args=[imported.key])
    page = browser.get(response.url)
    html = page.content.decode()
    assert "Those Who Warn" in html
    assert Meeting.objects.count() == 0
    fields = {name: page.context["form"].initial[name] for name in page.context["form"].fields}
    sent = {name: value for name, value in fields.items() if value not in {None, ""}}
    opened = browser.post(response.url, {**sent, "title": "Those Who Warn Early", "code": "LM2799"})
    assert opened.url == reverse("concept", args=["LM2799"])
    meeting = Meeting.objects.get()
    assert meeting.title == "Those Who Warn Early"
    assert meeting.versions.get().reason == "As imported"
    assert browser.get(response.url).url == opened.url


def test_desk_keeps_the_file_for_its_owner_alone(director, browser_of, colleague):
    from underrose.access.models import Account, Grant

    browser_of(director).post(reverse("import_note"), {"file": _upload(_own(), "note.md")})
    other = Account.objects.create(name="Other", email="other@house.example")
    Grant.objects.create(account=other, role=Role.PROGRAMME_DIRECTOR)
    address = reverse("review_import", args=[ImportedNote.objects.get().key])
    assert browser_of(holder_of(other)).get(address).status_code == 404


VENUE = "Larkmoor House"


def _reviewed(browser, **said):
    """What the review page told, and the meeting that opened from it."""
    address = browser.post(reverse("import_note"), {"file": _upload(_own(), "note.md")}).url
    page = browser.get(address)
    initial = page.context["form"].initial
    sent = {name: initial[name] for name in page.context["form"].fields if initial[name] not in {None, ""}}
    own = {"venue": VENUE, "code": f"LM{Meeting.objects.count()}", "series": "", "ordinal": ""}
    sent |= own | said
    answer = browser.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return page.content.decode(), Meeting.objects.get(code=sent["code"])


def _held_in(meeting, town, time_zone="Europe/London", name=VENUE):
    meeting.venue = meetings.find_or_add_venue(name, town=town, time_zone=time_zone)
    meeting.save(update_fields=["venue"])
    return meeting.venue


def test_a_note_without_a_town_is_held_in_the_only_venue_of_that_name(director, browser_of, make_meeting):
    browser = browser_of(director)
    named = _note(_own(), "note.md").venue
    _held_in(make_meeting("AA1"), "Larkmoor", name=named)
    html, meeting = _reviewed(browser, venue=named.upper())
    assert "A venue of this name is known (Larkmoor)" in html
    assert (meeting.venue.town, meeting.venue.time_zone) == ("Larkmoor", "Europe/London")
    _held_in(make_meeting("AA2"), "Heronsea", name=named)
    html, meeting = _reviewed(browser, venue=named, town="Heronsea")
    assert "Venues of this name are known: Heronsea, Larkmoor" in html
    assert meeting.venue.town == "Heronsea"
    assert Venue.objects.count() == 2


def test_a_venue_nobody_knows_has_the_time_zone_that_was_said(director, browser_of):
    _html, meeting = _reviewed(browser_of(director), town="Larkmoor", time_zone="Europe/London")
    assert (meeting.venue.town, meeting.venue.time_zone) == ("Larkmoor", "Europe/London")


def test_the_venue_of_a_meeting_one_may_not_know_of_is_not_told(director, make_meeting, colleague):
    _held_in(make_meeting("AA1"), "Larkmoor")
    assert imports.venues_meant(VENUE, colleague(Role.PROGRAMME_DIRECTOR, "ZZ9")) == []
    now = holder_of(director.account)
    assert [venue.town for venue in imports.venues_meant(VENUE, now)] == ["Larkmoor"]


def test_desk_shows_what_the_public_page_leaves_out(director, browser_of):
    browser = browser_of(director)
    files = {"file": _upload(_own(), "note.md"), "page": _upload(b"# Those Who Warn\n\nSoon.\n", "page.md")}
    response = browser.post(reverse("import_note"), files)
    assert "The page leaves out" in browser.get(response.url).content.decode()


@pytest.mark.parametrize(
    ("raw", "name", "sentence"),
    [
        (b"", "note.md", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "note.docx", "picture"),
        (b"MZ" + bytes(200), "note.docx", "not"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "note.docx", ""),
    ],
)
def test_desk_refuses_with_a_sentence_and_keeps_nothing(raw, name, sentence, director, browser_of):
    response = browser_of(director).post(reverse("import_note"), {"file": _upload(raw, name)})
    html = response.content.decode()
    assert response.status_code == 200
    assert sentence in html
    assert ImportedNote.objects.count() == 0


def test_discarding_leaves_nothing(director, browser_of):
    browser = browser_of(director)
    browser.post(reverse("import_note"), {"file": _upload(_own(), "note.md")})
    browser.post(reverse("discard_import", args=[ImportedNote.objects.get().key]))
    assert ImportedNote.objects.count() == 0


def test_file_that_was_taken_in_is_sealed_and_goes_after_thirty_days(director, browser_of):
    from django.db import connection

    from underrose.concept.actions.forgetting import old_imports

    browser_of(director).post(reverse("import_note"), {"file": _upload(_own(), "note.md")})
    with connection.cursor() as cursor:
        cursor.execute("select original, document, page from imported_note")
        assert b"Larkmoor" not in b"".join(bytes(value) for value in cursor.fetchone())
    taken_on = ImportedNote.objects.get().taken_on
    at = dt.datetime.combine(taken_on, dt.time(), tzinfo=dt.UTC)
    assert old_imports(at + dt.timedelta(days=30)) == 0
    assert old_imports(at + dt.timedelta(days=31)) == 1


# --- the command ----------------------------------------------------------------------------------------


def test_command_prints_one_object_and_writes_nothing(tmp_path, capsys, db):
    file = tmp_path / "note.md"
    file.write_bytes(_own())
    call_command("import_note", str(file), "--json")
    found = json.loads(capsys.readouterr().out)
    assert (found["reference"], found["start"], found["end"]) == ("LM2702", "2027-03-03", "2027-03-05")
    assert Meeting.objects.count() == 0


def test_command_saves_when_asked(tmp_path, director):
    file = tmp_path / "note.md"
    file.write_bytes(_own())
    call_command("import_note", str(file), "--save", "--director", "dara@house.example")
    assert Meeting.objects.get().code == "LM2702"
    with pytest.raises(CommandError, match=r"already.*Nothing was saved"):
        call_command("import_note", str(file), "--save")


def test_command_says_what_is_wrong_with_a_file(tmp_path, db):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_note", str(tmp_path / "none.md"))
    file = tmp_path / "note.docx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(CommandError):
        call_command("import_note", str(file))
