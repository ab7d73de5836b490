"""What a file holds beside its text is read by the guard too, and above what nobody read no text is called clean."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from underrose.dialogue import published
from underrose.methods.documents.tests import shown_otherwise
from underrose.methods.documents.tests.hostile import HEAD, W, _rels, docx, packed, paragraph, parts

from .browsing import reader
from .reading import PLAIN, meeting, url
from .roomful import director

__all__ = ["meeting"]
pytestmark = pytest.mark.django_db
NAME = "Ama Okoro"
CLEAN, PARTLY = "No leak found by these checks", "Only partly checked"


OF_A_HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
OF_SETTINGS = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"
OF_PROPERTIES = "application/vnd.openxmlformats-package.core-properties+xml"


def known(members, name: str, kind: str) -> None:
    """Say in the list of the archive what this part is."""
    said = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace("</Types>", said)


def header(words: str) -> bytes:
    """A Word file with these words in the head of its pages."""
    members = parts(paragraph(PLAIN))
    known(members, "word/header1.xml", OF_A_HEADER)
    members["word/header1.xml"] = f'{HEAD}<w:hdr xmlns:w="{W}">{paragraph(words)}</w:hdr>'
    members["word/_rels/document.xml.rels"] = _rels("header", "header1.xml")
    return packed(members)


def hidden(words: str) -> bytes:
    run = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r></w:p>"
    return docx(paragraph(PLAIN) + run)


def struck_out(words: str) -> bytes:
    run = f"<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>{words}</w:t></w:r></w:p>"
    return docx(paragraph(PLAIN) + run)


def struck_out_in_markdown(words: str) -> bytes:
    return f"{PLAIN}\n\n~~{words}~~\n".encode()


def unusual(words: str) -> bytes:
    return docx(paragraph(PLAIN) + f'<w:p><x:unheard xmlns:x="urn:unheard-of">{words}</x:unheard></w:p>')


def author(words: str) -> bytes:
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{words}</dc:creator></cp:coreProperties>'
    )
    members = parts(paragraph(PLAIN), docProps__core_xml=core)
    known(members, "docProps/core.xml", OF_PROPERTIES)
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    said = f'<Relationship Id="c1" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    members["_rels/.rels"] = members["_rels/.rels"].replace("</Relationships>", said)
    return packed(members)


def strange(words: str) -> bytes:
    """With a part that is not known here: it is told, read as it stands, and nothing is called clean."""
    return docx(paragraph(PLAIN), word__odd_xml=f"<odd>{words}</odd>")


def checked(meeting, raw: bytes, field: str = "file", name: str = "draft.docx"):
    sent = {"text": "" if field == "file" else PLAIN, field: SimpleUploadedFile(name, raw)}
    return reader(director()).post(url("check_text"), sent)


@pytest.mark.parametrize("made", [header, hidden, unusual, author, strange])
@pytest.mark.parametrize("name", ["draft.docx", "draft.txt"])
def test_guard_reads_what_stands_beside_the_text(meeting, made, name):
    page = checked(meeting, made(NAME), name=name)
    html = page.content.decode()
    assert CLEAN not in html
    assert "Found beside the text" in html
    (found,) = {line.found.leak for _place, each in page.context["aside"] for line in each.lines}
    assert found == "D1"
    assert all(place for place, _each in page.context["aside"])


@pytest.mark.parametrize("made", [header, author, hidden])
def test_name_that_the_programme_prints_stands_beside_no_text(meeting, monkeypatch, made):
    """An author and a page head are no list."""
    monkeypatch.setattr(published, "texts", lambda _meeting: (f"Session 1\n\nChair: {NAME}",))
    page = checked(meeting, made(f"Notes by {NAME}")).content.decode()
    assert ("Found beside the text" in page, CLEAN in page) == (True, False)


@pytest.mark.parametrize("words", [NAME, "Rivers and rights"])
@pytest.mark.parametrize(("made", "name"), [(struck_out, "a.docx"), (struck_out_in_markdown, "a.md")])
def test_words_that_were_struck_out_are_no_text_and_the_guard_reads_them(meeting, words, made, name):
    page = checked(meeting, made(words), name=name)
    html = page.content.decode()
    assert f"Left out because it is struck out: “{words}”." in html
    assert ("Found beside the text" in html) == (words == NAME)
    assert (CLEAN in html) == (words != NAME)


def test_long_words_are_read_to_their_end(meeting):
    page = checked(meeting, unusual(f"{'Wells and rivers and rights. ' * 40}{NAME} disagreed."))
    assert [place for place, _each in page.context["aside"]]


@pytest.mark.parametrize("made", [header, hidden, author])
def test_words_that_were_read_and_name_nobody_leave_the_text_clean(meeting, made):
    html = checked(meeting, made("Rivers and rights")).content.decode()
    assert CLEAN in html
    assert "Found beside the text" not in html


def test_what_nobody_read_leaves_no_text_clean(meeting):
    picture = "<w:p><w:r><w:drawing/></w:r></w:p>"
    html = checked(meeting, docx(paragraph(PLAIN) + picture)).content.decode()
    assert CLEAN not in html
    assert PARTLY in html


@pytest.mark.parametrize(("kind", "said"), [("attachedTemplate", CLEAN), ("image", PARTLY)])
def test_template_elsewhere_shows_nothing_and_a_picture_elsewhere_does(meeting, kind, said):
    """Files of every office name their template; of what it holds nothing is shown."""
    members = parts(paragraph(PLAIN), word__settings_xml=f'{HEAD}<w:settings xmlns:w="{W}"/>')
    known(members, "word/settings.xml", OF_SETTINGS)
    members["word/_rels/settings.xml.rels"] = _rels(kind, "house.dotx", 'TargetMode="External"')
    page = checked(meeting, packed(members))
    html = page.content.decode()
    assert [one in html for one in (CLEAN, PARTLY)] == [said == CLEAN, said == PARTLY]
    assert ("The template of this file lies elsewhere" in html) is (kind == "attachedTemplate")


def test_template_that_names_somebody_is_found(meeting):
    members = parts(paragraph(PLAIN), word__settings_xml=f'{HEAD}<w:settings xmlns:w="{W}"/>')
    known(members, "word/settings.xml", OF_SETTINGS)
    place = "file:///C:/Users/Ama%20Okoro/house.dotx"
    members["word/_rels/settings.xml.rels"] = _rels("attachedTemplate", place, 'TargetMode="External"')
    assert CLEAN not in checked(meeting, packed(members)).content.decode()


def test_letters_that_were_damaged_leave_no_text_clean(meeting):
    html = checked(meeting, "é".encode() * 20 + b"\xff and so on.", name="draft.txt").content.decode()
    assert CLEAN not in html
    assert PARTLY in html


def test_what_goes_out_with_it_is_read_in_all_its_places(meeting):
    html = checked(meeting, header(NAME), field="beside").content.decode()
    assert "Found beside the text" in html
    assert "Nothing found in what goes out with it" not in html


def test_what_was_found_is_not_forgotten_when_the_file_is_not_sent_again(meeting):
    browser = reader(director())
    page = checked(meeting, header(NAME))
    assert 'name="holds_more" value="yes"' in page.content.decode()
    again = {"text": PLAIN, "holds_more": "yes"}
    for address in ("check_text", "look_at_text"):
        html = browser.post(url(address), again).content.decode()
        assert CLEAN not in html
        assert "holds more than its text" in html
    other = {**again, "file": SimpleUploadedFile("other.docx", docx(paragraph(PLAIN)))}
    assert CLEAN in browser.post(url("check_text"), other).content.decode()


MISLEADING = [
    pytest.param(shown_otherwise.mapped("Ama Okoro disagreed.", "One person agreed so"), id="map"),
    pytest.param(shown_otherwise.replaced(NAME, "a participant"), id="replaced"),
    pytest.param(shown_otherwise.replaced_by_name(NAME, "a participant"), id="replaced by name"),
    pytest.param(shown_otherwise.replaced_in_a_form(NAME, "a participant"), id="in a form"),
]


@pytest.mark.parametrize("raw", MISLEADING)
def test_guard_reads_what_a_pdf_shows_and_does_not_tell(meeting, raw):
    page = checked(meeting, raw, name="draft.pdf")
    html = page.content.decode()
    assert CLEAN not in html
    assert "D1" in {line.found.leak for _place, each in page.context["aside"] for line in each.lines}
    assert any("page 1" in place for place, _each in page.context["aside"])


@pytest.mark.parametrize("raw", MISLEADING)
def test_command_reads_what_a_pdf_shows_and_does_not_tell(tmp_path, capsys, raw):
    (tmp_path / "roster.csv").write_text(f"Name\n{NAME}\n")
    (tmp_path / "draft.pdf").write_bytes(raw)
    with pytest.raises(SystemExit) as end:
        call_command("guard", "scan", str(tmp_path / "draft.pdf"), "--roster", str(tmp_path / "roster.csv"))
    assert end.value.code == 1
    said = capsys.readouterr().out
    assert "D1" in said
    assert "page 1" in said


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(shown_otherwise.without_letters(NAME), id="no letters"),
        pytest.param(
            shown_otherwise.mapped("Ama met nobody here.", "One saw friends now."), id="other letters"
        ),
    ],
)
def test_pdf_with_letters_nobody_can_tell_is_only_partly_checked(meeting, raw):
    html = checked(meeting, raw, name="draft.pdf").content.decode()
    assert CLEAN not in html


def test_pdf_told_as_it_is_shown_is_clean(meeting):
    words = "Rivers and rights."
    html = checked(meeting, shown_otherwise.mapped(words, words), name="draft.pdf").content.decode()
    assert CLEAN in html
