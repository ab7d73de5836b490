"""Check a text, read and release, the promised end: who may, what stands there, and that nothing typed is lost."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.dialogue.actions import releasing, sealing
from underrose.dialogue.actions.capture import Facts
from underrose.dialogue.models import Certificate, NoteState, Point, Promise, ReleasedPoint
from underrose.dialogue.promises import promised_for
from underrose.kit.refusals import Refused
from underrose.programme.tests.planning import a_guest

from .browsing import reader
from .roomful import TODAY, a_meeting, a_session, colleague, dice, director, noted, point, rapporteur

pytestmark = pytest.mark.django_db
NAMED = "Ama Okoro warned that wells run dry."
PLAIN = "It was suggested that wells be mapped."


@pytest.fixture
def meeting():
    made = a_meeting()
    for name in ("Ama Okoro", "Jon Bell", "Ines Duarte", "Piotr Zawada", "Mei Tanaka", "Omar Haddad"):
        a_guest(made, name)
    for number in range(6):
        a_guest(made, f"Guest{number} Person{number}")
    return made


def url(name, *args):
    return reverse(name, args=["AB12", *args])


def sealed_note(meeting, *words):
    note = noted(meeting)
    for one in words:
        point(note, one)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    note.refresh_from_db()
    return note


def basis(note):
    """What the page of this moment shows."""
    return releasing.basis_of(Point.objects.filter(note=note).standing())


def cleared(note):
    for one in Point.objects.filter(note=note).select_related("note"):
        releasing.clear(
            one, revision=one.revision, facts=Facts(kind=one.kind, words=str(one.words)), by=rapporteur()
        )


# --- check a text ---------------------------------------------------------------------------------------


def test_text_is_checked_and_comes_back_with_its_findings(meeting):
    page = reader(rapporteur()).post(url("check_text"), {"text": NAMED})
    html = page.content.decode()
    assert page.status_code == 200
    assert "<mark>Ama Okoro</mark>" in html
    assert "1 place to look at" in html
    assert "Whom could it mean?" not in html


def test_wording_is_taken_over_without_a_script(meeting):
    browser = reader(rapporteur())
    page = browser.post(url("check_text"), {"text": NAMED})
    (line,) = page.context["found"].lines
    fixed = browser.post(url("check_text"), {"text": NAMED, "fix": f"{line.found.mark}.0"})
    assert fixed.context["text"].endswith(" warned that wells run dry.")
    assert "Okoro" not in fixed.context["text"]
    assert "No leak found by these checks" in fixed.content.decode()


@pytest.mark.parametrize(
    "number", ["²", "9" * 5000, "-1", "٣", ""], ids=["square", "long", "minus", "arabic", "none"]
)
def test_number_that_is_none_of_ours_is_no_fault(meeting, number):
    note = sealed_note(meeting, NAMED)
    held = Point.objects.get(note=note)
    browser, path = reader(rapporteur()), url("review_point", note.pk, held.pk)
    (line,) = browser.get(path).context["found"].lines
    told = {"words": NAMED, "kind": "issue", "fix": f"{line.found.mark}.{number}"}
    assert browser.post(path, told).context["text"] == NAMED
    typed = browser.post(url("check_text"), {"text": NAMED})
    mark = typed.context["found"].lines[0].found.mark
    fixed = browser.post(url("check_text"), {"text": NAMED, "fix": f"{mark}.{number}"})
    assert (fixed.status_code, fixed.context["text"]) == (200, NAMED)
    for act in ("withhold", "again", "clear"):
        told = {"words": PLAIN, "kind": "issue", "revision": number, act: "1"}
        assert browser.post(path, told).status_code in {200, 302}
    assert list(Point.objects.values_list("state", "revision")) == [("taken", held.revision)]


def test_wording_of_a_text_that_changed_replaces_nothing(meeting):
    page = reader(rapporteur()).post(url("check_text"), {"text": NAMED, "fix": "0" * 32 + ".7"})
    assert page.context["text"] == NAMED
    assert "nothing was replaced" in page.content.decode()


def test_director_asks_whom_it_could_mean(meeting):
    browser = reader(director())
    mark = browser.post(url("check_text"), {"text": NAMED}).context["found"].lines[0].found.mark
    page = browser.post(url("check_text"), {"text": NAMED, "who": mark})
    assert page.context["names"] == ("Ama Okoro",)
    assert RecordEntry.objects.filter(verb="asked", noun="candidates").count() == 1
    refused = reader(rapporteur()).post(url("check_text"), {"text": NAMED, "who": mark})
    assert "names" not in refused.context
    assert RecordEntry.objects.filter(verb="asked", noun="candidates").count() == 1


def test_findings_come_alone_while_typing(meeting):
    page = reader(rapporteur()).post(url("look_at_text"), {"text": NAMED})
    html = page.content.decode()
    assert html.lstrip().startswith('<section id="found"')
    assert "Ama Okoro" in html


def test_file_is_read_and_a_broken_one_never_passes_as_clean(meeting):
    browser = reader(rapporteur())
    page = browser.post(
        url("check_text"), {"text": "", "file": SimpleUploadedFile("report.txt", NAMED.encode())}
    )
    assert page.context["found"].open_number == 1
    broken = browser.post(
        url("check_text"), {"text": "", "file": SimpleUploadedFile("r.docx", b"PK\x03\x04 not")}
    )
    assert broken.context["is_checked"] is False
    assert broken.context["form"].errors["file"]


def test_two_texts_together_say_what_neither_says_alone(meeting):
    report = "The chair of the second session warned that wells run dry."
    programme = "Second session\n\nChair: Ama Okoro\n"
    browser = reader(rapporteur())
    alone = browser.post(url("check_text"), {"text": report})
    page = browser.post(
        url("check_text"), {"text": report, "beside": SimpleUploadedFile("programme.txt", programme.encode())}
    )
    assert alone.context["found"].open_number == 0
    assert page.context["found"].open_number == 1
    assert page.context["beside"].lines


def test_what_a_file_holds_beside_its_text_is_said(meeting):
    markdown = "Wells run dry.\n\n![a map](map.png)\n"
    page = reader(rapporteur()).post(
        url("check_text"), {"text": "", "file": SimpleUploadedFile("r.md", markdown.encode())}
    )
    assert page.context["left_out"]
    assert "Not read" in page.content.decode()


def test_empty_text_is_no_clean_text(meeting):
    page = reader(rapporteur()).post(url("check_text"), {"text": "  "})
    assert "No leak found" not in page.content.decode()


@pytest.mark.parametrize("role", [Role.MONITORING_AND_EVALUATION, Role.PARTNER, Role.NOTE_TAKER])
def test_who_writes_no_texts_checks_none(meeting, role):
    assert reader(colleague(role)).get(url("check_text")).status_code == 404


def test_text_is_not_kept_in_the_session(meeting):
    browser = reader(rapporteur())
    browser.post(url("check_text"), {"text": NAMED})
    assert "Okoro" not in str(dict(browser.session))


# --- read and release -----------------------------------------------------------------------------------


def test_point_is_read_reworded_and_cleared(meeting):
    note = sealed_note(meeting, NAMED, PLAIN)
    browser = reader(rapporteur())
    one = next(p for p in Point.objects.select_related("note") if p.words == NAMED)
    address = url("review_point", note.pk, one.pk)
    facts = {"kind": "issue", "revision": one.revision}
    refused = browser.post(address, {**facts, "words": NAMED, "clear": "yes"})
    assert "1 open finding" in refused.content.decode()
    assert NAMED in refused.content.decode()
    done = browser.post(address, {**facts, "words": "Wells run dry.", "clear": "yes"})
    other = Point.objects.exclude(pk=one.pk).get()
    assert done.url == url("review_point", note.pk, other.pk)
    one = Point.objects.select_related("note").get(pk=one.pk)
    assert (one.state, one.cleared, one.words) == ("cleared", "Wells run dry.", NAMED)
    last = browser.post(
        url("review_point", note.pk, other.pk), {"revision": other.revision, "withhold": "yes"}
    )
    assert last.url == url("review", note.pk)


def test_finding_is_left_as_it_is_for_a_reason(meeting):
    note = sealed_note(meeting, NAMED)
    browser, one = reader(rapporteur()), Point.objects.get()
    address = url("review_point", note.pk, one.pk)
    mark = browser.get(address).context["found"].lines[0].found.mark
    facts = {"kind": "issue", "revision": one.revision, "words": NAMED}
    page = browser.post(address, {**facts, "dismiss": mark, f"reason-{mark}": "She agreed in writing."})
    assert "She agreed in writing." in page.content.decode()
    assert browser.post(address, {**facts, "clear": "yes"}).status_code == 302
    assert Point.objects.get().state == "cleared"


def test_two_people_let_points_out(meeting):
    note = sealed_note(meeting, PLAIN, "Rivers are shared by five states.")
    cleared(note)
    first, second = reader(rapporteur()), reader(director())
    asked = first.post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True)
    assert "A colleague reads the points too" in asked.content.decode()
    alone = first.post(url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True)
    assert "you are the first" in alone.content.decode()
    assert not ReleasedPoint.objects.exists()
    page = second.post(url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True)
    assert "2 points were released." in page.content.decode()
    assert sorted(str(one.words) for one in ReleasedPoint.objects.all()) == [
        PLAIN,
        "Rivers are shared by five states.",
    ]
    assert not Point.objects.exists()
    note.refresh_from_db()
    assert note.state == NoteState.released


def test_what_changed_since_it_was_asked_is_read_again(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    reader(rapporteur()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    one = Point.objects.select_related("note").get()
    releasing.clear(
        one, revision=one.revision, facts=Facts(kind="insight", words="Other words."), by=rapporteur()
    )
    page = reader(director()).post(
        url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True
    )
    assert "read them again" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_page_that_was_read_before_a_change_lets_nothing_out(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    read = basis(note)
    one = Point.objects.select_related("note").get()
    releasing.clear(
        one, revision=one.revision, facts=Facts(kind="insight", words="Never read."), by=rapporteur()
    )
    reader(rapporteur()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    page = reader(director()).post(url("let_out", note.pk), {"act": "confirm", "basis": read}, follow=True)
    assert "read them again" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_words_written_while_the_guard_looks_do_not_leave(meeting, monkeypatch):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    read, look = basis(note), releasing._require_clean

    def meanwhile(checked):
        look(checked)
        one = Point.objects.select_related("note").get()
        facts = Facts(kind="insight", words="Never read.")
        releasing.clear(one, revision=one.revision, facts=facts, by=rapporteur())

    monkeypatch.setattr(releasing, "_require_clean", meanwhile)
    with pytest.raises(Refused, match="read them again"):
        releasing.confirm_release(note, basis=read, by=director(), today=TODAY, rng=dice())
    assert not ReleasedPoint.objects.exists()


def test_released_notes_keep_no_key_that_opens_what_a_telephone_holds(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    assert len(note.private_key) == 32
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice())
    note.refresh_from_db()
    assert (note.key_in_words, note.public_key) == (None, "")


def test_unread_point_holds_the_release(meeting):
    note = sealed_note(meeting, PLAIN)
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "1 point is neither cleared nor withheld" in page.content.decode()


def test_on_the_record_one_person_lets_out_and_the_wording_stays(meeting):
    meeting.regime = "on_the_record"
    meeting.save()
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "ask", "basis": basis(note)}, follow=True
    )
    assert "1 point was released." in page.content.decode()
    assert Point.objects.count() == 1


def test_nothing_leaves_an_undisclosed_meeting(meeting):
    session = a_session(meeting, "14:00-15:00", regime="undisclosed")
    note = noted(meeting, session)
    point(note, PLAIN)
    sealing.seal(note, by=rapporteur(), today=TODAY, rng=dice())
    page = reader(rapporteur()).get(url("review", note.pk))
    assert "may never be disclosed" in page.content.decode()
    assert reader(rapporteur()).get(url("review_point", note.pk, Point.objects.get().pk)).status_code == 302


def test_summary_is_let_out_by_the_director_alone(meeting):
    meeting.regime = "private"
    meeting.save()
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    reader(director()).post(url("let_out", note.pk), {"act": "ask", "basis": basis(note)})
    page = reader(rapporteur()).post(
        url("let_out", note.pk), {"act": "confirm", "basis": basis(note)}, follow=True
    )
    assert "The programme director lets it out" in page.content.decode()
    assert not ReleasedPoint.objects.exists()


def test_released_points_are_read_and_taken_along_in_word(meeting):
    note = sealed_note(meeting, PLAIN)
    cleared(note)
    releasing.ask_release(note, basis=basis(note), by=rapporteur(), today=TODAY, rng=dice())
    releasing.confirm_release(note, basis=basis(note), by=director(), today=TODAY, rng=dice())
    browser = reader(colleague(Role.POLICY_TEAM))
    assert PLAIN in browser.get(url("released")).content.decode()
    word = browser.get(url("released_word"))
    assert word["Content-Disposition"] == 'attachment; filename="AB12-released-points.docx"'
    body = zipfile.ZipFile(BytesIO(word.content))
    assert PLAIN in body.read("word/document.xml").decode()
    assert reader(colleague(Role.COMMUNICATIONS)).get(url("released")).status_code == 404


def test_review_costs_the_same_for_one_and_for_three(meeting, django_assert_num_queries):
    one, three = sealed_note(meeting, PLAIN), noted(meeting, a_session(meeting, "11:00-12:00"))
    for words in ("A.", "B.", "C."):
        point(three, words)
    sealing.seal(three, by=rapporteur(), today=TODAY, rng=dice())
    browser = reader(rapporteur())
    browser.get(url("review", one.pk))
    for note in (one, three):
        with django_assert_num_queries(3, using="dialogue"):
            browser.get(url("review", note.pk))


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
    page = browser.post(url("destroy_notes"), follow=True)
    html = page.content.decode()
    assert "Certificate of destruction" in html
    assert "no key that opens these words" in html
    assert Certificate.objects.get().counts["notes"] == 1
    assert reader(rapporteur()).get(url("destroy_notes")).status_code == 404


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
    lines = page.context["lines"]
    assert [(line["kind"], line["words"]) for line in lines] == [
        ("recommendation", "Map every well."),
        ("recommendation", "Ama Okoro asks for an ombudsman."),
        ("question", "Who pays for it?"),
    ]
    assert [len(line["found"].lines) for line in lines] == [0, 1, 0]
    assert not Point.objects.exists()
    sent = {"take": "yes", "id": [line["id"] for line in lines]}
    for line in lines[::2]:
        sent |= {
            f"take-{line['id']}": "yes",
            f"kind-{line['id']}": line["kind"],
            f"words-{line['id']}": line["words"],
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
