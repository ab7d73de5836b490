from underrose.concept.as_written import name_of, shown
from underrose.concept.note.model import Finding
from underrose.methods.documents.model import Block, Document, Footnote, Kind

DOCUMENT = Document(
    (
        Block(Kind.heading, "Context", 2, place="page 1"),
        Block(Kind.paragraph, "Words <b>as</b> written.[^1]", place="page 1"),
        Block(Kind.item, "a point", place="page 2"),
    ),
    (Footnote("1", "A list of states.", "line 9"),),
)


def test_place_has_the_name_a_link_leads_to():
    found = [name_of(place) for place in ("line 25", "footnote 2, line 29", "")]
    assert found == ["at-line-25", "at-line-29", ""]


def test_blocks_and_footnotes_are_shown_in_order_and_each_place_once():
    found = shown(DOCUMENT, ())
    assert [(block.kind, block.place, block.name) for block in found.blocks] == [
        ("heading", "page 1", "at-page-1"),
        ("paragraph", "page 1", ""),
        ("item", "page 2", "at-page-2"),
        ("footnote", "footnote 1", "at-line-9"),
    ]
    assert "<b>" not in found.blocks[1].html


def test_finding_stands_at_its_words_or_apart():
    findings = [
        Finding("count", "footnote 1, line 9", "Too many.", "Count."),
        Finding("page", "public page", "Left out.", ""),
    ]
    found = shown(DOCUMENT, findings)
    assert [block.place for block in found.remarked] == ["footnote 1"]
    assert found.unplaced == [findings[1]]
