"""What a colleague decides when the programme is released."""

from collections.abc import Iterable
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from underrose.kit.forms import Form


class Release(Form):
    """Their own words, and whether the public may read it."""

    note = forms.CharField(
        label=_("What changed, in your words"),
        help_text=_("Stands in the letters and on participants’ pages. It is not shown to the public."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_in_public = forms.BooleanField(
        label=_("Show this version on the public page"),
        help_text=_("Hours and public titles; nobody is named who has not agreed to it."),
        required=False,
    )


class Sure(Form):
    """A button; nothing is typed."""


def keys(said: Iterable[str]) -> frozenset[UUID]:
    """Those ticked. Whatever is no key was written by no page of ours, and is left out."""
    found = set()
    for words in said:
        try:
            found.add(UUID(words))
        except ValueError:
            continue
    return frozenset(found)
