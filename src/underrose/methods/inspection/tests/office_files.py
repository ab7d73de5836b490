"""Office files with a word of its own in every place that can hold one, built by hand."""

import io
import zipfile

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument"
WORD, SHEET = f"{KIND}.wordprocessingml", f"{KIND}.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def zipped(parts: dict[str, str | bytes], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return made.getvalue()


def types(parts: dict[str, str], **defaults: str) -> str:
    """The list of parts: path → type."""
    ends = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **defaults,
    }
    return (
        f'{HEAD}<Types xmlns="{P}/content-types">'
        + "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in ends.items())
        + "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
        + "</Types>"
    )


def rels(*entries: tuple[str, str, str], outside: tuple[tuple[str, str, str], ...] = ()) -> str:
    """References: key, kind, target."""
    inner = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>' for key, kind, target in entries
    )
    inner += "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}" TargetMode="External"/>'
        for key, kind, target in outside
    )
    return f'{HEAD}<Relationships xmlns="{P}/relationships">{inner}</Relationships>'


def jpeg(**exif: str) -> bytes:
    """A small photograph; `artist` and `place` say what its camera wrote."""
    image = Image.new("RGB", (40, 20), "teal")
    made = io.BytesIO()
    block = Image.Exif()
    if "artist" in exif:
        block[0x013B] = exif["artist"]
    if "orientation" in exif:
        block[0x0112] = int(exif["orientation"])
    image.save(made, "JPEG", exif=block, comment=exif.get("comment", ""))
    return made.getvalue()


def docx(
    body: str,
    more: dict[str, tuple[str, str | bytes]] | None = None,
    references: str = "",
    comment: bytes = b"",
) -> bytes:
    """A Word file: the inside of its body, and further parts by path as (type, content)."""
    more = more or {}
    kinds = {"word/document.xml": f"{WORD}.document.main+xml"} | {
        name: kind for name, (kind, _) in more.items() if kind
    }
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(
            kinds, jpg="image/jpeg", png="image/png", bin="application/octet-stream"
        ),
        "_rels/.rels": rels(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"{HEAD}<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    if references:
        parts["word/_rels/document.xml.rels"] = references
    return zipped(parts | {name: content for name, (_, content) in more.items()}, comment)


def part(root: str, inside: str) -> str:
    return f"{HEAD}<w:{root} {SPACES}>{inside}</w:{root}>"


def p(words: str, look: str = "", properties: str = "") -> str:
    """A paragraph of one run."""
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{looks}<w:t>{words}</w:t></w:r></w:p>"


PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="381000" cy="190500"/><wp:docPr id="1" name="WNAMEOFPICTURE one" descr="WALT of a speaker" title="WTITLE"/>'
    '<a:graphic><a:graphicData uri="pic"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="WFILE.jpg" descr="WINNERALT"/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rp"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
)
BODY = "".join(
    [
        p("A note about rivers and harbours."),
        (
            '<w:p w:rsidR="00AB12CD" w14:paraId="0BADF00D"><w:ins w:id="1" w:author="WINSAUTHOR" w:date="2026-01-01T10:00:00Z"><w:r><w:t>WINSERTED</w:t></w:r></w:ins>'
            '<w:del w:id="2" w:author="WDELAUTHOR" w:date="2026-01-01T10:00:00Z"><w:r><w:delText>WDELETED</w:delText></w:r></w:del></w:p>'
        ),
        '<w:moveFrom w:id="3" w:author="WMOVEAUTHOR" w:date="2026-01-01T10:00:00Z"><w:p><w:r><w:t>WMOVED away</w:t></w:r></w:p></w:moveFrom>',
        '<w:p><w:pPr><w:pPrChange w:id="9" w:author="WLOOKAUTHOR"><w:pPr/></w:pPrChange></w:pPr><w:r><w:t>Second paragraph.</w:t></w:r></w:p>',
        p("WVANISH", "<w:vanish/>"),
        p("WBYSTYLE", "", '<w:pStyle w:val="Secret"/>'),
        p("WBYCHILDSTYLE", '<w:rStyle w:val="SecretChild"/>'),
        p("WWHITE", '<w:color w:val="FFFFFF"/>'),
        p("WTINY", '<w:sz w:val="2"/>'),
        p("WBARRED", '<w:highlight w:val="black"/>'),
        p("White on dark is read.", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="202020"/>'),
        (
            '<w:p><w:bookmarkStart w:id="5" w:name="WBOOKMARK"/><w:bookmarkEnd w:id="5"/><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            '<w:r><w:instrText> INCLUDETEXT "C:\\\\Users\\\\WFIELDUSER\\\\a.docx" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            '<w:r><w:t>shown by a field</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        '<w:p><w:fldSimple w:instr=" AUTHOR WSIMPLEFIELD "><w:r><w:t>simple</w:t></w:r></w:fldSimple></w:p>',
        '<w:p><w:hyperlink r:id="rl"><w:r><w:t>a file elsewhere</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> </w:t></w:r><w:hyperlink r:id="rw" w:tooltip="WTOOLTIP"><w:r><w:t>a public page</w:t></w:r></w:hyperlink></w:p>',
        (
            '<w:sdt><w:sdtPr><w:alias w:val="WALIAS"/><w:tag w:val="WTAG"/><w:dropDownList><w:listItem w:displayText="WCHOICE" w:value="WVALUE"/></w:dropDownList>'
            '<w15:dataBinding w:xpath="/x" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>chosen</w:t></w:r></w:p></w:sdtContent></w:sdt>'
        ),
        '<w:p><w:smartTag w:uri="urn:x" w:element="PersonName"><w:smartTagPr><w:attr w:name="who" w:val="WSMARTTAG person"/></w:smartTagPr><w:r><w:t>tagged</w:t></w:r></w:smartTag></w:p>',
        PICTURE,
        '<w:p><w:r><w:pict><v:shape id="WSHAPEID name" alt="WVMLALT" style="width:10pt"><v:imagedata r:id="rp" o:title="WVMLTITLE"/></v:shape></w:pict></w:r></w:p>',
        (
            '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="7" name="Text Box 1"/><wps:txbx><w:txbxContent>'
            f"{p('Words in a box.')}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('WFALLBACK differs')}"
            "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
        (
            '<w:p><w:r><w:drawing><wp:anchor><wp:docPr id="8" name="Text Box 2" hidden="1"/><wps:txbx><w:txbxContent>'
            f"{p('WHIDDENBOX')}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r></w:p>"
        ),
        '<w:permStart w:id="4" w:ed="wpermitted@example.org"/><w:permEnd w:id="4"/>',
        (
            f'<w:tbl><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc>{p("Cell one")}</w:tc></w:tr>'
            f'<w:tr><w:trPr><w:del w:id="6" w:author="WROWAUTHOR"/></w:trPr><w:tc>{p("WDELETEDROW")}</w:tc></w:tr>'
            f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('WHIDDENROW')}</w:tc></w:tr></w:tbl>"
        ),
        '<w:p><w:r><w:t>A note is called</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
        '<!-- WREMARK in the markup --><w:p><w:r><w:commentReference w:id="0"/></w:r></w:p>',
        '<x:own xmlns:x="urn:somebody" name="wown words">WOWNELEMENT</x:own>',
        '<w:sectPr><w:headerReference w:type="default" r:id="rh"/></w:sectPr>',
    ]
)
STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Secret"><w:name w:val="WSTYLENAME of ours"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="SecretParent"><w:name w:val="Parent"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="SecretChild"><w:name w:val="Child"/><w:basedOn w:val="SecretParent"/></w:style>',
)
SETTINGS = part(
    "settings",
    '<w:rsids><w:rsidRoot w:val="00DEAD01"/><w:rsid w:val="00DEAD02"/></w:rsids><w:docVars><w:docVar w:name="who" w:val="WDOCVAR"/></w:docVars>'
    '<w:mailMerge><w:query w:val="SELECT WQUERY FROM list"/><w:mailSubject w:val="WSUBJECT"/></w:mailMerge><w15:docId w15:val="{WDOCID}"/>'
    '<w:attachedTemplate r:id="rt"/>',
)
MORE: dict[str, tuple[str, str | bytes]] = {
    "word/styles.xml": (f"{WORD}.styles+xml", STYLES),
    "word/settings.xml": (f"{WORD}.settings+xml", SETTINGS),
    "word/_rels/settings.xml.rels": ("", rels(outside=(("rt", "attachedTemplate", "file:///C:/Users/WTEMPLATEUSER/our.dotm"),))),
    "word/comments.xml": (
        f"{WORD}.comments+xml",
        part("comments", f'<w:comment w:id="0" w:author="WCOMMENTER" w:initials="WCI" w:date="2026-01-02T10:00:00Z">{p("WCOMMENT text")}</w:comment>'),
    ),
    "word/people.xml": (
        f"{WORD}.people+xml",
        f'{HEAD}<w15:people {SPACES}><w15:person w15:author="WPERSON"><w15:presenceInfo w15:providerId="AD" w15:userId="S::wuser@example.org"/></w15:person></w15:people>',
    ),
    "word/header1.xml": (f"{WORD}.header+xml", part("hdr", p("WHEADER of the draft"))),
    "word/footnotes.xml": (
        f"{WORD}.footnotes+xml",
        part("footnotes", f'<w:footnote w:id="2">{p("Words of the note.")}{p("WHIDDENNOTE", "<w:vanish/>")}</w:footnote>'),
    ),
    "word/glossary/document.xml": (f"{WORD}.document.glossary+xml", part("glossaryDocument", f"<w:docParts><w:docPart><w:docPartBody>{p('WGLOSSARY')}</w:docPartBody></w:docPart></w:docParts>")),
    "word/embeddings/oleObject1.bin": (f"{KIND}.oleObject", b"\xd0\xcf\x11\xe0 WOLEWORDS inside an object \x00\x00"),
    "word/printerSettings1.bin": (f"{WORD}.printerSettings", "WPRINTER in the corridor".encode("utf-16-le")),
    "customXml/item1.xml": ("", '<r xmlns="urn:form"><who>wcustomxml</who></r>'),
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        (f'{HEAD}<cp:coreProperties xmlns:cp="{P}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>WAUTHOR</dc:creator>'
        "<cp:lastModifiedBy>WLASTEDITOR</cp:lastModifiedBy><dc:title>WDOCTITLE</dc:title><cp:keywords>WKEYWORD</cp:keywords><dc:description>WDESCRIPTION</dc:description></cp:coreProperties>"),
    ),
    "docProps/app.xml": (
        f"{KIND}.extended-properties+xml",
        f'{HEAD}<Properties xmlns="{KIND}"><Company>WCOMPANY</Company><Manager>WMANAGER</Manager><TotalTime>42</TotalTime></Properties>',
    ),
    "docProps/custom.xml": (
        f"{KIND}.custom-properties+xml",
        f'{HEAD}<Properties xmlns="{KIND}" xmlns:vt="vt"><property name="WPROPERTY"><vt:lpwstr>WPROPERTYVALUE</vt:lpwstr></property></Properties>',
    ),
    "docProps/thumbnail.jpeg": ("image/jpeg", jpeg(artist="WTHUMBARTIST")),
    "docMetadata/LabelInfo.xml": ("", '<clbl:labelList xmlns:clbl="urn:l"><clbl:label id="{1}" siteId="WLABELSITE"/></clbl:labelList>'),
    "word/media/image1.jpg": ("", jpeg(artist="WARTIST", comment="WPICTUREREMARK")),
}  # fmt: skip
REFERENCES = rels(
    ("rs", "styles", "styles.xml"),
    ("rp", "image", "media/image1.jpg"),
    ("rh", "header", "header1.xml"),
    ("rn", "footnotes", "footnotes.xml"),
    outside=(
        ("rl", "hyperlink", "file://server/WSHARE/list.docx"),
        ("rw", "hyperlink", "https://www.example.org/about"),
    ),
)
SEEN = (
    "A note about rivers and harbours. WINSERTED Second paragraph. White on dark is read. shown by a field simple a file elsewhere a public page "
    "chosen tagged Words in a box. Cell one A note is called Words of the note."
)


def full_docx() -> bytes:
    return docx(BODY, MORE, REFERENCES, comment=b"WARCHIVEREMARK")


def xlsx(
    sheets: dict[str, str],
    more: dict[str, tuple[str, str | bytes]] | None = None,
    book: str = "",
    states: str = "",
) -> bytes:
    """A workbook: the inside of each sheet by name; `states` has one letter a sheet, h for hidden, v for very hidden."""
    more = more or {}
    kinds = {"xl/workbook.xml": f"{SHEET}.sheet.main+xml"} | {
        name: kind for name, (kind, _) in more.items() if kind
    }
    kinds |= {f"xl/worksheets/sheet{n}.xml": f"{SHEET}.worksheet+xml" for n in range(1, len(sheets) + 1)}
    said = {"h": ' state="hidden"', "v": ' state="veryHidden"'}
    entries = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"{said.get(states[n - 1 : n], "")}/>'
        for n, name in enumerate(sheets, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(kinds, bin="application/octet-stream", jpg="image/jpeg"),
        "_rels/.rels": rels(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{entries}</sheets>{book}</workbook>',
        "xl/_rels/workbook.xml.rels": rels(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1))
        ),
    }
    parts |= {
        f"xl/worksheets/sheet{n}.xml": f'{HEAD}<worksheet xmlns="{S}" xmlns:r="{R}">{inside}</worksheet>'
        for n, inside in enumerate(sheets.values(), 1)
    }
    return zipped(parts | {name: content for name, (_, content) in more.items()})


def cell(name: str, words: str, style: int = 0) -> str:
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'


FIRST = (
    '<cols><col min="5" max="5" width="9" hidden="1"/></cols><sheetData>'
    f'<row r="1">{cell("A1", "Harbour")}<c r="B1"><f>SUM(XFORMULA!A1)</f><v>3.5</v></c><c r="C1" t="s"><v>0</v></c>{cell("E1", "XHIDDENCOLUMN")}</row>'
    f'<row r="2" hidden="1">{cell("A2", "XHIDDENROW")}</row><row r="3">{cell("A3", "XWHITE", 1)}<c r="B3" s="2"><v>77001</v></c><c r="C3" s="3"><v>46024</v></c></row>'
    f'<row r="4">{cell("A4", "=typed words")}</row></sheetData>'
    '<dataValidations><dataValidation promptTitle="XPROMPT" prompt="XPROMPTWORDS here"><formula1>"XCHOICE,b"</formula1></dataValidation></dataValidations>'
    "<headerFooter><oddHeader>&amp;LXHEADER</oddHeader></headerFooter>"
)
BOOK = '<fileSharing userName="XSHARER"/><definedNames><definedName name="XDEFINED" comment="XNAMEREMARK">Sheet!$A$1</definedName></definedNames>'
STRINGS = f'<sst xmlns="{S}"><si><t>Shared</t><rPh sb="0" eb="1"><t>XPHONETIC</t></rPh></si><si><t>XUNUSED</t></si></sst>'
SHEET_STYLES = (
    f'<styleSheet xmlns="{S}"><numFmts><numFmt numFmtId="170" formatCode=";;;"/><numFmt numFmtId="171" formatCode="d mmmm yyyy"/></numFmts>'
    '<fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills>'
    '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="170" fontId="0" fillId="0"/><xf numFmtId="171" fontId="0" fillId="0"/></cellXfs>'
    '<cellStyles><cellStyle name="XCELLSTYLE" xfId="0"/></cellStyles></styleSheet>'
)
XMORE: dict[str, tuple[str, str | bytes]] = {
    "xl/sharedStrings.xml": (f"{SHEET}.sharedStrings+xml", STRINGS),
    "xl/styles.xml": (f"{SHEET}.styles+xml", SHEET_STYLES),
    "xl/comments1.xml": (f"{SHEET}.comments+xml", f'<comments xmlns="{S}"><authors><author>XCOMMENTER</author></authors><commentList><comment ref="A1" authorId="0"><text><t>XCOMMENT</t></text></comment></commentList></comments>'),
    "xl/threadedComments/threadedComment1.xml": ("application/vnd.ms-excel.threadedcomments+xml", '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" dT="2026-01-01T10:00:00"><text>XTHREAD</text></threadedComment></ThreadedComments>'),
    "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", '<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="XPERSON" id="{1}" userId="xuser" providerId="AD"/></personList>'),
    "xl/connections.xml": (f"{SHEET}.connections+xml", f'<connections xmlns="{S}"><connection id="1" name="XCONNECTION list" connectionString="Provider=XPROVIDER;User=a"/></connections>'),
    "xl/externalLinks/externalLink1.xml": (f"{SHEET}.externalLink+xml", f'<externalLink xmlns="{S}"><externalBook><sheetNames><sheetName val="XOUTSIDE sheet"/></sheetNames><sheetDataSet><sheetData><row><cell><v>XCACHED value</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'),
    "xl/externalLinks/_rels/externalLink1.xml.rels": ("", rels(outside=(("r1", "externalLinkPath", "file:///C:/Users/XPATHUSER/list.xlsx"),))),
    "xl/pivotCache/pivotCacheDefinition1.xml": (f"{SHEET}.pivotCacheDefinition+xml", f'<pivotCacheDefinition xmlns="{S}" refreshedBy="XREFRESHER"><cacheFields><cacheField name="Speaker"><sharedItems><s v="XPIVOTITEM"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'),
    "xl/printerSettings/printerSettings1.bin": (f"{SHEET}.printerSettings", "XPRINTER upstairs".encode("utf-16-le")),
}  # fmt: skip
XSEEN = "Sheet Harbour 3.5 Shared 46024 =typed words"


def full_xlsx() -> bytes:
    sheets = {
        "Sheet": FIRST,
        "XHIDDENSHEET": f'<sheetData><row r="1">{cell("A1", "XHIDDENCELL")}</row></sheetData>',
    }
    sheets["Very"] = f'<sheetData><row r="1">{cell("A1", "XVERYHIDDEN")}</row></sheetData>'
    return xlsx(sheets, XMORE, BOOK, " hv")
