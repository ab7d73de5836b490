import datetime as dt
from dataclasses import replace

import pytest

from underrose.access.models import RecordEntry
from underrose.kit.refusals import Refused
from underrose.people.actions import forgetting, merging, persons
from underrose.people.models import (
    Consent,
    ContactDetail,
    ContactImport,
    FormOfAddress,
    HistoryLine,
    Merge,
    NeedToKnow,
    Organisation,
    Person,
    Post,
)

from .conftest import AMARA, CODE, NOW, TODAY

ROWS = (Person, ContactDetail, Post, FormOfAddress, Consent, HistoryLine, NeedToKnow, Merge, Organisation)


def test_forgetting_takes_everything(introduced, inviting):
    person, twin = introduced(), introduced(replace(AMARA, full_name="A. Okonjo"))
    persons.say_consent(person, purpose="circulation", is_given=True, by=inviting, today=TODAY)
    persons.note_history(person, kind="invited", meeting_code=CODE, today=TODAY)
    persons.let_know(person, meeting_code=CODE)
    merging.merge(person, twin, facts=AMARA, by=inviting, today=TODAY)
    forgetting.forget(person, by=inviting, today=TODAY)
    assert [model.objects.count() for model in ROWS] == [0] * len(ROWS)
    assert RecordEntry.objects.filter(verb="forgot").count() == 1


def test_others_stay(introduced, inviting):
    person = introduced()
    other = introduced(full_name="Somebody Else", mails=("else@a.example",))
    forgetting.forget(person, by=inviting, today=TODAY)
    assert (Person.objects.get(), ContactDetail.objects.get().value) == (other, "else@a.example")


def test_who_was_made_one_with_another_is_forgotten_with_them(introduced, inviting):
    person, twin = introduced(), introduced(replace(AMARA, full_name="A. Okonjo"))
    merging.merge(person, twin, facts=AMARA, by=inviting, today=TODAY)
    twin.refresh_from_db()
    with pytest.raises(Refused, match="made one with another"):
        forgetting.forget(twin, by=inviting, today=TODAY)


def test_other_sections_forget_their_part_and_say_so_before(introduced, inviting, monkeypatch):
    told = []
    monkeypatch.setitem(
        forgetting._parts, "test", lambda person, today: told.append((person.full_name, today))
    )
    monkeypatch.setitem(
        forgetting._tellings, "test", lambda _: forgetting.Foreseen(("One seat.",), ("The count.",))
    )
    person = introduced()
    foreseen = forgetting.foreseen(person, inviting, TODAY)
    assert ("One seat." in foreseen.goes, "The count." in foreseen.stays) == (True, True)
    forgetting.forget(person, by=inviting, today=TODAY)
    assert told == [(AMARA.full_name, TODAY)]


def _list(inviting, words):
    return ContactImport.objects.create(
        account=inviting.account, file_name="people.csv", original=words.encode(), taken_on=TODAY
    )


def test_people_whom_no_meeting_knows_go_after_three_years(introduced):
    introduced()
    later = NOW + dt.timedelta(days=1097)
    assert forgetting.people_out_of_touch(NOW) == 0
    assert forgetting.people_out_of_touch(later) > 0
    assert Person.objects.count() == 0


def test_lists_and_history_have_their_time(introduced, inviting):
    _list(inviting, "x")
    persons.note_history(introduced(), kind="invited", meeting_code=CODE, today=TODAY)
    assert forgetting.old_contact_imports(NOW + dt.timedelta(days=31)) == 1
    assert forgetting.old_history(NOW + dt.timedelta(days=732)) == 1
