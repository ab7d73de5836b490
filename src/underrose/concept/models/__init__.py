"""The nouns of a concept note."""

from underrose.concept.models.meetings import Edition, Meeting, Series, State, Venue
from underrose.concept.models.note import (
    Contact,
    Footnote,
    Lens,
    Objective,
    Partner,
    Quotation,
    Section,
    Theme,
)
from underrose.concept.models.versions import Approval, ImportedNote, Version

__all__ = [
    "Approval",
    "Contact",
    "Edition",
    "Footnote",
    "ImportedNote",
    "Lens",
    "Meeting",
    "Objective",
    "Partner",
    "Quotation",
    "Section",
    "Series",
    "State",
    "Theme",
    "Venue",
    "Version",
]
