"""The rules of the room on a guest's own page: read, accepted with one button, and said again. Looking changes nothing."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from underrose.access.audience import for_link
from underrose.access.doorstep import bound
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.kit.refusals import Refused
from underrose.participation.models import Participant, Place
from underrose.programme import accept_page
from underrose.programme.actions import regimes as actions
from underrose.programme.views.asking import today

SEE_OTHER = 303


@for_link("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
@once.acts_once
def accept_regimes(request: Asking) -> HttpResponse:
    """Everything that was announced, and one button for what is open. A page that was overtaken is shown anew."""
    guest, refusal = _guest(request), ""
    if request.method == "POST":
        try:
            actions.accept(guest, _read(request.POST.get("read", "")), today=today())
        except Refused as refused:
            refusal = refused.sentence
        else:
            return HttpResponseRedirect(request.path, status=SEE_OTHER)
    context = {"page": accept_page.of(guest), "guest": guest, "refusal": refusal}
    return render(request, "programme/personal/regimes.html", context, status=409 if refusal else 200)


def _guest(request: Asking) -> Participant:
    """Whose page it is, as long as they have a place."""
    found = Participant.objects.visible_to(request.holder).filter(place=Place.confirmed)
    return get_object_or_404(found.select_related("person", "meeting"))


def _read(said: str) -> frozenset[UUID]:
    """What the page showed; words that are no keys were on no page."""
    try:
        return frozenset(UUID(one) for one in said.split())
    except ValueError:
        return frozenset()
