import datetime as dt
from dataclasses import replace

import pytest

from underrose.access.models import RecordEntry
from underrose.kit.refusals import Refused
from underrose.people import merging_rules, particulars
from underrose.people.actions import forgetting, merging, persons, sealing
from underrose.people.models import Merge, NotTheSame, Person

from .conftest import AMARA, CODE, NOW, TODAY

OTHER = replace(AMARA, full_name="A. Okonjo", mails=("third@a.example",), telephones=(), forms=(), labels=())
BOTH = replace(AMARA, mails=(*AMARA.mails, *OTHER.mails))


@pytest.fixture
def two(introduced, inviting):
    kept, absorbed = introduced(), introduced(OTHER)
    for person in (kept, absorbed):
        persons.note_history(person, kind="invited", meeting_code=CODE, today=TODAY)
    persons.note_history(absorbed, kind="attended", meeting_code=CODE, today=TODAY)
    persons.let_know(absorbed, meeting_code=CODE)
    persons.say_consent(kept, purpose="circulation", is_given=True, by=inviting, today=TODAY)
    persons.say_consent(absorbed, purpose="circulation", is_given=False, by=inviting, today=TODAY)
    persons.say_consent(absorbed, purpose="follow_up", is_given=True, by=inviting, today=TODAY)
    return kept, absorbed


def told(person):
    person = Person.objects.get(key=person.key)
    return (
        particulars.of(person),
        sorted(person.history.values_list("kind", flat=True)),
        sorted(person.needs_to_know.values_list("meeting_code", flat=True)),
        sorted(person.consents.values_list("purpose", "is_given")),
    )


def test_merging_makes_one_of_two_and_undoing_two_of_one(two, inviting):
    kept, absorbed = two
    before = told(kept), told(absorbed)
    merge = merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    assert list(Person.objects.present()) == [kept]
    assert told(kept) == (
        BOTH,
        ["attended", "invited"],
        [CODE],
        [("circulation", False), ("follow_up", True)],
    )
    merging.undo_merge(merge, by=inviting, today=TODAY)
    assert (told(kept), told(absorbed)) == before
    assert Person.objects.present().count() == 2
    assert {entry.verb for entry in RecordEntry.objects.all()} >= {"merged", "parted"}


def test_merging_and_undoing_twice_are_refused(two, inviting):
    kept, absorbed = two
    merge = merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    with pytest.raises(Refused, match="no longer in the list"):
        merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    merging.undo_merge(merge, by=inviting, today=TODAY)
    with pytest.raises(Refused, match="parted before"):
        merging.undo_merge(merge, by=inviting, today=TODAY)
    with pytest.raises(Refused, match="same person already"):
        merging.merge(kept, kept, facts=BOTH, by=inviting, today=TODAY)


def test_what_was_written_since_the_merge_stays(two, inviting):
    kept, absorbed = two
    merge = merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    later = replace(BOTH, full_name="Amára the Second")
    persons.revise(kept, by=inviting, facts=later, revision=2, today=TODAY)
    merging.undo_merge(merge, by=inviting, today=TODAY)
    assert (told(kept)[0], told(absorbed)[0]) == (later, OTHER)


def test_a_merge_is_final_after_thirty_days(two, inviting):
    kept, absorbed = two
    merge = merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    with pytest.raises(Refused, match="thirty days"):
        merging.undo_merge(merge, by=inviting, today=TODAY + dt.timedelta(days=31))
    forgetting.old_merges(NOW + dt.timedelta(days=31))
    assert (Person.objects.count(), Merge.objects.count()) == (1, 0)


def test_higher_sections_may_object(two, inviting, monkeypatch):
    monkeypatch.setitem(merging_rules._objections, "test", lambda *_: "Both are in the room.")
    with pytest.raises(Refused, match="Both are in the room"):
        merging.merge(*two, facts=BOTH, by=inviting, today=TODAY)


def test_protected_people_are_not_merged(two, inviting):
    kept, absorbed = two
    sealing.seal(absorbed, by=inviting, alias="Willow", today=TODAY)
    with pytest.raises(Refused, match="protected person"):
        merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)


def test_sealing_forgets_what_was_merged(two, inviting):
    kept, absorbed = two
    merging.merge(kept, absorbed, facts=BOTH, by=inviting, today=TODAY)
    sealing.seal(kept, by=inviting, alias="Willow", today=TODAY)
    assert (Person.objects.count(), Merge.objects.count()) == (1, 0)


def test_two_who_are_not_the_same_are_told_apart_once(two, inviting):
    for pair in (two, two[::-1]):
        merging.say_not_the_same(*pair, by=inviting, today=TODAY)
    assert NotTheSame.objects.count() == 1
    merging.take_back_not_the_same(NotTheSame.objects.get(), by=inviting, today=TODAY)
    assert NotTheSame.objects.count() == 0
