"""A picture keeps a text from being called clean until somebody has looked at it: it is shown to them, and kept nowhere."""

import base64
import io
import re
from html import unescape

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Name
from PIL import Image

from underrose.access.roles import Role
from underrose.dialogue import pictures
from underrose.kit.middleware import CONTENT_SECURITY_POLICY, WITH_PICTURES_OF_ITS_OWN
from underrose.methods.documents.tests.hostile import docx, packed, paragraph, parts
from underrose.methods.inspection.tests import pdf_files

from .browsing import reader
from .reading import NAMED, PLAIN, meeting, url
from .roomful import a_meeting, colleague

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
CLEAN, PARTLY = "No leak found by these checks", "Only partly checked"
TO_LOOK_AT = "picture is still to be looked at. Nobody but you reads the words in it."
PLANTED = b"PLANTED-WORDS"
TYPES = "".join(
    f'<Default Extension="{end}" ContentType="image/{kind}"/>'
    for end, kind in (("png", "png"), ("emf", "x-emf"))
)


def logo(colour: str = "navy", **more) -> bytes:
    made, image = io.BytesIO(), Image.new("RGB", (60, 30), "white")
    image.paste(Image.new("RGB", (20, 20), colour), (5, 5))
    image.save(made, "PNG", **more)
    return made.getvalue()


def word(*images: bytes, words: str = PLAIN, ending: str = "png", inside: str = "") -> bytes:
    members = parts(paragraph(words) + inside)
    members["[Content_Types].xml"] = str(members["[Content_Types].xml"]).replace(
        "<Override", f"{TYPES}<Override", 1
    )
    return packed(members | {f"word/media/image{at}.{ending}": one for at, one in enumerate(images, 1)})


@pytest.fixture
def office():
    return reader(colleague(Role.COMMUNICATIONS))


def checked(browser, raw: bytes = b"", field: str = "file", name: str = "draft.docx", **said):
    file = {field: SimpleUploadedFile(name, raw)} if raw else {}
    return browser.post(url("check_text"), {"text": "" if raw and field == "file" else PLAIN, **said, **file})


def sent_again(page, *looked: str, **more):
    """The form as a browser sends it back, with these ticks."""
    html = page.content.decode()
    hidden = re.findall(
        r'<input type="hidden" name="(picture|shown|to_look_at|looked)" value="([^"]*)"', html
    )
    said: dict[str, object] = {}
    for name, value in hidden:
        said.setdefault(name, []).append(unescape(value))
    held = 'name="holds_more" value="yes"' in html
    ticked = [*said.pop("looked", []), *looked]
    return {"text": PLAIN, "holds_more": "yes" if held else "", **said, "looked": ticked, **more}


def marks(page):
    return [one.mark for one in page.context["pictures"]]


def heading(page):
    found = re.search(r'<h2 id="found-heading">(.*?)</h2>', page.content.decode())
    assert found
    return found[1]


# --- what is shown ----------------------------------------------------------------------------------------


def test_picture_is_shown_anew_and_the_text_is_partly_checked(meeting, office):
    raw = logo(pnginfo=_noted())
    page = checked(office, word(raw))
    html = page.content.decode()
    assert (heading(page), TO_LOOK_AT in html) == (PARTLY, True)
    (shown,) = re.findall(
        r'<img src="data:image/png;base64,([^"]+)" width="60" height="30" alt="[^"]+">', html
    )
    points = base64.b64decode(shown)
    assert Image.open(io.BytesIO(points)).format == "PNG"
    assert (PLANTED in raw, PLANTED in points, raw == points) == (True, False, False)


def _noted():
    from PIL import PngImagePlugin

    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", PLANTED.decode())
    return notes


def test_page_that_shows_one_may_and_no_other(meeting, office):
    with_one, without = checked(office, word(logo())), checked(office, word())
    assert with_one["Content-Security-Policy"] == WITH_PICTURES_OF_ITS_OWN
    assert without["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert WITH_PICTURES_OF_ITS_OWN.split("; ") == [
        *(
            one if one != "img-src 'self'" else "img-src 'self' data:"
            for one in CONTENT_SECURITY_POLICY.split("; ")
        )
    ]
    assert with_one["Cache-Control"] == "no-store"


def test_field_of_one_colour_is_no_picture(meeting, office):
    made = io.BytesIO()
    Image.new("RGB", (60, 2), "navy").save(made, "PNG")
    page = checked(office, word(made.getvalue()))
    assert (heading(page), page.context["pictures"]) == (CLEAN, [])


def pdf(orders: bytes) -> bytes:
    """A page with words, and in its file a picture."""
    made = pikepdf.Pdf.new()
    shown = made.make_stream(
        bytes(range(240)) * 2, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=10
    )
    shown.update({"/ColorSpace": Name.DeviceRGB, "/BitsPerComponent": 8})
    words = b"BT /F 12 Tf 72 700 Td (It was suggested that wells be mapped.) Tj ET "
    pdf_files.page(made, words + orders, XObject=pikepdf.Dictionary(P=shown))
    return pdf_files.saved(made)


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        (b"q 90 0 0 60 72 100 cm /P Do Q", "Picture 1, on page 1."),
        (b"", "Picture 1, in the file and on no page."),
    ],
)
def test_picture_of_a_pdf_is_shown_wherever_it_stands(meeting, office, orders, said):
    page = checked(office, pdf(orders), name="draft.pdf")
    html = page.content.decode()
    assert (heading(page), said in html, "<img" in html) == (PARTLY, True, True)
    assert "1 picture was left out" not in html
    assert heading(office.post(url("check_text"), sent_again(page, *marks(page)))) == CLEAN


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (word(b"\x01\x00\x00\x00 EMF", ending="emf"), "image1.emf"),
        (word(inside="<w:p><w:r><w:drawing/></w:r></w:p>"), "1 drawing or chart was left out."),
    ],
)
def test_what_is_not_drawn_is_told_by_name_and_can_be_looked_at_in_the_file(meeting, office, raw, said):
    page = checked(office, raw)
    html = page.content.decode()
    assert (heading(page), said in html, "<img" in html) == (PARTLY, True, False)
    assert heading(office.post(url("check_text"), sent_again(page, *marks(page)))) == CLEAN


def test_chart_of_another_file_is_another_one(meeting, office):
    chart = "<w:p><w:r><w:drawing/></w:r></w:p>"
    page = checked(office, word(inside=chart))
    other = sent_again(page, *marks(page)) | {
        "file": SimpleUploadedFile("b.docx", word(words="Other words.", inside=chart))
    }
    assert heading(office.post(url("check_text"), other)) == PARTLY


# --- that somebody looked ---------------------------------------------------------------------------------


def test_picture_that_was_looked_at_no_longer_makes_the_check_partly(meeting, office):
    page = checked(office, word(logo(), logo("red")))
    one, other = marks(page)
    half = office.post(url("check_text"), sent_again(page, one))
    assert (heading(half), "1 picture is still" in half.content.decode()) == (PARTLY, True)
    assert [each.is_looked_at for each in half.context["pictures"]] == [True, False]
    assert "<img" in half.content.decode(), "the other one can still be looked at"
    assert heading(office.post(url("check_text"), sent_again(half, one, other))) == CLEAN


def test_one_button_is_for_all(meeting, office):
    page = checked(office, word(logo(), logo("red")))
    assert heading(office.post(url("check_text"), sent_again(page, looked_at_all="yes"))) == CLEAN


def test_button_for_all_is_not_for_a_file_that_comes_with_it(meeting, office):
    page = checked(office, word(logo(), logo("red")))
    said = sent_again(page, looked_at_all="yes") | {"file": SimpleUploadedFile("b.docx", word(logo("green")))}
    again = office.post(url("check_text"), said)
    assert (heading(again), [one.is_looked_at for one in again.context["pictures"]]) == (PARTLY, [False])


def test_tick_that_was_taken_out_counts_no_longer(meeting, office):
    page = checked(office, word(logo()))
    clean = office.post(url("check_text"), sent_again(page, *marks(page)))
    assert heading(office.post(url("check_text"), sent_again(clean))) == PARTLY


def test_logo_is_not_asked_about_again_in_the_next_draft(meeting, office):
    page = checked(office, word(logo()))
    clean = office.post(url("check_text"), sent_again(page, *marks(page)))
    other = sent_again(clean, *marks(clean)) | {"file": SimpleUploadedFile("b.docx", word(logo("red")))}
    between = office.post(url("check_text"), other)
    assert heading(between) == PARTLY
    again = sent_again(between) | {
        "file": SimpleUploadedFile("c.docx", word(logo(), words="Rivers and rights."))
    }
    assert heading(office.post(url("check_text"), again)) == CLEAN


def test_look_passes_while_somebody_types(meeting, office):
    page = checked(office, word(logo()))
    (mark,) = marks(page)
    for looked, said in (([], PARTLY), ([mark], CLEAN)):
        html = office.post(
            url("look_at_text"), {"text": PLAIN, "to_look_at": mark, "looked": looked}
        ).content.decode()
        assert (said in html, TO_LOOK_AT in html) == (True, said == PARTLY)


def test_looked_at_pictures_hide_no_finding(meeting, office):
    page = checked(office, word(logo(), words=NAMED))
    assert heading(page) == "1 place to look at"
    again = office.post(url("check_text"), sent_again(page, *marks(page), text=NAMED))
    assert heading(again) == "1 place to look at"


def test_picture_of_what_goes_out_with_it_is_told_there(meeting, office):
    page = checked(office, word(logo(), words="A list of places."), field="beside")
    html = page.content.decode()
    assert (heading(page), "What goes out with it was only partly checked" in html) == (CLEAN, True)
    kept = sent_again(page, *marks(page), beside_text="A list of places.")
    assert "Nothing found in what goes out with it" in office.post(url("check_text"), kept).content.decode()
    alone = office.post(url("check_text"), sent_again(page, beside_text="A list of places.", apart="yes"))
    assert (heading(alone), alone.context["pictures"]) == (CLEAN, [])


def test_refusal_loses_no_picture(meeting, office):
    page = checked(office, word(logo()))
    refused = office.post(url("check_text"), sent_again(page, *marks(page), text=""))
    assert (
        refused.context["form"].errors != {},
        [one.is_looked_at for one in refused.context["pictures"]],
    ) == (True, [True])
    assert "<img" in refused.content.decode()


# --- what is not believed -------------------------------------------------------------------------------


def test_picture_that_was_not_drawn_here_is_never_shown(meeting, office):
    page = checked(office, word(logo()))
    (sealed,) = sent_again(page)["picture"]
    foreign = base64.b64encode(b"<svg onload='x'/>").decode()
    seal, words = sealed[:32], sealed[32:]
    shown = re.sub(r'"[\w+/=]{40,}"', f'"{foreign}"', words, count=1)
    for forged in (seal + shown, "", "[]", seal, foreign):
        again = office.post(url("check_text"), sent_again(page, picture=[forged]))
        assert (foreign in again.content.decode(), "<img" in again.content.decode(), heading(again)) == (
            False,
            False,
            PARTLY,
        )


def test_picture_of_another_meeting_is_not_shown(meeting):
    other = a_meeting(code="CD34")
    page = checked(reader(colleague(Role.COMMUNICATIONS)), word(logo()))
    assert pictures.sent(other, _form(sent_again(page)))[0].png == ""
    assert pictures.sent(meeting, _form(sent_again(page)))[0].png != ""


def _form(said):
    from django.http import QueryDict

    made = QueryDict(mutable=True)
    for name, value in said.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    return made


def test_text_and_word_without_pictures_are_clean(meeting, office):
    for raw, name in ((docx(paragraph(PLAIN)), "a.docx"), (PLAIN.encode(), "a.txt")):
        assert heading(checked(office, raw, name=name)) == CLEAN


def test_nothing_of_a_picture_is_written(meeting, office, django_assert_num_queries):
    from underrose.dialogue.models import Finding

    page = checked(office, word(logo()))
    office.post(url("check_text"), sent_again(page, *marks(page)))
    assert not Finding.objects.exists()
