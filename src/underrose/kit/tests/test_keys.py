import multiprocessing
import os
import secrets
import stat
from pathlib import Path

import pytest

from underrose.kit import keys
from underrose.kit.keys import Destroyed, KeyRing, KeysRefused


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.SOURCE, raising=False)
    keys._master.cache_clear()
    keys.ring.cache_clear()


def draw(folder: Path, answers: "multiprocessing.SimpleQueue[bytes]") -> None:
    answers.put(
        keys.derived(folder, "x") + KeyRing(folder).key("house", "mail") + keys.institution(folder).bytes
    )


def test_first_start_of_many_processes_agrees_on_one_master_and_one_key(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    answers: multiprocessing.SimpleQueue[bytes] = spawn.SimpleQueue()
    children = [spawn.Process(target=draw, args=(tmp_path / "keys", answers)) for _ in range(8)]
    for child in children:
        child.start()
    told = {answers.get() for _ in children}
    for child in children:
        child.join()
    assert len(told) == 1


def test_files_and_folders_of_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    KeyRing(tmp_path / "keys").key("house", "mail")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in [tmp_path / "keys", tmp_path / "keys" / "house"]}
    assert (modes, folders) == ({0o600}, {0o700})


def test_no_draft_is_left_in_the_folder(tmp_path: Path) -> None:
    KeyRing(tmp_path / "keys").key("house", "mail")
    assert sorted(path.name for path in (tmp_path / "keys").rglob("*") if path.is_file()) == [
        "mail.wrapped",
        "master",
    ]


@pytest.mark.parametrize(("what", "mode"), [("", 0o755), ("master", 0o644)])
def test_folder_or_master_open_to_others_is_refused(tmp_path: Path, what: str, mode: int) -> None:
    keys.derived(tmp_path / "keys", "x")
    (tmp_path / "keys" / what).chmod(mode)
    keys._master.cache_clear()
    with pytest.raises(KeysRefused, match="chmod"):
        keys.derived(tmp_path / "keys", "x")


def test_label_gives_the_same_key_again_and_another_label_another(tmp_path: Path) -> None:
    once, again, other = (keys.derived(tmp_path / "keys", label) for label in ("a", "a", "b"))
    assert (once == again, once == other, len(once)) == (True, False, 32)


def test_key_is_the_same_for_another_process_and_differs_by_scope_and_purpose(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    names = [("house", "mail"), ("house", "people"), ("m-1", "mail")]
    drawn = [ring.key(*name) for name in names]
    assert [KeyRing(tmp_path / "keys").existing(*name) for name in names] == drawn
    assert len(set(drawn)) == 3
    assert ring.names() == sorted(names)


def test_key_stands_wrapped_in_its_file(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    assert ring.key("house", "mail") not in ring.path("house", "mail").read_bytes()


def test_key_moved_to_another_scope_does_not_open(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    ring.key("house", "mail")
    ring.key("other", "mail")
    ring.path("other", "mail").write_bytes(ring.path("house", "mail").read_bytes())
    with pytest.raises(KeysRefused, match="does not open"):
        KeyRing(tmp_path / "keys").existing("other", "mail")


def test_destroyed_key_is_gone_for_every_process_and_never_drawn_anew(tmp_path: Path) -> None:
    ring, other = KeyRing(tmp_path / "keys"), KeyRing(tmp_path / "keys")
    ring.key("house", "mail")
    other.key("house", "mail")
    assert ring.destroy("house", "mail") is True
    assert ring.destroy("house", "mail") is False
    for one in (ring, other, KeyRing(tmp_path / "keys")):
        with pytest.raises(Destroyed):
            one.key("house", "mail")
        with pytest.raises(Destroyed):
            one.existing("house", "mail")


def test_destroyed_key_is_overwritten_before_it_goes(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    ring.key("house", "mail")
    held = os.open(ring.path("house", "mail"), os.O_RDONLY)
    before = os.pread(held, 100, 0)
    ring.destroy("house", "mail")
    after = os.pread(held, 100, 0)
    os.close(held)
    assert (len(before) == len(after), before == after) == (True, False)


def test_key_destroyed_while_another_process_draws_it_stays_destroyed(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    ring.destroy("house", "mail")
    ring._draw("house", "mail")  # what a process does that looked before the stone was laid
    assert ring.path("house", "mail").exists() is False


def test_existing_key_never_drawn_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        KeyRing(tmp_path / "keys").existing("house", "mail")


@pytest.mark.parametrize("scope", ["", "..", "a/b", "../x", "a.b", "a" * 65, "a\n"])
def test_scope_that_could_leave_the_folder_is_refused(tmp_path: Path, scope: str) -> None:
    with pytest.raises(ValueError, match="scope"):
        KeyRing(tmp_path / "keys").key(scope, "mail")


def test_purpose_nobody_declared_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="purpose"):
        KeyRing(tmp_path / "keys").key("house", "../mail")


def passphrase(folder: Path, monkeypatch: pytest.MonkeyPatch, words: str) -> bytes:
    file = folder / f"passphrase-{secrets.token_hex(4)}"
    file.write_text(words)
    monkeypatch.setenv(keys.SOURCE, str(file))
    keys._master.cache_clear()
    return keys.derived(folder / "keys", "x")


def test_passphrase_gives_the_same_keys_and_a_wrong_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = passphrase(tmp_path, monkeypatch, "four words are enough\n")
    assert passphrase(tmp_path, monkeypatch, "four words are enough") == first
    assert (tmp_path / "keys" / "master").exists() is False
    with pytest.raises(KeysRefused, match="not the one"):
        passphrase(tmp_path, monkeypatch, "four words are not")


def test_passphrase_from_an_open_file_descriptor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = passphrase(tmp_path, monkeypatch, "words")
    reading, writing = os.pipe()
    os.write(writing, b"words\n")
    os.close(writing)
    monkeypatch.setenv(keys.SOURCE, str(reading))
    keys._master.cache_clear()
    assert keys.derived(tmp_path / "keys", "x") == first
    os.close(reading)


def test_passphrase_missing_empty_or_unreadable_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    passphrase(tmp_path, monkeypatch, "words")
    monkeypatch.delenv(keys.SOURCE)
    keys._master.cache_clear()
    with pytest.raises(KeysRefused, match="under a passphrase"):
        keys.derived(tmp_path / "keys", "x")
    with pytest.raises(KeysRefused, match="empty"):
        passphrase(tmp_path, monkeypatch, "\n")
    monkeypatch.setenv(keys.SOURCE, str(tmp_path / "nowhere"))
    with pytest.raises(KeysRefused, match="cannot be read"):
        keys.derived(tmp_path / "keys", "x")


def test_passphrase_over_keys_made_without_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.derived(tmp_path / "keys", "x")
    with pytest.raises(KeysRefused, match="without a passphrase"):
        passphrase(tmp_path, monkeypatch, "words")
