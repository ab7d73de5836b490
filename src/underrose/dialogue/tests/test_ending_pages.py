"""Notes are sealed, brought, kept until the promised day and destroyed."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from underrose.access.roles import Role
from underrose.dialogue import note_page
from underrose.dialogue.models import Certificate, Point, Promise
from underrose.dialogue.promises import promised_for

from .browsing import reader
from .reading import PLAIN, meeting, sealed_note, url
from .roomful import TODAY, a_session, announced, colleague, director, noted, point, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db


# --- the end --------------------------------------------------------------------------------------------


def test_notes_are_sealed_and_opened_again_by_button(meeting):
    note = noted(meeting)
    point(note, PLAIN)
    page = reader(rapporteur()).post(url("seal_note", note.pk), follow=True)
    assert "Sealed: 1 point stands." in page.content.decode()
    assert reader(rapporteur()).post(url("reopen_note", note.pk)).status_code == 404
    reader(director()).post(url("reopen_note", note.pk))
    note.refresh_from_db()
    assert note.is_open


def test_promise_is_told_put_off_and_kept(meeting):
    noted(meeting)
    browser = reader(director())
    promised = promised_for(meeting, TODAY)
    assert f"{promised.day} {promised:%B %Y}" in browser.get(url("promise")).content.decode()
    later = promised.replace(year=promised.year + 1)
    short = browser.post(url("put_off_destruction"), {"until": "2020-01-01", "reason": "Because."})
    assert "must be later" in short.content.decode()
    assert (
        browser.post(url("put_off_destruction"), {"until": later, "reason": "A partner reads."}).status_code
        == 302
    )
    assert Promise.objects.get().destroy_on == later
    assert "A partner reads." in browser.get(url("promise")).content.decode()
    assert "not the reference" in browser.post(url("destroy_notes"), {"reference": "CD34"}).content.decode()
    page = browser.post(url("destroy_notes"), {"reference": "ab12"}, follow=True)
    html = page.content.decode()
    assert "Certificate of destruction" in html
    assert "no key that opens these words" in html
    assert Certificate.objects.get().counts["notes"] == 1
    assert reader(rapporteur()).get(url("destroy_notes")).status_code == 404


def test_after_the_end_the_room_invites_to_nothing_and_old_addresses_say_so(meeting, capsys):
    note, later = noted(meeting), a_session(meeting, "14:00-15:00")
    announced(meeting, later)
    a_session(meeting, "16:00-17:00")
    browser = reader(director())
    assert "Begin the notes" in browser.get(url("the_room")).content.decode()
    browser.post(url("destroy_notes"), {"reference": "AB12"})
    room = browser.get(url("the_room")).content.decode()
    assert [
        words in room for words in ("Ready", "Not accepted yet", "See its regime", "Begin the notes")
    ] == [False] * 4
    assert ["See the certificate" in room, room.count("Closed")] == [True, 3]
    for name in ("note", "review", "note_print"):
        old = browser.get(url(name, note.pk))
        assert old.status_code == (410 if name == "note" else 409)
        assert "was destroyed, as was promised" in old.content.decode()
        assert ("data-gone" if name == "note" else "This cannot be opened") in old.content.decode()
    assert "as was promised" in browser.get(url("note_ticket", note.pk)).json()["sentence"]
    made = Certificate.objects.get()
    page = browser.get(url("promise")).content.decode()
    assert [made.reference.startswith("AB12-"), len(made.reference), made.reference in page] == [
        True,
        13,
        True,
    ]
    assert "print this page" in page
    call_command("destroyed", "AB12")
    assert f"Certificate: {made.reference}." in capsys.readouterr().out


def test_note_that_never_was_stays_unknown_until_the_end(meeting):
    note = noted(meeting)
    assert reader(director()).get(url("note", meeting.pk)).status_code == 404
    assert reader(director()).get(url("note", note.pk)).status_code == 200


# --- notes that were written elsewhere --------------------------------------------------------------------

WRITTEN = b"""# Recommendations

- Map every well.
- Ama Okoro asks for an ombudsman.

# Open questions

Who pays for it?
"""


def test_notes_are_read_looked_at_and_taken_once(meeting):
    note, browser = noted(meeting), reader(rapporteur())
    address = url("import_notes", note.pk)
    page = browser.post(address, {"file": SimpleUploadedFile("notes.md", WRITTEN)})
    rows = page.context["rows"]
    lines = [row["line"] for row in rows]
    assert [(line.kind, line.words) for line in lines] == [
        ("recommendation", "Map every well."),
        ("recommendation", "Ama Okoro asks for an ombudsman."),
        ("question", "Who pays for it?"),
    ]
    assert [len(row["found"].lines) for row in rows] == [0, 1, 0]
    assert not Point.objects.exists()
    sent = {"take": "yes", "id": [line.id for line in lines]}
    for line in lines[::2]:
        sent |= {
            f"take-{line.id}": "yes",
            f"kind-{line.id}": line.kind,
            f"words-{line.id}": line.words,
        }
    for _time in range(2):
        assert browser.post(address, sent).url == url("note", note.pk)
    taken = Point.objects.select_related("note")
    assert sorted((one.kind, one.words) for one in taken) == [
        ("question", "Who pays for it?"),
        ("recommendation", "Map every well."),
    ]


def test_line_that_is_refused_stays_with_its_words(meeting):
    note, browser = noted(meeting), reader(rapporteur())
    drawn = "0" * 32
    sent = {
        "take": "yes",
        "id": [drawn],
        f"take-{drawn}": "yes",
        f"kind-{drawn}": "rumour",
        f"words-{drawn}": "Kept.",
    }
    page = browser.post(url("import_notes", note.pk), sent)
    assert "Kept." in page.content.decode()
    assert "cannot be read" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content"), [("n.docx", b"PK\x03\x04"), ("n.txt", b""), ("n.exe", b"MZ\x90")]
)
def test_file_that_is_no_notes_is_refused_with_a_sentence(meeting, name, content):
    note = noted(meeting)
    page = reader(rapporteur()).post(
        url("import_notes", note.pk), {"file": SimpleUploadedFile(name, content)}
    )
    assert page.context["form"].errors["file"]
    assert not Point.objects.exists()


def test_nothing_is_brought_into_sealed_notes(meeting):
    note = sealed_note(meeting, PLAIN)
    page = reader(rapporteur()).get(url("import_notes", note.pk), follow=True)
    assert "no more points are taken" in page.content.decode()


def test_room_whose_words_are_gone_begins_no_notes(meeting):
    session = a_session(meeting, "15:00-16:00", title="Another")
    announced(meeting, session)
    noted(meeting)
    browser = reader(director())
    assert "Begin the notes" in browser.get(url("the_room")).content.decode()
    browser.post(url("destroy_notes"), {"reference": "AB12"})
    html = browser.get(url("the_room")).content.decode()
    assert "Begin the notes" not in html
    assert "was destroyed, released points with it" in html


def test_colleague_whom_nobody_asked_is_told_whom_to_turn_to(meeting):
    noted(meeting)
    html = reader(colleague(Role.POLICY_TEAM)).get(url("the_room")).content.decode()
    assert "You were not asked to take notes" in html


def test_point_that_comes_in_while_a_page_is_made_is_not_taken_as_seen(meeting, monkeypatch):
    note, real = noted(meeting), note_page.mark

    def meanwhile(asked):
        seen = real(asked)
        point(note, "Late.")
        return seen

    monkeypatch.setattr(note_page, "mark", meanwhile)
    shown = note_page.points(note_page.Place.of(meeting, note), note_page.Shown())
    assert shown["mark"] != real(note)
    assert [row["point"].words for row in shown["rows"]] == ["Late."]


def test_certificate_and_help_name_the_same_command(meeting):
    noted(meeting)
    browser = reader(director())
    browser.post(url("destroy_notes"), {"reference": "AB12"})
    page = browser.get(url("promise")).content.decode()
    assert '<code dir="ltr">underrose destroyed AB12</code>' in page
    help_page = (settings.PROJECT / "docs" / "how-to" / "end-the-room.md").read_text(encoding="utf-8")
    assert "```\nunderrose destroyed WP1725\n```" in help_page
    call_command("destroyed", "AB12", stdout=StringIO())
