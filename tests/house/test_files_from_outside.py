"""A file that is read in the process of the tests, as on PostgreSQL, is read as in a process of its own."""

import json

import pytest

from files_from_outside import PATIENCE, asked
from underrose.methods.contacts import reading as lists
from underrose.methods.documents import reading
from underrose.methods.documents.tests.hostile import docx, paragraph
from underrose.methods.documents.tests.shown_otherwise import replaced
from underrose.methods.inspection import asking

WORDS = "Rivers and rights."
WORD, PAGES = docx(paragraph(WORDS)), replaced(WORDS, "a participant")
TEXT, UNREADABLE = WORDS.encode(), b"PK\x03\x04 and no more"
LIST = json.dumps({"name": "a.csv", "sheet": ""}).encode() + b"\nName\nAda\n"


def ordered(what: str, content: bytes) -> bytes:
    return json.dumps({"do": what}).encode() + b"\n" + content


@pytest.mark.parametrize(
    ("program", "raw", "name"),
    [
        pytest.param(reading._CHILD, TEXT, "a.txt", id="text"),
        pytest.param(reading._CHILD, WORD, "a.docx", id="word"),
        pytest.param(reading._CHILD, PAGES, "a.pdf", id="pages"),
        pytest.param(reading._CHILD, UNREADABLE, "a.docx", id="unreadable"),
        pytest.param(asking._CHILD, ordered("inspect", WORD), "a.docx", id="word taken apart"),
        pytest.param(asking._CHILD, ordered("draw", PAGES), "a.pdf", id="pages drawn"),
        pytest.param(asking._CHILD, b"no order", "a.pdf", id="no order"),
        pytest.param(lists._CHILD, LIST, "a.csv", id="list"),
    ],
)
def test_file_is_read_here_as_in_a_process_of_its_own(program, raw, name):
    assert asked(raw, name, program) == reading.asked(raw, name, program)


def test_file_is_read_here_on_postgresql_alone(db, settings):
    here = "postgres" in settings.DATABASES["default"]["ENGINE"]
    assert (reading._asked is asked) == here


def test_file_may_take_its_time_while_other_tests_run_beside_it():
    assert reading.SECONDS == PATIENCE
