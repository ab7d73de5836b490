"""Targets of all groups at once: as a table, and as a file that goes out and comes in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.refusals import require
from underrose.participation import brief_pages, relaxations, targets
from underrose.participation.actions import briefs
from underrose.participation.forms.briefs import Bounds, TargetsFile, groups_of
from underrose.participation.models import Brief
from underrose.participation.views.asking import done, posted, today
from underrose.participation.views.briefs import edition, saved, the_brief
from underrose.people.models import INVITING


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def table(request: Asking, code: str) -> HttpResponse:
    """Every number of the brief on one page."""
    found = the_brief(request, code)
    crossings = list(found.crossings.select_related("one", "other"))
    groups = groups_of(brief_pages.axes_of(found), crossings)
    form = Bounds(groups, posted(request), initial={"edition": found.edition})

    def act() -> None:
        number = form.cleaned_data["edition"]
        briefs.write_bounds(found, form.given(), by=request.holder, edition=number, today=today())

    if saved(request, found, form, act):
        messages.success(request, _("The targets are saved."))
        return redirect("brief", code=code)
    return render(
        request, "participation/targets.html", {"meeting": found.meeting, "brief": found, "form": form}
    )


@for_team(*INVITING)
@require_safe
def as_file(request: Asking, code: str) -> HttpResponse:
    found = the_brief(request, code)
    answer = HttpResponse(targets.as_csv(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}-targets.csv"'
    return answer


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: Asking, code: str) -> HttpResponse:
    """What can be used is taken in at once; each line that cannot is named with what to do."""
    found = the_brief(request, code)
    form = TargetsFile(posted(request), initial={"edition": found.edition})
    faults: list[Any] = []
    if saved(request, found, form, lambda: faults.extend(_take_in(request, found, form))):
        if not faults:
            return redirect("brief", code=code)
        found.refresh_from_db(fields=["edition"])
        form.catch_up(found.edition)
    context = {"meeting": found.meeting, "brief": found, "form": form, "faults": faults}
    return render(request, "participation/targets_file.html", context)


def _take_in(request: Asking, found: Brief, form: TargetsFile) -> list[targets.Fault]:
    reading = targets.read(form.cleaned_data["text"])
    changed, faults = briefs.take_targets(
        found,
        reading.lines,
        by=request.holder,
        edition=form.cleaned_data["edition"],
        today=today(),
        adds=form.cleaned_data["adds"],
    )
    sentence = ngettext("%(count)s group has new numbers.", "%(count)s groups have new numbers.", changed)
    messages.success(request, sentence % {"count": changed})
    return sorted([*reading.faults, *faults], key=lambda fault: fault.number)


@for_team(*INVITING)
@require_POST
@once.acts_once
def take_relaxation(request: Asking, code: str) -> HttpResponse:
    """What the page proposed, and only that: if candidates have changed since, it is looked at anew."""
    found, number = the_brief(request, code), edition(request)
    proposed = relaxations.of(found, today())

    def act() -> None:
        is_same = proposed is not None and proposed.said == request.POST.get("shown", "")
        require(
            ""
            if is_same
            else _(
                "The candidates have changed since, and so has what would have to give. Nothing was changed; look again."
            )
        )
        assert proposed is not None
        briefs.write_bounds(found, proposed.bounds, by=request.holder, edition=number, today=today())

    done(
        request,
        act,
        _("The targets give as proposed. They can now all be met with the candidates there are."),
    )
    return redirect("brief", code=code)
