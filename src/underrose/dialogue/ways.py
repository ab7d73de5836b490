"""Where somebody may go within the room: a way that ends at a closed door is worse than none."""

from underrose.access.holders import Holder
from underrose.access.roles import Role
from underrose.dialogue.models import TAKING, WHOLE

CHECKING = (*WHOLE, Role.POLICY_TEAM, Role.PROJECT_MANAGER, Role.COMMUNICATIONS)
"""Everybody who writes texts about a meeting."""
READING = (*WHOLE, Role.POLICY_TEAM)
"""Who reads what was released."""


def of(holder: Holder, code: str) -> dict[str, bool]:
    """What `dialogue/ways.html` asks."""
    return {
        "may_take": holder.may(*TAKING, meeting_code=code),
        "may_read": holder.may(*READING, meeting_code=code),
        "may_check": holder.may(*CHECKING, meeting_code=code),
        "may_ask": holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=code),
    }
