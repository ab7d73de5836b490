"""Protecting a person, looking at who it is, and ending the protection."""

from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.refusals import Refused, require
from underrose.people import aliases, differences, foretold, rules
from underrose.people.actions import sealing
from underrose.people.actions.persons import Overtaken
from underrose.people.forgetting_rules import may_be_sealed
from underrose.people.forms.persons import Everything
from underrose.people.forms.sealing import Alias, Seal
from underrose.people.models import INVITING, Person
from underrose.people.views.asking import posted, today, tried
from underrose.people.views.persons import saved

# An opened page leaves the screen by itself.
CLOSES_AFTER = 300


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def seal(request: Asking, key: str) -> HttpResponse:
    """What will happen is said first; the button does it. For whoever is protected already there is no such page."""
    found = get_object_or_404(Person.objects.visible_to(request.holder), key=key, is_sealed=False)
    initial = {"alias": aliases.suggested(SystemRandom()), "meeting_codes": _known_to(request, found)}
    is_known = found.needs_to_know.exists()
    form = Seal(posted(request), request.holder, is_known=is_known, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            sealed = sealing.seal(found, by=request.holder, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(
                request, _("This person now stands everywhere as %(name)s.") % {"name": sealed.full_name}
            )
            return redirect("person", key=found.key)
    refusal = may_be_sealed(found, request.holder, today())
    follows = [] if refusal else foretold.of_sealing(found, request.holder, today())
    context = {"person": found, "form": form, "follows": follows, "refusal": refusal}
    return render(request, "people/seal.html", context)


def _known_to(request: Asking, person: Person) -> str:
    """The meetings of this colleague that know the person already."""
    codes = set(person.history.values_list("meeting_code", flat=True))
    codes |= set(person.needs_to_know.values_list("meeting_code", flat=True))
    return ", ".join(sorted(codes & request.holder.codes_for(*INVITING)))


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def open_person(request: Asking, key: str) -> HttpResponse:
    """Before the button nothing is shown. After it the particulars stand on that one answer and on no address."""
    found = _sealed(request, key)
    codes = sorted(rules.codes_that_may_open(found, request.holder))
    if request.method == "POST":
        return _opened(request, found)
    return render(request, "people/open.html", {"person": found, "codes": codes})


def _opened(request: Asking, person: Person) -> HttpResponse:
    code = request.POST.get("meeting_code", "")
    with transaction.atomic():
        if once.first_result(request):
            messages.info(
                request, _("That page was shown once and is closed. Open it again if you need to look again.")
            )
            return redirect("person", key=person.key)
        try:
            facts = sealing.open_particulars(person, by=request.holder, meeting_code=code, today=today())
        except Refused as refusal:
            messages.warning(request, refusal.sentence)
            return redirect("person", key=person.key)
        once.remember(request, reverse("person", args=[person.key]))
    rows = [(label, differences.said(facts, name)) for name, label in differences.LABELS.items()]
    context = {"person": person, "rows": [row for row in rows if row[1]], "meeting_code": code}
    return closing(render(request, "people/opened.html", context), person)


def closing(answer: HttpResponse, person: Person) -> HttpResponse:
    """The page leaves the screen by itself, and no browser keeps it."""
    answer["Refresh"] = f"{CLOSES_AFTER}; url={reverse('person', args=[person.key])}"
    answer["Cache-Control"] = "no-store"
    return answer


@for_team(*INVITING)
@fresh
@require_http_methods(["POST"])
def edit_protected(request: Asking, key: str) -> HttpResponse:
    """From an opened page: the form with the real particulars is an opening of its own, and is saved sealed."""
    found = _sealed(request, key)
    code = request.POST.get("meeting_code", "")
    asked = Everything(request.POST) if "revision" in request.POST else None
    context: dict[str, Any] = {"person": found, "meeting_code": code, "is_opened": True}
    try:
        require(rules.may_open(found, request.holder, code))
        overtaken = None
        if asked is not None and asked.is_valid():
            overtaken = _saved(request, found, asked)
            if overtaken is None:
                return redirect("person", key=found.key)
        facts = sealing.open_particulars(found, by=request.holder, meeting_code=code, today=today())
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
        return redirect("person", key=found.key)
    asked = asked or Everything(None, facts, found.revision)
    if overtaken is not None:
        context["theirs"] = differences.between(overtaken.theirs, asked.facts())
        asked.revision = overtaken.revision
        asked.person.add_error(None, overtaken.sentence)
    return closing(render(request, "people/edit.html", context | {"asked": asked}), found)


def _saved(request: Asking, person: Person, asked: Everything) -> Overtaken | None:
    """What a colleague saved meanwhile is shown with a line in the record, like every other look."""
    try:
        saved(request, person, asked)
    except Overtaken as overtaken:
        return overtaken
    return None


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def rename(request: Asking, key: str) -> HttpResponse:
    """Another alias. Whoever may look who it is may give it; to all others there is no such page."""
    found = _sealed(request, key)
    form = Alias(posted(request), initial={"alias": aliases.suggested(SystemRandom())})
    if request.method == "POST" and form.is_valid():
        try:
            renamed = sealing.rename(found, by=request.holder, today=today(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("alias", refused.sentence)
        else:
            messages.success(
                request, _("This person now stands everywhere as %(name)s.") % {"name": renamed.full_name}
            )
            return redirect("person", key=found.key)
    return render(request, "people/rename.html", {"person": found, "form": form})


@for_team(*INVITING)
@require_http_methods(["POST"])
def let_know(request: Asking, key: str) -> HttpResponse:
    """Another meeting of one's own needs to know too. Who looks then leaves their own line in the record."""
    found = _sealed(request, key)
    code = request.POST.get("meeting_code", "").strip()
    if code in request.holder.codes_for(*INVITING):
        sealing.let_another_know(found, by=request.holder, meeting_code=code, today=today())
        messages.success(request, _("Colleagues who invite to %(code)s may look now.") % {"code": code})
    else:
        messages.warning(request, _("That is not a meeting to which you invite. Nothing was changed."))
    return redirect("person", key=found.key)


def _sealed(request: Asking, key: str) -> Person:
    """A protected person whom some meeting of this colleague needs to know; to all others there is no such page."""
    found = get_object_or_404(Person.objects.visible_to(request.holder), key=key, is_sealed=True)
    if not rules.codes_that_may_open(found, request.holder):
        raise Http404
    return found


@for_team(*INVITING)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def unseal(request: Asking, key: str) -> HttpResponse:
    found = get_object_or_404(Person.objects.visible_to(request.holder), key=key, is_sealed=True)
    if rules.may_unseal(found, request.holder):
        raise Http404
    if request.method == "POST":
        said = _("The protection has ended.")
        tried(request, lambda: sealing.unseal(found, by=request.holder, today=today()), said)
        return redirect("person", key=found.key)
    return render(request, "people/unseal.html", {"person": found})
