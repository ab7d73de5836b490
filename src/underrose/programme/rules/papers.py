"""Which papers of who sits where may be made. Each answer is empty or the sentence that refuses."""

from django.utils.translation import gettext as _

from underrose.access.roles import Role
from underrose.concept.models import Meeting
from underrose.methods.disclosure import Circumstances, Disclosure, Regime, may
from underrose.participation.rules import logistics
from underrose.programme.seated import Round
from underrose.programme.sentences import own

ADDRESSING = (Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER)
"""Who may take the addresses of guests along: those who invite them."""


def may_hang(meeting: Meeting, one: Round, *, organiser_allows: bool | None) -> str:
    """A list on a door, and a plan of tables, are lists of participants: the rule of the meeting says whether there is one."""
    if refusal := logistics.may_list(meeting, organiser_allows=organiser_allows):
        return refusal
    verdict = may(
        Disclosure.list_to_participants,
        regimes=[Regime(one.regime)],
        circumstances=Circumstances(organiser_allows=organiser_allows),
    )
    if verdict.is_allowed:
        return ""
    return _(
        "Under the rule of “%(round)s” nobody receives a list of who sits there. Nothing was made; personal cards tell "
        "each guest their own group."
    ) % {"round": own(one.title)}


def may_hand_out_addresses(meeting: Meeting, one: Round) -> str:
    if logistics.regime_of(meeting) == Regime.undisclosed:
        return _(
            "That this meeting takes place is known to nobody outside of it, so no addresses are made for a conference "
            "service. Nothing was made; put guests into their rooms by hand."
        )
    if Regime(one.regime) == Regime.undisclosed:
        return _(
            "Nobody outside may know of “%(round)s”, so no addresses are made for a conference service. Nothing was made; "
            "put guests into their rooms by hand."
        ) % {"round": own(one.title)}
    return ""
