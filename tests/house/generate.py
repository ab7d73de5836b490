"""Writes the reference pages that the code itself can tell: `python -m house.generate`, or `./run fmt`.

A test compares what stands in docs/reference with what would be written now.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from importlib import import_module
from typing import Any

import django

from house.tree import PACKAGE, ROOT, SECTIONS, module_kind, modules, parsed, short

REFERENCE = ROOT / "docs" / "reference"
NOTE = "% Written by tests/house/generate.py; change the code, then run `./run fmt`.\n\n"
Table = Iterable[tuple[str, ...]]


def table(heads: tuple[str, ...], rows: Table) -> str:
    cells = [heads, tuple("---" for _ in heads), *rows]
    return "".join("| " + " | ".join(_cell(cell) for cell in row) + " |\n" for row in cells)


def _cell(words: object) -> str:
    return plain(str(words).replace("|", "\\|").replace("\n", " ").strip())


def plain(words: str) -> str:
    """Signs that Markdown would take for its own, outside of code."""
    parts = words.split("`")
    return "`".join(
        re.sub(r"([\[<*])", r"\\\1", part) if at % 2 == 0 else part for at, part in enumerate(parts)
    )


def first_words(thing: object) -> str:
    """The first paragraph of a docstring, in one line."""
    words = (getattr(thing, "__doc__", "") or "").strip()
    # Django writes the fields of a model there when nobody has written anything.
    if re.fullmatch(r"\w+\([\w, ]*\)", words):
        return ""
    return plain(" ".join(words.split("\n\n")[0].split()))


# --- commands and verbs -------------------------------------------------------------------------------


def verbs() -> list[tuple[str, str]]:
    """The verbs of ./run, with what the script says of each."""
    text = (ROOT / "run").read_text(encoding="utf-8")
    found = re.findall(r"^  ([a-z|-]+)\) +# (.+)$", text, re.MULTILINE)
    return [(verb, words) for names, words in found for verb in names.split("|")]


def commands() -> dict[str, Any]:
    """Our own commands, by name."""
    from django.core.management import get_commands, load_command_class

    ours = {name: app for name, app in get_commands().items() if str(app).startswith("underrose.")}
    return {name: load_command_class(str(app), name) for name, app in sorted(ours.items())}


def arguments(command: Any, name: str) -> Iterator[tuple[str, ...]]:
    """Own arguments of a command, and those of its sub-verbs (`record verify`)."""
    return _arguments(command.create_parser("underrose", name), "")


def _arguments(parser: argparse.ArgumentParser, verb: str) -> Iterator[tuple[str, ...]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            said = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, inner in action.choices.items():
                yield f"`{name}`", said.get(name, ""), ""
                yield from _arguments(inner, f"{name} ")
        elif action.dest not in _of_django() and action.help != argparse.SUPPRESS:
            names = ", ".join(f"`{verb}{one}`" for one in action.option_strings)
            choices = ", ".join(map(str, action.choices or ()))
            yield names or f"`{verb}{action.metavar or action.dest.upper()}`", action.help or "", choices


def _of_django() -> set[str]:
    """What every command of Django takes and nobody needs to read again here."""
    from django.core.management.base import BaseCommand

    return {action.dest for action in BaseCommand().create_parser("underrose", "x")._actions}


def verb_rows() -> Iterator[tuple[str, str]]:
    """Verbs that only pass on to a command say what that command says."""
    helps = {name: " ".join(str(command.help).split()) for name, command in commands().items()}
    for verb, words in verbs():
        yield f"`{verb}`", helps.get(verb, words) if words.startswith("the command of") else words


def commands_page() -> str:
    parts = [
        "# Commands\n\nEvery command is called as `./run NAME` where `run` has a verb for it, else as `./run manage NAME`; ",
        "in an installation, `underrose NAME`. `--help` says the same.\n\n",
        "## Verbs of `./run`\n\n",
        table(("verb", "what it does"), verb_rows()),
    ]
    for name, command in commands().items():
        parts.append(f"\n## `underrose {name}`\n\n{' '.join(str(command.help).split())}\n")
        if rows := list(arguments(command, name)):
            parts.append("\n" + table(("argument", "meaning", "choices"), rows))
    return "".join(parts)


# --- nouns --------------------------------------------------------------------------------------------


def own_models() -> dict[str, list[Any]]:
    from django.apps import apps

    found: dict[str, list[Any]] = {}
    for section in SECTIONS:
        if apps.is_installed(f"underrose.{section}"):
            label = next(c.label for c in apps.get_app_configs() if c.name == f"underrose.{section}")
            found[section] = sorted(apps.get_app_config(label).get_models(), key=lambda m: m.__name__)
    return {section: models for section, models in found.items() if models}


def field_row(field: Any) -> tuple[str, ...]:
    kind = re.sub(r"Field$", "", type(field).__name__) or "Field"
    if field.is_relation:
        kind = f"{field.related_model.__name__}, by key"
    said = str(field.help_text) or str(field.verbose_name)
    if field.choices:
        said += ": " + ", ".join(str(label) for _, label in field.flatchoices)
    return f"`{field.name}`", kind, "may be missing" if field.null else "", said


def data_dictionary_page() -> str:
    parts = [
        "# Data dictionary\n\nEvery table, by section. Each row of ours has a random `key` and the key of its `institution`;",
        " neither is repeated below. How long what touches a person is kept stands in [](retention.md).\n",
    ]
    for section, models in own_models().items():
        parts.append(f"\n## {section}\n")
        for model in models:
            fields = [f for f in model._meta.local_fields if f.name not in {"key", "institution"}]
            parts.append(
                f"\n### {model.__name__}\n\nTable `{model._meta.db_table}`. {first_words(model)}\n\n"
            )
            parts.append(table(("field", "kind", "", "meaning"), map(field_row, fields)))
    return "".join(parts)


def transitions() -> Iterator[tuple[str, dict[Any, Any]]]:
    """Every table of states in the models: a dictionary from each member of an Enum to what may follow it."""
    for path in modules():
        if module_kind(short(path)) != "models":
            continue
        dotted = "underrose." + short(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        module = import_module(dotted)
        own = {target.id for node in parsed(path).body for target in _assigned(node)}
        for name in sorted(own):
            value = getattr(module, name)
            if _is_of_states(value):
                yield dotted, value


def _is_of_states(value: Any) -> bool:
    is_full = isinstance(value, dict) and bool(value)
    return is_full and all(
        isinstance(state, Enum) and isinstance(after, frozenset) for state, after in value.items()
    )


def _assigned(node: Any) -> list[Any]:
    targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
    return [target for target in targets if hasattr(target, "id")]


def states_page() -> str:
    parts = ["# States\n\nWhat may follow what. Anything else is refused with a sentence.\n"]
    for dotted, moves in transitions():
        states = type(next(iter(moves)))
        section = dotted.split(".")[1]
        parts.append(f"\n## {section}: {states.__name__}\n\n{first_words(states)}\n\n")
        rows = [(_label(state), ", ".join(_label(s) for s in states if s in after) or "nothing")
                for state, after in moves.items()]  # fmt: skip
        parts.append(table(("state", "may become"), rows))
    return "".join(parts)


def _label(state: Any) -> str:
    return str(getattr(state, "label", state.value))


def retention_page() -> str:
    from underrose.kit import retention

    plan = retention.read()
    rows = [(f"`{line.field}`", line.purpose, line.keep, line.erase) for line in plan.lines]
    return "".join(
        [
            "# What is kept, and for how long\n\nEvery field that touches a person. The site does not start if one is missing here.\n\n",
            table(("field", "what for", "kept", "goes"), rows),
            "\n## Tables that hold no person\n\n",
            ", ".join(f"`{label}`" for label in sorted(plan.holds_no_person)) + ".\n",
        ]
    )


# --- sections and addresses ---------------------------------------------------------------------------


def sections_page() -> str:
    from house.test_arrows import ARROWS, targets

    rows = []
    for section in SECTIONS:
        package = PACKAGE / section / "__init__.py"
        state = "" if package.is_file() else "to come"
        arrows = targets(section) if section == "pages" else ARROWS[section]
        rows.append((f"`{section}`", ", ".join(f"`{name}`" for name in sorted(arrows)), state))
    return (
        "# Sections\n\nOne folder for each heading of the concept note, and what it may import besides `access`, `kit` and `methods`. "
        "A name with a dot is a door: that module alone. "
        "Foreign keys, links and includes follow the same arrows.\n\n"
        + table(("section", "may import", ""), rows)
    )


def addresses() -> Iterator[tuple[str, ...]]:
    from django.urls import URLPattern, get_resolver

    def walk(patterns: Iterable[Any], prefix: str) -> Iterator[tuple[str, ...]]:
        for pattern in patterns:
            here = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield f"`/{here}`", f"`{pattern.name or ''}`", _for_whom(pattern.callback)
            else:
                yield from walk(pattern.url_patterns, here)

    return walk(get_resolver().url_patterns, "")


def _for_whom(view: Any) -> str:
    audience = getattr(view, "audience", None)
    if audience is None:
        return "library"
    if len(audience.roles) > 1 and audience.roles == frozenset(type(next(iter(audience.roles)))):
        return f"{audience.kind}: every role"
    who = [str(role).replace("_", " ") for role in sorted(audience.roles)] + sorted(audience.link_kinds)
    return f"{audience.kind}: {', '.join(who)}" if who else str(audience.kind)


def addresses_page() -> str:
    return (
        "# Addresses\n\nEvery address, its name in the code, and whom it is for. Whoever may not open one is told that it is not there.\n\n"
        + table(("address", "name", "for"), addresses())
    )


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "data-dictionary.md": data_dictionary_page,
    "states.md": states_page,
    "retention.md": retention_page,
    "sections.md": sections_page,
    "addresses.md": addresses_page,
}


def written(name: str) -> str:
    """A generated page as it would be written now."""
    from django.utils import translation

    with translation.override("en-gb"):
        return re.sub(r"\n{3,}", "\n\n", NOTE + PAGES[name]())


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "underrose.settings")
    django.setup()
    for name in PAGES:
        (REFERENCE / name).write_text(written(name), encoding="utf-8")
    sys.stdout.write(f"{len(PAGES)} reference pages written.\n")


if __name__ == "__main__":
    main()
