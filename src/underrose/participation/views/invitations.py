"""Those invited: what became of each letter and each answer, and everything the team does about it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access import devices, links
from underrose.access.audience import for_team, fresh, fresh_file
from underrose.access.holders import Asking
from underrose.concept.models import Meeting
from underrose.kit import mail, once, tables
from underrose.kit.refusals import Refused
from underrose.participation import invited, reminding
from underrose.participation.actions import invitations, replies
from underrose.participation.forms.invitations import Filters, PrepareAgain, Remind, ReplyBy, Withdraw
from underrose.participation.forms.replies import EnteredAnswer
from underrose.participation.models import Channel, Invitation, Participant
from underrose.participation.views.asking import done, meeting_of, posted, today, tried
from underrose.people.models import INVITING

PAGE = 55
ANYTHING = ["GET", "HEAD", "POST"]


@for_team(*INVITING)
@require_safe
def invitations_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    filters, asked = _asked(request, meeting)
    page = Paginator(invited.found(meeting, asked, today()), PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "page": page,
        "lines": invited.lines(page.object_list, today()),
        "filters": filters,
        "asked": asked,
        "columns": invited.heads(asked.sort),
        "figures": invited.figures(meeting, today()),
    }
    return render(request, "participation/invitations.html", context)


@for_team(*INVITING)
@fresh_file
@require_safe
def invitations_export(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    """The list as it is filtered, as a file: protected people by alias there too."""
    meeting = meeting_of(request, code)
    _filters, asked = _asked(request, meeting)
    found = invited.found(meeting, asked, today())
    rows = tables.in_chunks(found, lambda some: invited.lines(some, today()))
    return tables.response(
        invited.COLUMNS, rows, kind=suffix, name=f"{meeting.code}-invitations", title=_("Invitations")
    )


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def send_invitations(request: Asking, code: str) -> HttpResponse:
    """Number and names before anything leaves; then all of them in one act."""
    meeting = meeting_of(request, code)
    waiting = mail.about_to_leave(invited.waiting(meeting), timezone.now())
    if request.method == "POST":
        wanted = set(invited.keys(request.POST.getlist("selected")))
        chosen = [one for one in waiting.mails if one.pk in wanted]
        sent = invitations.send(meeting, chosen, by=request.holder, today=today())
        sentence = ngettext("%(count)s letter goes out now.", "%(count)s letters go out now.", sent)
        messages.success(request, sentence % {"count": sent})
        return redirect("invitations", code=code)
    context = {
        "meeting": meeting,
        "waiting": waiting,
        "rows": invited.by_family_name(waiting),
    }
    return render(request, "participation/send.html", context)


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def remind(request: Asking, code: str) -> HttpResponse:
    """Whom, and when: those ticked of those who have not answered. An answer stops what has not left."""
    meeting = meeting_of(request, code)
    form = Remind(posted(request), initial={"when": "day"})
    rows = reminding.due(meeting, today())
    if request.method == "POST" and form.is_valid():
        wanted = set(invited.keys(request.POST.getlist("selected")))
        chosen = [row.invitation for row in rows if row.invitation.key in wanted]
        hours = reminding.hours(chosen, form.cleaned_data, timezone.now())
        count = invitations.remind(chosen, by=request.holder, today=today(), hours=hours)
        sentence = ngettext(
            "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
        )
        messages.success(request, sentence % {"count": count})
        return redirect("invitations", code=code)
    return render(request, "participation/remind.html", {"meeting": meeting, "form": form, "rows": rows})


@for_team(*INVITING)
@require_safe
def invitation_page(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _invitation(request, code, key)
    return render(request, "participation/invitation.html", _context(found))


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def enter_reply(request: Asking, code: str, key: UUID) -> HttpResponse:
    """An answer that came by telephone, by mail or in person, entered by the team and marked so."""
    found = _invitation(request, code, key)
    form = EnteredAnswer(posted(request))
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _enter(request, found, form)):
        messages.success(request, _("The answer is kept."))
        return redirect("invitation_page", code=code, key=key)
    return render(request, "participation/enter_reply.html", {**_context(found), "form": form})


def _enter(request: Asking, found: Invitation, form: EnteredAnswer) -> None:
    said, channel = form.cleaned_data, Channel(form.cleaned_data["channel"])
    by, day = request.holder, today()
    acts: dict[str, Callable[[], Any]] = {
        "accept": lambda: replies.accept(found, by=by, today=day, channel=channel),
        "tentative": lambda: replies.say_tentative(found, by=by, today=day, channel=channel),
        "decline": lambda: replies.decline(found, by=by, today=day, reason=said["reason"], channel=channel),
    }
    acts[said["answer"]]()


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def withdraw_invitation(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _invitation(request, code, key)
    form = Withdraw(posted(request), initial={"is_told": True})

    def act() -> None:
        is_told = form.cleaned_data["is_told"]
        invitations.withdraw(found, by=request.holder, today=today(), is_told=is_told)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("Invitation withdrawn. Its addresses open nothing any more."))
        return redirect("invitation_page", code=code, key=key)
    return render(request, "participation/withdraw_invitation.html", {**_context(found), "form": form})


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def prepare_invitation_again(request: Asking, code: str, key: UUID) -> HttpResponse:
    """A new letter; the page stays open unless an earlier letter went astray."""
    found = _invitation(request, code, key)
    form = PrepareAgain(posted(request))

    def act() -> None:
        closes = form.cleaned_data["closes_earlier"]
        invitations.prepare_again(found, by=request.holder, today=today(), closes_earlier=closes)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("A new letter waits for you."))
        return redirect("invitation_page", code=code, key=key)
    return render(request, "participation/prepare_again.html", {**_context(found), "form": form})


@for_team(*INVITING)
@require_http_methods(ANYTHING)
def change_reply_by(request: Asking, code: str, key: UUID) -> HttpResponse:
    found = _invitation(request, code, key)
    form = ReplyBy(posted(request), initial={"reply_by": found.reply_by})

    def act() -> None:
        day = form.cleaned_data["reply_by"]
        invitations.change_reply_by(found, by=request.holder, reply_by=day, today=today())

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The day is changed."))
        return redirect("invitation_page", code=code, key=key)
    return render(request, "participation/reply_by.html", {**_context(found), "form": form})


@for_team(*INVITING)
@fresh
@require_POST
def read_out_code(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Eight digits for a guest on the telephone whose device is not known; shown this once."""
    found = _invitation(request, code, key)
    link = links.current("invitation", found.key, timezone.now())
    digits = ""
    if link is None:
        messages.error(request, _("No address of this guest is open. Prepare a new letter first."))
    else:
        try:
            digits = devices.telephone_code(link, by=request.holder, now=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    return render(request, "participation/invitation.html", {**_context(found), "code": digits})


@for_team(*INVITING)
@fresh
@require_POST
@once.acts_once
def forget_devices(request: Asking, code: str, key: UUID) -> HttpResponse:
    """A telephone was lost: whoever opens this guest's page next needs a code, whichever letter they have."""
    found = _invitation(request, code, key)
    now = timezone.now()
    link = links.current("invitation", found.key, now)
    if link is None:
        messages.error(request, _("No address of this guest is open, so no device can use it."))
    else:
        done(
            request,
            partial(devices.forget_all, link, by=request.holder, now=now),
            _(
                "Every device is a stranger now, and codes on their way open nothing. The next one needs a new code."
            ),
        )
    return redirect("invitation_page", code=code, key=key)


def _invitation(request: Asking, code: str, key: UUID) -> Invitation:
    found = Invitation.objects.visible_to(request.holder).select_related(
        "meeting__venue", "meeting__brief", "candidate__person", "wave"
    )
    return get_object_or_404(found, key=key, meeting__code=code)


def _context(found: Invitation) -> dict[str, Any]:
    line = invited.lines([found], today())[0]
    return {
        "meeting": found.meeting,
        "line": line,
        "invitation": found,
        "participant": Participant.objects.filter(invitation=found).first(),
        "letters": invited.letters_to(found),
        "corrected": invited.corrected(found),
        "substitutes": found.substitutes.all(),
    }


def _asked(request: Asking, meeting: Meeting) -> tuple[Filters, invited.Asked]:
    waves = list(meeting.waves.order_by("number").values_list("number", flat=True))
    filters = Filters(request.GET, waves)
    filters.is_valid()
    chosen = filters.cleaned_data
    return filters, invited.Asked(
        state=chosen.get("state", ""),
        wave=int(chosen["wave"]) if chosen.get("wave") else None,
        words=request.GET.get("q", "").strip()[:100],
        sort=request.GET.get("sort", ""),
    )
