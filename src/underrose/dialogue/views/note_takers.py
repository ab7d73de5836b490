"""The programme director asks colleagues to take the notes of a session or group, and lets them go again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from underrose.access import actions as access
from underrose.access.audience import for_team, fresh
from underrose.access.holders import Asking
from underrose.access.models import Account, Grant
from underrose.access.roles import Role
from underrose.dialogue import note_takers as asked
from underrose.dialogue import ways
from underrose.dialogue.views.asking import done, meeting_of, posted, tried
from underrose.kit.forms import Form


class NoteTaker(Form):
    """Who takes the notes of which session or group."""

    place = forms.ChoiceField(label=gettext_lazy("Session or group"))
    account = forms.ChoiceField(label=gettext_lazy("Colleague"))

    def __init__(
        self, page: asked.Page, choices_of_account: Sequence[tuple[str, str]], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("place", page.choices()), ("account", choices_of_account)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *choices]


@for_team(Role.PROGRAMME_DIRECTOR, second_factor=True)
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def note_takers(request: Asking, code: str) -> HttpResponse:
    """Whoever is asked sees the notes of that session or group and of no other."""
    meeting = meeting_of(request, code)
    page, colleagues = asked.of(meeting), asked.colleagues(meeting)
    initial = {"place": request.GET.get("place", "")}
    form = NoteTaker(page, colleagues.choices, posted(request), initial=initial)

    def act() -> None:
        account = get_object_or_404(Account, pk=UUID(form.cleaned_data["account"]))
        session, _apart, group = form.cleaned_data["place"].partition(asked.APART)
        role, by = Role.NOTE_TAKER, request.holder
        access.grant(account, role=role, meeting_code=code, by=by, session=session, group=group)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Asked. Nothing was mailed: please tell them yourself."))
        return redirect("note_takers", code=code)
    context = {"meeting": meeting, "form": form, "page": page, "colleagues": colleagues}
    context |= {**ways.of(request.holder, code)}
    return render(request, "dialogue/note_takers.html", context)


@for_team(Role.PROGRAMME_DIRECTOR, second_factor=True)
@fresh
@require_POST
def let_note_taker_go(request: Asking, code: str, grant: UUID) -> HttpResponse:
    """They no longer read these notes, and no page that they left open hands points in."""
    meeting_of(request, code)
    held = get_object_or_404(Grant, pk=grant, meeting_code=code, role=Role.NOTE_TAKER.value)

    done(request, lambda: access.revoke(held, by=request.holder), _("They no longer take these notes."))
    return redirect("note_takers", code=code)
