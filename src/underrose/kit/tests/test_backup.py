import io
import os
import re
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pyrage
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from underrose.kit import backup, dump, keys, restoring
from underrose.kit.backup import Lock, Opener
from underrose.kit.models import OutboxMail, Worker
from underrose.kit.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "dialogue"])
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CANARY = "canary-in-the-clear"


class Safe:
    """A folder with an identity, and a house with three mails of two meetings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.target = folder / "backup.age"
        self.identity = folder / "identity"
        self.lock = Lock((backup.new_identity(self.identity),))
        self.opener = Opener(identity=self.identity.read_text().strip())

    def make(self) -> backup.Made:
        return backup.make(self.target, self.lock, NOW)

    def read(self) -> restoring.Backup:
        return restoring.read(self.target, self.opener)


@pytest.fixture
def safe(tmp_path: Path, key_folder: Path, settings: Any) -> Safe:
    settings.INSTITUTION = keys.institution(key_folder)
    for cause, code in (("a", "WP1"), ("b", "WP1"), ("c", "WP2")):
        OutboxMail.objects.create(
            recipient="a@b.org",
            subject="s",
            body=CANARY,
            cause=cause,
            meeting_code=code,
            scope=code,
            answer=f"{code}x",
            queued_on=NOW.date(),
        )
    (tmp_path / "safe").mkdir()
    return Safe(tmp_path / "safe")


def test_backup_is_closed_for_others_and_leaves_no_other_file(safe: Safe) -> None:
    temporary = Path(tempfile.gettempdir())
    before = set(temporary.iterdir())
    safe.make()
    assert stat.S_IMODE(safe.target.stat().st_mode) == 0o600
    assert sorted(path.name for path in safe.folder.iterdir()) == ["backup.age", "identity"]
    new = set(temporary.iterdir()) - before
    assert [path.name for path in new if "sqlite" in path.name or "backup" in path.name] == []
    assert b"outbox_mail" not in safe.target.read_bytes()


def test_manifest_tells_the_day_counts_and_what_sections_add(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_entries", {"record": lambda: "head-hash"})
    manifest = safe.make().manifest
    assert (manifest["made_on"], manifest["record"], safe.read().manifest) == (
        "2026-03-01",
        "head-hash",
        manifest,
    )
    assert manifest["databases"]["default"]["counts"]["outbox_mail"] == 3


def test_backup_is_the_same_whatever_came_first() -> None:
    keys_of_rows = [UUID(int=(number * 22 % 61) << 96 | number) for number in range(1, 61)]
    found = []
    for order in (keys_of_rows, keys_of_rows[::-1]):
        Worker.objects.all().delete()
        for key in order:
            Worker.objects.create(key=key)
        parts = dump.take("default").parts
        raw = parts.get("database") or parts["worker"]
        found.append(
            sorted(
                keys_of_rows,
                key=lambda key, raw=raw: max(raw.find(said.encode()) for said in (key.hex, str(key))),
            )
        )
    assert found[0] == found[1]
    dump.put("default", parts, dump.take("default").migrations)
    assert set(Worker.objects.values_list("key", flat=True)) == set(keys_of_rows)


def test_check_opens_one_row_of_each_table_and_meeting(safe: Safe) -> None:
    safe.make()
    checked = restoring.check(safe.read())
    assert (checked.faults, checked.keys_gone) == ((), 0)
    keys.ring(keys_of()).destroy("WP1", "mail")
    assert restoring.check(safe.read()).keys_gone == 3


def test_check_leaves_the_real_databases_as_they_are(safe: Safe) -> None:
    safe.make()
    OutboxMail.objects.all().delete()
    restoring.check(safe.read())
    assert OutboxMail.objects.count() == 0


def test_check_finds_a_value_that_was_changed(safe: Safe) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_mail SET body = subject")
    safe.make()
    faults = restoring.check(safe.read()).faults
    assert len(faults) == 2
    assert CANARY not in str(faults)


def test_check_finds_rows_that_are_missing(safe: Safe) -> None:
    safe.make()
    found = safe.read()
    found.manifest["databases"]["default"]["counts"]["outbox_mail"] = 4
    assert restoring.check(found).faults == ("outbox_mail: 3 rows, 4 expected",)


def test_check_finds_a_table_that_is_missing(safe: Safe) -> None:
    safe.make()
    found = safe.read()
    found.manifest["databases"]["default"]["counts"]["seating_plan"] = 0
    assert restoring.check(found).faults == ("The table seating_plan is missing.",)


def test_check_says_that_the_keys_here_are_of_another_house(
    safe: Safe, tmp_path: Path, settings: Any
) -> None:
    safe.make()
    found = safe.read()
    settings.KEY_FOLDER = tmp_path / "elsewhere"
    settings.INSTITUTION = keys.institution(settings.KEY_FOLDER)
    keys.ring(settings.KEY_FOLDER).key("WP1", "mail")
    checked = restoring.check(found)
    assert checked.faults[0].startswith("The backup belongs to another key folder")
    assert set(checked.faults[1:]) == {
        f"kit.OutboxMail: {name} was damaged, or belongs to another row."
        for name in ("recipient", "subject", "body")
    }
    assert checked.keys_gone == 3


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a file of SQLite is damaged")
def test_check_finds_a_database_that_cannot_be_read(safe: Safe) -> None:
    safe.make()
    found = safe.read()
    raw = found.databases["default"]["database"]
    found.databases["default"]["database"] = raw[:4096] + b"\xff" * (len(raw) - 4096)
    assert restoring.check(found).faults == (
        "The database default in the backup is damaged and cannot be read.",
    )


def test_backup_file_that_was_damaged_does_not_open(safe: Safe) -> None:
    safe.make()
    raw = bytearray(safe.target.read_bytes())
    raw[-100] ^= 1
    safe.target.write_bytes(raw)
    with pytest.raises(Refused, match="it was damaged"):
        safe.read()


def test_command_says_each_fault_in_a_sentence(safe: Safe) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE outbox_mail SET body = subject")
    safe.make()
    said = io.StringIO()
    with pytest.raises(CommandError, match="The backup is not whole"):
        call_command("restore", safe.target, "--check", identity=safe.identity, stderr=said)
    assert (
        said.getvalue().splitlines() == ["kit.OutboxMail: body was damaged, or belongs to another row."] * 2
    )


@pytest.mark.parametrize("recipient", ["age1nobody", "somebody"])
def test_backup_for_nobody_is_refused_before_anything_is_read(safe: Safe, recipient: str) -> None:
    with pytest.raises(Refused, match="A recipient is written age1"):
        backup.make(safe.target, Lock((recipient,)), NOW)
    assert not safe.target.exists()


def test_pieces_are_what_they_were_whatever_their_size(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PIECE", 700)
    members = {"a": b"", "b/c": os.urandom(512), "d": os.urandom(5000), "e" * 300: b"x"}
    backup.write_closed(safe.target, lambda file: safe.lock.close(backup.packed(members), file))
    assert backup.unpacked(safe.opener.open(safe.target.read_bytes())) == members


def test_backup_that_is_killed_leaves_nothing_readable(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child dies in the midst of writing: an unfinished file may stay, and it is closed."""
    real = backup.packed

    def dying(members: dict[str, bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(real(members)):
            if number == 20:
                os.kill(os.getpid(), signal.SIGKILL)
            yield piece

    monkeypatch.setattr(backup, "packed", dying)
    monkeypatch.setattr(backup, "PIECE", 16_384)
    (safe.folder / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(safe.folder / "tmp"))
    monkeypatch.setenv("TMPDIR", str(safe.folder / "tmp"))
    places = (safe.folder, safe.folder / "tmp")
    before = {path for place in places for path in place.iterdir()}
    connections.close_all()
    child = os.fork()
    if child == 0:
        safe.make()
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = {path for place in places for path in place.iterdir()} - before
    mine = [path for path in left if path.is_file() and path.parent == safe.folder]
    assert [path.name.startswith(".backup.age.") for path in mine] == [True]
    assert mine[0].read_bytes()[:21] in {b"age-encryption.org/v1", b""}  # little may wait in memory still
    readable = [path for path in left if path.is_file() and _has_tables(path)]
    assert readable == []


def _has_tables(path: Path) -> bool:
    raw = path.read_bytes()
    return b"outbox_mail" in raw or b"SQLite format" in raw


def test_restore_brings_everything_back_and_erases_what_has_had_its_time(safe: Safe) -> None:
    OutboxMail.objects.filter(cause="c").update(state="sent", finished_on=date(2026, 1, 1))
    safe.make()
    OutboxMail.objects.all().delete()
    erased = restoring.restore(safe.read(), NOW)
    assert {one.cause: one.body for one in OutboxMail.objects.all()} == {"a": CANARY, "b": CANARY}
    assert erased["finished_mail"] == 1


def test_restore_under_other_keys_is_refused(safe: Safe, settings: Any) -> None:
    safe.make()
    found = safe.read()
    found.manifest["institution"] = "another"
    with pytest.raises(Refused, match="keys first"):
        restoring.restore(found, NOW)


def test_backup_does_not_open_with_another_key(safe: Safe, tmp_path: Path) -> None:
    safe.make()
    backup.new_identity(tmp_path / "other")
    with pytest.raises(Refused, match="does not open"):
        restoring.read(safe.target, Opener(identity=(tmp_path / "other").read_text().strip()))


def test_database_that_objects_is_left_out_and_said(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_objections", {"dialogue": lambda: "A session is open."})
    made = safe.make()
    assert (made.left_out, list(safe.read().databases)) == ({"dialogue": "A session is open."}, ["default"])


@pytest.mark.parametrize("during", ["default", "dialogue"])
def test_database_that_begins_to_object_while_it_is_copied_is_left_out(
    safe: Safe, monkeypatch: pytest.MonkeyPatch, during: str
) -> None:
    reasons, copied, take = [], [], dump.take

    def taken(alias: str) -> dump.Taken:
        found = take(alias)
        copied.append(alias)
        reasons.extend(["A session was opened."] if alias == during else [])
        return found

    monkeypatch.setattr(dump, "take", taken)
    monkeypatch.setattr(backup, "_objections", {"dialogue": lambda: "".join(reasons)})
    made = safe.make()
    assert made.left_out == {"dialogue": "A session was opened."}
    assert (list(safe.read().databases), "dialogue" in made.manifest["databases"]) == (["default"], False)
    assert copied == (["default"] if during == "default" else ["default", "dialogue"])


def test_what_begins_and_ends_between_the_answer_and_the_copy_is_not_copied(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As notes that are opened, taken and sealed by somebody else within one backup."""
    take = dump.take

    def elsewhere(act: Callable[[], Any]) -> None:
        def acting() -> None:
            act()
            connections.close_all()

        other = Thread(target=acting)
        other.start()
        other.join()

    def objects() -> str:
        answer = "Somebody works." if Worker.objects.exists() else ""
        elsewhere(Worker.objects.create)
        return answer

    def taken(alias: str) -> dump.Taken:
        found = take(alias)
        elsewhere(Worker.objects.all().delete)
        return found

    monkeypatch.setattr(dump, "take", taken)
    monkeypatch.setattr(backup, "_objections", {"default": objects})
    made = safe.make()
    assert made.left_out == {}
    assert made.manifest["databases"]["default"]["counts"]["worker"] == 0


def test_keys_go_elsewhere_and_the_generation_before_is_overwritten(safe: Safe, tmp_path: Path) -> None:
    target = safe.folder / "keys.age"
    backup.make_of_keys(target, safe.lock)
    held = os.open(target, os.O_RDONLY)
    before = os.pread(held, 100_000, 0)
    backup.make_of_keys(target, safe.lock)
    assert (len(os.pread(held, 100_000, 0)), os.pread(held, 100_000, 0) == before) == (len(before), False)
    os.close(held)
    restoring.restore_keys(target, safe.opener, tmp_path / "again")
    assert (tmp_path / "again" / "master").read_bytes() == (keys_of() / "master").read_bytes()
    with pytest.raises(Refused, match="in use"):
        restoring.restore_keys(target, safe.opener, tmp_path / "again")


def test_keys_beside_the_keys_are_refused(safe: Safe) -> None:
    with pytest.raises(Refused, match="kept apart"):
        backup.make_of_keys(keys_of() / "keys.age", safe.lock)


def test_backup_and_keys_are_not_taken_for_each_other(safe: Safe, tmp_path: Path) -> None:
    safe.make()
    backup.make_of_keys(safe.folder / "keys.age", safe.lock)
    with pytest.raises(Refused, match="holds no keys"):
        restoring.restore_keys(safe.target, safe.opener, tmp_path / "again")
    with pytest.raises(Refused, match="one of the keys"):
        restoring.read(safe.folder / "keys.age", safe.opener)


def test_commands_by_passphrase(safe: Safe, tmp_path: Path) -> None:
    (tmp_path / "words").write_text("some words\n")
    said = io.StringIO()
    call_command("backup", safe.target, passphrase_file=tmp_path / "words", stdout=said)
    call_command("restore", safe.target, "--check", passphrase_file=tmp_path / "words", stdout=said)
    assert "The backup is whole." in said.getvalue()
    with pytest.raises(CommandError, match="Say for whom"):
        call_command("backup", safe.target)
    with pytest.raises(CommandError, match="Say what opens"):
        call_command("restore", safe.target, "--check")


def test_passphrase_of_a_much_faster_machine_is_not_called_damage() -> None:
    closed = pyrage.passphrase.encrypt(b"rows", "some words")
    work = re.search(rb"-> scrypt \S+ (\d+)\n", closed)
    assert work is not None
    harder = closed.replace(work[0], work[0].replace(b" %s\n" % work[1], b" 40\n"))
    with pytest.raises(Refused, match="too slow, or too busy"):
        Opener(passphrase="some words").open(harder)
    with pytest.raises(Refused, match="does not open with this key"):
        Opener(passphrase="other words").open(closed)


def keys_of() -> Path:
    from django.conf import settings

    folder: Path = settings.KEY_FOLDER
    return folder
