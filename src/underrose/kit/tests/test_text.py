"""Written text becomes HTML only here, so here it meets those who mean harm."""

import re

import pytest
from django.utils.translation import override

from underrose.kit import text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](https://example.org/pixel.png)",
    '![x](data:image/svg+xml,<svg/onload=alert(1)> "t")',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    '[x](https://example.org "onmouseover=alert(1)")',
    '<a href="https://example.org" style="position:fixed" onclick="x()">x</a>',
    "<iframe src=//example.org></iframe>",
    "<svg><script>alert(1)</script></svg>",
    '<p class="note-text" id="content">x</p>',
    "<style>*{display:none}</style>",
    "<base href=//example.org>",
    "<form action=//example.org><input name=x></form>",
    "x[^<script>]\n\n[^<script>]: y",
    'x[^a" onclick="x]\n\n[^a" onclick="x]: <b>y</b>',
    "```\n</code><script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    "<!-- <script>alert(1)</script> -->",
    "\x00<scr\x00ipt>alert(1)</script>",
    "[x]: javascript:alert(1)\n\n[x]",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
]
ELEMENT = re.compile(r"<\s*/?\s*([a-zA-Z0-9]+)((?:\s+[^<>]*)?)>")
ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*\"([^\"]*)\"")
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:|#)")


@pytest.mark.parametrize("written", HOSTILE)
def test_html_of_hostile_text_holds_nothing_that_acts(written: str) -> None:
    for drawn in (text.html(written), text.html("Before[^n]", notes={"n": written})):
        for tag, attributes in ELEMENT.findall(drawn):
            assert tag.lower() in text.TAGS
            for name, value in ATTRIBUTE.findall(attributes):
                assert name in {
                    "href",
                    "title",
                    "id",
                    "class",
                    "role",
                    "rel",
                    "dir",
                    "start",
                    "aria-label",
                    "scope",
                }
                assert name != "href" or SAFE_LINK.match(value)


def test_html_of_plain_markdown() -> None:
    assert text.html("One *two* **three**.") == '<p dir="auto">One <em>two</em> <strong>three</strong>.</p>\n'


def test_html_of_a_link_bears_no_referrer() -> None:
    assert text.html("[x](https://example.org/)") == (
        '<p dir="auto"><a href="https://example.org/" rel="noopener noreferrer">x</a></p>\n'
    )


def test_html_of_an_image_is_its_words() -> None:
    assert text.html("![the quay](https://example.org/quay.png)") == '<p dir="auto">the quay</p>\n'


@pytest.mark.parametrize(
    ("written", "offset", "levels"),
    [
        ("# a\n\n## b\n\n# c", 1, ["h2", "h3", "h2"]),
        ("### a\n\n##### b", 2, ["h3", "h4"]),
        ("### deep first\n\n# a", 1, ["h2", "h2"]),
        ("# a\n\n### b\n\n###### c", 5, ["h6", "h6", "h6"]),
    ],
)
def test_headings_follow_without_a_gap(written: str, offset: int, levels: list[str]) -> None:
    assert re.findall(r"<(h\d)", text.html(written, offset=offset)) == levels


def test_a_footnote_opens_in_place_and_stands_at_the_end() -> None:
    with override("en-gb"):
        drawn = text.html("Said.[^a]\n\n[^a]: Where *it* was said.")
    assert drawn == (
        '<p dir="auto">Said.<sup><a class="note-mark" id="note-mark-1" href="#note-1" role="doc-noteref" '
        'aria-label="Footnote 1" rel="noopener noreferrer">1</a></sup>'
        '<span class="note-text" id="note-1" role="note" dir="auto"><span class="note-number">1</span> Where <em>it</em> was said. '
        '<a class="note-close" href="#note-mark-1" rel="noopener noreferrer">Close</a></span></p>\n'
        '<section class="endnotes" role="doc-endnotes" aria-label="Footnotes"><ol class="endnote-list">'
        '<li class="endnote" dir="auto" id="note-end-1">Where <em>it</em> was said. '
        '<a class="note-back" href="#note-mark-1" aria-label="Back to the text" rel="noopener noreferrer">↑</a></li></ol></section>'
    )


def test_pieces_number_their_footnotes_through() -> None:
    written = text.pieces(["a[^x] b[^y]", "c[^z] d[^x]"], notes={"x": "X", "y": "Y", "z": "Z"})
    assert [re.findall(r"<sup>.*?>(\d+)</a>", drawn) for drawn in written.texts] == [["1", "2"], ["3", "1"]]
    assert re.findall(r'id="note-end-(\d)">(\w)', written.endnotes) == [("1", "X"), ("2", "Y"), ("3", "Z")]


def test_pieces_give_every_mark_its_own_place() -> None:
    written = text.pieces(["a[^x] b[^x]", "c[^x]"], notes={"x": "X"})
    places = re.findall(r'id="([^"]+)"', "".join(written.texts) + written.endnotes)
    assert len(places) == len(set(places)) == 7


def test_a_note_nobody_cites_is_not_shown() -> None:
    assert text.html("a", notes={"x": "X"}) == '<p dir="auto">a</p>\n'


def test_a_mark_without_a_note_stays_as_written() -> None:
    assert text.html("a[^x]") == '<p dir="auto">a[^x]</p>\n'


def test_a_name_that_is_no_name_is_not_used() -> None:
    assert 'id="note-mark-1"' in text.html("a[^x]", notes={"x": "X"}, name='" onclick="')


def test_plain_leaves_the_words() -> None:
    written = (
        "# Title\n\nOne *two*[^a] [three](https://example.org)\nfour `five`\n\n- six\n- seven\n\n[^a]: gone"
    )
    assert text.plain(written) == "Title\n\nOne two three four five\n\nsix\n\nseven"
