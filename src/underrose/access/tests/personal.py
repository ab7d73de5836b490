"""A personal page for the tests of the doorstep, with canaries in everything it could tell, and people at their browsers."""

import re
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from underrose.access import links
from underrose.access.audience import for_link, words_stay_in_the_browser
from underrose.access.doorstep import bound, leads_here
from underrose.access.holders import Asking
from underrose.access.models import Link
from underrose.kit import once
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused

MEETING = "CANARYMEETING"
TITLE = "Canary of the title"
NAME = "Canary of the name"
ADDRESS = "canary@example.org"
CANARIES = [MEETING, TITLE, NAME, ADDRESS, "canary"]
answers: list[str] = []
at_risk: set[UUID] = set()
of_the_other_section: set[UUID] = set()


@for_link("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
@once.acts_once
def front(request: Asking) -> HttpResponse:
    if request.method == "POST":
        if "refused" in request.POST:
            raise Refused("This was not possible.")
        answers.append(request.POST.get("answer", ""))
    response = HttpResponse(
        f"<title>{TITLE}</title>{NAME} {request.link.meeting_code} {request.device_is_known}"
    )
    response.headers["X-Canary"] = TITLE
    return response


@for_link("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@bound
@words_stay_in_the_browser
def points(_request: Asking) -> HttpResponse:
    return HttpResponse(NAME)


@for_link("invitation")
@require_safe
@bound
def held(request: Asking) -> HttpResponse:
    return HttpResponse(NAME)


@for_link("invitation")
@require_http_methods(["GET", "HEAD", "POST"])
@leads_here(lambda link: link.subject in of_the_other_section)
@bound
def elsewhere(_request: Asking) -> HttpResponse:
    """A page of another section that sends links of the same kind."""
    return HttpResponse(NAME)


urlpatterns = [
    path("invitations/<invitation:token>/", front, name="test_front"),
    path("invitations/<invitation:token>/held/", held, name="test_held"),
    path("invitations/<invitation:token>/points/", points, name="test_points"),
    path("elsewhere/<invitation:token>/", elsewhere, name="test_elsewhere"),
    path("", include("underrose.urls")),
]


def issued(subject: UUID | None = None) -> tuple[Link, str]:
    """A link and the path of its page."""
    link, token = links.issue("invitation", subject or uuid4(), MEETING, timezone.now())
    return link, f"/invitations/{token}/"


def opened(path: str, client: Client | None = None) -> Client:
    """A browser in which the button was pressed."""
    client = client or Client()
    client.post(path, {"door": "open"})
    return client


def device_of(said: Client | Any) -> Any:
    """The one cookie by which this browser is known, or which this answer brings."""
    (found,) = [cookie for name, cookie in said.cookies.items() if name.startswith("device-")]
    return found


def has_device(answer: Any) -> bool:
    return any(name.startswith("device-") for name in answer.cookies)


def told(answer: Any) -> str:
    """Everything a page gives away: its bytes, its headers and its cookies."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return (answer.content.decode() + headers + answer.cookies.output()).lower()


def tells(answer: Any) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in told(answer)]


def code_for(client: Client, path: str) -> str:
    """Press "Send a code" and read the mail."""
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    client.post(path, {"door": "send"})
    letter = OutboxMail.objects.exclude(pk__in=before).get()
    return str(re.findall(r"\b\d{6}\b", letter.body)[0])


def bodies(answer: Any) -> str:
    """A page without what is random on every page."""
    return re.sub(r'value="[^"]{16,}"', "", answer.content.decode())
