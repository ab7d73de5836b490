"""What stands in the addresses of people and of a room, from the invented house: one object of each kind."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone

from underrose.access.holders import holder_of
from underrose.access.models import Account, HandingOver
from underrose.concept.models import Partner
from underrose.dialogue.models import Note, NoteState, ReleasedPoint
from underrose.kit.mail import message_id
from underrose.kit.models import OutboxMail, ReceivedMail
from underrose.kit.receiving import actions as receiving
from underrose.participation.models import (
    Axis,
    Candidate,
    Constituency,
    Crossing,
    Invitation,
    Nomination,
    Participant,
    Stage,
    VisaLetter,
)
from underrose.people.actions import imports
from underrose.people.models import ContactImport, Organisation, Person
from underrose.programme.models import Kind

from . import planned

ROOM = "LM2701"
LEFT = "LM2702"
DAY = timezone.localdate()
SHEET = settings.PROJECT / "examples" / "candidates.xlsx"


def _read() -> ContactImport:
    """A list that waits for somebody to look at what it would do."""
    return _kept(SHEET.name, SHEET.read_bytes())


def _taken_in() -> ContactImport:
    """A list of one person, who is in the address book by now."""
    found = _kept("one.csv", b"Full name,E-mail\nAma Okoro,ama@guest.example\n")
    imports.queue(found, rows=1, by=holder_of(found.account), today=DAY, enqueue=lambda _key: None)
    found.refresh_from_db()
    imports.take_in(found, DAY)
    return found


def _kept(name: str, original: bytes) -> ContactImport:
    maren = Account.objects.get(name__startswith="Maren")
    return imports.keep(account=maren, file_name=name, original=original, today=DAY)


def _reply() -> ReceivedMail:
    """What somebody wrote back to a letter of the house."""
    if not ReceivedMail.objects.replies().exists():
        letter = OutboxMail.objects.filter(cause__startswith="invitation:").first()
        assert letter is not None
        raw = (
            f"From: {letter.recipient}\r\nTo: office@larkmoor.example\r\nSubject: Re\r\n"
            f"In-Reply-To: {message_id(letter)}\r\n\r\nMay I bring my sister?\r\n"
        )
        receiving.take(raw.encode(), today=DAY)
    return ReceivedMail.objects.replies()[0]


def _in_room(model: Any, **fits: Any) -> Any:
    return model.objects.filter(meeting__code=ROOM, **fits).first()


def _guest(**fits: Any) -> Any:
    return _in_room(Participant, place="confirmed", capacity="participant", person__is_sealed=False, **fits)


def _person(*, is_sealed: bool = False) -> Person:
    return Person.objects.filter(is_sealed=is_sealed, posts__isnull=is_sealed).order_by("full_name")[0]


def way_of_a_guest() -> str:
    """The personal page of somebody who has a place, as the letter says it."""
    letter = OutboxMail.objects.get(cause=_guest(person__full_name__startswith="Aino").invitation.mail_cause)
    return re.findall(r"/invitations/[A-Za-z0-9_-]+/", letter.body)[0]


def _leaving() -> HandingOver:
    """A colleague is to take over from another, and waits for a director."""
    giver, taker = (Account.objects.get(name__startswith=name) for name in ("Tobias", "Salma"))
    asked = {"taker": taker, "asked_on": DAY}
    return HandingOver.objects.get_or_create(giver=giver, meeting_code=LEFT, defaults=asked)[0]


def note(state: NoteState) -> Note:
    """The notes of the room that are open, or sealed."""
    return Note.objects.get(meeting_code=ROOM, state=state)


def point(name: str) -> Any:
    """A point of the notes that stand in this address."""
    held = note(NoteState.sealed if name == "review_point" else NoteState.open)
    return held.points.order_by("key")[0].pk


OBJECTS: dict[str, Callable[[], Any]] = {
    **dict.fromkeys(
        ("note", "note_points", "note_print", "note_ticket", "note_shell", "note_worker"),
        lambda: note(NoteState.open),
    ),
    **dict.fromkeys(("reword_point", "import_notes"), lambda: note(NoteState.open)),
    **dict.fromkeys(("review", "review_point", "review_together"), lambda: note(NoteState.sealed)),
    "take_back_released": lambda: ReleasedPoint.objects.filter(meeting_code=ROOM).order_by("key")[0],
    **dict.fromkeys(("regime", "regime_card", "opening_words"), lambda: planned.session(ROOM)),
    "meeting_handing_over": _leaving,
    "round_groups": lambda: planned.session(ROOM, Kind.breakout),
    "group_person": _guest,
    "day": lambda: planned.day(ROOM),
    "session": lambda: planned.session(ROOM),
    "add_assignment": lambda: planned.session(ROOM),
    "assignment": lambda: planned.assignment(ROOM),
    "briefing": lambda: planned.assignment(ROOM),
    "room": lambda: planned.room(ROOM),
    "availability_of": _guest,
    "door_lists": lambda: planned.session(ROOM, Kind.breakout),
    "axis": Axis.objects.first,
    "add_constituency": Axis.objects.first,
    "constituency": Constituency.objects.first,
    "crossing": Crossing.objects.first,
    "candidate": lambda: _in_room(Candidate, stage=Stage.proposed),
    "ask_partner": lambda: Partner.objects.get(meeting__code=ROOM),
    "revise_nomination": lambda: _in_room(Nomination),
    "invitation_page": lambda: _in_room(Invitation, state="sent"),
    "invitation_paper": lambda: _in_room(Invitation, state="sent"),
    "change_reply_by": lambda: _in_room(Invitation, state="sent"),
    "enter_reply": lambda: _in_room(Invitation, state="sent"),
    "prepare_invitation_again": lambda: _in_room(Invitation, state="sent"),
    "withdraw_invitation": lambda: _in_room(Invitation, state="sent"),
    "letter_preview": lambda: OutboxMail.objects.filter(cause__startswith="invitation:").first(),
    "logistics_needs": _guest,
    "logistics_needs_file": _guest,
    "logistics_ask_letter": _guest,
    "logistics_letter": lambda: _in_room(VisaLetter),
    "drop_out": _guest,
    "person": _person,
    "edit_person": _person,
    "forget_person": _person,
    "held": _person,
    "seal_person": _person,
    "open_person": lambda: _person(is_sealed=True),
    "rename_person": lambda: _person(is_sealed=True),
    "unseal_person": lambda: _person(is_sealed=True),
    "organisation": Organisation.objects.first,
    "outbox_reply": _reply,
    "import_preview": _read,
    "import_columns": _read,
    "import_progress": _taken_in,
}
