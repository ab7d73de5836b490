"""Two colleagues press at the same moment: there is one version, one letter each, and a clear sentence for the second."""

import re
import threading
from functools import partial

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from underrose.access.roles import Role
from underrose.programme.models import ProgrammeVersion, Session

from .planning import a_session, browser_of, colleague, url
from .releasing import announced, invited, letters

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = (Role.PROGRAMME_DIRECTOR, Role.PROJECT_MANAGER)
BASIS = re.compile(r'name="basis" value="(\w+)"')


def _at_once(acts) -> list:
    """Each act in a thread of its own; what they answer, in their order."""
    barrier, found, failures = threading.Barrier(len(acts)), [None] * len(acts), []

    def run(place: int) -> None:
        try:
            barrier.wait()
            found[place] = acts[place]()
        except Exception as error:  # noqa: BLE001 - told to the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    return found


def _pressed(client: Client, sent: dict[str, object]) -> HttpResponse:
    return client.post(url("release_programme"), {"is_in_public": "on", **sent})


def _basis(answer: HttpResponse) -> str:
    """What the page showed, as its form carries it."""
    found = BASIS.search(answer.content.decode())
    assert found is not None
    return found.group(1)


def test_two_who_release_at_once_make_one_version() -> None:
    meeting = announced()
    guests = [invited(meeting, name) for name in ("Ama Okoro", "Ben Weir")]
    session = a_session(meeting)
    clients = [browser_of(colleague(role)) for role in ROLES]
    for number in range(1, 6):
        Session.objects.filter(key=session.key).update(title=f"Opening, once more {number}")
        seen = [_basis(client.get(url("release_programme"))) for client in clients]
        told = {"selected": [str(guest.key) for guest in guests], "note": f"In words {number}"}
        sent = [{"basis": basis, "once": f"{number}-{place}", **told} for place, basis in enumerate(seen)]
        answers = _at_once([partial(_pressed, *one) for one in zip(clients, sent, strict=True)])
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        second = next(answer for answer in answers if answer.status_code == 200).content.decode()
        assert "A colleague changed or released the programme in the meantime." in second
        assert "Nothing was released and nobody was written to." in second
        assert f"In words {number}" in second
        assert ProgrammeVersion.objects.count() == number
    assert list(ProgrammeVersion.objects.values_list("number", flat=True)) == [5, 4, 3, 2, 1]
    waiting = [letter.addressee for letter in letters() if letter.state == "held"]
    assert sorted(waiting) == sorted(set(waiting))


def test_the_second_reads_what_stands_now() -> None:
    """Pressing again, with the words still there, is refused for nothing changed, and not for what is long past."""
    session = a_session(announced())
    clients = [browser_of(colleague(role)) for role in ROLES]
    sent = [{"basis": _basis(client.get(url("release_programme")))} for client in clients]
    answers = _at_once([partial(_pressed, *one) for one in zip(clients, sent, strict=True)])
    late = next(place for place, answer in enumerate(answers) if answer.status_code == 200)
    again = _pressed(clients[late], {"basis": _basis(answers[late])}).content.decode()
    assert "Nothing has changed since version 1. No version was released." in again
    Session.objects.filter(key=session.key).update(title="Closing")
    basis = _basis(clients[late].get(url("release_programme")))
    assert _pressed(clients[late], {"basis": basis}).status_code == 302
    assert ProgrammeVersion.objects.count() == 2
