"""Where things stand in the project, for the house tests and the generator."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "underrose"
SECTIONS = (
    "pages",
    "evaluation",
    "communications",
    "outcomes",
    "dialogue",
    "programme",
    "participation",
    "enquiries",
    "concept",
    "people",
    "context",
    "access",
    "kit",
    "methods",
)
# Made by tools, or not ours.
NOT_OURS = {".git", ".venv", ".boot", "var", "_build", "__pycache__", ".mypy_cache", ".ruff_cache", "htmlcov"}
NOT_OURS |= {".hypothesis", ".import_linter_cache", ".pytest_cache", "staticfiles", "node_modules"}


def files(under: Path, pattern: str = "*") -> Iterator[Path]:
    """Every file of ours under a folder, in a steady order."""
    for path in sorted(under.rglob(pattern)):
        if path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


def modules(*, with_tests: bool = False, with_migrations: bool = False) -> Iterator[Path]:
    """The Python modules of the package."""
    for path in files(PACKAGE, "*.py"):
        parts = path.relative_to(PACKAGE).parts
        if ("tests" in parts and not with_tests) or ("migrations" in parts and not with_migrations):
            continue
        yield path


def short(path: Path) -> str:
    """A path as the messages and the lists of exceptions write it: `concept/views.py`."""
    return path.relative_to(PACKAGE if path.is_relative_to(PACKAGE) else ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def module_kind(path: str) -> str:
    """What kind of module this is: "views" for `concept/views.py` and for `concept/views/editor.py`."""
    parts = Path(path).with_suffix("").parts
    return parts[1] if len(parts) > 1 else parts[0]


def without(found: Mapping[str, object], exceptions: Mapping[str, str]) -> dict[str, object]:
    """What is wrong and not excused, and every excuse that is no longer needed. "folder/" excuses a folder."""
    used = {excuse: [place for place in found if _covers(excuse, place)] for excuse in exceptions}
    excused = {place for places in used.values() for place in places}
    wrong = {place: why for place, why in found.items() if place not in excused}
    return wrong | {excuse: "this exception is not needed any more" for excuse in used if not used[excuse]}


def _covers(excuse: str, place: str) -> bool:
    return place.startswith(excuse) if excuse.endswith("/") else place == excuse
