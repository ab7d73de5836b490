"""Who is in the room, who waits, who gave a place back; and the next from the reserve."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.kit import once, tables
from underrose.kit.refusals import Refused
from underrose.participation import in_the_room
from underrose.participation.actions import invitations, participants, replies
from underrose.participation.forms.invitations import DropOut
from underrose.participation.models import Participant, Substitute
from underrose.participation.views.asking import brief_of, done, meeting_of, posted, today, tried
from underrose.people.models import INVITING

PAGE = 100
ANYTHING = ["GET", "HEAD", "POST"]


@for_team(*INVITING)
@require_safe
def participants_of(request: Asking, code: str) -> HttpResponse:
    meeting = meeting_of(request, code)
    brief = brief_of(meeting)
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(in_the_room.found(meeting, words), PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "brief": brief,
        "page": page,
        "lines": in_the_room.lines(page.object_list, today()),
        "reserve": in_the_room.reserve(brief, today()) if brief else [],
        "gone": in_the_room.gone(meeting),
        "figures": in_the_room.figures(meeting, brief),
        "untold": invitations.untold(meeting).count(),
        "words": words,
    }
    return render(request, "participation/participants.html", context)


@for_team(*INVITING)
@fresh_file
@require_safe
def participants_export(request: Asking, code: str, suffix: str) -> HttpResponseBase:
    meeting = meeting_of(request, code)
    found = in_the_room.found(meeting, "")
    rows = tables.in_chunks(found, lambda some: in_the_room.lines(some, today()))
    name = f"{meeting.code}-participants"
    return tables.response(in_the_room.COLUMNS, rows, kind=suffix, name=name, title=_("Participants"))


@for_team(*INVITING)
@require_POST
@once.acts_once
def fill_from_reserve(request: Asking, code: str, key: UUID) -> HttpResponse:
    """A free place for somebody who waits; their letter leaves at once, because they have accepted already."""
    found = _participant(request, code, key)
    done(
        request,
        lambda: participants.fill_from_reserve(found, by=request.holder, today=today()),
        _("The place is given, and the letter is on its way."),
    )
    return redirect("participants", code=code)


@for_team(*INVITING)
@require_http_methods(ANYTHING)
@once.acts_once
def drop_out(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Somebody who had a place cannot come after all."""
    found = _participant(request, code, key)
    form = DropOut(posted(request))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        participants.withdraw(found, by=request.holder, today=today(), reason=reason)

    if request.method == "POST" and form.is_valid() and tried(form, act):
        messages.success(request, _("The place is free. The reserve shows who would repair the gap."))
        return redirect("participants", code=code)
    context = {"meeting": found.meeting, "participant": found, "form": form}
    return render(request, "participation/drop_out.html", context)


@for_team(*INVITING)
@require_POST
@once.acts_once
def tell_of_move(request: Asking, code: str) -> HttpResponse:
    """A letter to everybody who knows an earlier time or place. Nothing leaves yet."""
    meeting = meeting_of(request, code)
    count = invitations.prepare_news_of_move(meeting, by=request.holder, today=today())
    sentence = ngettext("%(count)s letter waits for you.", "%(count)s letters wait for you.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("send_invitations" if count else "participants", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def prepare_joining(request: Asking, code: str) -> HttpResponse:
    """A letter to everybody with a place: how to get there stands on their page. Nothing leaves yet."""
    meeting = meeting_of(request, code)
    try:
        count = invitations.prepare_joining(meeting, by=request.holder, today=today())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("participants", code=code)
    sentence = ngettext("%(count)s letter waits for you.", "%(count)s letters wait for you.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("send_invitations" if count else "participants", code=code)


@for_team(*INVITING)
@require_POST
@once.acts_once
def list_substitute(request: Asking, code: str, key: UUID) -> HttpResponse:
    """Somebody a guest proposed becomes a candidate, who needs to be cleared, or is laid aside."""
    meeting = meeting_of(request, code)
    proposed = get_object_or_404(
        Substitute.objects.select_related("invitation__candidate"), key=key, invitation__meeting=meeting
    )
    is_listed = request.POST.get("act") == "list"
    act = replies.list_substitute if is_listed else replies.lay_substitute_aside
    done(
        request,
        lambda: act(proposed, by=request.holder, today=today()),
        _("On the long list.") if is_listed else _("Laid aside."),
    )
    return redirect("invitation_page", code=code, key=proposed.invitation_id)


def _participant(request: Asking, code: str, key: UUID) -> Participant:
    found = Participant.objects.visible_to(request.holder).select_related("meeting", "person")
    return get_object_or_404(found, key=key, meeting__code=code)
