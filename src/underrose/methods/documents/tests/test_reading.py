import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pypandoc
import pytest
import typst

from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.model import Block, Document, Footnote, Kind
from underrose.methods.documents.readers.fair_copy import as_plain, from_plain
from underrose.methods.documents.tests import hostile

PROJECT = Path(__file__).parents[5]
SAMPLES = Path(os.environ.get("UNDERROSE_SAMPLES", PROJECT.parent / "shared" / "inputs"))

NOTE = """# Concept Note

# Water, Law and Neighbours

## Summary

This roundtable looks at how neighbours share rivers when *rules* are few. It is an **invitation only** meeting, held in partnership with the Ministry of Canals of Examplia, and it will run for two days beside a quiet lake.[^1]

## Context and key issues

Rivers do not read maps. See the [appeal](https://example.org/appeal), which was supported by 12 states.[^2] The meeting builds on earlier work over many years and in several regions, and this sentence is long enough to run over more than one line of a page.

A second paragraph follows the first one, so that the gap between the two can be seen by a reader of pages.

## Objectives

The meeting will:

- Identify practical ways of sharing figures about rivers in dry years, even where the two sides have not spoken for long
- Strengthen links among engineers and lawyers
- Draft a short paper

## Who should participate?

Up to 40 people from ministries, basins and universities.

## Enquiries about the programme to:

Programme Director, Ada Lindqvist\\
T: +44 20 7946 0000\\
E: ada@example.org

[^1]: Report of the Canal Commission, 3 May 2021, p. 4

[^2]: Alpha, Beta, Gamma, Delta, Epsilon, Zeta, Eta, Theta, Iota, Kappa, Lambda and Mu; the list was read out in full at the closing session of the meeting.
"""


def as_markdown(folder: Path) -> Path:
    made = folder / "note.md"
    made.write_text(NOTE)
    return made


def as_text(folder: Path) -> Path:
    made = folder / "note.txt"
    words = (
        NOTE.replace("[^1]:", "¹")
        .replace("[^2]:", "²")
        .replace("[^1]", "¹")
        .replace("[^2]", "²")
        .replace("\\\n", "\n")
    )
    made.write_text(words.replace("# ", "").replace("#", "").replace("**", "").replace("*rules*", "rules"))
    return made


def as_word(folder: Path) -> Path:
    made = folder / "note.docx"
    pypandoc.convert_text(NOTE, "docx", "markdown-smart", outputfile=str(made))
    return made


def as_pdf(folder: Path) -> Path:
    source = folder / "note.typ"
    source.write_text(pypandoc.convert_text(NOTE, "typst", "markdown-smart", extra_args=["--standalone"]))
    made = folder / "note.pdf"
    made.write_bytes(typst.compile(str(source)))
    return made


def shape(document: Document) -> list[tuple[Kind, int, str]]:
    return [
        (b.kind, b.level, b.text.replace("*", "").replace("“", '"').replace("’", "'"))
        for b in document.blocks
    ]


@pytest.mark.parametrize("make", [as_text, as_word, as_pdf])
def test_note_reads_the_same_from_every_format(make: Callable[[Path], Path], tmp_path: Path) -> None:
    expected = reading.read(as_markdown(tmp_path).read_bytes(), "note.md")
    file = make(tmp_path)
    found = reading.read(file.read_bytes(), file.name)
    assert shape(found) == shape(expected)
    assert [(note.number, note.text) for note in found.footnotes] == [
        (n.number, n.text) for n in expected.footnotes
    ]
    assert found.left_out == ()
    assert found.format == file.suffix[1:]
    assert all(block.place for block in found.blocks)


def test_note_keeps_its_emphasis_links_and_lines(tmp_path: Path) -> None:
    for make in (as_markdown, as_word, as_pdf):
        file = make(tmp_path)
        found = reading.read(file.read_bytes(), file.name)
        texts = [block.text for block in found.blocks]
        assert texts[3].startswith(
            "This roundtable looks at how neighbours share rivers when *rules* are few. It is an **invitation only** meeting,"
        )
        assert texts[3].endswith("beside a quiet lake.[^1]")
        assert (
            "See the [appeal](https://example.org/appeal), which was supported by 12 states.[^2] The"
            in texts[5]
        )
        assert texts[-1] == "Programme Director, Ada Lindqvist\nT: +44 20 7946 0000\nE: ada@example.org"


@pytest.fixture
def samples() -> Path:
    if not (SAMPLES / "concept-note-wp1725.txt").exists():
        print(f"Skipped: the real note is not at {SAMPLES} (UNDERROSE_SAMPLES).")  # noqa: T201
        pytest.skip("The real note is not here.")
    return SAMPLES


def test_real_note_has_its_headings_items_and_footnotes(samples: Path) -> None:
    file = samples / "concept-note-wp1725.txt"
    found = reading.read(file.read_bytes(), file.name)
    headings = [(block.level, block.text) for block in found.blocks if block.kind is Kind.heading]
    assert headings[0] == (1, "Concept Note")
    assert [level for level, _ in headings[:5]] == [1, 1, 1, 1, 2]
    assert [text for level, text in headings if level == 2][:7] == [
        "Summary", "Context and key policy issues", "Format and objectives", "Who should participate?", "Outcomes",
        "Monitoring and evaluation", "Communications",
    ]  # fmt: skip
    assert len([text for level, text in headings if level == 2]) == 8
    assert len([block for block in found.blocks if block.kind is Kind.item]) == 5
    assert [(note.number, note.place) for note in found.footnotes] == [("1", "line 27"), ("2", "line 29")]
    assert [sum(f"[^{n}]" in block.text for block in found.blocks) for n in "12"] == [1, 1]
    assert sum("](#)" in block.text for block in found.blocks) == 2
    assert found.left_out == ()


def test_real_page_is_read(samples: Path) -> None:
    file = samples / "public-page-wp1725.txt"
    found = reading.read(file.read_bytes(), file.name)
    assert [block.text for block in found.blocks if block.kind is Kind.heading][
        2
    ] == "Context and key policy issues"
    assert found.footnotes == ()


def test_document_survives_the_way_out_of_the_process() -> None:
    document = Document(
        (
            Block(Kind.table, "", 1, False, (("a", "b"),), "line 1"),
            Block(Kind.item, "x", 2, True, (), "line 2"),
        ),
        (Footnote("1", "note", "line 3"),),
        "md",
        ("One picture.",),
    )
    plain = as_plain(document)
    plain["blocks"] = [[*row[:4], [list(cells) for cells in row[4]], row[5]] for row in plain["blocks"]]
    assert from_plain(plain) == document


@pytest.mark.parametrize(
    "answer",
    [b"", b"{", b"[]", b"7", b"null", b'{"document": 7}', b'{"document": {"blocks": [[1]], "footnotes": [], "format": "", "left_out": []}}',
     b'{"document": {"blocks": [["evil", "x", 1, false, [], ""]], "footnotes": [], "format": "", "left_out": []}}',
     b'{"document": {"blocks": [["item", "x", "1", false, [], ""]], "footnotes": [], "format": "", "left_out": []}}'],
)  # fmt: skip
def test_answer_that_is_not_a_document_is_refused(answer: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        reading._understood(answer)
    assert caught.value.sentence.startswith("Reading this file took too much time or memory,")


def test_file_of_200_mb_is_refused_by_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Mock()
    monkeypatch.setattr(reading, "asked", child)
    with pytest.raises(Unreadable):
        reading.read(bytes(200_000_000), "note.docx")
    child.assert_not_called()


def test_endless_reading_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    with pytest.raises(Unreadable) as caught:
        reading.read(hostile.docx(), "note.docx")
    assert "Nothing was stored." in caught.value.sentence


def test_too_many_at_once_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.01)
    with reading._TURN, reading._TURN, pytest.raises(Unreadable) as caught:
        reading.read(b"Words.", "note.txt")
    assert caught.value.sentence.startswith("Several files are being read just now.")


def test_answer_beyond_all_measure_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_ANSWER", 3)
    with pytest.raises(Unreadable):
        reading.read(b"Words.", "note.txt")
