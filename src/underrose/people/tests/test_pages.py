import json
from dataclasses import replace

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.kit import tables
from underrose.people import particulars
from underrose.people.actions import merging, persons, sealing
from underrose.people.models import Merge, NotTheSame, Organisation, Person

from .conftest import AMARA, CODE, TODAY

EMPTY_ROWS = {
    f"{name}-{field}": number
    for name in ("posts", "contacts", "forms")
    for field, number in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


@pytest.fixture
def browser(browser_of, inviting):
    return browser_of(inviting)


def rows(name, *said, initial=0):
    sent = {f"{name}-TOTAL_FORMS": str(len(said)), f"{name}-INITIAL_FORMS": str(initial)}
    for place, row in enumerate(said):
        sent |= {f"{name}-{place}-{field}": value for field, value in row.items()}
    return sent


def names_on(response):
    return [row["line"].name for row in response.context["rows"]]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many_there_are(browser, introduced, number):
    for place in range(number):
        introduced(replace(AMARA, full_name=f"Person {place}"))
    # Every five minutes a session is noted as seen, which is a question more: here no time passes.
    with time_machine.travel(timezone.now(), tick=False):
        browser.get(reverse("people"))
        for shown, questions in (({}, 9), ({"column": "mail"}, 10)):
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(reverse("people"), shown).status_code == 200
            assert len(asked) == questions
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("organisations")).status_code == 200
        assert len(asked) == 8


def test_an_empty_list_says_what_belongs_there(browser):
    page = browser.get(reverse("people"))
    assert "Nobody yet" in page.content.decode()
    assert "No organisation yet" in browser.get(reverse("organisations")).content.decode()
    assert "Nobody stands here twice" in browser.get(reverse("duplicates")).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("amara", ["Dr Amára Okönjo"]),
        ("ÖKONJO", ["Dr Amára Okönjo"]),
        ("rivers watch", ["Dr Amára Okönjo"]),
        ("ministry", ["Dr Amára Okönjo"]),
        ("huang", ["黄小明"]),
        ("黄", ["黄小明"]),
        ("nobody", []),
        ("%", []),
        ("~fr~", []),
        ("fr", []),
    ],
)
def test_a_search_finds_any_spelling(browser, introduced, query, found):
    introduced()
    introduced(full_name="黄小明")
    assert names_on(browser.get(reverse("people"), {"q": query})) == found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"country": "KEN"}, ["Amára"]),
        ({"sector": "civil_society"}, ["Amára"]),
        ({"sector": "government"}, []),
        ({"language": "fr"}, ["Bo", "Amára"]),
        ({"language": "de"}, []),
        ({"standing": "closed"}, ["Bo"]),
        ({"standing": "protected"}, ["Willow"]),
        ({"standing": "open"}, ["Amára"]),
        ({"country": "nowhere"}, ["Bo", "Amára", "Willow"]),
        ({"sort": "-name"}, ["Willow", "Amára", "Bo"]),
        ({"sort": "country"}, ["Bo", "Amára", "Willow"]),
        ({"sort": "organisation"}, ["Amára", "Bo", "Willow"]),
        ({"sort": "-introduced"}, ["Bo", "Amára", "Willow"]),
    ],
)
def test_the_list_is_filtered_and_sorted(browser, introduced, inviting, asked, found):
    introduced(replace(AMARA, full_name="Amára"))
    bo = introduced(full_name="Bo", family_name="B", languages=("fr",), country="GHA")
    persons.set_do_not_contact(bo, is_set=True, by=inviting, today=TODAY)
    third = introduced(replace(AMARA, full_name="Third"))
    sealing.seal(third, by=inviting, alias="Willow", today=TODAY)
    assert names_on(browser.get(reverse("people"), asked)) == found


def test_columns_are_chosen(browser, introduced):
    introduced()
    page = browser.get(reverse("people"), {"column": ["mail", "station", "nonsense"]}).content.decode()
    assert ("amara@rivers.example" in page, "Nairobi" in page, "Director" in page) == (True, True, False)


def test_the_list_leaves_as_a_file(browser, introduced, inviting):
    person = introduced()
    sealing.seal(introduced(replace(AMARA, full_name="Third")), by=inviting, alias="Willow", today=TODAY)
    table = browser.get(reverse("people_export", args=["csv"])).getvalue().decode("utf-8-sig").splitlines()
    assert len(table) == 3
    assert table[2] == "Willow" + "," * 13
    assert "'+44 1632 960017" in table[1]
    only = browser.get(reverse("people_export", args=["csv"]), {"selected": [str(person.key), "x"]})
    assert len(only.getvalue().decode("utf-8-sig").splitlines()) == 2
    nobody = browser.get(reverse("people_export", args=["csv"]), {"ticked": "yes"}, follow=True)
    assert "Tick at least one person first" in nobody.content.decode()
    cards = browser.get(reverse("people_export", args=["vcf"])).content.decode()
    assert (cards.count("BEGIN:VCARD"), cards.count("TEL;"), cards.count("FN:Willow")) == (2, 1, 1)
    assert browser.get(reverse("people_export", args=["xlsx"])).getvalue()[:2] == b"PK"
    assert RecordEntry.objects.filter(verb="exported", noun="people").count() == 4


def test_who_is_protected_while_the_list_leaves_stands_by_the_alias(
    browser, introduced, inviting, monkeypatch
):
    """The answer is sent long after the page was asked for: what is not yet written is asked for anew."""
    monkeypatch.setattr(tables, "CHUNK", 1)
    monkeypatch.setattr(tables, "AT_ONCE", 1)
    introduced(replace(AMARA, full_name="Abel", family_name="A"))
    last = introduced(replace(AMARA, full_name="Zora", family_name="Z"))
    parts = iter(browser.get(reverse("people_export", args=["csv"])))
    assert b"Abel" in next(parts)
    assert RecordEntry.objects.filter(verb="exported", noun="people").count() == 1
    sealing.seal(last, by=inviting, alias="Willow", today=TODAY)
    assert b"".join(parts).decode() == "Willow" + "," * 13 + "\r\n"


def test_exports_ask_for_a_fresh_sign_in(browser_of, inviting, introduced):
    introduced()
    stale = browser_of(inviting, is_fresh=False)
    assert stale.get(reverse("people_export", args=["csv"])).status_code == 302


def test_others_find_no_people(browser_of, colleague, introduced):
    person = introduced()
    for role in (
        Role.RAPPORTEUR,
        Role.PARTNER,
        Role.COMMUNICATIONS,
        Role.POLICY_TEAM,
        Role.MONITORING_AND_EVALUATION,
    ):
        browser = browser_of(colleague(role))
        assert browser.get(reverse("people")).status_code == 404
        assert browser.get(reverse("person", args=[person.key])).status_code == 404


def test_adding_a_person_with_posts_and_addresses(browser):
    sent = {
        "full_name": "Chi Nwosu",
        "language_1": "en",
        "language_2": "ar",
        "once": "a",
        **rows("posts", {"title": "Judge", "organisation": "High Court", "country": "GHA"}),
        **rows(
            "contacts",
            {"kind": "mail", "value": "chi@court.example"},
            {"kind": "telephone", "value": "+44 1632 960018"},
        ),
        **rows("forms", {"language": "en", "salutation": "Your Honour,"}),
    }
    answers = [browser.post(reverse("add_person"), sent) for _time in range(2)]
    person = Person.objects.get()
    assert [answer.headers["Location"] for answer in answers] == [reverse("person", args=[person.key])] * 2
    facts = particulars.of(person)
    assert (facts.mails, facts.telephones, facts.languages) == (
        ("chi@court.example",),
        ("+44 1632 960018",),
        ("en", "ar"),
    )
    page = browser.get(reverse("person", args=[person.key])).content.decode()
    assert all(words in page for words in ("Chi Nwosu", "Judge", "High Court", "Ghana", "Your Honour,"))


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(browser):
    sent = {
        "full_name": "",
        "time_zone": "Mars",
        **rows("posts", {"title": "Judge", "start_on": "2020-01-02", "end_on": "2020-01-01"}),
        **rows("contacts", {"kind": "mail", "value": "chi@"}, {"kind": "telephone", "value": "x"}),
        **rows("forms", {"salutation": "Your Honour,"}),
    }
    page = browser.post(reverse("add_person"), sent).content.decode()
    for words in (
        "A person needs a name.",
        "no time zone we know",
        "before the first",
        "no complete e-mail address",
        "at least three digits",
        "in which language",
        "Your Honour,",
    ):
        assert words in page
    assert Person.objects.count() == 0


def test_another_row_is_added_without_saving(browser):
    sent = {"full_name": "", "more": "posts", **EMPTY_ROWS, **rows("posts", {"title": "Judge"})}
    page = browser.post(reverse("add_person"), sent)
    assert (page.status_code, len(page.context["asked"].posts.forms)) == (200, 2)
    assert "Judge" in page.content.decode()
    assert "needs a name" not in page.content.decode()


def _edited(person, **said):
    facts = particulars.of(person)
    return {
        "revision": str(person.revision),
        "full_name": facts.full_name,
        "given_name": facts.given_name,
        "family_name": facts.family_name,
        "gender": facts.gender,
        "country": facts.country,
        "language_1": "fr",
        "language_2": "en",
        **EMPTY_ROWS,
        **said,
    }


def test_a_second_editor_sees_both(browser, introduced):
    person = introduced()
    url = reverse("edit_person", args=[person.key])
    assert browser.post(url, _edited(person, full_name="First")).status_code == 302
    page = browser.post(url, _edited(person, full_name="Second"))
    text = page.content.decode()
    assert ("What your colleague saved" in text, "First" in text, 'value="Second"' in text) == (
        True,
        True,
        True,
    )
    assert Person.objects.get().full_name == "First"
    assert browser.post(url, _edited(person, full_name="Second", revision="2")).status_code == 302
    assert Person.objects.get().full_name == "Second"


def test_the_form_shows_what_is_known_and_changes_nothing_by_itself(browser, introduced):
    person = introduced()
    page = browser.get(reverse("edit_person", args=[person.key]))
    asked = page.context["asked"]
    sent = {"revision": "1"}
    for form in (
        asked.person,
        *[form for each in asked.every_rows for form in (each.management_form, *each.forms)],
    ):
        for field in form:
            value = field.value()
            sent[field.html_name] = "" if value is None or value is False else str(value)
    assert browser.post(reverse("edit_person", args=[person.key]), sent).status_code == 302
    assert (particulars.of(Person.objects.get()), Person.objects.get().revision) == (AMARA, 1)


def test_consent_and_do_not_contact(browser, introduced):
    person = introduced()
    consent, closed = (reverse(name, args=[person.key]) for name in ("say_consent", "do_not_contact"))
    browser.post(consent, {"purpose": "circulation", "said": "yes"})
    browser.post(consent, {"purpose": "circulation", "said": "no"})
    assert [(one.purpose, one.is_given) for one in person.consents.all()] == [("circulation", False)]
    assert browser.post(consent, {"purpose": "nonsense", "said": "no"}).status_code == 404
    browser.post(closed, {"set": "yes"})
    assert Person.objects.get().do_not_contact is True
    assert (
        "Nothing is written to this person"
        in browser.get(reverse("person", args=[person.key])).content.decode()
    )


def test_history_only_of_meetings_of_ones_own(browser, introduced):
    person = introduced()
    for code in (CODE, "ELSE99"):
        persons.note_history(person, kind="invited", meeting_code=code, today=TODAY)
    page = browser.get(reverse("person", args=[person.key])).content.decode()
    assert (CODE in page, "ELSE99" in page) == (True, False)


def test_an_organisation_shows_who_is_there_now_and_was_before(browser, introduced):
    introduced()
    page = browser.get(reverse("organisation", args=[Organisation.objects.get(name="Ministry of Water").key]))
    assert (len(page.context["now"]), len(page.context["before"])) == (0, 1)
    watch = Organisation.objects.get(name="Rivers Watch")
    url = reverse("organisation", args=[watch.key])
    browser.post(url, {"name": "River Watch", "country": "KEN", "sector": "civil_society", "town": "Nairobi"})
    watch.refresh_from_db()
    assert (watch.name, watch.town) == ("River Watch", "Nairobi")
    assert names_in(browser.get(reverse("organisations"), {"q": "nairobi"})) == ["River Watch"]
    taken = browser.post(url, {"name": "Ministry of Water", "country": "KEN"})
    assert "of this name in this country already" in taken.content.decode()


def names_in(response):
    return [row["house"].name for row in response.context["rows"]]


def test_two_rows_of_one_person_are_offered_with_reasons_and_made_one(browser, introduced):
    kept = introduced()
    twin = introduced(
        full_name="Amara Okonjo", mails=("amara@rivers.example", "new@a.example"), country="GHA"
    )
    page = browser.get(reverse("duplicates"))
    assert [offer.reasons for offer in page.context["page"].object_list] != []
    assert "the same e-mail address" in page.content.decode()
    url = reverse("compare_people", args=[kept.key, twin.key])
    assert "GHA" not in (side := browser.get(url).content.decode())
    assert ("Ghana" in side, "Kenya" in side) == (True, True)
    sent = {"keep-full_name": "other", "keep-country": "one", "keep-mails": "both", "keep-gender": "one"}
    assert browser.post(url, sent).status_code == 302
    facts = particulars.of(Person.objects.present().get())
    assert (facts.full_name, facts.country, facts.mails) == (
        "Amara Okonjo",
        "KEN",
        ("amara@rivers.example", "a.okonjo@home.example", "new@a.example"),
    )
    assert browser.get(reverse("person", args=[twin.key])).headers["Location"] == reverse(
        "person", args=[kept.key]
    )
    browser.post(reverse("undo_merge", args=[Merge.objects.get().key]))
    assert Person.objects.present().count() == 2
    assert particulars.of(Person.objects.get(key=kept.key)) == AMARA


def test_two_who_were_told_apart_are_not_offered_again(browser, introduced):
    one, other = introduced(), introduced(replace(AMARA, full_name="Amara Okonjo"))
    browser.post(reverse("not_the_same", args=[one.key, other.key]))
    page = browser.get(reverse("duplicates"))
    assert (len(page.context["page"].object_list), len(page.context["apart"])) == (0, 1)
    browser.post(reverse("compare_again", args=[NotTheSame.objects.get().key]))
    assert len(browser.get(reverse("duplicates")).context["page"].object_list) == 1


def test_a_merge_that_a_section_refuses_is_said_on_the_page(browser, introduced, monkeypatch):
    from underrose.people import merging_rules

    one, other = introduced(), introduced()
    monkeypatch.setitem(merging_rules._objections, "test", lambda *_: "Both are in the room.")
    page = browser.post(reverse("compare_people", args=[one.key, other.key]))
    assert "Both are in the room." in page.content.decode()


def test_forgetting_from_the_page(browser, introduced):
    person = introduced()
    url = reverse("forget_person", args=[person.key])
    assert "This cannot be undone" in browser.get(url).content.decode()
    assert browser.post(url).headers["Location"] == reverse("people")
    assert Person.objects.count() == 0


def test_everything_held_as_json_and_as_paper(browser, introduced, inviting):
    person = introduced()
    persons.note_history(person, kind="invited", meeting_code=CODE, today=TODAY)
    assert browser.get(reverse("held", args=[person.key])).status_code == 200
    told = json.loads(browser.post(reverse("held_json", args=[person.key])).content)
    assert told["people"]["Full name"] == ["Dr Amára Okönjo"]
    assert told["people"]["History"] == [f"2026-11-22: Invited, {CODE}"]
    assert browser.post(reverse("held_pdf", args=[person.key])).content[:5] == b"%PDF-"
    assert RecordEntry.objects.filter(verb="handed out").count() == 2
    merging.say_not_the_same(person, introduced(), by=inviting, today=TODAY)


@pytest.mark.parametrize("words", ["", "   ", "\u00a0"])
def test_an_empty_search_shows_everybody(browser, introduced, words):
    introduced()
    introduced(full_name="Ben Okoth")
    assert len(browser.get(reverse("people"), {"q": "Okoth"}).context["rows"]) == 1
    # As the browser sends the form when Enter is pressed in it with nothing written.
    sent = {"q": words, "country": "", "sector": "", "language": "", "standing": "", "brought": ""}
    assert len(browser.get(reverse("people"), sent).context["rows"]) == 2
    organisations = browser.get(reverse("organisations"), {"q": words}).content.decode()
    assert ("Rivers Watch" in organisations, "Ministry of Water" in organisations) == (True, True)


def test_a_search_begins_on_the_first_page(browser, introduced):
    introduced()
    page = browser.get(reverse("people"), {"page": "1", "sort": "-name"}).content.decode()
    kept = page.partition('<form class="search"')[2].partition("</form>")[0]
    assert ('name="page"' in kept, 'name="sort"' in kept) == (False, True)
