"""The page of components: for colleagues, and it draws every one of them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import html

from underrose.access.models import Account
from underrose.pages.showcase import SHOWN

KIT = Path(__file__).parents[2] / "kit/templates/kit"
# Drawn by others: the frame of every page, and the fields of a form.
ELSEWHERE = {"mail/letter.html", "base.html", "desk.html", "widgets/file.html"}


@pytest.fixture
def plain_static(settings: Any, tmp_path: Path) -> None:
    """Names of files without their hash, as no files have been collected."""
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def colleague(plain_static: None, db: None) -> Client:
    client = Client()
    client.force_login(Account.objects.create(name="Ada", email="ada@example.org"))
    return client


@pytest.mark.parametrize("shown", SHOWN)
def test_showcase_draws_each_sample(colleague: Client, shown: str) -> None:
    answer = colleague.get("/desk/kit/", {"show": shown})
    assert answer.status_code == 200
    page = html.fromstring(answer.content)
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main/@id | //main/@tabindex") == ["content", "-1"]
    assert page.xpath("(//body//a)[1]/@href") == ["#content"]
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_showcase_of_an_unknown_sample_is_the_kit(colleague: Client) -> None:
    answer = colleague.get("/desk/kit/", {"show": "../settings"})
    assert answer.context["shown"] == "kit"


def test_showcase_draws_every_component(colleague: Client) -> None:
    drawn = {
        template.name.removeprefix("kit/")
        for shown in SHOWN
        for template in colleague.get("/desk/kit/", {"show": shown}).templates
        if template.name
    }
    components = {str(path.relative_to(KIT)) for path in KIT.rglob("*.html")}
    assert components - drawn - ELSEWHERE == set()


def test_showcase_is_not_for_strangers(plain_static: None, client: Client, db: None) -> None:
    answer = client.get("/desk/kit/")
    assert answer.status_code == 302
    assert re.match(r"/accounts/", answer["Location"])


def test_showcase_is_for_looking_at_only(colleague: Client) -> None:
    answers = [
        colleague.generic(method, "/desk/kit/").status_code for method in ("HEAD", "POST", "PUT", "DELETE")
    ]
    assert answers == [200, 405, 405, 405]


def test_showcase_holds_nothing_inline(colleague: Client) -> None:
    page = html.fromstring(colleague.get("/desk/kit/").content)
    assert page.xpath("//@style | //style | //script[not(@src)]") == []
    assert [name for element in page.iter() for name in element.attrib if str(name).startswith("on")] == []
