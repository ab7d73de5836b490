"""The roles of a meeting, in the words of the note."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    PROGRAMME_DIRECTOR = "programme_director"
    POLICY_TEAM = "policy_team"
    PROJECT_MANAGER = "project_manager"
    RAPPORTEUR = "rapporteur"
    NOTE_TAKER = "note_taker"
    MONITORING_AND_EVALUATION = "monitoring_and_evaluation"
    COMMUNICATIONS = "communications"
    PARTNER = "partner"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Promise:
        return LABELS[self]

    @classmethod
    def choices(cls) -> list[tuple[str, Promise]]:
        return [(role.value, LABELS[role]) for role in cls]


LABELS: dict[Role, Promise] = {
    Role.PROGRAMME_DIRECTOR: _("Programme director"),
    Role.POLICY_TEAM: _("Policy team"),
    Role.PROJECT_MANAGER: _("Project manager"),
    Role.RAPPORTEUR: _("Rapporteur"),
    Role.NOTE_TAKER: _("Note-taker"),
    Role.MONITORING_AND_EVALUATION: _("Monitoring and evaluation"),
    Role.COMMUNICATIONS: _("Communications"),
    Role.PARTNER: _("Partner"),
    Role.ADMINISTRATOR: _("Administrator"),
}

# They read what was said in the room, so a code by mail alone does not let them in there.
READS_NOTES = frozenset({Role.PROGRAMME_DIRECTOR, Role.POLICY_TEAM, Role.RAPPORTEUR, Role.NOTE_TAKER})
# Given for one session of a meeting, and good for nothing else in it.
OF_A_SESSION = frozenset({Role.NOTE_TAKER})
# Given for the whole house: the meeting code of the grant is blank.
HOUSE_WIDE = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_DIRECTOR})
