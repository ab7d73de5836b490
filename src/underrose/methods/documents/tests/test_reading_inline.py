import html
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from underrose.methods.documents.readers.inline import Run, markdown, plain, safe_link

PARSER = MarkdownIt("commonmark")
SIGNS = st.text(alphabet="ab .*_`[]()<>&#;\\^!-+1=~:\"'é\n", max_size=30)
RUNS = st.lists(st.builds(Run, SIGNS, st.booleans(), st.booleans()), max_size=4)


def shown(text: str) -> str:
    """What a reader of the page sees."""
    page = PARSER.render(text)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page)).split())


@given(RUNS)
def test_words_mean_only_what_they_said(runs: list[Run]) -> None:
    assert shown(markdown(runs)) == " ".join(plain(runs).split())


@given(RUNS)
def test_words_stay_one_paragraph(runs: list[Run]) -> None:
    assert [token.type for token in PARSER.parse(markdown(runs)) if token.level == 0][:1] in (
        [],
        ["paragraph_open"],
    )


def test_emphasis_and_links_around_words() -> None:
    runs = [
        Run("a "),
        Run("b ", is_bold=True),
        Run("c", is_italic=True),
        Run("d", link="https://e.org/(x)"),
        Run("", note="1"),
    ]
    assert markdown(runs) == "a **b** *c*[d](https://e.org/%28x%29)[^1]"


def test_emphasis_that_could_not_be_read_back_is_left_off() -> None:
    assert markdown([Run("a"), Run("(b)", is_bold=True), Run("c")]) == "a(b)c"
    assert markdown([Run("a", is_bold=True), Run("b", is_italic=True)]) == "**a**b"


def test_only_addresses_that_lead_to_pages_mail_and_telephones_are_links() -> None:
    tried = [
        "https://e.org",
        "mailto:a@b.c",
        "tel:+41",
        "#",
        "#part",
        "javascript:x",
        "data:x",
        "file:///x",
        "//e.org",
        "https://e org",
        "",
        "x",
    ]
    assert [link for link in tried if safe_link(link)] == [
        "https://e.org",
        "mailto:a@b.c",
        "tel:+41",
        "#",
        "#part",
    ]
