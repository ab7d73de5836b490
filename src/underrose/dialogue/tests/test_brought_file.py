"""Notes that came as a file: its pictures, which become no points, and how much of such notes is read for one person."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from underrose.dialogue import beside_the_text
from underrose.dialogue.models import Point
from underrose.kit.middleware import CONTENT_SECURITY_POLICY, WITH_PICTURES_OF_ITS_OWN

from .reading import NAMED, PLAIN, meeting, url
from .roomful import noted
from .test_brought import PART, Bringing
from .test_pictures import logo, word
from .test_who_checks_texts import TOO_MUCH, measured

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
HELD = "This file holds pictures."
LEFT_OUT = "was left out."


@pytest.fixture
def bringing(meeting) -> Bringing:
    return Bringing(noted(meeting))


def brought(bringing, raw: bytes, name: str = "notes.docx"):
    sent = {"file": SimpleUploadedFile(name, raw)}
    return bringing.keep(bringing.browser.post(url("import_notes", bringing.note.pk), sent))


# --- pictures ---------------------------------------------------------------------------------------------


def test_pictures_of_brought_notes_are_shown_and_told_once(bringing):
    page = brought(bringing, word(logo(), logo("red")))
    html = page.content.decode()
    assert (HELD in html, html.count("<img src="), LEFT_OUT in html) == (True, 2, False)
    assert ('name="looked"' in html, "it shows nobody" in html) == (False, False)
    assert page["Content-Security-Policy"] == WITH_PICTURES_OF_ITS_OWN
    assert [row["line"].words for row in bringing.rows] == [PLAIN]


def test_file_without_pictures_tells_of_none(bringing):
    for raw, name in ((word(), "a.docx"), (PLAIN.encode(), "a.md")):
        page = brought(bringing, raw, name)
        assert HELD not in page.content.decode()
        assert page["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (word(b"\x01\x00\x00\x00 EMF", ending="emf"), "image1.emf"),
        (word(inside="<w:p><w:r><w:drawing/></w:r></w:p>"), "1 drawing or chart was left out."),
    ],
)
def test_what_is_not_drawn_of_notes_is_told_by_name(bringing, raw, said):
    html = brought(bringing, raw).content.decode()
    assert (HELD in html, "<img src=" in html) == (True, False)
    assert html.count(f"<bdi>{said}</bdi>") == 1
    assert f"<li>{said}</li>" not in html


def test_pictures_stay_while_points_are_looked_at_again_and_go_with_the_list(bringing):
    page = brought(bringing, word(logo()))
    (one,) = page.context["pictures"]
    again = bringing.press(look="yes", picture=one.sealed)
    html = again.content.decode()
    assert (HELD in html, one.png in html) == (True, True)
    forged = bringing.press(look="yes", picture=one.sealed.replace(one.png[:40], "A" * 40))
    assert "A" * 40 not in forged.content.decode()
    part = bringing.browser.post(
        url("import_notes", bringing.note.pk), bringing.form() | {"look": "yes"}, headers=PART
    )
    assert "<img src=" not in part.content.decode()
    assert bringing.press(take="yes", picture=one.sealed).status_code == 302
    assert Point.objects.count() == 1


# --- weight -----------------------------------------------------------------------------------------------


def test_brought_file_is_weighed_before_it_is_opened(bringing, monkeypatch):
    measured(monkeypatch, 100, A_FILE=60)
    bringing.file(PLAIN)
    monkeypatch.setattr(beside_the_text, "of", None)
    sent = {"file": SimpleUploadedFile("a.docx", b"PK and no more")}
    page = bringing.browser.post(url("import_notes", bringing.note.pk), sent)
    assert (TOO_MUCH in page.content.decode(), "file" in page.context["form"].errors) == (True, False)


def test_points_of_a_file_are_weighed_before_the_guard_reads_them(bringing, monkeypatch):
    measured(monkeypatch, 50)
    page = bringing.browser.post(
        url("import_notes", bringing.note.pk),
        {"file": SimpleUploadedFile("a.md", f"{NAMED}\n\n{PLAIN}".encode())},
    )
    html = page.content.decode()
    assert (TOO_MUCH in html, "rows" in page.context, "Okoro" in html) == (True, False, False)


def test_points_that_were_not_looked_at_stay_and_are_not_called_clean(bringing, monkeypatch):
    measured(monkeypatch, 10 + 2 * len(NAMED))
    bringing.file(NAMED)
    fix = bringing.fix(0)
    assert "brought-found" in bringing.press(look="yes").content.decode()
    for pressed in ({"look": "yes"}, {"fix": fix}, {"for_all": "yes", "all-kind": "insight"}):
        page = bringing.press(**pressed)
        html = page.content.decode()
        assert (TOO_MUCH in html, "The points below were not looked at now." in html) == (True, True)
        assert (NAMED in html, "brought-found" in html) == (True, False)
    assert bringing.rows[0]["line"].words == NAMED
    part = bringing.browser.post(
        url("import_notes", bringing.note.pk), bringing.form() | {"look": "yes"}, headers=PART
    ).content.decode()
    assert (TOO_MUCH in part, NAMED in part, part.count("<li")) == (True, True, 1)
    assert bringing.press(take="yes").status_code == 302
    assert [str(one.words) for one in Point.objects.select_related("note")] == [NAMED]


def test_points_that_are_refused_stay_also_where_they_are_not_looked_at(bringing, monkeypatch):
    measured(monkeypatch, 10 + len(NAMED))
    bringing.file(NAMED)
    (row,) = bringing.rows
    long = f"{NAMED} " * 200
    page = bringing.press(take="yes", **{f"words-{row['line'].id}": long})
    html = page.content.decode()
    assert (TOO_MUCH in html, html.count("Ama Okoro") >= 200, "brought-found" in html) == (True, True, False)
    assert page.context["rows"][0]["sentence"]
    assert not Point.objects.exists()


def test_notes_that_take_long_count_for_more(bringing, monkeypatch):
    measured(monkeypatch, 10_000, A_SECOND=100_000_000_000)
    bringing.file(NAMED)
    assert TOO_MUCH in bringing.press(look="yes").content.decode()
