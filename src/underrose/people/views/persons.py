"""One person: the page, adding, changing, what they agreed to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.people import differences, particulars, person_page
from underrose.people.actions import persons
from underrose.people.actions.persons import Overtaken
from underrose.people.forms.persons import Everything
from underrose.people.models import INVITING, Person, Purpose
from underrose.people.views.asking import person_of, posted, today, tried


@for_team(*INVITING)
@require_safe
def person(request: Asking, key: str) -> HttpResponse:
    """All that is known, without what is sealed. A row that was made one with another leads to that other."""
    merged = (
        Person.objects.filter(key=key, merged_into__isnull=False)
        .values_list("merged_into", flat=True)
        .first()
    )
    if merged is not None and Person.objects.visible_to(request.holder).filter(key=merged).exists():
        return redirect("person", key=merged)
    found = person_of(request, key)
    return render(request, "people/person.html", person_page.told(found, request.holder, today()))


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def add(request: Asking) -> HttpResponse:
    asked = Everything(posted(request))
    if asked.is_valid():
        try:
            made = persons.introduce(by=request.holder, facts=asked.facts(), today=today())
        except Refused as refusal:
            asked.person.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("%(name)s is in the list.") % {"name": made.full_name})
            return redirect("person", key=made.key)
    return render(request, "people/edit.html", {"asked": asked})


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Asking, key: str) -> HttpResponse:
    """Of people who are not protected. A colleague's newer words are shown beside one's own; nothing is overwritten."""
    found = get_object_or_404(Person.objects.visible_to(request.holder), key=key, is_sealed=False)
    asked = Everything(posted(request), particulars.of(found), found.revision)
    context: dict[str, Any] = {"asked": asked, "person": found}
    if asked.is_valid():
        try:
            saved(request, found, asked)
            return redirect("person", key=found.key)
        except Overtaken as overtaken:
            context["theirs"] = differences.between(overtaken.theirs, asked.facts())
            asked.revision = overtaken.revision
            asked.person.add_error(None, overtaken.sentence)
        except Refused as refusal:
            asked.person.add_error(None, refusal.sentence)
    return render(request, "people/edit.html", context)


def saved(request: Asking, found: Person, asked: Everything) -> None:
    persons.revise(found, by=request.holder, facts=asked.facts(), revision=asked.revision, today=today())
    messages.success(request, _("Saved."))


@for_team(*INVITING)
@require_POST
def consent(request: Asking, key: str) -> HttpResponse:
    """What they said to one purpose, in the words of the form: agreed, or refused."""
    found = person_of(request, key)
    purpose, said = request.POST.get("purpose", ""), request.POST.get("said", "")
    if purpose not in Purpose.values or said not in {"yes", "no"}:
        raise Http404
    how = request.POST.get("how", "").strip()
    tried(
        request,
        lambda: persons.say_consent(
            found, purpose=purpose, is_given=said == "yes", how=how, by=request.holder, today=today()
        ),
        _("Noted, with the day."),
    )
    return redirect("person", key=found.key)


@for_team(*INVITING)
@require_POST
def do_not_contact(request: Asking, key: str) -> HttpResponse:
    found = person_of(request, key)
    is_set = request.POST.get("set") == "yes"
    said = _("Nobody writes to them any more.") if is_set else _("They may be written to again.")
    tried(
        request,
        lambda: persons.set_do_not_contact(found, is_set=is_set, by=request.holder, today=today()),
        said,
    )
    return redirect("person", key=found.key)
