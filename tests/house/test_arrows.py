"""Imports, foreign keys, template links and includes follow the arrows between the sections."""

import re
from collections.abc import Iterable, Iterator

import grimp
from django.apps import apps
from django.db.models import ForeignKey
from django.urls import URLPattern, URLResolver, get_resolver

from house.tree import PACKAGE, SECTIONS, files, short

GROUND = {"access", "kit", "methods"}
# Section to section; "section.module" opens that door alone. pages, access, kit and methods are below.
ARROWS: dict[str, set[str]] = {
    "evaluation": {"outcomes", "dialogue.guard", "participation", "concept"},
    "communications": {"outcomes", "dialogue.guard", "participation", "people.addressees", "concept"},
    "outcomes": {"dialogue.release", "dialogue.guard", "participation.room", "concept", "context"},
    "dialogue": {"programme", "participation.room", "concept"},
    "programme": {"participation", "concept"},
    "participation": {"concept", "people", "context"},
    "enquiries": {"concept"},
    "concept": {"people", "context"},
    "people": {"context"},
    "context": set(),
    "access": {"kit"},
    "kit": {"methods"},
    "methods": set(),
}
# What was said in the room, and who is behind an invitation, are opened through these alone.
DOORS_ONLY = {"dialogue": {"release", "guard", "overview", "demonstration"}}
# No key crosses the wall, in either direction, whatever the arrows say.
WALLED = {"dialogue"}
PRIVATE = {"views", "forms", "tasks", "urls", "templates", "templatetags", "management"}
# kit is there to be used by pages, forms and all: its components are public.
OPEN_ALL = {"kit", "methods"}


def targets(section: str) -> set[str]:
    if section == "pages":
        doors = {f"{name}.{door}" for name, open_doors in DOORS_ONLY.items() for door in open_doors}
        return (set(SECTIONS) - {"pages"} - set(DOORS_ONLY)) | doors
    return ARROWS[section] | (GROUND if section not in GROUND else set())


def is_allowed(importer: str, imported: str) -> bool:
    """Whether `underrose.a.x` may import `underrose.b.y`."""
    source, target = importer.split(".")[1:], imported.split(".")[1:]
    if not target or source[0] not in SECTIONS or target[0] not in SECTIONS or source[0] == target[0]:
        return True
    door = ".".join(target[:2])
    if door in targets(source[0]):
        return True
    is_private = target[0] not in OPEN_ALL and bool(PRIVATE & set(target[1:2]))
    return target[0] in targets(source[0]) and not is_private


def wrong_imports(graph: grimp.ImportGraph) -> list[str]:
    return [
        f"{importer} imports {imported}"
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
        if not is_allowed(importer, imported)
    ]


def test_imports_follow_the_arrows() -> None:
    graph = grimp.build_graph("underrose", cache_dir=None)
    assert len(graph.modules) > 30
    assert wrong_imports(graph) == []


def test_a_wrong_import_is_found() -> None:
    graph = grimp.ImportGraph()
    planted = [
        ("underrose.context.models", "underrose.concept.models"),
        ("underrose.pages.desk", "underrose.concept.views"),
        ("underrose.pages.desk", "underrose.dialogue.models"),
        ("underrose.outcomes.actions", "underrose.participation.models"),
        ("underrose.kit.models", "underrose.access.models"),
    ]
    right = [
        ("underrose.outcomes.actions", "underrose.participation.room"),
        ("underrose.concept.views", "underrose.context.models"),
        ("underrose.concept.views", "underrose.kit.forms"),
    ]
    for importer, imported in planted + right:
        graph.add_import(importer=importer, imported=imported)
    assert wrong_imports(graph) == sorted(f"{one} imports {other}" for one, other in planted)


def wrong_keys(keys: Iterable[tuple[str, str, str]]) -> list[str]:
    """(section of the row, name of the field, section it points at) of each key that points up or sideways."""
    return [
        f"{name} points at {to}"
        for section, name, to in keys
        if not _may_point(section, to) or (section != to and WALLED & {section, to})
    ]


def _may_point(section: str, to: str) -> bool:
    return section == to or to not in SECTIONS or to in targets(section)


def test_foreign_keys_point_down() -> None:
    keys = [
        (model._meta.app_label, f"{model._meta.label}.{field.name}", field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in SECTIONS
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
    ]
    assert len(keys) > 3
    assert wrong_keys(keys) == []


def test_a_key_that_points_up_is_found() -> None:
    keys = [
        ("context", "Body.meeting", "concept"),
        ("concept", "Edition.series", "concept"),
        ("dialogue", "Note.session", "programme"),
    ]
    assert wrong_keys(keys) == ["Body.meeting points at concept", "Note.session points at programme"]


URL = re.compile(r"{%\s*url\s+['\"]([\w:-]+)['\"](?P<rest>[^%]*)%}")
# The two front doors are fixed, so that every section may lead there without knowing pages.
FRONT_DOORS = {"/", "/desk/"}
FRONT_NAMES = {"home", "desk"}
PART = re.compile(r"{%\s*(?:include|extends)\s+['\"](\w+)/")


def named_views(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[tuple[str, str]]:
    """Name of each address, and the section whose view answers there."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named_views(pattern.url_patterns)
        elif pattern.name:
            parts = pattern.callback.__module__.split(".")
            yield pattern.name, parts[1] if parts[0] == "underrose" else parts[0]


def wrong_links(section: str, text: str, views: dict[str, str]) -> list[str]:
    """Links and includes of a template that lead to a section its own may not know.

    `{% url … as … %}` only asks whether there is such an address: the frame of `kit` shows what the house has.
    """
    named = [
        match[1].split(":")[-1] for match in URL.finditer(text) if not _only_asks(section, match["rest"])
    ]
    reached = [views.get(name, "") for name in named if name not in FRONT_NAMES] + PART.findall(text)
    return [to for to in reached if to in SECTIONS and not _may_point(section, to)]


def _only_asks(section: str, rest: str) -> bool:
    return section == "kit" and " as " in rest


def test_templates_lead_down() -> None:
    views = dict(named_views(get_resolver().url_patterns))
    found = {
        short(path): wrong
        for path in files(PACKAGE, "*.html")
        if (wrong := wrong_links(path.relative_to(PACKAGE).parts[0], path.read_text("utf-8"), views))
    }
    assert found == {}


def test_a_template_that_leads_up_is_found() -> None:
    text = (
        '{% include "concept/x.html" %}{% url "outbox" %}{% url "meeting" code=1 %}{% url "meeting" as way %}'
        '{% url "desk" %}'
    )
    views = {"meeting": "concept", "outbox": "kit", "desk": "pages"}
    assert wrong_links("kit", text, views) == ["concept", "concept"]


WRITTEN_OUT = re.compile(r"(?:href|action|hx-(?:get|post))=[\"'](/[^\"'{]*)")


def written_out(text: str) -> list[str]:
    """Addresses that a template spells instead of naming."""
    return [address for address in WRITTEN_OUT.findall(text) if address not in FRONT_DOORS]


def test_templates_name_their_addresses() -> None:
    found = {short(path): written_out(path.read_text("utf-8")) for path in files(PACKAGE, "*.html")}
    assert {path: addresses for path, addresses in found.items() if addresses} == {}


def test_an_address_that_is_spelled_is_found() -> None:
    text = '<a href="/">a</a><a href="/desk/">b</a><a href="/meetings/{{ code }}/">c</a><a href="{% url \'x\' %}">'
    assert written_out(text) == ["/meetings/"]
