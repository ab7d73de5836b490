"""The people we invite and their organisations."""

from underrose.people.models.merges import Brought, ContactImport, Merge, NotTheSame
from underrose.people.models.organisations import Organisation, Post, Sector
from underrose.people.models.persons import (
    INVITING,
    Consent,
    ContactDetail,
    FormOfAddress,
    Gender,
    HistoryLine,
    NeedToKnow,
    Person,
    Purpose,
)

__all__ = [
    "INVITING",
    "Brought",
    "Consent",
    "ContactDetail",
    "ContactImport",
    "FormOfAddress",
    "Gender",
    "HistoryLine",
    "Merge",
    "NeedToKnow",
    "NotTheSame",
    "Organisation",
    "Person",
    "Post",
    "Purpose",
    "Sector",
]
