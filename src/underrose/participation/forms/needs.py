"""What a guest needs, asked one thing at a time of the guest, or on one page of the project manager. All of it is optional."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form
from underrose.kit.templatetags.kit import days
from underrose.participation.needs import (
    NOTHING,
    Access,
    Allergy,
    Cost,
    Diet,
    Journey,
    NeedsContent,
    Room,
)

FEWEST_DIGITS = 5
MOST_COSTS = 12
NEAR = timedelta(days=31)
DAYS = ("arrival_day", "departure_day", "room_from", "room_until")
SPARE_COSTS = 2
YES_NO = [("yes", _("Yes")), ("no", _("No"))]


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the personal page."""

    name: str
    title: Promise
    fields: tuple[str, ...]


STEPS = (
    Step(
        "arrival",
        _("Your arrival"),
        ("arrival_day", "arrival_hour", "arrival_place", "arrival_carrier", "wants_collection"),
    ),
    Step(
        "departure",
        _("Your departure"),
        ("departure_day", "departure_hour", "departure_place", "departure_carrier"),
    ),
    Step("room", _("Your room"), ("room", "room_from", "room_until", "shares_no_room")),
    Step("diet", _("Meals"), ("diet", "diet_words", "allergies", "allergy_words")),
    Step("access", _("What helps you to take part"), ("access", "access_words")),
    Step("visa", _("Visa"), ("needs_visa", "visa_by")),
    Step(
        "reach",
        _("How to reach you"),
        ("telephone_on_the_day", "emergency_contact", "emergency_telephone", "remarks"),
    ),
)


class Telephone(forms.CharField):
    """A number as people write it, with its plus."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=60,
            required=False,
            widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
            **options,
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned and sum(character.isdigit() for character in cleaned) < FEWEST_DIGITS:
            raise forms.ValidationError(
                _t(
                    "This is no telephone number. Please write it with the country, for example +44 1632 960 123."
                )
            )
        return cleaned


def _line(label: Any, help_text: Any = "", longest: int = 120) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=1000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(label=label, required=False, help_text=help_text)


def _several(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class GuestNeeds(Form):
    """The questions of the personal page; `step` leaves one of them. `content()` answers with what is now known."""

    arrival_day = _day(_("Day"))
    arrival_hour = forms.TimeField(label=_("Hour"), required=False, help_text=_("Local time of the place."))
    arrival_place = _line(_("Airport, station or other place"))
    arrival_carrier = _line(_("Flight or train"))
    wants_collection = forms.BooleanField(label=_("Please have me collected"), required=False)
    departure_day = _day(_("Day"))
    departure_hour = forms.TimeField(label=_("Hour"), required=False, help_text=_("Local time of the place."))
    departure_place = _line(_("Airport, station or other place"))
    departure_carrier = _line(_("Flight or train"))
    room = forms.ChoiceField(
        label=_("Room"), choices=[("", _("Not said yet")), *Room.choices], required=False
    )
    room_from = _day(_("From the night of"))
    room_until = _day(_("Until the morning of"))
    shares_no_room = forms.BooleanField(label=_("I do not share a room"), required=False)
    diet = _several(_("Diet"), Diet.choices)
    diet_words = _words(_("Anything else about meals"))
    allergies = _several(_("Allergies"), Allergy.choices)
    allergy_words = _words(_("Other allergies"))
    access = _several(_("What helps"), Access.choices)
    access_words = _words(_("Anything else that helps"))
    needs_visa = forms.ChoiceField(
        label=_("Do you need a visa?"), choices=YES_NO, required=False, widget=forms.RadioSelect
    )
    visa_by = _day(_("The consulate needs our letter by"))
    telephone_on_the_day = Telephone(
        label=_("Telephone on the day"),
        help_text=_("Used on the days of the meeting and erased thirty days later."),
    )
    emergency_contact = _line(_("Whom to call in an emergency"))
    emergency_telephone = Telephone(label=_("Their telephone"))
    remarks = _words(_("Remarks"))

    def __init__(
        self,
        data: Any = None,
        *,
        content: NeedsContent = NOTHING,
        step: str = "",
        around: tuple[date | None, date | None] = (None, None),
        **options: Any,
    ) -> None:
        self.before, self.around = content, around
        super().__init__(data, initial=self._initial(content), **options)
        wanted = next((one.fields for one in STEPS if one.name == step), None)
        if wanted is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in wanted}

    def _initial(self, content: NeedsContent) -> dict[str, Any]:
        found: dict[str, Any] = {
            name: getattr(content, name) for name in self.base_fields if hasattr(content, name)
        }
        for name, journey in (("arrival", content.arrival), ("departure", content.departure)):
            found |= {f"{name}_{part}": getattr(journey, part) for part in JOURNEY}
        found["needs_visa"] = {True: "yes", False: "no", None: ""}[content.needs_visa]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in DAYS:
            self._require_near(name, cleaned.get(name))
        found = self._merged(cleaned)
        if _is_before(found.departure.day, found.arrival.day):
            self._add("departure_day", _t("This is before the arrival. Please correct one of the two days."))
        if _is_before(found.room_until, found.room_from, or_same=True):
            self._add(
                "room_until", _t("The last morning is after the first night. Please correct one of them.")
            )
        return cleaned

    def _require_near(self, name: str, day: date | None) -> None:
        """A journey a month away from the meeting is a slip of the pen, and a room would be kept for it."""
        first, last = self.around
        if day is None or first is None or last is None or first - NEAR <= day <= last + NEAR:
            return
        sentence = _t("This is far from the days of the meeting, %(days)s. Please look at the day again.")
        self._add(name, sentence % {"days": days(first, last)})

    def _add(self, name: str, sentence: str) -> None:
        self.add_error(name if name in self.fields else None, sentence)

    def content(self) -> NeedsContent:
        """What was known, with what this form has asked put in its place."""
        return self._merged(self.cleaned_data)

    def _merged(self, cleaned: dict[str, Any]) -> NeedsContent:
        plain: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in cleaned.items()
            if hasattr(self.before, name) and name != "needs_visa"
        }
        if "needs_visa" in cleaned:
            plain["needs_visa"] = {"yes": True, "no": False}.get(cleaned["needs_visa"])
        return replace(
            self.before,
            **plain,
            arrival=_journey(self.before.arrival, "arrival", cleaned),
            departure=_journey(self.before.departure, "departure", cleaned),
        )


JOURNEY = ("day", "hour", "place", "carrier")


def _journey(before: Journey, name: str, cleaned: dict[str, Any]) -> Journey:
    said = {part: cleaned[f"{name}_{part}"] for part in JOURNEY if f"{name}_{part}" in cleaned}
    return replace(before, **said)


def _is_before(one: date | None, other: date | None, *, or_same: bool = False) -> bool:
    return one is not None and other is not None and (one < other or (or_same and one == other))


class TeamNeeds(GuestNeeds):
    """The same on the project manager's page, with who collects and who pays what."""

    collected_by = _line(_("Who collects"))
    revision = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (
        "arrival_day", "arrival_hour", "arrival_place", "arrival_carrier", "wants_collection", "collected_by",
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, content: NeedsContent = NOTHING, revision: int = 0, **options: Any
    ) -> None:
        super().__init__(data, content=content, **options)
        self.initial["revision"] = revision
        self.rows = min(len(content.costs) + SPARE_COSTS, MOST_COSTS)
        for place in range(self.rows):
            cost = content.costs[place] if place < len(content.costs) else None
            self._add_cost(place, cost)
        self.order_fields(None)

    def _add_cost(self, place: int, cost: Cost | None) -> None:
        parts: dict[str, forms.Field] = {
            "what": _line(_("What is paid")),
            "payer": _line(_("Paid by")),
            "amount": forms.DecimalField(
                label=_("Amount"), required=False, min_value=0, max_digits=11, decimal_places=2
            ),
            "currency": forms.RegexField(
                r"^[A-Za-z]{3}$",
                label=_("Currency"),
                required=False,
                error_messages={
                    "invalid": _("Please write the three letters of the currency, for example CHF.")
                },
            ),
        }
        for part, field in parts.items():
            self.fields[f"cost_{place}_{part}"] = field
            if cost is not None:
                self.initial[f"cost_{place}_{part}"] = getattr(cost, part)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for place in range(self.rows):
            said = [cleaned.get(f"cost_{place}_{part}") for part in ("what", "payer", "amount")]
            if any(one not in {None, ""} for one in said) and not all(said[:2]):
                missing = "what" if not said[0] else "payer"
                self._add(f"cost_{place}_{missing}", _t("Please say what is paid, and by whom."))
            if said[2] is not None and not cleaned.get(f"cost_{place}_currency"):
                self._add(f"cost_{place}_currency", _t("An amount needs its currency."))
        return cleaned

    def content(self) -> NeedsContent:
        cleaned = self.cleaned_data
        costs = (
            Cost(
                cleaned[f"cost_{place}_what"],
                cleaned[f"cost_{place}_payer"],
                cleaned[f"cost_{place}_amount"],
                cleaned[f"cost_{place}_currency"].upper(),
            )
            for place in range(self.rows)
            if cleaned[f"cost_{place}_what"]
        )
        return replace(super().content(), costs=tuple(costs))

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The questions under headings, as the page shows them."""
        named = [(str(title), [self[name] for name in names]) for title, names in GROUPS]
        costs = [self[name] for name in self.fields if name.startswith("cost_")]
        return [*named, (_t("Who pays what"), costs)]


GROUPS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Arrival"), (*STEPS[0].fields, "collected_by")),
    (_("Departure"), STEPS[1].fields),
    (_("Room"), STEPS[2].fields),
    (_("Meals"), STEPS[3].fields),
    (_("Access"), STEPS[4].fields),
    (_("Visa"), STEPS[5].fields),
    (_("How to reach them"), STEPS[6].fields),
)
