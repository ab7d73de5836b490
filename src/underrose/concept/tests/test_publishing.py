import datetime as dt

import pytest

from underrose.concept.actions import approvals, meetings, note, publishing
from underrose.concept.models import Meeting, Partner, State
from underrose.kit.models import OutboxMail
from underrose.kit.refusals import Refused

from .conftest import NOW, TODAY


@pytest.fixture
def asked(written, director):
    partner = note.write_part(Partner(meeting=written), by=director, today=TODAY, name="Norrvind Foundation")
    return approvals.ask(
        partner, by=director, name="Yara Voss", mail_address="yara@norrvind.example", now=NOW
    )


def test_announcing_publishes_what_stands(written, director):
    version = publishing.announce(written, by=director, today=TODAY)
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.published_id, meeting.calendar_sequence) == (
        State.announced,
        version.key,
        1,
    )


def test_announcing_without_dates_is_refused(director):
    meeting = meetings.open_meeting(by=director, code="AB14", title="Soon", today=TODAY)
    with pytest.raises(Refused, match="first and last day"):
        publishing.announce(meeting, by=director, today=TODAY)


def test_announcing_without_a_summary_is_refused(meeting, director):
    with pytest.raises(Refused, match="needs a summary"):
        publishing.announce(meeting, by=director, today=TODAY)


@pytest.mark.parametrize("change", [{"is_undisclosed": True}, {"regime": "undisclosed"}])
def test_announcing_what_nobody_may_know_of_is_refused(written, director, change):
    Meeting.objects.update(**change)
    with pytest.raises(Refused, match="never announced"):
        publishing.announce(written, by=director, today=TODAY)


def test_announcing_waits_for_partners_unless_there_is_a_reason(asked, written, director):
    with pytest.raises(Refused, match="has not approved yet"):
        publishing.announce(written, by=director, today=TODAY)
    version = publishing.announce(written, by=director, today=TODAY, despite="Agreed by telephone")
    assert version.reason == "Announced: Agreed by telephone"


def test_announcing_with_the_approval_needs_no_reason(asked, written, director):
    approvals.answer(asked, by=director, is_approved=True, comment="", today=TODAY)
    assert publishing.announce(written, by=director, today=TODAY).reason == "Announced"


def test_postponing_keeps_the_page_and_holds_the_letters(asked, written, director):
    publishing.announce(written, by=director, today=TODAY, despite="Agreed")
    publishing.postpone(written, by=director, now=NOW, words="The river is high.")
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.state_words) == (State.postponed, "The river is high.")
    assert meeting.published_id is not None
    letter = OutboxMail.objects.get(template="concept/mail/postponed")
    assert (letter.state, letter.recipient) == ("held", "yara@norrvind.example")


def test_postponing_a_draft_is_refused(written, director):
    with pytest.raises(Refused, match="Only an announced meeting"):
        publishing.postpone(written, by=director, now=NOW)


def test_moving_an_announced_meeting_publishes_the_new_dates(written, director):
    publishing.announce(written, by=director, today=TODAY)
    publishing.move(written, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    meeting = Meeting.objects.select_related("published").get()
    assert meeting.published.content["start_on"] == "2027-04-07"
    assert (meeting.state, meeting.calendar_sequence) == (State.announced, 2)


def test_moving_does_not_publish_words_that_are_still_being_written(written, director):
    publishing.announce(written, by=director, today=TODAY)
    summary = written.sections.get(kind="summary")
    note.write_section(summary, by=director, revision=2, today=TODAY, body="SECRET draft")
    publishing.move(written, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    content = Meeting.objects.select_related("published").get().published.content
    assert content["sections"][0]["body"] == "Three days on rivers."


def test_moving_to_the_same_dates_is_refused(written, director):
    with pytest.raises(Refused, match="has already"):
        publishing.move(written, by=director, start_on=written.start_on, end_on=written.end_on, now=NOW)


def test_moving_a_postponed_meeting_announces_it_again(written, director):
    publishing.announce(written, by=director, today=TODAY)
    publishing.postpone(written, by=director, now=NOW)
    publishing.move(written, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    assert Meeting.objects.get().state == State.announced


def test_cancelling_ends_every_act_and_withdraws_questions(asked, written, director):
    publishing.cancel(written, by=director, now=NOW)
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    with pytest.raises(Refused, match="cancelled before"):
        publishing.cancel(written, by=director, now=NOW)
    with pytest.raises(Refused, match="cannot be announced"):
        publishing.announce(written, by=director, today=TODAY)


def test_cancelling_tells_whoever_was_asked(asked, written, director):
    publishing.cancel(written, by=director, now=NOW)
    assert OutboxMail.objects.filter(template="concept/mail/cancelled", state="held").count() == 1


def test_what_follows_from_new_dates_names_the_follow_up(written, director):
    meetings.revise(
        written, {"follow_up_from_months": 3, "follow_up_to_months": 6}, by=director, revision=1, today=TODAY
    )
    meeting = Meeting.objects.get()
    follows = publishing.what_follows(meeting, "move", dt.date(2027, 8, 30), dt.date(2027, 8, 31))
    sentences = [consequence.sentence for consequence in follows]
    assert "The meeting takes place on 30–31 August 2027 instead of 3–5 March 2027." in sentences
    assert "The follow-up window becomes Tuesday 30 November 2027 to Tuesday 29 February 2028." in sentences


def test_what_follows_counts_the_letters(asked, written, director):
    letters = [c.sentence for c in publishing.what_follows(written, "cancel") if c.is_sent]
    assert letters == ["One letter to a partner waits in the outbox until you send it."]


def test_quiet_meeting_writes_quiet_letters(written, director):
    Meeting.objects.update(mail_tone="quiet")
    partner = note.write_part(
        Partner(meeting=Meeting.objects.get()), by=director, today=TODAY, name="Norrvind Foundation"
    )
    approvals.ask(partner, by=director, name="Yara Voss", mail_address="yara@norrvind.example", now=NOW)
    letter = OutboxMail.objects.get()
    assert "Rivers" not in letter.subject + letter.body
    assert "/links/c" in letter.body


def test_regime_of_an_announced_meeting_can_be_tightened_and_not_loosened(written, director):
    publishing.announce(written, by=director, today=TODAY)
    meetings.revise(written, {"regime": "private"}, by=director, revision=1, today=TODAY)
    with pytest.raises(Refused, match="promised"):
        meetings.revise(written, {"regime": "chatham_house_rule"}, by=director, revision=2, today=TODAY)
    assert Meeting.objects.get().regime == "private"


def test_letters_about_plans_that_changed_again_never_leave(asked, written, director):
    publishing.announce(written, by=director, today=TODAY, despite="Agreed")
    publishing.postpone(written, by=director, now=NOW)
    publishing.move(written, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    publishing.cancel(written, by=director, now=NOW)
    states = dict(OutboxMail.objects.values_list("template", "state"))
    assert states == {
        "concept/mail/approval": "held",
        "concept/mail/postponed": "cancelled",
        "concept/mail/moved": "cancelled",
        "concept/mail/cancelled": "held",
    }


def test_public_dates_are_moved_and_not_retyped(written, director):
    publishing.announce(written, by=director, today=TODAY)
    with pytest.raises(Refused, match="Move to other dates"):
        meetings.revise(written, {"start_on": dt.date(2027, 3, 2)}, by=director, revision=1, today=TODAY)
    assert Meeting.objects.get().start_on == dt.date(2027, 3, 3)


def test_public_meeting_cannot_become_one_nobody_knows_of(written, director):
    publishing.announce(written, by=director, today=TODAY)
    Meeting.objects.update(mail_tone="quiet")
    with pytest.raises(Refused, match="public page"):
        meetings.revise(written, {"regime": "undisclosed"}, by=director, revision=1, today=TODAY)


def test_going_back_to_a_version_does_not_bring_back_public_dates(written, director):
    from underrose.concept.actions import versions

    version = versions.keep(written, by=director, reason="", today=TODAY)
    publishing.announce(written, by=director, today=TODAY)
    publishing.move(written, by=director, start_on=dt.date(2027, 4, 7), end_on=dt.date(2027, 4, 9), now=NOW)
    version.refresh_from_db()
    versions.restore(version, by=director, today=TODAY)
    assert Meeting.objects.get().start_on == dt.date(2027, 4, 7)
