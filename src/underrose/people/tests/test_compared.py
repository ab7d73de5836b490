"""A list of names could ask who a protected person is: comparing needs a fresh sign-in, and stands in the record."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.methods.contacts.rows import is_sure
from underrose.methods.names import Someone, compared
from underrose.people import aliases, importing, tasks
from underrose.people.actions import imports, sealing
from underrose.people.models import ContactImport, Person

from .conftest import AMARA, CODE, TODAY

ROWS = f"Name,Mail\n{AMARA.full_name},{AMARA.mails[0]}\nChi Nwosu,chi@court.example\n"
RECOGNISED = "This is a protected person."
LEFT_OUT = "Protected people were not looked for in this list"


@pytest.fixture
def willow(introduced, inviting):
    return sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])


def lines():
    found = RecordEntry.objects.filter(verb="compared", noun="sealed people")
    return [(one.subject, one.meeting_code) for one in found]


def brought(browser):
    browser.post(reverse("import_people"), {"file": SimpleUploadedFile("a.csv", ROWS.encode())})
    return ContactImport.objects.get()


def test_a_stale_sign_in_compares_with_people_in_the_clear_alone_and_says_so(browser_of, inviting, willow):
    browser = browser_of(inviting, is_fresh=False)
    one = [brought(browser).key]
    page = browser.get(reverse("import_preview", args=one)).content.decode()
    assert (RECOGNISED in page, LEFT_OUT in page, "Sign in afresh and look again" in page) == (
        False,
        True,
        True,
    )
    rejected = browser.get(reverse("import_rejected", args=[*one, "csv"])).getvalue().decode()
    assert RECOGNISED not in rejected
    assert lines() == []


def test_each_comparison_stands_in_the_record(browser_of, inviting, willow):
    browser = browser_of(inviting)
    one = [brought(browser).key]
    page = browser.get(reverse("import_preview", args=one)).content.decode()
    assert (RECOGNISED in page, LEFT_OUT in page, "Willow" in page) == (True, False, False)
    assert lines() == [(None, "")]
    assert RECOGNISED in browser.get(reverse("import_rejected", args=[*one, "csv"])).getvalue().decode()
    assert len(lines()) == 2
    browser.post(reverse("import_preview", args=one), {"compared": "yes"})
    tasks.take_in.call(str(one[0]))
    assert len(lines()) == 3
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Chi Nwosu", "Willow"]


def test_what_was_recognised_is_not_taken_in_after_the_sign_in_has_aged(browser_of, inviting, willow):
    one = [brought(browser_of(inviting)).key]
    stale = browser_of(inviting, is_fresh=False)
    page = stale.post(reverse("import_preview", args=one), {"compared": "yes"}, follow=True).content.decode()
    assert ("Nobody was taken in" in page, LEFT_OUT in page, ContactImport.objects.get().state) == (
        True,
        True,
        "read",
    )


def test_taking_in_without_a_fresh_sign_in_compares_with_nobody_protected(browser_of, inviting, willow):
    stale = browser_of(inviting, is_fresh=False)
    imported = brought(stale)
    stale.post(reverse("import_preview", args=[imported.key]))
    tasks.take_in.call(str(imported.key))
    assert (lines(), Person.objects.filter(is_sealed=False).count()) == ([], 2)


@pytest.mark.parametrize("code", ["OTHER1", ""])
def test_whoever_may_open_nobody_compares_with_nobody(browser_of, colleague, willow, code):
    role = Role.PROJECT_MANAGER if code else Role.PROGRAMME_DIRECTOR
    browser = browser_of(colleague(role, code))
    page = browser.get(reverse("import_preview", args=[brought(browser).key])).content.decode()
    assert (RECOGNISED in page, "rotected people" in page, lines()) == (False, False, [])


def test_where_nobody_is_protected_nothing_is_said(browser_of, inviting, introduced):
    introduced()
    browser = browser_of(inviting, is_fresh=False)
    page = browser.get(reverse("import_preview", args=[brought(browser).key])).content.decode()
    assert ("rotected people" in page, lines()) == (False, [])


def test_no_row_about_a_protected_person_slips_through_a_crowd_with_one_address(introduced, inviting):
    """So many share the address of an office that a search for likely pairs lays each beside the first alone."""
    rng = random.Random(1)  # noqa: S311 # the same people every time
    made = ["".join(rng.choice("nm") + rng.choice("aeiou") for _ in range(3)) for _ in range(63)]
    protected, rows = [f"Amara {word}" for word in made[60:]], [f"Amara {word}" for word in made[:60]]
    for number, name in enumerate(protected):
        person = introduced(full_name=name, mails=("office@rivers.example",))
        sealing.seal(person, by=inviting, alias=aliases.NEUTRAL[number], today=TODAY, meeting_codes=[CODE])
    written = "".join(f"{name},office@rivers.example\n" for name in rows)
    imported = imports.keep(
        account=inviting.account, file_name="a.csv", original=f"Name,Mail\n{written}".encode(), today=TODAY
    )
    told = importing.foreseen(imported, compares_protected=True)
    refused = {fault.line for fault in told.understood.cleaned.faults if fault.sentence == RECOGNISED}
    office = ("office@rivers.example",)
    alike = {
        line
        for line, name in enumerate(rows, 2)
        for other in protected
        if is_sure(*_likeness(Someone("row", (name,), office), Someone("person", (other,), office)))
    }
    assert len(alike) > 3
    assert refused == alike


def _likeness(one, other):
    found = compared(one, other)
    return found.score, found.reasons


def test_a_row_with_the_name_and_the_organisation_of_a_protected_person_is_not_taken_in(willow, inviting):
    rows = f"Name,Organisation\n{AMARA.full_name},{AMARA.posts[1].organisation}\n"
    imported = imports.keep(account=inviting.account, file_name="a.csv", original=rows.encode(), today=TODAY)
    told = importing.foreseen(imported, compares_protected=True)
    assert [one.sentence for one in told.understood.cleaned.faults if one.is_fatal] == [RECOGNISED]
