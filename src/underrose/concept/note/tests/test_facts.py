"""Single facts, each from the sentence that states it."""

import pytest

from underrose.concept.note.model import NoteReading
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.methods.documents.readers import markdown


def read(words: str) -> NoteReading:
    return understand(markdown.read(words), gazetteer.load())


@pytest.mark.parametrize(
    ("sentence", "name", "ordinal"),
    [
        (
            "The fifth conference in the annual Ford Dialogues on Rights and Peace therefore begins.",
            "Ford Dialogues on Rights and Peace",
            5,
        ),
        (
            "This is the third edition of the Winter dialogues on water policy.",
            "Winter dialogues on water policy",
            3,
        ),
        ("The 2nd meeting of the Harbour Forum compared six ports.", "Harbour Forum", 2),
    ],
)
def test_series_is_known_by_its_name_and_no_more(sentence, name, ordinal):
    found = read(f"# A Note\n\n3 March 2027\n\n## Summary\n\n{sentence}\n").series
    assert (found.name, found.ordinal) == (name, ordinal)
