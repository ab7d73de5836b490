"""What the pages around one candidate show, and whom a list of people offers."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.concept.models import Meeting
from underrose.context import gazetteer
from underrose.kit.templatetags.kit import day
from underrose.participation import candidate_list
from underrose.participation.candidate_list import MARKS, Asked
from underrose.participation.models import (
    Brief,
    Candidate,
    ClearanceState,
    Conflict,
    Stage,
)
from underrose.participation.models.candidates import MOVES
from underrose.people import posts
from underrose.people.models import Person

BY_CONSTITUENCY = frozenset({"place_in", "take_out_of"})
ACTS = BY_CONSTITUENCY | {"proposed", "long_list", "cleared", "set_aside", "must", "not_must", "place"}
DAYS_SHOWN = 12
BY_HAND = (Stage.proposed, Stage.long_list, Stage.cleared, Stage.set_aside)


def acts() -> list[dict[str, str]]:
    return [
        {"value": "proposed", "label": _("Propose")},
        {"value": "cleared", "label": _("Clear")},
        {"value": "long_list", "label": _("Back to the long list")},
        {"value": "set_aside", "label": _("Set aside")},
        {"value": "must", "label": _("Must be there")},
        {"value": "not_must", "label": _("Need not be there")},
        {"value": "place", "label": _("Place by post and area")},
    ]


def columns(wanted: Asked) -> list[dict[str, Any]]:
    return [
        {"name": name, "label": label, "is_shown": name in wanted.columns}
        for name, label in candidate_list.COLUMNS.items()
    ]


def figures(every: QuerySet[Candidate]) -> list[dict[str, Any]]:
    """What matters now: who is on the long list, proposed, cleared."""
    counted = dict(every.order_by().values_list("stage").annotate(Count("pk")))
    stages = (Stage.long_list, Stage.proposed, Stage.cleared)
    return [{"number": counted.get(stage, 0), "label": stage.label} for stage in stages] if counted else []


def nominations(meeting: Meeting) -> list[tuple[str, Any]]:
    found = meeting.nominations.select_related("organisation").defer("name", "mail", "words")
    return [(str(one.key), one.organisation.name) for one in found]


def of(candidate: Candidate, today: date) -> dict[str, Any]:
    line = candidate_list.lines([candidate], today)[0]
    return {
        "line": line,
        "facts": _facts(line),
        "clearances": _clearances(candidate),
        "apart": [_other(pair, candidate) for pair in _pairs_of(candidate)],
        "steps": _steps(candidate),
        "mark": MARKS.get(Stage(candidate.stage), "plain"),
    }


def _facts(line: candidate_list.Line) -> list[tuple[str, str]]:
    candidate = line.candidate
    facts = [
        (_("Position"), line.post),
        (_("Organisation"), line.organisation),
        (_("Country"), line.country),
        (_("Duty station"), line.duty_station),
        (_("Nominated by"), line.nominated_by),
        (_("Listed on"), day(candidate.listed_on)),
    ]
    if candidate.substitute_for_id and candidate.substitute_for:
        facts.append((_("In the place of"), str(candidate.substitute_for.person)))
    return [(term, words) for term, words in facts if words]


def _clearances(candidate: Candidate) -> list[dict[str, Any]]:
    marks = {ClearanceState.cleared: "done", ClearanceState.vetoed: "warning", ClearanceState.asked: "held"}
    found = candidate.clearances.select_related("round__partner", "round__meeting")
    return [
        {"clearance": one, "partner": one.round.partner.name, "mark": marks[ClearanceState(one.state)]}
        for one in found
    ]


def _steps(candidate: Candidate) -> list[dict[str, str]]:
    """The stages that may come next by hand, the usual one first."""
    words = {
        Stage.proposed: _("Propose"),
        Stage.long_list: _("Back to the long list"),
        Stage.cleared: _("Clear"),
        Stage.set_aside: _("Set aside"),
    }
    if candidate.stage == Stage.invited:
        return []
    return [
        {"stage": stage, "label": words[stage]} for stage in BY_HAND if stage in MOVES[Stage(candidate.stage)]
    ]


def _pairs_of(candidate: Candidate) -> Iterable[Conflict]:
    found = Conflict.objects.filter(Q(one=candidate) | Q(other=candidate))
    return found.select_related("one__person", "other__person", "brief")


def _other(pair: Conflict, candidate: Candidate) -> dict[str, Any]:
    return {"other": pair.other if pair.one_id == candidate.key else pair.one, "reason": pair.reason}


def pairs(brief: Brief | None) -> list[Conflict]:
    if brief is None:
        return []
    return list(brief.conflicts.select_related("one__person", "other__person", "brief"))


def by_name(candidates: QuerySet[Candidate]) -> list[tuple[str, Any]]:
    rows = candidates.standing().order_by("person__family_name", "person__full_name", "key")  # type: ignore[attr-defined] # our own query set
    return [(str(key), name) for key, name in rows.values_list("key", "person__full_name")]


def to_add(holder: Holder, meeting: Meeting, words: str, since: str, brought: str = "") -> QuerySet[Person]:
    """People who are no candidates of this meeting yet, found by words, introduced since a day, or brought by a list.

    The day on which a protected person came would find them in an older list, so it finds nobody who is protected.
    """
    found = Person.objects.visible_to(holder).matching(words).exclude(candidates__meeting=meeting)
    found = found.brought_by_list(brought, holder) if brought else found
    with suppress(ValueError):  # what is no day asks for none
        found = found.filter(is_sealed=False, introduced_on__gte=date.fromisoformat(since))
    return found


def days_of_introduction(holder: Holder, meeting: Meeting) -> list[tuple[date, int]]:
    """The latest days on which people came, for instance as one list from a file, and how many of them could be added."""
    found = Person.objects.visible_to(holder).filter(is_sealed=False).exclude(candidates__meeting=meeting)
    counted = found.order_by("-introduced_on").values_list("introduced_on")
    return list(counted.annotate(Count("pk"))[:DAYS_SHOWN])


def people(found: Iterable[Person], today: date) -> list[dict[str, Any]]:
    rows = list(found)
    held = posts.current(rows, today)
    names = gazetteer.load()
    return [
        {
            "person": person,
            "post": (post := held.get(person.key, posts.NO_POST)),
            "country": names.name(code) if (code := post.country or person.country) else "",
        }
        for person in rows
    ]
