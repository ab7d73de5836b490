"""What was said in the room of the demonstration, so far: one session released, one sealed, one that still talks."""

import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from underrose.access.holders import Holder, holder_of
from underrose.access.models import Account
from underrose.access.roles import Role
from underrose.dialogue import demonstration
from underrose.dialogue.demonstration import Said
from underrose.programme import announcements
from underrose.programme.actions import regimes
from underrose.programme.models import Session

if TYPE_CHECKING:
    from underrose.pages.demonstration_room import Room as Furnishing


def furnish(room: "Furnishing", folder: Path) -> None:
    """All regimes are announced; the room accepted those of the sessions that were held."""
    told = tomllib.loads((folder / "said.toml").read_text(encoding="utf-8"))
    today = room.day(told["announced"])
    sessions = list(announcements.talking(room.meeting).select_related("day__meeting"))
    by: dict[str, Any] = {"by": room.manager, "today": today}
    basis = announcements.basis(room.meeting, sessions)
    regimes.announce(room.meeting, [one.key for one in sessions], basis=basis, **by)
    held = [_said(room, one) for one in told["notes"]]
    for one in held:
        stands = announcements.standing(room.meeting, [one.session])[one.session.pk]
        assert stands.announcement is not None
        regimes.note_accepted(one.session, read=str(stands.announcement.pk), **by)
    demonstration.furnish(
        room.meeting,
        held,
        rapporteur=_rapporteur(room.meeting.code),
        director=room.director,
        today=today,
        rng=random.SystemRandom(),
    )


def _said(room: "Furnishing", told: dict[str, object]) -> Said:
    session = Session.objects.of(room.meeting).select_related("day__meeting").get(title=told["session"])
    points = told["points"]
    assert isinstance(points, list)
    return Said(session, tuple(points), str(told["until"]))


def _rapporteur(code: str) -> Holder:
    return holder_of(Account.objects.get(grants__role=Role.RAPPORTEUR, grants__meeting_code=code))
