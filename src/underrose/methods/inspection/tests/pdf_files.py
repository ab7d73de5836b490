"""PDF files with a word of its own in every place that can hold one."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from underrose.methods.inspection.tests.office_files import jpeg

SEEN = "A note about rivers and harbours. Seen again Red words."
CONTENT = b"""BT /F 12 Tf 72 700 Td (A note about rivers and harbours.) Tj ET
BT 1 1 1 rg /F 12 Tf 72 650 Td (PWHITE words) Tj ET
BT 0 g 3 Tr /F 12 Tf 72 630 Td (PMODETHREE words) Tj 0 Tr ET
BT 0 g /F 12 Tf 72 600 Td (PCOVERED name) Tj ET
0 g 60 590 200 30 re f
BT 0 g /F 12 Tf 72 820 Td (POUTSIDE crop) Tj ET
/OC /MC0 BDC BT /F 12 Tf 72 560 Td (PLAYERTEXT off) Tj ET EMC
BT /F 0.5 Tf 72 540 Td (PTINY words) Tj ET
/Span << /ActualText (PACTUAL) /Alt (PALT) >> BDC BT /F 12 Tf 72 500 Td (Seen again) Tj ET EMC
1 0 0 rg BT /F 10 Tf 72 480 Td (Red words.) Tj ET
q 100 0 0 50 300 300 cm /P Do Q
% PREMARK in the stream
"""


def page(pdf: pikepdf.Pdf, content: bytes, rotation: int = 0, **resources: pikepdf.Object) -> pikepdf.Page:
    pdf.add_blank_page(page_size=(595, 842))
    made = pdf.pages[-1]
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    made.obj.Resources = Dictionary(Font=Dictionary(F=font), **resources)
    made.obj.Rotate = rotation
    made.obj.Contents = pdf.make_stream(content)
    return made


def saved(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def plain(content: bytes = b"BT /F 12 Tf 72 700 Td (A note about rivers.) Tj ET") -> bytes:
    pdf = pikepdf.Pdf.new()
    page(pdf, content)
    return saved(pdf)


def photograph(pdf: pikepdf.Pdf) -> pikepdf.Object:
    shown = pdf.make_stream(jpeg(artist="PARTIST", comment="PPICTUREREMARK"))
    shown.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 40, "/Height": 20})
    shown.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": Name.DCTDecode})
    shown.Metadata = pdf.make_stream(b"<x xmlns='u'>PIMAGEXMP</x>", Type=Name.Metadata, Subtype=Name.XML)
    return shown


def full_pdf(rotation: int = 0) -> bytes:
    """Everything a PDF can carry beside its pages, and everything a page can hide."""
    pdf = pikepdf.Pdf.new()
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("PLAYERNAME")))
    made = page(
        pdf, CONTENT, rotation, Properties=Dictionary(MC0=layer), XObject=Dictionary(P=photograph(pdf))
    )
    made.obj.CropBox = Array([0, 0, 595, 800])
    made.obj.PieceInfo = Dictionary(
        Word=Dictionary(LastModified=String("D:2026"), Private=Dictionary(Who=String("PPIECE")))
    )
    made.obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Text,
                Rect=Array([10, 10, 30, 30]),
                T=String("PNOTER"),
                Contents=String("PNOTE"),
                Subj=String("PSUBJECT"),
            )
        ]
    )
    made.obj.Metadata = pdf.make_stream(b"<x xmlns='u'>PPAGEXMP</x>", Type=Name.Metadata, Subtype=Name.XML)
    root = pdf.Root
    root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]), Order=Array([])))
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert('PSCRIPT')")))
    root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("PSCRIPTNAME"), script])))
    root.OpenAction = Dictionary(S=Name.URI, URI=String("file:///home/PUSER"))
    field = Dictionary(
        FT=Name.Tx, T=String("PFIELD"), TU=String("PTOOLTIP"), V=String("PVALUE"), DV=String("PDEFAULT")
    )
    root.AcroForm = Dictionary(
        Fields=Array([pdf.make_indirect(field)]), XFA=pdf.make_stream(b"<xfa>PXFA</xfa>")
    )
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String("PLABEL"))]))
    root.StructTreeRoot = pdf.make_indirect(
        Dictionary(
            Type=Name.StructTreeRoot,
            K=Dictionary(
                Type=Name.StructElem, S=Name.Figure, Alt=String("PFIGURE of a speaker"), T=String("PTAGTITLE")
            ),
        )
    )
    pdf.attachments["PATTACHED.txt"] = b"PATTACHEDWORDS inside the file"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("POUTLINE", 0))
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["PXMP"]
    pdf.docinfo.Author = "PAUTHOR"
    pdf.docinfo[Name("/PKEYNAME")] = "PKEYVALUE"
    return saved(pdf)  # fmt: skip


def with_earlier_version() -> bytes:
    """A file that was changed by adding to its end: the first version still stands in it."""
    first = pikepdf.Pdf.new()
    page(first, b"BT /F 12 Tf 72 700 Td (PEARLIER Ambassador of X said) Tj ET")
    first.docinfo.Author = "POLDAUTHOR"
    made = io.BytesIO()
    first.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    raw = made.getvalue()
    key = raw.index(b"PEARLIER")
    number = int(raw[: raw.rindex(b" 0 obj", 0, key)].split()[-1])
    content = b"BT /F 12 Tf 72 700 Td (A note about rivers.) Tj ET"
    at = len(raw)
    start = int(raw[raw.rindex(b"startxref") :].split()[1])
    trailer = raw[raw.rindex(b"trailer") : raw.rindex(b"startxref")]
    raw += b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(content), content)
    table = len(raw)
    raw += b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    raw += b"trailer << /Size %d /Root %s /Info %s /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        99,
        _reference(trailer, b"/Root"),
        _reference(trailer, b"/Info"),
        start,
        table,
    )
    return raw


def _reference(trailer: bytes, key: bytes) -> bytes:
    words = trailer[trailer.index(key) + len(key) :].split()
    return b" ".join(words[:3])
