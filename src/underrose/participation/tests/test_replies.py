"""What a guest answers: who gets a place, who waits, what can be taken back, and what is never kept."""

import datetime as dt
import threading

import pytest
from django.db import connection

from underrose.access.holders import Holder
from underrose.access.models import RecordEntry
from underrose.kit.models import MailState, OutboxMail
from underrose.kit.refusals import Refused
from underrose.participation.actions import invitations, participants, replies
from underrose.participation.models import (
    Brief,
    Candidate,
    Channel,
    Conflict,
    Invitation,
    InvitationState,
    Participant,
    Place,
    Stage,
)
from underrose.participation.tests.asked import candidate, capped, letter_of, person, sent
from underrose.participation.tests.furnished import TODAY, furnished, manager
from underrose.people.models import HistoryLine

GUEST = Holder()
TOMORROW = TODAY + dt.timedelta(days=1)


def _accept(invitation, today=TODAY):
    return replies.accept(invitation, by=GUEST, today=today)


def _fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.django_db
def test_accepting_gives_a_place_and_says_so_by_letter() -> None:
    invitation = sent(furnished())
    participant = _accept(invitation)
    found = _fresh(invitation)
    assert (found.state, found.channel, found.answered_on) == ("accepted", "page", TODAY)
    assert (participant.place, participant.since) == (Place.confirmed, TODAY)
    letter = letter_of(invitation, "confirmation")
    assert letter.state == MailState.QUEUED
    assert "A place is kept for you" in letter.body
    assert sorted(HistoryLine.objects.values_list("kind", flat=True)) == ["invited", "replied"]
    last = RecordEntry.objects.latest("position")
    assert (last.verb, last.noun, last.who, last.meeting_code) == ("accepted", "invitation", None, "AB12")


@pytest.mark.django_db
def test_accepting_twice_changes_nothing_and_writes_once() -> None:
    invitation = sent(furnished())
    first, second = _accept(invitation), _accept(invitation)
    assert first.pk == second.pk
    assert Participant.objects.count() == 1
    assert OutboxMail.objects.filter(cause__startswith="confirmation:").count() == 1


@pytest.mark.django_db
def test_the_room_is_full_so_the_reserve_keeps_the_answer() -> None:
    meeting = furnished()
    capped(meeting, 1)
    first, second, third = (sent(meeting, name) for name in ("Ama Okoro", "Béla Nagy", "Chi Tran"))
    assert _accept(first).place == Place.confirmed
    waiting = _accept(second)
    assert (waiting.place, waiting.reserve_position) == (Place.reserve, 1)
    assert _accept(third).reserve_position == 2
    assert _fresh(second).state == InvitationState.accepted
    assert "every place is taken" in letter_of(second, "reserve").body


@pytest.mark.django_db
def test_speakers_take_places_only_where_the_brief_counts_them() -> None:
    meeting = furnished()
    brief = capped(meeting, 1)
    brief.counts_speakers = False
    brief.save()
    assert _accept(sent(meeting, "Ama Okoro", capacity="speaker")).place == Place.confirmed
    assert _accept(sent(meeting, "Béla Nagy")).place == Place.confirmed
    assert _accept(sent(meeting, "Chi Tran")).place == Place.reserve


@pytest.mark.django_db
def test_two_who_cannot_meet_are_never_both_confirmed() -> None:
    meeting = furnished()
    one, other = sent(meeting, "Ama Okoro"), sent(meeting, "Béla Nagy")
    brief = Brief.objects.get(meeting=meeting)
    Conflict.objects.create(brief=brief, one=one.candidate, other=other.candidate, reason="a lawsuit")
    assert _accept(one).place == Place.confirmed
    waiting = _accept(other)
    assert waiting.place == Place.reserve
    with pytest.raises(Refused, match="rules them out"):
        participants.fill_from_reserve(waiting, by=manager(), today=TODAY)
    assert "lawsuit" not in letter_of(other, "reserve").body


@pytest.mark.django_db
def test_declining_frees_the_place_and_keeps_the_reason_sealed() -> None:
    invitation = sent(furnished())
    _accept(invitation)
    replies.decline(invitation, by=GUEST, today=TODAY, reason="a wedding")
    found = _fresh(invitation)
    assert (found.state, found.reason) == (InvitationState.declined, "a wedding")
    assert Participant.objects.get().place == Place.withdrawn
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM invitation")
        assert b"wedding" not in bytes(cursor.fetchone()[0])


@pytest.mark.django_db
def test_declining_again_adds_the_reason_without_another_letter() -> None:
    invitation = sent(furnished())
    replies.decline(invitation, by=GUEST, today=TODAY)
    replies.decline(invitation, by=GUEST, today=TODAY, reason="a wedding")
    assert _fresh(invitation).reason == "a wedding"
    assert OutboxMail.objects.filter(cause__startswith="regret:").count() == 1


@pytest.mark.django_db
def test_not_sure_keeps_no_place() -> None:
    invitation = sent(furnished())
    _accept(invitation)
    replies.say_tentative(invitation, by=GUEST, today=TODAY)
    replies.say_tentative(invitation, by=GUEST, today=TODAY)
    assert _fresh(invitation).state == InvitationState.tentative
    assert Participant.objects.get().place == Place.withdrawn


@pytest.mark.django_db
@pytest.mark.parametrize("today", [TODAY, TOMORROW])
def test_an_answer_can_be_taken_back_until_the_end_of_the_next_day(today: dt.date) -> None:
    invitation = sent(furnished())
    _accept(invitation)
    replies.take_back(invitation, by=GUEST, today=today)
    found = _fresh(invitation)
    assert (found.state, found.was, found.answered_on, found.channel) == ("sent", "", None, "")
    assert Participant.objects.get().place == Place.withdrawn


@pytest.mark.django_db
def test_a_refusal_taken_back_gives_the_place_again_if_it_is_free() -> None:
    meeting = furnished()
    capped(meeting, 1)
    invitation, other = sent(meeting), sent(meeting, "Béla Nagy")
    _accept(invitation)
    replies.decline(invitation, by=GUEST, today=TODAY)
    _accept(other)
    replies.take_back(invitation, by=GUEST, today=TODAY)
    assert _fresh(invitation).state == InvitationState.accepted
    assert Participant.objects.get(invitation=invitation).place == Place.reserve


@pytest.mark.django_db
def test_an_answer_of_two_days_ago_cannot_be_taken_back() -> None:
    invitation = sent(furnished())
    _accept(invitation)
    with pytest.raises(Refused, match="can no longer be taken back"):
        replies.take_back(invitation, by=GUEST, today=TODAY + dt.timedelta(days=2))


@pytest.mark.django_db
def test_nothing_answered_cannot_be_taken_back() -> None:
    with pytest.raises(Refused, match="no answer to take back"):
        replies.take_back(sent(furnished()), by=GUEST, today=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda meeting, _found: meeting.__class__.objects.update(state="cancelled"), "was cancelled"),
        (
            lambda meeting, _found: meeting.__class__.objects.update(end_on=TODAY - dt.timedelta(days=1)),
            "is over",
        ),
        (
            lambda _meeting, found: invitations.withdraw(found, by=manager(), today=TODAY, is_told=False),
            "was withdrawn",
        ),
    ],
)
def test_too_late_to_answer_is_said(act, sentence: str) -> None:
    meeting = furnished()
    invitation = sent(meeting)
    act(meeting, invitation)
    with pytest.raises(Refused, match=sentence):
        _accept(invitation)
    assert not Participant.objects.filter(place=Place.confirmed).exists()


@pytest.mark.django_db
def test_a_reply_by_telephone_is_marked_so() -> None:
    invitation = sent(furnished())
    replies.accept(invitation, by=manager(), today=TODAY, channel=Channel.telephone)
    assert _fresh(invitation).channel == Channel.telephone


@pytest.mark.django_db
def test_no_time_of_an_answer_is_kept() -> None:
    invitation = sent(furnished())
    _accept(invitation)
    with connection.cursor() as cursor:
        for table in ("invitation", "participant", "history_line", "record_entry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of our own
            assert not [cell for row in cursor.fetchall() for cell in row if isinstance(cell, dt.datetime)]


@pytest.mark.django_db
def test_an_answer_stops_the_reminder_that_waits_for_its_hour() -> None:
    invitation = sent(furnished())
    later = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    assert invitations.remind([invitation], by=manager(), today=TODAY, hours={invitation.key: later}) == 1
    assert letter_of(invitation, "reminder").after == later
    _accept(invitation)
    assert letter_of(invitation, "reminder").state == MailState.CANCELLED


@pytest.mark.django_db
def test_a_substitute_becomes_a_candidate_who_needs_to_be_cleared() -> None:
    invitation = sent(furnished())
    proposed = replies.propose_substitute(
        invitation,
        by=GUEST,
        proposed=replies.Proposed("Dina Sol", "dina@guest.example", "knows more"),
        today=TODAY,
    )
    found = replies.list_substitute(proposed, by=manager(), today=TODAY)
    assert (found.stage, found.substitute_for, found.person.full_name) == (
        Stage.long_list,
        invitation.candidate,
        "Dina Sol",
    )
    with pytest.raises(Refused, match="dealt with"):
        replies.lay_substitute_aside(proposed, by=manager(), today=TODAY)


@pytest.mark.django_db
def test_a_substitute_with_a_known_address_is_the_person_we_know() -> None:
    meeting = furnished()
    known = person("Dina Sol")
    proposed = replies.propose_substitute(
        sent(meeting), by=GUEST, proposed=replies.Proposed("D. Sol", "DINA@guest.example"), today=TODAY
    )
    assert replies.list_substitute(proposed, by=manager(), today=TODAY).person == known


@pytest.mark.django_db
def test_somebody_without_a_letter_can_be_asked_by_telephone() -> None:
    found = invitations.invite_without_letter(candidate(furnished()), by=manager(), today=TODAY)
    assert (found.state, found.mail_cause, Candidate.objects.get().stage) == ("sent", "", Stage.invited)


@pytest.mark.django_db(transaction=True)
def test_sixty_acceptances_at_once_for_fifty_five_places() -> None:
    """Exactly 55 participants, five on the reserve, and nobody's answer lost."""
    meeting = furnished()
    capped(meeting, 55)
    asked = [sent(meeting, f"Guest{number} Tester") for number in range(60)]
    barrier, failures = threading.Barrier(12), []

    def answer(part: list[Invitation]) -> None:
        try:
            barrier.wait()
            for invitation in part:
                _accept(invitation)
        except Exception as error:  # noqa: BLE001 - told to the test below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(asked[start::12],)) for start in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    places = Participant.objects.filter(meeting=meeting)
    assert places.filter(place=Place.confirmed).count() == 55
    assert sorted(places.filter(place=Place.reserve).values_list("reserve_position", flat=True)) == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert Invitation.objects.filter(state=InvitationState.accepted).count() == 60
    assert OutboxMail.objects.filter(cause__startswith="confirmation:").count() == 55
    assert OutboxMail.objects.filter(cause__startswith="reserve:").count() == 5
