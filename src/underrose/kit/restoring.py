"""Coming back from a backup, and trying beforehand whether one could."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections, router
from django.db.models import Model

from underrose.kit import dump, keys, retention
from underrose.kit.backup import FORM, Opener, unpacked
from underrose.kit.refusals import Refused
from underrose.kit.sealed import Destroyed, WillNotOpen


class Backup(NamedTuple):
    manifest: dict[str, Any]
    databases: dict[str, dump.Parts]


class Checked(NamedTuple):
    """What a trial restore found: rows opened, values whose key is gone, and what is wrong."""

    tables: int
    rows: int
    keys_gone: int
    faults: tuple[str, ...]

    def and_also(self, other: "Checked") -> "Checked":
        return Checked(
            self.tables + other.tables,
            self.rows + other.rows,
            self.keys_gone + other.keys_gone,
            self.faults + other.faults,
        )


def read(file: Path, opener: Opener) -> Backup:
    members = unpacked(opener.open(file.read_bytes()))
    if "manifest.json" not in members:
        raise Refused("This file opens, but it is not a backup of the databases. Is it one of the keys?")
    manifest = json.loads(members["manifest.json"])
    if manifest["form"] != FORM:
        raise Refused("This backup has a form that this version does not know.")
    databases: dict[str, dump.Parts] = {alias: {} for alias in manifest["databases"]}
    for name, content in members.items():
        alias, is_part, part = name.partition("/")
        if is_part:
            databases[alias][part] = content
    return Backup(manifest, databases)


def check(backup: Backup) -> Checked:
    """Restore into a scratch place and open one row of each table and meeting; the real databases stay as they are."""
    seen = Checked(0, 0, 0, ())
    if backup.manifest["institution"] != str(settings.INSTITUTION):
        other = (
            "The backup belongs to another key folder: what is sealed cannot be opened with the keys here."
        )
        seen = seen._replace(faults=(other,))
    for alias, parts in backup.databases.items():
        said = backup.manifest["databases"][alias]
        try:
            with dump.scratch(alias, said["engine"], parts) as scratch:
                one = _checked(alias, scratch, said["counts"])
        except (DatabaseError, sqlite3.DatabaseError):
            one = Checked(0, 0, 0, (f"The database {alias} in the backup is damaged and cannot be read.",))
        seen = seen.and_also(one)
    return seen


def _checked(alias: str, scratch: str, expected: dict[str, int]) -> Checked:
    found = dump.counts(connections[scratch])
    faults = dump.whole(connections[scratch])
    faults += [f"The table {table} is missing." for table in expected if table not in found]
    faults += [
        f"{table}: {found[table]} rows, {count} expected"
        for table, count in expected.items()
        if found.get(table, count) != count
    ]
    rows, gone = 0, 0
    for model in _models_in(alias, set(found)):
        for row in _samples(model, scratch):
            rows += 1
            gone += _open(row, faults)
    return Checked(len(found), rows, gone, tuple(faults))


def restore(backup: Backup, now: datetime) -> dict[str, int]:
    """Put the backup in place of what stands there, and erase again whatever has had its time since."""
    if backup.manifest["institution"] != str(settings.INSTITUTION):
        raise Refused(
            "This backup belongs to another key folder. Restore the keys first, then the databases."
        )
    for alias, parts in backup.databases.items():
        said = backup.manifest["databases"][alias]
        if connections[alias].vendor != said["engine"]:
            raise Refused(f"The backup is of {said['engine']}; this installation stands on another database.")
        dump.put(alias, parts, said["migrations"])
    call_command("migrate_all", verbosity=0)
    return retention.sweep(now)


def restore_keys(file: Path, opener: Opener, folder: Path) -> int:
    """Bring the keys back into an empty folder, or one that was only just made. A destroyed key stays destroyed."""
    members = unpacked(opener.open(file.read_bytes()))
    if "institution" not in members:
        raise Refused("This file opens, but it holds no keys.")
    if any(folder.glob("*/*.wrapped")) or any(folder.glob("*/*.destroyed")):
        raise Refused(f"{folder} holds keys that are in use. Name an empty folder with --into.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in members.items():
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise Refused("This file holds names that do not belong in a key folder.")
        keys.lay(folder / name, content)
    return len(members)


def _models_in(alias: str, tables: set[str]) -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table in tables and router.db_for_read(model) == alias
    ]


def _samples(model: type[Model], scratch: str) -> Iterator[Model]:
    """One row for each meeting, where the table tells of meetings; else one row."""
    rows = model._default_manager.using(scratch).order_by("pk")
    names = {field.attname for field in model._meta.concrete_fields}
    by = next((name for name in ("meeting_code", "meeting_id") if name in names), None)
    if by is None:
        yield from rows[:1]
        return
    for value in rows.order_by(by).values_list(by, flat=True).distinct():
        yield from rows.filter(**{by: value})[:1]


def _open(row: Model, faults: list[str]) -> int:
    gone = 0
    for field in row._meta.concrete_fields:
        try:
            getattr(row, field.attname)
        except Destroyed:
            gone += 1
        except (WillNotOpen, keys.KeysRefused) as fault:
            faults.append(f"{row._meta.label}: {fault}")
    return gone
