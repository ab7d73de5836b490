"""Where points are handed in: by a ticket, without an account, and each once however often it is sent."""

import random
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from underrose.access.audience import for_public, words_stay_in_the_browser
from underrose.concept.models import Lens, Theme
from underrose.dialogue import envelopes, forms, rules, tickets
from underrose.dialogue.actions import capture as actions
from underrose.dialogue.models import Note
from underrose.dialogue.views.asking import leave_no_trace, today


@csrf_exempt  # no cookie counts here: the ticket does
@for_public
@words_stay_in_the_browser
@require_POST
def capture(request: HttpRequest, key: UUID) -> JsonResponse:
    """Take envelopes for one session, and answer which were taken and why others were not."""
    leave_no_trace(request)
    note = Note.objects.filter(key=key).first()
    if note is None or not tickets.is_good(note, request.headers.get("X-Ticket", ""), today()):
        sentence = _("This page was opened too long ago. Sign in again; nothing is lost.")
        return _said(sentence, HTTPStatus.FORBIDDEN)
    if refusal := rules.may_take(note):
        return _said(refusal, HTTPStatus.CONFLICT)
    if refusal := rules.words_are_gone(note.scope):
        return _said(refusal, HTTPStatus.GONE)
    if int(request.META.get("CONTENT_LENGTH") or 0) > forms.LONGEST_BODY:
        return _said(_("That is too much at once. Nothing was taken."), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    sent = forms.envelopes_in(request.body)
    if sent is None:
        sentence = _("The page sent something that cannot be read. Nothing was taken; load the page anew.")
        return _said(sentence, HTTPStatus.BAD_REQUEST)
    return _taken(note, sent)


def _taken(note: Note, sent: dict[str, str]) -> JsonResponse:
    known = [set(_keys(model, note)) for model in (Theme, Lens)]
    key = envelopes.private_key(note.private_key)
    opened = ((drawn, _opened(key, note, envelope)) for drawn, envelope in sent.items())
    found = [forms.taken(drawn, content, *known) for drawn, content in opened if content is not None]
    became = actions.take(note, [one for one in found if one is not None], rng=random.SystemRandom())
    told = {*became.taken, *became.refused}
    refused = {drawn: rules.unreadable() for drawn in sent if drawn not in told}
    return JsonResponse({"taken": list(became.taken), "refused": refused | dict(became.refused)})


def _opened(key: EllipticCurvePrivateKey, note: Note, envelope: str) -> dict[str, Any] | None:
    try:
        return envelopes.opened(key, str(note.pk), envelope)
    except envelopes.Unreadable:
        return None


def _keys(model: type[Theme] | type[Lens], note: Note) -> Iterator[str]:
    found = model.objects.filter(meeting__code=note.meeting_code)
    return (str(key) for key in found.values_list("pk", flat=True))


def _said(sentence: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)
