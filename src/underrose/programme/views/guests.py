"""What a guest chooses, without an account and without a script: topics to talk about, people to meet."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from underrose.access.audience import for_link, for_team
from underrose.access.doorstep import bound
from underrose.access.holders import Asking
from underrose.kit import once
from underrose.participation.models import GUESTS, Participant, Place
from underrose.programme import chosen_page, topics_offered
from underrose.programme.actions import introductions as joining
from underrose.programme.actions import wishes
from underrose.programme.forms.guests import Introduce, RankTopics
from underrose.programme.models import PLANNING
from underrose.programme.rules.groups import PAIRING
from underrose.programme.views.asking import meeting_of, posted, today, tried

ANYTHING = ["GET", "HEAD", "POST"]
SEE_OTHER = 303


def _guest(request: Asking) -> Participant:
    """Whose page it is, as long as they have a place."""
    found = Participant.objects.visible_to(request.holder).filter(place=Place.confirmed, capacity__in=GUESTS)
    return get_object_or_404(found.select_related("person", "meeting__venue", "meeting__allocation"))


def _again(request: Asking) -> HttpResponse:
    return HttpResponseRedirect(f"{request.link_path}programme/introductions/", status=SEE_OTHER)


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def rank_topics(request: Asking) -> HttpResponse:
    """The topics of each round, from the dearest on; what was said is said again, and can be changed."""
    guest, now = _guest(request), timezone.now()
    rounds = topics_offered.of(guest, now)
    form = RankTopics(posted(request), rounds)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: wishes.rank(guest, form.wishes(), now=now))
    ):
        return HttpResponseRedirect(request.path, status=SEE_OTHER)
    context = {"form": form, "rounds": rounds, "has_said": any(one.said for one in rounds)}
    return render(request, "programme/personal/topics.html", context)


@for_link("invitation")
@require_http_methods(ANYTHING)
@bound
@once.acts_once
def introductions(request: Asking) -> HttpResponse:
    """Opt in, change what was said, and see whom one has not met."""
    guest = _guest(request)
    page = chosen_page.introductions_of(guest, today(), timezone.now())
    form = Introduce(
        posted(request),
        themes=page.themes,
        has_words=not page.is_protected,
        initial={"themes": page.chosen, "words": page.words},
    )
    if request.method == "POST" and form.is_valid() and tried(form, lambda: _join(guest, form.cleaned_data)):
        return _again(request)
    return render(request, "programme/personal/introductions.html", {"page": page, "form": form})


def _join(guest: Participant, said: dict[str, Any]) -> None:
    joining.join(guest, [UUID(key) for key in said["themes"]], said.get("words", ""), today=today())


@for_link("invitation")
@require_POST
@bound
@once.acts_once
def leave_introductions(request: Asking) -> HttpResponse:
    joining.leave(_guest(request))
    return _again(request)


@for_team(*PLANNING)
@require_safe
def chosen_by_guests(request: Asking, code: str) -> HttpResponse:
    """How many have chosen, never who or what."""
    meeting = meeting_of(request, code)
    may_pair = request.holder.may(*PAIRING, meeting_code=code)
    context = {"meeting": meeting, "totals": chosen_page.totals(meeting), "may_pair": may_pair}
    return render(request, "programme/chosen.html", context)
