"""The working lists of a meeting: arrivals, departures, rooms, the kitchen, costs, the morning. Values in, tables out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from underrose.participation.board import Board, Head, Row
from underrose.participation.logistics import Guest, on_the_morning, wants_room
from underrose.participation.models import Capacity
from underrose.participation.needs import Access, Allergy, Diet, Journey, Room

# --- journeys -------------------------------------------------------------------------------------


def arrivals(found: Sequence[Guest]) -> Board:
    collected = sum(1 for guest in found if guest.needs.wants_collection and guest.needs.arrival.day)
    state = ngettext(
        "%(count)s of those who have said when they arrive is to be collected.",
        "%(count)s of those who have said when they arrive are to be collected.",
        collected,
    ) % {"count": collected}
    return Board(
        name="arrivals",
        title=_("Arrivals"),
        state=state,
        heads=(
            Head(_("Day")),
            Head(_("Hour"), "narrow"),
            Head(_("Name")),
            Head(_("Place")),
            Head(_("Flight or train")),
            Head(_("Collected by")),
        ),
        rows=tuple(_journey_rows(found, lambda guest: guest.needs.arrival)),
        empty=_("Nobody has said yet when they arrive."),
        is_grouped=True,
    )


def departures(found: Sequence[Guest]) -> Board:
    return Board(
        name="departures",
        title=_("Departures"),
        state="",
        heads=(
            Head(_("Day")),
            Head(_("Hour"), "narrow"),
            Head(_("Name")),
            Head(_("Place")),
            Head(_("Flight or train")),
        ),
        rows=tuple(row[:5] for row in _journey_rows(found, lambda guest: guest.needs.departure)),
        empty=_("Nobody has said yet when they leave."),
        is_grouped=True,
    )


def _journey_rows(found: Iterable[Guest], journey_of: Callable[[Guest], Journey]) -> list[Row]:
    """By day and hour, so that those who come together are collected together."""
    known = [(journey_of(guest), guest) for guest in found if journey_of(guest).day]
    known.sort(key=lambda pair: (pair[0].day or date.max, pair[0].hour or time.max, pair[0].place))
    return [
        (
            journey.day,
            journey.hour.strftime("%H:%M") if journey.hour else "",
            guest.label,
            journey.place,
            journey.carrier,
            guest.needs.collected_by or (_("to be named") if guest.needs.wants_collection else ""),
        )
        for journey, guest in known
    ]


# --- rooms ----------------------------------------------------------------------------------------


def rooms(found: Sequence[Guest]) -> Board:
    wanted = [guest for guest in found if wants_room(guest)]
    nights = sum(guest.needs.nights or 0 for guest in wanted)
    state = _("%(rooms)s rooms, %(nights)s nights in all.") % {"rooms": len(wanted), "nights": nights}
    return Board(
        name="rooms",
        title=_("Rooming list"),
        state=state if wanted else "",
        heads=(
            Head(_("Room")),
            Head(_("Name")),
            Head(_("From"), "narrow"),
            Head(_("Until"), "narrow"),
            Head(_("Nights"), "number"),
            Head(_("Wishes")),
        ),
        rows=tuple(
            (
                str(Room(guest.needs.room).label),
                guest.label,
                guest.needs.room_from,
                guest.needs.room_until,
                guest.needs.nights,
                _("Not shared") if guest.needs.shares_no_room else "",
            )
            for guest in sorted(wanted, key=lambda guest: Room.values.index(guest.needs.room))
        ),
        empty=_("Nobody has asked for a room yet."),
        is_grouped=True,
    )


# --- the kitchen ----------------------------------------------------------------------------------


def kitchen(found: Sequence[Guest]) -> Board:
    """Numbers alone, never a name. What was said in words the project manager passes on in person."""
    rows: list[Row] = [
        *_counted(_("Diet"), Diet.choices, (guest.needs.diet for guest in found)),
        *_in_words(_("Diet"), [guest.needs.diet_words for guest in found]),
        *_counted(_("Allergies"), Allergy.choices, (guest.needs.allergies for guest in found)),
        *_in_words(_("Allergies"), [guest.needs.allergy_words for guest in found]),
        *_counted(_("Access"), Access.choices, (guest.needs.access for guest in found)),
        *_in_words(_("Access"), [guest.needs.access_words for guest in found]),
    ]
    return Board(
        name="diet",
        title=_("Diet and access"),
        state=_("%(count)s people eat here.") % {"count": len(found)},
        heads=(Head(_("Kind")), Head(_("What")), Head(_("People"), "number")),
        rows=tuple(rows),
        empty=_("Nobody has said anything about diet or access yet."),
        is_grouped=True,
        is_counted=False,
        note=_("Numbers only. Who it is stays with the project manager."),
    )


def _counted(
    kind: str, choices: Iterable[tuple[object, object]], said: Iterable[tuple[str, ...]]
) -> list[Row]:
    counts = Counter(value for values in said for value in values)
    return [(kind, str(label), counts[str(value)]) for value, label in choices if counts[str(value)]]


def _in_words(kind: str, said: list[str]) -> list[Row]:
    number = sum(1 for words in said if words)
    return [(kind, _("Other wishes, which the project manager tells you"), number)] if number else []


def words_for_the_kitchen(found: Iterable[Guest]) -> dict[str, list[str]]:
    """What was said in words, without who said it: on the project manager's page, on no paper."""
    there = list(found)
    said = {
        _("Diet"): sorted(guest.needs.diet_words for guest in there if guest.needs.diet_words),
        _("Allergies"): sorted(guest.needs.allergy_words for guest in there if guest.needs.allergy_words),
        _("Access"): sorted(guest.needs.access_words for guest in there if guest.needs.access_words),
    }
    return {kind: words for kind, words in said.items() if words}


# --- costs ----------------------------------------------------------------------------------------


def payers(found: Sequence[Guest]) -> Board:
    totals: dict[tuple[str, str], Decimal | None] = {}
    unknown: Counter[tuple[str, str]] = Counter()
    for guest in found:
        for cost in guest.needs.costs:
            place = (cost.payer, cost.currency)
            before = totals.setdefault(place, None)
            if cost.amount is None:
                unknown[place] += 1
            else:
                totals[place] = (before or Decimal(0)) + cost.amount
    return Board(
        name="payers",
        title=_("Who pays how much"),
        state="",
        heads=(
            Head(_("Paid by")),
            Head(_("Currency"), "narrow"),
            Head(_("Total"), "number"),
            Head(_("Without an amount"), "number"),
        ),
        rows=tuple(
            (payer, currency, _amount(total), unknown[payer, currency] or None)
            for (payer, currency), total in sorted(totals.items(), key=lambda pair: pair[0])
        ),
        empty=_("Nobody has noted yet who pays what."),
    )


def _amount(said: Decimal | None) -> int | float | None:
    """As it was said: a round sum has no point and no nought behind it."""
    if said is None:
        return None
    return int(said) if said == said.to_integral_value() else float(said)


def costs(found: Sequence[Guest]) -> Board:
    rows = [
        (
            cost.payer,
            guest.label,
            cost.what,
            cost.currency,
            _amount(cost.amount),
        )
        for guest in found
        for cost in guest.needs.costs
    ]
    return Board(
        name="costs",
        title=_("Who pays what"),
        state="",
        heads=(
            Head(_("Paid by")),
            Head(_("For whom")),
            Head(_("What")),
            Head(_("Currency"), "narrow"),
            Head(_("Amount"), "number"),
        ),
        rows=tuple(sorted(rows, key=lambda row: str(row[0]))),
        empty=_("Nobody has noted yet who pays what."),
        is_grouped=True,
    )


# --- the morning ----------------------------------------------------------------------------------


def morning(found: Sequence[Guest]) -> Board:
    rows = on_the_morning(found)
    silent = sum(1 for row in rows if not row.telephone)
    state = ngettext(
        "%(count)s person has no number here.", "%(count)s people have no number here.", silent
    ) % {"count": silent}
    return Board(
        name="morning",
        title=_("On the morning"),
        state=state if silent else "",
        heads=(Head(_("Name")), Head(_("Telephone"), "telephone"), Head(_("Capacity"))),
        rows=tuple((row.guest.label, row.telephone, _unusual(row.guest)) for row in rows),
        empty=_("Nobody is confirmed yet."),
        is_folded=True,
        note=_(
            "Protected people stand here under their other name, with a number only if they gave one for the day."
        ),
    )


def _unusual(guest: Guest) -> str:
    return "" if guest.capacity == Capacity.participant else guest.capacity_label


BOARDS: dict[str, Callable[[Sequence[Guest]], Board]] = {
    "arrivals": arrivals,
    "departures": departures,
    "rooms": rooms,
    "diet": kitchen,
    "payers": payers,
    "costs": costs,
    "morning": morning,
}
# Each page of logistics, with the lists on it.
PAGES: dict[str, tuple[str, ...]] = {
    "travel": ("arrivals", "departures"),
    "rooms": ("rooms",),
    "diet": ("diet",),
    "costs": ("payers", "costs"),
    "morning": ("morning",),
}
TITLES = {
    "travel": _lazy("Arrivals and departures"),
    "rooms": _lazy("Rooming list"),
    "diet": _lazy("Diet and access"),
    "costs": _lazy("Who pays what"),
    "morning": _lazy("On the morning"),
}
# The same in one word, for the way there.
WAYS = {
    "travel": _lazy("Travel"),
    "rooms": _lazy("Rooms"),
    "diet": _lazy("Diet"),
    "costs": _lazy("Costs"),
    "morning": _lazy("Morning"),
}
