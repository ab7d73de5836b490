"""The people of the demonstration, from a list in `examples/`: into the address book, and some of them protected."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from underrose.access.holders import Holder
from underrose.people.actions import persons, sealing
from underrose.people.models import Person
from underrose.people.particulars import Particulars, PostHeld

Told = Mapping[str, Any]


def introduce(rows: Iterable[Told], *, code: str, by: Holder, today: date) -> dict[str, Person]:
    """Everybody by the key of the list; whoever has an alias there is protected, and the meeting may know who it is."""
    told = list(rows)
    found = persons.introduce_many([_facts(row) for row in told], today=today)
    people = {row["key"]: person for row, person in zip(told, found, strict=True)}
    for row in told:
        if "alias" in row:
            person = people[row["key"]]
            people[row["key"]] = sealing.seal(
                person, by=by, alias=row["alias"], today=today, meeting_codes=[code]
            )
    return people


def _facts(row: Told) -> Particulars:
    post = PostHeld(
        title=row["title"],
        organisation=row["organisation"],
        country=row["country"],
        sector=row.get("sector", ""),
        duty_station=row.get("station", ""),
    )
    return Particulars(
        full_name=row["name"],
        native_name=row.get("native", ""),
        given_name=row["given"],
        family_name=row["family"],
        gender=row["gender"],
        languages=tuple(row["languages"]),
        country=row["country"],
        mails=(row["mail"],),
        telephones=(row["telephone"],),
        posts=(post,),
    )
