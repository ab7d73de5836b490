"""The desk's shelf of reference: areas by any of their names, and the initiatives meetings build on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.context import actions, rules
from underrose.context.forms import StatusNote, Supporters
from underrose.context.models import Area, Initiative, Reference
from underrose.kit import once

PAGE = 50


@for_team()
@require_safe
def desk_context(request: Asking) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = Area.objects.called(query) if query else Area.objects.all()
    areas = found.select_related("region", "membership__group")
    context = {
        "query": query,
        "page": Paginator(areas, PAGE).get_page(request.GET.get("page")),
        "initiatives": Initiative.objects.select_related("lead"),
        "files": Reference.objects.all(),
    }
    return render(request, "context/desk_context.html", context)


@for_team()
@require_safe
def area(request: Asking, area: str) -> HttpResponse:
    found = get_object_or_404(Area.objects.select_related("region", "membership__group"), code=area)
    within = Area.objects.within(found.code).exclude(pk=found.pk)
    may_word = not rules.may_word_status_note(found, request.holder)
    context = {"area": found, "names": found.names.all(), "within": within, "may_word": may_word}
    return render(request, "context/area.html", context)


@for_team(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def area_status_note(request: Asking, area: str) -> HttpResponse:
    found = get_object_or_404(Area, code=area, kind="disputed")
    form = StatusNote(request.POST or None, initial={"note": found.status_note})
    if form.is_valid():
        note = form.cleaned_data["note"]
        actions.word_status_note(found, note=note, by=request.holder, today=timezone.now().date())
        messages.success(request, _("The note on %(name)s is kept.") % {"name": found.name})
        return redirect("area", area=found.code)
    return render(
        request, "context/area_status_note.html", {"form": form, "area": found, "once": once.new_key()}
    )


@for_team()
@require_safe
def initiative(request: Asking, initiative: str) -> HttpResponse:
    found = get_object_or_404(Initiative.objects.select_related("lead"), code=initiative)
    supporters = found.supporters.select_related("area")
    may_record = not rules.may_record_supporters(request.holder)
    context = {"initiative": found, "supporters": supporters, "may_record": may_record}
    return render(request, "context/initiative.html", context)


@for_team(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def initiative_supporters(request: Asking, initiative: str) -> HttpResponse:
    found = get_object_or_404(Initiative, code=initiative)
    held = "\n".join(found.supporters.values_list("as_written", flat=True))
    form = Supporters(request.POST or None, initial={"names": held, "as_of": found.supporters_as_of})
    if form.is_valid():
        actions.record_supporters(found, **form.cleaned_data, by=request.holder, today=timezone.now().date())
        messages.success(request, _("The list is kept as of that day."))
        return redirect("initiative", initiative=found.code)
    context = {"form": form, "initiative": found, "once": once.new_key()}
    return render(request, "context/initiative_supporters.html", context)
