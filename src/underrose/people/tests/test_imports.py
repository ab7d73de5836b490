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
from underrose.people.actions import imports, persons, sealing
from underrose.people.models import ContactImport, HistoryLine, Person, Post, Sector
from underrose.people.particulars import Particulars

from .conftest import AMARA, CODE, LIST, TODAY, chosen, taken_in


@pytest.fixture
def browser(browser_of, inviting):
    return browser_of(inviting)


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


SHORT = """Title,Surname,Given name,Organisation,E-mail
Dr,Nwosu,Chi,High Court,chi@court.example
"""


def test_blanks_erase_nothing_of_what_the_list_has_no_column_for(browser, bring):
    taken_in(browser, bring())
    before = particulars.of(Person.objects.get(family_name="Nwosu"))
    again = bring(SHORT)
    chosen(browser, again, blanks_erase="on")
    preview = browser.get(reverse("import_preview", args=[again.key])).content.decode()
    assert ("→ nothing" in preview, taken_in(browser, again).counts) == (False, {"update": 1, "changed": 0})
    after = particulars.of(Person.objects.get(family_name="Nwosu"))
    assert (before.gender, after) == ("woman", before)
    assert after.posts[0].title != ""


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


OLD_LIST = """Name,Given name,Surname,Position,Organisation,E-mail
Amara Okonjo,Amara,Okonjo,Analyst,Rivers Watch,amara@rivers.example
Bo Lind,Bo,Lind,,,bo@lind.example
"""


def _remarks(browser, imported) -> list[list[str]]:
    page = browser.get(reverse("import_preview", args=[imported.key]))
    return [row["remarks"] for row in page.context["rows"]]


def test_each_cell_that_would_change_is_named_before_it_does(browser, bring, introduced):
    person = introduced()
    introduced(full_name="Bo Lind", given_name="Bo", family_name="Lind", mails=("bo@lind.example",))
    told, unchanged = _remarks(browser, bring(OLD_LIST))
    assert "Full name: Dr Amára Okönjo → Amara Okonjo" in told
    assert "Family name: Okönjo → Okonjo" in told
    assert any(one.startswith("Posts: Director, Research, Rivers Watch") for one in told)
    assert not [one for one in unchanged if "→" in one]
    assert Person.objects.get(key=person.key).full_name == "Dr Amára Okönjo"


def test_what_the_guest_corrected_is_marked_before_an_old_list_takes_it_back(browser, bring, introduced):
    person = introduced()
    sentence = "The guest corrected what is known, Sunday 22 November 2026; the list says otherwise."
    assert sentence not in _remarks(browser, bring(OLD_LIST))[0]
    persons.note_history(person, kind=HistoryLine.Kind.revised, meeting_code="CD34", today=TODAY)
    assert sentence not in _remarks(browser, bring(OLD_LIST))[0]
    persons.note_history(person, kind=HistoryLine.Kind.revised, meeting_code=CODE, today=TODAY)
    assert sentence in _remarks(browser, bring(OLD_LIST))[0]


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
