"""The outbox: what waits, what went out, to whom and in what words. Nothing is sent by surprise."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from underrose.access.audience import for_team
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.kit import mail, once
from underrose.kit.models import MailState, OutboxMail
from underrose.pages.outbox import actions, listing
from underrose.pages.outbox.forms import Filters

MANY = 2_000


@for_team(*listing.READERS, Role.ADMINISTRATOR)
@require_safe
def outbox(request: Asking) -> HttpResponse:
    found = listing.visible_to(request.holder)
    tally = listing.tallied(found)
    query = request.GET.get("q", "").strip()[:100]
    filters = Filters(request.GET, tally.meetings)
    chosen = filters.chosen()
    told = listing.lines(found.filter(**chosen), query)
    pages = Paginator[Any](told.rows, listing.PAGE)
    if not query:
        pages.count = _number(tally, chosen)  # counted already
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [listing.line_of(row) for row in page.object_list],
        "query": query,
        "filters": filters,
        "figures": _figures(tally),
        "acts": _acts(),
        "searched": listing.SEARCHED if told.is_cut else 0,
        "is_filtered": bool(query or chosen),
    }
    return render(request, "pages/outbox/outbox.html", context)


@for_team(*listing.READERS)
@require_safe
def preview(request: Asking, key: UUID) -> HttpResponse:
    """One mail as its recipient will see it, before it goes or after."""
    found = get_object_or_404(listing.in_full(request.holder), key=key)
    line = listing.line_of(found)
    context = {"line": line, "mail": found, "acts": _acts_for(found), "facts": _facts(line)}
    return render(request, "pages/outbox/preview.html", context)


@for_team(*listing.READERS)
@require_POST
@once.acts_once
def act(request: HttpRequest) -> HttpResponse:
    """Send now, hold, cancel or send again those that are ticked."""
    holder = request.holder  # type: ignore[attr-defined] # set at the door
    wanted = request.POST.get("act", "")
    if wanted not in actions.ACTS:
        raise Http404
    chosen = listing.in_full(holder).filter(pk__in=_keys(request.POST.getlist("selected")))
    done, refusals = actions.act_on(chosen, wanted, by=holder, today=timezone.now().date())
    if done:
        messages.success(request, _said(wanted, done))
    for sentence in refusals:
        messages.warning(request, sentence)
    if not done and not refusals:
        messages.warning(request, _("Tick at least one mail first."))
    return redirect("outbox")


def _keys(given: list[str]) -> list[UUID]:
    found = []
    for one in given[:MANY]:
        try:
            found.append(UUID(one))
        except ValueError:
            raise Http404 from None
    return found


def _number(tally: listing.Tally, chosen: dict[str, str]) -> int:
    states = [chosen["state"]] if "state" in chosen else []
    return tally.of(*states, meeting=chosen.get("meeting_code", ""))


def _figures(tally: listing.Tally) -> list[dict[str, object]]:
    """What matters now: what waits for a person, what waits for the worker, what did not arrive."""
    figures = [
        (tally.of(MailState.HELD), _("wait for you")),
        (tally.of(MailState.QUEUED, MailState.SENDING), _("wait to be sent")),
        (tally.of(MailState.REFUSED, MailState.BOUNCED), _("did not arrive")),
    ]
    return [{"number": number, "label": label} for number, label in figures if number]


def _acts() -> list[dict[str, str]]:
    return [
        {"value": "send", "label": _("Send now")},
        {"value": "hold", "label": _("Hold")},
        {"value": "cancel", "label": _("Cancel")},
        {"value": "again", "label": _("Send again")},
    ]


def _acts_for(found: OutboxMail) -> list[dict[str, str]]:
    """Only what its state allows."""
    allowed = {
        "send": found.state == MailState.HELD
        or (found.state == MailState.QUEUED and found.after is not None),
        "hold": found.may_become(MailState.HELD),
        "cancel": found.may_become(MailState.CANCELLED),
        "again": found.is_finished,
    }
    return [one for one in _acts() if allowed[one["value"]]]


def _facts(line: listing.Line) -> list[tuple[str, object]]:
    found = line.mail
    facts: list[tuple[str, object]] = [
        (_("To"), line.recipient),
        (_("Subject"), line.subject),
        (_("Meeting"), found.meeting_code),
        (_("Tone"), found.get_tone_display()),
        (_("Message-ID"), mail.message_id(found)),
    ]
    if found.answer:
        facts.append((_("The other side answered"), found.answer))
    return facts


def _said(wanted: str, done: int) -> str:
    sentences = {
        "send": ngettext("%d mail goes out now.", "%d mails go out now.", done),
        "hold": ngettext("%d mail is held.", "%d mails are held.", done),
        "cancel": ngettext("%d mail was cancelled.", "%d mails were cancelled.", done),
        "again": ngettext("%d mail goes out again.", "%d mails go out again.", done),
    }
    return sentences[wanted] % done
