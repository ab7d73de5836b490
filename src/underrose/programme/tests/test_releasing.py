"""Releasing: who is told of what, who is refused, and what two colleagues do at once."""

import datetime as dt

import pytest

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import State
from underrose.kit.refusals import Refused
from underrose.participation.tests.becoming import sealed
from underrose.programme import comparison, versions
from underrose.programme.actions import releasing
from underrose.programme.comparison import What
from underrose.programme.models import Group, Kind, ProgrammeVersion, Seat, Session, Task
from underrose.programme.tests.planning import (
    TODAY,
    a_guest,
    a_meeting,
    a_room,
    a_session,
    a_task,
    browser_of,
    colleague,
    planner,
    url,
)
from underrose.programme.tests.releasing import announced, invited, letters, release, told

pytestmark = pytest.mark.django_db
SEALED = sealed("Wilhelmina Canary", "w@guest.example")


def words_of(letter) -> str:
    """As a reader sees them, without the marks that keep words from acting as marks."""
    return f"{letter.subject} {letter.body}".replace("\\", "")


def concerned(meeting) -> dict[str, list[str]]:
    """Whom a release would concern, by name, and by what."""
    names = {one.key: one.person.full_name for one in meeting.participants.select_related("person")}
    coming = versions.coming(meeting)
    return {
        names[key]: sorted({change.what.value for change in own}) for key, own in coming.concerned.items()
    }


def test_first_release_concerns_everybody_in_the_room() -> None:
    meeting = announced()
    invited(meeting)
    invited(meeting, "Ben Weir")
    a_session(meeting)
    version = release(meeting)
    assert (version.number, version.told, version.released_on) == (1, 2, TODAY)
    assert told() == {"Ama Okoro", "Ben Weir"}


def test_release_stands_in_the_record_without_a_name() -> None:
    meeting = announced()
    invited(meeting)
    a_session(meeting)
    release(meeting)
    entry = RecordEntry.objects.filter(verb="released").get()
    assert (entry.noun, entry.meeting_code) == ("programme", "AB12")


def test_only_the_new_chair_and_the_former_are_told() -> None:
    meeting = announced()
    ama, ben, _cleo = invited(meeting), invited(meeting, "Ben Weir"), invited(meeting, "Cleo Dorn")
    task = a_task(a_session(meeting), ama, is_confirmed=True)
    release(meeting, tell=[])
    task.participant = ben
    task.save()
    assert concerned(meeting) == {"Ama Okoro": ["taken"], "Ben Weir": ["given"]}
    assert release(meeting).told == 2
    assert told() == {"Ama Okoro", "Ben Weir"}


def test_other_words_concern_those_with_a_task_and_other_hours_everybody() -> None:
    meeting = announced()
    ama, _ben = invited(meeting), invited(meeting, "Ben Weir")
    session = a_session(meeting)
    a_task(session, ama)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(words="Another thought")
    assert concerned(meeting) == {"Ama Okoro": ["words"]}
    Session.objects.filter(key=session.key).update(begins=dt.time(9, 30))
    assert concerned(meeting) == {"Ama Okoro": ["hours", "words"], "Ben Weir": ["hours"]}


def test_a_round_that_moves_concerns_those_who_sit_in_it() -> None:
    meeting = announced()
    ama, _ben = invited(meeting), invited(meeting, "Ben Weir")
    session = a_session(meeting, kind=Kind.breakout)
    group = Group.objects.create(session=session, number=1, smallest=1, largest=9)
    Seat.objects.create(session=session, group=group, participant=ama)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(ends=dt.time(10, 45))
    assert concerned(meeting) == {"Ama Okoro": ["hours"]}


def test_free_time_that_moves_concerns_nobody() -> None:
    meeting = announced()
    invited(meeting)
    session = a_session(meeting, kind=Kind.margin)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(ends=dt.time(10, 45))
    assert concerned(meeting) == {}


def test_session_that_is_gone_is_told_to_those_who_had_it() -> None:
    meeting = announced()
    ama = invited(meeting)
    session = a_session(meeting, kind=Kind.margin)
    a_session(meeting, "14:00-15:00", title="Afternoon")
    a_task(session, ama)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(is_removed=True)
    assert concerned(meeting) == {"Ama Okoro": ["dropped"]}


def test_nothing_changed_is_refused_in_words() -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        release(meeting)
    assert ProgrammeVersion.objects.count() == 1


def test_taking_it_off_the_public_page_is_a_change() -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    assert release(meeting, is_in_public=False).number == 2


def test_empty_draft_is_refused() -> None:
    meeting = announced()
    with pytest.raises(Refused, match="There is no session in the draft yet"):
        release(meeting)


def test_cancelled_meeting_is_refused() -> None:
    meeting = announced()
    a_session(meeting)
    meeting.state = State.cancelled
    meeting.save()
    with pytest.raises(Refused, match="This meeting was cancelled"):
        release(meeting)


@pytest.mark.parametrize(
    "facts", [{"is_undisclosed": True}, {"regime": "private"}, {"regime": "undisclosed"}]
)
def test_meeting_that_is_not_public_has_no_public_programme(facts) -> None:
    meeting = a_meeting(**facts)
    a_session(meeting)
    with pytest.raises(Refused, match="Nothing of this meeting is public"):
        release(meeting)
    assert release(meeting, is_in_public=False).number == 1


def test_second_colleague_at_once_is_refused_and_writes_to_nobody() -> None:
    """Both read the same page; the second press finds another version there."""
    meeting = announced()
    ama = invited(meeting)
    a_session(meeting)
    coming = versions.coming(meeting)
    choice = releasing.Choice(tell={ama.key})
    act = {"basis": coming.basis, "choice": choice, "today": TODAY}
    releasing.release(meeting, by=colleague(), **act)
    with pytest.raises(Refused, match="A colleague changed or released the programme in the meantime"):
        releasing.release(meeting, by=colleague(Role.POLICY_TEAM), **act)
    assert [ProgrammeVersion.objects.count(), len(letters())] == [1, 1]


def test_draft_that_changed_after_the_page_was_read_is_not_released() -> None:
    meeting = announced()
    session = a_session(meeting)
    coming = versions.coming(meeting)
    Session.objects.filter(key=session.key).update(title="Changed since")
    with pytest.raises(Refused, match="in the meantime"):
        releasing.release(meeting, by=colleague(), basis=coming.basis, choice=releasing.Choice(), today=TODAY)
    assert ProgrammeVersion.objects.count() == 0


def test_letters_are_held_and_whoever_is_not_ticked_gets_none() -> None:
    meeting = announced()
    ama, _ben = invited(meeting), invited(meeting, "Ben Weir")
    a_session(meeting)
    assert release(meeting, tell=[ama]).told == 1
    assert [(one.addressee, one.state) for one in letters()] == [("Ama Okoro", "held")]


def test_whoever_is_ticked_and_not_concerned_gets_no_letter() -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    session = a_session(meeting)
    a_task(session, ama)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(words="Another thought")
    release(meeting, tell=[ama, ben])
    assert told() == {"Ama Okoro"}


def test_do_not_contact_no_address_and_staff_get_no_letter() -> None:
    meeting = announced()
    invited(meeting, do_not_contact=True)
    invited(meeting, "Ben Weir", mail="")
    a_guest(meeting, "Ivo Renn")
    a_session(meeting)
    assert (release(meeting).told, letters()) == (0, [])


def test_letter_says_what_changes_for_its_reader_and_names_nobody_else() -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    session = a_session(meeting)
    a_task(session, ama)
    release(meeting, tell=[])
    a_task(session, ben, Task.rapporteur)
    release(meeting, note="Thank you *all*.")
    (letter,) = letters()
    assert letter.addressee == "Ben Weir"
    assert letter.subject == "Rivers and Rights: the programme has changed"
    assert "Your task: Rapporteur." in words_of(letter)
    assert "/programme/" in words_of(letter)
    assert "Thank you" in words_of(letter)
    assert "Ama" not in words_of(letter)
    assert letter.parts.count() == 0


@pytest.mark.parametrize("whose", ["meeting", "person"])
def test_letter_is_quiet_for_a_quiet_meeting_and_a_protected_person(whose) -> None:
    meeting = announced(mail_tone="quiet" if whose == "meeting" else "full")
    facts = {"is_sealed": True, "particulars": SEALED} if whose == "person" else {}
    guest = invited(meeting, "Willow", mail="" if whose == "person" else "w@guest.example", **facts)
    a_session(meeting, title="Canary of the opening")
    release(meeting, tell=[guest])
    (letter,) = letters()
    assert letter.tone == "quiet"
    assert "Canary" not in words_of(letter)
    assert "Rivers" not in words_of(letter)


def test_unsent_letter_is_replaced_by_one_that_tells_both_changes() -> None:
    meeting = announced()
    invited(meeting)
    session = a_session(meeting)
    release(meeting, tell=[])
    Session.objects.filter(key=session.key).update(begins=dt.time(9, 15))
    release(meeting)
    Session.objects.filter(key=session.key).update(room=a_room(meeting, "Garden Room"))
    release(meeting)
    waiting = [one for one in letters() if one.state == "held"]
    assert len(waiting) == 1
    assert "Moved from 09:00–10:30 to 09:15–10:30." in words_of(waiting[0])
    assert "Garden Room" in words_of(waiting[0])


def test_page_shows_number_and_names_before_anything_happens() -> None:
    meeting = announced()
    invited(meeting)
    invited(meeting, "Ben Weir", do_not_contact=True)
    a_task(a_session(meeting), "Minister Flood", is_confirmed=True, is_public=True)
    page = planner().get(url("release_programme")).content.decode()
    assert "It concerns 2 people" in page
    assert "Write to Ama Okoro" in page
    assert "Write to Ben Weir" not in page
    assert "The public page would name:" in page
    assert "Minister Flood" in page
    assert ProgrammeVersion.objects.count() == 0


def test_button_releases_once_however_often_it_is_pressed() -> None:
    meeting = announced()
    ama = invited(meeting)
    a_session(meeting)
    client = planner()
    sent = {
        "basis": versions.coming(meeting).basis,
        "selected": [str(ama.key), "not a key"],
        "is_in_public": "on",
        "once": "the-same-form",
        "note": "First",
    }
    answers = [client.post(url("release_programme"), sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    version = ProgrammeVersion.objects.get()
    assert (version.told, version.note, version.content["is_in_public"]) == (1, "First", True)


def test_refusal_keeps_words_and_ticks() -> None:
    meeting = announced()
    ama, ben = invited(meeting), invited(meeting, "Ben Weir")
    a_session(meeting)
    sent = {"basis": "of another day", "selected": [str(ben.key)], "note": "Kept words"}
    page = planner().post(url("release_programme"), sent).content.decode()
    assert "A colleague changed or released the programme" in page
    assert "Kept words" in page
    assert f'value="{ben.key}" checked' in page
    assert f'value="{ama.key}" checked' not in page
    assert ProgrammeVersion.objects.count() == 0


def test_who_may_release_and_who_may_read() -> None:
    meeting = announced()
    a_session(meeting)
    release(meeting)
    for role, may_read, may_release in (
        (Role.PROGRAMME_DIRECTOR, 200, 200),
        (Role.POLICY_TEAM, 200, 200),
        (Role.PROJECT_MANAGER, 200, 200),
        (Role.RAPPORTEUR, 200, 404),
        (Role.COMMUNICATIONS, 200, 404),
        (Role.MONITORING_AND_EVALUATION, 200, 404),
        (Role.PARTNER, 404, 404),
    ):
        client = browser_of(colleague(role))
        read = client.get(url("programme_version", 1)).status_code
        assert (role, read, client.get(url("release_programme")).status_code) == (
            role,
            may_read,
            may_release,
        )


def test_release_page_asks_as_many_questions_for_three_guests_as_for_one() -> None:
    meeting = announced()
    invited(meeting)
    a_task(a_session(meeting), "Free Name")
    release(meeting, tell=[])
    a_session(meeting, "11:00-12:00", title="Second")
    client = planner()
    client.get(url("release_programme"))
    counted = _queries(client, url("release_programme"))
    for name in ("Ben Weir", "Cleo Dorn"):
        a_task(a_session(meeting, "13:00-14:00", title=name), invited(meeting, name))
    assert _queries(client, url("release_programme")) == counted


def _queries(client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_every_change_has_a_sentence() -> None:
    """A change that cannot be said in words would break the page and every letter."""
    from underrose.programme import change_words, naming

    meeting = announced()
    ama = invited(meeting)
    session = a_session(meeting, room=a_room(meeting))
    gone = a_session(meeting, "15:00-16:00", title="Gone")
    taken = a_task(session, ama, Task.opener)
    kept = a_task(session, "Flood", Task.chair)
    release(meeting)
    taken.delete()
    a_task(session, "New One", Task.speaker)
    kept.is_confirmed = kept.is_public = True
    kept.save()
    Group.objects.create(session=session, number=1, smallest=1, largest=2)
    Session.objects.filter(key=gone.key).update(is_removed=True)
    Session.objects.filter(key=session.key).update(
        begins=dt.time(8),
        room=None,
        kind=Kind.breakout,
        title="T",
        words="W",
        regime="on_the_record",
        theme=meeting.themes.first(),
    )
    a_session(meeting, "18:00-19:00", title="Added")
    changes = versions.coming(meeting).changes
    assert {change.what for change in changes} == set(What)
    called = naming.of(meeting)
    said = [change_words.sentence(change, who) for change in changes for who in (called, None)]
    assert all(said)
    assert "Moved from 09:00–10:30 to 08:00–10:30." in said
    assert "Chair: New One." not in said
    assert "Speaker: New One." in said


def test_comparison_of_a_programme_with_itself_is_empty() -> None:
    meeting = announced()
    a_task(a_session(meeting), "Free Name")
    days = versions.coming(meeting).draft.days
    assert comparison.compare(days, days) == ()
