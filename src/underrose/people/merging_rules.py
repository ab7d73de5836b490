"""What two rows would have to be to become one, and who else has a say in it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from underrose.people.models import Person

Objection = Callable[[Person, Person], str]
_objections: dict[str, Objection] = {}


def objection(name: str) -> Callable[[Objection], Objection]:
    """Name a reason of a higher section against making one person of two: empty, or a sentence that says what to do.

    It is called with the person who stays and the one who goes into them.
    """

    def named(told: Objection) -> Objection:
        _objections[name] = told
        return told

    return named


def may_be_merged(kept: Person, absorbed: Person) -> str:
    if kept.key == absorbed.key:
        return _("These are the same person already. Nothing was changed.")
    if any(person.merged_into_id is not None or person.is_forgotten for person in (kept, absorbed)):
        return _("One of the two is no longer in the list. Nothing was changed.")
    if kept.is_sealed or absorbed.is_sealed:
        return _(
            "A protected person is never made one with another: who they are would show. Nothing was changed."
        )
    return next((said for told in _objections.values() if (said := told(kept, absorbed))), "")
