"""Quick ways beside slow ones: letters by sums and one by one; any words, and the same words out of the copy."""

import numpy as np
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from underrose.methods.inspection import jpeg, package, pdf_sight, sheet_copy, word_copy
from underrose.methods.inspection.tests import office_files, pdf_files
from underrose.methods.inspection.tests.office_files import cell, docx, p, xlsx

WORDS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs", "Cn"), exclude_characters="<>&\ufffe\uffff"
    ),
    min_size=1,
    max_size=20,
)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_letters_are_seen_as_they_are_one_by_one(rotation):
    page = pypdfium2.PdfDocument(pdf_files.full_pdf(rotation))[0]
    objects, handles = {}, []
    pdf_sight._gather(page.raw, objects, handles)
    _, boxes, _ = pdf_sight._letters(page)
    quick = pdf_sight._seen(page, handles, boxes)
    whole = pdf_sight._drawn(page, 1.0).astype(int)
    for handle in handles:
        pdf_sight.pdfium.FPDFPageObj_SetIsActive(handle, 0)
    differs = (np.abs(whole - pdf_sight._drawn(page, 1.0).astype(int)) > pdf_sight._DIFFERENCE).any(axis=2)
    (left, right), (top, bottom) = pdf_sight._dots(page, boxes, differs.shape)
    slow = [
        bool(differs[top[at] : bottom[at], left[at] : right[at]].any())
        and max(box[2] - box[0], box[3] - box[1]) >= pdf_sight._SMALLEST
        for at, box in enumerate(boxes)
    ]
    assert quick.tolist() == slow
    # Both kinds are on the page, or the twins would agree about nothing.
    assert any(slow)
    assert not all(slow)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6))
def test_copy_of_a_document_has_the_words_that_are_seen_and_no_other(lines):
    body = "".join(p(words, "<w:vanish/>" if is_hidden else "") for words, is_hidden in lines)
    raw = docx(body)
    seen = [words for words, is_hidden in lines if not is_hidden and words.strip()]
    assert package.look(raw).text.split("\n") == (seen or [""])
    made = word_copy.copy(raw, keep_insertions=True).content
    assert package.look(made).text.split("\n") == (seen or [""])
    assert package.look(made).parts == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=6))
def test_copy_of_a_workbook_has_the_cells_that_are_seen_and_no_other(lines):
    rows = "".join(
        f'<row r="{n}"{" hidden=" + chr(34) + "1" + chr(34) if is_hidden else ""}>{cell(f"A{n}", words)}</row>'
        for n, (words, is_hidden) in enumerate(lines, 1)
    )
    raw = xlsx({"S": f"<sheetData>{rows}</sheetData>"})
    made = sheet_copy.copy(raw).content
    assert package.look(made).text == package.look(raw).text
    assert package.look(made).parts == ()


@given(st.binary(max_size=60), st.integers(0, 600))
@settings(max_examples=60, deadline=None)
def test_segments_of_a_shaken_photograph_are_read_or_refused(inserted, at):
    raw = office_files.jpeg(artist="A")
    at = min(at, len(raw))
    shaken = raw[:at] + inserted + raw[at:]
    try:
        found = list(jpeg.segments(shaken))
    except package.Unreadable:
        return
    assert sum(len(one.content) for one in found) <= len(shaken)
