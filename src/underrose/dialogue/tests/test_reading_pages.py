"""Check a text: who may, what stands there, and that nothing typed is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.dialogue.models import Point

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, sealed_note, url
from .roomful import colleague, director, rapporteur

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db


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
    assert page.context["found"].lines[0].found.beside == ("programme.txt",)
    assert page.context["beside"].lines


def test_what_a_file_holds_beside_its_text_is_said(meeting):
    markdown = "Wells run dry.\n\n![a map](map.png)\n"
    page = reader(rapporteur()).post(
        url("check_text"), {"text": "", "file": SimpleUploadedFile("r.md", markdown.encode())}
    )
    assert page.context["left_out"]
    html = page.content.decode()
    assert "Beside the text" in html
    assert "No leak found" not in html, "nobody read the picture"


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
