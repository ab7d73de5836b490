"""The programme as everybody may read it: a page, papers, a calendar and JSON.

The public reads the latest version and no earlier one: what was taken back stays taken back. A page on which nobody is
named is kept by caches; one that names somebody is made for each reader, so that a name which may no longer be there is gone
at once.
"""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from underrose.access.audience import for_public
from underrose.access.holders import Asking
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.programme import feeds
from underrose.programme import versions as kept
from underrose.programme.models import ProgrammeVersion
from underrose.programme.released import Damaged, Released
from underrose.programme.rendering import Programme
from underrose.programme.rules import releasing as rules
from underrose.programme.views.asking import today
from underrose.programme.views.versions import paper_of


@dataclass(frozen=True)
class _Open:
    meeting: Meeting
    version: ProgrammeVersion
    content: Released

    @cached_property
    def shown(self) -> Programme:
        """Drawn once, in the language in which it is first asked for: that of the reader, or on paper of the meeting."""
        return kept.shown(self.meeting, self.version, Audience.public, content=self.content)


def _open(code: str) -> _Open:
    """The latest version, if it may be read in public; otherwise there is no such page."""
    meeting = Meeting.objects.published().select_related("venue", "published").filter(code=code).first()
    version = kept.latest(meeting) if meeting and not rules.may_be_public(meeting) else None
    if meeting is None or version is None:
        raise Http404
    try:
        content = kept.held(meeting, version)
    except Damaged as damaged:
        raise Http404 from damaged
    if not content.is_in_public:
        raise Http404
    return _Open(meeting, version, content)


def _address(request: Asking, found: _Open) -> str:
    return request.build_absolute_uri(reverse("public_programme", args=[found.meeting.code]))


@for_public
@require_safe
def public_programme(request: Asking, code: str) -> HttpResponseBase:
    return _page(request, _open(code))


@for_public
@require_safe
def public_version(request: Asking, code: str, number: int) -> HttpResponseBase:
    """The latest one by its number; whether there was another of an earlier number is not said."""
    found = _open(code)
    if found.version.number != number:
        raise Http404
    return _page(request, found)


def _page(request: Asking, found: _Open) -> HttpResponseBase:
    context = {"meeting": found.meeting, "programme": found.shown, "address": _address(request, found)}
    return _fresh(found.shown, render(request, "programme/public.html", context))


@for_public
@require_safe
def public_paper(request: Asking, code: str, paper: str) -> HttpResponseBase:
    found = _open(code)
    draw = lambda: found.shown  # noqa: E731 - drawn in the language of the meeting
    made = paper_of(request, found.meeting, draw, paper, f"{found.meeting.code}-programme.{paper}")
    return _fresh(found.shown, made)


@for_public
@require_safe
def public_calendar(request: Asking, code: str) -> HttpResponseBase:
    """A calendar to subscribe to. It names nobody, so every cache may keep it."""
    found = _open(code)
    content = feeds.calendar(
        found.meeting,
        found.version,
        found.content,
        found.shown,
        today=today(),
        address=_address(request, found),
    )
    response = HttpResponse(content, content_type=feeds.ICS)
    response["Content-Disposition"] = f'inline; filename="{found.meeting.code}-programme.ics"'
    patch_cache_control(response, public=True, no_cache=True)
    return response


@for_public
@require_safe
def public_json(request: Asking, code: str) -> HttpResponseBase:
    found = _open(code)
    told = feeds.as_json(found.shown, address=_address(request, found))
    return _fresh(found.shown, JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1}))


def _fresh(shown: Programme, response: HttpResponseBase) -> HttpResponseBase:
    if shown.names_somebody:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return response
