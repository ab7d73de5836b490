"""The end of a session and of all that was said: sealing, opening once more, the promised day, and the certificate."""

import random
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.dialogue import ways
from underrose.dialogue.actions import destroying, sealing
from underrose.dialogue.ending_page import of as ending_of
from underrose.dialogue.models import TAKING, WHOLE, Promise
from underrose.dialogue.views.asking import (
    done,
    meeting_of,
    place_of,
    posted,
    tell_what_is_owed,
    today,
    tried,
)
from underrose.kit.forms import DateInput, Form


class Later(Form):
    """Putting the destruction off, once."""

    until = forms.DateField(label=gettext_lazy("Destroy them on"), widget=DateInput)
    reason = forms.CharField(label=gettext_lazy("Why they are kept longer"), max_length=300)


class Meant(Form):
    """A press of a button is no decision: whoever destroys types which meeting is meant."""

    reference = forms.CharField(label=gettext_lazy("Reference of the meeting"), max_length=40)

    def __init__(self, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        self.fields["reference"].widget.attrs["autocomplete"] = "off"

    def clean_reference(self) -> str:
        typed = str(self.cleaned_data["reference"]).strip()
        if typed.casefold() != self.code.casefold():
            raise forms.ValidationError(
                _("That is not the reference of this meeting. Nothing was destroyed.")
            )
        return typed


@for_team(*WHOLE, second_factor=True)
@require_POST
def seal(request: Asking, code: str, key: UUID) -> HttpResponse:
    """No more points: they are written anew in random order, and what was struck goes."""
    place = place_of(request, code, key)
    said: list[sealing.Sealing] = []

    def act() -> None:
        said.append(sealing.seal(place.note, by=request.holder, today=today(), rng=random.SystemRandom()))

    def sentence() -> str:
        number = said[0].standing
        words = ngettext("Sealed: %(number)d point stands.", "Sealed: %(number)d points stand.", number)
        return words % {"number": number}

    if done(request, act, sentence):
        tell_what_is_owed(request)
    return redirect("review", code=code, key=key)


@for_team(Role.PROGRAMME_DIRECTOR, second_factor=True)
@require_POST
def reopen(request: Asking, code: str, key: UUID) -> HttpResponse:
    """For points that come late from a telephone."""
    place = place_of(request, code, key)
    done(
        request,
        lambda: sealing.reopen(place.note, by=request.holder, today=today()),
        _("Open again. Seal these notes when the late points have come."),
    )
    return redirect("note", code=code, key=key)


@for_team(*TAKING, second_factor=True)
@require_safe
def promise(request: Asking, code: str) -> HttpResponse:
    """Until when the words of this meeting are kept, or the certificate that they are gone."""
    meeting = meeting_of(request, code)
    may_end = request.holder.may(Role.PROGRAMME_DIRECTOR, meeting_code=code)
    context = ending_of(meeting, today()) | ways.of(request.holder, code) | {"may_end": may_end}
    return render(request, "dialogue/promise.html", context)


@for_team(Role.PROGRAMME_DIRECTOR, second_factor=True)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request: Asking, code: str) -> HttpResponse:
    """Once, with a reason, at most a year."""
    meeting = meeting_of(request, code)
    held = Promise.objects.filter(meeting_code=code).first()
    if held is None:  # nothing was begun, or all is gone: the page says which
        return redirect("promise", code=code)
    form = Later(posted(request))

    def act() -> None:
        said = form.cleaned_data
        destroying.extend(meeting, said["until"], reason=said["reason"], by=request.holder, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        return redirect("promise", code=code)
    return render(request, "dialogue/put_off.html", {"meeting": meeting, "promise": held, "form": form})


@for_team(Role.PROGRAMME_DIRECTOR, second_factor=True)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def destroy(request: Asking, code: str) -> HttpResponse:
    """Before the promised day, because nobody needs the words any more, or again, because a key was put back.

    It asks once more, and cannot be undone.
    """
    meeting = meeting_of(request, code)
    ending = ending_of(meeting, today())
    is_back = ending["certificate"] is not None and not ending["key_is_gone"]
    if ending["promise"] is None and not is_back:
        return redirect("promise", code=code)
    form = Meant(meeting.code, posted(request))
    if request.method == "POST" and form.is_valid():
        if done(
            request,
            lambda: destroying.destroy(meeting.code, by=request.holder, today=today()),
            _("Destroyed. This is the certificate."),
        ):
            tell_what_is_owed(request)
        return redirect("promise", code=code)
    return render(request, "dialogue/destroy.html", ending | {"form": form, "is_back": is_back})
