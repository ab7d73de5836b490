"""Changes of a programme in sentences, for the desk with names and for a letter without."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from underrose.kit.templatetags.kit import day as written
from underrose.programme import table_words
from underrose.programme.comparison import Change, What
from underrose.programme.naming import Naming
from underrose.programme.outline import Session


@dataclass(frozen=True, slots=True)
class Told:
    """One session and everything that changed of it."""

    title: str
    at: str
    sentences: tuple[str, ...]
    what: tuple[What, ...]


def told(changes: Iterable[Change], naming: Naming | None = None) -> list[Told]:
    """Session by session in the order of the days. Without `naming` a task is the reader's own."""
    found: dict[object, list[Change]] = {}
    for change in changes:
        found.setdefault(change.session.key, []).append(change)
    return [
        Told(
            title=own[0].session.title,
            at=moment(own[0].session),
            sentences=tuple(sentence(change, naming) for change in own),
            what=tuple(change.what for change in own),
        )
        for own in found.values()
    ]


def moment(session: Session) -> str:
    """Wednesday 15 January 2020, 09:00–10:30."""
    return f"{written(session.on)}, {hours(session)}"


def hours(session: Session) -> str:
    """In a line from right to left they still run from left to right, as on every page."""
    said = table_words.hours(session.begins, session.ends)
    return f"\u2066{said}\u2069" if get_language_bidi() else said


def sentence(change: Change, naming: Naming | None = None) -> str:
    if change.assigned is not None:
        return _of_task(change, naming)
    old, new = change.before, change.after
    if old is None:
        return _("New.")
    if new is None:
        return _("No longer takes place.")
    return {
        What.hours: _of_hours(old, new),
        What.room: _of_room(old, new),
        What.wording: _of_title(old, new),
        What.kind: _("Of another kind: %(new)s instead of %(old)s.")
        % {"old": old.kind.label, "new": new.kind.label},
        What.words: _of_words(old, new),
        What.theme: _("Theme or lenses have changed."),
        What.regime: _("Another disclosure regime holds."),
        What.groups: _("Its groups have changed."),
    }[change.what]


def _of_hours(old: Session, new: Session) -> str:
    same_day = old.on == new.on
    return _("Moved from %(old)s to %(new)s.") % {
        "old": hours(old) if same_day else moment(old),
        "new": hours(new) if same_day else moment(new),
    }


def _of_room(old: Session, new: Session) -> str:
    if not new.room_name:
        return _("No longer in %(old)s; the room is open.") % {"old": old.room_name}
    if not old.room_name:
        return _("In %(new)s.") % {"new": new.room_name}
    return _("In %(new)s instead of %(old)s.") % {"old": old.room_name, "new": new.room_name}


def _of_title(old: Session, new: Session) -> str:
    if old.title == new.title:
        return _("Has another title on the public page.")
    return _("Was called “%(old)s”.") % {"old": old.title}


def _of_words(old: Session, new: Session) -> str:
    if (old.words, old.audience) == (new.words, new.audience):
        return _("How to get into its room is described anew.")
    return _("What it is about is worded anew.")


def _of_task(change: Change, naming: Naming | None) -> str:
    assigned = change.assigned
    assert assigned is not None
    if naming is None:
        return {
            What.given: _("Your task: %(task)s."),
            What.taken: _("Your task as %(task)s ends."),
            What.agreed: _("Your task as %(task)s is confirmed."),
            What.named: _("Whether the public page names you as %(task)s has changed."),
        }[change.what] % {"task": assigned.task.label}
    name = naming.names.label(assigned.participant, assigned.key) or _("somebody who is no longer known")
    said = {"task": assigned.task.label, "name": name}
    if change.what is What.agreed:
        has = assigned.is_confirmed
        return (
            _("%(name)s has agreed: %(task)s.") if has else _("%(name)s has not agreed: %(task)s.")
        ) % said
    if change.what is What.named:
        may = assigned.is_public
        return (
            _("%(name)s may be named on the public page: %(task)s.")
            if may
            else _("%(name)s is not named on the public page any more: %(task)s.")
        ) % said
    return (
        _("%(task)s: %(name)s.") if change.what is What.given else _("No longer %(task)s: %(name)s.")
    ) % said
