"""Two sets of particulars side by side, in words: where a colleague was faster, and before two rows become one."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from underrose.kit.templatetags.kit import days
from underrose.people import choices
from underrose.people.models import Gender
from underrose.people.particulars import Form, Particulars, PostHeld

LABELS = {
    "full_name": gettext_lazy("Full name"),
    "native_name": gettext_lazy("Name in its own script"),
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "gender": gettext_lazy("Gender"),
    "country": gettext_lazy("Country"),
    "time_zone": gettext_lazy("Time zone"),
    "languages": gettext_lazy("Languages"),
    "mails": gettext_lazy("E-mail"),
    "telephones": gettext_lazy("Telephone"),
    "posts": gettext_lazy("Posts"),
    "forms": gettext_lazy("Forms of address"),
    "list_note": gettext_lazy("From a list"),
}
# Of these a person may have several, so both can be kept.
SEVERAL = frozenset({"languages", "mails", "telephones", "posts", "forms"})


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """One thing that is said differently, each side as lines of words."""

    name: str
    label: str
    one: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def may_keep_both(self) -> bool:
        return self.name in SEVERAL and bool(self.one) and bool(self.other)


def between(one: Particulars, other: Particulars) -> list[Difference]:
    """What the two say differently, in the order of the form."""
    return [
        Difference(name, str(label), said(one, name), said(other, name))
        for name, label in LABELS.items()
        if getattr(one, name) != getattr(other, name)
    ]


def said(facts: Particulars, name: str) -> tuple[str, ...]:
    value = getattr(facts, name)
    if name == "gender":
        return (str(Gender(value).label),) if value in Gender.values else ()
    if name == "country":
        return (choices.country_name(value),) if value else ()
    if name == "languages":
        return tuple(choices.language_name(code) for code in value)
    if name == "posts":
        return tuple(post_in_words(post) for post in value)
    if name == "forms":
        return tuple(form_in_words(form) for form in value)
    return tuple(value) if isinstance(value, tuple) else tuple(value.splitlines())


def post_in_words(post: PostHeld) -> str:
    """Director, Rivers Watch (Kenya), since 1 May 2021."""
    where = [post.title, post.department, post.organisation]
    place = choices.country_name(post.country) if post.country else ""
    words = ", ".join(part for part in where if part)
    return " · ".join(part for part in (words, place, post.duty_station, held_in_words(post)) if part)


def held_in_words(post: PostHeld) -> str:
    if post.start_on and post.end_on:
        return days(post.start_on, post.end_on)
    if post.start_on:
        return _("since %(day)s") % {"day": date_format(post.start_on, _("j F Y"))}
    return _("until %(day)s") % {"day": date_format(post.end_on, _("j F Y"))} if post.end_on else ""


def form_in_words(form: Form) -> str:
    words = " / ".join(part for part in (form.form_of_address, form.salutation) if part)
    return f"{choices.language_name(form.language)}: {words}"


def together(one: Particulars, other: Particulars, taken: dict[str, str]) -> Particulars:
    """The particulars that were chosen: of each the first, the second, or both."""
    chosen: dict[str, Any] = {}
    for name in LABELS:
        mine, theirs = getattr(one, name), getattr(other, name)
        if taken.get(name) == "both" and name in SEVERAL:
            chosen[name] = tuple(dict.fromkeys((*mine, *theirs)))
        else:
            chosen[name] = theirs if taken.get(name) == "other" else mine
    return Particulars(**chosen, labels=tuple(dict.fromkeys((*one.labels, *other.labels))))
