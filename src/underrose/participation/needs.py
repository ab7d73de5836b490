"""What one guest needs, as a frozen value: journeys, room, diet, access, the person to call, visa, costs.

It is kept as one sealed text. A value shows nothing of itself in an error, a log or a job.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, time
from decimal import Decimal
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Room(models.TextChoices):
    single = "single", _("Single room")
    double = "double", _("Double room")
    twin = "twin", _("Room with two beds")
    accessible = "accessible", _("Accessible room")
    none = "none", _("No room needed")


class Diet(models.TextChoices):
    vegetarian = "vegetarian", _("Vegetarian")
    vegan = "vegan", _("Vegan")
    halal = "halal", _("Halal")
    kosher = "kosher", _("Kosher")
    no_pork = "no_pork", _("No pork")
    no_beef = "no_beef", _("No beef")
    no_alcohol = "no_alcohol", _("No alcohol in dishes")
    gluten_free = "gluten_free", _("Without gluten")
    lactose_free = "lactose_free", _("Without lactose")
    fasting = "fasting", _("Fasts on some of the days")


class Allergy(models.TextChoices):
    """Those a kitchen in Europe has to name."""

    cereals = "cereals", _("Cereals with gluten")
    crustaceans = "crustaceans", _("Crustaceans")
    eggs = "eggs", _("Eggs")
    fish = "fish", _("Fish")
    peanuts = "peanuts", _("Peanuts")
    soya = "soya", _("Soya")
    milk = "milk", _("Milk")
    nuts = "nuts", _("Nuts")
    celery = "celery", _("Celery")
    mustard = "mustard", _("Mustard")
    sesame = "sesame", _("Sesame")
    sulphites = "sulphites", _("Sulphites")
    lupin = "lupin", _("Lupin")
    molluscs = "molluscs", _("Molluscs")


class Access(models.TextChoices):
    step_free = "step_free", _("Step-free ways")
    wheelchair = "wheelchair", _("Space for a wheelchair")
    hearing_loop = "hearing_loop", _("Hearing loop")
    captions = "captions", _("Captions")
    sign_language = "sign_language", _("Sign language interpreting")
    large_print = "large_print", _("Large print")
    quiet_room = "quiet_room", _("A quiet room")
    companion = "companion", _("Comes with an assistant")
    seat_near_door = "seat_near_door", _("A seat near the door")


class _Discreet:
    """Shows nothing of itself, and leaves the process only by the sealed field."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__

    def __reduce_ex__(self, protocol: Any, /) -> NoReturn:
        raise TypeError("Needs stay in memory: they enter no job, cache or session.")


@dataclass(frozen=True, slots=True, repr=False)
class Journey(_Discreet):
    day: date | None = None
    hour: time | None = None
    place: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Cost(_Discreet):
    """Something that is paid for, by whom, and how much."""

    what: str
    payer: str
    amount: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class NeedsContent(_Discreet):
    arrival: Journey = Journey()
    departure: Journey = Journey()
    wants_collection: bool = False
    collected_by: str = ""
    room: str = ""
    room_from: date | None = None
    room_until: date | None = None
    shares_no_room: bool = False
    diet: tuple[str, ...] = ()
    diet_words: str = ""
    allergies: tuple[str, ...] = ()
    allergy_words: str = ""
    access: tuple[str, ...] = ()
    access_words: str = ""
    emergency_contact: str = ""
    emergency_telephone: str = ""
    telephone_on_the_day: str = ""
    needs_visa: bool | None = None
    visa_by: date | None = None
    costs: tuple[Cost, ...] = ()
    remarks: str = ""

    @property
    def nights(self) -> int | None:
        """How many; None while it is not known."""
        if self.room_from is None or self.room_until is None:
            return None
        return (self.room_until - self.room_from).days

    @property
    def is_blank(self) -> bool:
        return self == NeedsContent()


NOTHING = NeedsContent()
_DAYS = ("room_from", "room_until", "visa_by")


def as_text(content: NeedsContent) -> str:
    """As it is sealed."""
    return json.dumps(asdict(content), ensure_ascii=False, default=_plain)


def from_text(kept: str) -> NeedsContent:
    """As it was; what a later version added is left out by an earlier one."""
    said = json.loads(kept)
    known = {field.name for field in fields(NeedsContent)}
    values = {name: _value(name, value) for name, value in said.items() if name in known}
    return NeedsContent(**values)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _value(name: str, value: Any) -> Any:
    if name in {"arrival", "departure"}:
        return _journey(value)
    if name == "costs":
        return tuple(_cost(one) for one in value)
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value


def _journey(said: Mapping[str, Any]) -> Journey:
    return Journey(
        day=date.fromisoformat(said["day"]) if said["day"] else None,
        hour=time.fromisoformat(said["hour"]) if said["hour"] else None,
        place=said["place"],
        carrier=said["carrier"],
    )


def _cost(said: Mapping[str, Any]) -> Cost:
    amount = said["amount"]
    return Cost(said["what"], said["payer"], None if amount is None else Decimal(amount), said["currency"])
