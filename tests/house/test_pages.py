"""Every view says whom it is for; views are short; forms clean what comes in and do not save it."""

import ast
import statistics
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.views.static import serve

from house.tree import module_kind, modules, parsed, short, without

# Addresses of a library whose views cannot bear our mark; the middleware lets them in by their prefix.
THEIRS = ("allauth.",)
LONGEST_VIEW = 40
LONG_VIEWS: dict[str, str] = {}
SAVING_FORMS: dict[str, str] = {}


def walked(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walked(pattern.url_patterns, here)
        else:
            yield here, pattern.callback


def unmarked(views: Iterable[tuple[str, Any]]) -> list[str]:
    """Addresses that say not, or not exactly, whom they are for."""
    return [
        address
        for address, view in views
        if not view.__module__.startswith(THEIRS)
        and getattr(getattr(view, "audience", None), "kind", None) not in {"public", "link", "team"}
    ]


def test_every_view_has_an_audience() -> None:
    views = list(walked(get_resolver().url_patterns))
    assert len(views) > 10
    assert unmarked(views) == []


def test_a_view_without_an_audience_is_found() -> None:
    marked = SimpleNamespace(__module__="underrose.x", audience=SimpleNamespace(kind="public"))
    views = [("a/", serve), ("b/", marked)]
    assert unmarked(views) == ["a/"]


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Name and lines of every function, without its docstring and its decorators."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            yield node.name, (node.end_lineno or first.lineno) - first.lineno + 1


def view_lengths() -> dict[str, int]:
    return {
        f"{short(path)}:{name}": length
        for path in modules()
        if module_kind(short(path)) == "views"
        for name, length in functions(parsed(path))
        if not name.startswith("_")
    }


def test_views_are_short() -> None:
    lengths = view_lengths()
    if len(lengths) < 20:  # before there are that many, one view decides the percentile
        return
    assert statistics.median(lengths.values()) <= 12
    assert statistics.quantiles(lengths.values(), n=20)[-1] <= 30
    too_long = {name: length for name, length in lengths.items() if length > LONGEST_VIEW}
    assert without(too_long, LONG_VIEWS) == {}


def test_a_function_is_measured_without_its_docstring() -> None:
    planted = '@mark\ndef page(request):\n    """Two\n    lines."""\n    a = 1\n    return a\n'
    assert list(functions(ast.parse(planted))) == [("page", 2)]


def saving(tree: ast.Module) -> list[str]:
    """Forms that write what they have cleaned."""
    return [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and (
            any(isinstance(part, ast.FunctionDef) and part.name in {"save", "delete"} for part in node.body)
            or any("ModelForm" in ast.unparse(parent) for parent in node.bases)
        )
    ]


def test_forms_do_not_save() -> None:
    found = {short(path): saving(parsed(path)) for path in modules() if module_kind(short(path)) == "forms"}
    wrong = {path: names for path, names in found.items() if names}
    assert without(wrong, SAVING_FORMS) == {}


def test_a_form_that_saves_is_found() -> None:
    planted = "class A(Form):\n    def save(self): ...\nclass B(forms.ModelForm): ...\nclass C(Form): ...\n"
    assert saving(ast.parse(planted)) == ["A", "B"]
