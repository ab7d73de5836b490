"""The house by its name: what stands on every page, letter and paper."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from underrose.access import actions
from underrose.access.audience import for_team, fresh
from underrose.access.forms import NameOfTheHouse
from underrose.access.holders import Asking
from underrose.access.models import Institution
from underrose.access.roles import Role


@for_team(Role.ADMINISTRATOR)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def institution(request: Asking) -> HttpResponse:
    found = Institution.objects.first()
    initial = {name: getattr(found, name, "") for name in NameOfTheHouse.base_fields}
    form = NameOfTheHouse(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        actions.rename_institution(by=request.holder, **form.cleaned_data)
        messages.success(request, _("Saved. Pages, letters and papers carry the name from now on."))
        return redirect("institution")
    return render(request, "access/institution.html", {"form": form})
