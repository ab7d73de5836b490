import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from underrose.methods.contacts import readers, sentences
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.sentences import TEMPLATES, WHAT, said, translate_with
from underrose.methods.documents.intake import Unreadable
from underrose.methods.documents.sentences import patterns

ENGLISH = re.compile(r"(?:This|The|A|Line|Please|Several|Reading|Another|No|If) [a-z].{8,}\.")


@pytest.fixture
def loud():
    translate_with(lambda sentence: f"<{sentence}>" if "{" in sentence else sentence.upper())
    yield
    translate_with(str)


def spoken():
    """The sentences in the code of the readers, their values as a letter."""
    for file in Path(next(iter(readers.__path__))).glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        parts = {id(one) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in node.values}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(one.value) if isinstance(one, ast.Constant) else "9" for one in node.values)
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in parts | told
            ):
                yield node.value


def is_known(sentence):
    return any(re.fullmatch(pattern.pattern, sentence) for pattern, _ in patterns(sentences.TEMPLATES))


def test_every_sentence_of_the_readers_is_listed():
    heard = [one for one in spoken() if ENGLISH.fullmatch(one) and "\n" not in one and "`" not in one]
    told = [one.removeprefix("9 ") for one in heard]
    assert len(told) > 30
    assert [one for one in told if not is_known(one)] == []


def test_a_refusal_is_said_in_another_language_sentence_by_sentence(loud):
    with pytest.raises(Unreadable) as refused:
        read(b"%PDF-1.7 rest", "list.pdf")
    assert refused.value.sentence == (
        "<This file is {what}, not a list.> NOTHING WAS STORED. "
        "PLEASE CHOOSE THE LIST ITSELF, AS EXCEL (.XLSX), CSV OR VCARD."
    ).replace("{what}", "A PDF")


def test_a_list_that_is_empty_and_its_remarks_are_said_too(loud):
    with pytest.raises(Unreadable, match="THIS FILE IS EMPTY"):
        read(b"", "list.csv")
    table = read(b"Ada Lind,ada@x.example\nOmar Farouq,omar@x.example\n", "list.csv")
    assert table.remarks == ("NO HEADINGS WERE FOUND IN THIS FILE; THE COLUMNS ARE NUMBERED.",)


def test_values_and_sentences_of_others_stay_as_they_are(loud):
    assert said("The sheet “A. b” was read; left out: “C”.") == "<The sheet “A. b” was read; left out: “C”.>"
    assert said("Something else. This list is empty.") == "Something else. THIS LIST IS EMPTY."
    assert said("") == ""
    assert said("This list is empty. " * 200) == "This list is empty. " * 200


@given(st.lists(st.sampled_from([*TEMPLATES, "Something else.", "{}"]), max_size=4), st.text(max_size=20))
def test_without_another_language_nothing_changes(parts, rest):
    text = " ".join(" ".join([*parts, rest]).split())
    assert said(text) == text


def test_what_a_file_is_has_no_values():
    assert not any("{" in what for what in WHAT)
