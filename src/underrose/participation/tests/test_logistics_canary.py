"""Words that only one person may read are planted everywhere, and looked for everywhere else."""

import datetime as dt
import logging
import re

import pytest
from django.apps import apps
from django.db import connection

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.participation import boards, logistics_held
from underrose.participation.actions import visas
from underrose.participation.actions.needs import _foretold, forget_needs
from underrose.participation.actions.visas import Passport
from underrose.participation.models import Needs, VisaLetter
from underrose.participation.needs import Cost, Journey
from underrose.people.actions import persons
from underrose.people.models import NeedToKnow
from underrose.people.particulars import Particulars, as_text

from .furnished import (
    NAMED,
    START,
    TODAY,
    browser_of,
    colleague,
    director,
    furnished,
    guest,
    manager,
    needing,
)

pytestmark = pytest.mark.django_db
ROOT = "/desk/meetings/AB12/participation/logistics/"
DIET, NAME, PASSPORT, WORDS = "canarydiet", "Canaryname", "CANARYPASS1", "canaryremark"
SECRETS = (DIET, NAME, PASSPORT, WORDS)


@pytest.fixture
def planted():
    meeting = furnished()
    sealed = guest(
        meeting,
        "Heron",
        is_sealed=True,
        said=NAMED,
        particulars=as_text(Particulars(full_name=f"Real {NAME}", telephones=("+44 1632 960 666",))),
    )
    needing(
        sealed,
        arrival=Journey(START, dt.time(9, 0), "Larkmoor", "LM 1"),
        departure=Journey(START),
        room="single",
        diet=("vegan",),
        diet_words=DIET,
        allergies=("nuts",),
        remarks=WORDS,
        needs_visa=True,
        costs=(Cost("Room", "The house"),),
    )
    passport = Passport(f"Real {NAME}", "Ghana", PASSPORT)
    visas.ask_for_letter(
        sealed,
        by=manager(),
        passport=passport,
        signatory="Dara",
        passport_until=TODAY + dt.timedelta(days=1),
        today=TODAY,
    )
    # Whatever the clock says while these tests run, the passport is still there.
    VisaLetter.objects.update(passport_until=dt.date(2200, 1, 1))
    guest(meeting, "Ama Okoro", said=NAMED)
    return sealed


def _everything():
    """Every address of logistics that answers a GET, with every kind of file that can be searched."""
    found = [
        "",
        "guests/",
        "settle/",
        "visas/",
        "staff/",
        "check-in/",
        "check-in/phone/",
        "check-in/phone/list/",
        "lists/",
        "badges/",
    ]
    found += [f"{name}/" for name in boards.PAGES]
    found += [f"files/{name}.csv" for name in boards.BOARDS]
    return [*found, "lists/participants.csv"]


def _told(html):
    return {secret for secret in SECRETS if secret in html}


def test_the_project_manager_reads_each_word_where_it_belongs_and_nowhere_else(planted, caplog):
    browser = browser_of(manager())
    with caplog.at_level(logging.DEBUG):
        told = {
            way: found
            for way in _everything()
            if (found := _told(browser.get(ROOT + way).getvalue().decode()))
        }
        own = _told(browser.get(f"{ROOT}guests/{planted.key}/").content.decode())
    assert (told, own) == ({"diet/": {DIET}}, {DIET, WORDS})
    assert _told(caplog.text) == set()


@pytest.mark.parametrize(
    "role", [Role.PROGRAMME_DIRECTOR, Role.PARTNER, Role.RAPPORTEUR, Role.COMMUNICATIONS]
)
def test_nobody_else_reads_any_of_it(planted, role):
    browser = browser_of(colleague(role))
    ways = [*_everything(), f"guests/{planted.key}/", f"visas/for/{planted.key}/"]
    assert {way for way in ways if _told(browser.get(ROOT + way).getvalue().decode())} == set()


def test_another_guests_page_shows_nothing_of_it(planted):
    other = guest(planted.meeting, "Bo Lind")
    assert _told(browser_of(manager()).get(f"{ROOT}guests/{other.key}/").content.decode()) == set()


def test_a_refused_form_keeps_the_words_out_of_log_and_record(planted, caplog):
    browser = browser_of(manager())
    with caplog.at_level(logging.DEBUG):
        browser.post(
            f"{ROOT}guests/{planted.key}/", {"revision": "0", "remarks": WORDS, "telephone_on_the_day": "x"}
        )
        browser.post(f"{ROOT}visas/for/{planted.key}/", {"name": NAME, "number": PASSPORT})
        browser_of(director()).post(f"{ROOT}guests/{planted.key}/", {"remarks": WORDS})
    assert _told(caplog.text) == set()


def test_no_table_holds_it_in_clear(planted):
    assert _dumped() == set()


def _dumped():
    told = set()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label == "dialogue":
                continue
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                told |= _told(re.sub(r"\s+", " ", " ".join(_readable(cell) for cell in row)))
    return told


def _readable(cell):
    return bytes(cell).decode("latin-1") if isinstance(cell, (bytes, memoryview)) else str(cell)


def test_a_letter_of_a_protected_person_is_made_with_the_passport_and_leaves_nothing(planted):
    browser = browser_of(manager())
    letter = VisaLetter.objects.get()
    browser.post(f"{ROOT}visas/{letter.key}/make/")
    address = f"{ROOT}visas/{letter.key}/letter.docx"
    lines = RecordEntry.objects.filter(verb="opened", noun="sealed person", meeting_code=letter.meeting.code)
    before = lines.count()
    assert (browser.get(address).status_code, lines.count()) == (409, before)
    NeedToKnow.objects.all().delete()
    assert (browser.post(address).status_code, lines.count()) == (409, before)
    persons.let_know(planted.person, meeting_code=letter.meeting.code)
    opened = browser.post(address)
    assert (opened.status_code, opened.headers["Cache-Control"], lines.count()) == (
        200,
        "no-store",
        before + 1,
    )
    assert f'href="{address}"' not in browser.get(f"{ROOT}visas/").content.decode()
    browser.post(f"{ROOT}visas/{letter.key}/sent/")
    assert (VisaLetter.objects.get().passport, _dumped()) == (None, set())


def test_that_needs_are_held_is_told_and_what_they_are_only_to_the_guest(planted):
    told = logistics_held._of_logistics(planted.person, lambda _: True)
    assert told == {
        "Journey and needs for AB12": [
            "Sealed, last saved on Sunday 22 November 2026. The project manager of the meeting hands out a copy.",
            "Letter 1 for a consulate: passport kept until Wednesday 1 January 2200",
        ]
    }
    way = f"{ROOT}guests/{planted.key}/needs.csv"
    lines = browser_of(manager()).get(way).getvalue().decode("utf-8-sig").splitlines()
    assert f"Meals: Anything else about meals,{DIET}" in lines
    assert "Arrival: Day,Wednesday 3 March 2027" in lines
    assert browser_of(director()).get(way).status_code == 404
    assert browser_of(manager()).get(way.replace("csv", "pdf")).content[:4] == b"%PDF"


def test_what_is_held_is_forgotten(planted):
    told = _foretold(planted.person)
    assert (told.goes, len(told.stays)) == (("What they needed, by meeting: 1",), 1)
    forget_needs(planted.person, TODAY)
    forget_needs(planted.person, TODAY)
    letter = VisaLetter.objects.get()
    assert (Needs.objects.count(), letter.passport, letter.participant, letter.serial) == (0, None, None, 1)
    assert logistics_held._of_logistics(planted.person, lambda _: True) == {}
