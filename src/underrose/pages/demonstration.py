"""The invented house of the demonstration: people, series and notes from `examples/`, through the same verbs as real ones."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from underrose.access import actions as access
from underrose.access.holders import HOUSE, Holder, holder_of
from underrose.access.models import Account
from underrose.access.roles import Role
from underrose.concept import understood
from underrose.concept.actions import approvals, imports, publishing
from underrose.concept.models import Meeting, Series, Venue
from underrose.concept.note.reading import understand
from underrose.context import gazetteer
from underrose.kit.templatetags.kit import weekdays
from underrose.methods.documents.readers import markdown
from underrose.pages import demonstration_room

HOUSE_FOLDER = settings.PROJECT / "examples" / "larkmoor"
WEDNESDAY = 2
Progress = Callable[[str], None]


def is_loaded() -> bool:
    return Meeting.objects.exists()


@transaction.atomic
def load(
    now: datetime, progress: Progress, folder: Path = HOUSE_FOLDER, *, is_furnished: bool = True
) -> None:
    """The whole house, dated around the day it is loaded; bare, it has notes and nobody who is invited."""
    plan = tomllib.loads((folder / "house.toml").read_text(encoding="utf-8"))
    access.found_institution(
        plan["name"],
        home_country=plan["home_country"],
        logo_words=plan["logo_words"],
        contact=plan["contact"],
    )
    Series.objects.create(slug="larkmoor-dialogues-on-rights-and-prevention", **plan["series"])
    Venue.objects.create(**plan["venue"])
    progress("people")
    accounts = [_account(person) for person in plan["accounts"]]
    director = holder_of(accounts[0])
    for meeting in plan["meetings"]:
        progress(meeting["reference"])
        _meeting(meeting, plan, folder, director, now)
    for person in plan["accounts"]:
        _grants(person, [meeting["reference"] for meeting in plan["meetings"]])
    if is_furnished:
        _furnish(
            [meeting["reference"] for meeting in plan["meetings"] if meeting.get("has_room")],
            folder,
            now,
            progress,
        )


def _furnish(codes: list[str], folder: Path, now: datetime, progress: Progress) -> None:
    manager = holder_of(Account.objects.get(grants__role=Role.PROJECT_MANAGER, grants__meeting_code=codes[0]))
    for code in codes:
        progress(f"the room of {code}")
        meeting = Meeting.objects.select_related("venue").get(code=code)
        demonstration_room.furnish(meeting, folder, director=_director(), manager=manager, now=now)


def _account(person: dict[str, Any]) -> Account:
    first = next(iter(person.get("house_roles", [])), None)
    return access.add_first(person["email"], name=person["name"], role=Role(first) if first else None)


def _meeting(
    plan: dict[str, Any], house: dict[str, Any], folder: Path, director: Holder, now: datetime
) -> None:
    start_on, end_on = _dates(now.date(), plan["weeks"])
    words = (folder / plan["file"]).read_text(encoding="utf-8").replace("{dates}", weekdays(start_on, end_on))
    note = understood.as_note(understand(markdown.read(words), gazetteer.load()), code=plan["reference"])
    note = replace(note, town=house["venue"]["town"])
    meeting = imports.take_over(note, by=director, today=now.date())
    from underrose.concept.actions import meetings

    if "ordinal" in plan:
        meetings.place_in_series(
            meeting, name=house["series"]["name"], ordinal=plan["ordinal"], by=director, today=now.date()
        )
    if plan["is_announced"]:
        publishing.announce(meeting, by=director, today=now.date())
    for contact in plan.get("partner_contacts", []):
        partner = meeting.partners.select_related("meeting").get(name=contact["partner"])
        approvals.ask(partner, by=director, name=contact["name"], mail_address=contact["mail"], now=now)


def _dates(today: date, weeks: int) -> tuple[date, date]:
    """Wednesday to Friday, that many weeks from now."""
    start_on = today + timedelta(weeks=weeks)
    start_on += timedelta(days=WEDNESDAY - start_on.weekday())
    return start_on, start_on + timedelta(days=2)


def _grants(person: dict[str, Any], codes: list[str]) -> None:
    account = Account.objects.get(email=person["email"])
    for code in codes:
        for role in person["roles"]:
            if Role(role) is not Role.PROGRAMME_DIRECTOR:
                access.grant(account, role=Role(role), meeting_code=code, by=_director())


def _director() -> Holder:
    return holder_of(Account.objects.get(grants__role=Role.PROGRAMME_DIRECTOR, grants__meeting_code=HOUSE))


def sign_ins() -> Iterator[tuple[str, str]]:
    """Each colleague with the roles they hold."""
    for account in Account.objects.active().prefetch_related("grants").order_by("name"):
        roles = dict.fromkeys(str(Role(grant.role).label) for grant in account.grants.all())
        yield account.name, ", ".join(roles)
