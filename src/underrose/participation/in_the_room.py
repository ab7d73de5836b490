"""The list of those in the room, and the reserve in the order that repairs the gap."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from underrose.concept.models import Meeting
from underrose.kit.refusals import Refused
from underrose.kit.tables import Column
from underrose.methods.allocation.composition import Category, Unworkable
from underrose.participation import forecasting
from underrose.participation.models import GUESTS, Brief, Candidate, Capacity, Participant, Place
from underrose.people import posts, search_words

if TYPE_CHECKING:
    from underrose.methods.allocation.reserve import ReservePlace

MOST_GONE = 100


@dataclass(frozen=True)
class Line:
    """One person in the room, as a row shows them."""

    participant: Participant
    post: str

    @property
    def name(self) -> str:
        return str(self.participant.person.full_name)

    @property
    def capacity(self) -> str:
        return str(Capacity(self.participant.capacity).label)


@dataclass(frozen=True)
class Waiting:
    """Somebody on the reserve, and what their coming would mend."""

    line: Line
    repairs: str


def found(meeting: Meeting, words: str) -> QuerySet[Participant]:
    """Those with a place, by family name."""
    rows = Participant.objects.filter(meeting=meeting).confirmed().select_related("person")
    # Looked for among those in the room alone, not among everybody the house knows.
    for word in search_words.folded(words).split():
        rows = rows.filter(person__search_words__contains=word)
    return rows.order_by("person__family_name", "person__full_name", "key")


def lines(rows: Iterable[Participant], today: date) -> list[Line]:
    page = list(rows)
    held = posts.current([row.person for row in page], today)
    return [Line(row, _post(held.get(row.person_id))) for row in page]


def gone(meeting: Meeting) -> QuerySet[Participant]:
    """Those who gave a place back, the latest first."""
    rows = Participant.objects.filter(meeting=meeting, place=Place.withdrawn).select_related("person")
    return rows.order_by("-since", "key")[:MOST_GONE]


def reserve(brief: Brief, today: date) -> list[Waiting]:
    """Those who wait, whoever repairs the room best first; who came first decides among equals."""
    rows = list(Participant.objects.filter(meeting=brief.meeting_id).on_reserve().select_related("person"))
    if not rows:
        return []
    by_person = {line.participant.person_id: line for line in lines(rows, today)}
    order = _in_order(brief, rows, today)
    return [Waiting(by_person[person], repairs) for person, repairs in order]


def figures(meeting: Meeting, brief: Brief | None) -> list[dict[str, object]]:
    """Places taken, of how many; who waits; who is in the room besides."""
    guests = Q(capacity__in=GUESTS)
    counted = Participant.objects.filter(meeting=meeting).aggregate(
        confirmed=Count("pk", filter=guests & Q(place=Place.confirmed)),
        waiting=Count("pk", filter=Q(place=Place.reserve)),
        staff=Count("pk", filter=~guests & Q(place=Place.confirmed)),
    )
    told: list[dict[str, object]] = [
        {"number": counted["confirmed"], "label": _("guests confirmed"), "of": brief.cap if brief else None}
    ]
    if counted["waiting"]:
        told.append({"number": counted["waiting"], "label": _("on the reserve")})
    if counted["staff"]:
        told.append({"number": counted["staff"], "label": _("staff, interpreters and security")})
    return told


COLUMNS = (
    Column("Name", lambda line: line.name),
    Column("Position", lambda line: line.post),
    Column("Capacity", lambda line: line.capacity),
    Column("Confirmed on", lambda line: line.participant.since),
)


def _in_order(brief: Brief, rows: list[Participant], today: date) -> list[tuple[UUID, str]]:
    """By what each would mend; in the order of their answers where the method has nothing to say."""
    from underrose.methods.allocation.reserve import reserve_order

    waiting = {row.person_id for row in rows}
    found = Candidate.objects.filter(meeting=brief.meeting_id, person__in=waiting)
    people = {str(key): person for key, person in found.values_list("key", "person")}
    try:
        composition = forecasting.problem(brief, today, asks_reserve=True)
        known = {one.key for one in composition.candidates}
        ordered = reserve_order(
            composition, forecasting.assumptions(brief), among=[key for key in people if key in known]
        )
    except (Refused, Unworkable):
        ordered = ()
    labels = forecasting.labels(brief)
    told = [(people[one.key], _repairs(one, labels)) for one in ordered]
    placed = {person for person, _sentence in told}
    return told + [(row.person_id, "") for row in rows if row.person_id not in placed]


def _repairs(one: "ReservePlace", labels: Mapping[Category, str]) -> str:
    """Which gaps they would close, in the words of the brief."""
    gaps = [forecasting.label_of(target, labels) for target in one.fills]
    return _("would close a gap: %(gaps)s") % {"gaps": ", ".join(gaps)} if gaps else ""


def _post(held: "posts.PostLine | None") -> str:
    return ", ".join(part for part in (held.title, held.organisation) if part) if held else ""
