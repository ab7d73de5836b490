"""A colleague without need to know, and what they can do to a protected person or learn of them: nothing."""

import pytest
from django.urls import reverse

from underrose.access.holders import Holder
from underrose.access.models import Link, RecordEntry
from underrose.access.roles import Role
from underrose.kit import mail
from underrose.kit.refusals import Refused
from underrose.people import forgetting_rules
from underrose.people.actions import forgetting, merging, persons, sealing
from underrose.people.models import Consent, Merge, NotTheSame, Person

from .conftest import AMARA, CODE, TODAY

WORDS = "no meeting of yours needs to know who it is"


@pytest.fixture
def willow(introduced, inviting):
    return sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY, meeting_codes=[CODE])


@pytest.fixture
def stranger(colleague):
    return colleague(Role.PROJECT_MANAGER, "OTHER1")


@pytest.fixture
def house(colleague):
    return colleague(Role.PROGRAMME_DIRECTOR, "")


def standing():
    row = Person.objects.values().get()
    return row | {"particulars": row["particulars"].raw}


# Every page about people whose address holds the key of a person, with what a stranger is answered.
ANSWERS = [
    ("edit_person", "get", {}, 404),
    ("edit_person", "post", {"full_name": "Else", "revision": "1"}, 404),
    ("say_consent", "post", {"purpose": "circulation", "said": "yes"}, WORDS),
    ("do_not_contact", "post", {"set": "yes"}, WORDS),
    ("seal_person", "get", {}, 404),
    ("seal_person", "post", {"alias": "Birch", "meeting_codes": ""}, 404),
    ("open_person", "get", {}, 404),
    ("open_person", "post", {"meeting_code": CODE}, 404),
    ("edit_protected", "post", {"meeting_code": CODE}, 404),
    ("let_know", "post", {"meeting_code": "OTHER1"}, 404),
    ("rename_person", "get", {}, 404),
    ("rename_person", "post", {"alias": "Birch"}, 404),
    ("unseal_person", "get", {}, 404),
    ("unseal_person", "post", {}, 404),
    ("forget_person", "get", {}, 404),
    ("forget_person", "post", {}, 404),
    ("held", "get", {}, 404),
    ("held_json", "post", {"meeting_code": CODE}, 404),
    ("held_pdf", "post", {"meeting_code": CODE}, 404),
]


@pytest.mark.parametrize("asked", ANSWERS)
def test_no_page_acts_or_tells_without_need_to_know(browser_of, willow, stranger, asked):
    name, method, sent, answered = asked
    before, lines = standing(), RecordEntry.objects.count()
    answer = getattr(browser_of(stranger), method)(reverse(name, args=[willow.key]), sent, follow=True)
    if isinstance(answered, str):
        assert answered in answer.content.decode()
    else:
        assert answer.status_code == answered
    assert (standing(), Consent.objects.count(), RecordEntry.objects.count()) == (
        before,
        0,
        lines,
    )


def test_every_page_with_a_key_of_a_person_is_asked():
    from underrose.people import urls

    keyed = {one.name for one in urls.urlpatterns if str(one.pattern).startswith(urls.PERSON)}
    assert {name for name, *_rest in ANSWERS} == keyed - {"person"}


def test_the_page_of_a_protected_person_offers_strangers_nothing(browser_of, willow, stranger, inviting):
    url = reverse("person", args=[willow.key])
    acts = [
        reverse(name, args=[willow.key])
        for name in ("say_consent", "do_not_contact", "held", "forget_person")
    ]
    theirs, ours = (browser_of(holder).get(url).content.decode() for holder in (stranger, inviting))
    assert [act in theirs for act in acts] == [False] * 4
    assert [act in ours for act in acts] == [True] * 4


@pytest.mark.parametrize("key", ["merges", "compared", "one"])
def test_pages_about_two_people_refuse_a_protected_one(browser_of, willow, introduced, inviting, key):
    other = introduced(full_name="Somebody Else")
    browser = browser_of(inviting)
    if key == "one":
        for name in ("compare_people", "not_the_same"):
            assert browser.post(reverse(name, args=[willow.key, other.key])).status_code == 404
        with pytest.raises(Refused, match="protected person"):
            merging.say_not_the_same(willow, other, by=inviting, today=TODAY)
        assert NotTheSame.objects.count() == 0
    elif key == "compared":
        said = NotTheSame.objects.create(one=willow, other=other)
        assert browser.post(reverse("compare_again", args=[said.key])).status_code == 404
    else:
        merge = Merge.objects.create(kept=willow, absorbed=other, moved="{}", merged_on=TODAY)
        page = browser.post(reverse("undo_merge", args=[merge.key]), follow=True)
        assert "Nothing was changed" in page.content.decode()


def test_the_verbs_refuse_by_themselves(willow, stranger, house):
    for by in (stranger, house):
        with pytest.raises(Refused, match=WORDS):
            persons.say_consent(willow, purpose="circulation", is_given=True, by=by, today=TODAY)
        with pytest.raises(Refused, match=WORDS):
            persons.set_do_not_contact(willow, is_set=True, by=by, today=TODAY)
    with pytest.raises(Refused, match=WORDS):
        forgetting.forget(willow, by=stranger, today=TODAY)
    with pytest.raises(Refused, match=WORDS):
        forgetting.forget(willow, by=Holder(link=Link(kind="invitation", meeting_code=CODE)), today=TODAY)


def test_a_guest_with_their_own_link_still_says_what_they_wish(willow):
    guest = Holder(link=Link(kind="invitation", meeting_code=CODE))
    persons.set_do_not_contact(willow, is_set=True, by=guest, today=TODAY)
    persons.say_consent(
        willow, purpose="circulation", is_given=False, by=guest, today=TODAY, how="Dear Amara"
    )
    assert Person.objects.get().do_not_contact is True
    assert Consent.objects.get().how == ""


def test_counts_of_a_protected_person_are_told_to_who_needs_to_know_and_to_the_house(
    browser_of, willow, inviting, house
):
    context = {"subject": "Rivers", "text": "Dear guest"}
    mail.queue(
        "kit/mail/letter", to=AMARA.mails[0], cause="x", meeting_code=CODE, context=context, is_held=True
    )
    for holder in (inviting, house):
        page = browser_of(holder).get(reverse("forget_person", args=[willow.key])).content.decode()
        assert "those that wait are not sent: 1" in page
        assert browser_of(holder).get(reverse("held", args=[willow.key])).status_code == 200
    told = browser_of(house).post(
        reverse("held_json", args=[willow.key]), {"meeting_code": CODE}, follow=True
    )
    assert AMARA.full_name not in told.content.decode()


def test_who_needs_to_know_has_a_protected_person_forgotten(willow, inviting):
    forgetting.forget(willow, by=inviting, today=TODAY)
    assert Person.objects.count() == 0


def test_a_house_director_has_a_protected_person_forgotten_whom_nobody_knows(introduced, inviting, house):
    person = sealing.seal(introduced(), by=inviting, alias="Willow", today=TODAY)
    forgetting.forget(person, by=house, today=TODAY)
    assert Person.objects.count() == 0


def test_a_guest_of_another_team_is_said_so_on_both_pages_without_a_count(
    browser_of, introduced, stranger, monkeypatch
):
    person = introduced()
    monkeypatch.setitem(forgetting_rules._meetings, "test", lambda *_: [CODE])
    browser = browser_of(stranger)
    for name in ("forget_person", "seal_person"):
        page = browser.get(reverse(name, args=[person.key])).content.decode()
        assert ("a meeting of another team" in page, CODE in page, '<button class="button' in page) == (
            True,
            False,
            False,
        )
        sent = {"alias": "Birch", "meeting_codes": "OTHER1"}
        refused = browser.post(reverse(name, args=[person.key]), sent, follow=True).content.decode()
        assert "a meeting of another team" in refused
    assert (Person.objects.get().is_sealed, Person.objects.get().is_forgotten) == (False, False)
