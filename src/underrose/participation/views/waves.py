"""The next wave: proposed, looked at, changed, prepared; with what each change does said at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.participation import forecasting, invited, wave_page
from underrose.participation.actions import invitations, waves
from underrose.participation.forms.waves import ProposeWave
from underrose.participation.models import Candidate, Invitation, Wave
from underrose.participation.views.asking import brief_of, done, meeting_of, posted, today, tried
from underrose.people.models import INVITING


@for_team(*INVITING)
@require_safe
def waves_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    return render(request, "participation/waves.html", _context(meeting, ProposeWave()))


@for_team(*INVITING)
@require_POST
@once.acts_once
def propose_wave(request: Asking, code: str) -> HttpResponse:
    """Have the next wave proposed. The same settings propose the same wave."""
    meeting = meeting_of(request, code)
    brief = brief_of(meeting)
    form = ProposeWave(posted(request))

    def act() -> None:
        if brief is None:
            raise Refused(wave_page.no_brief())
        said = form.cleaned_data
        plan = forecasting.plan(
            brief,
            today(),
            waves_left=said["waves_left"],
            seed=said["seed"],
            accepts_risk=said["accepts_risk"],
        )
        if not plan.invite:
            raise Refused(wave_page.nobody_left(brief, plan))
        waves.propose(brief, plan, by=request.holder, today=today())

    if form.is_valid() and tried(form, act):
        return redirect("waves", code=code)
    return render(request, "participation/waves.html", _context(meeting, form))


@for_team(*INVITING)
@require_POST
@once.acts_once
def begin_wave(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    brief = brief_of(meeting)
    if brief is not None:
        waves.begin_by_hand(brief, by=request.holder, today=today())
    return redirect("waves", code=code)


@for_team(*INVITING)
@require_POST
def change_wave(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Put somebody in, or take somebody out; the page then says what that did."""
    wave = _wave(request, code, key)
    wanted = invited.keys([request.POST.get("candidate", "")])
    act = waves.take_out if request.POST.get("act") == "out" else waves.put_in
    try:
        for candidate in Candidate.objects.filter(meeting=wave.meeting_id, key__in=wanted).select_related(
            "person"
        ):
            act(wave, candidate, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("waves", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def drop_wave(request: Asking, code: str, key: UUID) -> HttpResponse:
    wave = _wave(request, code, key)
    done(
        request,
        lambda: waves.drop(wave, by=request.holder, today=today()),
        _("The proposal is laid aside. Nobody was written to."),
    )
    return redirect("waves", code=code)


@for_team(*INVITING)
@require_http_methods(["POST"])
@once.acts_once
def prepare_wave(request: Asking, code: str, key: UUID) -> HttpResponse:
    """A letter for each; they wait until number and names have been read."""
    wave = _wave(request, code, key)
    try:
        prepared = waves.prepare(wave, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("waves", code=code)
    for sentence in prepared.refusals:
        messages.warning(request, sentence)
    number = len(prepared.invitations)
    sentence = ngettext("%(count)s letter waits for you.", "%(count)s letters wait for you.", number)
    messages.success(request, sentence % {"count": number})
    return redirect("send_invitations" if number else "waves", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def invite_without_letter(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Somebody was asked by telephone or post: the next page is the one on which their answer is entered."""
    found = get_object_or_404(Candidate.objects.visible_to(request.holder), key=key, meeting__code=code)
    asked: list[Invitation] = []

    def act() -> None:
        asked.append(invitations.invite_without_letter(found, by=request.holder, today=today()))

    if done(request, act, _("Noted as asked. Enter the answer here as soon as you know it.")):
        return redirect("invitation_page", code=code, key=asked[0].key)
    return redirect("waves", code=code)


def _wave(request: Asking, code: str, key: UUID) -> Wave:
    meeting = meeting_of(request, code)
    return get_object_or_404(Wave.objects.select_related("meeting"), key=key, meeting=meeting)


def _context(meeting: Meeting, form: ProposeWave) -> dict[str, Any]:
    brief = brief_of(meeting)
    context: dict[str, Any] = {"meeting": meeting, "brief": brief, "form": form}
    if brief is not None:
        context |= wave_page.told(brief, today())
    return context
