"""Files of others come with their licence beside them and a manifest: name, version, licence, SHA-256."""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from house.tree import PACKAGE, ROOT, files, short

AGPL = "8486a10c4393cee1c25392769ddd3b2d6c242d6ec7928e1414efff7dfb2f07ef"
MANIFEST = "manifest.toml"
# Kinds of files that we do not write ourselves.
THEIRS = {".woff2", ".woff", ".ttf", ".otf"}
SAID = ("name", "version", "licence", "licence_file", "sha256")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def works(manifest: Path) -> list[dict[str, Any]]:
    """The works a manifest lists, whatever it calls them: font, family, icon."""
    parts = tomllib.loads(manifest.read_text(encoding="utf-8")).values()
    return [work for part in parts if isinstance(part, list) for work in part]


def faults(manifest: Path) -> Iterator[str]:
    """What a manifest forgets, and what no longer is the file it speaks of."""
    folder, listed = manifest.parent, set()
    for work in works(manifest):
        yield from (f"{work.get('name')}: no {part}" for part in SAID if not work.get(part))
        if not (folder / str(work.get("licence_file", "-"))).is_file():
            yield f"{work.get('name')}: the licence is not there"
        for name, expected in work.get("sha256", {}).items():
            listed.add(name)
            if not (folder / name).is_file():
                yield f"{name}: is not there"
            elif digest(folder / name) != expected:
                yield f"{name}: is another file"
    present = {path.name for path in folder.iterdir() if path.suffix in THEIRS}
    yield from (f"{name}: is not in the manifest" for name in sorted(present - listed))


def test_manifests_are_right() -> None:
    manifests = list(files(PACKAGE, MANIFEST))
    assert manifests
    found = {short(path): list(faults(path)) for path in manifests}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_no_third_party_file_without_a_manifest() -> None:
    folders = {path.parent for path in files(ROOT) if path.suffix in THEIRS}
    assert [short(folder) for folder in sorted(folders) if not (folder / MANIFEST).is_file()] == []


def test_a_wrong_manifest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"other")
    (tmp_path / "b.ttf").write_bytes(b"")
    (tmp_path / MANIFEST).write_text(
        '[[font]]\nname = "A"\nversion = "1"\nlicence = "OFL-1.1"\nsha256 = {"a.ttf" = "0", "c.ttf" = "0"}\n'
    )
    assert list(faults(tmp_path / MANIFEST)) == [
        "A: no licence_file",
        "A: the licence is not there",
        "a.ttf: is another file",
        "c.ttf: is not there",
        "b.ttf: is not in the manifest",
    ]


def test_the_licence_is_the_agpl_word_for_word() -> None:
    assert digest(ROOT / "LICENSE") == AGPL
