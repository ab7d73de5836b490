"""Addresses of buttons, opened as pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from underrose.access import links
from underrose.access.audience import for_link
from underrose.access.models import Account, Grant
from underrose.access.roles import Role

pytestmark = pytest.mark.django_db
SAID = "This address only takes a pressed button"


@for_link("invitation")
@require_POST
def pressed(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("Pressed.")


urlpatterns = [
    path("invitations/<invitation:token>/press/", pressed, name="test_press"),
    path("", include("underrose.urls")),
]


def test_colleague_reads_words_and_finds_the_desk() -> None:
    account = Account.objects.create(name="Ada", email="ada@b.example")
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code="AB12")
    client = Client()
    client.force_login(account)
    answer = client.get("/desk/outbox/act/")
    shown = answer.content.decode()
    assert [answer.status_code, answer["Allow"], answer["Cache-Control"]] == [405, "POST", "no-store"]
    assert [SAID in shown, 'href="/desk/"' in shown] == [True, True]


def test_guest_reads_words_that_name_nothing(settings: Any) -> None:
    settings.ROOT_URLCONF = "underrose.pages.tests.test_refusals"
    _link, token = links.issue("invitation", uuid4(), "CANARYMEETING", timezone.now())
    answer = Client().get(f"/invitations/{token}/press/")
    shown = answer.content.decode()
    assert [answer.status_code, answer["Allow"], answer["Cache-Control"]] == [405, "POST", "no-store"]
    assert [SAID in shown, f'href="/invitations/{token}/"' in shown] == [True, True]
    assert ["CANARY" in shown, "/desk/" in shown, "Underrose" in shown] == [False, False, False]


def test_pressed_button_and_other_asking_are_as_before(settings: Any) -> None:
    settings.ROOT_URLCONF = "underrose.pages.tests.test_refusals"
    _link, token = links.issue("invitation", uuid4(), "AB12", timezone.now())
    url = f"/invitations/{token}/press/"
    client = Client()
    assert client.post(url).content == b"Pressed."
    assert [client.put(url).status_code, client.put(url).content] == [405, b""]
