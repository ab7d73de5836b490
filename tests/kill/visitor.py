"""A colleague at a browser while the server is killed: adds sections, writes one, invites others.

Each form is sent again until an answer comes, under the same random key, as a browser would after a bad line. What
was answered is said, and must be there afterwards exactly once.
"""

import http.client
import os
import secrets
import time
from collections import Counter
from dataclasses import dataclass
from itertools import count as counting
from urllib.parse import urlencode

CODE = "KILL01"
SERVER_FAULT, FOUND, DONE = 500, 302, 200


@dataclass(frozen=True)
class Visit:
    """Where the colleague is signed in, and the section they write."""

    port: int
    cookies: str
    token: str
    section: str

    def sections(self) -> str:
        return f"/desk/meetings/{CODE}/concept/sections/"


def prepare(port: int) -> Visit:
    """A meeting, its director, who is the administrator too, and a signed-in browser."""
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from underrose.access import actions as access
    from underrose.access.holders import holder_of
    from underrose.access.models import Account
    from underrose.access.roles import Role
    from underrose.concept.actions.meetings import open_meeting

    for role in (Role.PROGRAMME_DIRECTOR, Role.ADMINISTRATOR):
        account: Account = access.add_first("ada@example.org", name="Ada", role=role)
    today = timezone.localdate()
    meeting = open_meeting(
        by=holder_of(account), code=CODE, title="Killed", today=today, start_on=today, end_on=today
    )
    client = Client()
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    token = secrets.token_hex(16)
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return Visit(port, cookies, token, str(meeting.sections.all()[0].key))


def go_on(visit: Visit, say: int) -> None:
    """One form after the other, without end."""
    for number in counting(1):
        acts = (_add_section, _write, _invite)
        line = acts[number % len(acts)](visit, number)
        os.write(say, f"{line}\n".encode())
        time.sleep(0.01)


def _add_section(visit: Visit, number: int) -> str:
    heading = f"Heading {number}"
    fields = {"heading": heading, "kind": "other", "once": f"section-{number}"}
    return f"section {heading}" if _sent(visit, visit.sections(), fields, FOUND) else f"fault {heading}"


def _write(visit: Visit, number: int) -> str:
    fields = {"heading": "Written", "body": f"{number}", "audience": "team", "version": f"{number // 3 + 1}"}
    path = f"{visit.sections()}{visit.section}/save/"
    return f"written {number}" if _sent(visit, path, fields, DONE) else f"fault written {number}"


def _invite(visit: Visit, number: int) -> str:
    email = f"guest{number}@example.org"
    fields = {
        "name": f"Guest {number}",
        "email": email,
        "language": "en-gb",
        "role": "",
        "once": f"guest-{number}",
    }
    return f"guest {email}" if _sent(visit, "/desk/accounts/invite/", fields, FOUND) else f"fault {email}"


def _sent(visit: Visit, path: str, fields: dict[str, str], expected: int) -> bool:
    """Whether it was accepted; a server that is away, or whose database is, is asked again."""
    body = urlencode({**fields, "csrfmiddlewaretoken": visit.token})
    headers = {"Cookie": visit.cookies, "Content-Type": "application/x-www-form-urlencoded"}
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", visit.port, timeout=25)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if answer.status < SERVER_FAULT:
            return answer.status == expected and "/accounts/login" not in answer.headers.get("Location", "")
        time.sleep(0.05)


def judged(said: set[str]) -> dict[str, int]:
    """Of what was answered: how much is lost, how much is there twice, how much was refused for no reason."""
    from django.conf import settings

    from underrose.access.models import Account
    from underrose.concept.models import Section
    from underrose.kit.models import OutboxMail

    accounts, sections, letters = (
        model.objects.filter(institution=settings.INSTITUTION) for model in (Account, Section, OutboxMail)
    )
    by_kind: dict[str, set[str]] = {"section": set(), "written": set(), "guest": set(), "fault": set()}
    for line in said:
        kind, _, what = line.partition(" ")
        by_kind[kind].add(what)
    headings = Counter(sections.filter(heading__startswith="Heading ").values_list("heading", flat=True))
    guests = Counter(accounts.filter(email__startswith="guest").values_list("email", flat=True))
    welcomed = set(letters.values_list("cause", flat=True))
    keys = accounts.filter(email__in=by_kind["guest"]).values_list("key", flat=True)
    body = sections.filter(heading="Written").values_list("body", flat=True).first() or "0"
    lost = len(by_kind["section"] - set(headings)) + len(by_kind["guest"] - set(guests))
    lost += sum(f"welcome:{key}" not in welcomed for key in keys)
    lost += int(body) < max(map(int, by_kind["written"]), default=0)
    return {
        "answered": len(said),
        "answered_lost": lost,
        "answered_doubled": sum(number - 1 for number in (headings + guests).values()),
        "answered_amiss": len(by_kind["fault"]),
    }
