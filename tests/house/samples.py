"""What an address stands for in the permission tests: for every name in it a value, and objects of one's own and of others.

A new address with an object under a meeting needs a line in `OBJECTS`, made with the factories of its section.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from underrose.access.holders import holder_of
from underrose.access.models import Account, Grant, HandingOver
from underrose.access.roles import Role
from underrose.concept.actions.meetings import open_meeting
from underrose.concept.actions.versions import keep_as_announced
from underrose.concept.concept_note import as_json, of
from underrose.concept.models import Approval, Meeting, Partner, Section, State, Version
from underrose.dialogue import envelopes
from underrose.dialogue.models import Note, NoteState, Point, ReleasedPoint
from underrose.kit import mail
from underrose.participation.models import (
    Axis,
    Brief,
    Candidate,
    Capacity,
    ClearanceRound,
    Conflict,
    Constituency,
    Crossing,
    Invitation,
    ListCopy,
    Nomination,
    Participant,
    Substitute,
    VisaLetter,
    Wave,
)
from underrose.people.actions.persons import introduce
from underrose.people.actions.sealing import seal
from underrose.people.models import Organisation, Person
from underrose.people.particulars import Particulars
from underrose.programme.models import Assignment, Day, Group, Pairing, ProgrammeVersion, Room, Seat, Session

OWN, FOREIGN = "OWN1", "OTHER1"
DAY = dt.date(2027, 3, 3)
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
# The session whose notes a note-taker takes.
ASKED_FOR = "00000000-0000-4000-8000-00000000000a"

# A value for every name that stands in an address.
VALUES: dict[str, Any] = {
    "code": OWN,
    "key": NOWHERE,
    "part": NOWHERE,
    "grant": NOWHERE,
    "asked": NOWHERE,
    "point": NOWHERE,
    "role": "partner",
    "number": 1,
    "kind": "partner",
    "suffix": "xlsx",
    "paper": "pdf",
    "language": "en",
    "board": "rooms",
    "table": "rooms",
    "one": NOWHERE,
    "other": NOWHERE,
    "slug": "a-series",
    "pk": 1,
    "rest": "nothing",
    "uidb36": "1",
}


@dataclass(frozen=True)
class Objects:
    """The same address with an object of one's own meeting, and with one of another meeting put in its place."""

    own: Mapping[str, Any]
    foreign: Mapping[str, Any]


def _grants() -> Objects:
    someone = Account.objects.create(name="Someone", email="someone@example.org")
    own, foreign = (
        Grant.objects.create(account=someone, role=Role.PARTNER, meeting_code=code) for code in (OWN, FOREIGN)
    )
    return Objects({"grant": own.pk}, {"grant": foreign.pk})


def _handings_over() -> Objects:
    someone = Account.objects.create(name="Someone", email="someone@example.org")
    other = Account.objects.create(name="Other", email="other@example.org")
    own, foreign = (
        HandingOver.objects.create(giver=someone, taker=other, meeting_code=code, asked_on=DAY)
        for code in (OWN, FOREIGN)
    )
    return Objects({"key": own.pk}, {"key": foreign.pk})


def _meetings(opener: str = "Someone") -> tuple[Meeting, Meeting]:
    someone = Account.objects.create(name=opener, email=f"{opener.lower()}@example.org")
    Grant.objects.create(account=someone, role=Role.PROGRAMME_DIRECTOR)
    own, foreign = (
        open_meeting(by=holder_of(someone), code=code, title=code, today=DAY, start_on=DAY, end_on=DAY)
        for code in (OWN, FOREIGN)
    )
    return own, foreign


def _sections() -> Objects:
    own, foreign = (meeting.sections.all()[0].pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _removed_sections() -> Objects:
    objects = _sections()
    Section.objects.filter(pk__in=[objects.own["key"], objects.foreign["key"]]).update(is_removed=True)
    return objects


def _partners() -> Objects:
    own, foreign = (Partner.objects.create(meeting=meeting, name="A ministry").pk for meeting in _meetings())
    return Objects({"key": own, "kind": "partner"}, {"key": foreign, "kind": "partner"})


def _versions() -> Objects:
    """The other meeting has one version more; its number means nothing under one's own."""
    own, foreign = _meetings()
    by = holder_of(Account.objects.get(name="Someone"))
    first = keep_as_announced(own, by=by, reason="", today=DAY).number
    for _ in range(2):
        second = keep_as_announced(foreign, by=by, reason="", today=DAY).number
    return Objects({"number": first}, {"number": second})


def _approvals() -> Objects:
    own, foreign = (_approval(meeting).pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _approval(meeting: Meeting) -> Approval:
    partner = Partner.objects.create(meeting=meeting, name="A ministry")
    version = Version.objects.create(meeting=meeting, number=71, kept_on=DAY, content={})
    return Approval.objects.create(
        meeting=meeting,
        partner=partner,
        version=version,
        name="N",
        mail="n@example.org",
        comment="",
        asked_on=DAY,
    )


def _protected() -> Objects:
    """Protected people, each known to one meeting."""
    someone = holder_of(Account.objects.create(name="Someone", email="someone@example.org"))
    own, foreign = (
        introduce(by=someone, facts=Particulars(full_name=f"Guest of {code}"), today=DAY)
        for code in (OWN, FOREIGN)
    )
    for person, alias, code in ((own, "Willow", OWN), (foreign, "Birch", FOREIGN)):
        seal(person, by=someone, alias=alias, today=DAY, meeting_codes=[code])
    return Objects({"key": own.pk}, {"key": foreign.pk})


def _participants(capacity: Capacity = Capacity.participant) -> Objects:
    own, foreign = (_participant(meeting, capacity).pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _participant(meeting: Meeting, capacity: Capacity) -> Participant:
    Brief.objects.get_or_create(meeting=meeting)
    person = Person.objects.create(full_name="Somebody", introduced_on=DAY)
    return Participant.objects.create(meeting=meeting, person=person, capacity=capacity, since=DAY)


def _staff() -> Objects:
    return _participants(Capacity.staff)


def _participant_files() -> Objects:
    found = _participants()
    return Objects({**found.own, "suffix": "csv"}, {**found.foreign, "suffix": "csv"})


def _visa_letters() -> Objects:
    """Made already, so that they can be said to be sent."""
    own, foreign = (
        VisaLetter.objects.create(
            meeting=meeting,
            participant=_participant(meeting, Capacity.participant),
            serial=1,
            signatory="Somebody",
            passport=PASSPORT,
            asked_on=DAY,
            issued_on=DAY,
            passport_until=DAY,
        ).pk
        for meeting in _meetings()
    )
    return Objects({"key": own, "suffix": "pdf"}, {"key": foreign, "suffix": "pdf"})


def _letters_to_act_on() -> Objects:
    found = _visa_letters()
    return Objects({"key": found.own["key"]}, {"key": found.foreign["key"]})


def _list_copies() -> Objects:
    """The other meeting has one copy more; its number means nothing under one's own."""
    own, foreign = _meetings()
    for meeting, numbers in ((own, (1,)), (foreign, (1, 2))):
        for number in numbers:
            ListCopy.objects.create(meeting=meeting, number=number, recipient="Somebody", made_on=DAY)
    return Objects({"number": 1, "suffix": "pdf"}, {"number": 2, "suffix": "pdf"})


PASSPORT = (
    '{"name": "N", "nationality": "N", "number": "1", "born_on": null, "valid_until": null, "consulate": ""}'
)


def _invitations() -> Objects:
    own, foreign = (_invitation(meeting).pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _invitation(meeting: Meeting) -> Invitation:
    Brief.objects.get_or_create(meeting=meeting)
    person = Person.objects.create(full_name="Somebody", introduced_on=DAY)
    candidate = Candidate.objects.create(meeting=meeting, person=person, why="", listed_on=DAY)
    return Invitation.objects.create(meeting=meeting, candidate=candidate, number=1, prepared_on=DAY)


def _substitutes() -> Objects:
    own, foreign = (
        Substitute.objects.create(
            invitation=_invitation(meeting), name="N", mail="n@example.org", words="", proposed_on=DAY
        ).pk
        for meeting in _meetings()
    )
    return Objects({"key": own}, {"key": foreign})


def _waves() -> Objects:
    own, foreign = (
        Wave.objects.create(meeting=meeting, number=1, made_on=DAY).pk for meeting in _with_briefs()
    )
    return Objects({"key": own, "number": 1}, {"key": foreign, "number": 72})


def _with_briefs() -> tuple[Meeting, Meeting]:
    meetings = _meetings()
    for meeting in meetings:
        Brief.objects.get_or_create(meeting=meeting)
    return meetings


def _letters() -> Objects:
    own, foreign = (
        mail.queue(
            "kit/mail/letter",
            to="n@example.org",
            context={"subject": "S", "text": "T"},
            cause=f"sample:{meeting.code}",
            meeting_code=meeting.code,
            scope=str(meeting.key),
        ).pk
        for meeting in _with_briefs()
    )
    return Objects({"key": own}, {"key": foreign})


def _each_brief(made: Callable[[Brief], Any]) -> Objects:
    """The same made in a brief of either meeting, by its key."""
    own, foreign = (made(Brief.objects.get_or_create(meeting=meeting)[0]).pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _axis(brief: Brief, feature: str = "sector") -> Axis:
    return Axis.objects.create(brief=brief, feature=feature, label=feature)


def _constituency(brief: Brief, feature: str = "sector") -> Constituency:
    return Constituency.objects.create(axis=_axis(brief, feature), value="v", label="V")


def _axes() -> Objects:
    return _each_brief(_axis)


def _constituencies() -> Objects:
    return _each_brief(_constituency)


def _crossings() -> Objects:
    return _each_brief(
        lambda brief: Crossing.objects.create(
            brief=brief, one=_constituency(brief, "one"), other=_constituency(brief, "other")
        )
    )


def _candidate(brief: Brief) -> Candidate:
    person = Person.objects.create(full_name="A guest", introduced_on=DAY)
    return Candidate.objects.create(meeting=brief.meeting, person=person, why="", listed_on=DAY)


def _candidates() -> Objects:
    return _each_brief(_candidate)


def _conflicts() -> Objects:
    return _each_brief(
        lambda brief: Conflict.objects.create(
            brief=brief, one=_candidate(brief), other=_candidate(brief), reason=""
        )
    )


def _nominations() -> Objects:
    return _each_brief(
        lambda brief: Nomination.objects.create(
            meeting=brief.meeting,
            organisation=Organisation.objects.get_or_create(name="A house")[0],
            places=1,
            name="N",
            mail="n@example.org",
            words="",
            asked_on=DAY,
            open_until=DAY,
        )
    )


def _rounds() -> Objects:
    return _each_brief(
        lambda brief: ClearanceRound.objects.create(
            meeting=brief.meeting,
            partner=Partner.objects.create(meeting=brief.meeting, name="A ministry"),
            name="N",
            mail="n@example.org",
            asked_on=DAY,
        )
    )


def _days() -> Objects:
    own, foreign = (Day.objects.create(meeting=meeting, on=DAY).pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _rooms() -> Objects:
    own, foreign = (Room.objects.create(meeting=meeting, name="Hall").pk for meeting in _meetings())
    return Objects({"key": own}, {"key": foreign})


def _session_rows() -> list[Session]:
    return [_session(Day.objects.create(meeting=meeting, on=DAY)) for meeting in _meetings()]


def _session(day: Day) -> Session:
    return Session.objects.create(day=day, title="Plenary", begins=dt.time(9), ends=dt.time(10))


def _sessions() -> Objects:
    own, foreign = (session.pk for session in _session_rows())
    return Objects({"key": own}, {"key": foreign})


def _opening_words() -> Objects:
    found = _sessions()
    return Objects({**found.own, "suffix": "docx"}, {**found.foreign, "suffix": "docx"})


def _tasks() -> Objects:
    own, foreign = (
        Assignment.objects.create(session=session, task="chair", name="N").pk for session in _session_rows()
    )
    return Objects({"key": own}, {"key": foreign})


def _briefings() -> Objects:
    found = _tasks()
    return Objects({**found.own, "suffix": "pdf"}, {**found.foreign, "suffix": "pdf"})


def _programme_versions() -> Objects:
    """Open to the public where the meeting is. The other meeting has one version more."""
    own, foreign = _meetings("Releaser")
    for meeting, numbers in ((own, (1,)), (foreign, (1, 2))):
        for number in numbers:
            ProgrammeVersion.objects.create(
                meeting=meeting,
                number=number,
                content={"format": 1, "days": [], "is_in_public": True},
                released_on=DAY,
            )
    return Objects({"number": 1}, {"number": 2})


def _breakouts() -> Objects:
    """A round of either meeting, with one group."""
    rows = _session_rows()
    for one in rows:
        one.kind = "breakout"
        one.save()
        Group.objects.create(session=one, number=1, smallest=1, largest=9)
    own, foreign = (one.pk for one in rows)
    return Objects({"key": own}, {"key": foreign})


def _seated(kind: str = "breakout") -> Objects:
    """A round or a meal of either meeting, with one table at which somebody sits."""
    rows = _session_rows()
    for one in rows:
        one.kind = kind
        one.save()
        group = Group.objects.create(session=one, number=1, smallest=1, largest=9)
        guest = _participant(one.day.meeting, Capacity.participant)
        Seat.objects.create(session=one, group=group, participant=guest)
    own, foreign = (one.pk for one in rows)
    return Objects({"key": own}, {"key": foreign})


def _meals() -> Objects:
    return _seated("meal")


def _pairings() -> Objects:
    own, foreign = (_pairing(meeting) for meeting in _with_briefs())
    return Objects({"key": own}, {"key": foreign})


def _pairing(meeting: Meeting) -> UUID:
    people = [Person.objects.create(full_name="Somebody", introduced_on=DAY) for _ in range(2)]
    guests = [Participant.objects.create(meeting=meeting, person=one, since=DAY) for one in people]
    one, other = sorted(guests, key=lambda found: found.key)
    return Pairing.objects.create(meeting=meeting, one=one, other=other, company="apart").pk


def _notes() -> Objects:
    """Open notes of either meeting, with one point, of the session for which the note-taker of these tests was asked."""
    own, foreign = (_note(meeting) for meeting in _meetings())
    return Objects(own, foreign)


def _note(meeting: Meeting) -> dict[str, UUID]:
    private = envelopes.new_key()
    note = Note.objects.create(
        meeting_code=meeting.code,
        scope=str(meeting.pk),
        session=ASKED_FOR,
        regimes=["off_the_record"],
        public_key=envelopes.public_text(private),
    )
    point = Point(note=note, words="One view was that.")
    point.save(force_insert=True)
    return {"key": note.pk, "point": point.pk}


def _sealed_notes() -> Objects:
    """Points are read before they leave once their notes are sealed."""
    found = _notes()
    Note.objects.update(state=NoteState.sealed)
    return found


def _released_points() -> Objects:
    own, foreign = (
        ReleasedPoint(meeting_code=meeting.code, scope=str(meeting.pk), kind="issue", words="One view was.")
        for meeting in _meetings()
    )
    for one in (own, foreign):
        one.save(force_insert=True)
    return Objects({"key": own.pk}, {"key": foreign.pk})


def _note_takers() -> Objects:
    someone = Account.objects.create(name="Taker", email="taker@example.org")
    own, foreign = (
        Grant.objects.create(
            account=someone, role=Role.NOTE_TAKER, meeting_code=meeting.code, session=ASKED_FOR
        )
        for meeting in _meetings()
    )
    return Objects({"grant": own.pk}, {"grant": foreign.pk})


def _notes_alone() -> Objects:
    found = _notes()
    return Objects({"key": found.own["key"]}, {"key": found.foreign["key"]})


def _sealed_notes_alone() -> Objects:
    found = _sealed_notes()
    return Objects({"key": found.own["key"]}, {"key": found.foreign["key"]})


OBJECTS: dict[str, Callable[[], Objects]] = {
    "note": _notes_alone,
    "note_points": _notes_alone,
    "note_print": _notes_alone,
    "note_ticket": _notes_alone,
    "note_shell": _notes_alone,
    "note_worker": _notes_alone,
    "look_at_line": _notes_alone,
    "seal_note": _notes_alone,
    "reopen_note": _notes_alone,
    "review": _notes_alone,
    "look_at_point": _notes_alone,
    "review_together": _sealed_notes_alone,
    "review_point": _sealed_notes,
    "let_out": _notes_alone,
    "import_notes": _notes_alone,
    "let_note_taker_go": _note_takers,
    "take_back_released": _released_points,
    "reword_point": _notes,
    "strike_point": _notes,
    "put_back_point": _notes,
    "round_groups": _breakouts,
    "door_lists": _seated,
    "facilitator_sheets": _seated,
    "pre_assigned_rooms": _seated,
    "table_plan": _meals,
    "place_cards": _meals,
    "group_person": _participants,
    "move_seat": _participants,
    "swap_seats": _participants,
    "pin_seat": _participants,
    "remove_pairing": _pairings,
    "programme_version": _programme_versions,
    "programme_version_paper": _programme_versions,
    "day": _days,
    "remove_day": _days,
    "room": _rooms,
    "remove_room": _rooms,
    "session": _sessions,
    "move_session": _sessions,
    "remove_session": _sessions,
    "put_back_session": _sessions,
    "regime": _sessions,
    "regime_card": _sessions,
    "take_back_regime": _sessions,
    "room_accepted": _sessions,
    "opening_words": _opening_words,
    "add_assignment": _sessions,
    "assignment": _tasks,
    "confirm_assignment": _tasks,
    "remove_assignment": _tasks,
    "briefing": _tasks,
    "briefing_paper": _briefings,
    "availability_of": _participants,
    "axis": _axes,
    "add_constituency": _axes,
    "remove_axis": _axes,
    "constituency": _constituencies,
    "remove_constituency": _constituencies,
    "crossing": _crossings,
    "remove_crossing": _crossings,
    "candidate": _candidates,
    "move_candidate": _candidates,
    "remove_candidate": _candidates,
    "invite_without_letter": _candidates,
    "remove_conflict": _conflicts,
    "revise_nomination": _nominations,
    "ask_for_names_again": _nominations,
    "close_nomination": _nominations,
    "close_clearance": _rounds,
    "ask_partner": _partners,
    "change_wave": _waves,
    "drop_wave": _waves,
    "prepare_wave": _waves,
    "letter_preview": _letters,
    "invitation_page": _invitations,
    "invitation_paper": _invitations,
    "open_invitation_paper": _invitations,
    "enter_reply": _invitations,
    "change_reply_by": _invitations,
    "withdraw_invitation": _invitations,
    "prepare_invitation_again": _invitations,
    "read_out_code": _invitations,
    "forget_devices": _invitations,
    "list_substitute": _substitutes,
    "fill_from_reserve": _participants,
    "drop_out": _participants,
    "logistics_needs": _participants,
    "logistics_needs_file": _participant_files,
    "logistics_ask_letter": _participants,
    "logistics_staff_leaves": _staff,
    "logistics_letter": _visa_letters,
    "logistics_make_letter": _letters_to_act_on,
    "logistics_letter_sent": _letters_to_act_on,
    "logistics_erase_passport": _letters_to_act_on,
    "logistics_copy": _list_copies,
    "open_person": _protected,
    "let_know": _protected,
    "rename_person": _protected,
    "edit_protected": _protected,
    "unseal_person": _protected,
    "meeting_team_revoke": _grants,
    "meeting_handing_over": _handings_over,
    "section": _sections,
    "save_section": _sections,
    "move_section": _sections,
    "remove_section": _sections,
    "bring_back_section": _removed_sections,
    "part": _partners,
    "remove_part": _partners,
    "ask_approval": _partners,
    "withdraw_approval": _approvals,
    "version": _versions,
    "restore_version": _versions,
}
# Addresses that need no sample, and why.
WITHOUT: dict[str, str] = {
    "write_letter": "names a kind of letter and a language that every meeting has",
    "use_words_of_the_house": "names a kind of letter and a language that every meeting has",
    "invitations_export": "names a kind of file",
    "candidates_export": "names a kind of file",
    "participants_export": "names a kind of file",
    "wave_papers": "names the number of a wave; a wave that is not there has no letters",
    "programme_export": "names a kind of file",
    "export_seats": "names a kind of file",
    "draft_paper": "names a kind of file",
    "public_programme_paper": "names a kind of file",
    "public_version": "names the number of the one version that the public reads",
    "logistics_board": "names one of the lists that every meeting has",
    "logistics_file": "names one of the lists that every meeting has",
    "logistics_list_file": "names a kind of file",
    "logistics_copies_together": "names a kind of file",
    "meeting_team_grant_again": "names a colleague, who belongs to the house and not to a meeting",
}


def _state(state: State, *, is_announced: bool = True, is_undisclosed: bool = False) -> Callable[[], None]:
    def reached() -> None:
        """Both meetings as they stand in this state, by whatever way they came there."""
        for meeting in Meeting.objects.all():
            version = Version.objects.create(
                meeting=meeting, number=72, kept_on=DAY, content=as_json(of(meeting))
            )
            meeting.state, meeting.is_undisclosed = state, is_undisclosed
            meeting.published = version if is_announced else None
            meeting.save()

    return reached


# How a meeting may stand with the world. An undisclosed one is put in the worst case: as if it had been announced.
STATES: dict[str, Callable[[], None]] = {
    "draft": _state(State.draft, is_announced=False),
    "announced": _state(State.announced),
    "postponed": _state(State.postponed),
    "cancelled": _state(State.cancelled),
    "undisclosed": _state(State.announced, is_undisclosed=True),
}


def under_a_meeting(name: str) -> Objects:
    """What an address under a meeting needs: both meetings, and its object of each."""
    if name.startswith("public_programme"):
        _programme_versions()
        return Objects({}, {})
    made = OBJECTS.get(name)
    if made in {None, _grants}:
        _meetings("Opener")
    return made() if made else Objects({}, {})
