"""What every form says of an answer that cannot be taken: it names the question and what to do.

A form that has words of its own for a fault keeps them.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TOO_LONG = gettext_noop(
    "“%(label)s” is too long: it has %(show_value)s letters of at most %(limit_value)s. Please shorten it."
)
TOO_SHORT = gettext_noop("“%(label)s” is too short: it needs %(limit_value)s letters or more.")
NOT_OFFERED = gettext_noop("What was chosen for “%(label)s” is not offered. Please choose again.")
NOTHING_CHOSEN = gettext_noop("Nothing is chosen for “%(label)s”. Please choose.")
NO_FILE = gettext_noop("No file is chosen for “%(label)s”. Please choose one.")
EVERYWHERE = {
    "required": gettext_noop("“%(label)s” is empty. Please fill it in."),
    "max_length": TOO_LONG,
    "min_length": TOO_SHORT,
    "max_value": gettext_noop(
        "“%(label)s” is too large: at most %(limit_value)s. Please write a smaller number."
    ),
    "min_value": gettext_noop(
        "“%(label)s” is too small: at least %(limit_value)s. Please write a larger number."
    ),
    "null_characters_not_allowed": gettext_noop(
        "“%(label)s” holds a letter that cannot be kept. Please write it anew."
    ),
}
# The most particular kind comes first.
OF_KIND: tuple[tuple[type[forms.Field], dict[str, str]], ...] = (
    (forms.BooleanField, {"required": gettext_noop("Please tick “%(label)s”.")}),
    (
        forms.ChoiceField,
        {"required": NOTHING_CHOSEN, "invalid_choice": NOT_OFFERED, "invalid_list": NOT_OFFERED},
    ),
    (
        forms.FileField,
        {
            "required": NO_FILE,
            "invalid": NO_FILE,
            "missing": NO_FILE,
            "empty": gettext_noop("The file chosen for “%(label)s” is empty. Please choose another."),
        },
    ),
    (
        forms.DateField,
        {"invalid": gettext_noop("“%(label)s” is no day that can be read. Please write it as 2027-03-05.")},
    ),
    (
        forms.TimeField,
        {"invalid": gettext_noop("“%(label)s” is no time that can be read. Please write it as 14:30.")},
    ),
    (
        forms.DateTimeField,
        {
            "invalid": gettext_noop(
                "“%(label)s” is no day and time that can be read. Please write it as 2027-03-05 14:30."
            )
        },
    ),
    (
        forms.IntegerField,
        {"invalid": gettext_noop("“%(label)s” is no whole number. Please write it in digits.")},
    ),
    (
        forms.EmailField,
        {"invalid": gettext_noop("“%(label)s” is no e-mail address. Please write it as name@example.org.")},
    ),
    (
        forms.URLField,
        {
            "invalid": gettext_noop(
                "“%(label)s” is no address of a page. Please write it as https://example.org."
            )
        },
    ),
)
NUMBER = gettext_noop("“%(label)s” is no number. Please write it in digits.")
# Django leaves these as they are, so a sign of percent stands for itself; into all others it puts values.
_WITHOUT_VALUES = frozenset({"required", "missing", "empty"})


class _Escaped(dict[str, str]):
    """Puts in the label, and leaves the places of other values open."""

    def __missing__(self, name: str) -> str:
        return f"%({name})s"


def word(field: forms.Field, label: str) -> None:
    """Our sentences in place of Django's, which name nothing; those a form wrote itself stay."""
    defaults = _defaults(type(field))
    for code, sentence in _sentences(field).items():
        if field.error_messages.get(code) is not defaults.get(code):
            continue
        shown = label if code in _WITHOUT_VALUES else label.replace("%", "%%")
        field.error_messages[code] = _(sentence) % _Escaped(label=shown)


def _sentences(field: forms.Field) -> dict[str, str]:
    of_kind = next((said for kind, said in OF_KIND if isinstance(field, kind)), {})
    if type(field) in {forms.DecimalField, forms.FloatField}:
        of_kind = {"invalid": NUMBER}
    return EVERYWHERE | of_kind


def _defaults(kind: type[forms.Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in reversed(kind.__mro__):
        found.update(getattr(one, "default_error_messages", {}))
    return found
