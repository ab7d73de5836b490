"""The verbs: load the reference data, word the note on a disputed status, record who supports an initiative."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from underrose.access.holders import Holder
from underrose.access.record import record
from underrose.context import gazetteer, rules, sources
from underrose.context.folding import fold
from underrose.context.models import (
    Area,
    AreaKind,
    AreaName,
    Article,
    Body,
    Goal,
    Initiative,
    Pillar,
    PreventionStage,
    PreventionTask,
    Reference,
    RegionalGroup,
    RegionalGroupMembership,
    Supporter,
    Target,
    Treaty,
)
from underrose.kit.models import Row
from underrose.kit.refusals import Refused, require

Wanted = list[dict[str, Any]]
Kind = TypeVar("Kind", bound=Row)


@dataclass
class Loaded:
    """What loading did: rows that came, that changed, that went; rows held in vain since the files dropped them."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    dropped: int = 0


@transaction.atomic
def load_reference(now: datetime) -> Loaded:
    """Bring the database in step with the committed files. Doing it again changes nothing.

    A row that other sections may point to is never removed; notes and supporters written by people stay.
    """
    loaded = Loaded()
    areas = _load_areas(loaded)
    _load_names(loaded, areas)
    _load_groups(loaded, areas)
    bodies = _load_bodies(loaded)
    _load_treaties(loaded, bodies)
    _load_rights_and_goals(loaded)
    _load_peace(loaded)
    _load_initiatives(loaded, areas)
    _note_files(loaded, now)
    return loaded


@transaction.atomic
def word_status_note(area: Area, *, note: str, by: Holder, today: date) -> Area:
    """Say in the house's own words how it speaks of a place on whose status states differ."""
    require(rules.may_word_status_note(area, by))
    area.status_note, area.is_note_ours = note.strip(), True
    area.save(update_fields=["status_note", "is_note_ours"])
    record(by, "worded", "status note", area.pk, today=today)
    return area


@transaction.atomic
def record_supporters(
    initiative: Initiative, *, names: Iterable[str], as_of: date, by: Holder, today: date
) -> list[Supporter]:
    """Keep a list of supporters as it was written on its day; the list before it goes. Unknown names refuse the whole."""
    require(rules.may_record_supporters(by))
    written = {name: gazetteer.load().resolve(name, on=as_of) for name in dict.fromkeys(names)}
    unknown = [name for name, area in written.items() if area is None or area.standing == "region"]
    if unknown:
        raise Refused(_("These names are not known here: %(names)s.") % {"names": ", ".join(unknown)})
    codes = [area.code for area in written.values() if area]
    areas = {area.code: area for area in Area.objects.filter(code__in=codes)}
    rows = {area.code: Supporter(initiative=initiative, area=areas[area.code], as_written=name)
            for name, area in written.items() if area}  # fmt: skip
    initiative.supporters.all().delete()
    initiative.supporters_as_of = as_of
    initiative.save(update_fields=["supporters_as_of"])
    record(by, "recorded", "supporters", initiative.pk, today=today)
    return Supporter.objects.bulk_create(rows.values())


def _load_areas(loaded: Loaded) -> dict[str, Area]:
    ours = dict(Area.objects.filter(is_note_ours=True).values_list("code", "status_note"))
    wanted = [_region(row) for row in sources.rows("regions.csv")]
    wanted += [_own_region(row) for row in sources.toml("own_regions.toml")["region"]]
    wanted += [_country(row) for row in sources.rows("areas.csv")]
    wanted += [_disputed(row) for row in sources.toml("disputed.toml")["area"]]
    for row in wanted:
        row["status_note"] = ours.get(row["code"], row["status_note"])
    return _even(loaded, Area, wanted, own="region")


def _region(row: dict[str, str]) -> dict[str, Any]:
    return _area(row["code"], row["name"], AreaKind.REGION, row["parent"]) | {"numeric": row["code"]}


def _own_region(row: dict[str, Any]) -> dict[str, Any]:
    return _area(row["code"], row["name"], AreaKind.OWN, "") | {"status_note": row["note"]}


def _country(row: dict[str, str]) -> dict[str, Any]:
    return _area(row["code"], row["name"], AreaKind.AREA, row["region"]) | {
        "formal_name": row["formal"],
        "alpha2": row["alpha2"],
        "numeric": row["numeric"],
        "is_least_developed": row["ldc"] == "yes",
        "is_landlocked_developing": row["lldc"] == "yes",
        "is_small_island_developing": row["sids"] == "yes",
    }


def _disputed(row: dict[str, Any]) -> dict[str, Any]:
    return _area(row["code"], row["name"], AreaKind.DISPUTED, row["region"]) | {"status_note": row["note"]}


def _area(code: str, name: str, kind: AreaKind, region: str) -> dict[str, Any]:
    """Everything an area row says, so that a row of each kind is mended in every column."""
    says = dict.fromkeys(("formal_name", "alpha2", "numeric", "status_note"), "")
    flags = dict.fromkeys(
        ("is_least_developed", "is_landlocked_developing", "is_small_island_developing"), False
    )
    return {"code": code, "name": name, "kind": kind, "region": region or None} | says | flags


def _load_names(loaded: Loaded, areas: dict[str, Area]) -> None:
    wanted = [
        {
            "area": areas[one.code],
            "name": one.as_written,
            "folded": fold(one.as_written),
            "standing": one.standing,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "note": "" if one.standing in {"disputed", "region"} else one.note,
        }
        for one in gazetteer.load().names()
    ]
    _even(loaded, AreaName, wanted, by=("area", "name"), removes=True)


def _load_groups(loaded: Loaded, areas: dict[str, Area]) -> None:
    listed = sources.toml("groups.toml")["group"]
    groups = _even(loaded, RegionalGroup, [{"code": one["code"], "name": one["name"]} for one in listed])
    members = [
        {"area": areas[code], "group": groups[one["code"]]}
        for one in listed
        for code in one["members"].split()
    ]
    _even(loaded, RegionalGroupMembership, members, by=("area",), removes=True)


def _load_bodies(loaded: Loaded) -> dict[str, Body]:
    wanted: Wanted = [{**row, "parent": row["parent"] or None} for row in sources.rows("bodies.csv")]
    return _even(loaded, Body, wanted, own="parent")


def _load_treaties(loaded: Loaded, bodies: dict[str, Body]) -> None:
    wanted = [
        {
            "code": one["code"],
            "name": one["name"],
            "adopted_on": one["adopted"],
            "in_force_on": one["in_force"],
            "symbol": one["symbol"],
            "body": bodies[one["body"]],
            "protocol_to": one.get("to"),
        }
        for one in sources.toml("treaties.toml")["treaty"]
    ]
    _even(loaded, Treaty, wanted, own="protocol_to")


def _load_rights_and_goals(loaded: Loaded) -> None:
    labels = sources.toml("udhr.toml")["labels"]
    _even(
        loaded, Article, [{"number": int(n), "label": label} for n, label in labels.items()], by=("number",)
    )
    listed = [{"number": int(row["number"]), "label": row["label"]} for row in sources.rows("goals.csv")]
    goals = _even(loaded, Goal, listed, by=("number",))
    targets = [
        {
            "goal": goals[int(row["code"].split(".")[0])],
            "code": row["code"],
            "label": row["label"],
            "position": position,
        }
        for position, row in enumerate(sources.rows("targets.csv"), start=1)
    ]
    _even(loaded, Target, targets)


def _load_peace(loaded: Loaded) -> None:
    peace = sources.toml("peace.toml")
    pillars = [{**row, "number": number} for number, row in enumerate(peace["pillar"], start=1)]
    _even(loaded, Pillar, pillars)
    _even(loaded, PreventionStage, peace["stage"])
    _even(loaded, PreventionTask, peace["task"])


def _load_initiatives(loaded: Loaded, areas: dict[str, Area]) -> None:
    wanted = [
        {
            "code": one["code"],
            "name": one["name"],
            "started_on": one["started"],
            "lead": areas[one["lead"]],
            "place": one["place"],
            "symbol": one.get("symbol", ""),
            "note": one["note"],
        }
        for one in sources.toml("initiatives.toml")["initiative"]
    ]
    _even(loaded, Initiative, wanted)


def _note_files(loaded: Loaded, now: datetime) -> None:
    known = {file.name: file for file in Reference.objects.all()}
    wanted = []
    for name in sources.names():
        said = sources.source(name)
        digest = hashlib.sha256((sources.FOLDER / name).read_bytes()).hexdigest()
        is_same = name in known and known[name].digest == digest
        wanted.append(
            {
                "name": name,
                "version": said.version,
                "day": said.day,
                "source": said.source,
                "licence": said.licence,
                "note": said.note,
                "digest": digest,
                "loaded_at": known[name].loaded_at if is_same else now,
            }
        )
    _even(loaded, Reference, wanted, by=("name",), removes=True)


def _even(
    loaded: Loaded,
    model: type[Kind],
    wanted: Wanted,
    *,
    by: tuple[str, ...] = ("code",),
    own: str = "",
    removes: bool = False,
) -> dict[Any, Kind]:
    """Make a table say what is wanted, in at most four queries. `own` is a field that names a row of the same table."""
    held = {_name(row, by): row for row in model._default_manager.all()}
    rows = {_wanted_name(values, by): model() for values in wanted} | {
        name: held[name] for name in (_wanted_name(values, by) for values in wanted) if name in held
    }
    changed = []
    for values in wanted:
        name = _wanted_name(values, by)
        meant = {**values, own: rows[values[own]] if values[own] else None} if own else values
        if _takes(rows[name], meant) and name in held:
            changed.append(rows[name])
    new = [row for name, row in rows.items() if name not in held]
    gone = [row.pk for name, row in held.items() if name not in rows]
    _write(model, new, changed, list(wanted[0]), gone if removes else [])
    loaded.added += len(new)
    loaded.changed += len(changed)
    loaded.removed += len(gone) if removes else 0
    loaded.dropped += 0 if removes else len(gone)
    return rows


def _write(
    model: type[Kind], new: list[Kind], changed: list[Kind], fields: list[str], gone: list[Any]
) -> None:
    if gone:
        model._default_manager.filter(pk__in=gone).delete()
    if new:
        model._default_manager.bulk_create(new)
    if changed:
        model._default_manager.bulk_update(changed, fields)


def _name(row: models.Model, by: tuple[str, ...]) -> Any:
    parts = tuple(_held(row, field) for field in by)
    return parts if len(parts) > 1 else parts[0]


def _wanted_name(values: dict[str, Any], by: tuple[str, ...]) -> Any:
    parts = tuple(_plain(values[field]) for field in by)
    return parts if len(parts) > 1 else parts[0]


def _takes(row: models.Model, values: dict[str, Any]) -> bool:
    """Give a row its values; whether any was another before."""
    before = [_held(row, field) for field in values]
    for field, value in values.items():
        setattr(row, field, value)
    return before != [_plain(value) for value in values.values()]


def _held(row: models.Model, field: str) -> Any:
    """A column as it stands; of a row pointed to, its key, without fetching it."""
    return row.serializable_value(field)


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
