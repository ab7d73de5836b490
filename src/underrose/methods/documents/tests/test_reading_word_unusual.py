"""Words that Word shows in unusual ways are read or told; none passes in silence."""

import pytest

from underrose.methods.documents.readers.inside import read_here
from underrose.methods.documents.tests.hostile import HEAD, R, W, packed, paragraph, parts

WELLS = "Wells should be mapped before the rains."
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:x="urn:unheard-of" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RUN = "<w:r><w:t>Ama Okoro</w:t></w:r>"


def sheet(name, inside):
    return f'{HEAD}<w:{name} xmlns:w="{W}" {MC}>{inside}</w:{name}>'


def read(inside, **more):
    found = read_here(
        packed(parts(f"{paragraph(WELLS)}<w:sdt {MC}><w:sdtContent>{inside}</w:sdtContent></w:sdt>", **more)),
        "a.docx",
    )
    words = [block.text or " ".join(" ".join(row) for row in block.rows) for block in found.blocks]
    assert words[0] == WELLS
    return words[1:], found.left_out


def p(inside):
    return f"<w:p>{inside}</w:p>"


def alternatives(*ways):
    return f"<mc:AlternateContent>{''.join(ways)}</mc:AlternateContent>"


def choice(inside, requires="wps"):
    return f'<mc:Choice Requires="{requires}">{inside}</mc:Choice>'


def fallback(inside):
    return f"<mc:Fallback>{inside}</mc:Fallback>"


def ruby(base, aid):
    aid, base = (f"<w:r><w:t>{words}</w:t></w:r>" for words in (aid, base))
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{aid}</w:rt><w:rubyBase>{base}</w:rubyBase></w:ruby></w:r>"


def symbols(words, font="Arial", shift=0):
    signs = (f'<w:sym w:font="{font}" w:char="{ord(letter) + shift:04X}"/>' for letter in words)
    return f"<w:r>{''.join(signs)}</w:r>"


def box(inside):
    return f"<w:txbxContent>{inside}</w:txbxContent>"


NAME = paragraph("Ama Okoro")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (p(ruby("Ama", "a") + "<w:r><w:t> </w:t></w:r>" + ruby("Okoro", "b")), "Ama Okoro (ab)"),
        (p(ruby("山", "やま") + ruby("田", "だ")), "山田 (やまだ)"),
        (p(symbols("Okoro")), "Okoro"),
        (p(symbols("Okoro", shift=0xF000)), "Okoro"),
        (p(alternatives(choice(RUN))), "Ama Okoro"),
        (p(f"<w:r>{alternatives(choice('<w:t>Ama Okoro</w:t>'))}</w:r>"), "Ama Okoro"),
        (p(alternatives(choice("<w:r><w:t/></w:r>", "x"), fallback(RUN))), "Ama Okoro"),
        (p(alternatives(choice(RUN), fallback(RUN))), "Ama Okoro"),
        (alternatives(choice(NAME), fallback(NAME)), "Ama Okoro"),
        (p(f"<x:unheard>{RUN}</x:unheard>"), "Ama Okoro"),
        (p("<w:r><x:unheard><w:t>Ama Okoro</w:t></x:unheard></w:r>"), "Ama Okoro"),
        (f"<x:unheard>{RUN}</x:unheard>", "Ama Okoro"),
        (f"<x:unheard>{NAME}</x:unheard>", "Ama Okoro"),
        (p("<m:oMath><m:f><m:num><m:r><m:t>Okoro</m:t></m:r></m:num></m:f></m:oMath>"), "Okoro"),
        (p('<w:fldSimple w:instr="AUTHOR"><w:r><w:t>Ama Okoro</w:t></w:r></w:fldSimple>'), "Ama Okoro"),
        (p("<w:r><w:t>Oko</w:t><w:softHyphen/><w:t>ro</w:t></w:r>"), "Okoro"),
        (f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:sdt><w:sdtContent><w:tc>{NAME}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>", "a Ama Okoro"),
    ],
)  # fmt: skip
def test_words_shown_in_unusual_ways_are_read(inside, words):
    assert read(inside) == ([words], ())


def test_all_boxes_of_a_drawing_are_read_once():
    two = f"<w:drawing><wps:a>{box(NAME)}</wps:a><wps:b>{box(paragraph('Jon Bell'))}</wps:b></w:drawing>"
    older = f"<w:pict>{box(NAME)}{box(paragraph('Jon Bell'))}</w:pict>"
    assert read(p(f"<w:r>{alternatives(choice(two), fallback(older))}</w:r>")) == (
        ["Ama Okoro", "Jon Bell"],
        (),
    )


UNUSUAL = "Not read, because they stand in an unusual place of the file: “{}”."
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (p("<x:unheard>Ama Okoro</x:unheard>"), UNUSUAL.format("Ama Okoro")),
        ("<x:unheard>Ama Okoro</x:unheard>", UNUSUAL.format("Ama Okoro")),
        (p(f"<x:unheardPr>{RUN}</x:unheardPr>"), UNUSUAL.format("Ama Okoro")),
        (p(f"<x:unheardPr>{symbols('Oko')}</x:unheardPr>"), UNUSUAL.format("\ufffd" * 3)),
        (p(f"{BEGIN}{RUN}"), UNUSUAL.format("Ama Okoro")),
        (p(alternatives(choice("<w:r><w:t/></w:r>"), fallback(RUN))), UNUSUAL.format("Ama Okoro")),
        (p(symbols("k", "Symbol")), "1 sign of a symbol font was not read."),
        (p(symbols("\ue123")), "1 sign of a symbol font was not read."),
        (p(f"{BEGIN}<w:r><w:instrText>MACROBUTTON x Ama</w:instrText></w:r>{END}"), "1 field that shows words of its own was not read."),
        (p('<w:r><w:pict><v:textpath string="Ama Okoro"/></w:pict></w:r>'), "1 drawing or chart was left out."),
        (p(f'<w:r><w:pict><v:textpath string="Ama"/>{box("")}</w:pict></w:r>'), "1 drawing or chart was left out."),
        ("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr></w:sdt>", "1 field was read as it was last saved; Word may fill it with other words when it opens the file."),
    ],
)  # fmt: skip
def test_words_that_are_not_read_are_told(inside, told):
    assert read(inside) == ([], (told,))


def test_many_unread_stretches_are_counted():
    _, told = read("".join(p(f"<x:unheard>Ama {at}</x:unheard>") for at in range(23)))
    assert len(told) == 21
    assert told[-1] == "3 more stretches of words that stand in unusual places were not read."


def numbering(words, of_its_own=""):
    over = f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:lvlText w:val="{of_its_own}"/></w:lvl></w:lvlOverride>'
    return sheet(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val="{words}"/></w:lvl>'
        f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>{over if of_its_own else ""}</w:num>',
    )


LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_words_in_the_numbers_of_a_list_are_read_or_told():
    said = paragraph("said so", LISTED)
    told = ("Left out from the numbers of a list: “Ama Okoro”.",)
    assert read(said, word__numbering_xml=numbering("Ama Okoro %1.")) == (["Ama Okoro: said so"], ())
    assert read(said, word__numbering_xml=numbering("Ama Okoro %1.", "Bo %1")) == (["Bo: said so"], told)
    assert read(said, word__numbering_xml=numbering("(%1)")) == (["said so"], ())
    heading = paragraph("said so", f'{LISTED}<w:outlineLvl w:val="0"/>')
    assert read(heading, word__numbering_xml=numbering("Ama Okoro %1")) == (["said so"], told)


def test_parts_under_names_of_their_own_are_found():
    rels = f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
        f'<Relationship Id="r{at}" Type="{R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate((("footnotes", "/word/fn.xml"), ("header", "kopf.xml")))
    ) + "</Relationships>"  # fmt: skip
    members = {
        **parts(p('<w:r><w:t>One</w:t><w:footnoteReference w:id="5"/></w:r>')),
        "word/_rels/document.xml.rels": rels,
        "word/fn.xml": sheet("footnotes", f'<w:footnote w:id="5">{NAME}</w:footnote><w:footnote w:id="6">{paragraph("Bo")}</w:footnote>'),
        "word/kopf.xml": sheet("hdr", p('<w:r><w:pict><v:textpath string="Draft"/></w:pict></w:r>') + paragraph("a" * 130)),
    }  # fmt: skip
    found = read_here(packed(members), "a.docx")
    assert [note.text for note in found.footnotes] == ["Ama Okoro"]
    head = f"Left out from the margin of the page: “Draft {'a' * 114} …”."
    assert found.left_out == (head, UNUSUAL.format("Bo"))
