"""Sizes and names: what a person must be able to hold in their head, and to say aloud."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from house.test_pages import functions
from house.tree import PACKAGE, files, modules, parsed, short, without

LONGEST_MODULE, LONGEST_FUNCTION, LONGEST_TEMPLATE, LONGEST_SCRIPT, DEEPEST = 400, 50, 200, 200, 3
REFUSED = {"utils", "util", "helpers", "helper", "common", "base", "core", "manager", "handler", "processor"}
REFUSED |= {"service", "data", "info"}
# Django, a library or HTML itself asks for these words.
ASKED_FOR: dict[str, str] = {
    "kit/sqlite/base.py": "Django looks in this module for the engine that settings name",
    "kit/templates/kit/base.html": "the design names it; every page extends it",
}
LONG_MODULES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {
    "concept/note/export.py:as_json": "one literal: the whole shape of the JSON, to be read in one piece",
}
# The words of a person, as a name is read: SealedSessionMiddleware, sealed_session.
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# What Django, a mail library and the United Nations ("core treaty") call their own things.
THEIR_WORDS = {"AccountManager", "handle_DATA", "core", "receive_data_chunk"}


def refused(names: Iterator[str]) -> list[str]:
    return [name for name in names if REFUSED & {word.lower() for word in WORD.findall(name)}]


def names_in(tree: ast.Module) -> Iterator[str]:
    """What a module calls its classes and functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_no_refused_names() -> None:
    found: dict[str, object] = {}
    for path in modules():
        ours = (name for name in names_in(parsed(path)) if name not in THEIR_WORDS)
        if wrong := refused(iter([path.stem, *ours])):
            found[short(path)] = wrong
    for path in files(PACKAGE):
        if path.suffix in {".html", ".css", ".js", ".toml", ".csv"} and refused(iter([path.stem])):
            found[short(path)] = path.stem
    assert without(found, ASKED_FOR) == {}


def test_a_refused_name_is_found() -> None:
    planted = "class MailManager: ...\ndef load_data(): ...\ndef database(): ...\nclass Mail: ...\n"
    assert refused(names_in(ast.parse(planted))) == ["MailManager", "load_data"]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: Iterator[Path], longest: int) -> dict[str, object]:
    return {short(path): lines(path) for path in paths if lines(path) > longest}


def test_modules_are_short() -> None:
    assert without(too_long(modules(with_tests=True), LONGEST_MODULE), LONG_MODULES) == {}


def test_functions_are_short() -> None:
    found: dict[str, object] = {
        f"{short(path)}:{name}": length
        for path in modules()
        for name, length in functions(parsed(path))
        if length > LONGEST_FUNCTION
    }
    assert without(found, LONG_FUNCTIONS) == {}


def test_templates_and_scripts_are_short() -> None:
    assert too_long(files(PACKAGE, "*.html"), LONGEST_TEMPLATE) == {}
    assert too_long(files(PACKAGE, "*.js"), LONGEST_SCRIPT) == {}


def test_a_long_module_is_found(tmp_path: Path) -> None:
    long = tmp_path / "long.py"
    long.write_text("pass\n" * 401)
    assert [lines(long) > LONGEST_MODULE, lines(Path(__file__)) > LONGEST_MODULE] == [True, False]


def test_kit_is_a_small_part() -> None:
    """At most a tenth once the sections stand; until then it may not outgrow what stands on it."""
    size = {True: 0, False: 0}
    for path in modules():
        size[short(path).startswith("kit/")] += lines(path)
    assert size[True] < size[False] / 2


def test_folders_are_not_deep() -> None:
    """A section, a folder in it, one more: `methods/documents/readers/word.py`."""
    found = [short(path) for path in modules() if len(Path(short(path)).parts) - 1 > DEEPEST]
    assert found == []


def test_no_folder_is_an_empty_shell() -> None:
    """A section that holds nothing yet is not made."""
    sections = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    full = {short(path).split("/")[0] for path in modules() if path.stat().st_size > 300}
    assert sorted(sections - full) == []
