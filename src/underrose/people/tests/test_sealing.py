from dataclasses import replace

import pytest
from django.urls import reverse

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.kit.refusals import Refused
from underrose.people import addressees, particulars, posts
from underrose.people.actions import merging, persons, sealing
from underrose.people.models import Organisation, Person

from .conftest import AMARA, CODE, TODAY


@pytest.fixture
def willow(introduced, inviting):
    person = introduced()
    return sealing.seal(person, by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])


def test_sealing_leaves_the_alias_alone_in_the_clear(willow):
    row = Person.objects.filter(key=willow.key).values().get()
    told = {name for name, value in row.items() if value not in ("", [], None, False)}
    assert told == {
        "key",
        "institution",
        "full_name",
        "family_name",
        "is_sealed",
        "particulars",
        "introduced_on",
        "revision",
        "search_words",
    }
    assert (row["full_name"], row["family_name"], row["search_words"]) == ("Willow", "Willow", "willow")
    assert willow.contact_details.count() + willow.posts.count() + willow.forms_of_address.count() == 0
    assert Organisation.objects.count() == 0
    assert posts.current([willow], TODAY) == {}


def test_programs_still_know_who_it_is(willow):
    assert particulars.of(Person.objects.get()) == AMARA


def test_an_organisation_where_others_work_stays(introduced, inviting):
    person = introduced()
    introduced(replace(AMARA, full_name="Somebody Else"))
    sealing.seal(person, by=inviting, alias="Willow", today=TODAY)
    assert Organisation.objects.count() == 2


@pytest.mark.parametrize("alias", ["", " ", "Amara", "the okonjo", "ÓKONJO"])
def test_an_alias_that_tells_is_refused(introduced, inviting, alias):
    with pytest.raises(Refused):
        sealing.seal(introduced(), by=inviting, alias=alias, today=TODAY)
    assert Person.objects.get().is_sealed is False


@pytest.mark.parametrize("alias", ["Ife", "Old Mensah"])
def test_an_alias_that_tells_the_name_of_a_row_made_one_with_them_is_refused(introduced, inviting, alias):
    person = introduced()
    twin = introduced(replace(AMARA, full_name="Ife Mensah", given_name="Ife", family_name="Mensah"))
    merging.merge(person, twin, facts=AMARA, by=inviting, today=TODAY)
    person.refresh_from_db()
    with pytest.raises(Refused, match="holds a part of the real one"):
        sealing.seal(person, by=inviting, alias=alias, today=TODAY)
    assert Person.objects.get(key=person.key).is_sealed is False


def test_an_alias_in_use_and_sealing_twice_are_refused(willow, introduced, inviting):
    other = introduced(full_name="Somebody Else")
    with pytest.raises(Refused, match="called so already"):
        sealing.seal(other, by=inviting, alias="willow", today=TODAY)
    with pytest.raises(Refused, match="protected already"):
        sealing.seal(willow, by=inviting, alias="Birch", today=TODAY)


def test_an_alias_too_long_to_be_kept_is_refused_in_words(introduced, inviting):
    person = introduced()
    with pytest.raises(Refused, match="it has 121 letters of at most 120"):
        sealing.seal(person, by=inviting, alias="W" * 121, today=TODAY)
    sealing.seal(person, by=inviting, alias="W" * 120, today=TODAY)
    assert Person.objects.get().family_name == "W" * 120


def test_opening_stands_in_the_record(willow, inviting):
    facts = sealing.open_particulars(willow, by=inviting, meeting_code=CODE, today=TODAY)
    assert facts == AMARA
    line = RecordEntry.objects.order_by("-position").first()
    assert (line.verb, line.noun, line.subject, line.meeting_code) == (
        "opened",
        "sealed person",
        willow.key,
        CODE,
    )


def test_opening_without_need_to_know_is_refused(willow, colleague, inviting):
    elsewhere = colleague(Role.PROJECT_MANAGER, "OTHER1")
    reader = colleague(Role.RAPPORTEUR, CODE)
    house = colleague(Role.PROGRAMME_DIRECTOR, "")
    for holder, code in (
        (elsewhere, "OTHER1"),
        (elsewhere, CODE),
        (reader, CODE),
        (house, CODE),
        (inviting, "X"),
    ):
        with pytest.raises(Refused, match="does not need to know"):
            sealing.open_particulars(willow, by=holder, meeting_code=code, today=TODAY)
    assert RecordEntry.objects.filter(verb="opened").count() == 0


def test_opening_somebody_who_is_not_protected_is_refused(introduced, inviting):
    with pytest.raises(Refused, match="not protected"):
        sealing.open_particulars(introduced(), by=inviting, meeting_code=CODE, today=TODAY)


def test_revising_a_protected_person_stays_sealed(willow, inviting, colleague):
    facts = replace(AMARA, mails=("new@rivers.example",))
    persons.revise(willow, by=inviting, facts=facts, revision=willow.revision, today=TODAY)
    row = Person.objects.get()
    assert (row.full_name, row.contact_details.count(), particulars.of(row)) == ("Willow", 0, facts)
    stranger = colleague(Role.PROJECT_MANAGER, "OTHER1")
    with pytest.raises(Refused, match="protected person"):
        persons.revise(willow, by=stranger, facts=AMARA, revision=row.revision, today=TODAY)


def test_only_a_director_ends_the_protection(willow, inviting, colleague):
    with pytest.raises(Refused, match="programme director"):
        sealing.unseal(willow, by=inviting, today=TODAY)
    person = sealing.unseal(willow, by=colleague(Role.PROGRAMME_DIRECTOR), today=TODAY)
    assert (person.is_sealed, person.particulars, particulars.of(person)) == (False, None, AMARA)
    with pytest.raises(Refused, match="not protected"):
        sealing.unseal(person, by=inviting, today=TODAY)


def test_another_alias(willow, inviting):
    assert sealing.rename(willow, by=inviting, alias="Birch", today=TODAY).search_words == "birch"
    with pytest.raises(Refused, match="part of the real one"):
        sealing.rename(willow, by=inviting, alias="Okonjo", today=TODAY)
    with pytest.raises(Refused, match="by this name already"):
        sealing.rename(willow, by=inviting, alias=" BIRCH", today=TODAY)


def test_nobody_else_is_given_another_name(introduced, inviting):
    with pytest.raises(Refused, match="not protected"):
        sealing.rename(introduced(), by=inviting, alias="Birch", today=TODAY)
    assert Person.objects.get().full_name == AMARA.full_name


def test_another_name_is_given_on_a_page_after_a_fresh_sign_in(willow, inviting, browser_of):
    url = reverse("rename_person", args=[willow.key])
    stale = browser_of(inviting, is_fresh=False)
    assert [stale.get(url).status_code, stale.post(url, {"alias": "Birch"}).status_code] == [302, 401]
    browser = browser_of(inviting)
    assert url in browser.get(reverse("person", args=[willow.key])).content.decode()
    offered = browser.get(url).content.decode()
    assert "still show the name of before" in offered
    refused = browser.post(url, {"alias": "Okonjo"}).content.decode()
    assert ("a part of the real one" in refused, Person.objects.get().full_name) == (True, "Willow")
    done = browser.post(url, {"alias": "Birch"}, follow=True).content.decode()
    assert "This person now stands everywhere as Birch." in done
    assert Person.objects.get().full_name == "Birch"
    last = RecordEntry.objects.order_by("-position").first()
    assert (last.verb, last.noun, last.subject) == ("renamed", "sealed person", willow.key)


def test_whoever_may_not_look_is_offered_no_other_name(willow, colleague, browser_of):
    stranger = browser_of(colleague(Role.PROJECT_MANAGER, "OTHER1"))
    assert "rename/" not in stranger.get(reverse("person", args=[willow.key])).content.decode()
    assert stranger.get(reverse("rename_person", args=[willow.key])).status_code == 404


def test_protected_people_receive_no_circular(willow, inviting):
    persons.say_consent(willow, purpose="circulation", is_given=True, by=inviting, today=TODAY)
    assert addressees.for_purpose("circulation") == ()
