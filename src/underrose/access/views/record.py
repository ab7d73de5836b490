"""The record, for those it concerns."""

import csv

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from underrose.access import recorded
from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.access.roles import Role

PAGE = 50


@for_team(Role.PROGRAMME_DIRECTOR, Role.ADMINISTRATOR)
@require_safe
def record(request: Asking) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    found = recorded.visible_to(request.holder).matching(query).order_by("-position")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "access/record.html", {"page": page, "rows": recorded.lines(page), "query": query})


@for_team(Role.PROGRAMME_DIRECTOR, Role.ADMINISTRATOR)
@fresh_file
@require_safe
def record_export(request: Asking) -> HttpResponse:
    """The lines as a table, for a spreadsheet."""
    found = recorded.visible_to(request.holder).matching(request.GET.get("q", "").strip())
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="record.csv"'
    table = csv.writer(answer)
    table.writerow([_("Day"), _("Who"), _("What was done"), _("To what"), _("Meeting")])
    for line in recorded.lines(found.order_by("position")):
        cells = (line.day.isoformat(), line.who, line.verb, line.noun, line.meeting_code)
        table.writerow([recorded.safe_cell(cell) for cell in cells])
    return answer
