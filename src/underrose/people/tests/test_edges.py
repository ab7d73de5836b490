"""What happens at the edges of the verbs: twice, too late, to somebody who is gone, with a key that is destroyed."""

import datetime as dt
from dataclasses import replace
from random import Random
from uuid import uuid4

import pytest
from django.urls import reverse

from underrose.access.models import Grant, RecordEntry
from underrose.access.roles import Role
from underrose.kit import keys, mail
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.refusals import Refused
from underrose.people import aliases, held_paper, particulars, rules
from underrose.people.actions import forgetting, merging, organisations, persons, sealing, traces
from underrose.people.actions.reach import Reach
from underrose.people.models import ContactImport, Organisation, Person
from underrose.people.particulars import Particulars

from .conftest import AMARA, CODE, TODAY

DICE = Random(4)  # noqa: S311 - chooses between trees


def test_closing_contact_twice_is_said_once(introduced, inviting):
    person = introduced()
    for _time in range(2):
        persons.set_do_not_contact(person, is_set=True, by=inviting, today=TODAY)
    assert RecordEntry.objects.filter(noun="contact").count() == 1


def test_contact_is_opened_again_from_a_page_that_is_old(introduced, inviting):
    person = introduced()
    old = Person.objects.get(key=person.key)
    persons.set_do_not_contact(person, is_set=True, by=inviting, today=TODAY)
    persons.set_do_not_contact(old, is_set=False, by=inviting, today=TODAY)
    assert Person.objects.get(key=person.key).do_not_contact is False


def test_an_address_that_only_changes_its_label_keeps_its_row(introduced, inviting):
    person = introduced()
    before = set(person.contact_details.values_list("key", flat=True))
    facts = replace(AMARA, labels=((AMARA.mails[0], "home"),))
    persons.revise(person, by=inviting, facts=facts, revision=1, today=TODAY)
    assert set(person.contact_details.values_list("key", flat=True)) == before
    assert particulars.of(person).label_of(AMARA.mails[0]) == "home"


def test_nobody_revises_who_is_gone(introduced, inviting):
    person, twin = introduced(), introduced(replace(AMARA, full_name="Twin"))
    merging.merge(person, twin, facts=AMARA, by=inviting, today=TODAY)
    with pytest.raises(Refused, match="no longer in the list"):
        persons.revise(twin, by=inviting, facts=AMARA, revision=1, today=TODAY)


def test_a_row_that_only_counts_is_not_forgotten_twice(introduced, inviting, monkeypatch):
    monkeypatch.setattr(forgetting, "_known_to_nobody", lambda _found: Person.objects.none())
    person = introduced()
    forgetting.forget(person, by=inviting, today=TODAY)
    row = Person.objects.get()
    assert (row.is_forgotten, row.full_name, row.search_words, list(Person.objects.present())) == (
        True,
        "",
        "",
        [],
    )
    with pytest.raises(Refused, match="forgotten before"):
        forgetting.forget(row, by=inviting, today=TODAY)


def test_the_public_opens_nobody(introduced, inviting):
    from underrose.access.holders import PUBLIC

    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    assert rules.codes_that_may_open(person, PUBLIC) == frozenset()


def test_a_house_director_ends_a_protection_nobody_knows(introduced, inviting, colleague):
    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY)
    assert sealing.unseal(person, by=colleague(Role.PROGRAMME_DIRECTOR, ""), today=TODAY).is_sealed is False


def test_an_organisation_that_others_speak_of_stays(introduced, inviting, monkeypatch):
    monkeypatch.setattr(sealing, "_is_spoken_of", lambda _house: True)
    sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY)
    assert Organisation.objects.count() == 2


def test_organisations_know_only_their_own_words(introduced, inviting):
    introduced()
    house = Organisation.objects.first()
    with pytest.raises(TypeError):
        organisations.revise_organisation(house, {"colour": "red"}, by=inviting, today=TODAY)
    organisations.revise_organisation(house, {"name": house.name}, by=inviting, today=TODAY)
    assert RecordEntry.objects.filter(noun="organisation").count() == 0


def test_what_was_destroyed_tells_of_nobody(inviting):
    gone = f"GONE-{uuid4().hex[:8]}"
    kept = mail.queue(
        "kit/mail/letter", to="a@a.example", cause="x", scope=gone, context={"subject": "S", "text": "T"}
    )
    ReceivedMail.objects.create(mail=kept, scope=gone, kind="reply", digest="d", body="b", received_on=TODAY)
    from django.conf import settings

    keys.ring(settings.KEY_FOLDER).destroy(gone, "mail")
    facts = Particulars(full_name="Somebody Else")
    everywhere = Reach(frozenset(), (), None, is_whole=True, person=uuid4())
    ContactImport.objects.create(
        account=inviting.account, file_name="a.xlsx", original=b"PK\x03\x04 no book", taken_on=TODAY
    )
    found = traces.find([facts], everywhere)
    assert (found.letters, found.received, len(found.lists)) == (frozenset(), frozenset(), 1)
    traces.erase([facts], [facts], everywhere, found)
    assert (OutboxMail.objects.count(), ReceivedMail.objects.count(), ContactImport.objects.count()) == (
        1,
        1,
        0,
    )


def test_aliases_are_used_once(introduced, inviting):
    taken = set()
    for number in range(3):
        alias = aliases.suggested(DICE)
        sealing.seal(introduced(full_name=f"Number {number}x"), by=inviting, alias=alias, today=TODAY)
        taken.add(alias)
    assert len(taken) == 3


def test_when_every_name_is_taken_two_stand_together(introduced, inviting, monkeypatch):
    monkeypatch.setattr(aliases, "NEUTRAL", ("Elm", "Oak"))
    found = []
    for number in range(3):
        found.append(aliases.suggested(DICE))
        sealing.seal(introduced(full_name=f"Number {number}x"), by=inviting, alias=found[-1], today=TODAY)
    assert sorted(found) == ["Elm", "Elm Oak", "Oak"]


def test_a_paper_says_lists_and_tables_of_any_section(db):
    told = {"section": {"Day": TODAY, "None": "", "Rows": [{"a": 1, "b": "*x*"}, "two"], "Table": {"k": "v"}}}
    assert held_paper.pdf("*A* _name_", told, TODAY)[:5] == b"%PDF-"


def test_protecting_without_a_meeting_is_refused_on_the_page(browser_of, inviting, introduced):
    person = introduced()
    browser = browser_of(inviting)
    url = reverse("seal_person", args=[person.key])
    for codes, said in (("", "name one meeting"), ("NOWHERE9", "not a meeting to which you invite")):
        assert said in browser.post(url, {"alias": "Willow", "meeting_codes": codes}).content.decode()
    assert (
        "holds a part of the real one"
        in browser.post(url, {"alias": "Amara", "meeting_codes": CODE}).content.decode()
    )
    assert Person.objects.get().is_sealed is False


def test_a_second_editor_of_a_protected_person_sees_both(browser_of, inviting, introduced):
    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    rows = {
        f"{name}-{part}_FORMS": "0"
        for name in ("posts", "contacts", "forms")
        for part in ("TOTAL", "INITIAL")
    }
    sent = {"meeting_code": CODE, "revision": "1", "full_name": "Second", **rows}
    page = browser_of(inviting).post(reverse("edit_protected", args=[person.key]), sent).content.decode()
    assert ("What your colleague saved" in page, AMARA.full_name in page, "Second" in page) == (
        True,
        True,
        True,
    )
    answer = browser_of(inviting).post(reverse("edit_protected", args=[person.key]), {"meeting_code": "X"})
    assert answer.headers["Location"] == reverse("person", args=[person.key])


def test_ending_a_protection_from_the_page(browser_of, inviting, introduced, colleague):
    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    url = reverse("unseal_person", args=[person.key])
    assert browser_of(inviting).get(url).status_code == 404
    browser = browser_of(colleague(Role.PROGRAMME_DIRECTOR))
    assert "stand in the clear again" in browser.get(url).content.decode()
    assert browser.post(url).status_code == 302
    assert Person.objects.get().full_name == AMARA.full_name


def test_posts_that_end_in_time_are_held_until_then():
    post = AMARA.posts[1]
    assert (post.is_held_on(dt.date(2021, 4, 30)), post.is_held_on(dt.date(2021, 5, 1))) == (True, False)
    assert (AMARA.post_on(TODAY), AMARA.mail, AMARA.language) == (AMARA.posts[0], AMARA.mails[0], "fr")
    assert (AMARA.form("fr").salutation, AMARA.form("de").salutation) == ("Chère Madame Okönjo", "")


def test_another_meeting_is_let_know_by_who_may_open(browser_of, inviting, introduced, colleague):
    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])
    Grant.objects.create(account=inviting.account, role=Role.PROJECT_MANAGER, meeting_code="CD34")
    browser = browser_of(inviting)
    url = reverse("let_know", args=[person.key])
    assert "CD34" in browser.get(reverse("person", args=[person.key])).content.decode()
    for code in ("CD34", "CD34", "NOWHERE9"):
        browser.post(url, {"meeting_code": code})
    assert sorted(person.needs_to_know.values_list("meeting_code", flat=True)) == [CODE, "CD34"]
    assert RecordEntry.objects.filter(verb="let know").count() == 1
    stranger = colleague(Role.PROJECT_MANAGER, "OTHER1")
    assert browser_of(stranger).post(url, {"meeting_code": "OTHER1"}).status_code == 404
    with pytest.raises(Refused, match="No meeting of yours"):
        sealing.let_another_know(person, by=stranger, meeting_code="OTHER1", today=TODAY)
