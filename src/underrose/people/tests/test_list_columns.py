"""A list's own columns, the people of one list, and lists in which nobody is or that come again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from underrose.people import particulars, tasks
from underrose.people.actions import sealing
from underrose.people.held import everything
from underrose.people.models import Brought, ContactImport, Person

from .conftest import TODAY, chosen, taken_in


@pytest.fixture
def browser(browser_of, inviting):
    return browser_of(inviting)


# --- columns the house has no place for, and the people of one list -------------------------------

OWN = """Name,E-mail,Country,Region,Ref No,Badge,Remarks,Diet,Empty
Ada Fjord,ada@fjord.example,Norway,Europe,N-17,blue,Speaks well,vegan,
Ben Okoth,ben@okoth.example,Kenya,Africa,K-3,,,,
"""


def test_columns_that_are_not_taken_in_are_named_before_anything_happens(browser, bring):
    preview = browser.get(reverse("import_preview", args=[bring(OWN).key]))
    told = preview.context["not_taken"]
    assert (told.own, told.region, told.diet) == (("Ref No", "Badge", "Remarks"), ("Region",), ("Diet",))
    text = preview.content.decode()
    assert ("Columns that are not taken in" in text, "derives them from the country" in text) == (True, True)
    assert "<bdi>Empty</bdi>" not in text


def test_a_column_is_kept_as_a_note_only_if_somebody_chooses_so(browser, bring, inviting):
    assert taken_in(browser, bring(OWN)).counts["new"] == 2
    assert set(Person.objects.values_list("list_note", flat=True)) == {None}
    again = bring(OWN)
    assert chosen(browser, again, **{f"column-{place}": "notes" for place in (4, 5, 6)}).status_code == 302
    assert "Columns that are not taken in" not in _preview(browser, again)
    assert taken_in(browser, again).counts == {"update": 2, "changed": 2}
    ada, ben = Person.objects.order_by("full_name")
    assert (ada.list_note, ben.list_note) == ("Ref No: N-17\nBadge: blue\nSpeaks well", "Ref No: K-3")
    page = browser.get(reverse("person", args=[ada.key])).content.decode()
    assert "Ref No: N-17<br>Badge: blue<br>Speaks well" in page
    # A list without such a column leaves the note alone.
    assert taken_in(browser, bring("Name,E-mail\nAda Fjord,ada@fjord.example\n")).counts["changed"] == 0
    assert everything(ada, inviting)["people"]["From a list"] == [
        "Ref No: N-17",
        "Badge: blue",
        "Speaks well",
    ]


def _preview(browser, imported):
    return browser.get(reverse("import_preview", args=[imported.key])).content.decode()


def test_what_people_eat_does_not_come_in_as_a_note(browser, bring):
    imported = bring(OWN)
    assert chosen(browser, imported, **{"column-7": "notes"}).status_code == 200
    assert imported.mapping == {}


def test_a_note_is_changed_and_emptied_on_the_form_of_the_person(browser, bring):
    imported = bring(OWN)
    chosen(browser, imported, **{"column-5": "notes"})
    taken_in(browser, imported)
    ada = Person.objects.get(full_name="Ada Fjord")
    url = reverse("edit_person", args=[ada.key])
    sent = _as_shown(browser.get(url).context["asked"])
    assert sent["list_note"] == "Badge: blue"
    browser.post(url, sent)
    assert Person.objects.get(key=ada.key).revision == 1
    browser.post(url, sent | {"list_note": ""})
    assert Person.objects.get(key=ada.key).list_note is None
    assert "list_note" not in browser.get(url).context["asked"].person.fields


def _as_shown(asked):
    """What a browser would send of this form."""
    shown = {"revision": asked.revision}
    forms = [asked.person]
    for rows in asked.every_rows:
        forms += [rows.management_form, *rows.forms]
    for form in forms:
        shown |= {
            field.html_name: "" if field.value() is None else field.value()
            for field in form
            if field.name != "DELETE"
        }
    return shown


def test_a_note_that_is_too_long_is_told_and_cut(browser, bring):
    imported = bring(f"Name,Story\nAda Fjord,{'x' * 2_100}\n")
    chosen(browser, imported, **{"column-1": "notes"})
    assert "longer than 2,000 letters" in _preview(browser, imported)
    taken_in(browser, imported)
    assert len(Person.objects.get().list_note) == 2_000


def test_the_people_of_a_list_are_found_again_new_and_known(browser, bring, introduced):
    introduced(full_name="Ben Okoth", mails=("ben@okoth.example",))
    introduced()
    imported = taken_in(browser, bring(OWN))
    assert (
        f"?brought={imported.key}"
        in browser.get(reverse("import_progress", args=[imported.key])).content.decode()
    )
    url = f"{reverse('people')}?brought={imported.key}"
    assert _names(browser.get(url)) == ["Ada Fjord", "Ben Okoth"]
    assert "From the list" in browser.get(reverse("people")).content.decode()
    tasks.take_in.call(str(imported.key))
    assert Brought.objects.count() == 2
    browser.post(reverse("discard_people", args=[imported.key]))
    assert (Brought.objects.count(), Person.objects.count(), _names(browser.get(url))) == (0, 3, [])


def _names(page):
    return [row["line"].name for row in page.context["rows"]]


def test_a_list_is_found_by_whoever_took_it_in_alone(browser, bring, browser_of, colleague):
    imported = taken_in(browser, bring(OWN))
    other = browser_of(colleague(code="CD34"))
    for key in (imported.key, "nonsense"):
        assert _names(other.get(f"{reverse('people')}?brought={key}")) == []
    assert "From the list" not in other.get(reverse("people")).content.decode()


def test_nobody_who_becomes_protected_is_found_by_a_list_or_shows_its_note(browser, bring, inviting):
    imported = bring(OWN)
    chosen(browser, imported, **{"column-5": "notes"})
    taken_in(browser, imported)
    ada = Person.objects.get(full_name="Ada Fjord")
    # The file holds the name and goes; so does any other list that brought this person, and another stays.
    other = ContactImport.objects.create(
        account=inviting.account,
        file_name="others.csv",
        original=b"Name\nBen Okoth",
        taken_on=TODAY,
        state="done",
    )
    for person in Person.objects.exclude(key=ada.key):
        Brought.objects.create(imported=other, person=person)
    sealing.seal(ada, by=inviting, alias="Willow", today=TODAY)
    sealed = Person.objects.get(key=ada.key)
    assert (sealed.list_note, sealed.brought_by.count()) == (None, 0)
    assert _names(browser.get(f"{reverse('people')}?brought={other.key}")) == ["Ben Okoth"]
    assert "blue" not in browser.get(reverse("person", args=[ada.key])).content.decode()
    assert particulars.of(sealed).list_note == "Badge: blue"


# --- lists in which nobody is, and lists that come again -------------------------------------------


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This file is empty. Nothing was stored."),
        ("\n\n", "This list is empty."),
        ("Name,E-mail,Country\n", "This list has headings and no rows below them"),
    ],
)
def test_a_list_in_which_nobody_is_gets_a_sentence_and_is_not_kept(browser, text, sentence):
    answer = browser.post(reverse("import_people"), {"file": SimpleUploadedFile("people.csv", text.encode())})
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    assert ContactImport.objects.count() == 0


def test_rows_without_names_are_told_and_there_is_nothing_to_press(browser, bring):
    text = _preview(browser, bring("Name,E-mail\n,a@a.example\n,b@b.example\n"))
    assert ("Nobody in this list can be taken in" in text, "Take in" in text) == (True, False)


def test_a_file_that_was_brought_before_is_said_to_be_the_same(browser, bring):
    first = bring(OWN)
    assert "brought before" not in _preview(browser, first)
    taken_in(browser, first)
    text = _preview(browser, bring(OWN))
    assert "This very file was brought before" in text
    assert "brought before" not in _preview(browser, bring(OWN.replace("blue", "red")))
