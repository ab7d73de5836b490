"""Notes of several styles, all invented, and the real one where it is at hand."""

import os
from pathlib import Path

import pytest

from underrose.concept.note import NoteReading, understand
from underrose.context import gazetteer
from underrose.methods.documents.model import Document
from underrose.methods.documents.reading import read

NOTES = Path(__file__).parent / "notes"
PROJECT = Path(__file__).parents[5]


def sample(name: str) -> Document:
    folder = Path(os.environ.get("UNDERROSE_SAMPLES", PROJECT.parent / "shared" / "inputs"))
    path = folder / name
    if not path.is_file():
        print(f"Skipped: {name} is not at hand (set UNDERROSE_SAMPLES).")  # noqa: T201 - a skipped test says so in a line
        pytest.skip(f"{name} is not at hand")
    return read(path.read_bytes(), name)


@pytest.fixture(scope="session")
def real() -> NoteReading:
    return understand(sample("concept-note-wp1725.txt"), gazetteer.load())


@pytest.fixture(scope="session")
def real_page() -> Document:
    return sample("public-page-wp1725.txt")


def _own(name: str) -> NoteReading:
    return understand(read((NOTES / name).read_bytes(), name), gazetteer.load())


@pytest.fixture(scope="session")
def retreat() -> NoteReading:
    return _own("retreat.md")


@pytest.fixture(scope="session")
def dialogue() -> NoteReading:
    return _own("dialogue.txt")


@pytest.fixture(scope="session")
def atelier() -> NoteReading:
    return _own("atelier.txt")


@pytest.fixture(scope="session")
def seeds() -> NoteReading:
    return _own("seeds.txt")


@pytest.fixture(scope="session")
def recipe() -> NoteReading:
    return _own("recipe.txt")


@pytest.fixture(scope="session")
def faulty() -> NoteReading:
    return _own("faulty.txt")
