"""What guests of the demonstration need, how their names may appear, and what the house has settled for the days."""

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from underrose.participation.actions import arrangements, needs, participants, visas
from underrose.participation.models import Invitation, Listing, Participant
from underrose.participation.needs import Cost, Journey, NeedsContent

if TYPE_CHECKING:
    from underrose.pages.demonstration_room import Room

Told = Mapping[str, Any]
_AS_THEY_STAND = (
    "wants_collection", "room", "shares_no_room", "telephone_on_the_day", "emergency_contact",
    "emergency_telephone", "needs_visa",
)  # fmt: skip
_MANY = ("diet", "allergies", "access")


def furnish(room: "Room", guests: Mapping[str, Invitation], folder: Path) -> None:
    rows = Participant.objects.filter(meeting=room.meeting).select_related("meeting", "person", "invitation")
    by_invitation = {row.invitation_id: row for row in rows}
    seated = {key: by_invitation[one.key] for key, one in guests.items() if one.key in by_invitation}
    today = room.now.date()
    arrangements.settle(room.meeting, by=room.manager, revision=0, today=today, **room.told["arrangements"])
    told = tomllib.loads((folder / "needs.toml").read_text(encoding="utf-8"))
    for row in told["guests"]:
        content = _content(row, room.meeting.start_on or today)
        needs.save_needs(seated[row["key"]], by=room.manager, content=content, revision=0, today=today)
    for row in room.told["names"]["listed"]:
        _listed(room, seated[row["key"]], row)
    _visa(room, seated)


def _content(row: Told, first: date) -> NeedsContent:
    nights = row.get("nights", ())
    said: dict[str, Any] = {name: row[name] for name in _AS_THEY_STAND if name in row}
    said |= {name: tuple(row[name]) for name in _MANY if name in row}
    return NeedsContent(
        arrival=_journey(row.get("arrival"), first),
        departure=_journey(row.get("departure"), first),
        room_from=first + timedelta(days=nights[0]) if nights else None,
        room_until=first + timedelta(days=nights[1]) if nights else None,
        costs=tuple(
            Cost(cost["what"], cost["payer"], Decimal(cost["amount"]), cost["currency"])
            for cost in row.get("costs", ())
        ),
        **said,
    )


def _journey(told: Told | None, first: date) -> Journey:
    if told is None:
        return Journey()
    return Journey(first + timedelta(days=told["day"]), told["hour"], told["place"], told["carrier"])


def _listed(room: "Room", participant: Participant, row: Told) -> None:
    listed = participants.Listed(
        to_participants=Listing(row["to_participants"]),
        in_public=Listing(row.get("in_public", Listing.nowhere)),
        alias=row.get("alias", ""),
        role_words=row.get("role_words", ""),
    )
    participants.say_how_listed(participant, by=room.manager, listed=listed, today=room.now.date())


def _visa(room: "Room", seated: Mapping[str, Participant]) -> None:
    """One guest has asked for a letter to a consulate."""
    told = room.told["visa"]
    guest = seated[told["key"]]
    asked = room.now.date() - timedelta(days=told["asked"])
    passport = visas.Passport(
        name=guest.person.full_name,
        nationality=told["nationality"],
        number=told["number"],
        consulate=told["consulate"],
    )
    visas.ask_for_letter(
        guest,
        by=room.manager,
        passport=passport,
        signatory=room.told["arrangements"]["visa_signatory"],
        passport_until=room.now.date() + timedelta(days=told["kept_for"]),
        today=asked,
    )
