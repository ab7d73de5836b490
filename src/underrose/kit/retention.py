"""What is kept about people, why, how long, and how it goes. `retention.toml` says it; the sweep does it.

The site does not start when a field of any model, of third parties too, is neither there nor its model listed
under `holds_no_person`.
"""

import logging
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model

log = logging.getLogger("underrose.retention")
FILE = Path(__file__).resolve().parent.parent / "retention.toml"
# Ways of going that need no rule of their own.
PLAIN_WAYS = frozenset(
    {
        "with its row",
        "with its meeting",
        "with the key of its meeting",
        "with the act that follows",
        "by its owner",
        "by its team",
        "by an administrator",
    }
)
Rule = Callable[[datetime], int]
_rules: dict[str, Rule] = {}


class Line(NamedTuple):
    """One field that touches a person."""

    field: str
    purpose: str
    keep: str
    erase: str


class Plan(NamedTuple):
    lines: tuple[Line, ...]
    holds_no_person: frozenset[str]


def rule(name: str) -> Callable[[Rule], Rule]:
    """Name an act that erases what has had its time; `erase` in the list refers to it."""

    def named(act: Rule) -> Rule:
        _rules[name] = act
        return act

    return named


@rule("expired_sessions")
def forget_sessions(now: datetime) -> int:  # noqa: ARG001 - the engine looks at the clock itself
    """Sessions whose time is over, by whatever engine keeps them."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0


def sweep(now: datetime) -> dict[str, int]:
    """Erase everything whose time is over; every rule once, and again does no harm.

    A rule that fails keeps no other from its work; that it failed is raised when all had their turn.
    """
    done: dict[str, int] = {}
    faults: list[Exception] = []
    for name, act in sorted(_rules.items()):
        try:
            done[name] = act(now)
        except Exception as fault:  # noqa: BLE001 - what one rule meets is no reason to keep what others promised to erase
            log.warning("The rule %s failed: %s", name, type(fault).__name__)
            faults.append(fault)
    if faults:
        raise ExceptionGroup("Not everything whose time is over was erased.", faults)
    return done


@lru_cache(maxsize=4)
def read(file: Path = FILE) -> Plan:
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return Plan(tuple(_lines(content)), frozenset(content["holds_no_person"]))


def check(app_configs: Any = None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001 - the signature of a system check
    """Errors for what the list forgets, what it names in vain, and ways of going that nobody goes."""
    return list(faults(read(), apps.get_models(include_auto_created=True), frozenset(_rules)))


def require_complete() -> None:
    """For a server that loads the bare application: commands run the check, a server does not."""
    if found := check():
        raise ImproperlyConfigured("\n".join(str(fault.msg) for fault in found))


def faults(plan: Plan, models: Iterable[type[Model]], rules: frozenset[str]) -> Iterator[CheckMessage]:
    listed = {line.field for line in plan.lines}
    known: set[str] = set()
    for model in models:
        names = {f"{model._meta.label}.{field.name}" for field in _fields(model)}
        known |= names | {model._meta.label}
        if model._meta.label not in plan.holds_no_person:
            for name in sorted(names - listed):
                yield Error(f"retention.toml does not say how long {name} is kept.", id="retention.E001")
    for name in sorted((listed | plan.holds_no_person) - known):
        yield Error(f"retention.toml names {name}, which does not exist.", id="retention.E002")
    for line in plan.lines:
        if line.erase not in rules | PLAIN_WAYS:
            yield Error(f"Nothing erases {line.field} by “{line.erase}”.", id="retention.E003")


def _fields(model: type[Model]) -> "list[Field[Any, Any]]":
    """Own keys and the institution's key tell nothing of a person."""
    skipped = {"institution"} if hasattr(model, "institution") else set()
    return [
        field
        for field in model._meta.local_concrete_fields
        if not field.primary_key and field.name not in skipped
    ]


def _lines(content: dict[str, Any]) -> Iterator[Line]:
    for app, models in content.items():
        if app == "holds_no_person":
            continue
        for model, fields in models.items():
            for field, said in fields.items():
                yield Line(f"{app}.{model}.{field}", said["purpose"], said["keep"], said["erase"])
