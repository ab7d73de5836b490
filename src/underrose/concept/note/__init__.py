"""Reading a concept note: a document in, plain values out. Free of Django; nothing is written or corrected."""

from underrose.concept.note.export import as_json
from underrose.concept.note.linter import lint, offers
from underrose.concept.note.model import Finding, NoteReading
from underrose.concept.note.reading import understand

__all__ = ["Finding", "NoteReading", "as_json", "lint", "offers", "understand"]
