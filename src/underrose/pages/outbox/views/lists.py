"""The list of letters, one letter, and both as files."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from underrose.access.audience import for_team, fresh_file
from underrose.access.holders import Asking
from underrose.access.roles import Role
from underrose.kit import mail, tables
from underrose.kit.letters import masked
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.sealed import Destroyed, WillNotOpen
from underrose.pages.outbox import listing, order, replies
from underrose.pages.outbox.forms import Filters


@for_team(*listing.READERS, Role.ADMINISTRATOR)
@require_safe
def outbox(request: Asking) -> HttpResponse:
    found = listing.visible_to(request.holder)
    tally = listing.tallied(found)
    query = _query(request)
    filters = Filters(request.GET)
    chosen = filters.chosen()
    told = listing.search(found.filter(**chosen), query) if query else None
    rows = told.rows if told else _rows(found, tally, filters)
    page = Paginator[Any](rows, listing.PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]  # it asks for slices alone
    context = {
        "page": page,
        "lines": [listing.line_of(row) for row in page.object_list],
        "query": query,
        "filters": filters,
        "figures": _figures(tally, replies.waiting(request.holder)),
        "held": listing.waiting(request.holder, filters.codes()),
        "may_export": request.holder.may_anywhere(*listing.READERS),
        "acts": _acts(),
        "searched": listing.SEARCHED if told and told.is_cut else 0,
        "is_filtered": bool(query or chosen),
    }
    return render(request, "pages/outbox/outbox.html", context)


@for_team(*listing.READERS)
@require_safe
def preview(request: Asking, key: UUID) -> HttpResponse:
    """One mail as its recipient will see it, but for the personal address in it, which is theirs alone."""
    found = get_object_or_404(listing.in_full(request.holder), key=key)
    line = listing.line_of(found)
    body = found.body if line.is_readable else ""
    context = {
        "line": line,
        "mail": found,
        "acts": _acts_for(found),
        "facts": _facts(line),
        "parts": _parts(found) if line.is_readable else [],
        "formatted": masked.html(body) if found.is_formatted else "",
        "plain": masked.plain(body) if found.is_formatted else masked.words(body),
        "hides_address": masked.words(body) != body,
    }
    return render(request, "pages/outbox/preview.html", context)


@for_team(*listing.READERS)
@fresh_file
@require_safe
def export(request: Asking, suffix: str) -> HttpResponseBase:
    """The list as it is shown, all pages of it, for a spreadsheet."""
    found = listing.in_full(request.holder).filter(**Filters(request.GET).chosen())
    query = _query(request)
    rows = listing.search(found, query).rows if query else listing.every(found)
    return tables.response(
        listing.columns(), map(listing.line_of, rows), kind=suffix, name="letters", title=_("Letters")
    )


@for_team(*listing.READERS)
@require_safe
def part(request: Asking, key: UUID, part: UUID) -> HttpResponse:
    """A file that goes with a letter, for a look before it leaves."""
    found = get_object_or_404(listing.in_full(request.holder), key=key)
    file = get_object_or_404(found.parts.all(), key=part)
    try:
        name, body = file.name, file.body
    except (Destroyed, WillNotOpen):
        raise Http404 from None
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(body, content_type=file.media_type, headers=headers)


def _rows(found: QuerySet[OutboxMail], tally: listing.Tally, filters: Filters) -> order.Rows:
    """What is counted already is not counted again: of a meeting alone the numbers are not known yet."""
    chosen = filters.chosen()
    narrowed = found.filter(**chosen)
    if filters.codes():
        return listing.lines(narrowed, listing.tallied(narrowed))
    return listing.lines(narrowed, tally.narrowed(str(chosen["state"])) if "state" in chosen else tally)


def _figures(tally: listing.Tally, answers: int) -> list[dict[str, object]]:
    """What matters now: what waits for a person, what waits for the worker, what did not arrive."""
    here = reverse("outbox")
    figures = [
        (tally.of(MailState.HELD), _("wait for you"), f"{here}?state={MailState.HELD}"),
        (answers, _("answers to read"), reverse("outbox_replies")),
        (tally.of(MailState.QUEUED, MailState.SENDING), _("wait to be sent"), ""),
        (tally.of(MailState.REFUSED, MailState.BOUNCED), _("did not arrive"), ""),
    ]
    return [{"number": number, "label": label, "url": url} for number, label, url in figures if number]


def _query(request: Asking) -> str:
    return request.GET.get("q", "").strip()[:100]


def _parts(found: OutboxMail) -> list[dict[str, object]]:
    return [
        {"name": part.name, "size": part.size, "url": reverse("outbox_part", args=[found.key, part.key])}
        for part in found.parts.defer("body")
    ]


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
    if found.after and found.state in mail.WAITING:
        facts.append((_("Not before"), date_format(localtime(found.after), "l j F Y, H:i e")))
    if found.answer:
        facts.append((_("The other side answered"), found.answer))
    return facts
