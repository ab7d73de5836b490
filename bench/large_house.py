"""A house with one meeting of 55 guests, which then grows to 5,000 people and 200 meetings; written in bulk."""

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any

CODE = "BENCH1"
# Of 69 who were asked, 55 have a place.
ASKED, GUESTS, CLEARED, MEETINGS, PEOPLE = 69, 55, 20, 200, 5_000


def colleague() -> Any:
    """Somebody who invites on the one meeting."""
    from underrose.access.models import Account, Grant
    from underrose.access.roles import Role

    account = Account.objects.create(name="Bench", email="bench@house.example")
    Grant.objects.create(account=account, role=Role.PROJECT_MANAGER, meeting_code=CODE)
    return account


def browser(account: Any) -> Any:
    """A browser in which they have just signed in."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def known(code: str, number: int, today: dt.date) -> list[Any]:
    """Invented people, each with a post, an address and a number."""
    from underrose.people.actions import persons
    from underrose.people.particulars import Particulars, PostHeld

    countries = ("KEN", "CHE", "NOR", "IDN", "PER")
    return persons.introduce_many(
        [
            Particulars(
                full_name=f"Guest{one} {code.title()}",
                given_name=f"Guest{one}",
                family_name=code.title(),
                country=countries[one % 5],
                languages=("en", "fr") if one % 3 else ("en",),
                mails=(f"guest{one}.{code.lower()}@bench.example",),
                telephones=(f"+44 1632 96{one % 10_000:04}",),
                posts=(
                    PostHeld(title="Adviser", organisation=f"Office {one % 40}", country=countries[one % 5]),
                ),
            )
            for one in range(number)
        ],
        today=today,
    )


def room(code: str, guests: int, cleared: int, today: dt.date) -> Any:
    """A meeting with its brief, its candidates, letters, answers and needs; written in bulk."""
    from underrose.concept.models import Meeting, Venue
    from underrose.participation.models import Brief, Candidate, Stage

    venue, _new = Venue.objects.get_or_create(
        name="Larkmoor House", town="Larkmoor", defaults={"time_zone": "Europe/London"}
    )
    meeting = Meeting.objects.create(
        code=code,
        title=f"Rivers and rights, {code}",
        start_on=today + dt.timedelta(days=90),
        end_on=today + dt.timedelta(days=92),
        venue=venue,
        opened_on=today,
    )
    brief = Brief.objects.create(meeting=meeting, cap=GUESTS)
    people = known(code, guests + cleared, today)
    candidates = Candidate.objects.bulk_create(
        Candidate(
            meeting=meeting,
            person=one,
            stage=Stage.invited if place < guests else Stage.cleared,
            why="",
            listed_on=today,
        )
        for place, one in enumerate(people)
    )
    stand_for(brief, candidates)
    answered(meeting, candidates[:guests], today)
    open_wave(meeting, candidates[guests:], today)
    return meeting


def stand_for(brief: Any, candidates: Sequence[Any]) -> None:
    from underrose.participation.models import Axis, Constituency, Standing

    for place, feature in enumerate(("region", "sector")):
        axis = Axis.objects.create(brief=brief, feature=feature, label=feature.title(), position=place)
        found = Constituency.objects.bulk_create(
            Constituency(
                axis=axis,
                value=f"{feature}-{number}",
                label=f"{feature} {number}",
                minimum=5,
                position=number,
            )
            for number in range(5)
        )
        Standing.objects.bulk_create(
            Standing(candidate=one, constituency=found[(number + place) % 5])
            for number, one in enumerate(candidates)
        )


def answered(meeting: Any, candidates: Sequence[Any], today: dt.date) -> None:
    """Four of five have a place; the others wait for somebody's word."""
    from underrose.kit.models import MailState, OutboxMail
    from underrose.participation.models import Invitation, InvitationState, Listing, Needs, Participant

    states = [
        InvitationState.accepted if place % 5 else InvitationState.sent for place in range(len(candidates))
    ]
    invited = [
        Invitation(
            meeting=meeting,
            candidate=one,
            number=place,
            state=states[place - 1],
            reply_by=today + dt.timedelta(days=14),
            prepared_on=today,
        )
        for place, one in enumerate(candidates, 1)
    ]
    for one in invited:
        one.mail_cause = f"invitation:{one.key}:1"
    Invitation.objects.bulk_create(invited)
    OutboxMail.objects.bulk_create(
        OutboxMail(
            meeting_code=meeting.code,
            cause=one.mail_cause,
            scope=str(meeting.key),
            recipient="guest@bench.example",
            label=one.candidate.person.full_name,
            subject="An invitation",
            body="Dear guest, " * 100,
            state=MailState.SENT,
            queued_on=today,
            finished_on=today,
        )
        for one in invited
    )
    guests = Participant.objects.bulk_create(
        Participant(
            meeting=meeting,
            person=one.candidate.person,
            invitation=one,
            since=today,
            has_said_how_listed=True,
            listed_to_participants=Listing.by_name,
        )
        for one in invited
        if one.state == InvitationState.accepted
    )
    told = needs_of()
    Needs.objects.bulk_create(Needs(participant=one, content=told, updated_on=today) for one in guests)


def needs_of() -> str:
    """What a guest has said of journey and meals, as it is kept."""
    from underrose.participation import needs

    return needs.as_text(needs.NeedsContent())


def open_wave(meeting: Any, candidates: Sequence[Any], today: dt.date) -> None:
    from underrose.participation.models import Wave, WavePlace

    if candidates:
        wave = Wave.objects.create(meeting=meeting, number=1, made_on=today)
        WavePlace.objects.bulk_create(WavePlace(wave=wave, candidate=one) for one in candidates)


def grow(account: Any, today: dt.date) -> None:
    """As many people and meetings as a large house has; the colleague invites on all of them."""
    from django.db import transaction

    from underrose.access.models import Grant
    from underrose.access.roles import Role

    each = (PEOPLE - ASKED - 2 * CLEARED) // (MEETINGS - 1)
    with transaction.atomic():
        for number in range(1, MEETINGS):
            room(f"G{number:03}", each, 0, today)
        Grant.objects.bulk_create(
            Grant(account=account, role=Role.PROJECT_MANAGER, meeting_code=f"G{number:03}")
            for number in range(1, MEETINGS)
        )
