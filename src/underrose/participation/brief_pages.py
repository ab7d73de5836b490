"""What the page of a brief shows: each axis with its groups, what is asked of them, who there is, what contradicts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.context import gazetteer
from underrose.participation import composition, dot_rows, proposal, relaxations
from underrose.participation.composition import Composition
from underrose.participation.models import Axis, Brief, Conflict, Constituency
from underrose.participation.rules.briefs import Bound, Contradiction, contradictions
from underrose.people.models import Gender, Sector


def axes_of(brief: Brief) -> list[Axis]:
    return list(brief.axes.prefetch_related("constituencies__axis"))


def axes(brief: Brief, found: Composition) -> list[dict[str, Any]]:
    """One table for each axis."""
    tallies = {row.key: row for row in found.rows}
    nowhere = {axis.feature: axis.nowhere for axis in found.axes}
    return [
        {
            "axis": axis,
            "nowhere": nowhere.get(axis.feature, 0),
            "rows": [
                {
                    "constituency": one,
                    "row": tallies[one.key],
                    "asked": dot_rows.asked(tallies[one.key]),
                    "signs": signs(one),
                }
                for one in axis.constituencies.all()
            ],
        }
        for axis in axes_of(brief)
    ]


def crossings(found: Composition) -> list[dict[str, Any]]:
    return [{"row": row, "asked": dot_rows.asked(row)} for row in found.crossings]


def signs(constituency: Constituency) -> str:
    """By what somebody is placed here, in words; blank means by hand."""
    names = gazetteer.load()
    sectors, genders = dict(Sector.choices), dict(Gender.choices)
    found = [
        *(names.name(code) for code in constituency.areas),
        *(str(sectors.get(value, value)) for value in constituency.sectors),
        *constituency.duty_stations,
        *(str(genders.get(value, value)) for value in constituency.genders),
    ]
    if constituency.is_open:
        found.append(_("and others"))
    return ", ".join(found)


def state(brief: Brief, found: Composition) -> str:
    """One sentence on where the brief stands."""
    groups = sum(len(axis.rows) for axis in found.axes)
    asked = sum(row.target.is_asked for row in found.rows)
    said = ngettext("%(count)s constituency", "%(count)s constituencies", groups) % {"count": groups}
    numbers = (
        ngettext("a number is asked of %(count)s group", "numbers are asked of %(count)s groups", asked)
        % {"count": asked}
        if asked
        else _("no number is asked yet")
    )
    places = (
        ngettext("%(count)s place", "%(count)s places", brief.cap) % {"count": brief.cap}
        if brief.cap
        else _("no limit of places")
    )
    return _("%(groups)s, %(places)s; %(numbers)s.") % {"groups": said, "places": places, "numbers": numbers}


def contradicted(brief: Brief, found: Composition) -> list[dict[str, Any]]:
    """For the panel: each contradiction with the way to where it can be mended."""
    bounds = [
        Bound(row.label, axis.label, row.target, row.tally.must_haves, constituency=row.key)
        for axis in found.axes
        for row in axis.rows
    ]
    bounds += [
        Bound(row.label, "", row.target, row.tally.must_haves, crossing=row.key) for row in found.crossings
    ]
    told = contradictions(bounds, brief.cap, found.room.must_haves)
    return [*_findings(brief, told), *_must_haves_apart(brief)]


def _findings(brief: Brief, told: Iterable[Contradiction]) -> list[dict[str, Any]]:
    code = brief.meeting.code
    findings = []
    for one in told:
        place = (_("Places and assumptions"), reverse("assumptions", args=[code]))
        if one.constituency:
            place = (_("This constituency"), reverse("constituency", args=[code, one.constituency]))
        elif one.crossing:
            place = (_("This crossing"), reverse("crossing", args=[code, one.crossing]))
        elif one.is_of_an_axis:
            place = (_("Targets"), reverse("targets", args=[code]))
        findings.append({"message": one.sentence, "remedy": one.remedy, "place": place[0], "url": place[1]})
    return findings


def _must_haves_apart(brief: Brief) -> list[dict[str, Any]]:
    pairs = Conflict.objects.filter(brief=brief, one__is_must_have=True, other__is_must_have=True)
    return [
        {
            "message": _("%(one)s and %(other)s must both be there, and cannot both be there.")
            % {"one": pair.one.person, "other": pair.other.person},
            "remedy": _("Let one of them not be a must-have, or take back that they cannot meet."),
            "place": _("Not both"),
            "url": reverse("conflicts", args=[brief.meeting.code]),
        }
        for pair in pairs.select_related("one__person", "other__person").defer("reason")
    ]


def overview(brief: Brief, today: date) -> dict[str, Any]:
    found = composition.of(brief)
    findings = contradicted(brief, found)
    return {
        "brief": brief,
        "axes": axes(brief, found),
        "crossings": crossings(found),
        "findings": findings,
        # What contradicts itself whoever comes is mended first.
        "relaxation": None if findings else relaxations.of(brief, today),
        "sentence": state(brief, found),
        "usual": _usual(brief),
        "note_has_changed": proposal.paragraph_of(brief.meeting) != brief.paragraph,
    }


def _usual(brief: Brief) -> list[dict[str, str]]:
    """Axes many meetings look at and this brief does not have yet."""
    there = set(brief.axes.values_list("feature", flat=True))
    labels = {"gender": _("Gender"), "sector": _("Sector"), "region": _("Region")}
    return [
        {"feature": feature, "label": labels[feature]} for feature in proposal.USUAL if feature not in there
    ]
