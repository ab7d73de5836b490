"""Names stand as they were typed, but cannot turn or break the line of a list they stand in."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from underrose.kit.refusals import Refused
from underrose.people import particulars, tasks, typed
from underrose.people.actions import merging, persons, sealing
from underrose.people.models import ContactImport, Organisation, Person
from underrose.people.particulars import Form, Particulars, PostHeld

from .conftest import AMARA, CODE, TODAY

EVIL = "Chi\u202e\u0000\u2066 Nwo\u2069su\r\nJudge\u202c"
PLAIN = "Chi Nwosu Judge"
EMPTY_ROWS = {
    f"{name}-{part}_FORMS": "0" for name in ("posts", "contacts", "forms") for part in ("TOTAL", "INITIAL")
}


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        (EVIL, PLAIN),
        *[
            (f"a{chr(mark)}b", "ab")
            for mark in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0, 7, 0x1B, 0x7F)
        ],
        *[
            (f"a{mark}b", "a b")
            for mark in ("\n", "\r", "\r\n", "\t", "\v", "\f", "\x85", "\u2028", "\u2029")
        ],
    ],
)
def test_what_no_name_holds_is_taken_out(written, stands):
    assert typed.name(written) == stands


@pytest.mark.parametrize(
    "kept",
    [
        "  O’Neill-d'Arc,  Jr. ",
        "علی\u200cرضا",
        "\u200fאבי\u200e",
        "क्\u200dष",
        "JOSÉ  García",
        "Jose\u0301",
        "ǃXóõ",
        "王小明",
        "A\u00a0B",
    ],
)
def test_all_else_stands_exactly_as_typed(kept):
    assert typed.name(kept) == kept


FACTS = Particulars(
    full_name=EVIL,
    native_name=EVIL,
    given_name=EVIL,
    family_name=EVIL,
    posts=(PostHeld(EVIL, EVIL, EVIL, "KEN", "", EVIL),),
    forms=(Form("fr", EVIL, EVIL),),
)
TIDY = Particulars(
    full_name=PLAIN,
    native_name=PLAIN,
    given_name=PLAIN,
    family_name=PLAIN,
    posts=(PostHeld(PLAIN, PLAIN, PLAIN, "KEN", "", PLAIN),),
    forms=(Form("fr", PLAIN, PLAIN),),
)


def test_every_verb_takes_names_so(introduced, inviting):
    made = persons.introduce(by=inviting, facts=FACTS, today=TODAY)
    assert particulars.of(made) == TIDY
    assert persons.revise(made, by=inviting, facts=FACTS, revision=1, today=TODAY).revision == 1
    other = introduced()
    persons.revise(other, by=inviting, facts=FACTS, revision=1, today=TODAY)
    assert particulars.of(Person.objects.get(key=other.key)) == TIDY
    third, fourth = introduced(), introduced()
    merging.merge(third, fourth, facts=replace(AMARA, full_name=EVIL), by=inviting, today=TODAY)
    assert Person.objects.get(key=third.key).full_name == PLAIN


def test_sealed_particulars_and_the_alias_too(introduced, inviting):
    willow = sealing.seal(introduced(), by=inviting, alias="Wil\u202elow", today=TODAY, meeting_codes=[CODE])
    persons.revise(willow, by=inviting, facts=FACTS, revision=willow.revision, today=TODAY)
    assert (willow.full_name, particulars.of(Person.objects.get())) == ("Willow", TIDY)
    assert sealing.rename(willow, by=inviting, alias="Bir\u2066ch", today=TODAY).full_name == "Birch"


def test_an_alias_does_not_tell_by_marks_between_its_letters(introduced, inviting):
    with pytest.raises(Refused, match="a part of the real one"):
        sealing.seal(introduced(), by=inviting, alias="Oko\u202enjo", today=TODAY)


def test_a_name_of_marks_alone_is_none(inviting):
    with pytest.raises(Refused, match="needs a name"):
        persons.introduce(by=inviting, facts=Particulars(full_name="\u202e\u2066"), today=TODAY)


def test_the_form_takes_them_out(browser_of, inviting):
    sent = {"full_name": "Chi\u202e Nwosu", "family_name": "Nwo\u2067su", **EMPTY_ROWS}
    assert browser_of(inviting).post(reverse("add_person"), sent).status_code == 302
    assert (Person.objects.get().full_name, Person.objects.get().family_name) == ("Chi Nwosu", "Nwosu")


def test_a_list_takes_them_out_and_the_same_list_again_changes_nothing(browser_of, inviting):
    browser = browser_of(inviting)
    rows = 'Name,Mail,Organisation\n"Chi\u202e\nNwosu",chi@court.example,High\u2066 Court\n'
    for _time in range(2):
        browser.post(reverse("import_people"), {"file": SimpleUploadedFile("a.csv", rows.encode())})
        imported = ContactImport.objects.exclude(state="done").get()
        browser.post(reverse("import_preview", args=[imported.key]))
        tasks.take_in.call(str(imported.key))
    assert (Person.objects.get().full_name, Organisation.objects.get().name) == ("Chi Nwosu", "High Court")
    assert [one.counts["changed"] for one in ContactImport.objects.all()] == [0, 0]


def test_an_organisation_is_named_so_too(browser_of, inviting, introduced):
    introduced()
    house = Organisation.objects.get(name="Rivers Watch")
    sent = {"name": "River\u202e Watch", "native_name": "R\u2069W", "country": "KEN"}
    browser_of(inviting).post(reverse("organisation", args=[house.key]), sent)
    house.refresh_from_db()
    assert (house.name, house.native_name) == ("River Watch", "RW")
