import io
import re
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from underrose.methods.documents.readers.unreadable import Unreadable
from underrose.methods.documents.tests import hostile_pdf, shown_otherwise
from underrose.methods.inspection import clean_copy, inspect_file, regenerate
from underrose.methods.inspection.tests import pdf_files
from underrose.methods.inspection.values import What

PLANTED = re.compile(r"\bP[A-Z]{3,}\b")


def planted() -> set[str]:
    """Every word that was planted: read from the source of the file, so that none is forgotten."""
    source = Path(pdf_files.__file__).read_text(encoding="utf-8")
    body = source[source.index("CONTENT = ") : source.index("def with_earlier_version")]
    return set(PLANTED.findall(body)) | {"PATTACHED"}


def words(said: str) -> list[str]:
    return sorted(said.split())


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_everything_planted_in_a_pdf_is_found_and_gone(rotation):
    raw = pdf_files.full_pdf(rotation)
    found = inspect_file(raw, "note.pdf")
    assert found.blocked == ""
    said = "\n".join(part.value for part in found.parts)
    assert {word for word in planted() if word not in said} == set()
    made = regenerate(raw, "note.pdf")
    again = inspect_file(made, "note.pdf")
    assert (again.parts, again.blocked) == ((), "")
    assert words(again.text) == words(found.text) == words(pdf_files.SEEN)
    opened = pikepdf.open(io.BytesIO(made))
    inside = b"\n".join(
        entry.read_bytes()
        if isinstance(entry, pikepdf.Stream) and "/Filter" not in entry
        else entry.unparse()
        for entry in opened.objects
    ).decode("latin-1")
    assert {word for word in planted() if word in inside} == set()


def test_clean_pdf_looks_as_the_old_one_did():
    raw = pdf_files.full_pdf()
    old, new = (
        pypdfium2.PdfDocument(content)[0]
        .render(draw_annots=False, may_draw_forms=False)
        .to_numpy()
        .astype(int)
        for content in (raw, regenerate(raw, "note.pdf"))
    )
    assert old.shape == new.shape
    # Letters of half a point are a grey breath on paper; nothing else differs.
    assert (np.abs(old - new).max(axis=2) > 60).sum() == 0


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("white", b"1 1 1 rg BT /F 12 Tf 72 700 Td (HIDDEN) Tj ET"),
        ("invisible mode", b"BT 3 Tr /F 12 Tf 72 700 Td (HIDDEN) Tj ET"),
        ("under a bar", b"BT /F 12 Tf 72 700 Td (HIDDEN) Tj ET 0 g 60 690 300 30 re f"),
        ("off the sheet", b"BT /F 12 Tf 72 -300 Td (HIDDEN) Tj ET"),
        ("clipped away", b"q 0 0 10 10 re W n BT /F 12 Tf 72 700 Td (HIDDEN) Tj ET Q"),
        ("tiny", b"BT /F 0.4 Tf 72 700 Td (HIDDEN) Tj ET"),
    ],
)  # fmt: skip
def test_hidden_word_is_found_and_the_others_stay(what, content):
    raw = pdf_files.plain(b"BT /F 12 Tf 72 500 Td (Seen by all.) Tj ET " + content)
    found = inspect_file(raw, "note.pdf")
    assert [part.value for part in found.parts if part.what is What.hidden_text] == ["HIDDEN"], what
    again = inspect_file(regenerate(raw, "note.pdf"), "note.pdf")
    assert words(again.text) == ["Seen", "all.", "by"]


def test_page_whose_hidden_words_move_others_becomes_a_picture():
    raw = pdf_files.plain(b"BT /F 12 Tf 72 500 Td 1 g (HIDDEN ) Tj 0 g (seen) Tj ET")
    made = clean_copy(raw, "note.pdf")
    assert [remark for remark in made.remarks if "became a picture" in remark] != []
    again = inspect_file(made.content, "note.pdf")
    assert (again.text.strip(), again.parts) == ("", ())


def test_earlier_version_in_the_same_file_is_found_and_gone():
    raw = pdf_files.with_earlier_version()
    found = inspect_file(raw, "note.pdf")
    assert words(found.text) == words("A note about rivers.")
    assert any("PEARLIER" in part.value for part in found.parts if part.what is What.earlier)
    made = regenerate(raw, "note.pdf")
    assert b"PEARLIER" not in made
    assert inspect_file(made, "note.pdf").parts == ()


def test_pdf_with_a_part_nobody_knows_is_blocked():
    pdf = pikepdf.Pdf.new()
    pdf_files.page(pdf, b"")
    pdf.Root.Odd = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name("/Strange"), Who=pikepdf.String("WHO"))
    )
    raw = pdf_files.saved(pdf)
    assert "not known here" in inspect_file(raw, "note.pdf").blocked
    with pytest.raises(Unreadable, match="not known here"):
        regenerate(raw, "note.pdf")


def test_protected_pdf_is_blocked():
    pdf = pikepdf.Pdf.new()
    pdf_files.page(pdf, b"")
    made = io.BytesIO()
    pdf.save(made, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "protected" in inspect_file(made.getvalue(), "note.pdf").blocked


def test_words_after_the_end_and_between_objects_are_found():
    raw = pdf_files.plain() + b"\nWORDS AFTER the end\n"
    raw = raw.replace(b"\nxref", b"\n% REMARK of somebody\nxref") if b"\nxref" in raw else raw
    said = "\n".join(part.value for part in inspect_file(raw, "note.pdf").parts)
    assert "WORDS AFTER the end" in said


def test_object_that_nothing_uses_is_found_and_gone():
    unused = "<< /Who (UNUSED words of somebody) >>"
    raw = hostile_pdf.pdf(
        hostile_pdf.CATALOG,
        hostile_pdf.PAGES,
        hostile_pdf.PAGE,
        hostile_pdf.stream(hostile_pdf.SAID),
        hostile_pdf.FONT,
        unused,
    )
    found = inspect_file(raw, "note.pdf")
    assert [part.value for part in found.parts if part.what is What.earlier] == ["UNUSED words of somebody"]
    assert b"UNUSED" not in regenerate(raw, "note.pdf")


def _with_picture(more: bytes) -> bytes:
    pdf = pikepdf.Pdf.new()
    words = b"BT /F 12 Tf 72 700 Td (Seen by all.) Tj ET q 200 0 0 100 100 300 cm /P Do Q "
    pdf_files.page(pdf, words + more, XObject=pikepdf.Dictionary(P=pdf_files.photograph(pdf)))
    return pdf_files.saved(pdf)


@pytest.mark.parametrize(
    "more", [b"0 g 120 320 60 40 re f", b"1 g 120 320 60 40 re f", b"q 60 0 0 30 120 320 cm /P Do Q"]
)
def test_what_lies_under_a_bar_on_a_picture_is_told_and_gone(more):
    raw = _with_picture(more)
    assert "a part of a picture" in "".join(part.value for part in inspect_file(raw, "a.pdf").parts)
    made = clean_copy(raw, "a.pdf")
    assert "became a picture" in " ".join(made.remarks)


def test_picture_that_is_seen_whole_stays_as_it_is():
    made = clean_copy(_with_picture(b"0 g 400 320 60 40 re f"), "a.pdf")
    assert "became a picture" not in " ".join(made.remarks)
    assert words(inspect_file(made.content, "a.pdf").text) == ["Seen", "all.", "by"]


def test_picture_far_beyond_the_sheet_is_told():
    pdf = pikepdf.Pdf.new()
    pdf_files.page(
        pdf, b"q 400 0 0 200 400 300 cm /P Do Q", XObject=pikepdf.Dictionary(P=pdf_files.photograph(pdf))
    )
    found = inspect_file(pdf_files.saved(pdf), "a.pdf")
    assert "a part of a picture" in "".join(part.value for part in found.parts)


@pytest.mark.parametrize("make", [shown_otherwise.replaced, shown_otherwise.replaced_by_name])
def test_words_of_the_page_are_read_and_not_those_told_in_their_place(make):
    found = inspect_file(make("Ama Okoro", "a participant"), "a.pdf")
    assert found.text.strip() == "Ama Okoro disagreed."
    assert "a participant" in [part.value for part in found.parts]
