"""Pressing a button: for one letter, or for many after a look at their number and names."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking, Holder
from underrose.kit import mail, once
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused
from underrose.pages.outbox import actions, listing

MANY = 2_000
# A form has a limit of fields; with more letters than this no single one can be left out.
BOXES = 800


@for_team(*listing.READERS)
@require_safe
def send(request: Asking) -> HttpResponse:
    """Number and names before anything leaves: those that were ticked, or all of a meeting that wait."""
    leaving = mail.about_to_leave(_asked(request), timezone.now())
    if not leaving.number:
        messages.warning(request, _("None of these waits for you. Nothing was sent."))
        return redirect("outbox")
    lines = [listing.line_of(one) for one in leaving.mails]
    context = {
        "leaving": leaving,
        "lines": lines,
        "has_boxes": leaving.number <= BOXES,
        "selected": ",".join(str(one.key) for one in leaving.mails),
    }
    return render(request, "pages/outbox/send.html", context)


@for_team(*listing.READERS)
@require_POST
@once.acts_once
def act(request: HttpRequest) -> HttpResponse:
    """Hold, cancel or send again those that are ticked; sending goes by way of their names."""
    holder = request.holder  # type: ignore[attr-defined] # set at the door
    wanted, keys = request.POST.get("act", ""), _keys(request.POST.getlist("selected"))
    if wanted not in {*actions.ACTS, "release"}:
        raise Http404
    if wanted == "send" and keys and not request.POST.get("seen"):
        return redirect(f"{reverse('outbox_send')}?{urlencode({'selected': ','.join(map(str, keys))})}")
    done, refusals = _done(wanted, listing.in_full(holder).filter(pk__in=keys), holder)
    if done:
        messages.success(request, _said(wanted, done))
    for sentence in refusals:
        messages.warning(request, sentence)
    if not done and not refusals:
        messages.warning(request, _nothing(wanted if keys else ""))
    return redirect("outbox")


def _done(wanted: str, chosen: QuerySet[OutboxMail], by: Holder) -> tuple[int, list[str]]:
    today = timezone.now().date()
    if wanted == "release":
        try:
            return actions.release(chosen, by=by, today=today), []
        except Refused as refused:
            return 0, [refused.sentence]
    return actions.act_on(chosen, wanted, by=by, today=today)


def _asked(request: Asking) -> QuerySet[OutboxMail]:
    mine = listing.in_full(request.holder)
    if meeting := request.GET.get("meeting", ""):
        return mine.filter(meeting_code=meeting)
    return mine.filter(pk__in=_keys(request.GET.getlist("selected")))


def _keys(given: list[str]) -> list[UUID]:
    """One key a field, or all of them in one: a form has a limit of fields."""
    found = []
    for one in [key for field in given for key in field.split(",")][:MANY]:
        try:
            found.append(UUID(one))
        except ValueError:
            raise Http404 from None
    return found


def _nothing(wanted: str) -> str:
    if wanted == "release":
        return _("These letters had left already, or were cancelled. Nothing was sent twice.")
    return _("Tick at least one mail first.")


def _said(wanted: str, done: int) -> str:
    sentences = {
        "release": ngettext("%(count)s letter was released.", "%(count)s letters were released.", done),
        "send": ngettext("%(count)s mail goes out now.", "%(count)s mails go out now.", done),
        "hold": ngettext("%(count)s mail is held.", "%(count)s mails are held.", done),
        "cancel": ngettext("%(count)s mail was cancelled.", "%(count)s mails were cancelled.", done),
        "again": ngettext("%(count)s mail goes out again.", "%(count)s mails go out again.", done),
    }
    return sentences[wanted] % {"count": done}
