import pytest

from underrose.methods.documents import reading
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.model import Document, Kind
from underrose.methods.documents.readers.inside import read_here
from underrose.methods.documents.readers.letters import decode


def read(words: str | bytes, name: str = "note.txt") -> Document:
    return read_here(words if isinstance(words, bytes) else words.encode(), name)


def shape(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in document.blocks]


def test_heading_stands_alone_without_a_full_stop() -> None:
    found = read(
        "Title\n\nSummary\n\nText of it.\n\nWho should come?\n\nEveryone.\n\nWrite to:\n\nAda\n\nA quotation, as it\n\nwas\n\nada@example.org"
    )
    assert shape(found)[:8] == [
        ("heading", 1, "Title"), ("heading", 2, "Summary"), ("paragraph", 1, "Text of it."), ("heading", 2, "Who should come?"),
        ("paragraph", 1, "Everyone."), ("heading", 2, "Write to:"), ("heading", 2, "Ada"), ("heading", 2, "A quotation, as it"),
    ]  # fmt: skip
    assert shape(found)[-2:] == [("paragraph", 1, "was"), ("paragraph", 1, "ada@example.org")]


def test_line_with_a_colon_before_a_list_belongs_to_the_list() -> None:
    assert shape(read("We will:\n\n- listen\n\n- write"))[0] == ("paragraph", 1, "We will:")


def test_bullets_and_numbers_make_items_with_depth() -> None:
    found = read("• one\n  – deeper\n• two\n\n1. first\n2. second\n\na) letter\n\nText.")
    assert [(b.kind.value, b.level, b.is_ordered, b.text) for b in found.blocks] == [
        ("item", 1, False, "one"), ("item", 2, False, "deeper"), ("item", 1, False, "two"), ("item", 1, True, "first"),
        ("item", 1, True, "second"), ("item", 1, True, "letter"), ("paragraph", 1, False, "Text."),
    ]  # fmt: skip


def test_numbered_line_alone_is_a_heading() -> None:
    found = read("1. Summary\n\nText of it.\n\n2. Outcomes\n\nMore of it.")
    assert shape(found)[0] == ("heading", 1, "Summary")
    assert shape(found)[2] == ("heading", 2, "Outcomes")


def test_wrapped_lines_are_joined_and_chosen_breaks_kept() -> None:
    wrapped = "This is a paragraph that somebody wrapped at about seventy signs a line,\nand which goes on here.\n\nAda\nT: 1\nE: a@b.c"
    assert [block.text for block in read(wrapped).blocks] == [
        "This is a paragraph that somebody wrapped at about seventy signs a line, and which goes on here.",
        "Ada\nT: 1\nE: a@b.c",
    ]


def test_heading_glued_to_its_paragraph_is_parted() -> None:
    long = "This is the text under it, which runs on for a good while and then some more."
    assert shape(read(f"Summary\n{long}\n\nOutcomes\n=====\n{long}"))[2] == ("heading", 2, "Outcomes")
    assert shape(read(f"Summary\n{long}"))[0] == ("heading", 1, "Summary")


def test_text_of_a_word_processor_has_a_paragraph_on_every_line() -> None:
    long = "Words and more words. " * 10
    found = read(f"Title\nSummary\n{long}\nOutcomes\n{long}\n{long}")
    assert [block.kind.value for block in found.blocks] == [
        "heading",
        "heading",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
    ]
    assert found.blocks[3].place == "line 4"


def test_footnotes_by_raised_and_boxed_marks() -> None:
    found = read(
        "A claim¹ and another [2]. An area of 5 km² stays. So does x³.\n\n¹ Its source.\n\n[2] Another\nsource."
    )
    assert found.blocks[0].text == "A claim[^1] and another [^2]. An area of 5 km² stays. So does x³."
    assert [(note.number, note.text, note.place) for note in found.footnotes] == [
        ("1", "Its source.", "line 3"), ("2", "Another source.", "line 5"),
    ]  # fmt: skip
    assert len(found.blocks) == 1


def test_boxed_number_that_nobody_refers_to_stays_in_the_text() -> None:
    found = read("[1] The meeting opens.\n\n[2] It closes.")
    assert [block.text for block in found.blocks] == ["[1] The meeting opens.", "[2] It closes."]


def test_signs_of_markdown_mean_only_themselves() -> None:
    found = read(
        "A *star*, 2 * 3, a_b_c, _x_, `code`, <b>, &amp;, [^9], a \\* b.\n\n+ plus\n\n2020. A year.\n\n> more than this."
    )
    assert [block.text for block in found.blocks] == [
        "A \\*star\\*, 2 * 3, a_b_c, \\_x\\_, \\`code\\`, \\<b>, \\&amp;, \\[^9], a \\\\\\* b.",
        "\\+ plus", "2020\\. A year.", "\\> more than this.",
    ]  # fmt: skip


def test_links_are_kept_and_unsafe_ones_are_only_words() -> None:
    found = read("See [here](#), [there](https://example.org/a_b), [evil](javascript:alert) now.")
    assert found.blocks[0].text == "See [here](#), [there](https://example.org/a_b), evil now."


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("Café".encode("utf-8-sig"), ()),
        ("Café".encode("utf-16"), ()),
        ("Café".encode("utf-16-be").join([b"\xfe\xff", b""]), ()),
        ("Café".encode("cp1252"), ("The encoding of this text was not marked and has been guessed (Windows-1252); please look at accented letters.",)),
    ],
)  # fmt: skip
def test_encoding_is_found_and_a_guess_is_told(raw: bytes, told: tuple[str, ...]) -> None:
    found = read(raw)
    assert (found.blocks[0].text, found.left_out) == ("Café", told)


def test_signs_that_shift_between_alphabets_are_refused() -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        read("Dewi と言った。".encode("iso2022_jp"))


def test_guess_is_known_from_what_was_read() -> None:
    assert read("Café".encode("cp1252")).is_guessed
    assert not read("Café".encode()).is_guessed


def test_damaged_letters_are_told() -> None:
    found = read("é".encode() * 20 + b"\xff and so on.")
    assert found.left_out == ("1 letter was damaged in the file and stands as \ufffd.",)


def test_letters_that_turn_the_text_are_left_out_and_told() -> None:
    found = read("photo\u202egnp.exe")
    assert found.blocks[0].text == "photognp.exe"
    assert found.left_out == (
        "Invisible characters that turn the direction of the text or hide words in it were left out.",
    )


@pytest.mark.parametrize("words", ["", " ", "\n\n", "a" * 2_000_001, "[1] a\n\n" * 20_001])
def test_nothing_and_far_too_much_are_refused(words: str) -> None:
    with pytest.raises(Unreadable):
        read(words)


def test_tables_and_pictures_are_not_notes() -> None:
    for raw, name in ((b"a,b", "x.csv"), (b"\x89PNG\r\n\x1a\n", "x.txt")):
        with pytest.raises(Unreadable) as caught:
            read(raw, name)
        assert caught.value.sentence.startswith("This file is a ")


MARKDOWN = """---
title: x
---
# Title

Some *words*, **strong** ones, `code`, <b>bold</b>, a\\
break and ![picture](x.png).[^n] ^[Written in place.]

> Quoted
> words.

1. one
   - deeper

     More of it.

| a | b |
|---|---|
| 1 | 2 |

```
fenced
```

<p>block</p>

[^n]: A note.

    Its second part.
[^unused]: Nobody.
"""


def test_markdown_in_all_its_parts() -> None:
    found = read(MARKDOWN, "note.md")
    assert [(b.kind.value, b.level, b.is_ordered, b.text, b.place) for b in found.blocks] == [
        ("heading", 1, False, "Title", "line 4"),
        (
            "paragraph",
            1,
            False,
            "Some *words*, **strong** ones, code, bold, a\nbreak and .[^1] [^2]",
            "line 6",
        ),
        ("quote", 1, False, "Quoted words.", "line 9"),
        ("item", 1, True, "one", "line 12"),
        ("item", 2, False, "deeper", "line 13"),
        ("paragraph", 1, False, "More of it.", "line 15"),
        ("table", 1, False, "", "line 19"),
        ("paragraph", 1, False, "fenced", "line 21"),
    ]
    assert found.blocks[6].rows == (("a", "b"), ("1", "2"))
    assert found.footnotes[0].text == "A note. Its second part."
    assert len(found.left_out) == 4
    assert found.blocks[1].kind is Kind.paragraph


@pytest.mark.parametrize("words", ["Milica Stojkovčić said so.", "Милица рекла.", "王小明说 Milica", "Łódź"])
def test_letters_in_seven_bits_are_refused(words: str) -> None:
    with pytest.raises(Unreadable, match="UTF-8"):
        decode(words.encode("utf-7"))


@pytest.mark.parametrize(
    "words",
    [
        "Call +41-22-917 or +380-44.",
        "a+the-b and C+AND-",
        "Google+Facebook-Twitter",
        "one+two+three, Adobe+Microsoft",
    ],
)
def test_signs_of_plus_are_no_encoding(words: str) -> None:
    assert decode(words.encode()).text == words


def test_words_struck_out_in_markdown_are_left_out_and_told_in_full() -> None:
    found = read(
        "# Kept ~~not this~~\n\n~~All of **this** [away](https://example.org)[^1]~~\n\n- Kept <del>nor this</del> too[^2]\n\n"
        "| a | ~~b~~ |\n|---|---|\n| c | d |\n\n[^1]: Goes with it.\n[^2]: Stays.\n",
        "note.md",
    )
    assert [block.text for block in found.blocks] == ["Kept", "Kept too[^2]", ""]
    assert found.blocks[2].rows == (("a", ""), ("c", "d"))
    assert [note.text for note in found.footnotes] == ["Stays."]
    assert [one.words for one in found.aside] == [
        "not this",
        "All of this away",
        "nor this",
        "b",
        "Goes with it.",
    ]
    assert found.left_out == tuple(one.sentence for one in found.aside)
    assert found.left_out[0] == "Left out because it is struck out: “not this”."


@pytest.mark.parametrize("name", ["note.txt", "note.md"])
def test_text_of_ten_megabytes_is_refused_by_its_length(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"Boats are late, said nobody.\n" * 360_000, name)
    assert caught.value.sentence.startswith("This file holds more than two million letters")


def test_words_that_are_nested_deep_are_read_or_the_file_is_refused() -> None:
    assert read("Hello.\n\n" + "> " * 40 + "Sara Mint", "note.md").blocks[-1].text == "Sara Mint"
    for mark in ("> ", "- "):
        for times in (150, 5_000):
            with pytest.raises(Unreadable):
                reading.read(("Hello.\n\n" + mark * times + "Sara Mint").encode(), "note.md")
