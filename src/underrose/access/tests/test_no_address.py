"""Plants an address in a request and looks for it everywhere something could be kept."""

import logging
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.test import Client

from underrose.access.adapters import blurred
from underrose.access.limits import Limits
from underrose.access.roles import Role

PLANTED = "203.0.113.77"
FORWARDED = "198.51.100.42"


def everything() -> bytes:
    """Every cell of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 – names come from the database itself
            found.append(repr(cursor.fetchall()).encode())
    return b"\n".join(found)


def test_no_address_is_kept_anywhere(
    make: Any, mailoutbox: Any, code_in: Any, settings: Any, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    make("Ada", Role.ADMINISTRATOR)
    client = Client(REMOTE_ADDR=PLANTED, headers={"X-Forwarded-For": f"{FORWARDED}, {PLANTED}"})
    client.post("/accounts/login/code/", {"email": "ada@example.org"})
    client.post("/accounts/login/code/confirm/", {"code": "abc"})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mailoutbox[0])})
    for path in ("/desk/accounts/", "/desk/nothing/", "/accounts/2fa/", "/accounts/2fa/totp/activate/"):
        client.get(path)
    client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    client.post(
        "/desk/accounts/invite/", {"name": "Cleo", "email": "c@example.org", "language": "en-gb", "role": ""}
    )
    kept = client.session
    folder = Path(settings.CACHES["limits"]["LOCATION"])
    files = b"".join(path.read_bytes() + path.name.encode() for path in folder.iterdir())
    places = {
        "database": everything(),
        "session": repr(dict(kept.items())).encode(),
        "limits": files,
        "log": caplog.text.encode(),
        "mail": repr([message.message().as_string() for message in mailoutbox]).encode(),
    }
    assert len(list(folder.iterdir())) > 3
    hits = [
        name for name, held in places.items() for canary in (PLANTED, FORWARDED) if canary.encode() in held
    ]
    assert hits == []
    assert b"ada@example.org" not in places["limits"]
    assert b"ada@example.org" in places["database"]


def test_address_is_blurred_until_midnight() -> None:
    monday, tuesday = date(2026, 5, 4), date(2026, 5, 5)
    first, again = blurred(PLANTED, monday), blurred(PLANTED, monday)
    assert first == again
    assert len({first, blurred(FORWARDED, monday), blurred(PLANTED, tuesday), PLANTED}) == 4


def test_count_is_added_by_one_only_and_swept(settings: Any, tmp_path: Any) -> None:
    counts = Limits(str(tmp_path / "counts"), {})
    assert [counts.add("a", 1, 60), counts.add("a", 2, 60), counts.get("a")] == [True, False, 1]
    counts.set("b", 1, timeout=-1)
    counts.set("c", 1, timeout=0.0001)
    time.sleep(0.002)
    counts.sweep()
    assert [path.suffix for path in sorted((tmp_path / "counts").iterdir())].count(".djcache") == 1
    assert caches["limits"].__class__ is Limits


def test_many_names_do_not_push_a_count_out(tmp_path: Any) -> None:
    counts = Limits(str(tmp_path / "counts"), {"MAX_ENTRIES": 10})
    counts.set("kept", 1, 60)
    for number in range(60):
        counts.set(f"n{number}", 1, 60)
    assert counts.get("kept") == 1
