"""Every setting, command and verb is documented, and the generated pages say what the code says."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from house.generate import PAGES, REFERENCE, arguments, commands, verbs, written
from house.tree import PACKAGE, ROOT, files

SETTING = re.compile(r"UNDERROSE_[A-Z][A-Z0-9_]*")
READ_BY_SETTINGS = re.compile(r"(?:_choice|_is_on|_database)\(\s*\"([A-Z_]+)\"")


def settings_read() -> set[str]:
    """What the code asks the environment for."""
    own = READ_BY_SETTINGS.findall((PACKAGE / "settings.py").read_text("utf-8"))
    named = {
        name
        for path in [*files(PACKAGE), *files(ROOT / "bench"), *files(ROOT / "tests"), ROOT / "run"]
        if path.suffix in {".py", ".sh", ".toml", ""}
        for name in SETTING.findall(path.read_text("utf-8", errors="replace"))
    }
    return {f"UNDERROSE_{name}" for name in own} | named


def described(text: str) -> set[str]:
    return set(SETTING.findall(text))


def test_every_setting_is_described_and_no_other() -> None:
    text = (REFERENCE / "settings.md").read_text("utf-8")
    assert sorted(described(text)) == sorted(settings_read())


def test_a_setting_is_found() -> None:
    assert READ_BY_SETTINGS.findall('A = _choice("HOME", "x")\nB = _is_on("DEMO")') == ["HOME", "DEMO"]


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_fresh(name: str) -> None:
    """If this fails, run `./run fmt` and read what changed."""
    assert (REFERENCE / name).read_text("utf-8") == written(name)


def unsaid(names: Iterable[str], text: str) -> list[str]:
    return [name for name in names if f"`{name}`" not in text]


def test_every_command_says_what_it_does() -> None:
    silent = [name for name, command in commands().items() if not command.help]
    silent += [
        f"{name} {row[0]}"
        for name, command in commands().items()
        for row in arguments(command, name)
        if not row[1]
    ]
    assert silent == []


def test_every_verb_is_listed() -> None:
    text = written("commands.md")
    cases = re.findall(r"^  ([a-z|-]+)\) *(?:#|$)", (ROOT / "run").read_text("utf-8"), re.MULTILINE)
    assert unsaid([verb for names in cases for verb in names.split("|")], text) == []
    assert len(verbs()) > 10


def test_every_verb_that_passes_on_has_its_command() -> None:
    """A verb of a section that is not there yet is not offered."""
    passing = {verb for verb, words in verbs() if words.startswith("the command of")}
    assert sorted(passing - {name.replace("_", "-") for name in commands()}) == []


def test_an_unlisted_verb_is_found() -> None:
    assert unsaid(["demo", "sing"], "| `demo` | shows |") == ["sing"]


def links(text: str) -> list[str]:
    """Relative links of a page outside of the documentation, which Sphinx does not check."""
    return [link for link in re.findall(r"\]\(([^)#\s]+)", text) if not re.match(r"[a-z]+:|/", link)]


def test_links_of_the_front_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *files(PACKAGE, "README.md"), *files(ROOT / "tests", "README.md")]
    dead = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in links(page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert dead == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    assert links("[a](b.md) [c](https://example.org) [d](#e)") == ["b.md"]


def test_every_section_has_a_front_page() -> None:
    sections = [path.parent for path in PACKAGE.glob("*/__init__.py")]
    assert [folder.name for folder in sections if not (folder / "README.md").is_file()] == []
