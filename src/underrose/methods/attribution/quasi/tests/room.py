"""A small invented room, and what a row of sentences.toml expects of it."""

import tomllib
from pathlib import Path

from underrose.methods.attribution.values import Person, Roster

_ROWS = (
    # country, region, role, sector, gender, body, works_on
    ("Kenya", "Africa", "lawyer", "civil society", "F", "Harbour Watch", "land rights"),
    ("Kenya", "Africa", "lawyer", "civil society", "M", "Plain Law", "land rights"),
    ("Ghana", "Africa", "judge", "judiciary", "F", "High Court of Ghana", "torture prevention"),
    ("Ghana", "Africa", "journalist", "media", "F", "Coast Daily", "early warning"),
    ("Senegal", "Africa", "human rights defender", "civil society", "M", "Teranga Rights", "torture prevention"),
    ("Mali", "Africa", "human rights defender", "civil society", "F", "Sahel Voices", "land rights"),
    ("Mali", "Africa", "judge", "judiciary", "M", "Court of Appeal", "mediation"),
    ("Peru", "Latin America", "policy-maker", "government", "M", "Ministry of Justice, Peru", "land rights"),
    ("Peru", "Latin America", "journalist", "media", "F", "El Puente", "early warning"),
    ("Brazil", "Latin America", "lawyer", "civil society", "F", "Justiça Aberta", "torture prevention"),
    ("Brazil", "Latin America", "vendor", "business", "M", "Norvale Group", "early warning"),
    ("Norway", "Europe", "diplomat", "government", "F", "Permanent Mission of Norway", "mediation"),
    ("Norway", "Europe", "academic", "academia", "M", "University of the Fjords", "early warning"),
    ("Norway", "Europe", "policy-maker", "government", "F", "Ministry of Foreign Affairs, Norway", "mediation"),
    ("Finland", "Europe", "diplomat", "government", "M", "Permanent Mission of Finland", "mediation"),
    ("Finland", "Europe", "vendor", "business", "F", "Aava Oy", "mediation"),
    ("Kuwait", "Middle East", "diplomat", "government", "M", "Permanent Mission of Kuwait", "early warning"),
    ("Kuwait", "Middle East", "academic", "academia", "F", "Gulf University", "mediation"),
    ("Canada", "North America", "UN official", "international organisation", "F", "UNDP", "early warning"),
    ("France", "Europe", "UN official", "international organisation", "M", "UNDP", "mediation"),
)  # fmt: skip


def people(*rows: tuple[str, ...]) -> Roster:
    return Roster(
        tuple(
            Person(
                key=str(number), countries=(country,) if country else (), regions=(region,) if region else (),
                roles=(role,) if role else (), sectors=(sector,) if sector else (), gender=gender,
                bodies=(body,) if body else (), works_on=(topic,) if topic else (),
            )
            for number, (country, region, role, sector, gender, body, topic) in enumerate(rows)
        )
    )  # fmt: skip


ROOM = people(*_ROWS)


def sentences() -> list[list[str]]:
    table = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))
    return table["says"]


def wanted(said: str) -> dict[str, list[str]]:
    """“role=judge|lawyer;country=Kenya” as constraints."""
    return {axis: values.split("|") for axis, _, values in (part.partition("=") for part in said.split(";"))}
