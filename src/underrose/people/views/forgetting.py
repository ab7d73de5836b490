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
from underrose.people.forgetting_rules import may_be_forgotten
from underrose.people.held import left_out
from underrose.people.models import INVITING, Person
from underrose.people.views.asking import person_of, today, tried


def _known(request: Asking, key: str) -> Person:
    """What is held of a protected person, and how much, is told to nobody who does not need to know them."""
    found = person_of(request, key)
    if not rules.may_know_of(found, request.holder):
        raise Http404
    return found


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: Asking, key: str) -> HttpResponse:
    """First what goes and what stays; the button on this page cannot be taken back."""
    found = _known(request, key)
    if request.method == "POST":
        said = _("This person is forgotten everywhere. Counts stay, without a name.")
        if tried(request, lambda: forgetting.forget(found, by=request.holder, today=today()), said):
            return redirect("people")
        return redirect("person", key=found.key)
    refusal = may_be_forgotten(found, request.holder, today())
    foreseen = None if refusal else forgetting.foreseen(found, request.holder, today())
    context = {"person": found, "foreseen": foreseen, "refusal": refusal}
    return render(request, "people/forget.html", context)


@for_team(*INVITING)
@require_safe
def held(request: Asking, key: str) -> HttpResponse:
    """Where the copies for the person themselves are made."""
    found = _known(request, key)
    codes = sorted(rules.codes_that_may_open(found, request.holder)) if found.is_sealed else []
    context = {"person": found, "codes": codes, "left_out": left_out(request.holder)}
    return render(request, "people/held.html", context)


@for_team(*INVITING)
@fresh
@require_http_methods(["POST"])
def held_file(request: Asking, key: str, suffix: str) -> HttpResponse:
    """Everything, as JSON or PDF. Of a protected person this is an opening, with its line in the record."""
    found = _known(request, key)
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
