import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.documents import marks
from underrose.methods.documents.placeholders import (
    Placeholder,
    Unmerged,
    faults,
    merge,
    merge_markdown,
    placeholders,
)

VALUES = {"salutation": "Ms Okonkwo", "full_name": "Amara Okonkwo", "place": ""}


def refused(text: str) -> str:
    with pytest.raises(Unmerged) as error:
        merge(text, VALUES, where="the body")
    return str(error.value)


def test_values_stand_where_their_names_stood() -> None:
    assert merge("Dear {salutation}, {{not this}} { full_name }.", VALUES) == (
        "Dear Ms Okonkwo, {not this} Amara Okonkwo."
    )


def test_an_unknown_placeholder_is_named_with_its_line_and_the_nearest() -> None:
    assert refused("One\ntwo {salutaton}") == (
        "In the body, line 2, “{salutaton}” stands for nothing we know. Did you mean “{salutation}”?"
    )


def test_an_unknown_placeholder_far_from_any_lists_those_there_are() -> None:
    assert refused("{zzz}") == (
        "In the body, line 1, “{zzz}” stands for nothing we know. "
        "There are “{full_name}”, “{place}”, “{salutation}”."
    )


def test_without_any_placeholders_the_remedy_is_a_brace() -> None:
    assert faults("{x}", []) == (
        "In line 1 “{x}” stands for nothing we know. A letter here has no placeholders; write {{ for a brace.",
    )


def test_a_missing_value_is_a_sentence() -> None:
    assert refused("At {place}.") == (
        "In the body, line 1, “{place}” has no value for this person. "
        "Please fill it in, or take it out of the letter."
    )
    with pytest.raises(Unmerged, match="has no value"):
        merge("{place}", {"place": None})


def test_a_value_nobody_could_see_is_missing() -> None:
    with pytest.raises(Unmerged, match="has no value"):
        merge("{place}", {"place": " \u200b\x00"})


@pytest.mark.parametrize("brace", ["{", "}"])
def test_a_brace_alone_is_named(brace: str) -> None:
    assert refused(f"a\r\nb {brace} c") == (
        f"In the body, line 2, a “{brace}” stands alone. Please write “{brace * 2}” for a brace that is meant."
    )


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(Unmerged) as error:
        merge("{one} {\n{place}", VALUES)
    assert len(error.value.faults) == 3


def test_placeholders_are_found_in_their_order() -> None:
    assert placeholders("{b} {{c}}\n{a}") == (Placeholder("b", 1), Placeholder("a", 2))


def test_a_value_is_never_read_for_placeholders() -> None:
    assert merge("{full_name}", {"full_name": "{salutation} {{"}) == "{salutation} {{"


@given(st.text(max_size=40))
def test_a_value_in_markdown_stays_words(value: str) -> None:
    if not marks.plain(value):
        return
    (part,) = marks.parts(merge_markdown("Dear {name}.", {"name": value}))
    assert isinstance(part, marks.Paragraph)
    assert [run for run in part.runs if run.is_strong or run.is_emphasis or run.url] == []
    assert marks.words(part.runs) == f"Dear {marks.plain(value)}."


@given(st.text(alphabet="{}ab\n ", max_size=30))
def test_any_text_is_filled_in_or_refused(text: str) -> None:
    if faults(text, ["a"]):
        with pytest.raises(Unmerged):
            merge(text, {"a": "x"})
    else:
        assert placeholders(merge(text, {"a": "x"}).replace("{", "{{").replace("}", "}}")) == ()
