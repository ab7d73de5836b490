import datetime as dt
import pickle
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from underrose.access.holders import Holder
from underrose.access.models import Link, RecordEntry
from underrose.kit.refusals import Refused
from underrose.people import addressees, particulars, posts
from underrose.people.actions import forgetting, introductions, persons
from underrose.people.actions.persons import Overtaken
from underrose.people.models import ContactDetail, Organisation, Person, Post
from underrose.people.particulars import Particulars, PostHeld

from .conftest import AMARA, CODE, TODAY


def test_introduced_people_are_read_back_as_they_were_typed(introduced):
    person = introduced()
    assert particulars.of(person) == AMARA
    assert person.full_name == "Dr Amára Okönjo"
    assert [(entry.verb, entry.noun, entry.subject) for entry in RecordEntry.objects.all()] == [
        ("introduced", "person", person.key)
    ]


def test_introducing_nobody_is_refused(inviting):
    with pytest.raises(Refused, match="needs a name"):
        persons.introduce(by=inviting, facts=Particulars(full_name="  "), today=TODAY)
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "most"), [("full_name", 250), ("native_name", 250), ("given_name", 120), ("family_name", 120)]
)
def test_a_name_too_long_to_be_kept_is_refused_in_words(introduced, inviting, name, most):
    kept = introduced(replace(AMARA, **{name: "N" * most}))
    assert getattr(Person.objects.get(), name) == "N" * most
    longer = replace(AMARA, **{name: "N" * (most + 1)})
    said = f"is too long: it has {most + 1} letters of at most {most}. Please shorten it."
    with pytest.raises(Refused, match=said):
        persons.introduce(by=inviting, facts=longer, today=TODAY)
    with pytest.raises(Refused, match=said):
        persons.revise(kept, by=inviting, facts=longer, revision=kept.revision, today=TODAY)
    assert getattr(Person.objects.get(), name) == "N" * most


def test_one_address_twice_is_one(introduced):
    person = introduced(full_name="Ana", mails=("ana@a.example", "ANA@a.example"))
    assert [detail.value for detail in person.contact_details.all()] == ["ana@a.example"]


def test_particulars_tell_nothing_by_accident(introduced):
    facts = particulars.of(introduced())
    assert (repr(facts), str(facts), repr(facts.posts[0])) == ("<Particulars>", "<Particulars>", "<PostHeld>")
    with pytest.raises(TypeError):
        pickle.dumps(facts)
    with pytest.raises(TypeError):
        pickle.dumps(facts.forms)


def test_particulars_survive_being_written_as_text():
    assert particulars.from_text(particulars.as_text(AMARA)) == AMARA


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_read_in_three_queries(introduced, number):
    for place in range(number):
        introduced(replace(AMARA, full_name=f"Person {place}"))
    people = list(Person.objects.all())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(particulars.of_many(people)) == number
    assert len(asked) == 3
    with CaptureQueriesContext(connection) as asked:
        assert len(posts.current(people, TODAY)) == number
    assert len(asked) == 1


def test_the_post_of_today_is_the_latest_that_is_held(introduced):
    person = introduced()
    line = posts.current([person], TODAY)[person.key]
    assert (line.title, line.organisation, line.country, line.sector, line.duty_station) == (
        "Director",
        "Rivers Watch",
        "KEN",
        "civil_society",
        "Nairobi",
    )
    before = posts.current([person], dt.date(2020, 1, 1))[person.key]
    assert before.title == "Adviser"


def test_revising_keeps_what_did_not_change(introduced, inviting):
    person = introduced()
    persons.note_bounce(person, mail="AMARA@rivers.example")
    kept = set(person.posts.values_list("key", flat=True))
    facts = replace(AMARA, full_name="Amára Okönjo", telephones=())
    revised = persons.revise(person, by=inviting, facts=facts, revision=1, today=TODAY)
    assert particulars.of(revised) == facts
    assert revised.revision == 2
    assert set(person.posts.values_list("key", flat=True)) == kept
    assert ContactDetail.objects.get(value="amara@rivers.example").has_bounced is True


def test_revising_twice_with_the_same_words_is_one_revision(introduced, inviting):
    person = introduced()
    facts = replace(AMARA, full_name="Amára")
    for _time in range(2):
        persons.revise(person, by=inviting, facts=facts, revision=1, today=TODAY)
    assert Person.objects.get().revision == 2


def test_whoever_comes_second_overwrites_nothing(introduced, inviting):
    person = introduced()
    persons.revise(person, by=inviting, facts=replace(AMARA, full_name="First"), revision=1, today=TODAY)
    with pytest.raises(Overtaken) as overtaken:
        persons.revise(person, by=inviting, facts=replace(AMARA, full_name="Second"), revision=1, today=TODAY)
    assert overtaken.value.theirs.full_name == "First"
    assert Person.objects.get().full_name == "First"


def test_one_organisation_for_one_name_in_one_country(introduced):
    ministry = "Ministry of Water"
    introduced(full_name="A", posts=(PostHeld("x", ministry, country="KEN"),))
    introduced(full_name="B", posts=(PostHeld("y", ministry, country="GHA"),))
    introduced(full_name="C", posts=(PostHeld("z", ministry, country="KEN"),))
    body = "Office for Rivers"
    introduced(full_name="D", posts=(PostHeld("x", body, country="KEN", sector="international_body"),))
    introduced(full_name="E", posts=(PostHeld("y", body, country="GHA", sector="international_body"),))
    assert sorted(Organisation.objects.values_list("name", "country")) == [
        ("Ministry of Water", "GHA"),
        ("Ministry of Water", "KEN"),
        ("Office for Rivers", ""),
    ]
    assert Post.objects.filter(organisation__name=body).count() == 2


def test_history_and_need_to_know_are_said_once(introduced):
    person = introduced()
    for _time in range(2):
        persons.note_history(person, kind="invited", meeting_code=CODE, today=TODAY)
        persons.let_know(person, meeting_code=CODE)
    assert (person.history.count(), person.needs_to_know.count()) == (1, 1)


def test_writing_to_those_who_agreed(introduced, inviting):
    yes, no, never = (
        introduced(full_name=name, mails=(f"{name}@a.example",)) for name in ("yes", "no", "never")
    )
    for person in (yes, no, never):
        persons.say_consent(person, purpose="circulation", is_given=person != no, by=inviting, today=TODAY)
    persons.set_do_not_contact(never, is_set=True, by=inviting, today=TODAY)
    assert addressees.for_purpose("circulation") == (("yes", "yes@a.example", "en"),)
    assert addressees.for_purpose("follow_up") == ()
    persons.say_consent(yes, purpose="circulation", is_given=False, by=inviting, today=TODAY)
    assert addressees.for_purpose("circulation") == ()


def test_no_line_of_the_record_names_who_acts_by_a_link_of_their_own(introduced, inviting):
    """Before and after them stand lines of one meeting: a key among those would say which guest acted."""
    by = Holder(link=Link(kind="invitation", meeting_code=CODE))
    RecordEntry.objects.all()._raw_delete("default")
    person = persons.introduce(by=by, facts=AMARA, today=TODAY)
    changed = replace(AMARA, full_name="Dr A. Okönjo")
    person = persons.revise(person, by=by, facts=changed, revision=person.revision, today=TODAY)
    persons.say_consent(person, purpose="circulation", is_given=True, by=by, today=TODAY)
    persons.set_do_not_contact(person, is_set=True, by=by, today=TODAY)
    forgetting.forget(person, by=by, today=TODAY)
    other = persons.introduce(by=by, facts=AMARA, today=TODAY)
    introductions.withdraw_introduction(other, by=by, today=TODAY)
    lines = RecordEntry.objects.order_by("position").values_list("verb", "noun", "who", "subject")
    assert list(lines) == [
        ("introduced", "person", None, None),
        ("revised", "person", None, None),
        ("agreed", "consent", None, None),
        ("closed", "contact", None, None),
        ("forgot", "person", None, None),
        ("introduced", "person", None, None),
        ("withdrew", "introduction", None, None),
    ]
