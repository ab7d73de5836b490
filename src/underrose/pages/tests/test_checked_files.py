"""A file is looked into on the desk, and its clean copy is taken; nothing of it is kept, and its name is nowhere."""

import io
import logging
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from lxml import html

from underrose.access.models import Account
from underrose.methods.inspection import What, inspect_file
from underrose.methods.inspection.tests import office_files, pdf_files
from underrose.methods.inspection.tests.test_pictures import drawing
from underrose.pages import checked_files

NAME = "Memo about Wanjiku Otieno.docx"


@pytest.fixture
def colleague(db: None) -> Client:
    """Anybody signed in, without a role."""
    client = Client()
    client.force_login(Account.objects.create(name="Ada", email="ada@house.example"))
    return client


def file(content: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def words(page: bytes) -> str:
    return " ".join(html.fromstring(page).text_content().split())


def test_file_is_looked_into_and_its_parts_are_told(colleague):
    page = colleague.post(reverse("check_file"), {"file": file(office_files.full_docx()), "look": ""})
    said = words(page.content)
    for expected in (
        "Who worked on it",
        "WAUTHOR",
        "WDELETED",
        "WHIDDENROW",
        "WARTIST",
        "WTEMPLATEUSER",
    ):
        assert expected in said, expected
    assert "Wanjiku Otieno" not in said


def test_clean_copy_is_taken_under_a_name_that_says_nothing(colleague):
    answer = colleague.post(reverse("check_file"), {"file": file(office_files.full_docx()), "copy": ""})
    assert answer["Content-Disposition"] == 'attachment; filename="clean-copy.docx"'
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert inspect_file(answer.content, "a.docx").left_out == ()


@pytest.mark.parametrize(("choice", "is_there"), [("keep", True), ("leave", False), ("", True)])
def test_insertions_are_kept_or_left_out(colleague, choice, is_there):
    sent = {"file": file(office_files.full_docx()), "copy": "", "insertions": choice}
    answer = colleague.post(reverse("check_file"), sent)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert (b"WINSERTED" in archive.read("word/document.xml")) is is_there


@pytest.mark.parametrize(
    ("choice", "sentence"), [("keep", "stands in the clean copy"), ("leave", "the clean copy leaves it out")]
)
def test_what_becomes_of_insertions_is_said_as_chosen(colleague, choice, sentence):
    sent = {"file": file(office_files.full_docx()), "look": "", "insertions": choice}
    said = words(colleague.post(reverse("check_file"), sent).content)
    assert f"Put in by a tracked change; {'it ' if choice == 'keep' else ''}{sentence}" in said


@pytest.mark.parametrize("act", ["look", "copy"])
@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"MZ\x90\x00\x03\x00" + bytes(60), "is a program"), (b"%PDF-1.7\n", "damaged"), (b"Words.", "neither a Word document")],
)  # fmt: skip
def test_file_that_cannot_be_read_has_no_copy(colleague, act, content, sentence):
    page = colleague.post(reverse("check_file"), {"file": file(content), act: ""})
    said = words(page.content)
    assert "There is no clean copy of this file." in said
    assert sentence in said


def test_page_without_a_file_asks_for_one(colleague):
    assert "Please choose the file" in words(colleague.post(reverse("check_file"), {"look": ""}).content)


def test_what_was_found_comes_alone_while_one_stays_on_the_page(colleague):
    sent = {"file": file(pdf_files.full_pdf()), "look": ""}
    page = colleague.post(reverse("check_file"), sent, headers={"HX-Request": "true"})
    assert page.content.lstrip().startswith(b'<div id="looked"')
    assert b"PNOTER" in page.content


def test_file_with_nothing_beside_its_page_says_so(colleague):
    clean = colleague.post(reverse("check_file"), {"file": file(pdf_files.plain()), "copy": ""}).content
    page = colleague.post(reverse("check_file"), {"file": file(clean), "look": ""})
    assert "Nothing was found beside what the pages show." in words(page.content)


def test_many_findings_of_a_sort_unfold(colleague):
    body = "".join(office_files.p(f"WORD{n}x", "<w:vanish/>") + office_files.p("seen") for n in range(250))
    page = colleague.post(reverse("check_file"), {"file": file(office_files.docx(body)), "look": ""})
    (unfolding,) = html.fromstring(page.content).xpath('//details[summary[contains(., "50 more")]]')
    assert "WORD249x" in unfolding.text_content()


def test_number_above_a_table_is_the_sum_of_its_lines_and_dates_are_said(colleague):
    page = colleague.post(reverse("check_file"), {"file": file(office_files.full_docx()), "look": ""})
    for section in html.fromstring(page.content).xpath("//section[.//table]"):
        heads = [words(html.tostring(row)) for row in section.xpath(".//tbody/tr/th")]
        numbers = [int(found[1]) if (found := re.search(r"\((\d+)\)", one)) else 1 for one in heads]
        (whole,) = re.findall(r"\((\d+)\)", section.xpath("string(h3)"))
        assert sum(numbers) == int(whole)
    assert re.search(r"\d{4}-\d\d-\d\dT", words(page.content)) is None
    assert re.search(r"\w+day \d{1,2} \w+ \d{4}", words(page.content))


def test_nothing_of_a_file_is_kept_or_logged(colleague, caplog):
    caplog.set_level(logging.DEBUG)
    for act in ("look", "copy"):
        colleague.post(reverse("check_file"), {"file": file(office_files.full_docx()), act: ""})
    assert not [
        record
        for record in caplog.records
        if "Wanjiku" in record.getMessage() or "WAUTHOR" in record.getMessage()
    ]
    with connections["default"].cursor() as cursor:
        tables = connections["default"].introspection.table_names(cursor)
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 # names of our own tables
            assert not [row for row in cursor.fetchall() if "WAUTHOR" in str(row) or "Wanjiku" in str(row)]


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_the_same_whatever_is_found(colleague, count, django_assert_num_queries):
    content = office_files.docx("".join(office_files.p(f"W{n}", "<w:vanish/>") for n in range(count)))
    colleague.get(reverse("check_file"))
    with django_assert_num_queries(4):
        colleague.post(reverse("check_file"), {"file": file(content), "look": ""})


def test_stranger_is_asked_to_sign_in(client, db):
    assert client.get(reverse("check_file")).status_code == 302


def test_every_kind_stands_in_one_group_and_has_a_label():
    kinds = [kind for _, _, of in checked_files._GROUPS for kind in of]
    assert sorted(kinds) == sorted(What)
    assert set(checked_files.LABELS) == set(What)


def test_names_of_styles_are_one_line_with_their_number_and_drown_nothing(colleague):
    made = "".join(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="S{at}"><w:name w:val="Token{at}"/></w:style>'
        for at in range(45)
    )
    styles = (f"{office_files.WORD}.styles+xml", office_files.part("styles", made))
    content = office_files.docx(office_files.p("WHIDDEN", "<w:vanish/>"), {"word/styles.xml": styles})
    page = html.fromstring(colleague.post(reverse("check_file"), {"file": file(content), "look": ""}).content)
    (folded,) = page.xpath('//details[summary[contains(., "Names of styles")]]')
    assert "(45)" in folded.xpath("string(summary)")
    assert "Token44" in folded.text_content()
    assert "One thing would go out with this file" in page.text_content()
    assert not page.xpath('//section[contains(., "Token1")]')


def test_properties_of_a_pdf_and_a_picture_stand_under_the_names_of_their_fields(colleague):
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_files.plain())) as pdf:
        pdf.docinfo["/Author"], pdf.docinfo["/Title"], pdf.docinfo["/Producer"] = "PAUTHOR", "PTITLE", "PMADE"
        pdf.save(made)
    page = colleague.post(reverse("check_file"), {"file": file(made.getvalue()), "look": ""})
    told = _by_group(page.content)
    assert ("Author", "PAUTHOR") in told["Who worked on it"]
    of_itself = told["What the file says of itself"]
    assert {("Title", "PTITLE"), ("Program that made the PDF", "PMADE")} <= set(of_itself)
    page = colleague.post(reverse("check_file"), {"file": file(drawing(), "a.png"), "look": ""})
    told = _by_group(page.content)
    assert ("Author", "NAUTHOR") in told["Who worked on it"]
    assert ("Author of the picture", "NARTIST") in told["Who worked on it"]


def _by_group(page: bytes) -> dict[str, list[tuple[str, str]]]:
    found = {}
    for section in html.fromstring(page).xpath("//section[.//table]"):
        rows = section.xpath(".//tbody/tr")
        found[section.xpath("string(h3)").rpartition("(")[0].strip()] = [
            (row.xpath("string(th)").strip(), " ".join(row.xpath("string(td)").split())) for row in rows
        ]
    return found
