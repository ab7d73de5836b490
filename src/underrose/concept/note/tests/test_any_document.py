"""Whatever a document holds, it is read without an error, and none of its blocks is lost."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from underrose.concept.note import as_json, lint, offers, understand
from underrose.context import gazetteer
from underrose.methods.documents.model import Block, Document, Footnote, Kind

WORDS = st.sampled_from(
    [
        "Summary", "Objectives:", "Participants", "3", "March", "2026", "71 states[^1]", "up to", "fifty", "“a", "b”", "(", ")", ";", ",",
        "and", "[x](#)", "**Aims.**", "A/RES/70-262", "+44 (0) 01632 960123", "a@b", ":", ".", "Peru", "Monday", "in partnership with",
        "the Ministry of", "15th", "series", "\n", "|", "—", "Ref. 2024/17", "Dear", "*", "_", "\\", "<", "¹", "٣", "été",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.lists(WORDS, max_size=25).map(" ".join), st.text(max_size=80))
BLOCKS = st.builds(
    Block,
    kind=st.sampled_from(Kind),
    text=TEXTS,
    level=st.integers(1, 4),
    is_ordered=st.booleans(),
    rows=st.lists(st.lists(TEXTS, max_size=3).map(tuple), max_size=3).map(tuple),
    place=st.just("line 1"),
)
DOCUMENTS = st.builds(
    Document,
    blocks=st.lists(BLOCKS, max_size=12).map(tuple),
    footnotes=st.lists(st.builds(Footnote, number=st.sampled_from("12"), text=TEXTS), max_size=2).map(tuple),
    format=st.sampled_from(["txt", "md", "docx", "pdf"]),
)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_any_document_is_read_whole(document: Document) -> None:
    reading = understand(document, gazetteer.load())
    kept = [
        *reading.title_blocks,
        *reading.not_understood,
        *(block for section in reading.sections for block in section.blocks),
    ]
    assert Counter(kept) == Counter(document.blocks)
    findings = lint(reading, gazetteer.load(), document)
    assert not [finding for finding in findings if finding.offer]
    assert len(as_json(reading, findings)["findings"]) == len(findings)
    assert all(offer.offer for offer in offers(reading))


def test_empty_document() -> None:
    reading = understand(Document(()), gazetteer.load())
    assert (reading.sections, reading.title.value, reading.dates, reading.is_plausible) == (
        (),
        "",
        None,
        False,
    )


def test_endless_paragraph_is_kept_and_passed_over() -> None:
    endless = Block(Kind.paragraph, "up to three people, " * 20_000, place="line 2")
    reading = understand(Document((Block(Kind.heading, "Participants", 2), endless)), gazetteer.load())
    assert reading.sections[0].blocks[1] == endless
    assert reading.caps == ()
