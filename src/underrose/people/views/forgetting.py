"""Forgetting a person, and everything that is held about one."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.kit.refusals import Refused
from underrose.people import held_paper, rules
from underrose.people.actions import forgetting, holdings
from underrose.people.models import INVITING, Person
from underrose.people.views.asking import person_of, today, tried


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Asking, key: str) -> HttpResponse:
    """First what goes and what stays; the button on this page cannot be taken back."""
    found = person_of(request, key)
    if request.method == "POST":
        said = _("This person is forgotten everywhere. Counts stay, without a name.")
        if tried(request, lambda: forgetting.forget(found, by=request.holder, today=today()), said):
            return redirect("people")
        return redirect("person", key=found.key)
    context = {
        "person": found,
        "foreseen": forgetting.foreseen(found),
        "refusal": rules.may_be_forgotten(found),
    }
    return render(request, "people/forget.html", context)


@for_team(*INVITING)
@require_safe
def held(request: Asking, key: str) -> HttpResponse:
    """Where the copies for the person themselves are made."""
    found = person_of(request, key)
    codes = sorted(rules.codes_that_may_open(found, request.holder)) if found.is_sealed else []
    return render(request, "people/held.html", {"person": found, "codes": codes})


@for_team(*INVITING)
@fresh
@require_http_methods(["POST"])
def held_file(request: Asking, key: str, suffix: str) -> HttpResponse:
    """Everything, as JSON or PDF. Of a protected person this is an opening, with its line in the record."""
    found = person_of(request, key)
    try:
        told = holdings.hand_out(
            found, by=request.holder, meeting_code=request.POST.get("meeting_code", ""), today=today()
        )
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("held", key=found.key)
    return _file(found, told, suffix)


def _file(person: Person, told: dict[str, dict[str, object]], suffix: str) -> HttpResponse:
    if suffix == "json":
        content, kind = (
            json.dumps(told, ensure_ascii=False, indent=2, default=str).encode(),
            "application/json",
        )
    elif suffix == "pdf":
        content, kind = held_paper.pdf(person.full_name, told, today()), "application/pdf"
    else:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="held.{suffix}"'
    answer["Cache-Control"] = "no-store"
    return answer
