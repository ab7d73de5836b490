"""Who may read a part of the note: the switch that stands beside every field."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Audience(StrEnum):
    public = "public"
    participants = "participants"
    team = "team"

    @property
    def words(self) -> Promise:
        return WORDS[self]

    def reads(self, audience: "Audience") -> bool:
        """Whether readers of this audience may see what is meant for `audience`. The team sees everything."""
        return _WIDTH[self] <= _WIDTH[audience]


WORDS = {
    Audience.public: _("Public"),
    Audience.participants: _("Participants"),
    Audience.team: _("Team only"),
}
_WIDTH = {Audience.team: 0, Audience.participants: 1, Audience.public: 2}

CHOICES = [(audience.value, words) for audience, words in WORDS.items()]

# What a public page shows unless a person decides otherwise: why and when, not who and how.
FIELD_AUDIENCES = {
    "dates": Audience.public,
    "venue": Audience.public,
    "series": Audience.public,
    "partners": Audience.public,
    "cap": Audience.participants,
    "regime": Audience.participants,
    "objectives": Audience.participants,
    "themes": Audience.public,
    "lenses": Audience.participants,
    "contacts": Audience.participants,
    "follow_up": Audience.team,
}
FIELD_WORDS = {
    "dates": _("Dates"),
    "venue": _("Venue"),
    "series": _("Series"),
    "partners": _("Partners"),
    "cap": _("Number of places"),
    "regime": _("Disclosure regime"),
    "objectives": _("Objectives"),
    "themes": _("Themes"),
    "lenses": _("Cross-cutting lenses"),
    "contacts": _("Contacts for enquiries"),
    "follow_up": _("Follow-up window"),
}
SECTION_AUDIENCES = {
    "summary": Audience.public,
    "context": Audience.public,
    "communications": Audience.team,
}


def default_audience(field: str) -> Audience:
    return FIELD_AUDIENCES.get(field, Audience.team)


def default_section_audience(kind: str) -> Audience:
    return SECTION_AUDIENCES.get(kind, Audience.participants)
