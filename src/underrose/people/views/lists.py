"""The list of people, on the page and as a file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.kit import tables
from underrose.methods.contacts.vcards import as_vcards
from underrose.people import listing
from underrose.people.actions.persons import note_export
from underrose.people.forms.lists import Filters
from underrose.people.listing import Asked
from underrose.people.models import INVITING, Person
from underrose.people.views.asking import today


@for_team(*INVITING)
@require_safe
def people(request: Asking) -> HttpResponse:
    filters = Filters(request.GET, listing.lists_of(request.holder))
    asked = filters.asked()
    found = listing.found(request.holder, asked, today()).defer("particulars", "list_note", "search_words")
    size = listing.PRINTED if "print" in request.GET else listing.PAGE
    page = Paginator(found, size).get_page(request.GET.get("page"))
    shown = [column for column in listing.COLUMNS if column.name in asked.columns]
    rows = listing.lines(
        page.object_list, today(), with_contacts=not listing.CONTACTS.isdisjoint(asked.columns)
    )
    context = {
        "page": page,
        "rows": [{"line": line, "cells": [(column, column.of(line)) for column in shown]} for line in rows],
        "query": asked.query,
        "filters": filters,
        "asked": asked,
        "heads": _heads(shown, asked),
        "columns": [
            {"name": one.name, "label": one.label, "is_shown": one.name in asked.columns}
            for one in listing.COLUMNS
        ],
        "has_any": bool(rows) or Person.objects.visible_to(request.holder).exists(),
        "is_printed": "print" in request.GET,
    }
    return render(request, "people/people.html", context)


def _heads(shown: list[listing.Shown], asked: Asked) -> list[dict[str, object]]:
    """The headings; those that sort say which way they do."""
    order = "descending" if asked.sort.startswith("-") else "ascending"
    chosen = asked.sort.removeprefix("-")
    named = [("name", _("Name")), *[(column.name, column.label) for column in shown]]
    return [
        {
            "name": name,
            "label": label,
            "sorts": name in listing.SORTS,
            "sorted": order if name == chosen else "",
        }
        for name, label in named
    ]


@for_team(*INVITING)
@fresh_file
@require_safe
def export(request: Asking, suffix: str) -> HttpResponseBase:
    """The list as it is filtered, or those that were ticked: all columns, protected people by alias alone."""
    asked = Filters(request.GET).asked()
    if "ticked" in request.GET and not asked.keys:
        messages.warning(request, _("Tick at least one person first. No file was made."))
        return redirect("people")
    found = listing.found(request.holder, asked, today())
    note_export(by=request.holder, today=today())
    rows = listing.in_chunks(found, today())
    if suffix == "vcf":
        answer = HttpResponse(
            b"".join(as_vcards(map(listing.as_row, rows), "3.0")), content_type="text/vcard; charset=utf-8"
        )
        answer["Content-Disposition"] = 'attachment; filename="people.vcf"'
        return answer
    return tables.response(listing.file_columns(), rows, kind=suffix, name="people", title=_("People"))
