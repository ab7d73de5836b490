"""Nominations: asked on the desk, given on a page of the organisation's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_link, for_team
from underrose.access.doorstep import bound
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.participation import named as words
from underrose.participation import nomination_pages
from underrose.participation.actions import nominations
from underrose.participation.forms.nominations import AskForNames, NamePerson, ReviseNomination
from underrose.participation.models import Candidate, Nomination
from underrose.participation.views.asking import done, meeting_of, posted, today, tried
from underrose.people.models import INVITING

SEE_OTHER = 303


def _of_meeting(request: Asking, code: str, key: UUID) -> Nomination:
    found = Nomination.objects.filter(meeting=meeting_of(request, code))
    return get_object_or_404(found.select_related("meeting", "organisation"), key=key)


@for_team(*INVITING)
@require_safe
def nominations_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    context = {"meeting": meeting, "rows": nomination_pages.rows(meeting, today())}
    return render(request, "participation/nominations.html", context)


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def ask_for_names(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    form = AskForNames(posted(request))

    def act() -> None:
        nominations.ask(meeting, by=request.holder, now=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The letter waits in the outbox. Nothing has been sent yet."))
        return redirect("nominations", code=code)
    return render(request, "participation/ask_for_names.html", {"meeting": meeting, "form": form})


@for_team(*INVITING)
@require_http_methods(["GET", "HEAD", "POST"])
@once.acts_once
def revise_nomination(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _of_meeting(request, code, key)
    form = ReviseNomination(posted(request), initial={"places": found.places, "open_until": found.open_until})

    def act() -> None:
        nominations.revise(found, by=request.holder, today=today(), **form.cleaned_data)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Saved. The page of the organisation shows it at once."))
        return redirect("nominations", code=code)
    context = {"meeting": found.meeting, "nomination": found, "form": form}
    return render(request, "participation/revise_nomination.html", context)


@for_team(*INVITING)
@require_POST
@once.acts_once
def ask_for_names_again(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _of_meeting(request, code, key)
    sentence = _("A new letter waits in the outbox. The address in the one before opens nothing any more.")
    done(request, lambda: nominations.ask_again(found, by=request.holder, now=timezone.now()), sentence)
    return redirect("nominations", code=code)


@for_team(*INVITING)
@require_POST
def close_nomination(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _of_meeting(request, code, key)
    sentence = _("No more names are taken. Those that were named stay.")
    done(request, lambda: nominations.close(found, by=request.holder, today=today()), sentence)
    return redirect("nominations", code=code)


def _asked(request: Asking) -> Nomination:
    """The one nomination this address was sent for."""
    found = Nomination.objects.filter(meeting__code=request.link.meeting_code)
    return get_object_or_404(found.select_related("meeting", "organisation"), key=request.link.subject)


def _front(request: Asking) -> HttpResponse:
    return HttpResponseRedirect(request.link_path, status=SEE_OTHER)


@for_link("nomination")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
@once.acts_once
def nomination(request: Asking) -> HttpResponse:
    """The organisation's page: whom it has named, and a place to name another. Opening it changes nothing."""
    found = _asked(request)
    form = NamePerson(posted(request), initial={"organisation": found.organisation.name})

    def act() -> None:
        nominations.name_person(found, form.named(), by=request.holder, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return _front(request)
    context = {"form": form, **nomination_pages.own(found, today())}
    return render(request, "participation/personal/nomination.html", context)


@for_link("nomination")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
@once.acts_once
def change_named(request: Asking, key: UUID) -> HttpResponse:
    """Correct what was written of one person."""
    found = _asked(request)
    row = _named(found, key)
    said = words.of(row)
    initial: dict[str, Any] = {name: getattr(said, name) for name in NamePerson.base_fields} if said else {}
    form = NamePerson(posted(request), initial=initial)

    def act() -> None:
        nominations.change_named(row, form.named(), by=request.holder, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return _front(request)
    return render(
        request, "participation/personal/change_named.html", {"form": form, "named": said, "key": key}
    )


@for_link("nomination")
@require_POST
@bound
@once.acts_once
def take_back_named(request: Asking, key: UUID) -> HttpResponse:
    found = _asked(request)
    try:
        nominations.take_back(_named(found, key), by=request.holder, today=today())
    except Refused as refusal:
        context = {"refusal": refusal.sentence, "form": NamePerson(), **nomination_pages.own(found, today())}
        return render(request, "participation/personal/nomination.html", context)
    return _front(request)


def _named(nomination: Nomination, key: UUID) -> Candidate:
    found = nomination.candidates.select_related("person", "meeting", "nomination__meeting")
    return get_object_or_404(found, key=key)
