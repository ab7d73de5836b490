"""Import of people: a list comes, its columns are named, one sees what would happen, then it is taken in."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.door import is_fresh
from underrose.access.holders import Asking
from underrose.access.models import Account
from underrose.access.third_party import reauthentication
from underrose.kit import once, tables
from underrose.kit.jobs import enqueue
from underrose.methods.contacts.plan import Act
from underrose.methods.contacts.reading import read
from underrose.methods.contacts.rejects import rejects
from underrose.methods.documents.intake import Unreadable
from underrose.people import import_page, importing
from underrose.people.actions import imports
from underrose.people.forms.imports import Bring, Columns
from underrose.people.models import INVITING, ContactImport
from underrose.people.tasks import take_in
from underrose.people.views.asking import posted, today, tried

PAGE = 55
PASTED = "pasted.txt"
State = ContactImport.State


def _imported(request: Asking, key: str) -> ContactImport:
    """Only whoever brought a list sees it."""
    return get_object_or_404(
        ContactImport.objects.select_related("account"), key=key, account=_account(request)
    )


def _account(request: Asking) -> Account:
    assert request.holder.account is not None
    return request.holder.account


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def bring(request: Asking) -> HttpResponse:
    form = Bring(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("import_columns", key=_kept(request, form).key)
        except Unreadable as unreadable:
            form.add_error("file" if form.cleaned_data["file"] else "pasted", str(unreadable))
    mine = ContactImport.objects.filter(account=_account(request)).defer("original")
    return render(request, "people/import.html", {"form": form, "lists": mine})


def _kept(request: Asking, form: Bring) -> ContactImport:
    """Read once before it is kept, so that a file nobody can read is not."""
    file: UploadedFile[bytes] | None = form.cleaned_data["file"]
    content = file.read() if file else form.cleaned_data["pasted"].encode("utf-8", "replace")
    name = (file.name or "") if file else PASTED
    if not read(content, name).rows:
        raise Unreadable(
            _(
                "This list has headings and no rows below them, so nobody is in it. Nothing was stored. Please choose another."
            )
        )
    return imports.keep(account=_account(request), file_name=name, original=content, today=today())


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Asking, key: str) -> HttpResponse:
    """What each column holds: proposed from its heading and its cells, and chosen by a person."""
    imported = _imported(request, key)
    if imported.state != State.read:
        return redirect("import_progress", key=imported.key)
    table = importing.table_of(imported)
    mapping = importing.mapping_of(table, imported.mapping.get("columns"))
    form = Columns(posted(request), table, mapping, blanks_erase=imported.blanks_erase)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data.get("sheet", "")
        is_other = bool(sheet) and sheet != table.sheet
        chosen = [] if is_other else form.columns()
        erase = form.cleaned_data["blanks_erase"]
        imports.name_columns(imported, columns=chosen, sheet=sheet, blanks_erase=erase)
        if is_other:
            return redirect("import_columns", key=imported.key)
        if importing.mapping_of(table, chosen).has_name:
            return redirect("import_preview", key=imported.key)
        form.add_error(
            None, _("No column holds a name, so nobody can be taken in. Please say which one does.")
        )
    context = {"imported": imported, "form": form, "table": table}
    return render(request, "people/import_columns.html", context)


def _foreseen(request: Asking, imported: ContactImport) -> tuple[importing.Foreseen, str]:
    """What would happen, and whether protected people were "compared", "left out", or are none of this colleague's.

    Whoever chooses the rows could ask so who a protected person is: it needs a fresh sign-in, and stands in the record.
    """
    if not importing.may_be_compared(request.holder):
        return importing.foreseen(imported), ""
    if not is_fresh(request):
        return importing.foreseen(imported), "left out"
    imports.note_comparison(by=request.holder, today=today())
    return importing.foreseen(imported, compares_protected=True), "compared"


def _begin(request: Asking, imported: ContactImport) -> HttpResponse:
    """The rows are taken in as they were shown; if a sign-in grew old meanwhile they are looked at again first."""
    if "compared" in request.POST and not is_fresh(request):
        messages.warning(
            request,
            _(
                "This took longer than a sign-in is fresh, so protected people would no longer be recognised. Nobody was taken in: please look again."
            ),
        )
        return redirect("import_preview", key=imported.key)
    imports.queue(
        imported,
        rows=len(importing.table_of(imported).rows),
        by=request.holder,
        today=today(),
        enqueue=lambda one: enqueue(take_in, one),
        compares_protected=is_fresh(request),
    )
    return redirect("import_progress", key=imported.key)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Asking, key: str) -> HttpResponse:
    """What would happen to each row. Nothing has happened yet, and nobody is ever written to."""
    imported = _imported(request, key)
    if imported.state != State.read:
        return redirect("import_progress", key=imported.key)
    if request.method == "POST":
        return _begin(request, imported)
    told, protected = _foreseen(request, imported)
    act = request.GET.get("act", "")
    chosen = [one for one in told.plan.decisions if not act or one.act == act]
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "imported": imported,
        "told": told,
        "page": page,
        "rows": import_page.rows(told, page.object_list, imported, today()),
        "figures": import_page.figures(told.plan.counts),
        "left_out": told.understood.table.skipped[:PAGE],
        "remarks": told.understood.table.remarks,
        "is_known": importing.was_brought_before(imported),
        "not_taken": importing.not_taken(told.understood),
        "act": act,
        "acts": [(one.value, import_page.WORDS[one]) for one in Act],
        "number": told.plan.counts.new + told.plan.counts.update,
        "protected": protected,
        "fresh_url": f"{reauthentication(request)}?{urlencode({'next': request.get_full_path()})}",
    }
    return render(request, "people/import_preview.html", context)


@for_team(*INVITING)
@require_safe
def progress(request: Asking, key: str) -> HttpResponse:
    imported = _imported(request, key)
    if imported.state == State.read:
        return redirect("import_preview", key=imported.key)
    is_over = imported.state in ContactImport.OVER
    context = {
        "imported": imported,
        "figures": import_page.figures_done(imported.counts),
        "steps": import_page.next_steps(request.holder, imported.key, today()) if is_over else (),
    }
    answer = render(request, "people/import_progress.html", context)
    if is_over:
        answer.headers["HX-Refresh"] = "true"  # a script that watched the bar shows the whole page at its end
    return answer


@for_team(*INVITING)
@require_POST
def stop(request: Asking, key: str) -> HttpResponse:
    imported = _imported(request, key)
    imports.stop(imported)
    messages.info(request, _("Stopped. Whoever was taken in by then stays in the list."))
    return redirect("import_progress", key=imported.key)


@for_team(*INVITING)
@require_POST
def discard(request: Asking, key: str) -> HttpResponse:
    imported = _imported(request, key)
    tried(request, lambda: imports.discard(imported), _("The file is gone. People who came with it stay."))
    return redirect("import_people")


@for_team(*INVITING)
@require_safe
def rejected(request: Asking, key: str, suffix: str) -> HttpResponseBase:
    """The rows that were not taken in, as the file had them, with the reason beside."""
    told = _foreseen(request, _imported(request, key))[0].understood
    rows = list(
        rejects(told.table, told.cleaned.faults, with_remarks="all" in request.GET, reason=_("Reason"))
    )
    heads = [tables.Column(label, import_page.cell(place)) for place, label in enumerate(rows[0])]
    return tables.response(heads, rows[1:], kind=suffix, name="rejected", title=_("Not taken in"))
