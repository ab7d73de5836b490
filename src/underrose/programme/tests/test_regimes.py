"""Regimes: announced as they were read, accepted by room or guest, announced anew once changed, and taken back the same day."""

import datetime as dt
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from underrose.access.models import RecordEntry
from underrose.access.roles import Role
from underrose.concept.models import State
from underrose.kit.refusals import Refused
from underrose.methods.disclosure import Regime
from underrose.participation.models import Capacity, Participant, Place
from underrose.programme import announcements
from underrose.programme.actions import regimes as actions
from underrose.programme.actions import sessions
from underrose.programme.models import Acceptance, Announcement, Kind, Session

from .planning import TODAY, a_guest, a_meeting, a_session, colleague

pytestmark = pytest.mark.django_db
LATER = TODAY + dt.timedelta(days=1)


def announce(meeting, *rows, today=TODAY, basis=None):
    read = announcements.basis(meeting, rows) if basis is None else basis
    return actions.announce(meeting, [one.pk for one in rows], by=colleague(), basis=read, today=today)


def latest(session):
    return Announcement.objects.filter(session=session).last()


def room_accepts(session, today=TODAY):
    actions.note_accepted(session, read=str(latest(session).pk), by=colleague(), today=today)


def stands(meeting, session):
    return announcements.standing(meeting, [session])[session.pk]


def why(meeting, session):
    return announcements.why_not_yet(meeting, session)


def made_stricter(session, regime):
    Session.objects.filter(pk=session.pk).update(regime=regime)
    return Session.objects.select_related("day").get(pk=session.pk)


def asked(guest):
    return announcements.asked_of(guest)


def told() -> list[str]:
    rows = RecordEntry.objects.filter(noun="regime").order_by("position")
    return [f"{row.verb} {row.subject}" for row in rows]


def test_session_takes_no_notes_until_its_regime_is_announced_and_accepted():
    meeting = a_meeting()
    session = a_session(meeting)
    assert "not announced yet" in why(meeting, session)
    assert announce(meeting, session) == 1
    assert "not accepted yet" in why(meeting, session)
    room_accepts(session)
    assert why(meeting, session) == ""
    assert told() == [f"announced {session.pk}", f"noted accepted {session.pk}"]
    row = latest(session)
    assert (row.regimes, row.policy_version, row.number) == ([meeting.regime], 1, 1)
    assert (row.announced_on, row.accepted_by_room_on) == (TODAY, TODAY)


def test_all_that_wait_are_announced_at_once_and_no_others():
    meeting = a_meeting()
    rows = [a_session(meeting, f"{hour:02}:00-{hour:02}:45", title=f"S{hour}") for hour in (9, 10, 11)]
    announce(meeting, rows[0])
    with pytest.raises(Refused, match="changed a regime or a session"):
        announce(meeting, *rows)  # one of them was announced in the meantime
    assert announce(meeting, *rows[1:]) == 2
    assert Announcement.objects.count() == 3


def test_announcing_twice_is_refused_and_writes_nothing():
    meeting = a_meeting()
    session = a_session(meeting)
    announce(meeting, session)
    with pytest.raises(Refused, match="announced already"):
        announce(meeting, session, basis=announcements.basis(meeting, [session]))
    assert (Announcement.objects.count(), len(told())) == (1, 1)


def test_what_a_colleague_changed_meanwhile_is_not_announced():
    meeting = a_meeting()
    session = a_session(meeting)
    read = announcements.basis(meeting, [session])
    made_stricter(session, "private")
    with pytest.raises(Refused, match="in the meantime"):
        announce(meeting, session, basis=read)
    assert not Announcement.objects.exists()


@pytest.mark.parametrize("kind", [Kind.meal, Kind.margin])
def test_meals_and_margins_have_nothing_to_announce(kind):
    meeting = a_meeting()
    session = a_session(meeting, kind=kind)
    with pytest.raises(Refused):
        announce(meeting, session)
    assert not Announcement.objects.exists()


def test_session_of_another_meeting_is_not_announced():
    meeting, other = a_meeting(), a_meeting("CD34")
    session = a_session(other)
    with pytest.raises(Refused):
        announce(meeting, session)
    assert not Announcement.objects.exists()


def test_cancelled_meeting_announces_and_accepts_nothing():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    announce(meeting, session)
    read = asked(guest)
    meeting.state = State.cancelled
    meeting.save()
    one = a_session(meeting, "11:00-12:00")
    for act in (
        lambda: announce(meeting, one),
        lambda: room_accepts(session),
        lambda: actions.accept(guest, read, today=TODAY),
    ):
        with pytest.raises(Refused, match="cancelled"):
            act()
    assert (Announcement.objects.count(), Acceptance.objects.count()) == (1, 0)


def test_stricter_regime_is_announced_anew_and_what_was_before_stays():
    meeting = a_meeting(regime="chatham_house_rule")
    session, guest = a_session(meeting), a_guest(meeting)
    announce(meeting, session)
    actions.accept(guest, asked(guest), today=TODAY)
    session = made_stricter(session, "private")
    assert "changed after it was announced" in why(meeting, session)
    with pytest.raises(Refused, match="no longer what"):
        room_accepts(session)
    announce(meeting, session, today=LATER)
    assert len(asked(guest)) == 1
    assert [row.regimes for row in Announcement.objects.order_by("number")] == [
        ["chatham_house_rule"],
        ["chatham_house_rule", "private"],
    ]
    actions.accept(guest, asked(guest), today=LATER)
    assert list(Acceptance.objects.order_by("accepted_on").values_list("accepted_on", flat=True)) == [
        TODAY,
        LATER,
    ]


def test_regime_loosened_back_is_announced_anew_although_it_was_once():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    announce(meeting, session)
    room_accepts(session)
    announce(meeting, made_stricter(session, "private"))
    loosened = made_stricter(session, "")
    assert not stands(meeting, loosened).is_current
    assert "Announce it anew" in why(meeting, loosened)
    announce(meeting, loosened)
    assert latest(session).number == 3
    assert not stands(meeting, loosened).is_accepted


def test_looser_regime_needs_the_word_of_those_affected():
    meeting = a_meeting(regime="private")
    session = a_session(meeting)
    facts = {
        name: getattr(session, name)
        for name in ("day", "kind", "title", "begins", "ends", "words", "audience", "public_title")
    }
    facts |= {"room": None, "theme": None, "regime": "on_the_record", "lenses": []}
    with pytest.raises(Refused, match="all those affected"):
        sessions.write(session, by=colleague(), revision=1, today=TODAY, **facts)
    sessions.write(session, by=colleague(), revision=1, today=TODAY, all_agree=True, **facts)
    assert not stands(meeting, Session.objects.get(pk=session.pk)).is_current


def test_new_regime_of_the_meeting_is_announced_anew():
    meeting = a_meeting(regime="chatham_house_rule")
    session = a_session(meeting)
    announce(meeting, session)
    room_accepts(session)
    meeting.regime = "private"
    meeting.save()
    assert not stands(meeting, session).is_current


def test_room_that_accepted_is_taken_back_on_the_same_day_only():
    meeting = a_meeting()
    session = a_session(meeting)
    announce(meeting, session)
    room_accepts(session)
    with pytest.raises(Refused, match="noted already"):
        room_accepts(session)
    actions.take_note_back(session, by=colleague(), today=TODAY)
    assert latest(session).accepted_by_room_on is None
    with pytest.raises(Refused, match="not noted"):
        actions.take_note_back(session, by=colleague(), today=TODAY)
    room_accepts(session)
    with pytest.raises(Refused, match="earlier day"):
        actions.take_note_back(session, by=colleague(), today=LATER)
    assert latest(session).accepted_by_room_on == TODAY
    assert told()[-2:] == [f"noted not accepted {session.pk}", f"noted accepted {session.pk}"]


def test_announcement_is_taken_back_only_while_nobody_relies_on_it():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    with pytest.raises(Refused, match="not announced"):
        actions.take_back(session, by=colleague(), today=TODAY)
    announce(meeting, session)
    actions.take_back(session, by=colleague(), today=TODAY)
    assert not Announcement.objects.exists()
    announce(meeting, session)
    with pytest.raises(Refused, match="earlier day"):
        actions.take_back(session, by=colleague(), today=LATER)
    actions.accept(guest, asked(guest), today=TODAY)
    with pytest.raises(Refused, match="accepted this regime already"):
        actions.take_back(session, by=colleague(), today=TODAY)
    assert told()[1] == f"took back {session.pk}"


def test_room_accepts_what_its_page_showed():
    meeting = a_meeting()
    session = a_session(meeting)
    with pytest.raises(Refused, match="not announced yet"):
        actions.note_accepted(session, read="", by=colleague(), today=TODAY)
    announce(meeting, session)
    with pytest.raises(Refused, match="announced anew in the meantime"):
        actions.note_accepted(session, read="another", by=colleague(), today=TODAY)
    assert latest(session).accepted_by_room_on is None


def test_guest_accepts_exactly_what_they_read_and_no_line_of_the_record_says_who():
    meeting = a_meeting()
    rows = [a_session(meeting, f"{hour:02}:00-{hour:02}:45") for hour in (9, 10)]
    guest, other = a_guest(meeting), a_guest(meeting, "Lea Moss")
    announce(meeting, rows[0])
    read = asked(guest)
    announce(meeting, rows[1])
    with pytest.raises(Refused, match="while you were reading"):
        actions.accept(guest, read, today=TODAY)
    assert not Acceptance.objects.exists()
    before = RecordEntry.objects.count()
    assert actions.accept(guest, asked(guest), today=TODAY) == 2
    with pytest.raises(Refused, match="Nothing is left to do"):
        actions.accept(guest, read, today=TODAY)
    assert (RecordEntry.objects.count(), len(asked(other))) == (before, 2)
    assert stands(meeting, rows[0]).accepted == 1
    # Nobody accepts for somebody else.
    assert "not accepted yet" in why(meeting, rows[0])
    actions.accept(other, asked(other), today=TODAY)
    assert why(meeting, rows[0]) == ""


def test_nobody_who_left_or_works_there_accepts_for_a_guest():
    meeting = a_meeting()
    session, guest, other = a_session(meeting), a_guest(meeting), a_guest(meeting, "Lea Moss")
    announce(meeting, session)
    actions.accept(guest, asked(guest), today=TODAY)
    for change in ({"place": Place.withdrawn}, {"place": Place.confirmed, "capacity": Capacity.interpreter}):
        Participant.objects.filter(pk=guest.pk).update(**change)
        assert (stands(meeting, session).accepted, stands(meeting, session).guests) == (0, 1)
        assert "not accepted yet" in why(meeting, session)
        # It stays as it is all the same: they relied on it.
        with pytest.raises(Refused, match="Somebody has accepted"):
            actions.take_back(session, by=colleague(), today=TODAY)
    actions.accept(other, asked(other), today=TODAY)
    assert why(meeting, session) == ""


def test_removed_session_asks_nobody():
    meeting = a_meeting()
    session, guest = a_session(meeting), a_guest(meeting)
    announce(meeting, session)
    sessions.remove(session, by=colleague(Role.PROJECT_MANAGER), today=TODAY)
    assert asked(guest) == frozenset()


NUMBERS = count(100)
STEPS = ("announce", "stricter", "back", "room", "not_room", "guest", "take_back")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=8))
def test_whatever_is_pressed_what_counts_is_what_was_told_last(steps):
    """Against a slow account of every announcement: notes may begin only under what the last one said, and somebody accepted."""
    meeting = a_meeting(f"P{next(NUMBERS)}", regime="chatham_house_rule")
    session, guest = a_session(meeting), a_guest(meeting)
    told: list[dict] = []
    now = ["chatham_house_rule"]
    for step in steps:
        session = Session.objects.select_related("day").get(pk=session.pk)
        current = bool(told) and told[-1]["says"] == now
        if step in {"stricter", "back"}:
            made_stricter(session, "private" if step == "stricter" else "")
            now = ["chatham_house_rule", "private"] if step == "stricter" else ["chatham_house_rule"]
            continue
        act, is_right = {
            "announce": (lambda one=session: announce(meeting, one), not current),
            "room": (lambda one=session: room_accepts(one), current and not told[-1]["room"]),
            "not_room": (
                lambda one=session: actions.take_note_back(one, by=colleague(), today=TODAY),
                bool(told) and told[-1]["room"],
            ),
            "guest": (
                lambda: actions.accept(guest, asked(guest), today=TODAY),
                current and not told[-1]["guest"],
            ),
            "take_back": (
                lambda one=session: actions.take_back(one, by=colleague(), today=TODAY),
                bool(told) and not told[-1]["room"] and not told[-1]["guest"],
            ),
        }[step]
        if not is_right:
            with pytest.raises((Refused, AttributeError)):  # nothing was announced: there is nothing to name
                act()
            continue
        act()
        if step == "announce":
            told.append({"says": list(now), "room": False, "guest": False})
        elif step == "take_back":
            told.pop()
        else:
            told[-1]["guest" if step == "guest" else "room"] = step != "not_room"
    session = Session.objects.select_related("day").get(pk=session.pk)
    expected = bool(told) and told[-1]["says"] == now and (told[-1]["room"] or told[-1]["guest"])
    assert (why(meeting, session) == "") == expected


def test_number_rises_with_every_announcement():
    meeting = a_meeting(regime="on_the_record")
    session = a_session(meeting)
    for regime in (Regime.presentations, Regime.rule_with_opt_out, Regime.chatham_house_rule, Regime.private):
        announce(meeting, made_stricter(session, regime.value))
    assert list(Announcement.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
