"""The room of one meeting of the demonstration: brief, candidates, waves and answers, through the same verbs as real ones."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from underrose.access import links
from underrose.access.holders import Holder
from underrose.concept.models import Meeting, Partner
from underrose.kit import mail
from underrose.pages import (
    demonstration_logistics,
    demonstration_people,
    demonstration_programme,
    demonstration_said,
)
from underrose.participation.actions import (
    briefs,
    candidates,
    clearances,
    invitations,
    nominations,
    participants,
    replies,
    waves,
)
from underrose.participation.models import (
    Brief,
    Candidate,
    Capacity,
    Channel,
    Clearance,
    ClearanceState,
    Constituency,
    Crossing,
    Invitation,
    Participant,
    Stage,
)
from underrose.participation.named import Named
from underrose.people.models import Person

Told = Mapping[str, Any]


@dataclass(frozen=True)
class Room:
    """What is being laid out: the meeting, the words of the lists, who acts, and the day it is."""

    meeting: Meeting
    told: Told
    director: Holder
    manager: Holder
    now: datetime

    def day(self, ago: int) -> date:
        return self.now.date() - timedelta(days=ago)


def furnish(meeting: Meeting, folder: Path, *, director: Holder, manager: Holder, now: datetime) -> None:
    """Everything from the brief to what guests need."""
    told, people = _read(folder / "room.toml"), _read(folder / "people.toml")
    room = Room(meeting, told, director, manager, now)
    first = room.day(told["candidates"]["listed_ago"])
    known = demonstration_people.introduce(people["people"], code=meeting.code, by=director, today=first)
    brief = _brief(room)
    listed = _candidates(room, known)
    _protected(room, brief, listed)
    _cleared(
        room, listed, Partner.objects.select_related("meeting").get(meeting=meeting, name=told["partner"])
    )
    _nomination(room)
    for wave in told["waves"]:
        _wave(room, brief, wave, listed)
    guests = _guests(meeting, listed, now)
    _answers(room, guests)
    known |= _staff(room, brief, people["staff"])
    demonstration_logistics.furnish(room, {key: one for key, (one, _by) in guests.items()}, folder)
    demonstration_programme.furnish(room, _placed(meeting, known), folder)
    demonstration_said.furnish(room, folder)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _brief(room: Room) -> Brief:
    """Drawn from the note; then what is asked of each group, by its name."""
    told = dict(room.told["brief"])
    today = room.day(told.pop("drawn"))
    targets, usual, crossings = told.pop("targets"), told.pop("usual_axes"), told.pop("crossings")
    act: dict[str, Any] = {"by": room.director, "today": today}
    brief = briefs.draw(room.meeting, **act)
    for number, feature in enumerate(usual, 1):
        briefs.add_usual_axis(brief, feature, edition=number, **act)
    edition = brief.edition + len(usual)
    briefs.write_assumptions(brief, edition=edition, **act, **told)
    groups = {one.label: one for one in Constituency.objects.filter(axis__brief=brief)}
    bounds = {groups[name].key: bound for name, bound in targets.items()}
    briefs.write_bounds(brief, bounds, edition=edition + 1, **act)
    for number, crossing in enumerate(crossings, edition + 2):
        one, other = (groups[name] for name in crossing["groups"])
        made = Crossing(brief=brief, one=one, other=other)
        briefs.write_crossing(made, edition=number, minimum=crossing["minimum"], **act)
    return Brief.objects.select_related("meeting").get(key=brief.key)


def _candidates(room: Room, known: Mapping[str, Person]) -> dict[str, Candidate]:
    """Everybody on the long list, most of them proposed."""
    told = room.told["candidates"]
    candidates.add(room.meeting, known.values(), by=room.manager, today=room.day(told["listed_ago"]))
    listed = _listed(room.meeting, known)
    aside = {*told["long_list"], *told["set_aside"]}
    proposed = [one for key, one in listed.items() if key not in aside]
    act: dict[str, Any] = {"by": room.director, "today": room.day(told["proposed_ago"])}
    candidates.move(proposed, Stage.proposed, **act)
    candidates.move([listed[key] for key in told["set_aside"]], Stage.set_aside, **act)
    candidates.set_must_have([listed[key] for key in told["must_have"]], is_must_have=True, **act)
    listed = _listed(room.meeting, known)
    for key in told["speakers"]:
        one = listed[key]
        candidates.write(one, revision=one.revision, capacity=Capacity.speaker, **act)
    return _listed(room.meeting, known)


def _listed(meeting: Meeting, known: Mapping[str, Person]) -> dict[str, Candidate]:
    rows = Candidate.objects.filter(meeting=meeting).select_related("person", "meeting__venue")
    by_person = {row.person_id: row for row in rows}
    return {key: by_person[person.key] for key, person in known.items()}


def _protected(room: Room, brief: Brief, listed: Mapping[str, Candidate]) -> None:
    groups = {one.label: one for one in Constituency.objects.filter(axis__brief=brief)}
    today = room.day(room.told["candidates"]["proposed_ago"])
    for key, names in room.told["candidates"]["stands_for"].items():
        found = [groups[name] for name in names]
        one = listed[key]
        candidates.write(one, by=room.manager, revision=one.revision, today=today, constituencies=found)


def _cleared(room: Room, listed: Mapping[str, Candidate], partner: Partner) -> None:
    """One round is answered; a second, with those who came later, waits for the partner."""
    told = room.told["candidates"]
    later = {*told["proposed"], *told["long_list"], *told["set_aside"]}
    first = [one for key, one in listed.items() if key not in later]
    contact = room.told["clearance"]
    to = clearances.Recipient(contact["name"], contact["mail"])
    round_ = _asked(room, partner, first, to, told["proposed_ago"])
    vetoed = {listed[key].key for key in told["vetoed"]}
    words = {
        row.key: clearances.Word(ClearanceState.vetoed, contact["veto_reason"])
        if row.candidate_id in vetoed
        else clearances.Word(ClearanceState.cleared)
        for row in Clearance.objects.filter(round=round_).defer("reason")
    }
    answered = room.day(told["cleared_ago"])
    holder = _holder("clearance", round_.key, room.now)
    clearances.say(round_, words, by=holder, today=answered)
    _asked(room, partner, [listed[key] for key in told["proposed"]], to, contact["asked_again"])


def _asked(
    room: Room, partner: Partner, shown: Sequence[Candidate], to: clearances.Recipient, ago: int
) -> Any:
    fresh = Candidate.objects.filter(key__in=[one.key for one in shown]).select_related("person", "meeting")
    asked = clearances.ask(partner, fresh, to, by=room.manager, now=room.now - timedelta(days=ago))
    assert asked.round is not None
    _let_go(room, f"clearance:{asked.round.key}:")
    return asked.round


def _nomination(room: Room) -> None:
    """An organisation has named some of those it may."""
    told = dict(room.told["nomination"])
    asked, named = told.pop("asked"), told.pop("named")
    open_until = room.now.date() + timedelta(days=told.pop("open_for"))
    house = told.pop("organisation")
    asked_at = room.now - timedelta(days=asked)
    found = nominations.ask(room.meeting, house, by=room.manager, now=asked_at, open_until=open_until, **told)
    _let_go(room, f"nomination:{found.key}:")
    holder = _holder("nomination", found.key, room.now)
    for facts in named:
        nominations.name_person(found, Named(**facts), by=holder, today=asked_at.date() + timedelta(days=3))


def _wave(room: Room, brief: Brief, told: Told, listed: Mapping[str, Candidate]) -> None:
    act: dict[str, Any] = {"by": room.manager, "today": room.day(told["sent"])}
    wave = waves.begin_by_hand(brief, **act)
    keys = [listed[key].key for key in told["guests"]]
    for one in Candidate.objects.filter(key__in=keys).select_related("person"):
        waves.put_in(wave, one, **act)
    prepared = waves.prepare(wave, **act)
    assert prepared.refusals == ()
    letters = mail.of_cause("invitation:", room.meeting.code)
    invitations.send(room.meeting, list(letters.defer("body")), **act)


def _guests(
    meeting: Meeting, listed: Mapping[str, Candidate], now: datetime
) -> dict[str, tuple[Invitation, Holder]]:
    """Each guest's invitation, and the guest as whoever follows the link in the letter."""
    rows = Invitation.objects.filter(meeting=meeting).select_related("candidate__person", "meeting__venue")
    by_candidate = {row.candidate_id: row for row in rows}
    return {
        key: (by_candidate[one.key], _holder("invitation", by_candidate[one.key].key, now))
        for key, one in listed.items()
        if one.key in by_candidate
    }


def _answers(room: Room, guests: Mapping[str, tuple[Invitation, Holder]]) -> None:
    verbs = {"accepted": replies.accept, "declined": replies.decline, "tentative": replies.say_tentative}
    for told in room.told["replies"]["answers"]:
        invitation, guest = guests[told["key"]]
        channel = Channel(told.get("channel", "page"))
        by = guest if channel == Channel.page else room.manager
        reason = {"reason": told["reason"]} if "reason" in told else {}
        verb: Any = verbs[told["answer"]]
        verb(invitation, by=by, today=room.day(told["ago"]), channel=channel, **reason)
    for told in room.told["substitutes"]:
        invitation, guest = guests[told["key"]]
        proposed = replies.Proposed(told["name"], told["mail"], told["words"])
        replies.propose_substitute(invitation, by=guest, proposed=proposed, today=room.day(told["ago"]))


def _staff(room: Room, brief: Brief, rows: Iterable[Told]) -> dict[str, Person]:
    told = list(rows)
    today = room.day(room.told["staff_ago"])
    known = demonstration_people.introduce(told, code=room.meeting.code, by=room.manager, today=today)
    for row in told:
        capacity = Capacity(row["capacity"])
        participants.add_staff(brief, known[row["key"]], by=room.manager, capacity=capacity, today=today)
    return known


def _placed(meeting: Meeting, known: Mapping[str, Person]) -> dict[str, Participant]:
    """Everybody with a place, by the key of the list."""
    rows = Participant.objects.filter(meeting=meeting).confirmed().select_related("meeting", "person")
    by_person = {row.person_id: row for row in rows}
    return {key: by_person[person.key] for key, person in known.items() if person.key in by_person}


def _let_go(room: Room, prefix: str) -> None:
    mail.release_many(mail.of_cause(prefix, room.meeting.code))


def _holder(kind: str, key: UUID, now: datetime) -> Holder:
    return Holder(link=links.current(kind, key, now))
