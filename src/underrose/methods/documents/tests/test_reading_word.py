import pytest

from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.model import Document
from underrose.methods.documents.readers.inside import read_here
from underrose.methods.documents.tests.hostile import HEAD, R, W, docx, packed, paragraph, parts


def read(inside: str, **others: str) -> Document:
    return read_here(docx(inside, **others), "note.docx")


def sheet(name: str, inside: str) -> str:
    return f'{HEAD}<w:{name} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{name}>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


STYLES = sheet(
    "styles",
    '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:styleId="Own"><w:name w:val="Section of ours"/><w:basedOn w:val="H"/></w:style>'
    '<w:style w:styleId="Out"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:styleId="Q"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/><w:i w:val="0"/></w:rPr></w:style>',
)
CUT = '<w:rStyle w:val="Cut"/>'
STRUCK_NOT = '<w:strike w:val="0"/>'
STRONG = '<w:rStyle w:val="S"/>'
NUMBERING = sheet(
    "numbering",
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
)


def styled(words: str, style: str) -> str:
    return paragraph(words, f'<w:pStyle w:val="{style}"/>')


def test_styles_say_what_a_paragraph_is() -> None:
    nested = paragraph("deeper", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    inside = "".join(
        (styled("Title", "T"), styled("Ours", "Own"), styled("Out", "Out"), styled("Said.", "Q"), styled("first", "L"), nested, "<w:p/>", styled("", "H"))
    )  # fmt: skip
    found = read(inside, word__styles_xml=STYLES, word__numbering_xml=NUMBERING)
    assert [(b.kind.value, b.level, b.is_ordered, b.text, b.place) for b in found.blocks] == [
        ("heading", 1, False, "Title", "paragraph 1"), ("heading", 2, False, "Ours", "paragraph 2"), ("heading", 3, False, "Out", "paragraph 3"),
        ("quote", 1, False, "Said.", "paragraph 4"), ("item", 1, True, "first", "paragraph 5"), ("item", 2, False, "deeper", "paragraph 6"),
    ]  # fmt: skip


def test_bold_lines_are_headings_where_no_style_says_so() -> None:
    bold = f"<w:p>{run('Summary', '<w:b/>')}</w:p>"
    sentence = f"<w:p>{run('All of this is bold.', '<w:b/>')}</w:p>"
    found = read(
        bold
        + paragraph("Short line")
        + paragraph("Text.")
        + sentence
        + paragraph("• typed")
        + paragraph("– dash")
    )
    assert [(b.kind.value, b.text) for b in found.blocks] == [
        ("heading", "Summary"), ("paragraph", "Short line"), ("paragraph", "Text."), ("paragraph", "All of this is bold."),
        ("item", "typed"), ("item", "dash"),
    ]  # fmt: skip


def test_short_lines_are_headings_where_nothing_else_is() -> None:
    found = read(paragraph("Summary") + paragraph("Text of it."))
    assert [block.kind.value for block in found.blocks] == ["heading", "paragraph"]


def test_runs_keep_emphasis_breaks_and_links() -> None:
    field = lambda step: f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>'  # noqa: E731 # one shape, four times
    order = '<w:r><w:instrText> HYPERLINK "https://example.org/f" </w:instrText></w:r>'
    inside = (
        f"<w:p>{run('Plain ')}{run('bold', '<w:b/>')}{run(' and ')}{run('both', '<w:b/><w:i/>')}{run('. ')}"
        f"{run('strong', STRONG)}<w:r><w:br/><w:tab/><w:noBreakHyphen/></w:r>"
        f'<w:hyperlink r:id="r1">{run("a link")}</w:hyperlink> <w:hyperlink w:anchor="x">{run(" inside")}</w:hyperlink> '
        f"{field('begin')}{order}{field('separate')}{run(' field')}{field('end')}{run('.')}</w:p>"
    )
    rels = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{R}/hyperlink" Target="https://example.org/a" TargetMode="External"/></Relationships>'
    )
    members = {**parts(inside), "word/styles.xml": STYLES, "word/_rels/document.xml.rels": rels}
    found = read_here(packed(members), "note.docx").blocks[0]
    assert found.text == (
        "Plain **bold** and ***both***. **strong**\n\u2011[a link](https://example.org/a) inside [field](https://example.org/f)."
    )


def test_changes_are_accepted_and_what_is_left_out_is_told() -> None:
    inside = (
        f"<w:p>{run('Kept ')}<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        f"{run('secret', '<w:vanish/>')}<w:r><w:drawing/></w:r><w:r><w:commentReference/></w:r>{run('.')}</w:p>"
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    members = {
        **parts(inside),
        "word/comments.xml": sheet("comments", "<w:comment/><w:comment/>"),
        "word/header1.xml": sheet("hdr", paragraph("Concept note – WP9")),
        "word/footer1.xml": sheet("ftr", paragraph("7")),
    }
    found = read_here(packed(members), "note.docx")
    assert [block.text for block in found.blocks] == ["Kept new.", "In a box."]
    assert found.left_out == (
        "2 comments in the margin were left out.", "1 drawing or chart was left out.", "1 stretch of hidden text was left out.",
        "2 tracked changes were read as accepted.", "Left out from the margin of the page: “Concept note – WP9”.",
    )  # fmt: skip


def told(found: Document) -> list[tuple[str, str]]:
    assert all(one.sentence in found.left_out for one in found.aside)
    return [(one.words, one.sentence) for one in found.aside]


def test_struck_out_words_are_left_out_and_told_in_full() -> None:
    long = "nobody wants this any more, " * 8
    inside = (
        f"<w:p>{run('Kept')}{run(' leave', '<w:strike/>')}{run(' this', '<w:b/><w:dstrike/>')}{run(' and kept', STRUCK_NOT)}."
        f"{run(' twice', '<w:dstrike/>')}</w:p><w:p>{run(long, '<w:strike/>')}</w:p>{paragraph('Last.')}"
    )
    found = read(inside)
    assert [(block.text, block.place) for block in found.blocks] == [
        ("Kept and kept", "paragraph 1"),
        ("Last.", "paragraph 3"),
    ]
    assert told(found) == [
        ("leave this", "Left out because it is struck out: “leave this”."),
        ("twice", "Left out because it is struck out: “twice”."),
        (long.strip(), f"Left out because it is struck out: “{long[:120]} …”."),
    ]


def test_style_strikes_words_out_and_a_run_takes_its_line_away() -> None:
    styles = sheet(
        "styles",
        '<w:style w:styleId="Gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="own"/><w:basedOn w:val="Gone"/></w:style>'
        '<w:style w:styleId="Cut"><w:name w:val="cut"/><w:rPr><w:dstrike/></w:rPr></w:style>',
    )
    inside = (
        f'<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr>{run("gone ")}{run("stays", STRUCK_NOT)}</w:p>'
        f"<w:p>{run('Said ')}{run('cut', CUT)}{run('here.')}</w:p>"
    )
    found = read(inside, word__styles_xml=styles)
    assert [block.text for block in found.blocks] == ["stays", "Said here."]
    assert [words for words, _ in told(found)] == ["gone", "cut"]


def test_note_of_struck_out_words_goes_with_them() -> None:
    inside = f'<w:p>{run("Kept.")}<w:r><w:rPr><w:strike/></w:rPr><w:footnoteReference w:id="5"/></w:r></w:p>'
    notes = sheet("footnotes", f'<w:footnote w:id="5">{paragraph("Of the words that went.")}</w:footnote>')
    found = read(inside, word__footnotes_xml=notes)
    assert (found.blocks[0].text, found.footnotes) == ("Kept.", ())
    assert [words for words, _ in told(found)] == ["Of the words that went."]


def test_many_struck_out_words_are_told_together() -> None:
    found = read("".join(f"<w:p>{run(f'gone {n}', '<w:strike/>')}{run('Kept.')}</w:p>" for n in range(25)))
    assert len(found.aside) == 21
    assert found.aside[-1].sentence == "5 more stretches of struck-out words were left out."
    assert "gone 24" in found.aside[-1].words


def test_footnotes_and_endnotes_are_numbered_as_they_come() -> None:
    inside = f'<w:p>{run("One")}<w:r><w:footnoteReference w:id="5"/></w:r>{run(" two")}<w:r><w:endnoteReference w:id="2"/></w:r>{run(".")}</w:p>'
    notes = sheet(
        "footnotes",
        f'<w:footnote w:id="0">{paragraph("line")}</w:footnote><w:footnote w:id="5">{paragraph("First.")}</w:footnote>',
    )
    ends = sheet("endnotes", f'<w:endnote w:id="2">{paragraph("Second.")}{paragraph("Goes on.")}</w:endnote>')
    found = read(inside, word__footnotes_xml=notes, word__endnotes_xml=ends)
    assert found.blocks[0].text == "One[^1] two[^2]."
    assert [(note.number, note.text) for note in found.footnotes] == [
        ("1", "First."),
        ("2", "Second. Goes on."),
    ]


def test_tables_are_kept_and_a_frame_of_one_column_is_opened() -> None:
    row = lambda *cells: "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"  # noqa: E731 # one shape
    found = read(
        f"<w:tbl>{row('a', 'b')}<w:sdt><w:sdtContent>{row('c', 'd')}</w:sdtContent></w:sdt></w:tbl><w:tbl>{row('Framed.')}</w:tbl>"
    )
    assert found.blocks[0].rows == (("a", "b"), ("c", "d"))
    assert found.blocks[1].text == "Framed."


def test_word_file_without_a_text_is_refused() -> None:
    for text in ("<a/>", "<a"):
        with pytest.raises(Unreadable) as caught:
            read_here(packed({**parts(), "word/document.xml": text}), "note.docx")
        assert caught.value.sentence.startswith("This Word file ")
