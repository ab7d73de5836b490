"""Guests who have their letter and have opened their page, for the benches of answers and of lists."""

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATABASES = ("UNDERROSE_DATABASE_URL", "UNDERROSE_DIALOGUE_URL")


@dataclass(frozen=True, slots=True)
class Guest:
    """A personal page, and the browser that knows it."""

    page: str
    device: str  # the cookie, with its name
    csrf: str


def settle(home: Path, *, keeps_databases: bool = False) -> None:
    """A home of its own: no setting of a real installation reaches the bench."""
    kept = DATABASES if keeps_databases else ()
    for name in [name for name in os.environ if name.startswith("UNDERROSE_") and name not in kept]:
        del os.environ[name]
    os.environ["UNDERROSE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "underrose.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate_all", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def asked(code: str, number: int, cap: int | None) -> list[Guest]:
    """A meeting whose guests have their letter and have opened their page; written in bulk, as the verbs would have."""
    from django.db import transaction
    from django.utils import timezone

    from underrose.concept.models import Meeting, Venue
    from underrose.participation.models import Brief, Candidate, Invitation, InvitationState, Stage
    from underrose.people.actions import persons
    from underrose.people.particulars import Form, Particulars, PostHeld

    today = timezone.localdate()
    venue, _new = Venue.objects.get_or_create(
        name="Larkmoor House", town="Larkmoor", defaults={"time_zone": "Europe/London"}
    )
    meeting = Meeting.objects.create(
        code=code,
        title="Rivers and rights: who speaks for open water",
        start_on=today + dt.timedelta(days=90),
        end_on=today + dt.timedelta(days=92),
        venue=venue,
        opened_on=today,
    )
    Brief.objects.create(meeting=meeting, cap=cap)
    known = persons.introduce_many(
        [
            Particulars(
                full_name=f"Guest{one} Tester",
                given_name=f"Guest{one}",
                family_name="Tester",
                languages=("en",),
                mails=(f"guest{one}.{code.lower()}@bench.example",),
                telephones=(f"+44 1632 96{one % 10_000:04}",),
                posts=(PostHeld(title="Adviser", organisation=f"Office {one % 50}"),),
                forms=(Form("en", f"Ms Guest{one} Tester", f"Dear Ms Tester {one}"),),
            )
            for one in range(number)
        ],
        today=today,
    )
    listed = Candidate.objects.bulk_create(
        Candidate(meeting=meeting, person=one, stage=Stage.invited, why="", listed_on=today) for one in known
    )
    invited = Invitation.objects.bulk_create(
        Invitation(
            meeting=meeting,
            candidate=one,
            number=place,
            state=InvitationState.sent,
            reply_by=today + dt.timedelta(days=14),
            prepared_on=today,
        )
        for place, one in enumerate(listed, 1)
    )
    with transaction.atomic():
        return [browser_of(one, code, today) for one in with_letters(invited, code)]


def with_letters(invited: Sequence[Any], code: str) -> Sequence[Any]:
    """The letters that went out, as the outbox keeps them, and the line in each history."""
    from underrose.kit.models import MailState, OutboxMail
    from underrose.people.models import HistoryLine

    for one in invited:
        one.mail_cause = f"invitation:{one.key}:1"
    type(invited[0]).objects.bulk_update(invited, ["mail_cause"], batch_size=400)
    OutboxMail.objects.bulk_create(
        OutboxMail(
            meeting_code=code,
            cause=one.mail_cause,
            scope=str(one.meeting_id),
            recipient="guest@bench.example",
            label="Guest Tester",
            subject="An invitation",
            body="Dear guest, " * 100,
            template="kit/mail/letter",
            state=MailState.SENT,
            queued_on=one.prepared_on,
            finished_on=one.prepared_on,
        )
        for one in invited
    )
    HistoryLine.objects.bulk_create(
        HistoryLine(
            person_id=one.candidate.person_id, kind="invited", meeting_code=code, happened_on=one.prepared_on
        )
        for one in invited
    )
    return invited


def browser_of(invitation: Any, code: str, today: dt.date) -> Guest:
    """A device that has pressed the button before."""
    from django.middleware.csrf import _get_new_csrf_string
    from django.utils import timezone

    from underrose.access import devices, links

    link, token = links.issue("invitation", invitation.key, code, timezone.now())
    device = devices.called(link, "")
    devices.bind_first(link, device, today)
    return Guest(f"/invitations/{token}/", f"{devices.cookie_name(link)}={device}", _get_new_csrf_string())
