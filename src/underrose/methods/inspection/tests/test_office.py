import io
import re
import zipfile

import pytest
import python_calamine

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.inspection import clean_copy, inspect_file, regenerate
from underrose.methods.inspection.tests import office_files
from underrose.methods.inspection.tests.office_files import WORD, W, cell, docx, p, part, rels, xlsx, zipped
from underrose.methods.inspection.values import What

KINDS = {
    "docx": ("W", office_files.full_docx, office_files.SEEN),
    "xlsx": ("X", office_files.full_xlsx, office_files.XSEEN),
}
KEPT = {"WINSERTED"}
"""An insertion is read as accepted: its word is a word of the page."""


def inside(raw: bytes) -> str:
    """Everything in an archive, names of members, remarks and text of both widths."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        said = [archive.comment, *(archive.read(name) for name in archive.namelist())]
        said += [name.encode() for name in archive.namelist()]
    return "\n".join(piece.decode("latin-1").replace("\x00", "") for piece in said)


def planted(raw: bytes, first: str) -> set[str]:
    """Every planted word, read from the file itself so that none is forgotten."""
    return set(
        re.findall(rf"\b{first}[A-Z]{{3,}}\b|\b{first.lower()}(?:customxml|permitted|user)\b", inside(raw))
    )


def words(said: str) -> list[str]:
    return sorted(said.split())


@pytest.mark.parametrize("ending", KINDS)
def test_everything_planted_is_found_and_gone(ending):
    first, make, seen = KINDS[ending]
    raw = make()
    every = planted(raw, first)
    assert len(every) > 25
    found = inspect_file(raw, f"a.{ending}")
    assert (found.kind, found.blocked) == (ending, "")
    said = "\n".join(f"{one.path} {one.value}" for one in found.parts)
    assert {word for word in every if word not in said} == set()
    made = regenerate(raw, f"a.{ending}")
    again = inspect_file(made, f"a.{ending}")
    assert (again.left_out, again.blocked) == ((), "")
    assert {word for word in every if word in inside(made)} == every & KEPT
    assert words(again.text) == words(found.text) == words(seen)


@pytest.mark.parametrize("ending", KINDS)
def test_every_member_is_accounted_for(ending):
    raw = KINDS[ending][1]()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
    assert names <= {member.path for member in inspect_file(raw, f"a.{ending}").members}


def test_insertions_can_be_left_out_too():
    made = regenerate(office_files.full_docx(), "a.docx", keep_insertions=False)
    assert planted(made, "W") == set()
    assert "WINSERTED" not in inspect_file(made, "a.docx").text


def test_insertion_is_said_to_stay():
    (found,) = [
        one for one in inspect_file(office_files.full_docx(), "a.docx").parts if one.what is What.inserted
    ]
    assert (found.value, found.stays) == ("WINSERTED", True)


def test_same_file_gives_the_same_copy():
    raw = office_files.full_docx()
    assert regenerate(raw, "a.docx") == regenerate(raw, "b.docx")


def test_part_nobody_knows_blocks():
    raw = docx(p("Words."), {"word/odd.bin": ("application/x-odd", b"ODD WORDS here")})
    found = inspect_file(raw, "a.docx")
    assert "not known here: “word/odd.bin”" in found.blocked
    assert "ODD WORDS here" in [one.value for one in found.parts]
    with pytest.raises(Unreadable, match="not known here"):
        regenerate(raw, "a.docx")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 not an archive", "damaged"),
        (zipped({"a.txt": "words"}), "neither a document nor a table"),
        (b"Plain words.", "neither a Word document"),
        (docx("<w:p>").replace(b"PK\x05\x06", b"PK\x05\x07"), "damaged"),
        (docx("<w:p><w:r><w:t>open"), "damaged"),
        (b"MZ\x90\x00\x03\x00" + bytes(60), "program"),
    ],
)  # fmt: skip
def test_file_that_cannot_be_read_is_blocked_with_a_sentence(raw, said):
    found = inspect_file(raw, "a.docx")
    assert said in found.blocked
    assert found.parts == ()
    with pytest.raises(Unreadable, match=said):
        regenerate(raw, "a.docx")


def test_headings_lists_tables_notes_and_emphasis_are_kept():
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="4"><w:nsid w:val="0BADCAFE"/><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num>',
    )
    styles = part(
        "styles", '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    )
    body = (
        p("Objectives", "", '<w:pStyle w:val="H2"/>')
        + p("First", "<w:b/>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="9"/></w:numPr>')
        + '<w:tbl><w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>'
        + f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Wide")}</w:tc></w:tr></w:tbl>'
    )
    raw = docx(
        body,
        {
            "word/numbering.xml": (f"{WORD}.numbering+xml", numbering),
            "word/styles.xml": (f"{WORD}.styles+xml", styles),
        },
        rels(("n", "numbering", "numbering.xml"), ("s", "styles", "styles.xml")),
    )
    said = inside(regenerate(raw, "a.docx"))
    for kept in (
        '<w:pStyle w:val="Heading2"/>',
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>',
        '<w:start w:val="3"/>',
        "<w:b/>",
        '<w:gridSpan w:val="2"/>',
        "<w:tblHeader/>",
    ):
        assert kept in said
    assert "0BADCAFE" not in said


def test_picture_is_cut_as_it_is_shown_and_made_anew():
    from PIL import Image

    body = office_files.PICTURE.replace(
        '<a:blip r:embed="rp"/>', '<a:blip r:embed="rp"/><a:srcRect l="50000"/>'
    )
    raw = docx(
        body, {"word/media/image1.jpg": ("", office_files.jpeg(artist="ARTIST"))}, office_files.REFERENCES
    )
    made = regenerate(raw, "a.docx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        picture = archive.read("word/media/image1.jpeg")
    assert Image.open(io.BytesIO(picture)).size == (20, 20)
    assert b"ARTIST" not in picture


def test_two_styles_that_hide_show_again():
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="B"><w:name w:val="b"/><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    body = p("Seen", '<w:rStyle w:val="B"/>', '<w:pStyle w:val="A"/>') + p(
        "HIDDEN", "", '<w:pStyle w:val="A"/>'
    )
    body += p("Shown", '<w:vanish w:val="0"/>', '<w:pStyle w:val="A"/>')
    raw = docx(body, {"word/styles.xml": (f"{WORD}.styles+xml", styles)}, rels(("s", "styles", "styles.xml")))
    assert inspect_file(raw, "a.docx").text == "Seen\nShown"


def test_embedded_office_file_is_looked_into_and_does_not_travel():
    inner = office_files.full_xlsx()
    raw = docx(p("Words."), {"word/embeddings/Sheet1.xlsx": ("", inner)})
    said = "\n".join(one.value for one in inspect_file(raw, "a.docx").parts)
    assert {word for word in planted(inner, "X") if word not in said} == set()
    assert "Sheet1" not in inside(regenerate(raw, "a.docx"))


def test_macros_in_a_document_are_told_and_do_not_travel():
    raw = docx(
        p("Words."),
        {"word/vbaProject.bin": ("application/vnd.ms-office.vbaProject", b"Attribute VB_Name = MACROWORD")},
    )
    assert [one.what for one in inspect_file(raw, "a.docx").parts] == [What.macro]
    assert "MACROWORD" not in inside(regenerate(raw, "a.docx"))


def test_clean_workbook_opens_with_its_values():
    made = regenerate(office_files.full_xlsx(), "a.xlsx")
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert book.sheet_names == ["Sheet"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0] == ["Harbour", 3.5, "Shared"]
    assert rows[2][2].isoformat() == "2026-01-02"
    assert rows[3][0] == "=typed words"


def test_words_split_over_runs_are_told_as_one():
    body = '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">Jo </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>'
    assert [one.value for one in inspect_file(docx(body), "a.docx").parts] == ["Jo Hidden"]


def test_remarks_say_what_is_different():
    remarks = " ".join(clean_copy(office_files.full_docx(), "a.docx").remarks)
    assert "became plain words: 1." in remarks
    assert "deleted words are gone" in remarks


def test_cells_pale_by_size_or_format_are_hidden():
    styles = office_files.SHEET_STYLES
    raw = xlsx(
        {"S": f'<sheetData><row r="1">{cell("A1", "Seen")}{cell("B1", "PALE", 1)}</row></sheetData>'},
        {"xl/styles.xml": (f"{office_files.SHEET}.styles+xml", styles)},
    )
    found = inspect_file(raw, "a.xlsx")
    assert found.text == "S\nSeen"
    assert [one.value for one in found.parts if one.what is What.hidden_cells] == ["PALE"]


def test_namespace_of_strict_files_is_read_too():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    raw = docx(p("Seen") + p("HIDDEN", "<w:vanish/>"))
    parts = {
        name: archive_part.replace(W.encode(), strict.encode()) for name, archive_part in members(raw).items()
    }
    found = inspect_file(zipped(parts), "a.docx")
    assert (found.text, [one.value for one in found.parts]) == ("Seen", ["HIDDEN"])
    assert inspect_file(regenerate(zipped(parts), "a.docx"), "a.docx").text == "Seen"


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_long_file_that_repeats_itself_has_a_copy():
    body = "".join(
        p("Words about rivers and harbours that fill a line of some length. " * 4) for _ in range(4_000)
    )
    raw = docx(body)
    assert len(raw) > 1_000_000
    again = inspect_file(regenerate(raw, "a.docx"), "a.docx")
    assert again.text.count("rivers") == 16_000


def test_shape_laid_over_the_page_is_said_to_be_left_out():
    shape = (
        '<w:p><w:r><w:drawing><wp:anchor><wp:docPr id="7" name="Rectangle 1"/><a:graphic><a:graphicData uri="w"><wps:wsp/>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>"
    )
    remarks = " ".join(clean_copy(docx(p("Words.") + shape), "a.docx").remarks)
    assert "what lay under them can be seen in the copy: 1." in remarks


def test_cell_in_the_colour_of_its_ground_is_hidden():
    styles = office_files.SHEET_STYLES.replace(
        "</fills>",
        '<fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills>',
    ).replace("</cellXfs>", '<xf numFmtId="0" fontId="0" fillId="1"/></cellXfs>')
    sheet = f'<sheetData><row r="1">{cell("A1", "Seen")}{cell("B1", "BARRED", 4)}</row></sheetData>'
    raw = xlsx({"S": sheet}, {"xl/styles.xml": (f"{office_files.SHEET}.styles+xml", styles)})
    found = inspect_file(raw, "a.xlsx")
    assert found.text == "S\nSeen"
    assert "BARRED" not in inside(regenerate(raw, "a.xlsx"))
