"""Clearance as the team sees it, and as a partner sees the candidates it is asked about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from underrose.concept.models import Meeting, Partner
from underrose.participation import candidate_list, nomination_pages
from underrose.participation.forms.nominations import Words
from underrose.participation.models import (
    Candidate,
    Clearance,
    ClearanceRound,
    ClearanceState,
    Stage,
)
from underrose.participation.rules import nominations as rules


def overview(meeting: Meeting, every: QuerySet[Candidate]) -> dict[str, Any]:
    """The partners with their rounds, and who is proposed without anybody having been asked."""
    stages = dict(every.order_by().values_list("stage").annotate(Count("pk")))
    vetoed = (
        every.filter(stage=Stage.vetoed)
        .select_related("person")
        .prefetch_related("clearances__round__partner")
    )
    return {
        "partners": list(meeting.partners.all()),
        "rounds": _rounds(meeting),
        "proposed": stages.get(Stage.proposed, 0),
        "unasked": every.filter(stage=Stage.proposed, clearances__isnull=True).count(),
        "vetoed": [
            {"candidate": one, "words": [c for c in one.clearances.all() if c.state == ClearanceState.vetoed]}
            for one in vetoed.defer("why", "named_as")
        ],
    }


def _rounds(meeting: Meeting) -> list[dict[str, Any]]:
    counted = {
        state: Count("clearances", filter=Q(clearances__state=state)) for state in ClearanceState.values
    }
    found = meeting.clearance_rounds.select_related("partner").annotate(
        **{f"n_{k}": v for k, v in counted.items()}
    )
    told = nomination_pages.letters(meeting, "clearance:")
    return [
        {
            "round": one,
            "asked": getattr(one, "n_asked"),  # noqa: B009 - named by the query above
            "cleared": getattr(one, "n_cleared"),  # noqa: B009
            "vetoed": getattr(one, "n_vetoed"),  # noqa: B009
            "letter": told.get(str(one.key), ""),
        }
        for one in found
    ]


def choices(every: QuerySet[Candidate]) -> list[tuple[str, Any]]:
    """Those a partner can be asked about, by the name the team sees."""
    found = every.filter(stage__in=[Stage.proposed, Stage.cleared])
    rows = found.order_by("person__family_name", "person__full_name", "key").values_list(
        "key", "person__full_name"
    )
    return [(str(key), name) for key, name in rows]


def ticked(every: QuerySet[Candidate], partner: Partner, wanted: str) -> list[str]:
    """At first those who are proposed and of whom this partner has not said yet that it agrees; or all, or none, as asked."""
    if wanted == "none":
        return []
    found = every.filter(stage__in=[Stage.proposed, Stage.cleared])
    if wanted != "all":
        agreed = Clearance.objects.filter(round__partner=partner, state=ClearanceState.cleared)
        found = found.filter(stage=Stage.proposed).exclude(pk__in=agreed.values("candidate"))
    return [str(key) for key in found.values_list("key", flat=True)]


@dataclass(frozen=True, slots=True)
class Shown:
    """One candidate on the partner's page: by name as agreed, protected people by their other name and nothing else.

    What somebody stands for may be enough to tell who they are: of protected people it is not said. Where no names are
    shown its absence would tell who is protected, so if it is not said of one it is said of nobody.
    """

    clearance: Clearance
    title: str
    about: str
    stands_for: str

    def __repr__(self) -> str:
        return "<Shown>"


def shown(round_: ClearanceRound, today: date) -> list[Shown]:
    found = round_.clearances.select_related("candidate__person", "round")
    rows = list(found.order_by("candidate__person__family_name", "candidate__person__full_name", "key"))
    if not round_.shows_names:
        rows.sort(key=lambda row: row.key)  # an order that tells nothing of a name
    lines = candidate_list.lines([row.candidate for row in rows], today)
    both = list(zip(rows, lines, strict=True))
    if round_.shows_names:
        return [_named(row, line) for row, line in both]
    groups = [_stands_for(row, line) for row, line in both]
    return [
        Shown(row, _("Candidate %(number)s") % {"number": number}, "", said if all(groups) else "")
        for number, (row, said) in enumerate(zip(rows, groups, strict=True), 1)
    ]


def _stands_for(row: Clearance, line: candidate_list.Line) -> str:
    return "" if row.candidate.person.is_sealed else ", ".join(line.constituencies)


def _named(row: Clearance, line: candidate_list.Line) -> Shown:
    if row.candidate.person.is_sealed:
        return Shown(row, line.name, "", "")
    name = f"{line.name} ({line.native_name})" if line.native_name else line.name
    about = ", ".join(part for part in (line.post, line.organisation, line.country) if part)
    return Shown(row, name, about, _stands_for(row, line))


def page(round_: ClearanceRound, rows: list[Shown], form: Words) -> dict[str, Any]:
    states = [row.clearance.state for row in rows]
    waiting = states.count(ClearanceState.asked)
    return {
        "round": round_,
        "closed": rules.may_say(round_),
        "is_silent": not round_.shows_names and not any(row.stands_for for row in rows),
        "rows": [{"shown": row, "fields": form.fields_of(row.clearance)} for row in rows],
        "form": form,
        "restated": _restated(states) if len(states) > waiting else "",
        "waiting": waiting,
    }


def _restated(states: list[str]) -> str:
    cleared, vetoed = states.count(ClearanceState.cleared), states.count(ClearanceState.vetoed)
    agreed = ngettext("You agree to %(count)s candidate", "You agree to %(count)s candidates", cleared)
    refused = ngettext("do not agree to %(count)s", "do not agree to %(count)s", vetoed)
    open_ = ngettext(
        "%(count)s waits for your word", "%(count)s wait for your word", len(states) - cleared - vetoed
    )
    parts = [
        agreed % {"count": cleared},
        refused % {"count": vetoed},
        open_ % {"count": len(states) - cleared - vetoed},
    ]
    return _("%(agreed)s, %(refused)s; %(waiting)s.") % {
        "agreed": parts[0],
        "refused": parts[1],
        "waiting": parts[2],
    }
