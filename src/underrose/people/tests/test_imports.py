import tomllib
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.kit.models import OutboxMail
from underrose.methods.names import fold
from underrose.people import particulars, sectors, tasks
from underrose.people.actions import imports, sealing, traces
from underrose.people.held import everything
from underrose.people.models import Brought, ContactImport, Person, Post, Sector
from underrose.people.particulars import Particulars

from .conftest import AMARA, CODE, TODAY

LIST = """Title,Surname / Nom,Given name,Organisation,Position,Country,E-mail,Telephone,Languages,Gender,Sector,Do not contact
Dr,Nwosu,Chi,High Court,Judge,Ghana,chi@court.example,+44 1632 960018,English; French,F,court,no
,Haddad,Noor,Rivers Watch,Analyst,Atlantis,noor@,12,Klingon,x,,yes
Dr,Nwosu,Chi,High Court,Judge,Ghana,chi@court.example,+44 1632 960018,English,F,court,no
,,,Somewhere,,Ghana,nobody@a.example,,,,,
"""


@pytest.fixture
def browser(browser_of, inviting):
    return browser_of(inviting)


@pytest.fixture
def bring(browser):
    """Brings a list and answers what the next page is for it."""

    def brought(text=LIST, name="people.csv"):
        content = text if isinstance(text, bytes) else text.encode()
        answer = browser.post(reverse("import_people"), {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.content.decode()
        return ContactImport.objects.get(key=answer.headers["Location"].split("/")[-3])

    return brought


def taken_in(browser, imported):
    """Press the button, and let the worker do its job."""
    assert browser.post(reverse("import_preview", args=[imported.key])).status_code == 302
    tasks.take_in.call(str(imported.key))
    imported.refresh_from_db()
    return imported


def chosen(browser, imported, **said):
    page = browser.get(reverse("import_columns", args=[imported.key]))
    form = page.context["form"]
    sent = {name: field.initial or "" for name, field in form.fields.items() if name != "blanks_erase"}
    return browser.post(reverse("import_columns", args=[imported.key]), sent | said)


def test_a_list_is_read_seen_and_taken_in(browser, bring):
    imported = bring()
    columns = browser.get(reverse("import_columns", args=[imported.key])).content.decode()
    assert ("Surname / Nom" in columns, "Nwosu · Haddad" in columns) == (True, True)
    preview = browser.get(reverse("import_preview", args=[imported.key]))
    assert [figure["number"] for figure in preview.context["figures"]] == [2, 0, 1, 1]
    text = preview.content.decode()
    for words in (
        "Atlantis",
        "no e-mail address",
        "This row names nobody",
        "It repeats line 2",
        "Take in 2 people",
    ):
        assert words in text
    assert Person.objects.count() == 0
    done = taken_in(browser, imported)
    assert (done.state, done.rows_done, done.counts) == (
        "done",
        4,
        {"new": 2, "duplicate": 1, "rejected": 1, "changed": 0},
    )
    chi = particulars.of(Person.objects.get(family_name="Nwosu"))
    assert (chi.full_name, chi.mails, chi.telephones, chi.languages, chi.gender, chi.country) == (
        "Dr Chi Nwosu",
        ("chi@court.example",),
        ("+44 1632 960018",),
        ("en", "fr"),
        "woman",
        Person.objects.get(family_name="Nwosu").country,
    )
    assert (chi.posts[0].title, chi.posts[0].organisation, chi.posts[0].sector) == (
        "Judge",
        "High Court",
        "judiciary",
    )
    noor = Person.objects.get(family_name="Haddad")
    assert (noor.do_not_contact, noor.country, noor.contact_details.count()) == (True, "", 0)
    assert OutboxMail.objects.count() == 0
    assert RecordEntry.objects.filter(verb="imported", noun="people").count() == 1
    page = browser.get(reverse("import_progress", args=[imported.key])).content.decode()
    assert "4 of 4 rows were gone through." in page


def test_the_same_file_twice_changes_nothing(browser, bring):
    for _time in range(2):
        done = taken_in(browser, bring())
    assert done.counts == {"update": 2, "duplicate": 1, "rejected": 1, "changed": 0}
    assert (Person.objects.count(), Post.objects.count()) == (2, 2)
    assert set(Person.objects.values_list("revision", flat=True)) == {1}


def test_pressing_the_button_twice_takes_it_in_once(browser, bring):
    imported = bring()
    for _time in range(2):
        browser.post(reverse("import_preview", args=[imported.key]))
    for _time in range(2):
        tasks.take_in.call(str(imported.key))
    assert Person.objects.count() == 2


CHANGED = """Surname,Given name,Organisation,Position,E-mail,Gender
Nwosu,Chi,High Court,Presiding judge,CHI@court.example,
"""


@pytest.mark.parametrize(("erases", "gender"), [({}, "woman"), ({"blanks_erase": "on"}, "")])
def test_blanks_erase_only_if_that_was_chosen(browser, bring, erases, gender):
    taken_in(browser, bring())
    again = bring(CHANGED)
    chosen(browser, again, **erases)
    assert taken_in(browser, again).counts == {"update": 1, "changed": 1}
    facts = particulars.of(Person.objects.get(family_name="Nwosu"))
    assert (facts.gender, facts.mails, facts.telephones) == (
        gender,
        ("chi@court.example",),
        ("+44 1632 960018",),
    )
    assert [post.title for post in facts.posts] == ["Presiding judge"]


def test_another_house_ends_the_only_post(browser, bring, introduced):
    introduced(full_name="Chi Nwosu", mails=("chi@court.example",), posts=AMARA.posts[:1])
    taken_in(browser, bring(CHANGED))
    held = {post.organisation: post.end_on for post in particulars.of(Person.objects.get()).posts}
    assert (held["High Court"], held["Rivers Watch"] < TODAY) == (None, True) or held[
        "Rivers Watch"
    ] is not None


def test_columns_are_chosen_by_a_person(browser, bring):
    imported = bring("Who,Where\nChi Nwosu,Accra\n")
    page = browser.post(reverse("import_columns", args=[imported.key]), {"column-0": "-", "column-1": "-"})
    assert "No column holds a name" in page.content.decode()
    browser.post(
        reverse("import_columns", args=[imported.key]), {"column-0": "full_name", "column-1": "duty_station"}
    )
    taken_in(browser, imported)
    assert Person.objects.get().full_name == "Chi Nwosu"


def test_rows_are_pasted(browser):
    sent = {"pasted": "Name\tE-mail\nChi Nwosu\tchi@court.example\n"}
    answer = browser.post(reverse("import_people"), sent, follow=True)
    assert "chi@court.example" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Please choose a file, or paste the rows."),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04nonsense")}, "Nothing was stored"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "This file is empty"),
    ],
)
def test_what_cannot_be_read_is_said_and_not_kept(browser, sent, said):
    assert said in browser.post(reverse("import_people"), sent).content.decode()
    assert ContactImport.objects.count() == 0


def test_rejected_rows_come_back_with_the_reason(browser, bring):
    imported = bring()
    table = browser.get(reverse("import_rejected", args=[imported.key, "csv"])).getvalue().decode("utf-8-sig")
    lines = table.splitlines()
    assert (len(lines), lines[0].endswith(",Reason"), "names nobody" in lines[1]) == (2, True, True)
    every = (
        browser.get(reverse("import_rejected", args=[imported.key, "csv"]), {"all": ""}).getvalue().decode()
    )
    assert len(every.splitlines()) == 3


def test_a_list_is_stopped_and_what_came_stays(browser, bring, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 1)
    imported = bring()
    browser.post(reverse("import_preview", args=[imported.key]))
    took_in = imports._took_in

    def stopping(*args):
        answer = took_in(*args)
        imports.stop(imported)
        return answer

    monkeypatch.setattr(imports, "_took_in", stopping)
    tasks.take_in.call(str(imported.key))
    imported.refresh_from_db()
    assert (imported.state, imported.rows_done, Person.objects.count()) == ("stopped", 1, 1)


def test_after_a_crash_it_goes_on_where_it_was(browser, bring, monkeypatch):
    monkeypatch.setattr(imports, "CHUNK", 1)
    imported = bring("Name\nAnn One\nBo Two\nChi Three\n")
    browser.post(reverse("import_preview", args=[imported.key]))
    took_in, times = imports._took_in, []

    def dying(*args):
        times.append(1)
        if len(times) == 3:
            raise RuntimeError
        return took_in(*args)

    monkeypatch.setattr(imports, "_took_in", dying)
    with pytest.raises(RuntimeError):
        tasks.take_in.call(str(imported.key))
    tasks.take_in.call(str(imported.key))
    imported.refresh_from_db()
    assert (imported.state, imported.rows_done) == ("done", 3)
    assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Ann One", "Bo Two", "Chi Three"]


def test_a_list_is_seen_by_whoever_brought_it(bring, browser_of, colleague):
    imported = bring()
    other = browser_of(colleague(Role.PROGRAMME_DIRECTOR))
    for name in ("import_columns", "import_preview", "import_progress"):
        assert other.get(reverse(name, args=[imported.key])).status_code == 404


def test_a_file_is_deleted_and_people_stay(browser, bring):
    imported = taken_in(browser, bring())
    browser.post(reverse("discard_people", args=[imported.key]))
    assert (ContactImport.objects.count(), Person.objects.count()) == (0, 2)


def test_a_protected_person_is_not_laid_in_the_clear(
    browser, bring, introduced, inviting, colleague, browser_of
):
    facts = Particulars(full_name="Chi Nwosu", mails=("chi@court.example",))
    sealing.seal(introduced(facts), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    imported = bring()
    preview = browser.get(reverse("import_preview", args=[imported.key])).content.decode()
    assert ("This is a protected person." in preview, "Willow" in preview) == (True, False)
    taken_in(browser, imported)
    assert not Person.objects.filter(family_name="Nwosu").exists()
    stranger = browser_of(colleague(Role.PROJECT_MANAGER, "OTHER1"))
    stranger.post(reverse("import_people"), {"file": SimpleUploadedFile("a.csv", LIST.encode())})
    theirs = ContactImport.objects.exclude(key=imported.key).get()
    told = stranger.get(reverse("import_preview", args=[theirs.key])).content.decode()
    assert ("protected person" in told, "Willow" in told) == (False, False)


def test_discarding_a_list_that_is_being_taken_in_is_refused(browser, bring):
    imported = bring()
    ContactImport.objects.update(state="running")
    browser.post(reverse("discard_people", args=[imported.key]))
    assert ContactImport.objects.count() == 1


SECTORED = """Name,Organisation,Position,Section
Ada Fjord,Rivers Watch,Coordinator,Human rights defenders
Ben Okoth,River Board,Director,Donor government
Chi Nwosu,Delta Works,Owner,企业
Dua Rey,Delta House,Head,Water ministry (Ghana)
Eve Lund,Delta Hall,Head,Friends of the river
"""


def test_sectors_are_read_as_lists_write_them(browser, bring):
    taken_in(browser, bring(SECTORED))
    found = dict(Post.objects.values_list("person__full_name", "sector"))
    assert found == {
        "Ada Fjord": "civil_society",
        "Ben Okoth": "government",
        "Chi Nwosu": "business",
        "Dua Rey": "government",
        "Eve Lund": "",
    }


def test_sector_that_is_not_known_or_guessed_is_told(browser, bring):
    preview = browser.get(reverse("import_preview", args=[bring(SECTORED).key]))
    told = [row["remarks"] for row in preview.context["rows"]]
    assert told == [
        [],
        [],
        [],
        ["Section: “Water ministry (Ghana)” is read as “Government”. Correct it if it is another."],
        [
            "Section: “Friends of the river” is no sector that is known here. Correct it; the person is taken over without it."
        ],
    ]


def test_every_word_for_a_sector_means_one_of_ours():
    written = tomllib.loads(sectors.REFERENCE.read_text("utf-8"))
    assert set(written) == set(Sector.values)
    words = [fold(word) for said in written.values() for word in said]
    assert [word for word, number in Counter(words).items() if number > 1] == []


def test_list_of_headings_alone_is_refused_in_words(browser):
    said = {"file": SimpleUploadedFile("people.csv", b"Name,Country,E-mail\n")}
    page = browser.post(reverse("import_people"), said).content.decode()
    assert "This list has headings and no rows below them" in page
    assert ContactImport.objects.count() == 0


def test_no_question_about_a_column_is_called_optional(browser, bring):
    page = browser.get(reverse("import_columns", args=[bring().key])).content.decode()
    assert page.count("(optional)") == 0


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


def test_a_column_is_kept_as_a_note_only_if_somebody_chooses_so(browser, bring):
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
    assert everything(ada)["people"]["From a list"] == ["Ref No: N-17", "Badge: blue", "Speaks well"]


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


def test_nobody_who_becomes_protected_is_found_by_a_list_or_shows_its_note(
    browser, bring, inviting, monkeypatch
):
    imported = bring(OWN)
    chosen(browser, imported, **{"column-5": "notes"})
    taken_in(browser, imported)
    ada = Person.objects.get(full_name="Ada Fjord")
    # The file holds the name and goes too; even if it stayed, it would not lead to the alias.
    monkeypatch.setattr(traces, "erase", lambda *_: None)
    sealing.seal(ada, by=inviting, alias="Willow", today=TODAY)
    sealed = Person.objects.get(key=ada.key)
    assert (sealed.list_note, sealed.brought_by.count()) == (None, 0)
    assert _names(browser.get(f"{reverse('people')}?brought={imported.key}")) == ["Ben Okoth"]
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
