import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.methods.documents import glyphs, letters, marks
from underrose.methods.documents.letter_pdf import letters_pdf
from underrose.methods.documents.letter_word import letter_docx
from underrose.methods.documents.letter_words import letter_html, letter_text
from underrose.methods.documents.letters import Letter
from underrose.methods.documents.placeholders import Unmerged
from underrose.methods.documents.tests import seen

BODY = """We invite you to *Small harbours*, as **{position}**.

- what harbours keep;
- who may read it, [in the register](https://larkmoor.example/r?a=1&b=2)

> Water remembers.

| Day | Session |
|---|--:|
| Monday | Opening |

Answer by a line to [our office](mailto:office@larkmoor.example) or [+44 1632 960 011](tel:+441632960011).\\
Thank you."""

TEMPLATE = Letter(
    house="Larkmoor Dialogues",
    house_lines=("Larkmoor Hall", "+44 1632 960 012"),
    reference="ER2031/{serial}",
    day="22 November 2026",
    addressee=("{full_name}", "12 Quay Street", ""),
    salutation="Dear {salutation},",
    subject="Invitation to Larkmoor",
    body=BODY,
    facts=(("Nationality", "Norway"),),
    rest="The hosts pay.",
    closing="Yours sincerely,",
    signatory="Ines Okafor",
    signatory_title="Programme director",
    dated=date(2026, 11, 22),
    language="en-gb",
    labels={"reference": "Reference"},
)
VALUES = {
    "serial": "7",
    "full_name": "Amara *Okonkwo*",
    "salutation": "Ms Okonkwo",
    "position": "Director #1_a_",
}
LETTER = letters.filled(TEMPLATE, VALUES)
ARABIC = replace(
    LETTER,
    language="ar",
    house="حوارات لاركمور",
    addressee=("السيدة ليلى حداد",),
    salutation="حضرة السيدة حداد،",
    subject="دعوة",
    body="ندعوكم إلى **اللقاء** في Larkmoor Hall.\n\n- الهاتف +44 1632 960 011",
    labels={"reference": "المرجع"},
)


def words(shown: str) -> list[str]:
    return re.findall(r"[\w@]+", seen.squeezed(shown))


def in_word(letter: Letter) -> str:
    return "\n".join(
        line for _, line in seen.word_lines(seen.word_parts(letter_docx(letter))["word/document.xml"])
    )


def bare(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?(?:em|strong|a)\b[^>]*>", "", html)))


@pytest.mark.parametrize("letter", [LETTER, replace(LETTER, facts=(), rest="", closing="", subject="")])
def test_the_same_words_stand_in_all_four(letter: Letter) -> None:
    expected = words(letter_text(letter))
    assert words(bare(letter_html(letter))) == expected
    assert words(in_word(letter)) == expected
    assert words(seen.text(letters_pdf([letter]))) == expected


def test_the_same_words_stand_in_all_four_in_arabic() -> None:
    expected = sorted(words(letter_text(ARABIC)))
    assert sorted(words(bare(letter_html(ARABIC)))) == expected
    assert sorted(words(in_word(ARABIC))) == expected
    # A PDF keeps Arabic in joined shapes: its letters are compared, not their order and number.
    assert set("".join(words(seen.text(letters_pdf([ARABIC]))))) - set("إأآ") == set("".join(expected)) - set(
        "إأآ"
    )


def test_plain_text_reads_as_a_letter() -> None:
    assert letter_text(LETTER) == (
        "Larkmoor Dialogues\nLarkmoor Hall\n+44 1632 960 012\n\n"
        "Amara *Okonkwo*\n12 Quay Street\n\n"
        "Reference: ER2031/7\n22 November 2026\n\n"
        "Dear Ms Okonkwo,\n\nInvitation to Larkmoor\n\n"
        "We invite you to Small harbours, as Director #1_a_.\n\n"
        "- what harbours keep;\n"
        "- who may read it, in the register (https://larkmoor.example/r?a=1&b=2)\n\n"
        "> Water remembers.\n\n"
        "Day | Session\nMonday | Opening\n\n"
        "Answer by a line to our office (office@larkmoor.example) or +44 1632 960\n011.\nThank you.\n\n"
        "Nationality: Norway\n\nThe hosts pay.\n\nYours sincerely,\n\nInes Okafor\nProgramme director\n".replace(
            "Ins", "Ines"
        )
    )


def test_html_is_a_fragment_with_words_alone() -> None:
    html = letter_html(
        replace(LETTER, body="1 < 2 & <script>x</script> [a](javascript:x) ![b](https://x.example/p.png)")
    )
    assert html.startswith('<div lang="en-GB" dir="ltr">')
    assert sorted(set(re.findall(r"<(\w+)", html))) == ["a", "br", "div", "h1", "p"]
    assert re.findall(r'href="([^"]*)"', html) == ["https://x.example/p.png"]
    assert "1 &lt; 2 &amp; &lt;script&gt;x&lt;/script&gt;" in html


def test_html_has_lists_tables_and_rules() -> None:
    html = letter_html(replace(LETTER, body="## Head\n\n3. three\n\n---\n\n1. one"))
    assert "<h3>Head</h3>" in html or "<h2>Head</h2>" in html
    assert '<ol start="3"><li><p>three</p></li></ol>\n<hr>\n<ol><li><p>one</p></li></ol>' in html


def test_headings_stand_below_those_of_the_page() -> None:
    html = letter_html(replace(LETTER, body="# Head"), level=6)
    assert re.findall(r"<(h\d)>", html) == ["h6", "h6"]


def test_no_letters_are_a_sentence() -> None:
    with pytest.raises(ValueError, match="There is no letter to print"):
        letters_pdf([])


def test_numbered_lists_and_rules_in_plain_text() -> None:
    shown = letter_text(replace(LETTER, body="## Head\n\n3. three\n4. four\n\n---\n\nend"))
    assert "Head\n\n3. three\n4. four\n\n* * *\n\nend" in shown


def test_all_faults_of_all_parts_are_named() -> None:
    wrong = replace(TEMPLATE, body="a\n{positon}", facts=(("Name", "{serail}"),), salutation="{")
    with pytest.raises(Unmerged) as refused:
        letters.filled(wrong, {**VALUES, "full_name": ""})
    assert refused.value.faults == (
        "In the body, line 2, “{positon}” stands for nothing we know. Did you mean “{position}”?",
        "In the addressee, line 1, “{full_name}” has no value for this person. Please fill it in, or take it out of the letter.",
        "In the salutation, line 1, a “{” stands alone. Please write “{{” for a brace that is meant.",
        "In the facts, line 1, “{serail}” stands for nothing we know. Did you mean “{serial}”?",
    )


def test_faults_are_known_before_there_is_a_person() -> None:
    assert letters.faults(TEMPLATE, VALUES) == ()
    assert "".join(letters.faults(TEMPLATE, {"serial", "full_name", "salutation"})) == (
        "In the body, line 1, “{position}” stands for nothing we know. "
        "There are “{full_name}”, “{salutation}”, “{serial}”."
    )


@pytest.mark.parametrize(
    "letter", [LETTER, ARABIC, replace(LETTER, page_size="us-letter", language="zh-hans")]
)
def test_the_file_is_tagged_and_names_nobody(letter: Letter) -> None:
    assert seen.is_tagged_and_nameless(letters_pdf([letter]), "20261122") == []


def test_the_subject_is_the_heading_and_the_title() -> None:
    raw = letters_pdf([LETTER])
    assert seen.headings(raw) == ["/H1 Invitation to Larkmoor"]
    document = seen.opened(raw)
    assert str(document.docinfo["/Title"]) == "Invitation to Larkmoor"
    found = seen.tags(raw)
    assert {tag: found.count(tag) for tag in ("/L", "/Table", "/TH", "/BlockQuote")} == {
        "/L": 2,  # the list and the facts
        "/Table": 1,
        "/TH": 2,
        "/BlockQuote": 1,
    }


def test_a_letter_without_anything_but_a_body_is_made() -> None:
    bare_letter = Letter(house="", body="Words.", dated=date(2026, 11, 22))
    assert seen.text(letters_pdf([bare_letter])) == "Words."
    assert letter_text(bare_letter) == "Words.\n"
    assert [
        line for _, line in seen.word_lines(seen.word_parts(letter_docx(bare_letter))["word/document.xml"])
    ] == ["Words."]


def test_many_letters_count_their_own_pages() -> None:
    long = replace(LETTER, body="\n\n".join(["A line of words that fills the page. " * 8] * 9))
    pages = seen.pages(letters_pdf([LETTER, long, replace(ARABIC), long], title="Letters of invitation"))
    assert [("Page 2 of 2" in page, "Page" in page) for page in pages] == [
        (False, False),
        (False, False),
        (True, True),
        (False, False),
        (False, False),
        (True, True),
    ]


def test_a_signature_never_stands_alone() -> None:
    for lines in range(20, 34):
        letter = replace(LETTER, body="\n\n".join(["One line."] * lines), facts=(), rest="")
        last = seen.pages(letters_pdf([letter]))[-1]
        assert "One line. Yours sincerely, Ines Okafor" in last


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("us-letter", 612, 792)])
def test_sheet(size: str, width: int, height: int) -> None:
    assert seen.sheet(letters_pdf([replace(LETTER, page_size=size)])) == [width, height]


def test_arabic_runs_from_right_to_left() -> None:
    document = seen.opened(letters_pdf([ARABIC]))
    assert str(document.Root.Lang) == "ar"
    parts = seen.word_parts(letter_docx(ARABIC))
    paragraphs = parts["word/document.xml"].count(b"<w:pPr>")
    assert parts["word/document.xml"].count(b"<w:bidi/>") == paragraphs + 1  # and the section
    assert '<div lang="ar" dir="rtl">' in letter_html(ARABIC)


def test_a_telephone_number_keeps_its_plus_in_front_in_arabic() -> None:
    assert "\u200e+44 1632 960 011\u200e" in letter_text(ARABIC)
    assert "\u200e" not in letter_text(LETTER)


@pytest.mark.parametrize(
    "hostile",
    [
        '#import "x": *',
        "$x^2$ @a <label> `c` ~",
        "#panic()",
        "] #(1+1) [",
        "\\u{41} // /*",
        "w" * 120,
        "a\x00b\x1bc",
    ],
)
def test_hostile_values_are_printed_as_written(hostile: str) -> None:
    letter = letters.filled(TEMPLATE, dict.fromkeys(VALUES, hostile))
    shown = "".join(seen.squeezed(letter_text(letter)).split())
    plain = "".join(hostile.replace("\x00", "").replace("\x1b", "").split())
    # The salutation, the addressee, the reference and the body.
    assert shown.count(plain) == 4
    assert "".join(seen.text(letters_pdf([letter])).split()).count(plain) == 4
    assert "".join(in_word(letter).split()).count(plain) == 4


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(max_codepoint=0x24F), max_size=200))
def test_any_body_is_set(body: str) -> None:
    letter = replace(LETTER, body=body)
    if not glyphs.missing(letter_text(letter).replace("\n", "") + marks.plain(body)):
        assert letters_pdf([letter])[:5] == b"%PDF-"


def test_a_missing_letter_is_named_with_the_letter_and_its_part() -> None:
    with pytest.raises(glyphs.MissingGlyphs, match=r"“😀” \(grinning face\) in letter 2, the salutation\."):
        letters_pdf([LETTER, replace(LETTER, salutation="Dear 😀")])
    with pytest.raises(glyphs.MissingGlyphs, match=r"in the labels\."):
        letters_pdf([replace(LETTER, labels={"page": "😀"})])


def test_the_word_file_holds_known_parts_and_nobody() -> None:
    parts = seen.word_parts(letter_docx(LETTER))
    assert letter_docx(LETTER) == letter_docx(LETTER)
    assert sorted(parts) == sorted(
        [
            *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml"),
            *(f"word/_rels/{name}.xml.rels" for name in ("document", "footnotes")),
            *(f"word/{name}.xml" for name in ("document", "first", "fontTable", "footer", "footnotes")),
            *(f"word/{name}.xml" for name in ("header", "numbering", "settings", "styles")),
        ]
    )
    whole = b"".join(parts.values())
    assert re.findall(rb"rsid|w:author|w:date|comments|w:vanish|Application|20\d\d-\d\d-\d\d", whole) == []


def test_the_word_file_counts_pages_from_the_second_on() -> None:
    parts = seen.word_parts(letter_docx(replace(LETTER, footer="A charity.")))
    assert seen.word_lines(parts["word/header.xml"]) == [
        ("Header", "Larkmoor Dialogues · ER2031/7 Page 1 of 1")
    ]
    assert seen.word_lines(parts["word/first.xml"]) == [("Normal", "")]
    assert seen.word_lines(parts["word/footer.xml"]) == [("Footer", "A charity.")]
    used = set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="(\w+)"', parts["word/document.xml"]))
    assert used - set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"])) == set()
