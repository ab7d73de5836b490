"""The second step of a guest's page: which question is asked now, and which comes next."""

from dataclasses import dataclass
from typing import Any

from underrose.access.holders import Asking
from underrose.kit.numbers import whole
from underrose.participation import logistics
from underrose.participation.forms.needs import STEPS, Step
from underrose.participation.models import Needs, Participant
from underrose.participation.needs import NeedsContent


@dataclass(frozen=True)
class Kept:
    """What is known so far, and its revision; 0 where nothing is."""

    content: NeedsContent
    revision: int


def kept(participant: Participant) -> Kept:
    found = Needs.objects.filter(participant=participant).select_related("participant").first()
    return Kept(logistics.content_of(found), found.revision if found else 0)


def step(request: Asking) -> Step:
    """The one asked for; the first, if none or one that does not exist."""
    wanted = request.POST.get("step") or request.GET.get("step", "")
    return next((one for one in STEPS if one.name == wanted), STEPS[0])


def after(request: Asking, done: Step) -> str:
    """The next question, or back to the page when all have been asked."""
    place = STEPS.index(done) + 1
    return _address(request, STEPS[place]) if place < len(STEPS) else request.link_path


def around(request: Asking, here: Step) -> dict[str, Any]:
    """Where in the row of questions this one stands."""
    place = STEPS.index(here)
    return {
        "step": here,
        "number": place + 1,
        "all": len(STEPS),
        "back_url": _address(request, STEPS[place - 1]) if place else request.link_path,
        "steps": [
            {"title": one.title, "url": _address(request, one), "is_here": one is here} for one in STEPS
        ],
    }


def revision_said(request: Asking) -> int:
    """What the form was drawn from."""
    return whole(request.POST.get("revision", ""))


def _address(request: Asking, one: Step) -> str:
    return f"{request.link_path}needs/?step={one.name}"
