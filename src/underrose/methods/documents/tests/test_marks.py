import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.documents import marks
from underrose.methods.documents.marks import Heading, Listing, Paragraph, Pause, Quotation, Run, Table


def test_parts_of_every_kind() -> None:
    text = "# A\n\nb\n\n7. c\n\n> d\n\n| e | f |\n|:-:|--:|\n| g | h |\n\n---"
    assert marks.parts(text) == (
        Heading((Run("A"),), 1),
        Paragraph((Run("b"),)),
        Listing(((Paragraph((Run("c"),)),),), is_ordered=True, start=7),
        Quotation((Paragraph((Run("d"),)),)),
        Table(((Run("e"),), (Run("f"),)), (((Run("g"),), (Run("h"),)),), ("center", "end")),
        Pause(),
    )


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("/etc/passwd")',
        "$x$ @label <label> ~ #let a = 1",
        "`code` ```{=openxml}<w:p/>```",
        "<script>alert(1)</script><b>raw</b>",
        "[hidden]: https://example.org",
        "\\input{file}",
        "[^unknown] {{ template }} %s",
    ],
)
def test_hostile_words_stay_words(hostile: str) -> None:
    assert marks.parts(hostile) == (Paragraph((Run(hostile),)),)


def test_code_fences_and_indents_are_words() -> None:
    assert marks.parts("```python\nx = 1\n```\n\n    y") == (
        Paragraph((Run("```python x = 1 ```"),)),
        Paragraph((Run("y"),)),
    )


def test_runs_know_style_link_and_note() -> None:
    assert marks.runs("a *b **c*** [d](https://e.org)[^1] [f](#) ![g](https://h.org)", {"1"}) == (
        Run("a "),
        Run("b ", is_emphasis=True),
        Run("c", is_strong=True, is_emphasis=True),
        Run(" "),
        Run("d", url="https://e.org"),
        Run(note="1"),
        Run(" f "),
        Run("g", url="https://h.org"),
    )


def test_only_live_addresses_become_links() -> None:
    written = "[a](javascript:x) [b](file:///c) [d](/e) [f](mailto:g@h.org)"
    assert [run.url for run in marks.runs(written) if run.url] == ["mailto:g@h.org"]


def test_lines_are_joined_by_a_space_or_between_chinese_letters_by_nothing() -> None:
    assert marks.parts("one\ntwo  \nthree") == (
        Paragraph((Run("one two"), Run(is_break=True), Run("three"))),
    )
    assert marks.parts("中文\n换行") == (Paragraph((Run("中文换行"),)),)


def test_heading_levels_have_no_gaps() -> None:
    found = marks.parts("### a\n\n##### b\n\n### c\n\n# d\n\n###### e")
    assert [part.level for part in found if isinstance(part, Heading)] == [1, 2, 1, 1, 2]


def test_heading_inside_a_quotation_is_a_strong_line() -> None:
    assert marks.parts("> # a") == (Quotation((Paragraph((Run("a", is_strong=True),)),)),)


def test_nesting_is_bounded_and_loses_no_word() -> None:
    found = marks.parts("> " * 40 + "deep")
    assert [marks.words(line) for line in marks.walk(found)] == ["deep"]
    depth = 0
    while found and isinstance(found[0], Quotation):
        found, depth = found[0].parts, depth + 1
    assert depth == marks.DEEPEST


def test_plain_is_one_clean_line() -> None:
    assert marks.plain("a\x00\r\n b\ufeff  e\u0301") == "a b \xe9"


def test_shortened_cuts_at_a_word() -> None:
    assert marks.shortened("short") == "short"
    assert marks.shortened("word " * 20) == "word " * 11 + "word…"
    assert len(marks.shortened("字" * 90)) == 32


def test_widths_follow_the_longest_words() -> None:
    table = marks.parts("| a | bbbbbbbbbb |\n|---|---|\n| c | d |")[0]
    assert isinstance(table, Table)
    assert marks.widths(table) == [7, 13]


@given(st.text(max_size=200))
def test_any_text_becomes_parts(text: str) -> None:
    for line in marks.walk(marks.parts(text, {"1"})):
        for run in line:
            assert not set(run.text) & {"\n", "\r", "\x00", "\ufeff"}


def test_walk_passes_through_everything() -> None:
    text = "# a\n\nb\n\n- c\n\n> d\n\n| e |\n|---|\n| f |\n\n---"
    assert [marks.words(line) for line in marks.walk(marks.parts(text))] == ["a", "b", "c", "d", "e", "f"]


def test_lone_note_and_blank_text() -> None:
    assert marks.runs("[^1]", {"1"}) == (Run(note="1"),)
    assert marks.parts("<!-- -->\n\n\\\n") == (Paragraph((Run("<!-- -->"),)), Paragraph((Run("\\"),)))
    assert marks.runs("") == marks.runs("&nbsp;") == ()
    assert marks.runs("&nbsp;[^1]&nbsp;", {"1"}) == (Run(note="1"),)


@pytest.mark.parametrize("heap", ["> " * 300, "- " * 300, "1. " * 300, ">" * 300])
def test_heaped_marks_lose_no_word(heap: str) -> None:
    assert [marks.words(line) for line in marks.walk(marks.parts(heap + "deep"))] == ["deep"]


def test_steep_indents_lose_no_word() -> None:
    stairs = "\n".join("  " * step + f"- step {step}" for step in range(150))
    text = " ".join(marks.words(line) for line in marks.walk(marks.parts(stairs)))
    assert [f"step {step}" for step in range(150) if f"step {step}" not in text] == []


def test_what_cannot_be_seen_is_nothing() -> None:
    assert marks.runs("\xad\u200f") == ()
    assert marks.plain(" \u200b\xad") == ""
    assert marks.parts("# [^1]", {"1"}) == (Paragraph((Run(note="1", is_strong=True),)),)
    assert marks.runs("\xadsoft\xad") == (Run("soft"),)
