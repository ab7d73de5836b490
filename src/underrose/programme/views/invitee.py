"""The programme on a guest's own page, and the secret address for their calendar. Looking changes nothing."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access import links
from underrose.access.audience import for_link
from underrose.access.doorstep import bound
from underrose.access.holders import Asking
from underrose.concept.audiences import Audience
from underrose.concept.models import Meeting
from underrose.kit.languages import offered
from underrose.kit.models import Tone
from underrose.participation.actions import correspondence
from underrose.participation.models import Invitation, Participant, Place
from underrose.programme import feeds, own_group
from underrose.programme import versions as kept
from underrose.programme.actions import releasing
from underrose.programme.forms.releasing import Sure
from underrose.programme.models import ProgrammeVersion
from underrose.programme.released import Released
from underrose.programme.rendering import Programme
from underrose.programme.rules import releasing as rules
from underrose.programme.views.asking import attached, posted, today, tried
from underrose.programme.views.versions import paper_of

SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class _Read:
    version: ProgrammeVersion
    content: Released
    shown: Programme


def _guest(request: Asking) -> Participant:
    """Whose page it is, as long as they have a place."""
    found = Participant.objects.filter(
        invitation=request.link.subject, meeting__code=request.link.meeting_code, place=Place.confirmed
    )
    rows = found.select_related(
        "person",
        "meeting__venue",
        "meeting__published",
        "invitation__meeting",
        "invitation__candidate__person",
    )
    return get_object_or_404(rows)


def _read(guest: Participant) -> _Read | None:
    """The latest version; blank as long as there is none."""
    meeting: Meeting = guest.meeting
    version = kept.latest(meeting)
    if version is None:
        return None
    content = kept.held(meeting, version)
    shown = kept.shown(meeting, version, Audience.participants, guest=guest.key, content=content)
    return _Read(version, content, shown)


def _needed(guest: Participant) -> _Read:
    found = _read(guest)
    if found is None:
        raise Http404
    return found


def _feed_refusal(guest: Participant) -> str:
    return rules.may_have_feed(guest.meeting, today(), is_protected=guest.person.is_sealed)


@for_link("invitation")
@require_safe
@bound
def invitation_programme(request: Asking) -> HttpResponse:
    """The latest version, with the guest's own tasks marked."""
    guest = _guest(request)
    found = _read(guest)
    context = {
        "meeting": guest.meeting,
        "version": found.version if found else None,
        "programme": own_group.marked(found.shown, own_group.of(guest)) if found else None,
        "offers_feed": found is not None and not _feed_refusal(guest),
    }
    return render(request, "programme/personal/programme.html", context)


@for_link("invitation")
@require_safe
@bound
def invitation_programme_paper(request: Asking, paper: str) -> HttpResponse:
    """Of a file the name tells nothing."""
    guest = _guest(request)
    draw = lambda: _needed(guest).shown  # noqa: E731 - drawn in the language of the meeting
    return paper_of(request, guest.meeting, draw, paper, f"programme.{paper}")


@for_link("invitation")
@require_safe
@bound
def invitation_programme_calendar(request: Asking) -> HttpResponse:
    """All sessions as one file. A protected person is offered none: calendars are shared and searched."""
    guest = _guest(request)
    found = _needed(guest)
    if _feed_refusal(guest) or _is_quiet(guest):
        raise Http404
    content = feeds.calendar(guest.meeting, found.version, found.content, found.shown, today=today())
    return attached(content, feeds.ICS, "programme.ics")


@for_link("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
def invitation_feed(request: Asking) -> HttpResponse:
    """Make a secret address for a calendar, or close it. It is shown once: nothing but its hash is kept."""
    guest = _guest(request)
    assert guest.invitation is not None
    if _feed_refusal(guest):
        raise Http404
    form, address = Sure(posted(request)), ""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "close":
            releasing.close_feed(guest.invitation, by=request.holder, now=timezone.now())
            return HttpResponseRedirect(request.path, status=SEE_OTHER)
        made: list[str] = []
        if tried(form, lambda: made.append(_made(request, guest))):
            address = settings.SITE_URL + reverse("own_feed", args=made)
    context: dict[str, Any] = {
        "form": form,
        "address": address,
        "feed": releasing.feed_of(guest.invitation, timezone.now()),
        "is_quiet": _is_quiet(guest),
    }
    return render(request, "programme/personal/feed.html", context)


def _made(request: Asking, guest: Participant) -> str:
    invitation: Invitation | None = guest.invitation
    assert invitation is not None
    return releasing.make_feed(invitation, guest, by=request.holder, now=timezone.now())


def _is_quiet(guest: Participant) -> bool:
    return correspondence.tone(guest.meeting, guest.person) == Tone.QUIET


@for_link("feed")
@require_safe
def own_feed(request: Asking) -> HttpResponse:
    """One's own sessions, for a calendar program: it can press no button, so whoever has the address reads this."""
    guest = (
        Participant.objects.filter(
            invitation=request.link.subject, meeting__code=request.link.meeting_code, place=Place.confirmed
        )
        .select_related("person", "meeting__venue", "meeting__published", "invitation")
        .first()
    )
    # Whoever is protected by now, or has left, has no feed any more; the page is that of an address that never was.
    if guest is None or _feed_refusal(guest):
        return links.no_longer(request)
    version = kept.latest(guest.meeting)
    if version is None:
        return links.no_longer(request)
    with override(offered(guest.meeting.language)):
        content = kept.held(guest.meeting, version)
        shown = kept.shown(guest.meeting, version, Audience.participants, content=content)
        shown = own_group.marked(shown, own_group.of(guest))
        whose = feeds.Own(guest.key, kept.mine(guest.meeting, content, guest.key), _is_quiet(guest))
        made = feeds.own(guest.meeting, version, content, shown, today=today(), whose=whose)
    response = HttpResponse(made, content_type=feeds.ICS)
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive, nosnippet"
    return response
