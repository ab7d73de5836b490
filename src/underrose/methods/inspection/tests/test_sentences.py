import ast
from pathlib import Path

import pytest

from underrose.methods.documents import sentences as documents
from underrose.methods.inspection import clean_copy, inspect_file, package, sentences
from underrose.methods.inspection.tests import office_files, pdf_files

PACKAGE = Path(sentences.__file__).parent
LISTED = (*sentences.PLACES, *sentences.REMARKS, *sentences.REFUSALS, *documents.TEMPLATES)


def is_listed(sentence: str) -> bool:
    """Whether a sentence is put together from listed templates alone."""
    rest = sentence
    while rest:
        for pattern, _ in documents.patterns(LISTED):
            if match := pattern.match(rest):
                rest = rest[match.end() :]
                break
        else:
            return False
    return True


def spoken() -> list[str]:
    """Every sentence in the modules: what begins with a capital, has a space and ends with a full stop."""
    found: list[str] = []
    for path in sorted(PACKAGE.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        skipped = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        found += [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
            if node.value[:1].isupper() and node.value.rstrip().endswith(".") and " " in node.value
        ]
    return found


def test_every_sentence_of_the_walkers_can_be_said_in_another_language():
    every = [sentence.replace("{}", "7") for sentence in spoken()]
    assert len(every) > 60
    assert [sentence for sentence in every if not is_listed(sentence)] == []


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (office_files.full_docx(), "a.docx"),
        (office_files.full_xlsx(), "a.xlsx"),
        (pdf_files.full_pdf(), "a.pdf"),
    ],
)
def test_everything_said_about_a_file_is_listed(raw, name):
    found = inspect_file(raw, name)
    said = {part.where for part in found.parts} | set(clean_copy(raw, name).remarks)
    assert [sentence for sentence in said if not is_listed(sentence)] == []


def test_sentence_with_a_value_keeps_it():
    assert sentences.said("On page 3, where it cannot be seen but can be copied.").startswith("On page 3,")


def test_every_role_of_a_part_is_listed():
    roles = {entry.role for entry in package.known()[0].values()}
    for raw, name in ((office_files.full_docx(), "a.docx"), (pdf_files.full_pdf(), "a.pdf")):
        roles |= {member.role for member in inspect_file(raw, name).members}
    assert roles - set(sentences.ROLES) == set()
