"""What people answered, and who has seen to it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.pages.outbox import actions, listing, replies


@for_team(*listing.READERS)
@require_safe
def answers(request: Asking) -> HttpResponse:
    """Answers to letters of one's meetings; what nobody has dealt with stands first."""
    found = replies.visible_to(request.holder).defer("body")
    page = Paginator(found, listing.PAGE).get_page(request.GET.get("page"))
    lines = [replies.answer_of(row) for row in page.object_list]
    return render(request, "pages/outbox/answers.html", {"page": page, "lines": lines})


@for_team(*listing.READERS)
@require_safe
def answer(request: Asking, key: UUID) -> HttpResponse:
    """One answer, with the letter it is about if that is still kept."""
    found = get_object_or_404(replies.visible_to(request.holder), key=key)
    line = replies.answer_of(found)
    facts = [(_("From"), line.writer), (_("Meeting"), found.meeting_code)]
    return render(request, "pages/outbox/answer.html", {"line": line, "reply": found, "facts": facts})


@for_team(*listing.READERS)
@require_POST
def dealt_with(request: Asking, key: UUID) -> HttpResponse:
    """Somebody has seen to it; a second press changes nothing."""
    found = get_object_or_404(replies.visible_to(request.holder), key=key)
    if actions.deal_with(found, by=request.holder, today=timezone.now().date()):
        messages.success(request, _("The answer is marked as dealt with."))
    return redirect("outbox_replies")
