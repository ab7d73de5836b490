"""The invented house of the demonstration, and ways to sit down at its desk."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from journeys.furnished import as_first_made
from underrose.access.models import Account
from underrose.kit.models import OutboxMail
from underrose.pages import demonstration

LARKMOOR = configured.PROJECT / "examples" / "larkmoor"


@pytest.fixture(autouse=True)
def plain_names(settings: Any) -> None:
    """The test server finds style and scripts where they are written, under their plain names."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def is_furnished() -> bool:
    """Whether somebody is invited in the house already; a story that needs it says so."""
    return False


@pytest.fixture
def house(transactional_db: None, settings: Any, is_furnished: bool) -> None:
    """Larkmoor, its people, four earlier editions, one draft, and two round tables."""
    settings.DEMO = True

    def load() -> None:
        demonstration.load(timezone.now(), progress=lambda _: None, is_furnished=is_furnished)

    as_first_made("furnished" if is_furnished else "plain", load)


@pytest.fixture
def sit_down(house: None, live_server: Any, settings: Any) -> Callable[..., None]:
    """`sit_down(window.context, "Maren")`: that colleague is signed in there."""

    def signed_in(context: Any, name: str) -> None:
        client = Client()
        account = Account.objects.get(name__startswith=name)
        answer = client.post("/demo/", {"account": str(account.pk)})
        assert answer.status_code == 302
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])

    return signed_in


@pytest.fixture
def letter_link(live_server: Any) -> Callable[[str], str]:
    """The page on which somebody approves a note, from the latest letter that leads to one."""

    def found(recipient: str) -> str:
        bodies = [mail.body for mail in OutboxMail.objects.all() if mail.recipient == recipient]
        path = re.findall(r"/links/[A-Za-z0-9_-]+/", "\n".join(bodies))[-1]
        return f"{live_server.url}{path}"

    return found


@pytest.fixture
def note_file(tmp_path: Path) -> Path:
    """A note of our own, under a reference that is still free, as a partner would send it."""
    words = (LARKMOOR / "those-who-warn.md").read_text("utf-8")
    words = words.replace("{dates}", "Wednesday 9 – Friday 11 June 2027").replace("LM2702", "LM2706")
    path = tmp_path / "those-who-warn.md"
    path.write_text(words, "utf-8")
    return path
